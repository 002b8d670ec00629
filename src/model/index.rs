//! Every name that a link can use, known before any link is looked at.

use std::{cmp::Ordering, collections::BTreeSet, sync::Arc};

use crate::{
    base::{
        config::form::Form,
        source::Sources,
        span::{ByFile, FileId},
        url::Url,
    },
    content::filed::Filed,
    data::dataset::Dataset,
    model::{
        documents::Known,
        language::Language,
        layout::{Layout, Slot},
        site::PageId,
        term::Terms,
    },
};

/// Where links are looked up.
#[derive(Clone, Debug)]
pub struct Index<'s> {
    /// The files of the project, for images and papers beside a page.
    pub sources: &'s Sources,
    /// The names of the site.
    pub names: Arc<Names>,
    /// The languages of the site.
    pub tongues: &'s [Language],
    /// The forms that are declared.
    pub forms: &'s [Form],
}

/// The names of a site.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Where every document stands.
    pub layout: Arc<Layout>,
    /// The documents that are published, whose headings are anchors.
    pub documents: Arc<Vec<Filed>>,
    /// The ids of figures, in order.
    pub figures: Vec<String>,
    /// The words that the site explains.
    pub terms: Terms,
}

impl Names {
    /// The place of a page.
    #[must_use]
    pub fn slot(&self, page: PageId) -> Option<&Slot> {
        self.layout.pages.get(page.0)
    }

    fn document(&self, page: PageId) -> Option<&Filed> {
        self.documents.get(self.slot(page)?.document?)
    }

    /// The numbers of pages by their files.
    #[must_use]
    pub fn numbers(&self) -> ByFile<PageId> {
        self.layout.numbers(&self.documents)
    }

    /// The place of a document that had a number, if it is the same.
    #[must_use]
    pub fn place_of(&self, filed: &Filed, page: PageId) -> Option<&Slot> {
        let slot = self.slot(page)?;
        self.documents.get(slot.document?).filter(|own| own.is(filed)).map(|_| slot)
    }

    /// The anchors of a page.
    pub fn anchors(&self, page: PageId) -> impl Iterator<Item = &str> + Clone {
        let headings = self.document(page).map(|document| document.body.headings.as_slice());
        headings.unwrap_or_default().iter().map(|heading| heading.id.as_str())
    }

    /// The documents, by path, to which a link leads otherwise than by earlier names: new ones, those that are
    /// gone, and those with another address, other headings or other translations.
    #[must_use]
    pub fn differences<'n>(&'n self, earlier: &'n Self) -> BTreeSet<&'n str> {
        if Arc::ptr_eq(&self.layout, &earlier.layout) {
            return self.renamed(earlier);
        }
        let mut found = BTreeSet::new();
        let (mut own, mut before) =
            (self.layout.documents.iter().peekable(), earlier.layout.documents.iter().peekable());
        loop {
            let order = match (own.peek(), before.peek()) {
                (None, None) => return found,
                (Some((one, _)), Some((other, _))) if Arc::ptr_eq(one, other) => Ordering::Equal,
                (Some((one, _)), Some((other, _))) => one.cmp(other),
                (one, _) => {
                    if one.is_some() {
                        Ordering::Less
                    } else {
                        Ordering::Greater
                    }
                }
            };
            let one = if order.is_le() { own.next() } else { None };
            let other = if order.is_ge() { before.next() } else { None };
            let alike =
                one.zip(other).is_some_and(|((_, one), (_, other))| self.leads_alike(one, earlier, other));
            found.extend(one.or(other).filter(|_| !alike).map(|(path, _)| path.as_ref()));
        }
    }

