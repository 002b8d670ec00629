# Every word that a template shows. `$count` is a number and chooses the form; `$shown` is the same
# number as the page prints it.

## The frame of every page
skip-to-content = Skip to the text
menu = Main menu
footer-menu = Footer
breadcrumbs = You are here
home = Home
feed = News feed (Atom)
languages = Languages
not-translated = This page is not translated; to the home page
colophon = Every number on this site links to its data. No cookies, no tracking, nothing loaded from elsewhere.
demonstration = Demonstration
demonstration-notice = This is a demonstration site.
draft = Draft
draft-notice = Draft: this page is not published.
contents = Contents
nothing-here = Nothing has been published here yet.
not-found-title = This page does not exist
not-found-text = The address may be mistyped, or the page may have moved. These pages lead on.

## Texts
by = By
list-comma = ,
updated = Updated
corrected = Corrected
data-as-of = The figures in this text stand as they were on { $date }.
newer-data = Newer figures:
outdated-translation = The original has changed since this page was translated.
read-original = Read the original
topics = Topics
regions = Regions
press-contact = Press contact
how-to-cite = How to cite
related = Read next
neighbours = Earlier and later
earlier = Earlier
later = Later
corrections = Corrections
correction-was = It said
correction-now = It now says

## Lists
latest = Latest
parts = On this site
items = { $count ->
    [one] { $shown } item
   *[other] { $shown } items
}
pages = Pages of this list
page-number = Page
newer = Newer
older = Older
archive = By year
year-title = News of { $year }
topics-title = Topics
topic-summary = All items on { $topic }
topic-figures = { $name } in figures
topic-feed = Follow { $name } (Atom feed)
region-summary = All items on { $region }
authors-title = Authors
author-summary = All items by { $author }
regions-title = Regions
figures-title = Figures
figures-summary = Every chart on this site, with its data.
datasets-title = Data
datasets-summary = Every dataset behind this site, to read and to download.
gaps-title = What is not known
gaps-summary = Every figure that the datasets of this site should have and do not: looked for and not found, not published, or withheld.
gaps-count = { $absent } of { $total } values are missing
gaps-holder = Could be published by { $name }
gaps-more = and { $shown } more
known-title = How much is known
known-column = Column
known-values = Values
known-plain = Plain figures
known-qualified = Bounds, estimates, conflicts
known-absent = Without a figure
known-gaps = Without a figure in { $title }:
facts-title = Numbers
fact-used = { $count ->
    [one] in { $shown } text
   *[other] in { $shown } texts
}
facts-summary = Every number that a text of this site relies on, and how it is computed.

## Collections
finder = Narrow the list down
finder-status = { $shown } of { $total }
finder-remove = Leave out: { $value }
finder-clear = Show all
finder-more = Show more
finder-search = Words in the list
finder-sort = Order
sort-usual = As listed
sort-newest = Newest first
sort-oldest = Oldest first
facet-all = All of { $title } ({ $shown })
facet-title = { $section }: { $value }
facet-letter = First letter
facet-year = Year
field-title = Title
field-date = Date
field-updated = Updated
field-topics = Topics
field-regions = Regions
field-authors = Authors
narrowed-all = All { $shown } entries
collection-data = The list as data ({ $shown } entries):
record = In short
backlinks = Named in
deadline-due = To be checked again by
deadline-was-due = It should have been checked again by
deadline-over = This page may be out of date.
offline-title = Take it with you
offline-download = This page as one file
offline-why = Opens without a connection, and can be sent on or printed.
offline-note = Saved from
map-blank = Nothing listed
map-note = The darker a country, the more is listed for it. Borders are those of Natural Earth; they state nobody's view on the status of any territory.
map-list = By country
map-others = Countries with figures only
country-summary = What this site knows about { $country }: cases, experts, guides, news and figures.
country-data = In the data
country-nothing = Nothing but figures is listed here yet.
country-all = All about { $country }
term-open = What does “{ $term }” mean?
term-more = More
expert-label = Directory entry

