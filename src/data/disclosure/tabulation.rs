//! The declared tables of a dataset as exact integers: their cells, and each table as a circulation.
//!
//! A 2-way table has a node for each row i and column j, and two more, R and C. Each cell is an arc: an inner
//! cell from row i to column j, a row total from C to i, a column total from j to R, the grand total from R to
//! C; a 1-way table has two nodes. What adds up is what flows. A total that two tables share is one cell with
//! an arc in each, so that the tables cannot disagree about it.

use std::collections::BTreeMap;

use crate::data::disclosure::rules::{Rules, Zeros};

/// Where a cell stands: a category of each dimension, by place; `None` counts all of them together.
pub type Key = Vec<Option<u16>>;

/// Why a count is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It is small itself.
    Primary,
    /// A small one could be worked out from it.
    Secondary,
    /// Someone who knows their own count could work out another.
    Insider,
}

/// How much is lost with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A count of one category of each dimension of its tables.
    Inner,
    /// A total of a row or column.
    Total,
    /// The total of everything.
    Grand,
}

/// One cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Where it stands.
    pub key: Key,
    /// The count.
    pub value: i64,
    /// The highest that it is in any of its tables.
    pub level: Level,
    /// In how many tables it stands.
    pub tables: usize,
    /// Nobody can take it for more than this.
    pub cap: Option<i64>,
    /// Set if it is withheld.
    pub why: Option<Why>,
}

/// A cell in a table.
#[derive(Clone, Copy, Debug)]
pub struct Arc {
    /// The node that it leaves.
    pub from: usize,
    /// The node that it enters.
    pub to: usize,
    /// The cell, by place.
    pub cell: usize,
}

/// One table.
#[derive(Clone, Debug)]
pub struct Table {
    /// One or two dimensions, by place.
    pub by: Vec<usize>,
    /// How many nodes there are.
    pub nodes: usize,
    /// Its cells.
    pub arcs: Vec<Arc>,
}

/// The declared tables.
#[derive(Clone, Debug)]
pub struct Tabulation {
    /// How many categories each dimension has.
    pub sizes: Vec<usize>,
    /// Every cell once.
    pub cells: Vec<Cell>,
    /// The tables.
    pub tables: Vec<Table>,
    /// What is known of every withheld count.
    pub lowest: i64,
    places: BTreeMap<Key, usize>,
}

impl Tabulation {
    /// The tables over dimensions of those `sizes`, each by one or two of them; `count` gives the count at a
    /// key, and its counts add up.
    pub fn new(sizes: &[usize], tables: &[Vec<usize>], count: impl Fn(&Key) -> i64) -> Self {
        let mut new = Self {
            sizes: sizes.to_vec(),
            cells: Vec::new(),
            tables: Vec::new(),
            lowest: 0,
            places: BTreeMap::new(),
        };
        for by in tables {
            let table = match *by.as_slice() {
                [row, column] => new.two_way(row, column, &count),
                [only] => new.one_way(only, &count),
                _ => continue,
            };
            new.tables.push(table);
        }
        new
    }

    fn one_way(&mut self, dimension: usize, count: &impl Fn(&Key) -> i64) -> Table {
        let inner = (0..self.size(dimension)).map(|at| Arc {
            from: 0,
            to: 1,
            cell: self.cell(&[(dimension, at)], Level::Inner, count),
        });
        let mut arcs: Vec<Arc> = inner.collect();
        arcs.push(Arc { from: 1, to: 0, cell: self.cell(&[], Level::Grand, count) });
        Table { by: vec![dimension], nodes: 2, arcs }
    }

    fn two_way(&mut self, row: usize, column: usize, count: &impl Fn(&Key) -> i64) -> Table {
        let (rows, columns) = (self.size(row), self.size(column));
        let (r, c) = (rows + columns, rows + columns + 1);
        let mut arcs = Vec::with_capacity((rows + 1) * (columns + 1));
        for i in 0..rows {
            for j in 0..columns {
                let cell = self.cell(&[(row, i), (column, j)], Level::Inner, count);
                arcs.push(Arc { from: i, to: rows + j, cell });
            }
            let cell = self.cell(&[(row, i)], Level::Total, count);
            arcs.push(Arc { from: c, to: i, cell });
        }
        for j in 0..columns {
            let cell = self.cell(&[(column, j)], Level::Total, count);
            arcs.push(Arc { from: rows + j, to: r, cell });
        }
        arcs.push(Arc { from: r, to: c, cell: self.cell(&[], Level::Grand, count) });
        Table { by: vec![row, column], nodes: rows + columns + 2, arcs }
    }

