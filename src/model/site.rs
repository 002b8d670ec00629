//! All that is built at once, with every name resolved.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
    sync::Arc,
};

use jiff::{Timestamp, civil::Date};

use crate::{
    base::{
        config::Config,
        span::{FileId, Span},
        time::PartDate,
        url::Url,
    },
    content::{front::Correction, name::Role},
    data::{Datasets, dataset::Dataset, fact::FactDeclaration},
    model::{
        body::Body,
        calendar::Entry,
        collection::{Backlink, Collection, Deadline, Membership, countries::Gathered},
        figure::Figure,
        form, index,
        language::Language,
        line::Line,
        pinned::Pinned,
        quantity::Quantity,
        show::Shown,
    },
};

/// A page, by its place in [`Site::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub usize);

/// A section, by its place in [`Site::sections`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub usize);

/// The site. A copy shares nearly all of it.
#[derive(Clone, Debug)]
pub struct Site {
    /// What it has in common.
    pub config: Config,
    /// Its languages; pages name them by place.
    pub languages: Arc<Vec<Language>>,
    /// Its pages: those of files, and one for each section without a file.
    pub pages: Vec<Arc<Page>>,
    /// Its sections, parents before their children.
    pub sections: Arc<Vec<Section>>,
    /// Its datasets and the declarations of its facts.
    pub datasets: Arc<Datasets>,
    /// Its facts, in the order of their declarations.
    pub facts: Vec<Fact>,
    /// Its figures in each language, in one order.
    pub figures: Arc<Vec<Vec<Figure>>>,
    /// The figures of pinned pages, by edition.
    pub pinned: Arc<Vec<Pinned>>,
    /// Its collections, in order of section.
    pub collections: Arc<Vec<Collection>>,
    /// The records that are named by others: collection and record, and who names them.
    pub backlinks: Arc<BTreeMap<(usize, usize), Vec<Backlink>>>,
    /// What it knows about each country, if a collection gathers it.
    pub countries: Option<Arc<Gathered>>,
    /// The pages that show each dataset's values or figures, by its place.
    pub dataset_pages: Vec<BTreeSet<PageId>>,
    /// The pages that show each figure, by its place.
    pub figure_pages: Vec<BTreeSet<PageId>>,
    /// Files of `content/` that pages use.
    pub files: Arc<Vec<Attachment>>,
    /// Groups of pages by topic, author and year.
    pub groups: Arc<Vec<Group>>,
    /// The page of each entry of the menu, in the first language that has it.
    pub menu: Vec<Option<PageId>>,
    /// The pages of each form.
    pub form_pages: Vec<form::Pages>,
    /// The pages of the sections that each funder supports.
    pub funded: Vec<BTreeSet<PageId>>,
    /// Translations whose original has changed since they were recorded.
    pub stale: BTreeSet<PageId>,
    /// Pages that wait for their time.
    pub waiting: Vec<Waiting>,
    /// All documents, shown or not, in order of file.
    pub standings: Arc<Vec<(FileId, Standing)>>,
    /// What is announced, in order of its time.
    pub calendar: Vec<Entry>,
    /// The files of all pages that are not published now, for those who look for traces of them.
    pub unready: Vec<FileId>,
    /// The latest moment at which a page has appeared or disappeared, or an update has become late.
    pub last_due: Option<Timestamp>,
    /// The next moment at which a page appears or disappears, or an update becomes late.
    pub next_due: Option<Timestamp>,
}

/// One page: its article, and what it is to others.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it says. Its fields are read as if they were those of the page.
    pub article: Arc<Article>,
    /// Its section; a section's own page belongs to the section itself.
    pub section: SectionId,
    /// Its authors, topics and regions, by their place in [`Site::groups`].
    pub groups: Vec<usize>,
    /// The item before it in its section.
    pub previous: Option<PageId>,
    /// The item after it.
    pub next: Option<PageId>,
    /// The pages of its text in all languages, itself among them; empty for a text in one language.
    pub twins: Vec<PageId>,
    /// The picture above the text.
    pub image: Option<LeadImage>,
    /// What it is in its section's collection.
    pub record: Option<Membership>,
    /// When it is out of date, and whether it is.
    pub deadline: Option<(Deadline, bool)>,
}

/// What a page says, and where: all of it that stays as it is when other pages come and go.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its file; `None` for a section without `_index.md`.
    pub file: Option<FileId>,
    /// Where it stands.
    pub url: Url,
    /// Its language, by place.
    pub language: usize,
    /// What it is within its section.
    pub role: Role,
    /// Its headline.
    pub title: Line,
    /// One or two sentences; the first paragraph where the author wrote none.
    pub summary: Line,
    /// The day, month or year of the text.
    pub date: Option<PartDate>,
    /// The day of the last change that readers should know of.
    pub updated: Option<Date>,
    /// The day whose data it is pinned to.
    pub data_as_of: Option<Date>,
    /// Its text.
    pub body: Body,
    /// Old addresses that lead here.
    pub aliases: Vec<(Url, Span)>,
    /// What was wrong and is right now.
    pub corrections: Vec<Correction>,
    /// Shown only because drafts were asked for: it is one, or its time has not come.
    pub draft: bool,
}

impl Deref for Page {
    type Target = Article;

    fn deref(&self) -> &Article {
        &self.article
    }
}

/// The picture above a text.
#[derive(Clone, Debug)]
pub struct LeadImage {
    /// Its published file, by place in [`Site::files`].
    pub file: usize,
    /// What it shows.
    pub alt: String,
    /// Who made it.
    pub credit: String,
}

