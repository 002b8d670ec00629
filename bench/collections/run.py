"""Builds a site with and without five thousand generated cases: medians of one run, side by side.

The cases are a collection of their own, `generated-cases`, with five facets, a reference each, and a text
of three paragraphs. Both projects pass `casebook check` before they are measured.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "news"))

import measure  # noqa: E402

PARTS = ("approvals", "casebook.yaml", "content", "data", "themes")
COUNTRIES = "DEU FRA ESP ITA POL ROU TUR RUS GBR IRL LVA BEL NLD GRC PRT AUT CZE HUN BGR HRV".split()
COURTS = ["European Court", "Court of Justice", "Supreme Court", "Constitutional Court"]
TOPICS = ["access to a lawyer", "legal aid", "extradition", "silence", "interpreter", "detention"]
OUTCOMES = ["violation", "no-violation", "interpretation"]

SECTION = """---
title: Generated cases
collection:
  listing: table
  letters: true
  fields:
    country: {type: country, required: true, facet: true}
    court: {type: string, facet: true}
    date: {type: date, required: true, facet: true, column: true}
    topics: {type: list, facet: true}
    outcome: {type: string, facet: true, constraints: {enum: [violation, no-violation, interpretation]}}
    number: {type: string}
    follows: {type: string, reference: generated-cases}
---
"""
WORDS = "The applicant was questioned for two days before a lawyer came, and the court relied on what was said. " * 6


def case(number):
    """One case; the same number gives the same text."""
    follows = f"follows: case-{number - 1:05}\n" if number % 3 else ""
    topics = ", ".join(sorted({TOPICS[number % 6], TOPICS[number * 7 % 5]}))
    return (
        f"---\ntitle: Person {number} v. {COUNTRIES[number % 20]}\n"
        f"date: {1980 + number % 45}-{1 + number % 12:02}-{1 + number % 28:02}\n"
        f"country: {COUNTRIES[number % 20]}\ncourt: {COURTS[number * 3 % 4]}\ntopics: [{topics}]\n"
        f"outcome: {OUTCOMES[number * 5 % 3]}\nnumber: \"{number}/99\"\n{follows}"
        f"summary: What the court held in case {number}.\n---\n\n{WORDS}\n\n{WORDS}\n\n{WORDS}\n"
    )


def copy(site, folder):
    folder.mkdir(parents=True)
    for part in PARTS:
        source = site / part
        if source.is_dir():
            shutil.copytree(source, folder / part)
        elif source.exists():
            shutil.copy(source, folder / part)
    return folder


def with_cases(folder, count):
    cases = folder / "content" / "generated-cases"
    cases.mkdir()
    (cases / "_index.md").write_text(SECTION)
    for number in range(count):
        (cases / f"case-{number:05}.md").write_text(case(number))
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/release/casebook")
    parser.add_argument("--site", type=pathlib.Path, default=ROOT, help="the site without them")
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("/dev/shm"))
    options = parser.parse_args()
    binary = options.binary.resolve()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        root = pathlib.Path(folder)
        plain = copy(options.site.resolve(), root / "plain")
        full = with_cases(copy(options.site.resolve(), root / "full"), options.cases)
        tasks = {}
        for project in (plain, full):
            measure.run([binary, "check"], project)

            def build(project=project):
                measure.absent(project / "public")
                measure.absent(project / ".casebook")
                return measure.run([binary, "build"], project)

            tasks[project.name] = build
        costs = measure.in_turns(tasks, options.runs)
        for name, cost in costs.items():
            print(f"{name:6} {cost.wall:7.2f} s {cost.processor:7.2f} s of processor {cost.memory:6.0f} MiB")
        ratio = costs["full"].wall / costs["plain"].wall
        print(f"{options.cases} cases beside the site without them: {ratio:.2f} times the time")


if __name__ == "__main__":
    main()
