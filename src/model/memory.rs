//! What still holds of an earlier run: the next one takes over whatever rests on nothing that has changed.
//!
//! A text rests on its document, on the addresses and headings that it links to, on the files that it shows, and,
//! if it asks for numbers at all, on the data as a whole. Both ways come to the same bytes.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    base::{
        source::{CONFIG, Sources},
        span::{ByFile, FileId},
    },
    content::filed::Filed,
    data::Datasets,
    model::{
        assemble::Assembled,
        collection::{Deadline, Declared, Records},
        giveaway::Guard,
        index::Names,
        language::Language,
        layout::{Layout, Slot},
        lists::Lists,
        site::{Attachment, Page, PageId},
        text::Text,
        translation::{Pair, State},
        uses::document_number,
    },
};

/// What has changed since an earlier run.
#[derive(Clone, Debug, Default)]
pub struct Changed {
    /// Files that are new, gone, or not as they were.
    pub files: BTreeSet<FileId>,
    /// The paths below `content/` of those that are new or gone.
    pub listed: Vec<String>,
    /// All of them are texts.
    pub documents: bool,
    /// Among them are the settings, or words that themes say in a language.
    pub settings: bool,
    /// Among them is a file of a theme.
    pub themes: bool,
    /// Among them is a file of the data.
    pub data: bool,
    /// Among them is a figure.
    pub figures: bool,
    /// Among them is a record of what somebody has looked at.
    pub approvals: bool,
}

impl Changed {
    /// The changes from one reading of the project to a later one; nothing if they cannot be compared.
    #[must_use]
    pub fn new(before: &Sources, now: &Sources) -> Option<Self> {
        let files = now.differences(before)?;
        let paths = || files.iter().flat_map(|file| [before.path(*file), now.path(*file)]);
        let below = |folder: &str| paths().any(|path| path.starts_with(folder));
        let listed = files.iter().filter(|file| before.path(**file) != now.path(**file));
        let listed = listed.map(|file| format!("{}{}", before.path(*file), now.path(*file)));
        let listed = listed.filter_map(|path| Some(path.strip_prefix("content/")?.to_owned()));
        Some(Self {
            documents: paths().all(|path| path.starts_with("content/") && path.ends_with(".md")),
            settings: paths().any(|path| path == CONFIG || path.ends_with(".ftl")),
            themes: below("themes/"),
            data: below("data/"),
            figures: below("content/figures/"),
            approvals: below("approvals/"),
            listed: listed.collect(),
            files,
        })
    }
}

/// An earlier run under the same settings, and what has changed since.
#[derive(Clone, Copy)]
pub struct Earlier<'e> {
    /// What came of it.
    pub assembled: &'e Assembled,
    /// What is another since.
    pub changed: &'e Changed,
}

/// Where everything stands, if every document stands where it stood.
#[must_use]
pub fn layout(
    earlier: Option<Earlier<'_>>,
    documents: &[Filed],
    unready: &[(Arc<str>, FileId)],
) -> Option<Arc<Layout>> {
    let assembled = earlier?.assembled;
    let before = &assembled.names.documents;
    let slug = |filed: &'_ Filed| filed.front.slug.as_ref().map(|slug| slug.text.clone());
    let stays = |(own, other): (&Filed, &Filed)| {
        own.is(other) || (own.file == other.file && slug(own) == slug(other))
    };
    let same = assembled.names.layout.sound
        && unready.iter().map(|(_, file)| file).eq(&assembled.site.unready)
        && documents.len() == before.len()
        && documents.iter().zip(before.iter()).all(stays);
    same.then(|| Arc::clone(&assembled.names.layout))
}

/// What pages fill in for collections, if it is read in the same documents.
#[must_use]
pub fn declared(earlier: Option<Earlier<'_>>, documents: &[Filed]) -> Option<Arc<Declared>> {
    let declared = &earlier?.assembled.declared;
    declared.hold(documents).then(|| Arc::clone(declared))
}

/// The collections, if they are made of the same; with new numbers, if pages have others.
#[must_use]
pub fn records(
    earlier: Option<Earlier<'_>>,
    (declared, datasets): (&Arc<Declared>, &Arc<Datasets>),
    documents: &[Filed],
    (layout, languages): (&Arc<Layout>, &[Language]),
) -> Option<Arc<Records>> {
    let Assembled { records, names, .. } = earlier?.assembled;
    if !records.hold(declared, datasets, documents) {
        return None;
    }
    if Arc::ptr_eq(layout, &names.layout) {
        return Some(Arc::clone(records));
    }
    let numbers = layout.numbers(documents);
    let number = |page: PageId| {
        let document = names.slot(page)?.document?;
        numbers.get(names.documents.get(document)?.file).copied()
    };
    Some(Arc::new(records.renumbered((layout, languages), number)))
}

/// The names of an earlier run, if nothing was wrong with its addresses.
#[must_use]
pub fn names(earlier: Option<Earlier<'_>>) -> Option<&Names> {
    let names = &earlier?.assembled.names;
    names.layout.sound.then_some(names)
}

/// What of an earlier run still holds.
#[derive(Default)]
pub struct Memory<'e> {
    earlier: Option<Earlier<'e>>,
    /// Pages have the numbers that they had.
    settled: bool,
    /// The numbers that they had, where they have others.
    numbers: ByFile<PageId>,
    /// The numbers of the documents to which links lead otherwise now.
    moved: Vec<u64>,
    /// A page that has files beside it is among them.
    folders: bool,
    /// Numbers, figures and terms may be others now.
    data: bool,
    /// Texts are looked at for what is withheld.
    guarded: bool,
    /// Nothing has changed but texts, and in them nothing that others rest on.
    calm: bool,
}

