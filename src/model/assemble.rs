//! The passes that make a site: select by date, lay out addresses, fill texts, order lists.

use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;
use rayon::prelude::*;

use crate::{
    base::{
        config::Config,
        diagnostic::{Diagnostic, Diagnostics},
        options::Options,
        source::Sources,
        span::{FileId, Span},
        url::Url,
        yaml::scalar::Written,
    },
    content::{document::Document, figure::Declaration, front::Front},
    data::Datasets,
    design::theme::Theme,
    model::{
        alias,
        body::Body,
        calendar,
        edition::Editions,
        evaluate::Evaluator,
        expectation,
        figure::{Figure, Resolver},
        fill::{self, Filler},
        groups, image,
        index::{self, Index, Known},
        language::Language,
        layout::{Layout, Slot},
        line::Line,
        link::{self, From},
        memory::Memory,
        select::{self, Selection},
        show,
        site::{Attachment, Fact, LeadImage, Page, PageId, Site, Standing},
        uses::Uses,
    },
};

/// Everything that was read.
#[derive(Debug)]
pub struct Inputs<'s> {
    /// The files.
    pub sources: &'s Sources,
    /// `casebook.yaml`.
    pub config: Config,
    /// The documents of `content/`.
    pub documents: Vec<Arc<Document>>,
    /// The figures of `content/figures/`.
    pub figures: Vec<Declaration>,
    /// The datasets of `data/`.
    pub datasets: Arc<Datasets>,
}

/// Makes the site. What `memory` keeps of the last time is not made again.
pub fn assemble(
    inputs: Inputs<'_>,
    theme: &Theme,
    options: &Options,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
) -> Site {
    let Inputs { sources, mut config, documents, figures, datasets } = inputs;
    override_url(&mut config, options, diagnostics);
    let languages = Language::all(&config, &theme.messages);
    let prefixes: Vec<String> =
        languages.iter().enumerate().map(|(place, language)| prefix(place, language)).collect();
    let Selection { documents, unready, waiting, announced, standings, mut last_due, mut next_due } =
        select::select(documents, &config, options, diagnostics);
    let (calendar, dues) =
        calendar::entries(announced, &datasets, &languages, options.now, &config.timezone, diagnostics);
    note_dues(dues, options, (&mut last_due, &mut next_due));
    let figures = all_figures(figures, &documents, diagnostics);
    let layout = Layout::new(&documents, &languages, &prefixes, diagnostics);
    let index = index_of(sources, &figures, &documents, &unready, &layout, prefixes.clone());
    let evaluator = Evaluator::new(&datasets);
    expectation::check(&datasets, &evaluator, diagnostics);
    let facts = facts(&evaluator, &languages, &prefixes, diagnostics);
    let drawn = drawn_figures(&figures, &evaluator, &languages, &prefixes, diagnostics);
    let days = documents.iter().filter_map(|document| document.front.data_as_of.map(|(day, _)| day));
    let editions = Editions::new(&datasets, days);
    let evaluators = Evaluators { current: &evaluator, pinned: &editions.evaluators(), editions: &editions };
    let ground = memory.ground(sources, options, &index);
    let filled = texts(documents, &layout, &index, evaluators, &languages, |document| {
        memory.find(document, ground, sources)
    });
    memory.keep(&filled, ground, sources);
    let (texts, problems): (Vec<Arc<Text>>, Vec<Diagnostics>) = filled.into_iter().unzip();
    problems.into_iter().for_each(|problems| diagnostics.merge(problems));
    check_menu(&config, &index, diagnostics);
    let files = attachments(&texts, &index, memory);
    let (names, uses): (Vec<_>, Vec<_>) = texts.iter().map(|text| text.shared()).unzip();
    let mut pages = pages(texts, &layout, &files);
    let groups = groups::groups(&names, &mut pages, &prefixes, diagnostics);
    let mut site = Site {
        config,
        languages,
        pages,
        sections: layout.sections,
        facts,
        dataset_pages: vec![BTreeSet::new(); datasets.list.len()],
        figure_pages: vec![BTreeSet::new(); figures.len()],
        figures: drawn,
        files,
        groups,
        waiting,
        calendar,
        standings,
        unready: unready.into_iter().map(|(_, file)| file).collect(),
        last_due,
        next_due,
        datasets,
    };
    mark_unready(&mut site, options);
    crate::model::order::order(&mut site);
    note_uses(&mut site, &uses);
    site
}

