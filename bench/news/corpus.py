"""A news site of any size, the same for every generator and on every machine.

An item has a title, a moment between 2012 and 2026 that no other item shares, one
author, two to four topics, a summary, and a body of 400 to 900 words: headings,
emphasis, links to other items and to another site, a quotation, a list, a table in
every third item and a footnote in every fifth. The same numbers give the same words,
whatever the generator; only the front matter and the form of links differ.

Nothing here is about anybody: places, desks and figures are put together by chance.
"""

import datetime
import json
import random

PLACES = (
    "Aldermere Bexcombe Carrowby Dunholt Elmsworth Farleigh Grantham-on-Lea Hollowmoor "
    "Isenford Kestrel-Bay Lowmarsh Merrivale Northolme Ottersby Pellwick Quenby Rushden "
    "Silverdale Tarnbeck Underhill Vellacott Wexmoor Yarnbridge Ærøby Čelina Großfurt"
).split()
BODIES = (
    "harbour board;rail office;water company;school council;county court;housing agency;"
    "hospital group;bus operator;tax office;weather service;library network;growers' union;"
    "energy fund;planning panel;audit office;ferry line;museum trust;fire authority"
).split(";")
KINDS = (
    "annual local regional revised early late modest sharp steady record rural urban joint "
    "interim final costly narrow broad seasonal digital provisional disputed unexpected "
    "long-delayed independent second third"
).split()
THINGS = (
    "budget survey bridge harbour market school clinic station depot canal tunnel library "
    "harvest forecast index permit contract tariff grant audit scheme pilot study road ferry "
    "reservoir park archive workshop census estimate deficit surplus levy rate wage rent "
    "subsidy timetable fleet network dam quarry forest wetland fishery orchard terminal"
).split()
DOES = "approves delays reviews publishes opens closes expands halves doubles rejects funds revises tests repairs extends".split()
DID = "approved delayed reviewed published opened closed expanded halved doubled rejected funded revised tested repaired extended".split()
WHEN = (
    "on Monday;on Wednesday;on Friday;last week;last month;this spring;over the winter;"
    "since January;for the third year;before the deadline;in the first quarter;after a long debate"
).split(";")
DESKS = [f"{name} desk" for name in (
    "City Coast Courts Culture Data Economy Energy Farming Finance Foreign Health Housing "
    "Labour Law Local Markets Parliament Planning Press Regional Schools Science Sport Transport"
).split()]
SUBJECTS = (
    "agriculture air arts aviation banking bridges budgets buses business census childcare "
    "climate construction culture cycling democracy drought economy education elections "
    "employment energy environment exports ferries finance fisheries floods food forestry "
    "harbours health heritage housing imports industry inflation innovation justice labour "
    "libraries markets museums parks pensions planning ports prices rail research retail "
    "rivers roads schools science sport taxes tourism trade weather"
).split()

FIRST = datetime.datetime(2012, 1, 1, 6)
SECONDS = int((datetime.datetime(2026, 6, 30, 18) - FIRST).total_seconds())


class Dice:
    """Chance that depends on nothing but its key: `random.random` is the same in every Python."""

    def __init__(self, *key):
        self.roll = random.Random(":".join(map(str, key))).random

    def whole(self, low, high):
        return low + int(self.roll() * (high - low + 1))

    def one(self, of):
        return of[int(self.roll() * len(of))]

    def chance(self, part):
        return self.roll() < part


