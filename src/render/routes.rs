//! Every URL of the output and what stands there, decided before any byte is made.

use std::{collections::BTreeMap, sync::OnceLock};

use rayon::prelude::*;

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    span::Span,
    url::Url,
};
use crate::{
    model::site::{GroupKind, PageId, SectionId},
    render::addresses::{Addresses, below_root},
};

/// All routes of a site, sorted by address, each address once.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    /// The routes.
    pub list: Vec<Route>,
    /// The values that the site publishes, by name (`fact:ID`), for the manifest.
    pub published: BTreeMap<String, String>,
    /// A hash of everything that can change a byte of the output: sources, options, program version.
    pub inputs: String,
    /// Their places in the order of the site, which tell a later run whether they are those of its site too.
    places: Vec<usize>,
    /// Nothing was wrong with them.
    sound: bool,
    addresses: OnceLock<Addresses>,
}

/// One URL of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Where it stands.
    pub url: Url,
    /// What stands there.
    pub artifact: Artifact,
    /// Where the author asked for it, if anybody did.
    pub span: Option<Span>,
}

/// What stands at a route. Numbers are places in the lists of the site; `language` is one too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// A page of its own.
    Page(PageId),
    /// A further part of a section's list; the first part is the section's page.
    SectionPart(SectionId, usize),
    /// A part of a group's list, counted from zero.
    Group(usize, usize),
    /// All groups of a kind.
    Groups(GroupKind, usize),
    /// The values of a facet: collection, language, facet.
    Facet(usize, usize, usize),
    /// The records that have a value of a facet.
    Narrowed(Narrowed),
    /// What a script needs to narrow a collection down: collection and language.
    Filter(usize, usize),
    /// A collection to download.
    CollectionCsv(usize),
    /// The same as JSON.
    CollectionJson(usize),
    /// What the site knows about a country: its language, and its place among the countries.
    Country(usize, usize),
    /// A page as one file that needs no other.
    Offline(PageId),
    /// A figure's page.
    Figure(usize, usize),
    /// All figures.
    Figures(usize),
    /// A figure alone, for other sites to frame.
    FigureEmbed(usize, usize),
    /// A figure as a picture, for editors and for readers without SVG.
    FigurePng(usize, usize),
    /// The picture of a figure for links that are shared.
    FigureCard(usize, usize),
    /// The picture of a section for links that are shared.
    SectionCard(SectionId),
    /// A figure's numbers.
    FigureCsv(usize),
    /// A dataset's page.
    Dataset(usize, usize),
    /// All datasets.
    Datasets(usize),
    /// A dataset to download.
    DatasetCsv(usize),
    /// The same as JSON.
    DatasetJson(usize),
    /// A dataset as it stood on an earlier day, by the place of the vintage.
    DatasetVintage(usize, usize),
    /// The description of all datasets for Frictionless tools.
    Datapackage,
    /// The catalogue of all datasets for data portals.
    Catalogue,
    /// What the datasets do not know.
    Gaps(usize),
    /// What is announced.
    Calendar(usize),
    /// What changed in a dataset.
    DatasetFeed(usize, Feed),
    /// A fact's page.
    Fact(usize, usize),
    /// All facts.
    Facts(usize),
    /// The newest items of the site in a language.
    SiteFeed(usize, Feed),
    /// The newest items of a section.
    SectionFeed(SectionId, Feed),
    /// The newest items of a group.
    GroupFeed(usize, Feed),
    /// A file of the theme.
    Asset(usize),
    /// A file of `content/`.
    File(usize),
    /// An old address of a page, which leads to the new one.
    Alias(PageId),
    /// Where a language is searched.
    Search(usize),
    /// A share of the words of a language.
    SearchWords(usize, usize),
    /// A part of the titles of a language.
    SearchTitles(usize, usize),
    /// The page for addresses that do not exist.
    NotFound,
    /// All pages for search engines.
    Sitemap,
    /// What robots may read.
    Robots,
    /// Old addresses, for hosts that read `_redirects`.
    Redirects,
    /// Policies, for hosts that read `_headers`.
    Headers,
}

/// A part of the records of a collection that have a value of a facet; all by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Narrowed {
    /// The collection.
    pub collection: usize,
    /// The language.
    pub language: usize,
    /// The facet.
    pub facet: usize,
    /// The value.
    pub value: usize,
    /// The part of the list, counted from zero.
    pub part: usize,
}

