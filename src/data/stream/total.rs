//! The blocks of a streamed file joined in their order: faults with their rows, and the table of each query.

use std::collections::BTreeMap;

use crate::{
    base::diagnostic::{Diagnostic, Diagnostics},
    data::{
        stream::{
            Sheet,
            block::Partial,
            groups::{Answer, Group},
            query::{Named, Query},
            trouble::{Trouble, Troubles},
        },
        table::{Places, Table},
        value::Value,
    },
};

/// What is known so far.
pub struct Total<'s> {
    sheet: &'s Sheet<'s>,
    /// The number of the last row.
    row: u32,
    trailing: Vec<u32>,
    troubles: Troubles,
    problem: Option<Diagnostic>,
    queries: Vec<Groups>,
    /// How many blocks were joined, and those that came before their turn.
    joined: usize,
    early: BTreeMap<usize, Partial>,
}

/// The groups of one query.
#[derive(Default)]
struct Groups {
    places: BTreeMap<Vec<Option<Value>>, usize>,
    list: Vec<Group>,
    met: Vec<bool>,
}

impl<'s> Total<'s> {
    /// Nothing is known yet of the rows after `row`.
    #[must_use]
    pub fn new(sheet: &'s Sheet<'s>, row: u32) -> Self {
        let queries = sheet.queries.iter().map(|_| Groups::default()).collect();
        let (trailing, troubles) = (Vec::new(), Troubles::default());
        Self { sheet, row, trailing, troubles, problem: None, queries, joined: 0, early: BTreeMap::new() }
    }

    /// Adds a block; blocks are joined in the order of the file, whichever was read first.
    pub fn add(&mut self, number: usize, part: Partial) {
        self.early.insert(number, part);
        while let Some(part) = self.early.remove(&self.joined) {
            self.join(part);
            self.joined += 1;
        }
    }

    fn join(&mut self, part: Partial) {
        if part.filled {
            for row in self.trailing.drain(..) {
                self.troubles.push(row, None, Trouble::Empty);
            }
        }
        self.trailing.extend(part.trailing.into_iter().map(|row| row.saturating_add(self.row)));
        self.troubles.merge(part.troubles, self.row);
        self.row = self.row.saturating_add(part.rows);
        if self.problem.is_none() {
            self.problem = part.problem;
        }
        let asked = self.queries.iter_mut().zip(&self.sheet.queries);
        asked.zip(part.answers).for_each(|((groups, query), answer)| groups.merge(query, answer));
    }

    /// The tables of the queries; none if a fault was found.
    pub fn finish(self, diagnostics: &mut Diagnostics) -> Vec<Table> {
        if let Some(problem) = self.problem {
            diagnostics.push(problem);
        }
        self.troubles.finish(self.sheet, diagnostics);
        if diagnostics.block() {
            return Vec::new();
        }
        let mut tables = Vec::new();
        for (groups, query) in self.queries.into_iter().zip(&self.sheet.queries) {
            groups.check_named(query, &self.sheet.dataset.id, diagnostics);
            tables.extend(diagnostics.take(groups.table(query)));
        }
        // Each table stands for a query, so that all or none are handed over.
        if tables.len() == self.sheet.queries.len() { tables } else { Vec::new() }
    }
}

impl Groups {
    fn merge(&mut self, query: &Query, answer: Answer) {
        self.met.resize(answer.met.len(), false);
        self.met.iter_mut().zip(&answer.met).for_each(|(known, found)| *known |= *found);
        for group in answer.groups {
            let key: Vec<_> = group.key.iter().map(|cell| cell.value().cloned()).collect();
            let place = *self.places.entry(key).or_insert(self.list.len());
            let Some(own) = self.list.get_mut(place) else {
                self.list.push(group);
                continue;
            };
            own.rows += group.rows;
            let pairs = own.tallies.iter_mut().zip(group.tallies);
            pairs
                .zip(&query.plan.measures)
                .for_each(|((own, later), measure)| own.merge(later, measure.operation));
        }
    }

    /// A value that no row has was surely misspelled.
    fn check_named(&self, query: &Query, id: &str, diagnostics: &mut Diagnostics) {
        for (at, Named { operand, .. }) in query.named.iter().enumerate() {
            if !self.met.get(at).copied().unwrap_or(false) {
                let message = format!("no row of `{id}` has `{}` in that column", operand.text);
                diagnostics.push(
                    Diagnostic::error("no-such-value", operand.span, message)
                        .help("correct the value: write it as it stands in the file, or its label"),
                );
            }
        }
    }

    fn table(self, query: &Query) -> Result<Table, Diagnostic> {
        let plan = &query.plan;
        let mut table = Table::empty(plan.fields.clone(), Places::at(query.span));
        for group in self.list {
            let mut cells = group.key.clone();
            let measures = plan.measures.iter().zip(plan.fields.iter().skip(plan.by.len()));
            for (tally, (measure, field)) in group.tallies.iter().zip(measures) {
                let cell = tally.cell(measure, group.rows);
                cells.push(cell.ok_or_else(|| measure.beyond(&field.name, group.key.iter()))?);
            }
            table.push(cells);
        }
        Ok(table)
    }
}
