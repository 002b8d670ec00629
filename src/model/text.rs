//! The texts of pages: headline, summary, body and picture, filled with what they name, and what they use of the
//! site.

use jiff::civil::Date;
use rayon::prelude::*;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::{FileId, Span},
        url::Url,
        yaml::scalar::Written,
    },
    content::document::Document,
    model::{
        alias,
        body::Body,
        edition::Editions,
        evaluate::Evaluator,
        fill::{Filler, words},
        groups, image,
        index::Index,
        language::Language,
        layout::{Layout, Slot},
        line::Line,
        link::{self, From},
        site::{Attachment, LeadImage, Page, PageId},
        uses::Uses,
    },
};

/// A page's filled texts, and what they use.
#[derive(Debug)]
pub struct Text {
    title: Line,
    summary: Line,
    /// The text below the headline.
    pub body: Body,
    image: Option<(FileId, String, String)>,
    /// Old addresses that lead to the page.
    pub aliases: Vec<(Url, Span)>,
    /// The groups that the page belongs to.
    pub names: groups::Names,
    document: Option<Document>,
    /// What the texts show.
    pub uses: Uses,
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

/// The texts of all pages, filled.
pub fn texts(
    documents: Vec<Document>,
    layout: &Layout,
    index: &Index<'_>,
    evaluators: Evaluators<'_>,
    languages: &[Language],
    diagnostics: &mut Diagnostics,
) -> Vec<Text> {
    let Some(first) = languages.first() else { return Vec::new() };
    let mut documents: Vec<Option<Document>> = documents.into_iter().map(Some).collect();
    let mut take = |slot: &Slot| documents.get_mut(slot.document?)?.take();
    let slots: Vec<(&Slot, Option<Document>)> = layout.pages.iter().map(|slot| (slot, take(slot))).collect();
    let (texts, problems): (Vec<Text>, Vec<Diagnostics>) = slots
        .into_par_iter()
        .enumerate()
        .map(|(place, (slot, document))| {
            let language = languages.get(slot.language).unwrap_or(first);
            let mut problems = Diagnostics::new();
            let text = text(document, (PageId(place), slot), index, evaluators, language, &mut problems);
            (text, problems)
        })
        .unzip();
    problems.into_iter().for_each(|problems| diagnostics.merge(problems));
    texts
}

/// The text of one page, filled.
pub fn text(
    document: Option<Document>,
    (page, slot): (PageId, &Slot),
    index: &Index<'_>,
    evaluators: Evaluators<'_>,
    language: &Language,
    diagnostics: &mut Diagnostics,
) -> Text {
    let Some(document) = document else { return Text::without_file(slot) };
    let path = document.name.path.clone();
    let from = From { path: &path, page, language: slot.language };
    let (edition, evaluator) = evaluators.of(&document);
    let filler = Filler { index, datasets: evaluator.datasets, evaluator, edition, language, from };
    fill(document, slot, &filler, diagnostics)
}

fn fill(mut document: Document, slot: &Slot, filler: &Filler<'_>, diagnostics: &mut Diagnostics) -> Text {
    let mut uses = Uses::default();
    let prose = std::mem::take(&mut document.body);
    let lead = prose.lead.clone();
    let title = Line::fill(&document.front.title, filler.evaluator, filler.language, diagnostics);
    let body = filler.body(prose, &mut uses, diagnostics);
    let summary = match &document.front.summary {
        Some(wording) => Line::fill(wording, filler.evaluator, filler.language, diagnostics),
        None => words(&lead, &body),
    };
    uses.note_line(&title);
    uses.note_line(&summary);
    let image = document.front.image.as_ref().and_then(|image| {
        let file = diagnostics.take(lead_image(&image.file, filler))?;
        uses.files.insert(file);
        Some((file, image.alt.clone(), image.credit.clone()))
    });
    let aliases = alias::all(&document.front.aliases, &slot.url, diagnostics);
    let names = groups::Names::take(&mut document.front, slot.language);
    Text { title, summary, body, image, aliases, names, document: Some(document), uses }
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
        Self {
            title: Line::plain(&slot.fallback_title),
            summary: Line::default(),
            body: Body::default(),
            image: None,
            aliases: Vec::new(),
            names: groups::Names::default(),
            document: None,
            uses: Uses::default(),
        }
    }

    /// Where the page names the day that it is pinned to, if it is.
    #[must_use]
    pub fn pin(&self) -> Option<(Date, Span)> {
        self.document.as_ref()?.front.data_as_of
    }

    /// The page with this text, which moves there: alone, without what it is to other pages.
    pub fn page(&mut self, slot: &Slot, files: &[Attachment]) -> Page {
        let front = self.document.take().map(|document| (document.file, document.front));
        let image = self.image.take().and_then(|(file, alt, credit)| {
            let place = files.binary_search_by_key(&file, |attachment| attachment.file).ok()?;
            Some(LeadImage { file: place, alt, credit })
        });
        let (file, front) = front.map_or((None, None), |(file, front)| (Some(file), Some(front)));
        Page {
            file,
            url: slot.url.clone(),
            language: slot.language,
            role: slot.role.clone(),
            section: slot.section,
            title: std::mem::take(&mut self.title),
            summary: std::mem::take(&mut self.summary),
            date: front.as_ref().and_then(|front| front.date),
            updated: front.as_ref().and_then(|front| front.updated),
            data_as_of: front.as_ref().and_then(|front| front.data_as_of.map(|(date, _)| date)),
            groups: Vec::new(),
            body: std::mem::take(&mut self.body),
            aliases: std::mem::take(&mut self.aliases),
            draft: front.as_ref().is_some_and(|front| front.draft),
            corrections: front.map(|front| front.corrections).unwrap_or_default(),
            previous: None,
            next: None,
            twins: Vec::new(),
            image,
            record: None,
            deadline: None,
        }
    }
}