    /// The cell at a key, which is new or known from a table before.
    fn cell(&mut self, at: &[(usize, usize)], level: Level, count: &impl Fn(&Key) -> i64) -> usize {
        let mut key: Key = vec![None; self.sizes.len()];
        for (dimension, category) in at {
            if let Some(slot) = key.get_mut(*dimension) {
                *slot = u16::try_from(*category).ok();
            }
        }
        let place = *self.places.entry(key.clone()).or_insert(self.cells.len());
        if place == self.cells.len() {
            let value = count(&key);
            self.cells.push(Cell { key, value, level, tables: 0, cap: None, why: None });
        }
        if let Some(cell) = self.cells.get_mut(place) {
            cell.level = cell.level.max(level);
            cell.tables += 1;
        }
        place
    }

    /// How many categories a dimension has.
    #[must_use]
    pub fn size(&self, dimension: usize) -> usize {
        self.sizes.get(dimension).copied().unwrap_or_default()
    }

    /// The place of the cell at a key.
    #[must_use]
    pub fn find(&self, key: &[Option<u16>]) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// The counts, in the order of the cells.
    #[must_use]
    pub fn values(&self) -> Vec<i64> {
        self.cells.iter().map(|cell| cell.value).collect()
    }

    /// What a cell is; nothing where there is none.
    #[must_use]
    pub fn value(&self, cell: usize) -> i64 {
        self.cells.get(cell).map_or(0, |cell| cell.value)
    }

    /// True for a cell that is withheld.
    #[must_use]
    pub fn is_hidden(&self, cell: usize) -> bool {
        self.cells.get(cell).is_some_and(|cell| cell.why.is_some())
    }

    /// Withholds a cell, unless it is withheld already.
    pub fn hide(&mut self, cell: usize, why: Why) {
        if let Some(cell) = self.cells.get_mut(cell) {
            cell.why.get_or_insert(why);
        }
    }

    /// Withholds what is small itself, and sets what everyone knows of a withheld count.
    pub fn hide_small(&mut self, rules: &Rules) {
        self.lowest = rules.lowest();
        for cell in self.cells.iter_mut().filter(|cell| rules.is_primary(cell.value)) {
            cell.why = Some(Why::Primary);
        }
    }

    /// The cells that are small themselves, by place.
    #[must_use]
    pub fn primaries(&self, rules: &Rules) -> Vec<usize> {
        let small = |(_, cell): &(usize, &Cell)| rules.is_primary(cell.value);
        self.cells.iter().enumerate().filter(small).map(|(place, _)| place).collect()
    }

    /// True for a cell that may be withheld: a zero that is published may not.
    #[must_use]
    pub fn may_hide(&self, cell: usize, zeros: Zeros) -> bool {
        zeros == Zeros::Protect || self.cells.get(cell).is_some_and(|cell| cell.value > 0)
    }

    /// How many cells are withheld.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.cells.iter().filter(|cell| cell.why.is_some()).count()
    }

    /// The inner cells of all tables: how many are withheld, and how many there are.
    #[must_use]
    pub fn hidden_inner(&self) -> (usize, usize) {
        let inner = || self.cells.iter().filter(|cell| cell.level == Level::Inner);
        (inner().filter(|cell| cell.why.is_some()).count(), inner().count())
    }

    /// True for a cell that is a part of another.
    #[must_use]
    pub fn is_inside(&self, cell: usize, of: usize) -> bool {
        let (Some(cell), Some(of)) = (self.cells.get(cell), self.cells.get(of)) else { return false };
        cell.key.iter().zip(&of.key).all(|(cell, of)| of.is_none() || cell == of)
    }

    /// True for two cells that count the same: they differ only in dimensions of one category.
    #[must_use]
    pub fn same_count(&self, a: usize, b: usize) -> bool {
        let (Some(a), Some(b)) = (self.cells.get(a), self.cells.get(b)) else { return false };
        a.key.iter().zip(&b.key).zip(&self.sizes).all(|((a, b), size)| a == b || *size == 1)
    }
}
