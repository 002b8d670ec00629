//! The audit: two witnesses for every cell that has an aim, found anew and judged by the independent checker.
//!
//! A witness is a whole table in which everything published is as it is, and the count another. It does not
//! ask how a pattern came about, so that one made by hand, or by a broken program, is judged the same.

use rayon::prelude::*;

use crate::data::disclosure::{
    aim::Aims,
    checker::{Checker, Claim, Line},
    finest::Finest,
    flow::Net,
    moves::Search,
    rules::Rules,
    tabulation::Tabulation,
};

/// Why a pattern is not safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leak {
    /// The cell that is not protected, by place.
    pub cell: usize,
    /// How.
    pub how: How,
}

/// How a cell could be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It is shown.
    Shown,
    /// From what is shown follows that it cannot be as small, or as large, as it would have to be able to be.
    Narrow,
    /// Someone who knows another cell, by its place, could work it out.
    Insider(usize),
    /// It is a count, and sums tell of it.
    Sums,
}

/// A table that bears out a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// What it shows.
    pub claim: Claim,
    /// The counts of all cells of the tables.
    pub values: Vec<i64>,
}

/// What the public knows, line by line in the order of the cells.
#[must_use]
pub fn lines(tables: &Tabulation) -> Vec<Line> {
    let line = |cell: &crate::data::disclosure::tabulation::Cell| Line {
        key: cell.key.clone(),
        published: cell.why.is_none().then_some(cell.value),
        lowest: tables.lowest,
        cap: cell.cap,
    };
    tables.cells.iter().map(line).collect()
}

/// Looks for the witnesses of every small count and drops each once it is checked.
///
/// # Errors
/// The first count that is not protected.
pub fn run(tables: &Tabulation, rules: &Rules) -> Result<(), Leak> {
    Auditor::new(tables, rules).run()
}

/// Finds witnesses and has them checked.
pub struct Auditor<'t> {
    tables: &'t Tabulation,
    aims: Aims,
    fixed: Vec<usize>,
    nets: Vec<Net>,
    checker: Option<Checker>,
}

impl<'t> Auditor<'t> {
    /// An auditor of tables of counts in which it is set what is withheld.
    #[must_use]
    pub fn new(tables: &'t Tabulation, rules: &Rules) -> Self {
        Self::of(tables, Aims::of_counts(tables, rules), Vec::new())
    }

    /// An auditor of any tables; whoever attacks them knows what is `fixed`.
    #[must_use]
    pub fn of(tables: &'t Tabulation, aims: Aims, fixed: Vec<usize>) -> Self {
        let nets = tables.tables.iter().map(|table| Net::of(table, |cell| tables.is_hidden(cell))).collect();
        Self { tables, aims, fixed, nets, checker: Checker::new(&tables.sizes, &lines(tables)) }
    }

    /// Looks for all witnesses and drops each once it is checked.
    ///
    /// # Errors
    /// The first cell that is not protected.
    pub fn run(&self) -> Result<(), Leak> {
        let leak = |cell: &usize| self.witnesses(*cell).err();
        self.aims.primaries().par_iter().find_map_first(leak).map_or(Ok(()), Err)
    }

    /// The witnesses of one cell: as low and as high as it must be able to be, then one for each insider whom
    /// the ones before do not answer.
    ///
    /// # Errors
    /// When one cannot be found, or is none.
    pub fn witnesses(&self, cell: usize) -> Result<Vec<Witness>, Leak> {
        if !self.tables.is_hidden(cell) {
            return Err(Leak { cell, how: How::Shown });
        }
        let narrow = Leak { cell, how: How::Narrow };
        let aim = self.aims.of(cell).ok_or(narrow)?;
        let mut found = Vec::new();
        for is in [aim.low, aim.high] {
            found.push(self.witness(cell, is, None).ok_or(narrow)?);
        }
        if self.aims.known.is_some() {
            self.guard(cell, aim.near, &mut found)?;
        }
        Ok(found)
    }

    /// Whoever knows a cell still sees two possible values of any other.
    fn guard(&self, cell: usize, near: [i64; 2], found: &mut Vec<Witness>) -> Result<(), Leak> {
        let narrow = Leak { cell, how: How::Narrow };
        let near = |known| near.iter().find_map(|is| self.witness(cell, *is, known));
        let world = near(None).ok_or(narrow)?;
        for insider in self.aims.insiders(self.tables, cell, &world.values) {
            let witness = near(Some(insider)).ok_or(Leak { cell, how: How::Insider(insider) })?;
            found.push(witness);
        }
        found.push(world);
        Ok(())
    }

    /// A checked table in which a cell is something else, and the cell of someone who knows it is the same.
    #[must_use]
    pub fn witness(&self, cell: usize, is: i64, known: Option<usize>) -> Option<Witness> {
        let frozen: Vec<usize> = self.fixed.iter().copied().chain(known).collect();
        let world = self.world(cell, &[(cell, is)], &frozen, known)?;
        (world.claim.is == is).then_some(world)
    }

    /// A checked table in which each cell of the goal is what is said there, those of `frozen` and `known` are
    /// what they are, and which shows what `line` then is.
    #[must_use]
    pub fn world(
        &self,
        line: usize,
        goal: &[(usize, i64)],
        frozen: &[usize],
        known: Option<usize>,
    ) -> Option<Witness> {
        let free = |at: usize| {
            let shared = self.tables.cells.get(at).is_some_and(|cell| cell.tables > 1);
            self.tables.is_hidden(at).then_some(u64::from(shared))
        };
        let search = Search { tables: self.tables, nets: &self.nets, cost: &free };
        if goal.iter().any(|(_, is)| *is < self.tables.lowest) {
            return None;
        }
        let values = search.reach(goal, frozen)?;
        let known = known.and_then(|other| Some((other, self.tables.cells.get(other)?.value)));
        let claim = Claim { line, is: *values.get(line)?, known };
        let finest = Finest::behind(self.tables, &values);
        let borne_out =
            self.checker.as_ref().is_some_and(|checker| checker.bears_out(finest.shown(), &claim));
        borne_out.then_some(Witness { claim, values })
    }
}
