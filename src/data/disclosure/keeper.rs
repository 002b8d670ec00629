//! What the keeper of a protected dataset may see, and nobody else: the counts that are withheld, why, and the
//! private audit. It is made by a run of its own, and no dataset that a site is made of leads to it.

use std::fmt::Write as _;

use crate::data::{
    disclosure::{
        audit_file, dimension,
        interval::bounds,
        merge,
        protect::Secret,
        tabulation::{Cell, Why},
    },
    status::Absence,
};

/// More withheld counts than this are not listed one by one.
const LISTED: usize = 200;

/// A protected dataset as its keeper sees it.
#[derive(Debug)]
pub struct Keeper {
    pub(in crate::data) secret: Secret,
    pub(in crate::data) input: String,
}

impl Keeper {
    /// What is withheld and why, for people; the counts themselves only where `counts` may be shown.
    #[must_use]
    pub fn report(&self, counts: bool) -> String {
        let mut out = String::new();
        self.summary(&mut out);
        for (at, table) in self.secret.declaration.tables.iter().enumerate() {
            let names = dimension::names(&self.secret.declaration.dimensions, &table.by);
            let fate = if self.secret.kept.contains(&at) { "published" } else { "withheld as a whole" };
            // Writing into a string cannot fail.
            let _ = writeln!(out, "  table by {names}: {fate}");
        }
        let hidden: Vec<(usize, &Cell)> = self.hidden().collect();
        for (place, cell) in hidden.iter().take(LISTED) {
            let _ = writeln!(out, "    {}", self.line(*place, cell, counts));
        }
        if hidden.len() > LISTED {
            let _ = writeln!(out, "    and {} more; `--audit FILE` writes them all", hidden.len() - LISTED);
        }
        match merge::best(&self.secret) {
            Some(merge) => {
                let _ = writeln!(out, "  {}", merge.words());
            }
            None if hidden.is_empty() => {}
            None => out.push_str("  no two categories, counted as one, would save any of them\n"),
        }
        out
    }

    fn summary(&self, out: &mut String) {
        let Secret { declaration, tables, rules, .. } = &self.secret;
        let of = |why: Why| tables.cells.iter().filter(|cell| cell.why == Some(why)).count();
        let (small, others, insiders) = (of(Why::Primary), of(Why::Secondary), of(Why::Insider));
        let _ = writeln!(
            out,
            "  threshold {}, zeros: {}, insider: {}, counts of: {}",
            rules.threshold,
            word(&crate::data::disclosure::rules::Zeros::WORDS, rules.zeros),
            word(&crate::data::disclosure::rules::Insider::WORDS, rules.insider),
            word(&crate::data::disclosure::rules::Unit::WORDS, declaration.unit),
        );
        let _ = writeln!(
            out,
            "  {} of {} counts are withheld: {small} small themselves (primary), {others} from which these could be worked out (secondary), {insiders} because of what someone counted in another knows (insider)",
            tables.hidden(),
            tables.cells.len()
        );
    }

    fn hidden(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.secret.tables.cells.iter().enumerate().filter(|(_, cell)| cell.why.is_some())
    }

    fn line(&self, place: usize, cell: &Cell, counts: bool) -> String {
        let name = self.secret.declaration.written(&cell.key);
        let why = match cell.why {
            Some(Why::Primary) => "primary",
            Some(Why::Insider) => "insider",
            _ => "secondary",
        };
        if !counts {
            return format!("{name} {why}");
        }
        let (low, high) = bounds(&self.secret.tables, place);
        let high = high.map_or_else(|| "or more".to_owned(), |high| format!("to {high}"));
        format!("{name} {why}: {}, which others can only tell to be {low} {high}", cell.value)
    }

    /// The private audit as JSON: settings, what is withheld and why, bounds, and two witnesses of every small
    /// count.
    #[must_use]
    pub fn audit(&self) -> Vec<u8> {
        audit_file::write(&self.secret, &self.input)
    }
}

fn word<T: PartialEq + Copy>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, known)| *known == value).map_or(Absence::Missing.word(), |(word, _)| word)
}
