//! Faults of a streamed file: the first ten of a kind in a column, each with its row, then a number.

use std::collections::BTreeMap;

use crate::{
    base::diagnostic::{Diagnostic, Diagnostics},
    data::{
        fault::{CellPlace, Fault},
        records::QuoteFault,
        stream::{Sheet, column::nowhere},
    },
};

/// So many are told one by one.
const TOLD: usize = 10;

/// One fault.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// Of a cell, with its text.
    Cell(Fault, String),
    /// A row with so many cells.
    Ragged(usize),
    /// A row without cells.
    Empty,
    /// A quote that does not hold a whole cell.
    Quote(QuoteFault),
}

/// The faults of one part of a file, by column and kind.
#[derive(Debug, Default)]
pub struct Troubles {
    groups: BTreeMap<(Option<usize>, u8), Group>,
}

/// Faults of one kind in one column; no more are kept than are told.
#[derive(Debug, Default)]
struct Group {
    first: Vec<(u32, Trouble)>,
    count: u64,
}

impl Troubles {
    /// Adds a fault of a row, and of a field if it is that of a cell.
    pub fn push(&mut self, row: u32, field: Option<usize>, trouble: Trouble) {
        let kind = match &trouble {
            Trouble::Cell(fault, _) => fault.kind as u8,
            Trouble::Ragged(_) => 253,
            Trouble::Empty => 254,
            Trouble::Quote(_) => 255,
        };
        let group = self.groups.entry((field, kind)).or_default();
        group.count += 1;
        if group.first.len() < TOLD {
            group.first.push((row, trouble));
        }
    }

    /// Adds those of a later part, whose rows are counted from `base`.
    pub fn merge(&mut self, later: Self, base: u32) {
        for (key, group) in later.groups {
            let own = self.groups.entry(key).or_default();
            own.count += group.count;
            let room = TOLD.saturating_sub(own.first.len());
            let counted = group.first.into_iter().map(|(row, trouble)| (row.saturating_add(base), trouble));
            own.first.extend(counted.take(room));
        }
    }

    /// Hands them over.
    pub fn finish(self, sheet: &Sheet<'_>, diagnostics: &mut Diagnostics) {
        for ((field, _), group) in self.groups {
            let more = group.count.saturating_sub(group.first.len() as u64);
            let mut last = None;
            for (row, trouble) in group.first {
                let problem = diagnostic(sheet, row, field, &trouble);
                last = Some(problem.clone());
                diagnostics.push(problem);
            }
            if let Some(last) = last.filter(|_| more > 0) {
                let name = field.and_then(|at| sheet.dataset.table.fields().get(at));
                let place = name.map_or_else(String::new, |field| format!(" of `{}`", field.name));
                diagnostics.push(Diagnostic {
                    message: format!("{more} more rows{place} have the same fault"),
                    ..last
                });
            }
        }
    }
}

fn diagnostic(sheet: &Sheet<'_>, row: u32, field: Option<usize>, trouble: &Trouble) -> Diagnostic {
    let span = nowhere(sheet.file);
    match trouble {
        Trouble::Cell(fault, text) => {
            let found = field.and_then(|at| sheet.dataset.table.fields().get(at));
            fault.at(text, CellPlace { span, row, column: found.map_or("", |field| &field.name) })
        }
        Trouble::Ragged(count) => {
            let width = sheet.header.width;
            Diagnostic::error("ragged-row", span, format!("row {row} has {count} cells, but the header has {width}"))
                .help("give the row as many cells as the header; a text that holds the separating sign needs quotes")
        }
        Trouble::Empty => {
            Diagnostic::error("empty-row", span, format!("row {row} is empty, but others follow"))
                .help("delete the line")
        }
        Trouble::Quote(fault) => {
            let words = match fault {
                QuoteFault::Unclosed(_) => "opens a quote that is never closed",
                QuoteFault::Inside(_) => "has a quote in the middle of a cell",
                QuoteFault::Followed(..) => "has a cell that goes on behind its closing quote",
            };
            Diagnostic::error("bad-quote", span, format!("row {row} {words}"))
                .help("put the whole cell in quotes, and write a quote inside it twice")
        }
    }
}
