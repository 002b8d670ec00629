"""Every feed of a site as feedparser reads it: without a complaint, with entries that say what they are.

    python feeds.py public
"""

import sys
from pathlib import Path

import feedparser

NEEDED = ("title", "link", "id", "updated_parsed")


def complaints(path: Path, feed: feedparser.FeedParserDict) -> list[str]:
    """What is wrong with one feed."""
    found = [f"{path}: {feed.bozo_exception}"] if feed.bozo else []
    if not feed.feed.get("title") or not feed.feed.get("updated_parsed"):
        found.append(f"{path}: the feed has no title or no moment")
    for entry in feed.entries:
        found += [f"{path}: an entry without {name}" for name in NEEDED if not entry.get(name)]
    ids = [entry.get("id") for entry in feed.entries]
    if len(set(ids)) < len(ids):
        found.append(f"{path}: two entries have one id")
    return found


def main() -> int:
    feeds = {path: feedparser.parse(path.read_bytes()) for path in sorted(Path(sys.argv[1]).rglob("feed.xml"))}
    found = [words for path, feed in feeds.items() for words in complaints(path, feed)]
    entries = sum(len(feed.entries) for feed in feeds.values())
    print("\n".join(found) or f"{len(feeds)} feeds with {entries} entries, no complaint")
    return int(bool(found) or not entries)


sys.exit(main())
