//! What is settled before any text is filled: which documents are published, where they stand, and what they are
//! in collections.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;

use crate::{
    base::{
        base_url::BaseUrl,
        config::Config,
        diagnostic::{Diagnostic, Diagnostics},
        options::Options,
        span::FileId,
    },
    content::{figure::Declaration, filed::Filed},
    data::{Datasets, translation::Translation},
    design::theme::Theme,
    model::{
        assemble::Inputs,
        calendar::{self, Entry},
        collection::{Deadline, Declared, Records},
        index::Names,
        language::Language,
        layout::{self, Layout},
        memory,
        select::{self, Selection},
        site::{Standing, Waiting},
        term::Terms,
    },
};

/// What is settled before any text is filled.
pub struct Plan {
    /// The settings, with those of the run.
    pub config: Config,
    /// The languages.
    pub languages: Vec<Language>,
    /// The documents that are published.
    pub documents: Arc<Vec<Filed>>,
    /// Those that are not, with their paths below `content/`.
    pub unready: Vec<(Arc<str>, FileId)>,
    /// Those that wait for their time.
    pub waiting: Vec<Waiting>,
    /// How documents stand.
    pub standings: Vec<(FileId, Standing)>,
    /// Deadlines, and whether they have passed.
    pub overdue: BTreeMap<FileId, (Deadline, bool)>,
    /// Where every page stands.
    pub layout: Arc<Layout>,
    /// What pages fill in for collections, shown or not.
    pub declared: Arc<Declared>,
    /// The collections of what is shown.
    pub records: Arc<Records>,
    /// What is announced.
    pub calendar: Vec<Entry>,
    /// The last moment at which something became due.
    pub last_due: Option<Timestamp>,
    /// The next one.
    pub next_due: Option<Timestamp>,
}

impl Plan {
    /// Selects documents by date, lays them out, and makes their collections.
    #[must_use]
    pub fn new(inputs: Inputs<'_>, theme: &Theme, options: &Options, diagnostics: &mut Diagnostics) -> Self {
        let Inputs { sources, mut config, documents, datasets, earlier, .. } = inputs;
        override_url(&mut config, options, diagnostics);
        let languages = Language::all(&config, &theme.messages);
        let declared = memory::declared(earlier, &documents)
            .unwrap_or_else(|| Arc::new(Declared::read(&documents, sources, &config)));
        diagnostics.merge(declared.problems.clone());
        let Selection { documents, unready, waiting, announced, standings, last_due, next_due } =
            select::select(documents, &declared.deadlines, &config, options, diagnostics);
        let overdue = overdue(&declared.deadlines, options.now);
        let layout = memory::layout(earlier, &documents, &unready).unwrap_or_else(|| {
            Arc::new(Layout::new(&documents, &unready, &languages, memory::names(earlier), diagnostics))
        });
        let ground = (layout.as_ref(), languages.as_slice());
        let records = memory::records(earlier, (&declared, &datasets), &documents, (&layout, &languages))
            .unwrap_or_else(|| Arc::new(Records::new(&declared, &datasets, &documents, ground, &config)));
        diagnostics.merge(records.problems.clone());
        // From here on the places of datasets stand.
        let datasets = &records.datasets;
        let (calendar, dues) =
            calendar::entries(announced, datasets, &languages, options.now, &config.timezone, diagnostics);
        let (last_due, next_due) = select::with(dues, last_due, next_due, options.now);
        check_translations(datasets, &config, diagnostics);
        Self {
            config,
            languages,
            documents,
            unready,
            waiting,
            standings,
            overdue,
            layout,
            declared,
            records,
            calendar,
            last_due,
            next_due,
        }
    }

    /// The names that links can use.
    #[must_use]
    pub fn names(&self, figures: &[&Declaration]) -> Names {
        Names {
            layout: Arc::clone(&self.layout),
            documents: Arc::clone(&self.documents),
            figures: figures.iter().map(|figure| figure.id.clone()).collect(),
            terms: Terms::new(&self.records.collections, self.languages.len()),
        }
    }
}

fn override_url(config: &mut Config, options: &Options, diagnostics: &mut Diagnostics) {
    let Some(written) = &options.base_url else { return };
    match BaseUrl::parse(written) {
        Ok(url) => config.url = url,
        Err(fault) => diagnostics.push(
            Diagnostic::error("bad-option", None, format!("`--base-url {written}` {fault}"))
                .help("write it as `https://example.org/`"),
        ),
    }
}

/// Deadlines, and whether they have passed at the moment of the run.
fn overdue(deadlines: &BTreeMap<FileId, Deadline>, now: Timestamp) -> BTreeMap<FileId, (Deadline, bool)> {
    deadlines.iter().map(|(file, deadline)| (*file, (*deadline, deadline.moment <= now))).collect()
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
