//! The passes that make a site: select by date, lay out addresses, fill texts, order lists.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};
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
    content::{document::Document, figure::Declaration},
    data::{Datasets, fact::FactDeclaration, translation::Translation},
    design::theme::Theme,
    model::{
        alias,
        body::{Body, Filled},
        calendar,
        collection::{Collection, Deadline, Declared, Membership, countries::Gathered, reference},
        edition::Editions,
        evaluate::Evaluator,
        expectation,
        figure::{Figure, Resolver},
        fill::{self, Filler},
        form, giveaway, groups, image,
        index::{self, Index, Known},
        language::Language,
        layout::{self, Layout, Slot},
        line::Line,
        link::{self, From},
        pinned::{self, Pinned, Wanted},
        select::{self, Selection},
        show,
        site::{Attachment, Fact, Group, LeadImage, Page, PageId, Site},
        translation,
        twins::Twins,
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
    pub documents: Vec<Document>,
    /// The figures of `content/figures/`.
    pub figures: Vec<Declaration>,
    /// The datasets of `data/`.
    pub datasets: Datasets,
}

/// Makes the site.
// long: the passes in their order, one line each, and the site that they make.
pub fn assemble(inputs: Inputs<'_>, theme: &Theme, options: &Options, diagnostics: &mut Diagnostics) -> Site {
    let Inputs { sources, mut config, mut documents, figures, mut datasets } = inputs;
    override_url(&mut config, options, diagnostics);
    let languages = Language::all(&config, &theme.messages);
    let prefixes: Vec<String> = languages.iter().map(|language| language.prefix.clone()).collect();
    let declared = Declared::read(&mut documents, sources, &config, diagnostics);
    let Selection { documents, unready, waiting, announced, standings, last_due, next_due } =
        select::select(documents, &declared.deadlines, &config, options, diagnostics);
    let overdue = Overdue { deadlines: declared.deadlines.clone(), now: options.now };
    let figures = all_figures(figures, &documents, diagnostics);
    let layout = Layout::new(&documents, &languages, &prefixes, diagnostics);
    let collections =
        declared.collections(&documents, &layout, &languages, &config, &mut datasets, diagnostics);
    // From here on the places of datasets stand.
    let (calendar, dues) =
        calendar::entries(announced, &datasets, &languages, options.now, &config.timezone, diagnostics);
    let (last_due, next_due) = select::with(dues, last_due, next_due, options.now);
    check_translations(&datasets, &config, diagnostics);
    let twins = Twins::new(&layout, &documents);
    let mut index = Index::new(sources, &figures, &twins, &languages, &config.forms, &collections);
    add_documents(&mut index, &documents, &unready, &layout);
    let evaluator = Evaluator::new(&datasets);
    check_data(&evaluator, (&documents, &figures), sources, diagnostics);
    let editions = Editions::new(&datasets, pinned_days(&documents));
    let evaluators = Evaluators { current: &evaluator, pinned: &editions.evaluators(), editions: &editions };
    let mut texts = texts(documents, &layout, &index, evaluators, &languages, diagnostics);
    let (form_pages, funded) = form::places(&config, &index, &shown_forms(&texts), diagnostics);
    let pinned = pinned_figures(&texts, &layout, &figures, evaluators, &languages, diagnostics);
    let files = attachments(&texts, sources, &index);
    let mut pages = pages(&mut texts, &layout, &files, &overdue, &twins);
    let stale = translation::check(&twins, &pages, sources, diagnostics);
    let groups = grouped(&mut texts, &collections, &mut pages, &prefixes, diagnostics);
    let mut site = Site {
        menu: menu(&config, &index, diagnostics),
        facts: facts(&evaluator, &languages, diagnostics),
        figures: drawn_figures(&figures, &evaluator, &languages, diagnostics),
        config,
        languages,
        pages,
        sections: layout.sections,
        backlinks: reference::backlinks(&collections, &datasets),
        countries: Gathered::new(&collections, &datasets, diagnostics),
        collections,
        dataset_pages: vec![BTreeSet::new(); datasets.list.len()],
        figure_pages: vec![BTreeSet::new(); figures.len()],
        pinned,
        files,
        groups,
        waiting,
        standings,
        calendar,
        form_pages,
        funded,
        stale,
        unready: unready.into_iter().map(|(_, file)| file).collect(),
        last_due,
        next_due,
        datasets,
    };
    crate::model::order::order(&mut site);
    note_uses(&mut site, &texts);
    site
}