    /// The same where every document stands where it stood: those with other headings, and their translations.
    fn renamed<'n>(&'n self, earlier: &Self) -> BTreeSet<&'n str> {
        let pages = self.layout.pages.iter().enumerate();
        let other = |(place, slot): &(usize, &Slot)| {
            let own = slot.document.and_then(|place| self.documents.get(place));
            let before = slot.document.and_then(|place| earlier.documents.get(place));
            own.zip(before).is_some_and(|(own, before)| !own.is(before))
                && !self.anchors(PageId(*place)).eq(earlier.anchors(PageId(*place)))
        };
        let texts = pages.filter(other).flat_map(|(place, _)| {
            self.layout.twins.of(PageId(place)).iter().copied().chain([PageId(place)])
        });
        texts.filter_map(|page| Some(self.document(page)?.name.path.as_ref())).collect()
    }

    /// True if a link to a document leads to the same by either names.
    fn leads_alike(&self, own: Known, beside: &Self, other: Known) -> bool {
        let (Known::Page(own), Known::Page(other)) = (own, other) else { return own == other };
        let (twins, others) = (self.layout.twins.of(own), beside.layout.twins.of(other));
        self.is_alike(own, beside, other)
            && twins.len() == others.len()
            && twins.iter().zip(others).all(|(twin, other)| self.is_alike(*twin, beside, *other))
    }

    fn is_alike(&self, own: PageId, beside: &Self, other: PageId) -> bool {
        let place = |slot: &Slot, beside: &Slot| (&slot.url, slot.language) == (&beside.url, beside.language);
        let same = |own: &Filed, other: &Filed| own.is(other);
        let both = |one: Option<&'_ Slot>, other: Option<&'_ Slot>| {
            one.zip(other).is_some_and(|(one, other)| place(one, other))
        };
        let documents = self.document(own).zip(beside.document(other));
        both(self.slot(own), beside.slot(other))
            && (documents.is_some_and(|(own, other)| same(own, other))
                || self.anchors(own).eq(beside.anchors(other)))
    }
}

impl Index<'_> {
    /// The page that a link from a page of `language` means when it names a file of the first language: its
    /// translation, if there is one.
    #[must_use]
    pub fn meant(&self, page: PageId, language: usize) -> PageId {
        let speaks =
            |id: PageId, tongue: usize| self.names.slot(id).is_some_and(|slot| slot.language == tongue);
        if !speaks(page, 0) {
            return page;
        }
        self.names.layout.twins.of(page).iter().copied().find(|twin| speaks(*twin, language)).unwrap_or(page)
    }

    /// The address of a figure's page.
    #[must_use]
    pub fn figure_url(&self, id: &str, language: usize) -> Url {
        figure_url(self.prefix(language), id)
    }

    /// The language in which a dataset is explained to readers of `language`: theirs if its words are
    /// translated, or the first.
    #[must_use]
    pub fn dataset_language(&self, dataset: &Dataset, language: usize) -> usize {
        spoken(self.tongues, language, |tag, first| dataset.speaks(tag, first))
    }

    /// The address of a dataset's page.
    #[must_use]
    pub fn dataset_url(&self, id: &str, language: usize) -> Url {
        dataset_url(self.prefix(language), id)
    }

    /// True for a file in the folder of a page that is not published, as its `index.md` says.
    #[must_use]
    pub fn lies_with_unready(&self, path: &str) -> bool {
        let Some((folder, _)) = path.rsplit_once('/') else { return false };
        let start = format!("{folder}/index.");
        let mut pages = self.names.layout.documents.below(&start).peekable();
        let own = pages.peek().is_some() && pages.all(|known| known == Known::Unready);
        own || self.lies_with_unready(folder)
    }

    fn prefix(&self, language: usize) -> &str {
        self.tongues.get(language).map_or("", |language| language.prefix.as_str())
    }

    /// The published address of a file of `content/`, by its path below the project.
    #[must_use]
    pub fn file_url(&self, file: FileId) -> Option<Url> {
        let source = self.sources.file(file)?;
        let path = source.path.strip_prefix("content/")?;
        Some(crate::design::asset::hashed_url("/files/", path, &source.hash()))
    }
}

/// `language`, if what `speaks` has words in it, or the first.
#[must_use]
pub fn spoken(languages: &[Language], language: usize, speaks: impl Fn(&str, &str) -> bool) -> usize {
    let tag = |place: usize| languages.get(place).map_or("en", |language| language.locale.tag());
    if speaks(tag(language), tag(0)) { language } else { 0 }
}

/// The address of a figure's page below a language's prefix.
#[must_use]
pub fn figure_url(prefix: &str, id: &str) -> Url {
    Url::file(&format!("{prefix}/figures/{id}/"))
}

/// The address of a dataset's page below a language's prefix.
#[must_use]
pub fn dataset_url(prefix: &str, id: &str) -> Url {
    Url::file(&format!("{prefix}/data/{id}/"))
}

/// The address of a fact's page below a language's prefix.
#[must_use]
pub fn fact_url(prefix: &str, id: &str) -> Url {
    Url::file(&format!("{prefix}/facts/{id}/"))
}
