//! Texts as they were filled the last time, for a preview: filling is the longest pass of `model`, and after most
//! edits all texts but one would be filled with the same again.

use std::sync::Arc;

use crate::{
    base::{
        diagnostic::Diagnostics,
        known::Known,
        options::Options,
        source::Sources,
        span::{FileId, Span},
    },
    content::document::Document,
    model::{
        assemble::Text,
        image,
        index::{self, Index},
    },
};

/// The texts of the last time, by file.
#[derive(Debug, Default)]
pub struct Memory {
    texts: Known<Arc<Remembered>>,
    sizes: Known<Size>,
    keeps: bool,
}

/// Width and height of an image in pixels; none of what is no image.
type Size = Option<(u32, u32)>;

/// A filled text.
#[derive(Debug)]
struct Remembered {
    ground: Ground,
    text: Arc<Text>,
    problems: Diagnostics,
}

/// Everything beside its own file that a text is filled from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The settings, the words of the theme, the data, which pages there are and where, the files beside them.
    rest: blake3::Hash,
    /// The headings of all pages.
    anchors: blake3::Hash,
}

impl Ground {
    /// Whatever is not a text.
    #[must_use]
    pub fn new(sources: &Sources, options: &Options, index: &Index<'_>) -> Self {
        let counts = |_: FileId, source: &crate::base::source::Source| {
            let of_content = source.path.starts_with("content/");
            let of_theme = source.path.starts_with("themes/");
            if of_theme {
                source.path.contains("/messages/")
            } else {
                !of_content || !source.path.ends_with(".md")
            }
        };
        let mut rest = options.fingerprint();
        rest.push_str(&sources.hash(counts).to_hex());
        for (path, known) in &index.documents {
            rest.push_str(path);
            rest.push(if *known == index::Known::Unready { '\0' } else { '\n' });
        }
        let texts = index.urls.iter().map(|url| url.as_str()).chain(index.figures.iter().map(String::as_str));
        for text in texts {
            rest.push_str(text);
            rest.push('\n');
        }
        let mut anchors = String::new();
        for page in &index.anchors {
            page.iter().for_each(|anchor| anchors.extend([anchor, "\n"]));
            anchors.push('\n');
        }
        Self { rest: blake3::hash(rest.as_bytes()), anchors: blake3::hash(anchors.as_bytes()) }
    }
}

impl Memory {
    /// Remembers nothing yet, and what comes.
    #[must_use]
    pub fn keeping() -> Self {
        Self { texts: Known::keeping(), sizes: Known::keeping(), keeps: true }
    }

    /// What texts are filled from, if that is to be remembered.
    #[must_use]
    pub fn ground(&self, sources: &Sources, options: &Options, index: &Index<'_>) -> Option<Ground> {
        self.keeps.then(|| Ground::new(sources, options, index))
    }

    /// The text of a document, if it would be filled with the same again.
    #[must_use]
    pub fn find(
        &self,
        document: &Document,
        ground: Option<Ground>,
        sources: &Sources,
    ) -> Option<(Arc<Text>, Diagnostics)> {
        let (ground, source) = (ground?, sources.file(document.file)?);
        let known = self.texts.find(document.file, source.hash)?;
        let holds = known.ground.rest == ground.rest
            && (known.ground.anchors == ground.anchors || !names_anchors(sources.text(document.file)));
        holds.then(|| (Arc::clone(&known.text), known.problems.clone()))
    }

    /// The sizes of some files, which are in order.
    pub fn sizes(&mut self, files: impl Iterator<Item = FileId>, sources: &Sources) -> Vec<Size> {
        let sized = |file: FileId| {
            let hash = sources.file(file).map_or_else(|| blake3::hash(&[]), |source| source.hash);
            let known = self.sizes.find(file, hash);
            let size =
                known.unwrap_or_else(|| image::size(file, sources, Span::start_of(file)).ok().flatten());
            (file, hash, size)
        };
        let sized: Vec<_> = files.map(sized).collect();
        self.sizes.keep(sized.iter().copied());
        sized.into_iter().map(|(.., size)| size).collect()
    }

    /// Remembers the texts of this time.
    pub fn keep(&mut self, texts: &[(Arc<Text>, Diagnostics)], ground: Option<Ground>, sources: &Sources) {
        let Some(ground) = ground else { return };
        let remembered = |(text, problems): &(Arc<Text>, Diagnostics)| {
            let file = text.file()?;
            let known = Remembered { ground, text: Arc::clone(text), problems: problems.clone() };
            Some((file, sources.file(file)?.hash, Arc::new(known)))
        };
        let mut all: Vec<_> = texts.iter().filter_map(remembered).collect();
        all.sort_by_key(|(file, ..)| *file);
        self.texts.keep(all.into_iter());
    }
}

/// True if a text may hold a link to a heading of another page.
fn names_anchors(text: &str) -> bool {
    text.contains(".md#")
}
