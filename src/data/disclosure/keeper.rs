//! What the keeper of a protected dataset may see, and nobody else: the counts that are withheld, why, and the
//! private audit. It is made by a run of its own, and no dataset that a site is made of leads to it.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use crate::data::{
    disclosure::{
        aim::Aim,
        audit_file,
        aware::{self, Attack},
        contribution::Contribution,
        dimension,
        interval::bounds,
        merge,
        protect::Secret,
        rules::Rules,
        sum::Sum,
        sums::Sums,
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
        for (sum, sums) in self.secret.declaration.sums.iter().zip(&self.secret.sums) {
            self.sums(sum, sums, counts, &mut out);
        }
        self.aware(counts, &mut out);
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

    /// What someone could tell who knows this program, where the program chose and the tables are few.
    fn aware(&self, counts: bool, out: &mut String) {
        let Secret { declaration, tables, rules, .. } = &self.secret;
        if tables.hidden() == 0 || declaration.tables.iter().any(|table| table.hide.is_some()) {
            return;
        }
        let Some(Attack { tables: agree, alike, narrowed }) = aware::attack(tables, rules) else {
            out.push_str("  too many tables agree with what is published to go through what someone could tell who runs this program on each\n");
            return;
        };
        let _ = writeln!(
            out,
            "  {agree} tables agree with what is published; of {alike} this program withholds the same: someone who runs it on each could tell {} small counts more narrowly than from {} to {}",
            narrowed.len(),
            rules.lowest(),
            rules.threshold - 1
        );
        for (at, low, high) in narrowed.iter().filter(|_| counts) {
            let key = tables.cells.get(*at).map(|cell| cell.key.as_slice()).unwrap_or_default();
            let _ = writeln!(out, "    {} {low} to {high}", declaration.written(key));
        }
    }

    /// What is withheld of one column of sums and why; the sums themselves only where `counts` may be shown.
    fn sums(&self, sum: &Sum, sums: &Sums, counts: bool, out: &mut String) {
        let Secret { tables, rules, .. } = &self.secret;
        let reason =
            |at: usize| Reason::of(tables.is_hidden(at), sums.aims.of(at), sums.given.get(at), rules);
        let hidden: Vec<usize> = (0..sums.given.len()).filter(|at| sums.tables.is_hidden(*at)).collect();
        let of = |wanted: Reason| hidden.iter().filter(|at| reason(**at) == wanted).count();
        let _ = writeln!(
            out,
            "  sums of {}, p {}: {} of {} are withheld: {} because the count is, {} of fewer than {} contributors, {} of which one is too large a part (p% rule), {} from which these could be worked out",
            sum.name,
            sum.rule.p,
            hidden.len(),
            sums.given.len(),
            of(Reason::Count),
            of(Reason::Few),
            rules.threshold,
            of(Reason::Dominance),
            of(Reason::Secondary)
        );
        let known = sums.with_counts_known();
        for at in hidden.iter().copied().filter(|at| reason(*at) != Reason::Count).take(LISTED) {
            let key = sums.tables.cells.get(at).map(|cell| cell.key.as_slice()).unwrap_or_default();
            let mut line = format!("{} {}", self.secret.declaration.written(key), reason(at).word());
            if counts {
                let (low, high) = bounds(&known, at);
                let written = |units: i64| Decimal::new(units, sum.decimals);
                let high = high.map_or_else(|| "or more".to_owned(), |high| format!("to {}", written(high)));
                let _ = write!(
                    line,
                    ": {}, which others can only tell to be {} {high}",
                    written(sums.tables.value(at)),
                    written(low)
                );
            }
            let _ = writeln!(out, "    {line}");
        }
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

/// Why a sum is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    Count,
    Few,
    Dominance,
    Secondary,
}

impl Reason {
    fn of(count_is_withheld: bool, aim: Option<Aim>, given: Option<&Contribution>, rules: &Rules) -> Self {
        match (count_is_withheld, aim, given) {
            (true, ..) => Self::Count,
            (_, Some(_), Some(given)) if given.contributors < rules.threshold => Self::Few,
            (_, Some(_), _) => Self::Dominance,
            _ => Self::Secondary,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Count => "as the count is",
            Self::Few => "few contributors",
            Self::Dominance => "p% rule",
            Self::Secondary => "secondary",
        }
    }
}

fn word<T: PartialEq + Copy>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, known)| *known == value).map_or(Absence::Missing.word(), |(word, _)| word)
}
