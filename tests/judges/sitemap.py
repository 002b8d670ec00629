"""The sitemap by its schema, and its addresses by the files of the site.

    python sitemap.py public schema.xsd
"""

import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def missing(site: Path, sitemap: etree._ElementTree) -> list[str]:
    """The addresses that lead to no page."""
    paths = (unquote(urlsplit(place.text).path) for place in sitemap.iter(LOCATION))
    return [f"no page at {path}" for path in paths if not (site / path.lstrip("/") / "index.html").is_file()]


def main() -> int:
    site, schema = Path(sys.argv[1]), etree.XMLSchema(etree.parse(sys.argv[2]))
    sitemap = etree.parse(str(site / "sitemap.xml"))
    valid = schema.validate(sitemap)
    found = [str(problem) for problem in schema.error_log] + missing(site, sitemap)
    count = len(list(sitemap.iter(LOCATION)))
    print("\n".join(found) or f"sitemap valid, {count} pages")
    return int(bool(found) or not valid or not count)


sys.exit(main())
