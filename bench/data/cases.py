"""Writes case records: the same count gives the same bytes."""

import random
import sys

OFFICES = [f"office-{number:02}" for number in range(40)]
OUTCOMES = ["pending", "deleted", "kept", "withdrawn", "inadmissible"]
HEADER = "id,office,year,outcome,days,fee\n"
CHUNK = 100_000


def chunk(start: int, count: int) -> str:
    draw = random.Random(start)
    lines = []
    for number in range(start, start + count):
        office, outcome = OFFICES[int(40 * draw.random() ** 2)], OUTCOMES[int(5 * draw.random())]
        year, days, cents = 2005 + number % 20, int(2000 * draw.random()), int(90_000 * draw.random())
        lines.append(f"case-{number:08},{office},{year},{outcome},{days},{cents // 100}.{cents % 100:02}\n")
    return "".join(lines)


def write(path: str, count: int) -> None:
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(HEADER)
        for start in range(0, count, CHUNK):
            out.write(chunk(start, min(CHUNK, count - start)))


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