/// A folder of pages.
#[derive(Clone, Debug)]
pub struct Section {
    /// The page that describes it.
    pub page: PageId,
    /// Its folders; empty for the home page.
    pub folders: Vec<String>,
    /// The section that it lies in.
    pub parent: Option<SectionId>,
    /// Its pages, the newest first.
    pub pages: Vec<PageId>,
    /// The same, and between them the pages of other languages that have no translation here.
    pub listed: Vec<PageId>,
}

/// A fact's value.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its number.
    pub quantity: Quantity,
    /// As it reads in each language.
    pub shown: Vec<Shown>,
    /// Where it is explained, in each language.
    pub urls: Vec<Url>,
    /// The pages that show it.
    pub pages: BTreeSet<PageId>,
}

/// A file that is published beside the pages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attachment {
    /// Where it stands; the name holds a hash of its content.
    pub url: Url,
    /// The file.
    pub file: FileId,
    /// Width and height in pixels, of an image.
    pub size: Option<(u32, u32)>,
}

/// Pages that share a topic, a region, an author or a year.
#[derive(Clone, Debug)]
pub struct Group {
    /// What they share.
    pub kind: GroupKind,
    /// Its name.
    pub name: String,
    /// Their language, by place.
    pub language: usize,
    /// Where it is listed.
    pub url: Url,
    /// The pages, the newest first.
    pub pages: Vec<PageId>,
}

/// What pages can share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupKind {
    /// A topic.
    Topic,
    /// A region.
    Region,
    /// An author.
    Author,
    /// A year.
    Year,
}

/// Whether readers see a document, by its own front matter and the moment of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They do.
    Published,
    /// It is a draft.
    Draft,
    /// They will.
    Waits(Timestamp),
    /// They did until then.
    Expired(Timestamp),
}

/// A page that waits for its time.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its file.
    pub file: FileId,
    /// When it appears; `None` for a draft.
    pub appears: Option<Timestamp>,
}

impl Site {
    /// A page.
    #[must_use]
    pub fn page(&self, id: PageId) -> Option<&Page> {
        self.pages.get(id.0).map(Arc::as_ref)
    }

    /// Whether readers see a document.
    #[must_use]
    pub fn standing(&self, file: FileId) -> Option<Standing> {
        let place = self.standings.binary_search_by_key(&file, |(file, _)| *file).ok()?;
        self.standings.get(place).map(|(_, standing)| *standing)
    }

    /// A section.
    #[must_use]
    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.sections.get(id.0)
    }

    /// True for an entry of a database, which is no news.
    #[must_use]
    pub fn is_entry(&self, page: &Page) -> bool {
        let collection = page.record.and_then(|record| self.collections.get(record.collection));
        collection.is_some_and(|collection| collection.declaration.listing.is_database())
    }

    /// The language of a page.
    #[must_use]
    pub fn language(&self, place: usize) -> Option<&Language> {
        self.languages.get(place).or_else(|| self.languages.first())
    }

    /// The name of the site in a language.
    #[must_use]
    pub fn title(&self, language: usize) -> &str {
        self.config.title.in_language(self.tag(language))
    }

    /// The tag of a language.
    #[must_use]
    pub fn tag(&self, language: usize) -> &str {
        self.language(language).map_or("en", |language| language.locale.tag())
    }

    /// The notice of a demonstration in a language; empty for any other site.
    #[must_use]
    pub fn notice(&self, language: usize) -> String {
        match (&self.config.demonstration, self.language(language)) {
            (Some(words), Some(language)) if words.is_empty() => language.say("demonstration-notice", &[]),
            (Some(words), _) => words.in_language(self.tag(language)).to_owned(),
            (None, _) => String::new(),
        }
    }

    /// True for a site that only demonstrates.
    #[must_use]
    pub fn demonstrates(&self) -> bool {
        self.config.demonstration.is_some()
    }

    /// The language in which a dataset is explained to readers of `language`.
    #[must_use]
    pub fn dataset_language(&self, dataset: &Dataset, language: usize) -> usize {
        index::spoken(&self.languages, language, |tag, first| dataset.speaks(tag, first))
    }

    /// Where a dataset is explained to readers of a language.
    #[must_use]
    pub fn dataset_url(&self, dataset: &Dataset, language: usize) -> Url {
        index::dataset_url(self.prefix(self.dataset_language(dataset, language)), &dataset.id)
    }

    /// The language in which a fact is explained to readers of `language`.
    #[must_use]
    pub fn fact_language(&self, fact: &FactDeclaration, language: usize) -> usize {
        index::spoken(&self.languages, language, |tag, first| fact.speaks(tag, first))
    }

    /// The folder of a language's pages, such as `/fr`; the first language has none.
    #[must_use]
    pub fn prefix(&self, language: usize) -> &str {
        self.language(language).map_or("", |language| language.prefix.as_str())
    }

    /// The page of a text in a language.
    #[must_use]
    pub fn in_language(&self, id: PageId, language: usize) -> Option<PageId> {
        let page = self.page(id)?;
        if page.language == language {
            return Some(id);
        }
        let speaks = |twin: &&PageId| self.page(**twin).is_some_and(|twin| twin.language == language);
        page.twins.iter().find(speaks).copied()
    }

    /// True if readers of a language are offered a page: it is in theirs, or the original of a text that has
    /// no translation into it.
    #[must_use]
    pub fn offers(&self, id: PageId, language: usize) -> bool {
        let Some(page) = self.page(id) else { return false };
        let original = || page.twins.first().is_none_or(|first| *first == id);
        page.language == language || (original() && self.in_language(id, language).is_none())
    }

    /// The page that describes a section.
    #[must_use]
    pub fn section_page(&self, id: SectionId) -> Option<&Page> {
        self.page(self.section(id)?.page)
    }
}

impl Article {
    /// True for a page that is no section's description.
    #[must_use]
    pub fn is_item(&self) -> bool {
        matches!(self.role, Role::Page { .. })
    }
}