class Item:
    """What the front matter of an item says."""

    def __init__(self, corpus, number):
        dice = Dice("item", number)
        self.number = number
        self.title = title(dice)
        plain = "".join(c if c.isascii() and c.isalnum() else " " for c in self.title.lower())
        self.slug = "-".join([*plain.split()[:6], f"{number:06d}"])
        order = number * corpus.stride % corpus.count
        moment = FIRST + datetime.timedelta(seconds=order * SECONDS // corpus.count)
        self.date = moment.strftime("%Y-%m-%d")
        self.moment = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        self.author = dice.one(DESKS)
        self.topics = topics(dice, corpus.topics)
        self.summary = f"{sentence(dice)} {sentence(dice)}"


class Corpus:
    """`count` items about some of `topics` topics."""

    def __init__(self, count, topics=60):
        self.count = count
        # The dates run through the items in an order that has nothing to do with their names.
        self.stride = next(step for step in range(7919, 9000, 2) if count % step or count == 1)
        self.topics = [*SUBJECTS, *(f"subject {number:04d}" for number in range(60, topics))][:topics]
        self.items = [Item(self, number) for number in range(count)]

    def body(self, number, link):
        """The Markdown of an item; `link` makes the address of another item."""
        return Body(self, number, link).text()


class Body:
    """The blocks of one item, put together until there are words enough."""

    def __init__(self, corpus, number, link):
        self.corpus, self.number, self.link = corpus, number, link
        self.dice = Dice("body", number)
        self.blocks = []
        self.words = 0
        inside = [self.inside() for _ in range(self.dice.whole(2, 4))]
        outside = [self.outside() for _ in range(self.dice.whole(1, 2))]
        self.links = inside + outside

    def text(self):
        footnote = self.number % 5 == 0
        target = self.dice.whole(400, 830)
        sections = self.dice.whole(2, 4)
        self.add(self.paragraph() + (" These figures are provisional.[^1]" if footnote else ""))
        self.add(f"> {sentence(self.dice)}\n> {sentence(self.dice)}")
        for section in range(sections):
            self.section(section)
            while self.words < target * (section + 1) / sections:
                self.add(self.paragraph())
        while self.links:
            self.add(self.paragraph())
        if footnote:
            self.add(f"[^1]: {sentence(self.dice)} {self.outside()}")
        return "\n\n".join(self.blocks) + "\n"

    def section(self, place):
        dice = self.dice
        self.add(f"## The {dice.one(KINDS)} {dice.one(THINGS)} in {dice.one(PLACES)}")
        self.add(self.paragraph())
        if place == 0:
            mark = "1." if dice.chance(0.4) else "-"
            self.add("\n".join(f"{mark} {self.marked()}" for _ in range(dice.whole(3, 5))))
        if place == 1 and self.number % 3 == 0:
            self.add(self.table())
        if dice.chance(0.3):
            self.add(f"### What the {dice.one(BODIES)} decided")

    def add(self, block):
        self.blocks.append(block)
        self.words += len(block.split())

    def paragraph(self):
        dice = self.dice
        count = dice.whole(2, 4)
        sentences = [self.marked() if dice.chance(0.35) else sentence(dice) for _ in range(count)]
        if self.links:
            sentences.insert(dice.whole(0, count), self.links.pop())
        return " ".join(sentences)

    def marked(self):
        """A sentence with a word in italics or in bold."""
        words = sentence(self.dice).split(" ")
        place = self.dice.whole(2, len(words) - 3)
        sign = self.dice.one(("*", "**"))
        word = words[place].rstrip(",;")
        words[place] = words[place].replace(word, f"{sign}{word}{sign}", 1)
        return " ".join(words)

    def inside(self):
        other = self.dice.whole(0, self.corpus.count - 1)
        words = self.dice.one(("an earlier report", "the previous figures", "a related decision"))
        return f"There is [{words}]({self.link(self.corpus.items[other])}) {self.dice.one(WHEN)}."

    def outside(self):
        dice = self.dice
        address = f"https://data.example.org/{dice.one(THINGS)}/{dice.whole(2012, 2026)}"
        return f"The [{dice.one(KINDS)} {dice.one(THINGS)}]({address}) lists {dice.whole(20, 9000)} entries."

    def table(self):
        rows = ["| Place | Subject | 2024 | 2025 | Change |", "| :--- | :--- | ---: | ---: | ---: |"]
        for _ in range(self.dice.whole(4, 8)):
            before, after = self.dice.whole(100, 9999), self.dice.whole(100, 9999)
            change = 100 * (after - before) / before
            cells = (self.dice.one(PLACES), self.dice.one(THINGS), before, after, f"{change:+.1f}%")
            rows.append(f"| {' | '.join(map(str, cells))} |")
        return "\n".join(rows)


def title(dice):
    place, body, kind, thing = dice.one(PLACES), dice.one(BODIES), dice.one(KINDS), dice.one(THINGS)
    form = dice.whole(0, 3)
    if form == 0:
        return f"{place} {body} {dice.one(DOES)} {kind} {thing}"
    if form == 1:
        return f"{kind.capitalize()} {thing}: {place} {body} {dice.one(DOES)} {dice.one(THINGS)}"
    if form == 2:
        return f"{place}’s {kind} {thing} & the question of the {dice.one(THINGS)}"
    return f"Why the {body} in {place} {dice.one(DOES)} a “{kind} {thing}”"


def topics(dice, known):
    wanted, found = dice.whole(2, 4), []
    while len(found) < wanted:
        # Some topics are much more common than others.
        topic = known[min(int(dice.roll() ** 1.6 * len(known)), len(known) - 1)]
        if topic not in found:
            found.append(topic)
    return found


def sentence(dice):
    place, body, kind, thing, did = (dice.one(of) for of in (PLACES, BODIES, KINDS, THINGS, DID))
    form = dice.whole(0, 6)
    if form == 0:
        return f"The {body} of {place} {did} the {kind} {thing} {dice.one(WHEN)}, and nobody objected."
    if form == 1:
        share = f"{dice.whole(1, 48)}.{dice.whole(0, 9)}%"
        return f"According to the {body} the {thing} rose by {share} {dice.one(WHEN)}, while the {dice.one(THINGS)} fell."
    if form == 2:
        return f"In {place}, the {kind} {thing} was {did} {dice.one(WHEN)}; its {dice.one(THINGS)} was not."
    if form == 3:
        return f"The {thing} had been {did} before, at a cost of {dice.whole(2, 980)} million, by the {body} of {place}."
    if form == 4:
        return f"Nobody at the {body} expected that the {kind} {thing} would be {did} within {dice.whole(2, 30)} days."
    if form == 5:
        return f"Between {dice.whole(1990, 2010)} and {dice.whole(2011, 2026)} the {body} {did} {dice.whole(3, 400)} {kind} contracts."
    return f"The “{kind} {thing}” of the {body} & its partners in {place} was {did} {dice.one(WHEN)}, no more."


def quoted(text):
    """A string that YAML reads as JSON does."""
    return json.dumps(text, ensure_ascii=False)
