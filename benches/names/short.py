#!/usr/bin/env python3
"""Short and former names of listed companies against their full names among distractors:
short.py GUIYI ALIASES.tsv CUSTOMERS.csv TRUTH.csv DIR [DISTRACTORS]

The master holds every current full name of ALIASES.tsv and the distinct names of CUSTOMERS.csv, but those of customers that bear a present or
former full name of a listed company themselves; each short or former name is asked by itself. "First" is the first customer that the answer names, whatever the verdict; "same" are
the answers `match`.
"""

import collections
import csv
import subprocess
import sys
from pathlib import Path


def rows(path, **how):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, **how)


def write(path, header, lines):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])


def plain(name):
    return name.replace("(", "（").replace(")", "）").replace(" ", "")


def main(guiyi, aliases, customers, truth, out, most=10**9):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    listed = list(rows(aliases, delimiter="\t"))
    full = {it["code"]: it["name"] for it in listed if "full_2020" in it["kind"]}
    names = {plain(it["name"]) for it in listed if "full" in it["kind"]}
    entity = {it["record_id"]: it["entity_id"] for it in rows(truth)}
    named = [(entity[it["record_id"]], it["客户名称"]) for it in rows(customers)]
    own = {who for who, name in named if plain(name) in names}
    others = dict.fromkeys(name for who, name in named if name and who not in own)
    others = list(others)[: int(most)]
    write(out / "master.csv", ["id", "客户名称"],
          [*full.items(), *((f"D{at}", name) for at, name in enumerate(others))])
    asked = [it for it in listed if it["code"] in full and "full_2020" not in it["kind"]]
    write(out / "asked.csv", ["id", "客户名称"], ((f"Q{at}", it["name"]) for at, it in enumerate(asked)))
    command = [guiyi, "link", out / "asked.csv", "--against", out / "master.csv", "--link-only",
               "--out", out / "answers", "--force", "--quiet", "--max-rejects", "1000000"]
    code = subprocess.run(command).returncode
    if code not in (0, 3):
        sys.exit(f"guiyi link: {code}")
    first = {}
    for it in rows(out / "answers" / "review.csv"):
        first.setdefault(it["record_id"], it["master_id"])
    count = collections.defaultdict(collections.Counter)
    missed = []
    for it in rows(out / "answers" / "matches.csv"):
        alias = asked[int(it["record_id"][1:])]
        said = it["verdict"] == "match"
        answer = it["master_id"] if said else first.get(it["record_id"], "")
        right = answer == alias["code"]
        kind = "short" if "short" in alias["kind"] else "former"
        for group in (kind, f"{kind}, bigram shared: {alias['shares_bigram']}"):
            tally = count[group]
            tally["asked"] += 1
            tally["answered"] += bool(answer)
            tally["first right"] += right
            tally["same"] += said
            tally["same right"] += said and right
        if not right:
            missed.append((kind, alias["shares_bigram"], alias["name"], full[alias["code"]], it["verdict"], answer))
    given = dict(full) | {f"D{at}": name for at, name in enumerate(others)}
    write(out / "missed.csv", ["kind", "bigram", "name", "meant", "verdict", "answer"],
          [(*it[:5], given.get(it[5], "")) for it in missed])
    for group, tally in sorted(count.items()):
        share = lambda part, whole: tally[part] / max(tally[whole], 1)
        print(f"{group}: {tally['asked']} asked, {share('answered', 'asked'):.1%} answered, first right "
              f"{share('first right', 'asked'):.1%}; same {tally['same']}, right {share('same right', 'same'):.1%}")


if __name__ == "__main__":
    main(*sys.argv[1:])