impl Artifact {
    /// What it is, for messages.
    fn words(self) -> &'static str {
        match self {
            Self::Page(_) => "a page",
            Self::SectionPart(..) | Self::Group(..) | Self::Facet(..) | Self::Narrowed(_) => {
                "a list of pages"
            }
            Self::Filter(..) | Self::CollectionCsv(_) | Self::CollectionJson(_) => "a collection",
            Self::Country(..) => "a country",
            Self::Offline(_) => "the file of a page",
            Self::Groups(GroupKind::Topic, _) => "the list of all topics",
            Self::Groups(GroupKind::Region, _) => "the list of all regions",
            Self::Groups(GroupKind::Author, _) => "the list of all authors",
            Self::Groups(GroupKind::Year, _) => "the list of all years",
            Self::Figure(..) | Self::FigureEmbed(..) => "a figure",
            Self::SectionCard(_) => "the picture of a section",
            Self::FigurePng(..) | Self::FigureCard(..) => "the picture of a figure",
            Self::FigureCsv(_) => "the numbers of a figure",
            Self::Figures(_) => "the list of all figures",
            Self::Dataset(..) | Self::DatasetCsv(_) | Self::DatasetJson(_) => "a dataset",
            Self::DatasetVintage(..) => "an earlier state of a dataset",
            Self::Datasets(_) | Self::Datapackage | Self::Catalogue => "the list of all datasets",
            Self::Fact(..) => "a fact",
            Self::Gaps(_) => "the list of what the data do not know",
            Self::Calendar(_) => "the release calendar",
            Self::Facts(_) => "the list of all facts",
            Self::Search(_) | Self::SearchWords(..) | Self::SearchTitles(..) => "the search",
            Self::SiteFeed(..) | Self::SectionFeed(..) | Self::GroupFeed(..) | Self::DatasetFeed(..) => {
                "a feed"
            }
            Self::Asset(_) => "a file of the theme",
            Self::File(_) => "a file of `content/`",
            Self::Alias(_) => "an alias",
            Self::NotFound => "the page for missing addresses",
            Self::Sitemap => "the sitemap",
            Self::Robots | Self::Redirects | Self::Headers => "a file for hosts",
        }
    }
}

/// The forms of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feed {
    /// RFC 4287.
    Atom,
    /// jsonfeed.org, version 1.1.
    Json,
}

impl Feed {
    /// Both forms.
    pub const ALL: [Self; 2] = [Self::Atom, Self::Json];

    /// The file's name.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Json => "feed.json",
        }
    }
}

/// A route's bytes, and what was noticed while making them.
#[derive(Clone, Debug, Default)]
pub struct Produced {
    /// The file's content.
    pub bytes: Vec<u8>,
    /// Problems that show only in the finished page.
    pub diagnostics: Diagnostics,
    /// What the page offers to links and what it links to.
    pub outline: Outline,
}

/// What a page offers to links and what its own links want; kept in place of the bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The [hashes](crate::render::addresses::hash) of the ids that a fragment may name.
    pub ids: Vec<u64>,
    /// The anchors that it wants: the place of a route, and the fragment.
    pub anchors: Vec<(usize, String)>,
    /// The addresses that it links to although nothing stands there.
    pub dead: Vec<Url>,
}

impl Routes {
    /// Sorts the routes and refuses two at one address, also where they differ only by case: a disk or a
    /// host may not tell them apart.
    #[must_use]
    pub fn new(surveyed: Vec<Route>, diagnostics: &mut Diagnostics) -> Self {
        let before = diagnostics.len();
        let (mut list, places) = sorted(surveyed);
        if list.par_iter().all(|route| is_plain(&route.url)) {
            refuse_plain_twins(&list, diagnostics);
        } else {
            refuse_twins(&list, diagnostics);
        }
        let sound = diagnostics.len() == before;
        if !sound {
            list.dedup_by(|a, b| a.url == b.url);
        }
        Self { places, sound, ..Self::of(list) }
    }

    /// Routes that are sorted and each at an address of its own.
    #[must_use]
    pub fn of(list: Vec<Route>) -> Self {
        Self { list, ..Self::default() }
    }

    /// True if nothing was wrong with them.
    #[must_use]
    pub fn are_sound(&self) -> bool {
        self.sound
    }

    /// True if these are the routes of a site on which these were found.
    #[must_use]
    pub fn are(&self, surveyed: &[Route]) -> bool {
        let own = self.places.iter().map(|place| self.list.get(*place));
        self.sound && own.eq(surveyed.iter().map(Some))
    }

    /// The places of the routes by their addresses.
    pub fn addresses(&self) -> &Addresses {
        self.addresses.get_or_init(|| Addresses::new(&self.list))
    }

    /// The route at an address.
    #[must_use]
    pub fn find(&self, url: &Url) -> Option<&Route> {
        let place = self.list.binary_search_by(|route| route.url.cmp(url)).ok()?;
        self.list.get(place)
    }
}

