#!/usr/bin/env python3
"""Makes a link task of records with a truth: split.py RECORDS.csv TRUTH.csv OUT

Of a tenth of the entities the master has none; of each other entity it has one record. All other
records come in. Which entity and which record is chosen by a hash of its id, so that the same files
make the same task. Writes OUT/master.csv, OUT/new.csv and OUT/truth.csv (record_id, master_id; empty
where the master lacks the customer).
"""

import csv
import hashlib
import os
import sys

HELD_OUT = 10  # one entity in so many is not in the master


def number(text):
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def main(records, truth, out):
    os.makedirs(out, exist_ok=True)
    with open(truth, encoding="utf-8-sig") as file:
        entity = {row["record_id"]: row["entity_id"] for row in csv.DictReader(file)}
    chosen = {}
    for record, of in entity.items():
        if number(of) % HELD_OUT == 0:
            continue
        if of not in chosen or number(record) < number(chosen[of]):
            chosen[of] = record
    masters = set(chosen.values())
    with open(records, encoding="utf-8-sig", newline="") as file, \
            open(f"{out}/master.csv", "w", encoding="utf-8", newline="") as master, \
            open(f"{out}/new.csv", "w", encoding="utf-8", newline="") as new, \
            open(f"{out}/truth.csv", "w", encoding="utf-8", newline="") as answers:
        rows = csv.DictReader(file)
        to_master = csv.DictWriter(master, rows.fieldnames)
        to_new = csv.DictWriter(new, rows.fieldnames)
        to_master.writeheader()
        to_new.writeheader()
        answer = csv.writer(answers)
        answer.writerow(["record_id", "master_id"])
        for row in rows:
            record = row["record_id"]
            if record in masters:
                to_master.writerow(row)
            else:
                to_new.writerow(row)
                answer.writerow([record, chosen.get(entity[record], "")])


if __name__ == "__main__":
    main(*sys.argv[1:])
