"""The published data as others read it: frictionless the package, pandas every CSV, extruct every dataset page,
rdflib the catalogue.

    python data.py public
"""

import json
import sys
from pathlib import Path

import extruct
import frictionless
import pandas
import rdflib

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
        if any(str(name).startswith("Unnamed") for name in table.columns):
            found.append(f"{path}: a column without a name")
        rows = path.with_suffix(".json")
        count = len(json.loads(rows.read_text())) if rows.exists() else None
        # A collection may be empty as yet, and then says so in both of its files.
        if table.empty and count != 0:
            found.append(f"{path}: no rows")
        if count not in (None, len(table)):
            found.append(f"{path}: another number of rows than in {rows.name}")
    return found


def read_package(site: Path) -> dict:
    return json.loads((site / "data" / "datapackage.json").read_text())


def dataset_pages(site: Path) -> dict[str, Path]:
    """The page of each dataset; `gaps` is a page about all of them."""
    pages = (site / "data").glob("*/index.html")
    return {page.parent.name: page for page in sorted(pages) if page.parent.name != "gaps"}


def catalogue(site: Path) -> list[str]:
    """What DCAT-AP 3 makes mandatory and the catalogue lacks."""
    graph = rdflib.Graph().parse(site / "data" / "catalog.jsonld", format="json-ld")
    dcat, dct = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.DCTERMS
    needed = {
        dcat.Catalog: (dct.title, dct.description, dct.publisher, dcat.dataset),
        dcat.Dataset: (dct.title, dct.description),
        dcat.Distribution: (dcat.accessURL,),
    }
    found = []
    for kind, properties in needed.items():
        things = sorted(graph.subjects(rdflib.RDF.type, kind))
        found += [] if things else [f"catalogue: no {kind}"]
        found += [f"{thing}: no {name}" for thing in things for name in properties if not graph.value(thing, name)]
    datasets = len(set(graph.subjects(rdflib.RDF.type, dcat.Dataset)))
    pages = len(dataset_pages(site))
    return found + ([] if datasets == pages else [f"catalogue: {datasets} datasets, but {pages} pages"])


def descriptions(site: Path) -> list[str]:
    """The dataset pages without a whole Dataset in their JSON-LD."""
    pages = dataset_pages(site)
    listed = {resource["name"] for resource in read_package(site)["resources"]}
    found = [f"{name} is in the data package and has no page" for name in sorted(listed - pages.keys())]
    found += [f"{name} has a page and is not in the data package" for name in sorted(pages.keys() - listed)]
    for page in pages.values():
        items = extruct.extract(page.read_text(), syntaxes=["json-ld"])["json-ld"]
        dataset = next((item for item in items if item.get("@type") == "Dataset"), {})
        found += [f"{page}: Dataset without {key}" for key in NEEDED if not dataset.get(key)]
    return found


def main() -> int:
    site = Path(sys.argv[1])
    found = package(site) + tables(site) + descriptions(site) + catalogue(site)
    files, pages = len(list(site.rglob("*.csv"))), len(dataset_pages(site))
    print("\n".join(found) or f"data package and catalogue valid, {files} CSV files and {pages} dataset pages read")
    return int(bool(found) or not files or not pages)


sys.exit(main())