/// The figures of their own files and those declared in published texts, each id once, in order of id.
fn all_figures(
    mut figures: Vec<Declaration>,
    documents: &[Document],
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

/// Expectations of the data hold, and no text gives away what of them is withheld.
fn check_data(
    evaluator: &Evaluator<'_>,
    (documents, figures): (&[Document], &[Declaration]),
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    expectation::check(evaluator.datasets, evaluator, diagnostics);
    let texts = documents.iter().map(|document| document.file);
    let texts = texts.chain(figures.iter().map(|figure| figure.file));
    giveaway::check(evaluator.datasets, texts, sources, diagnostics);
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

/// Words of data can be translated into the languages of the site alone.
fn check_translations(datasets: &Datasets, config: &Config, diagnostics: &mut Diagnostics) {
    for Translation { file, tag, .. } in &datasets.translations {
        if !config.languages.iter().skip(1).any(|known| known == tag) {
            diagnostics.push(layout::unknown_language(
                tag,
                *file,
                config.languages.iter().map(String::as_str),
            ));
        }
    }
}

/// Adds what links can name to an index.
fn add_documents(
    index: &mut Index<'_>,
    documents: &[Document],
    unready: &[(String, FileId)],
    layout: &Layout,
) {
    index.documents.extend(unready.iter().map(|(path, _)| (path.clone(), Known::Unready)));
    for (place, slot) in layout.pages.iter().enumerate() {
        let document = slot.document.and_then(|document| documents.get(document));
        index.urls.push(slot.url.clone());
        index.languages.push(slot.language);
        index.anchors.push(
            document
                .map(|document| document.body.headings.iter().map(|heading| heading.id.clone()).collect())
                .unwrap_or_default(),
        );
        if let Some(document) = document {
            index.documents.insert(document.name.path.clone(), Known::Page(PageId(place)));
        }
    }
}

fn facts(evaluator: &Evaluator<'_>, languages: &[Language], diagnostics: &mut Diagnostics) -> Vec<Fact> {
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
        let urls = languages
            .iter()
            .map(|language| index::fact_url(spoken_prefix(declaration, language, languages), &declaration.id))
            .collect();
        facts.push(Fact { quantity: quantity.unwrap_or_default(), shown, urls, pages: BTreeSet::new() });
    }
    facts
}

/// The folder of the page that explains a fact to readers of a language: that of the original if the fact
/// has no words in theirs.
fn spoken_prefix<'l>(fact: &FactDeclaration, language: &'l Language, languages: &[Language]) -> &'l str {
    let first = languages.first().map_or("en", |first| first.locale.tag());
    if fact.speaks(language.locale.tag(), first) { &language.prefix } else { "" }
}

/// Every figure in every language, in one order. One that cannot be drawn is reported, and its page too
/// few does not matter, since nothing is published then.
fn drawn_figures(
    declared: &[Declaration],
    evaluator: &Evaluator<'_>,
    languages: &[Language],
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<Figure>> {
    let mut all = Vec::new();
    for language in languages {
        let first = languages.first().unwrap_or(language);
        let resolver = Resolver { datasets: evaluator.datasets, evaluator, language, first };
        let figure = |declared: &Declaration| resolver.resolve(declared, diagnostics);
        all.push(declared.iter().filter_map(figure).collect());
    }
    all
}

/// The days that pages are pinned to.
fn pinned_days(documents: &[Document]) -> impl Iterator<Item = Date> {
    documents.iter().filter_map(|document| document.front.data_as_of.map(|(day, _)| day))
}

/// The forms that each page shows.
fn shown_forms(texts: &[Text]) -> Vec<BTreeSet<usize>> {
    texts.iter().map(|text| text.uses.forms.clone()).collect()
}

/// A page's filled texts, and what they use.
struct Text {
    title: Line,
    summary: Line,
    body: Body,
    image: Option<(FileId, String, String)>,
    aliases: Vec<(Url, Span)>,
    names: groups::Names,
    document: Option<Document>,
    uses: Uses,
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
    fn of(self, document: Option<&Document>) -> (Option<usize>, &'e Evaluator<'e>) {
        let day = document.and_then(|document| document.front.data_as_of);
        let edition = day.and_then(|(day, _)| self.editions.find(day));
        (edition, edition.and_then(|place| self.pinned.get(place)).unwrap_or(self.current))
    }
}

/// The figures of pinned pages, drawn from the rows of their days.
fn pinned_figures(
    texts: &[Text],
    layout: &Layout,
    declared: &[Declaration],
    evaluators: Evaluators<'_>,
    languages: &[Language],
    diagnostics: &mut Diagnostics,
) -> Vec<Pinned> {
    let wanted = wanted(texts, layout);
    pinned::figures(&wanted, declared, evaluators.pinned, languages, diagnostics)
}

/// Which figures pinned pages show.
fn wanted(texts: &[Text], layout: &Layout) -> Vec<Wanted> {
    let of_text = |(text, slot): (&Text, &Slot)| -> Vec<Wanted> {
        let Some((_, pin)) = text.document.as_ref().and_then(|document| document.front.data_as_of) else {
            return Vec::new();
        };
        let language = slot.language;
        let wanted = |mark: &Filled| match mark {
            Filled::Figure(place, Some(edition)) => {
                Some(Wanted { edition: *edition, language, place: *place, pin })
            }
            _ => None,
        };
        text.body.marks.iter().filter_map(wanted).collect()
    };
    texts.iter().zip(&layout.pages).flat_map(of_text).collect()
}

fn texts(
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
            let path = document.as_ref().map(|document| document.name.path.clone()).unwrap_or_default();
            let from = From { path: &path, page: PageId(place), language: slot.language };
            let (edition, evaluator) = evaluators.of(document.as_ref());
            let filler = Filler { index, datasets: evaluator.datasets, evaluator, edition, language, from };
            let mut problems = Diagnostics::new();
            (text(document, slot, &filler, &mut problems), problems)
        })
        .unzip();
    problems.into_iter().for_each(|problems| diagnostics.merge(problems));
    texts
}

