//! The passes that make a site: select by date, lay out addresses, fill texts, order lists.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::{Timestamp, civil::Date};

use crate::{
    base::{
        config::Config,
        diagnostic::{Diagnostic, Diagnostics},
        options::Options,
        source::Sources,
        span::{FileId, Span},
    },
    content::{document::Document, figure::Declaration},
    data::{Datasets, fact::FactDeclaration, translation::Translation},
    design::theme::Theme,
    model::{
        body::Filled,
        calendar,
        collection::{Collection, Deadline, Declared, Membership, countries::Gathered, reference},
        edition::Editions,
        evaluate::Evaluator,
        expectation,
        figure::{Figure, Resolver},
        form, giveaway, groups, image,
        index::{self, Index, Known, Names},
        language::Language,
        layout::{self, Layout, Slot},
        link,
        pinned::{self, Pinned, Wanted},
        select::{self, Selection},
        show,
        site::{Attachment, Fact, Group, Page, PageId, Site},
        text::{self, Evaluators, Text},
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

/// A site, and what it takes to fill single texts of it anew.
#[derive(Clone, Debug)]
pub struct Assembled {
    /// The site.
    pub site: Site,
    /// The names that links can use.
    pub names: Arc<Names>,
    /// What each page uses, by its place.
    pub uses: Arc<Vec<Uses>>,
    /// What is wrong within single texts.
    pub problems: Diagnostics,
}

/// Makes the site. What is wrong within single texts comes out with it, everything else is reported.
// long: the passes in their order, one line each, and the site that they make.
pub fn assemble(
    inputs: Inputs<'_>,
    theme: &Theme,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Assembled {
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
    let names = Names::new(&figures, twins, &collections, languages.len());
    let names = Arc::new(with_documents(names, &documents, &unready, &layout));
    let index = Index { sources, names: Arc::clone(&names), tongues: &languages, forms: &config.forms };
    let evaluator = Evaluator::new(&datasets);
    check_data(&evaluator, (&documents, &figures), sources, diagnostics);
    let editions = Editions::new(&datasets, pinned_days(&documents));
    let evaluators = Evaluators { current: &evaluator, pinned: &editions.evaluators(), editions: &editions };
    let mut problems = Diagnostics::new();
    let mut texts = text::texts(documents, &layout, &index, evaluators, &languages, &mut problems);
    let (form_pages, funded) = form::places(&config, &index, &shown_forms(&texts), diagnostics);
    let pinned = pinned_figures(&texts, &layout, &figures, evaluators, &languages, diagnostics);
    let files = attachments(&texts, sources, &index);
    let mut pages = pages(&mut texts, &layout, &files, &overdue, &names.twins);
    let stale = translation::check(&names.twins, &pages, sources, diagnostics);
    let groups = grouped(&mut texts, &collections, &mut pages, &prefixes, diagnostics);
    let site = Site {
        menu: menu(&config, &index, diagnostics),
        facts: facts(&evaluator, &languages, diagnostics),
        figures: Arc::new(drawn_figures(&figures, &evaluator, &languages, diagnostics)),
        pinned: Arc::new(pinned),
        config,
        languages: Arc::new(languages),
        pages: pages.into_iter().map(Arc::new).collect(),
        sections: Arc::new(layout.sections),
        backlinks: Arc::new(reference::backlinks(&collections, &datasets)),
        countries: Gathered::new(&collections, &datasets, diagnostics).map(Arc::new),
        collections: Arc::new(collections),
        dataset_pages: vec![BTreeSet::new(); datasets.list.len()],
        figure_pages: vec![BTreeSet::new(); figures.len()],
        files: Arc::new(files),
        groups: Arc::new(groups),
        waiting,
        standings: Arc::new(standings),
        calendar,
        form_pages,
        funded,
        stale,
        unready: unready.into_iter().map(|(_, file)| file).collect(),
        last_due,
        next_due,
        datasets: Arc::new(datasets),
    };
    finished(site, texts, names, problems)
}

/// Orders the lists of a site, and tells it what its texts use.
fn finished(mut site: Site, texts: Vec<Text>, names: Arc<Names>, problems: Diagnostics) -> Assembled {
    crate::model::order::order(&mut site);
    let uses: Vec<Uses> = texts.into_iter().map(|text| text.uses).collect();
    uses.iter().enumerate().for_each(|(place, uses)| uses.enter(&mut site, PageId(place)));
    Assembled { site, names, uses: Arc::new(uses), problems }
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

/// The names with those of documents, their addresses and their headings.
fn with_documents(
    mut names: Names,
    documents: &[Document],
    unready: &[(String, FileId)],
    layout: &Layout,
) -> Names {
    names.documents.extend(unready.iter().map(|(path, _)| (path.clone(), Known::Unready)));
    for (place, slot) in layout.pages.iter().enumerate() {
        let document = slot.document.and_then(|document| documents.get(document));
        names.urls.push(slot.url.clone());
        names.languages.push(slot.language);
        names.anchors.push(
            document
                .map(|document| document.body.headings.iter().map(|heading| heading.id.clone()).collect())
                .unwrap_or_default(),
        );
        if let Some(document) = document {
            names.documents.insert(document.name.path.clone(), Known::Page(PageId(place)));
        }
    }
    names
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
        let Some((_, pin)) = text.pin() else {
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
    let page = |(place, (text, slot)): (usize, (&mut Text, &Slot))| {
        let mut page = text.page(slot, files);
        let deadline = page.file.and_then(|file| overdue.deadlines.get(&file));
        page.deadline = deadline.map(|one| (*one, one.moment <= overdue.now));
        page.twins = twins.of(PageId(place)).to_vec();
        page
    };
    slots.map(page).collect()
}

/// The pages that the menu's entries name, each of which must be published.
fn menu(config: &Config, index: &Index<'_>, diagnostics: &mut Diagnostics) -> Vec<Option<PageId>> {
    let entries = config.menu.iter().map(|item| diagnostics.take(link::page(&item.page, index)).flatten());
    entries.collect()
}
