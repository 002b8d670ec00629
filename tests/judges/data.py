"""The published data as others read it: frictionless the package, pandas every CSV, extruct every dataset page.

    python data.py public
"""

import json
import sys
from pathlib import Path

import extruct
import frictionless
import pandas

# What a search engine asks of a Dataset, and what this site promises beside it.
NEEDED = ("name", "description", "url", "license", "creator", "distribution", "dateModified", "variableMeasured")


def package(site: Path) -> list[str]:
    """What frictionless says against the data package."""
    report = frictionless.validate(str(site / "data" / "datapackage.json"))
    errors = [error for task in report.tasks for error in task.errors]
    return [f"{error.type}: {error.message}" for error in [*report.errors, *errors]]


def tables(site: Path) -> list[str]:
    """The CSV files that pandas does not read as the rectangle they are."""
    found = []
    for path in sorted(site.rglob("*.csv")):
        try:
            table = pandas.read_csv(path, dtype=str, keep_default_na=False)
        except ValueError as error:
            found.append(f"{path}: {error}")
            continue
        if table.empty or any(str(name).startswith("Unnamed") for name in table.columns):
            found.append(f"{path}: no rows, or a column without a name")
    return found


def descriptions(site: Path) -> list[str]:
    """The dataset pages without a whole Dataset in their JSON-LD."""
    package = json.loads((site / "data" / "datapackage.json").read_text())
    found = []
    for name in (resource["name"] for resource in package["resources"]):
        page = site / "data" / name / "index.html"
        if not page.exists():
            continue
        items = extruct.extract(page.read_text(), syntaxes=["json-ld"])["json-ld"]
        dataset = next((item for item in items if item.get("@type") == "Dataset"), {})
        found += [f"{page}: Dataset without {key}" for key in NEEDED if not dataset.get(key)]
    return found


def main() -> int:
    site = Path(sys.argv[1])
    found = package(site) + tables(site) + descriptions(site)
    count = len(list(site.rglob("*.csv")))
    print("\n".join(found) or f"data package valid, {count} CSV files read, every Dataset whole")
    return int(bool(found) or not count)


sys.exit(main())
