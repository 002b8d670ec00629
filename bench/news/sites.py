"""Writes the corpus as a project of casebook or of Hugo, with templates that do the same work.

Both get the same items under the same names. What differs: the words of the front
matter, the form of links (casebook checks `other.md`; Hugo passes an address on as it
is), and the templates, which stand in `templates/`.
"""

import pathlib
import shutil

from corpus import Corpus, quoted

HERE = pathlib.Path(__file__).parent
ABOUT = "This site is made by a program, for measuring programs that make sites.\n"
TAGS = "en fr es de it pt nl pl cs sv da fi hu ro bg el tr uk ar he".split()


def make(generator, folder, count, topics=60, languages=1):
    """Writes a project below `folder`: `casebook`, `casebook-plain` or `hugo`."""
    corpus = Corpus(count // languages, topics)
    tags = TAGS[:languages]
    write = hugo if generator == "hugo" else casebook
    news = folder / "content" / "news"
    news.mkdir(parents=True)
    for place, tag in enumerate(tags):
        ending = "md" if place == 0 else f"{tag}.md"
        prefix = "" if place == 0 else f"/{tag}"
        for item in corpus.items:
            write(corpus, item, news, ending, prefix)
        (folder / "content" / f"about.{ending}").write_text(about(generator), encoding="utf-8")
        (news / f"_index.{ending}").write_text('---\ntitle: "News"\n---\n', encoding="utf-8")
    (configure_hugo if generator == "hugo" else configure_casebook)(generator, folder, tags)


def about(generator):
    layout = "layout: plain\n" if generator == "hugo" else ""
    return f'---\ntitle: "About"\n{layout}---\n\n{ABOUT}'


def casebook(corpus, item, folder, ending, _prefix):
    front = [
        f"title: {quoted(item.title)}",
        f"date: {item.date}",
        "authors:",
        f"  - {item.author}",
        "topics:",
        *(f"  - {topic}" for topic in item.topics),
        f"summary: {quoted(item.summary)}",
    ]
    body = corpus.body(item.number, lambda other: f"{other.slug}.{ending}")
    put(folder / f"{item.slug}.{ending}", front, body)


def hugo(corpus, item, folder, ending, prefix):
    front = [
        f"title: {quoted(item.title)}",
        f"date: {item.moment}",
        f"author: {item.author}",
        "topics:",
        *(f"  - {topic}" for topic in item.topics),
        f"summary: {quoted(item.summary)}",
    ]
    body = corpus.body(item.number, lambda other: f"{prefix}/news/{other.slug}/")
    put(folder / f"{item.slug}.{ending}", front, body)


def put(path, front, body):
    lines = "\n".join(front)
    path.write_text(f"---\n{lines}\n---\n\n{body}", encoding="utf-8")


def configure_casebook(generator, folder, tags):
    theme = "plain" if generator == "casebook-plain" else "courier"
    text = (HERE / "templates" / "casebook" / "casebook.yaml").read_text(encoding="utf-8")
    text = text.replace("theme: courier", f"theme: {theme}")
    text = text.replace("languages: [en]", f"languages: [{', '.join(tags)}]")
    (folder / "casebook.yaml").write_text(text, encoding="utf-8")
    (folder / "content" / "_index.md").write_text('---\ntitle: "Home"\n---\n', encoding="utf-8")
    if theme == "courier":
        shutil.copytree(HERE / "templates" / "casebook" / "themes", folder / "themes")


def configure_hugo(_generator, folder, tags):
    shutil.copytree(HERE / "templates" / "hugo", folder, dirs_exist_ok=True)
    if len(tags) > 1:
        lines = "".join(f"  {tag}:\n    weight: {place + 1}\n" for place, tag in enumerate(tags))
        with open(folder / "hugo.yaml", "a", encoding="utf-8") as file:
            file.write(f"defaultContentLanguage: en\nlanguages:\n{lines}")
