//! The passes that make a site: select by date, lay out addresses, fill texts, order lists.

use std::{collections::BTreeSet, sync::Arc};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::{
    base::{
        config::Config,
        diagnostic::{Diagnostic, Diagnostics},
        options::Options,
        source::Sources,
        span::{FileId, Span},
    },
    content::{figure::Declaration, filed::Filed},
    data::{Datasets, fact::FactDeclaration},
    design::theme::Theme,
    model::{
        body::Filled,
        collection::{Declared, Records},
        edition::Editions,
        evaluate::Evaluator,
        form,
        giveaway::Guard,
        grounds::Grounds,
        image,
        index::{self, Index, Names},
        language::Language,
        layout::{Layout, Slot},
        link,
        lists::Lists,
        memory::{Earlier, Memory},
        pinned::{self, Pinned, Wanted},
        plan::Plan,
        show,
        site::{Attachment, Fact, Page, PageId, Site},
        text::{self, Evaluators, Ground, Text},
        translation::Translations,
    },
};

/// Everything that was read.
pub struct Inputs<'s> {
    /// The files.
    pub sources: &'s Sources,
    /// `casebook.yaml`.
    pub config: Config,
    /// The documents of `content/`.
    pub documents: Arc<Vec<Filed>>,
    /// The figures of `content/figures/`.
    pub figures: Arc<Vec<Declaration>>,
    /// The datasets of `data/`.
    pub datasets: Arc<Datasets>,
    /// What came of an earlier run under the same settings.
    pub earlier: Option<Earlier<'s>>,
}

/// A site, and what a later run may take over.
pub struct Assembled {
    /// The site.
    pub site: Site,
    /// The names that links can use.
    pub names: Arc<Names>,
    /// The texts, by the place of their page.
    pub texts: Vec<Arc<Text>>,
    /// Which of them show something of the site, or have something wrong in them.
    pub busy: Vec<bool>,
    /// The lists.
    pub lists: Arc<Lists>,
    /// What pages fill in for collections, shown or not.
    pub declared: Arc<Declared>,
    /// The collections of what is shown.
    pub records: Arc<Records>,
    /// How translations stand to their originals.
    pub translations: Translations,
    /// What rests on data alone.
    pub grounds: Grounds,
}

impl Assembled {
    /// True if all that stands on the site stands at the addresses of an earlier run.
    #[must_use]
    pub fn stands_like(&self, earlier: &Self) -> bool {
        let alike =
            |(own, other): (&Arc<Page>, &Arc<Page>)| Arc::ptr_eq(own, other) || own.aliases == other.aliases;
        Arc::ptr_eq(&self.names.layout, &earlier.names.layout)
            && Arc::ptr_eq(&self.lists, &earlier.lists)
            && Arc::ptr_eq(&self.grounds.figures, &earlier.grounds.figures)
            && self.site.files == earlier.site.files
            && self.site.calendar == earlier.site.calendar
            && self.site.pages.iter().zip(&earlier.site.pages).all(alike)
    }
}

/// Makes the site.
// long: the passes in their order, one line each, and the site that they make.
pub fn assemble(
    inputs: Inputs<'_>,
    theme: &Theme,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Assembled {
    let (sources, earlier, own_figures) = (inputs.sources, inputs.earlier, Arc::clone(&inputs.figures));
    let plan = Plan::new(inputs, theme, options, diagnostics);
    let Plan { config, languages, documents, layout, declared, records, .. } = &plan;
    let (collections, datasets) = (&records.collections, &records.datasets);
    let (declared, records) = (Arc::clone(declared), Arc::clone(records));
    let figures = all_figures(&own_figures, documents, diagnostics);
    let evaluator = Evaluator::new(datasets);
    let guard = Guard::new(datasets);
    let editions = Editions::new(datasets, pinned_days(documents));
    let evaluators = Evaluators { current: &evaluator, pinned: &editions.evaluators(), editions: &editions };
    let grounds = Grounds::new(earlier, documents, &figures, &evaluator, languages);
    diagnostics.merge(grounds.problems.clone());
    let names = Arc::new(plan.names(&figures));
    let index = Index { sources, names: Arc::clone(&names), tongues: languages, forms: &config.forms };
    let memory = Memory::new(earlier, &names, grounds.differ_from(earlier), &guard);
    let ground = Ground { index: &index, evaluators, guard: &guard, memory: &memory };
    let mut problems = Diagnostics::new();
    let mut lists = || Arc::new(Lists::new(&names, collections, languages, &plan.overdue, &mut problems));
    let lists = || memory.lists(&names, &plan.overdue).unwrap_or_else(&mut lists);
    let (texts, lists) = rayon::join(|| text::texts(ground), lists);
    diagnostics.merge(problems);
    let is_busy = text::busy(&texts, &memory);
    let busy: Vec<(PageId, &Text)> = only_busy(&texts, &is_busy).collect();
    busy.iter().for_each(|(_, text)| diagnostics.merge(text.problems.clone()));
    figures.iter().for_each(|figure| guard.check(figure.file, sources, diagnostics));
    let (form_pages, funded) = form::places(config, &index, &texts, diagnostics);
    let files = Arc::new(attachments(&busy, &index, &memory));
    let pages = pages(&texts, &files, &lists, layout, &memory);
    let translations = Translations::new(&layout.twins, &pages, sources, &memory, diagnostics);
    let mut site = Site {
        menu: menu(config, &index, diagnostics),
        facts: facts(&evaluator, languages, diagnostics),
        figures: Arc::clone(&grounds.figures),
        pinned: Arc::new(pinned_figures(&busy, &figures, evaluators, languages, diagnostics)),
        pages,
        sections: Arc::clone(&lists.sections),
        backlinks: Arc::clone(&records.backlinks),
        countries: records.countries.clone(),
        dataset_pages: vec![BTreeSet::new(); datasets.list.len()],
        figure_pages: vec![BTreeSet::new(); figures.len()],
        files,
        groups: Arc::clone(&lists.groups.list),
        form_pages,
        funded,
        stale: translations.stale().collect(),
        unready: plan.unready.iter().map(|(_, file)| *file).collect(),
        waiting: plan.waiting,
        standings: Arc::new(plan.standings),
        calendar: plan.calendar,
        last_due: plan.last_due,
        next_due: plan.next_due,
        config: plan.config,
        languages: Arc::new(plan.languages),
        collections: Arc::clone(&records.collections),
        datasets: Arc::clone(&records.datasets),
    };
    finish(&mut site, &lists, &texts, &is_busy);
    Assembled { site, names, texts, busy: is_busy, lists, translations, declared, records, grounds }
}

/// Lists what is not translated, and tells the site what its texts use.
fn finish(site: &mut Site, lists: &Lists, texts: &[Arc<Text>], busy: &[bool]) {
    lists.add_originals(site);
    only_busy(texts, busy).for_each(|(page, text)| text.uses.enter(site, page));
}

fn only_busy<'t>(texts: &'t [Arc<Text>], busy: &[bool]) -> impl Iterator<Item = (PageId, &'t Text)> {
    let all = texts.iter().zip(busy).enumerate();
    all.filter(|(_, (_, busy))| **busy).map(|(place, (text, _))| (PageId(place), text.as_ref()))
}