## Figures and data
source = Source:
show-table = Table and data
data-table = The figures as a table
figure-page = Figure on its own page
in-words = In words
data = Data
dataset = Dataset
figures = Figures
facts = Numbers from this dataset
from-dataset = From the dataset
from-datasets = Computed from
used-on = Used in
download = Download
download-csv = CSV
download-json = JSON
dataset-feed = Changes to these data (Atom feed)
download-png = Picture (PNG)
explore-figure = Numbers of this figure: move with the arrow keys
copy-number = Copy this number
copied = Copied
embed = Show it on your site
embed-how = Copy this into a page. It shows the figure as it stands here, also after its data change.
rows = Rows
row-count = Rows
table-truncated = These are the first rows of { $shown }. The download has all of them.
fields = Fields
revisions = Revisions
vintages = Earlier figures
vintages-note = Each file holds the data as they stood from that day until the next change. Its address stays.
changes-revised = { $count ->
    [one] { $shown } value revised
   *[other] { $shown } values revised
}
changes-new = { $count ->
    [one] { $shown } value new
   *[other] { $shown } values new
}
changes-gone = { $count ->
    [one] { $shown } value withdrawn
   *[other] { $shown } values withdrawn
}
changes-line-new = { $name }: { $now }
changes-line-revised = { $name }: { $now }, before { $was }
changes-line-gone = { $name }: no figure, before { $was }
changes-more = and { $shown } more
calendar-title = Release calendar
calendar-summary = What will be published, and when. Where only a month stands, the day is not fixed yet.
calendar-time = { $date }, { $time } ({ $zone })
calendar-item = Text
calendar-dataset = New figures
calendar-late = overdue
about-dataset = About the data
unit = Unit
coverage = Coverage
coverage-census = Complete count
coverage-registration = Count of what was registered
coverage-convenience = Collection of what could be found
last-updated = Last updated
next-update = Next update
licence = Licence
sources = Sources
about-this-number = About this number
computation = How it is computed
computation-note = The number is computed from the data each time the site is built. If a text and the data disagree, nothing is published.
type-string = text
type-integer = whole number
type-number = number
type-boolean = yes or no
type-date = date
type-year = year
type-yearmonth = month
type-quarter = quarter
type-datetime = date and time
type-list = list
type-country = country

## Places in an order: 1st, 2nd, 3rd, 4th
ordinal = { $category ->
    [one] { $value }st
    [two] { $value }nd
    [few] { $value }rd
   *[other] { $value }th
}

## Cells without a value, and what qualifies one
value-yes = yes
value-no = no
cell-missing = no figure
cell-not-found = not found
cell-not-applicable = does not apply
cell-suppressed = not shown, to protect people
cell-withheld = withheld
flag-approximate = about { $value }
flag-at-least = more than { $value }
flag-at-most = at most { $value }
flag-provisional = { $value } (provisional)
flag-estimated = { $value } (estimate)
flag-derived = { $value } (derived)
flag-revised = { $value } (revised)
flag-conflicting = { $value } (sources differ)
flag-break-in-series = { $value } (break in series)

## Large numbers, where a chart writes them short.
number-thousand = { $value }k
number-million = { $value }m
number-billion = { $value }bn

