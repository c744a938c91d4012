#!/usr/bin/env python3
"""Other customers, damaged further: a file to measure on that nothing was tuned with.

damage.py CUSTOMERS.csv TRUTH.csv SEEN.csv OUT.csv [RECORDS] [SEED]

Takes whole customers of CUSTOMERS that share no code and no name with any row of SEEN, about RECORDS
records of them, and damages every third record once more by kinds that synthetic customer files of
this making do not have: exports cut at a fixed width, running numbers before names, codes in the
notation of spreadsheets, numbers with words around them, addresses with postcodes. The truth of the
records taken is TRUTH's.
"""

import csv
import random
import sys

CODE, NAME, PHONE, ADDRESS = "统一社会信用代码", "客户名称", "联系电话", "地址"
CONTACT, PROVINCE, CITY = "联系人", "省份", "城市"
PREFIXES = ["1、", "02.", "No.17 ", "客户：", "KH-0032 ", "★", "[A]"]
SUFFIXES = ["（含税）", "-项目款", "/华北区", "（甲方）", " Co.,Ltd", "（开票）", "【2021】"]
FORMS = [("有限责任公司", "有限公司"), ("有限公司", "有限责任公司"), ("有限公司", "(有限公司)"), ("股份有限公司", "股份公司")]
OFTEN_MISREAD = [("己", "已"), ("未", "末"), ("日", "曰"), ("土", "士"), ("科", "料"), ("设", "没"), ("贸", "贺"), ("限", "跟"),
                 ("建", "健"), ("材", "村"), ("钢", "铜"), ("电", "屯"), ("王", "玉"), ("大", "太"), ("天", "夫"), ("人", "入")]


def name_of(name, dice):
    kind = dice.randrange(7)
    if kind == 0:
        return dice.choice(PREFIXES) + name
    if kind == 1:
        return name + dice.choice(SUFFIXES)
    if kind == 2:
        return name[:14]
    if kind == 3:
        return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name).replace("公司", "公 司")
    if kind == 4:
        old, new = dice.choice(FORMS)
        return name.replace(old, new, 1)
    if kind == 5:
        hits = [(a, b) for a, b in OFTEN_MISREAD if a in name]
        return name.replace(*dice.choice(hits), 1) if hits else name
    return name + "\n" + name if len(name) < 30 else name


def code_of(code, dice):
    kind = dice.randrange(4)
    if kind == 0:
        return "'" + " ".join(code[at:at + 4] for at in range(0, len(code), 4))
    if kind == 1:
        return code.lower().replace("0", "o")
    if kind == 2 and code.isdigit():
        return f"{float(code):.5E}"
    return "代码:" + code


def phone_of(phone, dice):
    kind = dice.randrange(4)
    if kind == 0:
        return "0086-" + phone.lstrip("0")
    if kind == 1:
        return "电话：" + phone + "（办公室）"
    if kind == 2:
        return phone.lstrip("0")
    return phone + "转" + str(dice.randrange(100, 999))


def address_of(address, dice):
    kind = dice.randrange(4)
    if kind == 0:
        return f"中国{address}（邮编{dice.randrange(100000, 700000)}）"
    if kind == 1:
        return address.replace("号", "#")
    if kind == 2:
        return address.replace("室", "房").replace("楼", "F")
    return address[:12]


KINDS = {NAME: name_of, CODE: code_of, PHONE: phone_of, ADDRESS: address_of}


def damage(row, dice):
    kind = dice.randrange(6)
    if kind < 3:
        column = NAME
    elif kind == 3:
        row[PROVINCE], row[CITY] = "", (row[PROVINCE] + row[CITY]).strip()
        return
    elif kind == 4:
        row[CONTACT] = (row[CONTACT][:1] + dice.choice(["经理", "先生", "女士"])) if row[CONTACT] else ""
        return
    else:
        column = dice.choice([CODE, PHONE, ADDRESS])
    if row[column]:
        row[column] = KINDS[column](row[column], dice)


def main(customers, truth, seen, out, records=100_000, seed=20261122):
    read = lambda path: csv.DictReader(open(path, encoding="utf-8-sig", newline=""))
    known = set()
    for row in read(seen):
        known |= {row[CODE], row[NAME]}
    known.discard("")
    entity = {row["record_id"]: row["entity_id"] for row in read(truth)}
    rows = list(read(customers))
    spoilt = {entity[row["record_id"]] for row in rows if row[CODE] in known or row[NAME] in known}
    dice = random.Random(int(seed))
    fresh = sorted({entity[row["record_id"]] for row in rows} - spoilt)
    dice.shuffle(fresh)
    size = {}
    for who in entity.values():
        size[who] = size.get(who, 0) + 1
    taken, total = set(), 0
    for who in fresh:
        if total >= int(records):
            break
        taken.add(who)
        total += size[who]
    kept = [row for row in rows if entity[row["record_id"]] in taken]
    for path, is_damaged in ((out + ".csv", False), (out + ".damaged.csv", True)):
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, kept[0].keys())
            writer.writeheader()
            for row in kept:
                row = dict(row)
                if is_damaged and dice.randrange(3) == 0:
                    damage(row, dice)
                writer.writerow(row)
    with open(out + ".truth.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["record_id", "entity_id"])
        writer.writerows((row["record_id"], entity[row["record_id"]]) for row in kept)
    print(f"{len(kept)} records of {len(taken)} customers; {len(spoilt)} customers shared a code or a name with the file seen")


if __name__ == "__main__":
    main(*sys.argv[1:])