impl<'e> Memory<'e> {
    /// What holds of an earlier run by the names of this one. `data` is true if they may be others now.
    #[must_use]
    pub fn new(earlier: Option<Earlier<'e>>, names: &Names, data: bool, guard: &Guard<'_>) -> Self {
        let Some(earlier) = earlier else { return Self::default() };
        let before = &earlier.assembled.names;
        let moved = names.differences(before);
        let name = |path: &&str| path.rsplit('/').next().is_some_and(|name| name.starts_with("index."));
        let listed = earlier.changed.listed.iter().map(String::as_str);
        let settled = Arc::ptr_eq(&names.layout, &before.layout);
        // A link to a file that is no document was reported with the file, if it is there.
        let moved: Vec<&str> = moved.into_iter().chain(listed).collect();
        Self {
            earlier: Some(earlier),
            numbers: if settled { ByFile::default() } else { before.numbers() },
            settled,
            folders: moved.iter().any(name),
            calm: settled && !data && moved.is_empty() && earlier.changed.documents,
            moved: moved.into_iter().map(document_number).collect(),
            data,
            guarded: !guard.is_idle(),
        }
    }

    /// The text of a page, if its document was filled before and nothing that it rests on has changed since.
    #[must_use]
    pub fn text(&self, page: PageId, filed: &Filed, slot: &Slot) -> Option<Arc<Text>> {
        if self.calm {
            return self.idle_text(page, filed, slot);
        }
        let before = if self.settled { page } else { *self.numbers.get(filed.file)? };
        let text = self.earlier?.assembled.texts.get(before.0)?;
        let same = text.document.as_ref().is_some_and(|own| Arc::ptr_eq(own, filed.document()))
            && (&text.article.url, text.article.language) == (&slot.url, slot.language);
        // A message may name what is near to a name that is not there: that can be anything.
        let holds = same && text.problems.is_empty() && !self.concerns(text);
        holds.then(|| Arc::clone(text))
    }

    /// The same where nothing that a text rests on has changed but its own document.
    fn idle_text(&self, page: PageId, filed: &Filed, slot: &Slot) -> Option<Arc<Text>> {
        let assembled = self.earlier?.assembled;
        let text = assembled.texts.get(page.0)?;
        let same = assembled.names.documents.get(slot.document?).is_some_and(|own| own.is(filed));
        let idle = || assembled.busy.get(page.0) == Some(&false) || text.problems.is_empty();
        (same && idle()).then(|| Arc::clone(text))
    }

    /// True if something of what a text rests on has changed.
    fn concerns(&self, text: &Text) -> bool {
        let uses = &text.uses;
        (self.data && (uses.data || self.guarded))
            || (!uses.terms.is_empty() && (self.data || !self.settled))
            || (!uses.files.is_empty() && self.folders)
            || uses.files.iter().any(|file| self.is_touched(*file))
            || self.moved.iter().any(|number| uses.documents.contains(number))
    }

    fn is_touched(&self, file: FileId) -> bool {
        self.earlier.is_none_or(|earlier| earlier.changed.files.contains(&file))
    }

    /// How a translation stood to its original, if neither the original nor any record has changed since.
    #[must_use]
    pub fn translation(&self, pair: Pair) -> Option<State> {
        let Earlier { assembled, changed } = self.earlier?;
        let same = !changed.approvals && !changed.files.contains(&pair.original);
        same.then(|| assembled.translations.state(pair)).flatten()
    }

    /// The lists, if nothing that they rest on has changed.
    #[must_use]
    pub fn lists(&self, names: &Names, deadlines: &BTreeMap<FileId, (Deadline, bool)>) -> Option<Arc<Lists>> {
        let assembled = self.earlier.filter(|_| self.settled && !self.data)?.assembled;
        let documents = (assembled.names.documents.as_slice(), names.documents.as_slice());
        assembled.lists.hold(documents, deadlines).then(|| Arc::clone(&assembled.lists))
    }

    /// The page that it was if its text, its picture and its place in all lists are as they were.
    #[must_use]
    pub fn page(
        &self,
        id: PageId,
        text: &Arc<Text>,
        lists: &Arc<Lists>,
        same_files: bool,
    ) -> Option<&'e Arc<Page>> {
        let assembled = self.earlier.filter(|_| self.settled)?.assembled;
        let same = assembled.texts.get(id.0).is_some_and(|own| Arc::ptr_eq(own, text))
            && (Arc::ptr_eq(lists, &assembled.lists) || lists.place_alike(&assembled.lists, id, text));
        let page = assembled.site.pages.get(id.0).filter(|_| same)?;
        (same_files || page.image.is_none()).then_some(page)
    }

    /// True if the files that pages use are those that they used.
    #[must_use]
    pub fn has_files(&self, files: &[Attachment]) -> bool {
        self.earlier.is_some_and(|earlier| *earlier.assembled.site.files == files)
    }

    /// Whether a text is busy, if it is that of the earlier run.
    #[must_use]
    pub fn busy(&self, page: PageId, text: &Arc<Text>) -> Option<bool> {
        let assembled = self.earlier.filter(|_| self.settled)?.assembled;
        let same = assembled.texts.get(page.0).is_some_and(|own| Arc::ptr_eq(own, text));
        assembled.busy.get(page.0).copied().filter(|_| same)
    }

    /// What is known of a file that pages use.
    #[must_use]
    pub fn attachment(&self, file: FileId) -> Option<&'e Attachment> {
        let files = &self.earlier.filter(|_| !self.is_touched(file))?.assembled.site.files;
        let place = files.binary_search_by_key(&file, |attachment| attachment.file).ok()?;
        files.get(place)
    }
}