/// The routes by their addresses, and the place at which each of the site's now stands. Most are told apart by
/// the first bytes, so that few are looked up for that.
fn sorted(surveyed: Vec<Route>) -> (Vec<Route>, Vec<usize>) {
    let key = |(place, route): (usize, &Route)| (route.url.head(), place);
    let mut keys: Vec<([u128; 2], usize)> = surveyed.par_iter().enumerate().map(key).collect();
    let rest = |place: usize| surveyed.get(place).map(|route| (&route.url, route.span));
    keys.par_sort_unstable_by(|(head, place), (other_head, other)| {
        head.cmp(other_head).then_with(|| rest(*place).cmp(&rest(*other))).then(place.cmp(other))
    });
    let mut surveyed: Vec<Option<Route>> = surveyed.into_iter().map(Some).collect();
    let (mut list, mut places) = (Vec::with_capacity(keys.len()), vec![0; keys.len()]);
    for (_, was) in keys {
        if let Some((slot, route)) = places.get_mut(was).zip(surveyed.get_mut(was).and_then(Option::take)) {
            *slot = list.len();
            list.push(route);
        }
    }
    (list, places)
}

/// True for an address that can be mistaken for no other: it has no great letters, and no page is named by its
/// file.
fn is_plain(url: &Url) -> bool {
    let path = url.as_str();
    let has_great = if path.is_ascii() {
        path.bytes().any(|byte| byte.is_ascii_uppercase())
    } else {
        path.chars().any(|c| !c.to_lowercase().eq([c]))
    };
    !has_great && !path.ends_with("/index.html")
}

/// Refuses two routes at one address where all are plain and sorted: twins stand side by side.
fn refuse_plain_twins(list: &[Route], diagnostics: &mut Diagnostics) {
    for same in list.chunk_by(|a, b| a.url == b.url) {
        refuse_all_but_first(same.iter(), diagnostics);
    }
    let find = |wanted: &str| {
        let found = list.binary_search_by(|route| below_root(&route.url).cmp(wanted)).ok()?;
        list.get(found)
    };
    let files: Vec<&Route> = list.par_iter().filter(|route| names_file(below_root(&route.url))).collect();
    files.iter().for_each(|route| refuse_file_as_folder(below_root(&route.url), route, find, diagnostics));
}

/// The same for any addresses, by the paths that a disk would not tell apart.
fn refuse_twins(list: &[Route], diagnostics: &mut Diagnostics) {
    let key = |route: &Route| route.url.output_path().to_lowercase();
    let mut keys: Vec<(String, usize)> =
        list.par_iter().enumerate().map(|(place, route)| (key(route), place)).collect();
    keys.par_sort_unstable();
    for same in keys.chunk_by(|a, b| a.0 == b.0) {
        refuse_all_but_first(same.iter().filter_map(|(_, place)| list.get(*place)), diagnostics);
    }
    keys.dedup_by(|a, b| a.0 == b.0);
    let find = |wanted: &str| {
        let found = keys.binary_search_by(|(path, _)| path.as_str().cmp(wanted)).ok()?;
        list.get(keys.get(found)?.1)
    };
    for (path, place) in &keys {
        if let Some(route) = list.get(*place) {
            refuse_file_as_folder(path, route, find, diagnostics);
        }
    }
}

fn refuse_all_but_first<'r>(mut routes: impl Iterator<Item = &'r Route>, diagnostics: &mut Diagnostics) {
    let Some(first) = routes.next() else { return };
    routes.for_each(|route| diagnostics.push(same_address(first, route)));
}

/// True for a path with the name of a file in it: of all names only those with a dot or an underscore are files.
fn names_file(path: &str) -> bool {
    path.bytes().any(|byte| matches!(byte, b'.' | b'_'))
}

/// A file cannot have the name of a folder that others stand in.
fn refuse_file_as_folder<'r>(
    path: &str,
    route: &Route,
    find: impl Fn(&str) -> Option<&'r Route>,
    diagnostics: &mut Diagnostics,
) {
    if !names_file(path) {
        return;
    }
    let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
    let mut named_like_files = folders.filter(|folder| names_file(folder));
    if let Some(file) = named_like_files.find_map(find) {
        diagnostics.push(same_address(file, route));
    }
}

fn same_address(first: &Route, second: &Route) -> Diagnostic {
    let (first, second) = if second.span.is_some() { (first, second) } else { (second, first) };
    let address = second.url.as_str();
    let message = match (first.artifact, second.artifact) {
        (Artifact::Page(_), Artifact::Page(_)) => format!("`{address}` would be the address of two pages"),
        (Artifact::Alias(_), Artifact::Alias(_)) => format!("`{address}` would be an alias of two pages"),
        (first, second) => {
            format!("`{address}` would be the address of {} and of {}", second.words(), first.words())
        }
    };
    let alias = [first, second].iter().any(|route| matches!(route.artifact, Artifact::Alias(_)));
    let cure =
        if alias { "delete the alias" } else { "give one of them another `slug` or another file name" };
    let problem = Diagnostic::error("same-address", second.span, message).help(cure);
    match first.span {
        Some(span) => problem.label(span, "the other one is made from this"),
        None => problem,
    }
}
