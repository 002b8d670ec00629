"""The sitemap by its schema, and its addresses by the files of the site.

    python sitemap.py public schema.xsd
"""

import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
LOCATION = f"{{{SITEMAP}}}loc"
LINK = f"{{{XHTML}}}link"

# Other elements may stand in a sitemap only where a schema declares them: here the links to other languages.
BOTH = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="{SITEMAP}" schemaLocation="{{sitemap}}"/>
<xs:import namespace="{XHTML}" schemaLocation="{{link}}"/>
</xs:schema>"""


def schema_with_links(sitemap: Path) -> etree.XMLSchema:
    """The schema of sitemaps together with that of the links in them."""
    link = Path(__file__).with_name("xhtml-link.xsd")
    text = BOTH.format(sitemap=sitemap.resolve().as_uri(), link=link.resolve().as_uri())
    return etree.XMLSchema(etree.fromstring(text))


def missing(site: Path, sitemap: etree._ElementTree) -> list[str]:
    """The addresses that lead to no page."""
    places = [place.text for place in sitemap.iter(LOCATION)] + [link.get("href") for link in sitemap.iter(LINK)]
    paths = (unquote(urlsplit(place).path) for place in places)
    return [f"no page at {path}" for path in paths if not (site / path.lstrip("/") / "index.html").is_file()]


def main() -> int:
    site, schema = Path(sys.argv[1]), schema_with_links(Path(sys.argv[2]))
    sitemap = etree.parse(str(site / "sitemap.xml"))
    valid = schema.validate(sitemap)
    found = [str(problem) for problem in schema.error_log] + missing(site, sitemap)
    count = len(list(sitemap.iter(LOCATION)))
    print("\n".join(found) or f"sitemap valid, {count} pages")
    return int(bool(found) or not valid or not count)


sys.exit(main())