/// The figures of their own files and those declared in published texts, each id once, in order of id.
fn all_figures<'f>(
    figures: &'f [Declaration],
    documents: &'f [Filed],
    diagnostics: &mut Diagnostics,
) -> Vec<&'f Declaration> {
    let mut figures: Vec<&Declaration> = figures.iter().collect();
    figures.extend(documents.iter().filter(|filed| filed.draws).flat_map(|filed| &filed.body.figures));
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

/// The days that pages are pinned to.
fn pinned_days(documents: &[Filed]) -> impl Iterator<Item = Date> {
    documents
        .iter()
        .filter(|filed| filed.pinned)
        .filter_map(|document| document.front.data_as_of.map(|(day, _)| day))
}

/// The figures of pinned pages, drawn from the rows of their days.
fn pinned_figures(
    texts: &[(PageId, &Text)],
    declared: &[&Declaration],
    evaluators: Evaluators<'_>,
    languages: &[Language],
    diagnostics: &mut Diagnostics,
) -> Vec<Pinned> {
    let wanted: Vec<Wanted> = texts.iter().flat_map(|(_, text)| wanted(text)).collect();
    pinned::figures(&wanted, declared, evaluators.pinned, languages, diagnostics)
}

/// Which figures a page shows if it is pinned.
fn wanted(text: &Text) -> impl Iterator<Item = Wanted> {
    let marks = text
        .pin()
        .into_iter()
        .flat_map(|(_, pin)| text.article.body.marks.iter().map(move |mark| (mark, pin)));
    marks.filter_map(|(mark, pin)| match mark {
        Filled::Figure(place, Some(edition)) => {
            Some(Wanted { edition: *edition, language: text.article.language, place: *place, pin })
        }
        _ => None,
    })
}

/// The files that pages use, each once, in order of their numbers.
fn attachments(texts: &[(PageId, &Text)], index: &Index<'_>, memory: &Memory<'_>) -> Vec<Attachment> {
    let files: BTreeSet<FileId> =
        texts.iter().flat_map(|(_, text)| text.uses.files.iter().copied()).collect();
    let attachment = |file: FileId| {
        let size = || image::size(file, index.sources, Span::start_of(file)).ok().flatten();
        let new = || Some(Attachment { url: index.file_url(file)?, file, size: size() });
        memory.attachment(file).cloned().or_else(new)
    };
    files.into_iter().filter_map(attachment).collect()
}

/// The pages, each with what it is to others.
fn pages(
    texts: &[Arc<Text>],
    files: &[Attachment],
    lists: &Arc<Lists>,
    layout: &Layout,
    memory: &Memory<'_>,
) -> Vec<Arc<Page>> {
    let same_files = memory.has_files(files);
    let page = |(place, (text, slot)): (usize, (&Arc<Text>, &Slot))| {
        let id = PageId(place);
        if let Some(page) = memory.page(id, text, lists, same_files) {
            return Arc::clone(page);
        }
        let place = lists.place(id);
        Arc::new(Page {
            article: Arc::clone(&text.article),
            section: slot.section,
            groups: lists.groups.of(id).to_vec(),
            previous: place.previous,
            next: place.next,
            twins: layout.twins.of(id).to_vec(),
            image: text.lead_image(files),
            record: place.record,
            deadline: lists.deadline(text),
        })
    };
    texts.par_iter().zip(&layout.pages).enumerate().map(page).collect()
}

/// The pages that the menu's entries name, each of which must be published.
fn menu(config: &Config, index: &Index<'_>, diagnostics: &mut Diagnostics) -> Vec<Option<PageId>> {
    let entries = config.menu.iter().map(|item| diagnostics.take(link::page(&item.page, index)).flatten());
    entries.collect()
}
