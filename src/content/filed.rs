//! A document beside all others: what the whole site asks of each lies here, side by side, so that going through
//! ten thousand of them does not visit ten thousand places of memory.

use std::{collections::BTreeMap, hash::BuildHasher, ops::Deref, sync::Arc};

use foldhash::fast::FixedState;

use crate::{
    base::{span::FileId, time::PartDate, yaml::scalar::Written},
    content::{document::Document, front::Front},
};

/// A document, and what is asked of it most. Copies share the document.
#[derive(Clone, Debug)]
pub struct Filed {
    document: Arc<Document>,
    /// Its file.
    pub file: FileId,
    /// The day, month or year of the text.
    pub date: Option<PartDate>,
    /// Its names, if they are few; how many there are.
    few: [Word; FEW],
    count: usize,
    /// The hash of its front matter, as written.
    head: u64,
    /// The number of its section's folders.
    pub folder: u32,
    /// It is a draft, or something is said about its time.
    pub timed: bool,
    /// A collection has to read in its front matter.
    pub own: bool,
    /// A figure is declared in it.
    pub draws: bool,
    /// It is pinned to a day.
    pub pinned: bool,
}

/// So many names stand beside those of other documents; where there are more, all stand with the document.
const FEW: usize = 6;

/// A file, and the hash of its front matter.
pub type Head = (FileId, u64);

/// A name as one number: the same text has the same number in all documents of a [`Words`].
pub type Word = (Naming, u32);

/// What a name of front matter stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Naming {
    /// A topic.
    Topic,
    /// A region.
    Region,
    /// An author.
    Author,
}

/// The numbers of names.
#[derive(Clone, Debug, Default)]
pub struct Words(BTreeMap<String, u32>);

impl Words {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.0.get(text) {
            return *number;
        }
        let number = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0.insert(text.to_owned(), number);
        number
    }
}

/// The names of a front matter, as written.
pub fn named(front: &Front) -> impl Iterator<Item = (Naming, &Written)> {
    let topics = front.topics.iter().map(|name| (Naming::Topic, name));
    let regions = front.regions.iter().map(|name| (Naming::Region, name));
    let authors = front.authors.iter().map(|name| (Naming::Author, name));
    topics.chain(regions).chain(authors)
}

impl Filed {
    /// Files the document of a text.
    #[must_use]
    pub fn new(mut document: Document, text: &str, words: &mut Words) -> Self {
        document.names =
            named(&document.front).map(|(naming, name)| (naming, words.number(&name.text))).collect();
        let folder = words.number(&document.name.section.join("/"));
        let front = &document.front;
        let mut few = [(Naming::Topic, 0); FEW];
        few.iter_mut().zip(&document.names).for_each(|(slot, name)| *slot = *name);
        Self {
            few,
            count: document.names.len(),
            head: FixedState::default().hash_one(text.get(..document.start)),
            folder,
            file: document.file,
            date: front.date,
            timed: front.draft
                || front.publish.is_some()
                || front.expire.is_some()
                || front.announce.is_some(),
            own: document.kept.is_some(),
            draws: !document.body.figures.is_empty(),
            pinned: front.data_as_of.is_some(),
            document: Arc::new(document),
        }
    }

    /// The document itself.
    #[must_use]
    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// Its topics, regions and authors, in the order of [`named`].
    #[must_use]
    pub fn names(&self) -> &[Word] {
        self.few.get(..self.count).unwrap_or(&self.document.names)
    }

    /// Its file and its front matter as numbers: where both are the same, so is all that the front matter says.
    #[must_use]
    pub fn head(&self) -> Head {
        (self.file, self.head)
    }

    /// True for copies of one document.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.document, &other.document)
    }
}

impl Deref for Filed {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.document
    }
}