## Protected datasets. `$marker` stands in tables and charts for each count that is withheld.
protection-title = What is withheld
protection-withheld = { $count ->
    [one] { $marker } stands for a withheld count: { $shown } of { $total } is withheld.
   *[other] { $marker } stands for a withheld count: { $shown } of { $total } are withheld.
}
protection-withheld-sums = { $count ->
    [one] { $marker } stands for a withheld count or sum: { $shown } of { $total } is withheld.
   *[other] { $marker } stands for a withheld count or sum: { $shown } of { $total } are withheld.
}
protection-rule-protect = Counts below { $threshold } are not shown, zero among them, and neither are others from which they could be worked out.
protection-rule-publish = Counts below { $threshold } are not shown unless they are zero, and neither are others from which they could be worked out.
protection-rule-sums = A sum is not shown where its count is not, where fewer than { $threshold } contributed to it, or where one of them contributed too large a part of it; neither are others from which it could be worked out.
protection-why-person = This protects the people who are counted.
protection-why-event = This protects the people to whom it happened.
protection-refused-small = The table by { $columns } is withheld as a whole: every count in it would be.
protection-refused-unsafe = The table by { $columns } is withheld as a whole: no part of it could be shown without giving people away.
protection-none = No count in these tables is small enough to be withheld.
protection-downloads = In the downloads a column that is empty in a row stands for all of its values together, and a withheld count or sum is empty with the status “c”.
protection-all = All
# Between the names of two columns: "Country by outcome".
protection-by = { " " }by{ " " }
# The name of a table of sums: "Awarded, by Country by outcome".
protection-of = { $measure }, by { $columns }

## Charts. `$scope` is `all` where a chart has one series without a name.
chart-other = Other
chart-median = Median
chart-mean = Mean
chart-lowest = Lowest
chart-highest = Highest
chart-no-data = No data
chart-known = Known
chart-unsure = Approximate
chart-conflict = Sources differ
chart-bound = Only a bound
chart-not-found = Not found
figure-summary-count = { $count ->
    [one] The figure shows { $shown } value.
   *[other] The figure shows { $shown } values.
}
figure-summary-span = It runs from { $first } to { $last }.
figure-summary-one = The only value is { $value } ({ $name }).
figure-summary-equal = All values are { $value }.
figure-summary-missing = { $count ->
    [one] { $shown } value is missing.
   *[other] { $shown } values are missing.
}
figure-summary-bounds = { $count ->
    [one] { $shown } value is only a bound.
   *[other] { $shown } values are only bounds.
}
figure-summary-extremes = { $scope ->
    [all] The highest is { $highest } ({ $highest-name }), the lowest { $lowest } ({ $lowest-name }).
   *[series] { $series }: the highest is { $highest } ({ $highest-name }), the lowest { $lowest } ({ $lowest-name }).
}
figure-summary-extremes-known = { $scope ->
    [all] Of the values shown, the highest is { $highest } ({ $highest-name }), the lowest { $lowest } ({ $lowest-name }).
   *[series] { $series }: of the values shown, the highest is { $highest } ({ $highest-name }), the lowest { $lowest } ({ $lowest-name }).
}
figure-summary-change = { $scope ->
    [all] From { $first } ({ $first-name }) to { $last } ({ $last-name }).
   *[series] { $series }: from { $first } ({ $first-name }) to { $last } ({ $last-name }).
}

## Forms and privacy
form-required = Questions marked * must be answered.
form-step = (step { $number } of { $total })
form-choose = Choose
form-privacy = What becomes of your answers:
form-trap = Leave this empty
form-waiting = Sending …
form-failure = This could not be sent. Nothing was received. Please try again later; your answers are still here.
form-timeout = No answer came in time, so it is not known whether this was received. Please try again; your answers are still here.
form-next = Next
form-back = Back
form-close = Close
copy-link = Copy link
funding-title = Funding
privacy-cookies = No cookies are set and nothing is stored in your browser. Nobody counts or follows you.
privacy-own = Pages, fonts, pictures and the one small script come from this site alone; nothing is loaded from elsewhere.
privacy-referrer = Sites that you reach by a link are not told where you came from.
privacy-forms = What you write in a form goes to the host named here, only when you send it:
privacy-form = sent to { $host }. It asks:
privacy-no-forms = There is no form on this site.

## Search
search-title = Search
search-summary = Words in the titles and texts of this site. The search runs in your browser; what you look for is sent nowhere.
search-words = Words
search-go = Search
search-none = Nothing was found with all of these words.
search-plain = The search needs a script, and your browser runs none here. These lists lead to every page:
search-failed = The index could not be loaded. Please try again.
