//! The groups of a query while a block is read: from the texts of a row to its group, and what is added there.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::data::{
    cell::Cell,
    status::Absence,
    stream::{
        column::{Column, Found},
        query::{Named, Query},
    },
    transform::tally::Tally,
};

/// The groups of one query, in the order in which they first appear.
#[derive(Debug, Default)]
pub struct Answer {
    /// The groups.
    pub groups: Vec<Group>,
    /// Which of the named values some row has.
    pub met: Vec<bool>,
}

/// One group.
#[derive(Debug)]
pub struct Group {
    /// The cells of its first row.
    pub key: Vec<Cell>,
    /// How many rows.
    pub rows: u64,
    /// By measure.
    pub tallies: Vec<Tally>,
}

/// A query while a block is read.
pub struct Asking<'s> {
    query: &'s Query,
    /// By condition: whether it holds for each text of its column.
    holds: Vec<Vec<bool>>,
    /// By column of the key: the groups that its texts make.
    levels: Vec<Level>,
    /// By group: the cells of its first row, and how many rows.
    groups: Vec<(Vec<Cell>, u64)>,
    /// By group, one for each measure.
    tallies: Vec<Tally>,
}

/// From the group so far and the next text to a finer group. Looked up, never walked.
#[derive(Default)]
struct Level {
    /// By the first groups and texts.
    near: Vec<u32>,
    far: HashMap<(u32, u32), u32, FixedState>,
    count: u32,
}

/// So many groups and texts have a place in [`Level::near`].
const NEAR: (u32, u32) = (1 << 10, 1 << 8);

/// No group.
const NONE: u32 = u32::MAX;

impl Level {
    #[inline]
    fn group(&mut self, so_far: u32, text: u32) -> u32 {
        let near = (so_far < NEAR.0 && text < NEAR.1).then_some((so_far * NEAR.1 + text) as usize);
        match near.and_then(|at| self.near.get(at)) {
            Some(group) if *group != NONE => *group,
            _ => self.new_or_far(near, so_far, text),
        }
    }

    fn new_or_far(&mut self, near: Option<usize>, so_far: u32, text: u32) -> u32 {
        let place = match near {
            Some(at) => {
                if at >= self.near.len() {
                    self.near.resize(at + 1, NONE);
                }
                self.near.get_mut(at)
            }
            None => Some(self.far.entry((so_far, text)).or_insert(NONE)),
        };
        let Some(place) = place else { return NONE };
        if *place == NONE {
            *place = self.count;
            self.count += 1;
        }
        *place
    }
}

impl<'s> Asking<'s> {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(query: &'s Query) -> Self {
        Self {
            query,
            holds: vec![Vec::new(); query.conditions.len()],
            levels: query.plan.by.iter().map(|_| Level::default()).collect(),
            groups: Vec::new(),
            tallies: Vec::new(),
        }
    }

    /// Adds a row.
    #[inline]
    pub fn add(&mut self, columns: &[Option<Column<'_>>], found: &[Found]) {
        if !self.holds(columns, found) {
            return;
        }
        let mut place = 0;
        for (level, by) in self.levels.iter_mut().zip(&self.query.plan.by) {
            if let Some(Found::Text(text)) = found.get(*by) {
                place = level.group(place, *text);
            }
        }
        let (place, measures) = (place as usize, &self.query.plan.measures);
        if place >= self.groups.len() {
            self.groups.push((self.key(columns, found), 0));
            self.tallies.resize(self.groups.len() * measures.len(), Tally::default());
        }
        let Some((_, rows)) = self.groups.get_mut(place) else { return };
        *rows += 1;
        let tallies = self.tallies.iter_mut().skip(place * measures.len());
        for (tally, measure) in tallies.zip(measures) {
            let Some(at) = measure.column else { continue };
            match found.get(at) {
                Some(Found::Number(digits, fraction)) => {
                    tally.add_number(*digits, *fraction, measure);
                }
                Some(Found::Text(text)) => {
                    if let Some(cell) = cell(columns, at, *text) {
                        tally.add(cell, measure.operation);
                    }
                }
                None => {}
            }
        }
    }

    /// What was found.
    #[must_use]
    pub fn finish(self, columns: &[Option<Column<'_>>]) -> Answer {
        let has = |named: &Named| {
            let column = columns.get(named.column).and_then(Option::as_ref);
            column.is_some_and(|column| column.cells.iter().any(|cell| cell.value() == Some(&named.value)))
        };
        let met = self.query.named.iter().map(has).collect();
        let mut tallies = self.tallies.into_iter();
        let mut own = || tallies.by_ref().take(self.query.plan.measures.len()).collect();
        let groups = self.groups.into_iter().map(|(key, rows)| Group { key, rows, tallies: own() });
        Answer { groups: groups.collect(), met }
    }

    fn holds(&mut self, columns: &[Option<Column<'_>>], found: &[Found]) -> bool {
        self.query.conditions.iter().zip(&mut self.holds).all(|(condition, known)| {
            let Some(Found::Text(text)) = found.get(condition.field) else { return false };
            if let Some(column) = columns.get(condition.field).and_then(Option::as_ref) {
                known.extend(column.cells.iter().skip(known.len()).map(|cell| condition.holds(cell)));
            }
            known.get(*text as usize).copied().unwrap_or(false)
        })
    }

    fn key(&self, columns: &[Option<Column<'_>>], found: &[Found]) -> Vec<Cell> {
        let key = |at: &usize| match found.get(*at) {
            Some(Found::Text(text)) => cell(columns, *at, *text).cloned(),
            _ => None,
        };
        let by = self.query.plan.by.iter();
        by.map(|at| key(at).unwrap_or(Cell::Absent(Absence::Missing))).collect()
    }
}

fn cell<'c>(columns: &'c [Option<Column<'_>>], at: usize, text: u32) -> Option<&'c Cell> {
    columns.get(at)?.as_ref()?.cell(text)
}