fn text(document: Option<Document>, slot: &Slot, filler: &Filler<'_>, diagnostics: &mut Diagnostics) -> Text {
    let mut uses = Uses::default();
    let Some(mut document) = document else {
        return Text {
            title: Line::plain(&slot.fallback_title),
            summary: Line::default(),
            body: Body::default(),
            image: None,
            aliases: Vec::new(),
            names: groups::Names::default(),
            document: None,
            uses,
        };
    };
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

/// The files that pages use, each once, in order of address.
fn attachments(texts: &[Text], sources: &Sources, index: &Index<'_>) -> Vec<Attachment> {
    let files: BTreeSet<FileId> = texts.iter().flat_map(|text| text.uses.files.iter().copied()).collect();
    let attachment = |file: FileId| {
        let size = image::size(file, sources, Span::start_of(file)).ok().flatten();
        Some(Attachment { url: index.file_url(file)?, file, size })
    };
    files.into_iter().filter_map(attachment).collect()
}

/// Gives pages their places in collections, and groups them by the names that they give.
fn grouped(
    texts: &mut [Text],
    collections: &[Collection],
    pages: &mut [Page],
    prefixes: &[String],
    diagnostics: &mut Diagnostics,
) -> Vec<Group> {
    let memberships = reference::memberships(collections, pages.len());
    let names = names(texts, &memberships, collections);
    pages.iter_mut().zip(memberships).for_each(|(page, membership)| page.record = membership);
    groups::groups(&names, pages, prefixes, diagnostics)
}

/// The names that each page gives; entries of a database are no news of a year.
fn names(
    texts: &mut [Text],
    memberships: &[Option<Membership>],
    collections: &[Collection],
) -> Vec<groups::Names> {
    let own = |(text, membership): (&mut Text, &Option<Membership>)| {
        let mut names = std::mem::take(&mut text.names);
        let collection = membership.and_then(|one| collections.get(one.collection));
        if collection.is_some_and(|collection| collection.declaration.listing.is_database()) {
            names.leave_year();
        }
        names
    };
    texts.iter_mut().zip(memberships).map(own).collect()
}

/// Deadlines as they stand at the moment of the run.
struct Overdue {
    deadlines: BTreeMap<FileId, Deadline>,
    now: Timestamp,
}

fn pages(
    texts: &mut [Text],
    layout: &Layout,
    files: &[Attachment],
    overdue: &Overdue,
    twins: &Twins,
) -> Vec<Page> {
    let slots = texts.iter_mut().zip(&layout.pages).enumerate();
    slots.map(|(place, (text, slot))| page(text, slot, files, overdue, twins.of(PageId(place)))).collect()
}

fn page(text: &mut Text, slot: &Slot, files: &[Attachment], overdue: &Overdue, twins: &[PageId]) -> Page {
    let front = text.document.take().map(|document| (document.file, document.front));
    let image = text.image.take().and_then(|(file, alt, credit)| {
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
        title: std::mem::take(&mut text.title),
        summary: std::mem::take(&mut text.summary),
        date: front.as_ref().and_then(|front| front.date),
        updated: front.as_ref().and_then(|front| front.updated),
        data_as_of: front.as_ref().and_then(|front| front.data_as_of.map(|(date, _)| date)),
        groups: Vec::new(),
        body: std::mem::take(&mut text.body),
        aliases: std::mem::take(&mut text.aliases),
        draft: front.as_ref().is_some_and(|front| front.draft),
        corrections: front.map(|front| front.corrections).unwrap_or_default(),
        previous: None,
        next: None,
        twins: twins.to_vec(),
        image,
        record: None,
        deadline: file
            .and_then(|file| overdue.deadlines.get(&file))
            .map(|one| (*one, one.moment <= overdue.now)),
    }
}

/// The pages that the menu's entries name, each of which must be published.
fn menu(config: &Config, index: &Index<'_>, diagnostics: &mut Diagnostics) -> Vec<Option<PageId>> {
    let entries = config.menu.iter().map(|item| diagnostics.take(link::page(&item.page, index)).flatten());
    entries.collect()
}

/// Tells facts, figures and datasets which pages show them.
fn note_uses(site: &mut Site, texts: &[Text]) {
    for (place, text) in texts.iter().enumerate() {
        let id = PageId(place);
        let mut datasets = text.uses.datasets.clone();
        for fact in &text.uses.facts {
            if let Some(fact) = site.facts.get_mut(*fact) {
                fact.pages.insert(id);
                datasets.extend(&fact.quantity.datasets);
            }
        }
        for figure in &text.uses.figures {
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
