//! One table behind all declared ones: counts over every dimension at once that add up to each of them.
//!
//! Tables that form no ring agree as soon as they agree about the totals that they share, and then counts
//! behind them can be dealt out: within each shared category, in order, as far as both sides go (the north-west
//! corner rule). Only counts above zero are listed.

use std::collections::{BTreeMap, VecDeque};

use crate::data::disclosure::tabulation::{Table, Tabulation};

/// Counts by a category of each dimension. A dimension that no table uses is always 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finest {
    /// How many dimensions there are.
    pub dimensions: usize,
    /// The categories of one count after the other.
    pub categories: Vec<u16>,
    /// The counts.
    pub counts: Vec<i64>,
}

impl Finest {
    /// The counts behind `values`, one for each cell of the tables.
    #[must_use]
    pub fn behind(tables: &Tabulation, values: &[i64]) -> Self {
        let dimensions = tables.sizes.len();
        let mut waiting: Vec<&Table> = tables.tables.iter().collect();
        if waiting.is_empty() {
            return Self { dimensions, ..Self::default() };
        }
        let first = waiting.remove(0);
        let mut dealt = Self::of(tables, first, values);
        let mut known: Vec<usize> = first.by.clone();
        while !waiting.is_empty() {
            let touches = |table: &&Table| table.by.iter().any(|dimension| known.contains(dimension));
            let table = waiting.remove(waiting.iter().position(touches).unwrap_or_default());
            let shared = table.by.iter().copied().find(|dimension| known.contains(dimension));
            let new: Vec<usize> =
                table.by.iter().copied().filter(|dimension| !known.contains(dimension)).collect();
            if !new.is_empty() {
                dealt = dealt.deal(tables, table, values, shared, &new);
                known.extend(new);
            }
        }
        dealt
    }

    /// The categories and the counts, as the checker takes them.
    #[must_use]
    pub fn shown(&self) -> (&[u16], &[i64]) {
        (&self.categories, &self.counts)
    }

    /// The inner counts of one table.
    fn of(tables: &Tabulation, table: &Table, values: &[i64]) -> Self {
        let mut dealt = Self { dimensions: tables.sizes.len(), ..Self::default() };
        for arc in &table.arcs {
            let value = values.get(arc.cell).copied().unwrap_or_default();
            let Some(cell) = tables.cells.get(arc.cell).filter(|_| value != 0) else { continue };
            let inner = table.by.iter().all(|at| cell.key.get(*at).copied().flatten().is_some());
            if inner {
                dealt.categories.extend(cell.key.iter().map(|category| category.unwrap_or_default()));
                dealt.counts.push(value);
            }
        }
        dealt
    }

    /// Splits each count by the new dimensions of a table.
    fn deal(
        &self,
        tables: &Tabulation,
        table: &Table,
        values: &[i64],
        shared: Option<usize>,
        new: &[usize],
    ) -> Self {
        let mut heaps = heaps(tables, table, values, shared, new);
        let mut dealt = Self { dimensions: self.dimensions, ..Self::default() };
        for (row, count) in self.categories.chunks(self.dimensions.max(1)).zip(&self.counts) {
            let group = shared.and_then(|dimension| row.get(dimension).copied());
            let mut left = *count;
            let Some(heap) = heaps.get_mut(&group) else { continue };
            while let Some((parts, rest)) = heap.front_mut().filter(|_| left > 0) {
                let taken = left.min(*rest);
                dealt.push(row, parts, taken);
                left -= taken;
                *rest -= taken;
                if *rest == 0 {
                    heap.pop_front();
                }
            }
        }
        dealt
    }

    fn push(&mut self, row: &[u16], parts: &[(usize, u16)], count: i64) {
        let start = self.categories.len();
        self.categories.extend_from_slice(row);
        for (dimension, category) in parts {
            if let Some(slot) = self.categories.get_mut(start + dimension) {
                *slot = *category;
            }
        }
        self.counts.push(count);
    }
}

type Parts = Vec<(usize, u16)>;

/// The counts of a table by the category that it shares, each with its categories of the new dimensions.
fn heaps(
    tables: &Tabulation,
    table: &Table,
    values: &[i64],
    shared: Option<usize>,
    new: &[usize],
) -> BTreeMap<Option<u16>, VecDeque<(Parts, i64)>> {
    let mut heaps: BTreeMap<Option<u16>, VecDeque<(Parts, i64)>> = BTreeMap::new();
    for arc in &table.arcs {
        let Some(cell) = tables.cells.get(arc.cell) else { continue };
        let at = |dimension: usize| cell.key.get(dimension).copied().flatten();
        let value = values.get(arc.cell).copied().unwrap_or_default();
        let inner = table.by.iter().all(|dimension| at(*dimension).is_some());
        if inner && value > 0 {
            let parts = new.iter().filter_map(|dimension| Some((*dimension, at(*dimension)?))).collect();
            heaps.entry(shared.and_then(at)).or_default().push_back((parts, value));
        }
    }
    heaps
}
