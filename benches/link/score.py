#!/usr/bin/env python3
"""Scores a link against its truth: score.py TRUTH.csv MATCHES.csv [--wrong N]

Truth: record_id, master_id (empty for a customer the master lacks). Recall and precision are of the
verdict `match`; a truly new row counts as called new when its verdict is `new` or `duplicate-within`.
"""

import csv
import sys
from collections import Counter


def main(truth, matches, wrong=0):
    with open(truth, encoding="utf-8-sig") as file:
        right = {row["record_id"]: row["master_id"] for row in csv.DictReader(file)}
    verdicts, called, missed, examples = Counter(), Counter(), Counter(), []
    hits = 0
    with open(matches, encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            expected = right[row["record_id"]]
            verdicts[row["verdict"]] += 1
            if not expected:
                called[row["verdict"]] += 1
            else:
                missed[(row["verdict"], row["reason"])] += 1
            if row["verdict"] == "match":
                if row["master_id"] == expected:
                    hits += 1
                else:
                    examples.append((row["record_id"], row["master_id"], expected, row["reason"]))
    rows, known = sum(verdicts.values()), sum(1 for it in right.values() if it)
    new = sum(called.values())
    print(dict(verdicts))
    print(f"recall {hits / max(known, 1):.4f}  precision {hits / max(verdicts['match'], 1):.4f}  "
          f"review {verdicts['review'] / max(rows, 1):.4f}")
    if new:
        as_new = called["new"] + called["duplicate-within"]
        print(f"truly new {new}: called new {as_new / new:.4f}  {dict(called)}")
    if wrong:
        for (verdict, reason), count in missed.most_common(24):
            print(f"  {count:7} known customers: {verdict}: {reason}")
        for example in examples[:wrong]:
            print("  wrong:", *example)


if __name__ == "__main__":
    arguments = [it for it in sys.argv[1:] if not it.startswith("--")]
    main(*arguments[:2], *[int(it) for it in arguments[2:]])
