//! What must stay possible: how low and how high each cell that is withheld for its own sake must be able to be
//! in a world that agrees with everything published. The engine and the audit ask for nothing else, whether
//! the cells are counts or sums.

use crate::data::disclosure::{
    rules::{Insider, Rules},
    tabulation::{Cell, Tabulation},
};

/// What must be possible for one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim {
    /// It can be as low as this.
    pub low: i64,
    /// It can be as high as this.
    pub high: i64,
    /// For someone who knows another cell it can be one of these.
    pub near: [i64; 2],
}

/// What must be possible for the cells of tables, by place.
#[derive(Clone, Debug)]
pub struct Aims {
    /// The aim of each cell that is withheld for its own sake.
    pub cells: Vec<Option<Aim>>,
    /// The cells that someone knows alone, if it is asked who does.
    pub known: Option<Vec<bool>>,
    /// The cells that are all of one person, who may know what lies inside of them.
    pub own: Vec<bool>,
    /// The cells that are shown come what may: published zeros.
    pub shown: Vec<bool>,
}

impl Aims {
    /// A small count must be able to be anything from what everyone knows up to one below the threshold.
    #[must_use]
    pub fn of_counts(tables: &Tabulation, rules: &Rules) -> Self {
        let aim = |cell: &Cell| {
            let most = cell.cap.unwrap_or(i64::MAX);
            let (low, high) = (rules.lowest(), (rules.threshold - 1).min(most));
            rules.is_primary(cell.value).then_some(Aim { low, high, near: [cell.value + 1, cell.value - 1] })
        };
        let all = tables.cells.iter();
        Self {
            cells: all.clone().map(aim).collect(),
            known: Self::known(rules.insider, all.clone().map(|cell| cell.value == 1)),
            own: vec![false; tables.cells.len()],
            shown: all.map(|cell| rules.lowest() > 0 && cell.value == 0).collect(),
        }
    }

    /// The cells that someone knows: those that are `single`, or any.
    pub fn known(insider: Insider, single: impl Iterator<Item = bool>) -> Option<Vec<bool>> {
        (insider != Insider::Off).then(|| single.map(|single| single || insider == Insider::Any).collect())
    }

    /// The aim of a cell.
    #[must_use]
    pub fn of(&self, cell: usize) -> Option<Aim> {
        self.cells.get(cell).copied().flatten()
    }

    /// The cells that have an aim.
    #[must_use]
    pub fn primaries(&self) -> Vec<usize> {
        (0..self.cells.len()).filter(|cell| self.of(*cell).is_some()).collect()
    }

    /// The withheld cells that move in a world and that someone knows, other than `cell`: with their
    /// knowledge, that world is none.
    #[must_use]
    pub fn insiders(&self, tables: &Tabulation, cell: usize, world: &[i64]) -> Vec<usize> {
        let knows = |at: usize| self.known.as_ref().is_some_and(|known| known.get(at) == Some(&true));
        let owns = |at: usize| self.own.get(at) == Some(&true);
        let moved = |(at, (found, other)): (usize, (&Cell, &i64))| {
            let differs = found.why.is_some() && found.value != *other;
            let inside = tables.is_inside(cell, at) || (owns(cell) && tables.is_inside(at, cell));
            let theirs = tables.same_count(at, cell) || (owns(at) && inside);
            (differs && knows(at) && !theirs).then_some(at)
        };
        tables.cells.iter().zip(world).enumerate().filter_map(moved).collect()
    }
}
