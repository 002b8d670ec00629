"""Groups ten million case records with casebook, DuckDB and polars: medians of one run, side by side.

casebook's time is that of the whole of `casebook check` on a project with the file and one dataset made
from it; what the same costs without the file is printed beside it.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

DESCRIPTOR = """name: cases
title: Cases
schema:
  fields:
    - {name: id, type: string}
    - {name: office, type: string}
    - {name: year, type: integer}
    - {name: outcome, type: string}
    - {name: days, type: integer}
    - {name: fee, type: number}
"""
DERIVED = """name: sums
title: Sums
from: cases
transform:
  - aggregate: [{op: count, as: cases}, {op: sum, field: days, as: days}]
    groupby: [office, outcome]
  - sort: [office, outcome]
"""
QUERY = "SELECT office, outcome, count(*), sum(days) FROM read_csv('{}') GROUP BY 1, 2 ORDER BY 1, 2"
DUCKDB = "import duckdb, sys; print(len(duckdb.sql(sys.argv[1]).fetchall()))"
POLARS = """import polars, sys
frame = polars.scan_csv(sys.argv[1]).group_by("office", "outcome").agg(polars.len(), polars.col("days").sum())
print(frame.sort("office", "outcome").collect(engine="streaming").height)"""


def project(folder: Path, records: Path | None) -> Path:
    data = folder / "data"
    data.mkdir(parents=True)
    (folder / "casebook.yaml").write_text("title: Bench\nurl: https://example.org/\n")
    if records:
        (data / "cases.yaml").write_text(DESCRIPTOR)
        (data / "sums.yaml").write_text(DERIVED)
        os.link(records, data / "cases.csv")
    return folder


def measure(command: list[str]) -> tuple[float, float, float]:
    """Wall and processor seconds and peak MiB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)[:200]} failed:\n{output.decode()[-2000:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def median(rows: list[tuple[float, float, float]]) -> tuple[float, ...]:
    return tuple(statistics.median(column) for column in zip(*rows))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=10_000_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--folder", default="/dev/shm")
    options.add_argument("--casebook", default=str(ROOT / "target/release/casebook"))
    asked = options.parse_args()
    work = Path(tempfile.mkdtemp(dir=asked.folder))
    try:
        records = work / "cases.csv"
        subprocess.run([sys.executable, HERE / "cases.py", records, str(asked.records)], check=True)
        print(f"{asked.records} records, {records.stat().st_size / 1e6:.0f} MB, medians of {asked.runs}")
        compare(work, records, asked)
    finally:
        shutil.rmtree(work)


def compare(work: Path, records: Path, asked: argparse.Namespace) -> None:
    full, empty = project(work / "full", records), project(work / "empty", None)
    commands = {
        "casebook": [asked.casebook, "-C", str(full), "check"],
        "casebook, no data": [asked.casebook, "-C", str(empty), "check"],
        "DuckDB": [sys.executable, "-c", DUCKDB, QUERY.format(records)],
        "polars": [sys.executable, "-c", POLARS, str(records)],
    }
    rows: dict[str, list] = {name: [] for name in commands}
    for _ in range(asked.runs):
        for name, command in commands.items():
            rows[name].append(measure(command))
    medians = {name: median(found) for name, found in rows.items()}
    for name, (wall, cpu, peak) in medians.items():
        print(f"{name:18} wall {wall:6.2f} s   processor {cpu:6.2f} s   peak {peak:6.0f} MiB")
    for name, budget in (("DuckDB", 0.5), ("polars", 1.0)):
        ratio = medians["casebook"][0] / medians[name][0]
        print(f"wall, casebook / {name}: {ratio:.2f} (budget {budget})")
    print(f"peak of casebook: {medians['casebook'][2]:.0f} MiB (budget 100)")


if __name__ == "__main__":
    main()
