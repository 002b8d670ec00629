//! Sums beside protected counts: which are withheld, and an audit that they tell neither what anyone gave nor
//! what a withheld count is.
//!
//! A sum is withheld wherever the count of the cell is. Its worlds are judged beside those of the counts: where
//! a world counts nobody it must add up to nothing. So each sum with an aim is audited against someone who knows
//! every count, and for each witness of a small count there must be sums that go with it.

use rayon::prelude::*;

use crate::data::disclosure::{
    aim::{Aim, Aims},
    audit::{self, Auditor, How, Leak, Witness},
    checker::Checker,
    contribution::{Contribution, Contributions},
    finest::Finest,
    rules::{Dominance, Rules},
    suppress::Engine,
    tabulation::{Cell, Key, Tabulation, Why},
    worlds::Worlds,
};

/// The protected counts, and the witnesses of those that are small.
#[derive(Debug)]
pub struct Counted<'t> {
    /// The counts.
    pub tables: &'t Tabulation,
    /// The rules in force.
    pub rules: Rules,
    /// Every witness of every small count.
    pub worlds: Worlds,
}

impl<'t> Counted<'t> {
    /// The witnesses of tables that passed their audit.
    #[must_use]
    pub fn new(tables: &'t Tabulation, rules: Rules) -> Self {
        Self { tables, rules, worlds: Worlds::of(tables, &rules) }
    }
}

/// The sums of one column over the cells of the counts, in the same order.
#[derive(Clone, Debug)]
pub struct Sums {
    /// The sums in smallest units, and what is withheld of them.
    pub tables: Tabulation,
    /// What each cell was given.
    pub given: Vec<Contribution>,
    /// What must be possible.
    pub aims: Aims,
    /// The cells that count nobody, which everyone is taken to know.
    idle: Vec<usize>,
    /// The smallest amount above zero of any record.
    least: i64,
}

impl Sums {
    /// The sums beside protected counts, of which those are withheld that must be for their own sake: by the
    /// counts, by the number of contributors, by the p% rule. `cap` is what everyone knows a cell not to exceed.
    #[must_use]
    pub fn new(
        counted: &Counted<'_>,
        contributions: &Contributions,
        rule: Dominance,
        cap: impl Fn(usize) -> Option<i64>,
    ) -> Self {
        let counts = counted.tables;
        let of = |cell: &Cell| contributions.cells.get(&cell.key).copied().unwrap_or_default();
        let given: Vec<Contribution> = counts.cells.iter().map(of).collect();
        let mut tables = counts.clone();
        tables.lowest = 0;
        for (at, (cell, given)) in tables.cells.iter_mut().zip(&given).enumerate() {
            (cell.value, cell.cap) = (given.sum, cap(at));
            cell.why = cell.why.map(|_| Why::Secondary);
        }
        let idle: Vec<usize> = (0..given.len()).filter(|at| is_zero(counts, *at)).collect();
        let least = contributions.least;
        let aim = |(at, given): (usize, &Contribution)| {
            let cap = tables.cells.get(at).and_then(|cell| cell.cap);
            let known = is_zero(counts, at) || cap == Some(0);
            let width = width(given, rule, counted.rules.threshold, least).filter(|_| !known)?;
            let high = (given.sum + width).min(cap.unwrap_or(i64::MAX));
            let low = (given.sum - width).max(0);
            Some(Aim { low, high, near: [high, low] })
        };
        let aims = Aims {
            cells: given.iter().enumerate().map(aim).collect(),
            known: Aims::known(counted.rules.insider, counts.cells.iter().zip(&given).map(is_one)),
            own: given.iter().map(|given| given.contributors == 1).collect(),
            shown: vec![false; given.len()],
        };
        Self { tables, given, aims, idle, least }
    }

    /// Withholds what has an aim, and what else it takes.
    pub fn suppress(&mut self, counted: &Counted<'_>) {
        for cell in self.aims.primaries() {
            self.tables.cells.iter_mut().skip(cell).take(1).for_each(|cell| cell.why = Some(Why::Primary));
        }
        let known = self.tables.clone();
        let mut engine = Engine::new(&mut self.tables, &self.aims, &self.idle);
        engine.reach_aims();
        for world in counted.worlds.iter() {
            let (goal, frozen) = beside(counted.tables, &known, self.least, &world);
            if !goal.is_empty() {
                engine.widen(&[goal], &frozen, Why::Secondary);
            }
        }
        engine.guard_against_insiders();
    }

    /// Withholds the cells that an author chose, beside those of withheld counts.
    ///
    /// # Errors
    /// The first that is no cell.
    pub fn hide_by_hand<'k>(&mut self, keys: &'k [Key]) -> Result<(), &'k Key> {
        for key in keys {
            let cell = self.tables.find(key).ok_or(key)?;
            let why = if self.aims.of(cell).is_some() { Why::Primary } else { Why::Secondary };
            self.tables.hide(cell, why);
        }
        Ok(())
    }

    /// Withholds every sum.
    pub fn withhold(&mut self) {
        (0..self.tables.cells.len()).for_each(|cell| self.tables.hide(cell, Why::Secondary));
    }

    /// The tables as someone sees them who knows every count: where nobody is counted there is nothing.
    #[must_use]
    pub fn with_counts_known(&self) -> Tabulation {
        let mut known = self.tables.clone();
        for at in &self.idle {
            known.cells.iter_mut().skip(*at).take(1).for_each(|cell| cell.why = None);
        }
        known
    }

    /// True if nothing is shown.
    #[must_use]
    pub fn are_withheld(&self) -> bool {
        self.tables.hidden() == self.tables.cells.len()
    }
}

