//! From `data/` to typed, checked tables: only here are tables made from files.
//!
//! A dataset is `<id>.csv` with its descriptor `<id>.yaml`; `facts.yaml` holds facts that belong to no one
//! dataset. Datasets are read in parallel; problems come out in the order of their names.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        yaml::Yaml,
    },
    data::{
        dataset::{Dataset, Files},
        disclosure::{keeper::Keeper, release},
        fact::FactDeclaration,
        translation::Translation,
    },
};

pub mod about;
mod calendar;
pub mod category;
pub mod cell;
pub mod change;
mod charset;
pub mod check;
pub mod constraints;
pub mod country;
pub mod dataset;
mod delimiter;
pub mod derivation;
mod descriptor;
mod dialect;
pub mod disclosure;
pub mod draft;
pub mod fact;
pub mod fault;
pub mod field;
mod folding;
mod groups;
mod header;
mod keys;
pub mod kind;
pub mod loader;
pub mod missing;
pub mod number;
mod number_fault;
pub mod publish;
pub mod records;
pub mod rows;
pub mod schema;
mod sheet;
pub mod status;
mod stream;
pub mod table;
pub mod transform;
pub mod translation;
pub mod value;
pub mod vintage;
pub mod writing;

/// Where the files are, and the one that is no descriptor.
const FOLDER: &str = "data/";
const FACTS: &str = "data/facts.yaml";

/// All datasets of a site, and the facts declared over them.
#[derive(Clone, Debug, Default)]
pub struct Datasets {
    /// Sorted by id.
    pub list: Vec<Dataset>,
    /// Sorted by id; each id once.
    pub facts: Vec<FactDeclaration>,
    /// The files of words in other languages.
    pub translations: Vec<Translation>,
}

impl Datasets {
    /// The dataset of that id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Dataset> {
        let place = self.list.binary_search_by(|dataset| dataset.id.as_str().cmp(id)).ok()?;
        self.list.get(place)
    }

    /// The fact of that id.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<&FactDeclaration> {
        let place = self.facts.binary_search_by(|fact| fact.id.as_str().cmp(id)).ok()?;
        self.facts.get(place)
    }
}

/// Reads all of `data/`.
pub fn read(sources: &Sources, diagnostics: &mut Diagnostics) -> Datasets {
    let files = files(sources);
    vintage::check_names(sources, &files, diagnostics);
    let others: Vec<(&str, Files)> = files.iter().map(|(id, files)| (id.as_str(), *files)).collect();
    let read_one = |(id, files): (&String, &Files)| {
        let mut problems = Diagnostics::new();
        (Dataset::read(id, *files, sources, &others, &mut problems), problems)
    };
    let mut datasets = Datasets::default();
    let mut waiting = BTreeMap::new();
    let mut streamed = BTreeMap::new();
    for (reading, problems) in files.par_iter().map(read_one).collect::<Vec<_>>() {
        waiting.extend(reading.derivation.map(|derivation| (datasets.list.len(), derivation)));
        streamed.extend(reading.streamed.map(|streamed| (datasets.list.len(), streamed)));
        datasets.list.push(reading.dataset);
        datasets.facts.extend(reading.facts);
        diagnostics.merge(problems);
    }
    let answered = stream::answer(sources, &mut datasets.list, &streamed, &mut waiting, diagnostics);
    derivation::derive(&mut datasets.list, waiting, answered, diagnostics);
    // Nothing later can take the empty table of a streamed dataset for its rows.
    let mut place = 0..;
    datasets.list.retain(|_| place.next().is_none_or(|place| !streamed.contains_key(&place)));
    datasets.facts.extend(shared_facts(sources, diagnostics));
    drop_repeated(&mut datasets.facts, diagnostics);
    keys::check_references(&datasets.list, diagnostics);
    release::compare_tables(&datasets.list, diagnostics);
    datasets.translations = translation::files(sources);
    let Datasets { list, facts, translations } = &mut datasets;
    translation::apply(translations, sources, list, facts, diagnostics);
    datasets
}

/// A protected dataset as its keeper sees it; `None` if there is no such dataset, or it has problems. No stage
/// that makes the site may call this.
#[must_use]
pub fn keeper(sources: &Sources, id: &str) -> Option<Keeper> {
    let found = files(sources).get(id).copied()?;
    let reading = Dataset::read(id, found, sources, &[(id, found)], &mut Diagnostics::new());
    let input = sources.file(found.csv?)?.hash().to_hex().to_string();
    Some(Keeper { secret: reading.secret?, input })
}

/// The files of each dataset. Below the folder lie vintages; a second dot marks a translation.
fn files(sources: &Sources) -> BTreeMap<String, Files> {
    let mut found: BTreeMap<String, Files> = BTreeMap::new();
    for (file, source) in sources.under(loader::LOADED) {
        let name = source.path.strip_prefix(loader::LOADED).and_then(|name| name.strip_suffix(".csv"));
        found.entry(name.unwrap_or_default().to_owned()).or_default().csv = Some(file);
    }
    for (file, source) in sources.under(FOLDER).filter(|(_, source)| source.path != FACTS) {
        let name = source.path.strip_prefix(FOLDER).filter(|name| !name.contains('/')).unwrap_or_default();
        if let Some(id) = name.strip_suffix(".csv") {
            found.entry(id.to_owned()).or_default().csv = Some(file);
        } else if let Some(id) = name.strip_suffix(".yaml").filter(|id| !id.contains('.')) {
            found.entry(id.to_owned()).or_default().descriptor = Some(file);
        }
    }
    found
}

/// The facts of `facts.yaml`.
fn shared_facts(sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<FactDeclaration> {
    let Some(file) = sources.find(FACTS) else { return Vec::new() };
    let Some(yaml) = diagnostics.take(Yaml::parse(file, sources.text(file), 0)) else { return Vec::new() };
    FactDeclaration::list(yaml.root(), diagnostics)
}

/// Sorts facts by id and keeps the first of each.
fn drop_repeated(facts: &mut Vec<FactDeclaration>, diagnostics: &mut Diagnostics) {
    facts.sort_by(|a, b| (&a.id, a.span).cmp(&(&b.id, b.span)));
    for pair in facts.windows(2) {
        if let [first, second] = pair
            && first.id == second.id
        {
            diagnostics.push(
                Diagnostic::error(
                    "duplicate-fact",
                    second.span,
                    format!("there are two facts `{}`", second.id),
                )
                .help("rename or delete one of them")
                .label(first.span, "first here"),
            );
        }
    }
    facts.dedup_by(|later, first| later.id == first.id);
}