/// The figures of their own files and those declared in published texts, each id once, in order of id.
fn all_figures(
    mut figures: Vec<Declaration>,
    documents: &[Arc<Document>],
    diagnostics: &mut Diagnostics,
) -> Vec<Declaration> {
    figures.extend(documents.iter().flat_map(|document| document.body.figures.iter().cloned()));
    figures.sort_by(|a, b| (&a.id, a.mark.span).cmp(&(&b.id, b.mark.span)));
    for pair in figures.windows(2) {
        if let [first, second] = pair
            && first.id == second.id
        {
            diagnostics.push(
                Diagnostic::error(
                    "repeated-figure",
                    second.mark.span,
                    format!("there are two figures `{}`", second.id),
                )
                .help("give one of them another `id` or file name")
                .label(first.mark.span, "the other one"),
            );
        }
    }
    figures.dedup_by(|a, b| a.id == b.id);
    figures
}

/// The folder of a language: the first one has none.
fn prefix(place: usize, language: &Language) -> String {
    if place == 0 { String::new() } else { format!("/{}", language.locale.tag().to_lowercase()) }
}

fn override_url(config: &mut Config, options: &Options, diagnostics: &mut Diagnostics) {
    let Some(written) = &options.base_url else { return };
    match crate::base::base_url::BaseUrl::parse(written) {
        Ok(url) => config.url = url,
        Err(fault) => diagnostics.push(
            Diagnostic::error("bad-option", None, format!("`--base-url {written}` {fault}"))
                .help("write it as `https://example.org/`"),
        ),
    }
}

/// The names that links can use.
fn index_of<'s>(
    sources: &'s Sources,
    figures: &[Declaration],
    documents: &[Arc<Document>],
    unready: &[(String, FileId)],
    layout: &Layout,
    prefixes: Vec<String>,
) -> Index<'s> {
    let mut index = Index::new(sources, figures, prefixes);
    index.documents.extend(unready.iter().map(|(path, _)| (path.clone(), Known::Unready)));
    for (place, slot) in layout.pages.iter().enumerate() {
        let document = slot.document.and_then(|document| documents.get(document));
        index.urls.push(slot.url.clone());
        index.anchors.push(
            document
                .map(|document| document.body.headings.iter().map(|heading| heading.id.clone()).collect())
                .unwrap_or_default(),
        );
        if let Some(document) = document {
            index.documents.insert(document.name.path.clone(), Known::Page(PageId(place)));
        }
    }
    index
}

fn facts(
    evaluator: &Evaluator<'_>,
    languages: &[Language],
    prefixes: &[String],
    diagnostics: &mut Diagnostics,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (place, declaration) in evaluator.datasets.facts.iter().enumerate() {
        let quantity = diagnostics.take(evaluator.fact(place));
        let mut shown = Vec::new();
        if let Some(quantity) = &quantity {
            shown.extend(
                languages.iter().filter_map(|language| {
                    diagnostics.take(show::fact(declaration, place, quantity, language))
                }),
            );
        }
        let urls = prefixes.iter().map(|prefix| index::fact_url(prefix, &declaration.id)).collect();
        facts.push(Fact { quantity: quantity.unwrap_or_default(), shown, urls, pages: BTreeSet::new() });
    }
    facts
}

/// Every figure in every language, in one order. One that cannot be drawn is reported, and its page too
/// few does not matter, since nothing is published then.
fn drawn_figures(
    declared: &[Declaration],
    evaluator: &Evaluator<'_>,
    languages: &[Language],
    prefixes: &[String],
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<Figure>> {
    let mut all = Vec::new();
    for (language, prefix) in languages.iter().zip(prefixes) {
        let resolver = Resolver { datasets: evaluator.datasets, evaluator, language };
        let figure = |declared: &Declaration| {
            resolver.resolve(declared, index::figure_url(prefix, &declared.id), diagnostics)
        };
        all.push(declared.iter().filter_map(figure).collect());
    }
    all
}

/// A page's filled texts, and what they use.
#[derive(Clone, Debug, Default)]
pub struct Text {
    title: Line,
    summary: Line,
    body: Arc<Body>,
    image: Option<(FileId, String, String)>,
    aliases: Vec<(Url, Span)>,
    names: Arc<groups::Names>,
    front: Option<(FileId, Arc<Front>)>,
    uses: Arc<Uses>,
}

impl Text {
    /// The names that it gives, and what it uses.
    fn shared(&self) -> (Arc<groups::Names>, Arc<Uses>) {
        (Arc::clone(&self.names), Arc::clone(&self.uses))
    }

    /// Its file; none for a section without `_index.md`.
    #[must_use]
    pub fn file(&self) -> Option<FileId> {
        self.front.as_ref().map(|(file, _)| *file)
    }
}

/// The evaluators of today and of the days that pages are pinned to.
#[derive(Clone, Copy)]
struct Evaluators<'e> {
    current: &'e Evaluator<'e>,
    pinned: &'e [Evaluator<'e>],
    editions: &'e Editions,
}