/// True for a cell that counts nobody.
fn is_zero(counts: &Tabulation, at: usize) -> bool {
    counts.cells.get(at).is_some_and(|cell| cell.value == 0)
}

/// True for a cell whose sum one person knows: the only one who is counted, or who gave something.
fn is_one((count, given): (&Cell, &Contribution)) -> bool {
    count.value == 1 || given.contributors == 1
}

/// How far from the truth the bounds of a sum must lie on either side; nothing for one that may be shown. Of few
/// contributors it is p in a hundred of their sum, which is no less than the p% rule asks for; of nothing at
/// all it is the smallest amount of a record.
fn width(given: &Contribution, rule: Dominance, threshold: i64, least: i64) -> Option<i64> {
    if given.contributors >= threshold {
        return rule.lack(given.largest, given.rest());
    }
    Some(if given.sum == 0 { least } else { rule.share(given.sum) })
}

type Goal = Vec<(usize, i64)>;

/// What sums must be to go with a world of counts, and the cells that stay as they are: nothing where it counts
/// nobody, and something in the cell that it is about. Whoever knows a count knows the sum too.
fn beside(counts: &Tabulation, sums: &Tabulation, least: i64, world: &Witness) -> (Goal, Vec<usize>) {
    let (line, mut goal) = (world.claim.line, Goal::new());
    let mut frozen: Vec<usize> = world.claim.known.iter().map(|(cell, _)| *cell).collect();
    let most = sums.cells.get(line).and_then(|cell| cell.cap).unwrap_or(i64::MAX);
    if is_zero(counts, line) && world.claim.is > 0 && most > 0 {
        goal.push((line, least.min(most)));
    }
    for (at, (sum, count)) in sums.cells.iter().zip(&world.values).enumerate() {
        match (count, sum.value) {
            (0, 0) => frozen.push(at),
            (0, _) if at == line => goal.insert(0, (at, 0)),
            (0, _) => goal.push((at, 0)),
            _ => {}
        }
    }
    (goal, frozen)
}

/// Sums with the counts that they go with.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The witness of the counts by its place; `None` stands for the true counts.
    pub counts: Option<usize>,
    /// The sums.
    pub sums: Witness,
}

/// Judges a pattern of sums by pairs of worlds.
pub struct Pairs<'t> {
    counted: &'t Counted<'t>,
    sums: &'t Sums,
    auditor: Auditor<'t>,
    checker: Option<Checker>,
}

impl<'t> Pairs<'t> {
    /// An audit of sums in which it is set what is withheld.
    #[must_use]
    pub fn new(counted: &'t Counted<'t>, sums: &'t Sums) -> Self {
        let auditor = Auditor::of(&sums.tables, sums.aims.clone(), sums.idle.clone());
        let checker = Checker::new(&counted.tables.sizes, &audit::lines(counted.tables));
        Self { counted, sums, auditor, checker }
    }

    /// Looks for every pair and drops it once it is checked.
    ///
    /// # Errors
    /// The first cell that is not protected.
    pub fn run(&self) -> Result<(), Leak> {
        let open = |at: &usize| self.counted.tables.is_hidden(*at) && !self.sums.tables.is_hidden(*at);
        if let Some(cell) = (0..self.sums.given.len()).find(open) {
            return Err(Leak { cell, how: How::Shown });
        }
        let leak = |cell: &usize| self.of_sum(*cell).err();
        self.sums.aims.primaries().par_iter().find_map_first(leak).map_or(Ok(()), Err)?;
        let leak = |at: usize| self.of_count(at).err();
        (0..self.counted.worlds.len()).into_par_iter().find_map_first(leak).map_or(Ok(()), Err)
    }

    /// All pairs that bear the pattern out.
    #[must_use]
    pub fn all(&self) -> Vec<Pair> {
        let sums = self.sums.aims.primaries().into_iter().filter_map(|cell| self.of_sum(cell).ok()).flatten();
        let counts = (0..self.counted.worlds.len()).filter_map(|at| self.of_count(at).ok());
        sums.chain(counts).collect()
    }

    /// The witnesses of a sum, each beside the true counts.
    fn of_sum(&self, cell: usize) -> Result<Vec<Pair>, Leak> {
        let found = self.auditor.witnesses(cell)?;
        let truth = self.counted.tables.values();
        if !found.iter().all(|sums| self.agree(&truth, &sums.values)) {
            return Err(Leak { cell, how: How::Narrow });
        }
        Ok(found.into_iter().map(|sums| Pair { counts: None, sums }).collect())
    }

    /// Sums that go with a witness of the counts.
    fn of_count(&self, at: usize) -> Result<Pair, Leak> {
        let world = self.counted.worlds.get(at);
        let cell = world.as_ref().map_or(0, |world| world.claim.line);
        let found = world.and_then(|world| {
            let (goal, frozen) = beside(self.counted.tables, &self.sums.tables, self.sums.least, &world);
            let sums = self.auditor.world(world.claim.line, &goal, &frozen, None)?;
            self.agree(&world.values, &sums.values).then_some(sums)
        });
        found.map(|sums| Pair { counts: Some(at), sums }).ok_or(Leak { cell, how: How::Sums })
    }

    fn agree(&self, counts: &[i64], sums: &[i64]) -> bool {
        let (counts, sums) =
            (Finest::behind(self.counted.tables, counts), Finest::behind(&self.sums.tables, sums));
        self.checker.as_ref().is_some_and(|checker| checker.agree(counts.shown(), sums.shown()))
    }
}
