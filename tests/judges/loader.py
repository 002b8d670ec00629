"""The page on loaders is right: its project is built with the real DuckDB over the Parquet file that it writes.

    python loader.py target/release/casebook docs/guide/loaders.md
"""

import collections
import csv
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BIN = Path(sys.executable).parent
BLOCK = re.compile(r"^```(\w+)(?: apart=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def expected(records: int) -> list[list[str]]:
    """What the query gives, added up record by record."""
    cases: dict[tuple[int, str], list[int]] = collections.defaultdict(list)
    for i in range(records):
        cases[2015 + i % 10, "deleted" if i % 7 < 2 else "kept"].append(i % 900)
    mean = lambda days: str(round(sum(days) / len(days), 1))
    return [[str(year), outcome, str(len(days)), mean(days)] for (year, outcome), days in sorted(cases.items())]


class Project:
    """The page's project in a folder, and the program that builds it."""

    def __init__(self, folder: Path, casebook: Path, page: str) -> None:
        self.folder, self.casebook = folder, casebook
        blocks = BLOCK.findall(page)
        for _, path, body in blocks:
            if path:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(body)
        [self.script] = [body for language, _, body in blocks if language == "sh"]

    def write_records(self, records: int) -> None:
        script = self.script.replace("range(1000000)", f"range({records})")
        assert str(records) in script, "the page writes another number of records"
        self.run(["sh", "-e", "-c", script])

    def run(self, command: list[str], path: str = f"{BIN}:{os.environ['PATH']}") -> subprocess.CompletedProcess:
        environment = {**os.environ, "PATH": path}
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )

    def build(self, **options: str) -> subprocess.CompletedProcess:
        return self.run([str(self.casebook), "build"], **options)

    def rows(self) -> list[list[str]]:
        with (self.folder / "public/data/cases-by-year/cases-by-year.csv").open(newline="") as file:
            return list(csv.reader(file))[1:]


def same(found: list[list[str]], wanted: list[list[str]]) -> bool:
    """Counts to the digit; a mean may be rounded to the other side where it lies between two."""
    exact = [row[:3] for row in found] == [row[:3] for row in wanted]
    return exact and all(abs(float(a[3]) - float(b[3])) < 0.11 for a, b in zip(found, wanted, strict=True))


def judge(project: Project) -> str | None:
    for records in (1_000_000, 2_000):
        project.write_records(records)
        built = project.build()
        if built.returncode != 0:
            return f"does not build:\n{built.stderr}"
        if not same(project.rows(), expected(records)):
            return f"{records} records give {project.rows()}"
    without = project.build(path="/usr/bin:/bin")
    if without.returncode != 0 or without.stderr.count("DuckDB"):
        return f"what is kept does not serve where there is no DuckDB:\n{without.stderr}"
    descriptor = project.folder / "data/cases-by-year.yaml"
    descriptor.write_text(descriptor.read_text().replace("GROUP BY", "GROUP BUY"))
    wrong = project.build()
    if wrong.returncode != 1 or "loader-failed" not in wrong.stderr or "Parser Error" not in wrong.stderr:
        return f"a wrong query is not refused in DuckDB's words:\n{wrong.stderr}"
    return None


def main() -> int:
    casebook, page = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        complaint = judge(Project(Path(folder), casebook, page.read_text()))
    print(complaint and f"{page}: {complaint}" or f"{page}: DuckDB over Parquet gives what the page says")
    return int(complaint is not None)


sys.exit(main())