impl<'e> Evaluators<'e> {
    /// The one whose figures a document shows.
    fn of(self, document: Option<&Arc<Document>>) -> &'e Evaluator<'e> {
        let day = document.and_then(|document| document.front.data_as_of);
        let edition = day.and_then(|(day, _)| self.editions.find(day));
        edition.and_then(|place| self.pinned.get(place)).unwrap_or(self.current)
    }
}

fn texts(
    documents: Vec<Arc<Document>>,
    layout: &Layout,
    index: &Index<'_>,
    evaluators: Evaluators<'_>,
    languages: &[Language],
    known: impl Fn(&Document) -> Option<(Arc<Text>, Diagnostics)> + Sync,
) -> Vec<(Arc<Text>, Diagnostics)> {
    let Some(first) = languages.first() else { return Vec::new() };
    let mut documents: Vec<Option<Arc<Document>>> = documents.into_iter().map(Some).collect();
    let mut take = |slot: &Slot| documents.get_mut(slot.document?)?.take();
    let slots: Vec<_> = layout.pages.iter().map(|slot| (slot, take(slot))).collect();
    slots
        .into_par_iter()
        .enumerate()
        .map(|(place, (slot, document))| {
            if let Some(known) = document.as_ref().and_then(|document| known(document)) {
                return known;
            }
            let language = languages.get(slot.language).unwrap_or(first);
            let path = document.as_ref().map(|document| document.name.path.clone()).unwrap_or_default();
            let from = From { path: &path, page: PageId(place), language: slot.language };
            let evaluator = evaluators.of(document.as_ref());
            let filler = Filler { index, datasets: evaluator.datasets, evaluator, language, from };
            let mut problems = Diagnostics::new();
            (Arc::new(text(document, slot, &filler, &mut problems)), problems)
        })
        .collect()
}

fn text(
    document: Option<Arc<Document>>,
    slot: &Slot,
    filler: &Filler<'_>,
    diagnostics: &mut Diagnostics,
) -> Text {
    let mut uses = Uses::default();
    let Some(document) = document else {
        return Text { title: Line::plain(&slot.fallback_title), ..Text::default() };
    };
    // A document that nobody remembers is taken apart, not copied.
    let mut document = Arc::unwrap_or_clone(document);
    let prose = std::mem::take(&mut document.body);
    let lead = prose.lead.clone();
    let title = Line::fill(&document.front.title, filler.evaluator, filler.language, diagnostics);
    let body = filler.body(prose, &mut uses, diagnostics);
    let summary = match &document.front.summary {
        Some(wording) => Line::fill(wording, filler.evaluator, filler.language, diagnostics),
        None => fill::words(&lead, &body),
    };
    uses.note_line(&title);
    uses.note_line(&summary);
    let image = document.front.image.as_ref().and_then(|image| {
        let file = diagnostics.take(lead_image(&image.file, filler))?;
        uses.files.insert(file);
        Some((file, image.alt.clone(), image.credit.clone()))
    });
    let aliases = alias::all(&document.front.aliases, &slot.url, diagnostics);
    let names = Arc::new(groups::Names::take(Arc::make_mut(&mut document.front), slot.language));
    let (body, uses) = (Arc::new(body), Arc::new(uses));
    Text { title, summary, body, image, aliases, names, front: Some((document.file, document.front)), uses }
}

