#!/usr/bin/env python3
"""Asks `guiyi match` row by row and times each answer: latency.py GUIYI INDEX NEW.csv [ROWS]

The times hold the pipes and the JSON on both sides; the index is open before the first is taken.
"""

import csv
import json
import subprocess
import sys
import time


def main(guiyi, index, new, rows=10_000):
    with open(new, encoding="utf-8-sig", newline="") as file:
        asked = [json.dumps(row, ensure_ascii=False) + "\n"
                 for row, _ in zip(csv.DictReader(file), range(rows))]
    begun = time.perf_counter()
    command = [guiyi, "match", "--index", index]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as open_program:
        took = []
        for at, row in enumerate(asked):
            start = time.perf_counter()
            open_program.stdin.write(row.encode())
            open_program.stdin.flush()
            open_program.stdout.readline()
            end = time.perf_counter()
            if at == 0:
                print(f"index open and first row answered: {end - begun:.3f} s")
            else:
                took.append(end - start)
    took.sort()
    at = lambda share: took[int(len(took) * share)] * 1000
    print(f"{len(took)} rows: median {at(.5):.3f} ms, 99 % {at(.99):.3f} ms, "
          f"slowest {took[-1] * 1000:.3f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:4], *[int(it) for it in sys.argv[4:]])
