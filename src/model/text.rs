//! The texts of pages: headline, summary, body and picture, filled with what they name, and what they use of the
//! site.

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::{FileId, Span},
        yaml::scalar::Written,
    },
    content::{document::Document, front::Front},
    model::{
        alias,
        body::Body,
        edition::Editions,
        evaluate::Evaluator,
        fill::{Filler, words},
        giveaway::Guard,
        image,
        index::Index,
        language::Language,
        layout::Slot,
        line::Line,
        link::{self, From},
        memory::Memory,
        site::{Article, Attachment, LeadImage, PageId},
        uses::Uses,
    },
};

/// A page's filled texts, and what they use.
#[derive(Debug)]
pub struct Text {
    /// What the page says.
    pub article: Arc<Article>,
    image: Option<(FileId, String, String)>,
    /// What was filled; nothing for a section without a file.
    pub document: Option<Arc<Document>>,
    /// What the texts show.
    pub uses: Uses,
    /// What is wrong within them.
    pub problems: Diagnostics,
}

/// The evaluators of today and of the days that pages are pinned to.
#[derive(Clone, Copy, Debug)]
pub struct Evaluators<'e> {
    /// Today's.
    pub current: &'e Evaluator<'e>,
    /// One for each edition.
    pub pinned: &'e [Evaluator<'e>],
    /// Which day has which edition.
    pub editions: &'e Editions,
}

impl<'e> Evaluators<'e> {
    /// The one whose figures a document shows.
    fn of(self, document: &Document) -> (Option<usize>, &'e Evaluator<'e>) {
        let edition = document.front.data_as_of.and_then(|(day, _)| self.editions.find(day));
        (edition, edition.and_then(|place| self.pinned.get(place)).unwrap_or(self.current))
    }
}

/// What texts are filled with.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// Names.
    pub index: &'a Index<'a>,
    /// Facts and functions.
    pub evaluators: Evaluators<'a>,
    /// What no text may give away.
    pub guard: &'a Guard<'a>,
    /// The texts of an earlier run that still hold.
    pub memory: &'a Memory<'a>,
}

/// The texts of all pages, filled.
pub fn texts(ground: Ground<'_>) -> Vec<Arc<Text>> {
    let Ground { index, memory, .. } = ground;
    let (names, languages) = (&index.names, index.tongues);
    let Some(first) = languages.first() else { return Vec::new() };
    let text = |(place, slot): (usize, &Slot)| {
        let Some(filed) = slot.document.and_then(|document| names.documents.get(document)) else {
            return Arc::new(Text::without_file(slot));
        };
        let page = PageId(place);
        memory.text(page, filed, slot).unwrap_or_else(|| {
            let language = languages.get(slot.language).unwrap_or(first);
            Arc::new(text(filed.document(), (page, slot), ground, language))
        })
    };
    names.layout.pages.par_iter().enumerate().map(text).collect()
}

/// The text of one page, filled.
fn text(
    document: &Arc<Document>,
    (page, slot): (PageId, &Slot),
    ground: Ground<'_>,
    language: &Language,
) -> Text {
    let from = From { path: &document.name.path, page, language: slot.language };
    let (edition, evaluator) = ground.evaluators.of(document);
    let index = ground.index;
    let filler = Filler { index, datasets: evaluator.datasets, evaluator, edition, language, from };
    let mut text = fill(document, slot, &filler);
    ground.guard.check(document.file, index.sources, &mut text.problems);
    text
}

fn fill(document: &Arc<Document>, slot: &Slot, filler: &Filler<'_>) -> Text {
    let (mut uses, mut problems) = (Uses::default(), Diagnostics::new());
    let (front, diagnostics) = (&document.front, &mut problems);
    uses.data |= front.data_as_of.is_some();
    let title = filler.line(&front.title, &mut uses, diagnostics);
    let body = filler.body(&document.body, &mut uses, diagnostics);
    let summary = match &front.summary {
        Some(wording) => filler.line(wording, &mut uses, diagnostics),
        None => words(&document.body.lead, &body),
    };
    uses.note_line(&title);
    uses.note_line(&summary);
    let image = front.image.as_ref().and_then(|image| {
        let file = diagnostics.take(lead_image(&image.file, filler))?;
        uses.files.insert(file);
        Some((file, image.alt.clone(), image.credit.clone()))
    });
    let article = Article {
        file: Some(document.file),
        date: front.date,
        updated: front.updated,
        data_as_of: front.data_as_of.map(|(day, _)| day),
        title,
        summary,
        body,
        aliases: alias::all(&front.aliases, &slot.url, diagnostics),
        corrections: front.corrections.clone(),
        draft: front.draft,
        ..Article::empty(slot)
    };
    Text { article: Arc::new(article), image, document: Some(Arc::clone(document)), uses, problems }
}

impl Article {
    /// That of a page that says nothing.
    fn empty(slot: &Slot) -> Self {
        Self {
            file: None,
            url: slot.url.clone(),
            language: slot.language,
            role: slot.role.clone(),
            title: Line::default(),
            summary: Line::default(),
            date: None,
            updated: None,
            data_as_of: None,
            body: Body::default(),
            aliases: Vec::new(),
            corrections: Vec::new(),
            draft: false,
        }
    }
}

/// The file of the picture above a text.
fn lead_image(written: &Written, filler: &Filler<'_>) -> Result<FileId, Diagnostic> {
    image::refuse_elsewhere(&written.text, written.span)?;
    let found = link::resolve(&written.text, written.span, filler.from, filler.index, filler.datasets)?;
    let file = found.file.ok_or_else(|| image::no_image(&written.text, written.span))?;
    image::size(file, filler.index.sources, written.span)?;
    Ok(file)
}

impl Text {
    /// That of a section without a file.
    fn without_file(slot: &Slot) -> Self {
        let article = Article { title: Line::plain(&slot.fallback_title), ..Article::empty(slot) };
        Self {
            article: Arc::new(article),
            image: None,
            document: None,
            uses: Uses::default(),
            problems: Diagnostics::new(),
        }
    }

    /// The front matter of its document.
    #[must_use]
    pub fn front(&self) -> Option<&Front> {
        self.document.as_ref().map(|document| document.front.as_ref())
    }

    /// Where the page names the day that it is pinned to, if it is.
    #[must_use]
    pub fn pin(&self) -> Option<(Date, Span)> {
        self.front()?.data_as_of
    }

    /// The picture above the text, among the published files.
    #[must_use]
    pub fn lead_image(&self, files: &[Attachment]) -> Option<LeadImage> {
        let (file, alt, credit) = self.image.as_ref()?;
        let place = files.binary_search_by_key(file, |attachment| attachment.file).ok()?;
        Some(LeadImage { file: place, alt: alt.clone(), credit: credit.clone() })
    }
}

/// Of each text, by the place of its page, whether it shows something of the site or has something wrong in it.
#[must_use]
pub fn busy(texts: &[Arc<Text>], memory: &Memory<'_>) -> Vec<bool> {
    let is_busy = |(place, text): (usize, &Arc<Text>)| {
        let known = memory.busy(PageId(place), text);
        known.unwrap_or_else(|| !text.problems.is_empty() || text.uses.shows())
    };
    texts.par_iter().enumerate().map(is_busy).collect()
}