/// The file of the picture above a text.
fn lead_image(written: &Written, filler: &Filler<'_>) -> Result<FileId, Diagnostic> {
    image::refuse_elsewhere(&written.text, written.span)?;
    let found = link::resolve(&written.text, written.span, filler.from, filler.index, filler.datasets)?;
    let file = found.file.ok_or_else(|| image::no_image(&written.text, written.span))?;
    image::size(file, filler.index.sources, written.span)?;
    Ok(file)
}

/// The files that pages use, each once, in order of address.
fn attachments(texts: &[Arc<Text>], index: &Index<'_>, memory: &mut Memory) -> Vec<Attachment> {
    let files: BTreeSet<FileId> = texts.iter().flat_map(|text| text.uses.files.iter().copied()).collect();
    let sizes = memory.sizes(files.iter().copied(), index.sources);
    let attachment = |(file, size)| Some(Attachment { url: index.file_url(file)?, file, size });
    files.into_iter().zip(sizes).filter_map(attachment).collect()
}

fn pages(texts: Vec<Arc<Text>>, layout: &Layout, files: &[Attachment]) -> Vec<Page> {
    let made = texts.into_par_iter().zip(&layout.pages);
    made.map(|(text, slot)| page(Arc::unwrap_or_clone(text), slot, files)).collect()
}

fn page(text: Text, slot: &Slot, files: &[Attachment]) -> Page {
    let image = text.image.and_then(|(file, alt, credit)| {
        let place = files.binary_search_by_key(&file, |attachment| attachment.file).ok()?;
        Some(LeadImage { file: place, alt, credit })
    });
    let (file, front) = text.front.unzip();
    Page {
        file,
        url: slot.url.clone(),
        language: slot.language,
        role: slot.role.clone(),
        section: slot.section,
        title: text.title,
        summary: text.summary,
        date: front.as_ref().and_then(|front| front.date),
        updated: front.as_ref().and_then(|front| front.updated),
        data_as_of: front.as_ref().and_then(|front| front.data_as_of.map(|(date, _)| date)),
        groups: Vec::new(),
        body: text.body,
        aliases: text.aliases,
        draft: false,
        corrections: front.map(|front| front.corrections.clone()).unwrap_or_default(),
        previous: None,
        next: None,
        image,
    }
}

/// Takes moments of the calendar for those of the run.
fn note_dues(
    dues: impl IntoIterator<Item = Timestamp>,
    options: &Options,
    (last, next): (&mut Option<Timestamp>, &mut Option<Timestamp>),
) {
    for due in dues {
        if due > options.now {
            *next = Some(next.map_or(due, |next| next.min(due)));
        } else {
            *last = (*last).max(Some(due));
        }
    }
}

/// Marks the pages that are shown only because drafts were asked for.
fn mark_unready(site: &mut Site, options: &Options) {
    if !options.drafts {
        return;
    }
    let mut pages = std::mem::take(&mut site.pages);
    for page in &mut pages {
        let standing = page.file.and_then(|file| site.standing(file));
        page.draft = matches!(standing, Some(Standing::Draft | Standing::Waits(_)));
    }
    site.pages = pages;
}

/// Every entry of the menu names a published page.
fn check_menu(config: &Config, index: &Index<'_>, diagnostics: &mut Diagnostics) {
    for item in &config.menu {
        let from = From { path: "", page: PageId(0), language: 0 };
        let datasets = Datasets::default();
        diagnostics.take(link::resolve(&item.page.text, item.page.span, from, index, &datasets));
    }
}

/// Tells facts, figures and datasets which pages show them.
fn note_uses(site: &mut Site, uses: &[Arc<Uses>]) {
    for (place, uses) in uses.iter().enumerate() {
        let id = PageId(place);
        let mut datasets = uses.datasets.clone();
        for fact in &uses.facts {
            if let Some(fact) = site.facts.get_mut(*fact) {
                fact.pages.insert(id);
                datasets.extend(&fact.quantity.datasets);
            }
        }
        for figure in &uses.figures {
            datasets.extend(
                site.figures
                    .first()
                    .and_then(|figures| figures.get(*figure))
                    .and_then(|figure| figure.dataset),
            );
            if let Some(pages) = site.figure_pages.get_mut(*figure) {
                pages.insert(id);
            }
        }
        for dataset in datasets {
            if let Some(pages) = site.dataset_pages.get_mut(dataset) {
                pages.insert(id);
            }
        }
    }
}
