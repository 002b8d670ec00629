//! Whether translations still follow their originals: by a fingerprint of the original that
//! `casebook translated` records in `approvals/translations/`, so that nobody types one.

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        span::{FileId, Span},
        yaml::{self, Yaml, fields::Fields, scalar},
    },
    model::{
        memory::Memory,
        site::{Page, PageId},
        twins::Twins,
    },
};

/// Where the records lie, each at the path of its translation.
const FOLDER: &str = "approvals/translations/";

/// A translation and the text that it was made from: the page of the first language that has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The translation.
    pub translation: PageId,
    /// Its file.
    pub file: FileId,
    /// The original's file.
    pub original: FileId,
}

/// What is known of a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It follows the original as it stands.
    Current,
    /// The original has changed since.
    Stale,
    /// Nobody has recorded which text it follows.
    Unrecorded,
}

/// The translations among `pages`, in their order.
pub fn pairs<'p>(twins: &'p Twins, pages: &'p [Arc<Page>]) -> impl Iterator<Item = Pair> {
    pages
        .iter()
        .enumerate()
        .filter_map(|(place, page)| pair(twins.of(PageId(place)), pages, PageId(place), page))
}

/// A page as a translation, if it is one.
#[must_use]
pub fn pair(twins: &[PageId], pages: &[Arc<Page>], id: PageId, page: &Page) -> Option<Pair> {
    let first = *twins.first().filter(|first| **first != id)?;
    let original = pages.get(first.0)?.file?;
    Some(Pair { translation: id, file: page.file?, original })
}

/// How all translations of a site stand to their originals.
#[derive(Debug, Default)]
pub struct Translations {
    /// Those whose records can be read, by their files.
    states: BTreeMap<FileId, (Pair, State)>,
}

impl Translations {
    /// Compares all translations with their records and reports what staff should look at.
    pub fn new(
        twins: &Twins,
        pages: &[Arc<Page>],
        sources: &Sources,
        memory: &Memory<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let compare = |pair: Pair| {
            let mut problems = Diagnostics::new();
            let state = memory.translation(pair).unwrap_or_else(|| state(pair, sources, &mut problems));
            (pair, state, problems)
        };
        let mut translations = Self::default();
        let pairs: Vec<Pair> = pairs(twins, pages).collect();
        for (pair, state, problems) in pairs.into_par_iter().map(compare).collect::<Vec<_>>() {
            match state {
                State::Current => {}
                State::Stale => diagnostics.push(out_of_date(pair, sources)),
                State::Unrecorded => diagnostics.push(unrecorded(pair, sources)),
            }
            if problems.is_empty() {
                translations.states.insert(pair.file, (pair, state));
            }
            diagnostics.merge(problems);
        }
        report_orphans(sources, diagnostics);
        translations
    }

    /// How a translation stands to its original.
    #[must_use]
    pub fn state(&self, pair: Pair) -> Option<State> {
        let (found, state) = self.states.get(&pair.file)?;
        (found.original == pair.original).then_some(*state)
    }

    /// The translations whose original has changed since they were recorded.
    pub fn stale(&self) -> impl Iterator<Item = PageId> {
        let stale = self.states.values().filter(|(_, state)| *state == State::Stale);
        stale.map(|(pair, _)| pair.translation)
    }
}

/// How a translation stands to its original; a record that cannot be read is reported.
pub fn state(pair: Pair, sources: &Sources, diagnostics: &mut Diagnostics) -> State {
    let Some(file) = record(pair.file, sources).and_then(|path| sources.find(&path)) else {
        return State::Unrecorded;
    };
    match recorded(file, sources, diagnostics) {
        None => State::Current,
        Some(recorded) if recorded == fingerprint(pair.original, sources) => State::Current,
        Some(_) => State::Stale,
    }
}

/// Where the record of a translation lies.
#[must_use]
pub fn record(translation: FileId, sources: &Sources) -> Option<String> {
    let path = sources.path(translation).strip_prefix("content/")?;
    Some(format!("{FOLDER}{}.yaml", path.strip_suffix(".md")?))
}

/// The record of a translation that follows its original as it stands.
#[must_use]
pub fn written(pair: Pair, sources: &Sources) -> String {
    let original = fingerprint(pair.original, sources);
    format!(
        "# Written by `casebook translated`: the original text that this translation follows.\noriginal: \"{original}\"\n"
    )
}

/// 128 bits of blake3 over what a translator has to follow: title, summary and text, without regard to
/// where lines are broken.
#[must_use]
pub fn fingerprint(original: FileId, sources: &Sources) -> String {
    let text = sources.text(original);
    let (start, end, rest) = yaml::front_matter(text).ok().flatten().unwrap_or_default();
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        for word in text.split_whitespace() {
            hasher.update(word.as_bytes());
            hasher.update(b" ");
        }
        hasher.update(b"\n");
    };
    let front = Yaml::parse(original, text.get(start..end).unwrap_or_default(), start);
    for entry in front.iter().filter_map(|yaml| yaml.root().entries()).flatten() {
        if ["title", "summary"].contains(&entry.name) {
            add(&scalar::text(&entry.node).unwrap_or_default());
        }
    }
    add(text.get(rest..).unwrap_or_default());
    hasher.finalize().to_hex().chars().take(32).collect()
}

fn recorded(file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<String> {
    let yaml = diagnostics.take(Yaml::parse(file, sources.text(file), 0))?;
    let mut fields = Fields::new(yaml.root(), diagnostics);
    let original = fields.required("original", scalar::text);
    fields.finish();
    original
}

fn out_of_date(pair: Pair, sources: &Sources) -> Diagnostic {
    let (path, original) = (sources.path(pair.file), sources.path(pair.original));
    Diagnostic::warning(
        "stale-translation",
        Span::start_of(pair.file),
        format!("`{original}` has changed since this translation was recorded; readers are told so"),
    )
    .help(format!("bring the translation up to date, then run `casebook translated {path}`"))
}

fn unrecorded(pair: Pair, sources: &Sources) -> Diagnostic {
    Diagnostic::warning(
        "unrecorded-translation",
        Span::start_of(pair.file),
        format!(
            "it is not recorded which state of `{}` this translation follows",
            sources.path(pair.original)
        ),
    )
    .help("run `casebook translated` once and commit the file that it writes")
}

/// Records whose translation is gone.
fn report_orphans(sources: &Sources, diagnostics: &mut Diagnostics) {
    for (file, source) in sources.under(FOLDER) {
        let stem = source.path.strip_prefix(FOLDER).and_then(|path| path.strip_suffix(".yaml"));
        let page = stem.map(|stem| format!("content/{stem}.md"));
        if page.as_ref().is_none_or(|page| !sources.holds(page)) {
            let missing = page.unwrap_or_else(|| "a page".to_owned());
            diagnostics.push(
                Diagnostic::warning(
                    "no-translation",
                    Span::start_of(file),
                    format!("this records a translation, but there is no `{missing}`"),
                )
                .help("delete the file"),
            );
        }
    }
}
