//! Which cells are withheld: what is to be protected itself, and what else it takes so that nobody can work that
//! out.
//!
//! Every small count must be able to be anything from what everyone knows up to one below the threshold; the
//! cells on the cheapest moves that allow it are withheld with it. Sums have aims of their own, and the same
//! moves. No pass cleans up behind: the slack is what protects against someone who knows this program.

use std::cmp::Reverse;

use crate::data::disclosure::{
    aim::Aims,
    flow::Net,
    moves::Search,
    rules::Rules,
    tabulation::{Level, Tabulation, Why},
};

/// What a withheld total costs that several tables share, beside nothing for other withheld cells.
const SHARED: u64 = 1;

/// What is lost with a cell that is not withheld yet, in tenths of a bit of its count beside a fixed price:
/// an inner cell, a total, the total of everything.
const PRICES: [(Level, u64); 3] = [(Level::Inner, 1_000), (Level::Total, 8_000), (Level::Grand, 100_000)];

/// What a cell costs beside that which is smaller than the move: it would not serve the move the other way.
/// With it 500 small tables of sums lose 34 % more cells than the fewest possible, without it 49 %.
const SLIM: u64 = 400;

/// How often the cells are gone through for what insiders know.
const ROUNDS: usize = 50;

/// Withholds the counts that must be.
pub fn suppress(tables: &mut Tabulation, rules: &Rules) {
    tables.hide_small(rules);
    let aims = Aims::of_counts(tables, rules);
    let mut engine = Engine::new(tables, &aims, &[]);
    engine.reach_aims();
    engine.guard_against_insiders();
}

/// Withholds more cells until what must be possible is.
pub struct Engine<'t> {
    tables: &'t mut Tabulation,
    aims: &'t Aims,
    /// Cells that are known to be what they are.
    fixed: &'t [usize],
    nets: Nets,
}

/// The edges of all tables: all of them, and those of cells that are withheld.
struct Nets {
    all: Vec<Net>,
    open: Vec<Net>,
    hidden: usize,
}

impl Nets {
    fn of(tables: &Tabulation) -> Self {
        let all = tables.tables.iter().map(|table| Net::of(table, |_| true)).collect();
        let mut nets = Self { all, open: Vec::new(), hidden: usize::MAX };
        nets.follow(tables);
        nets
    }

    /// Takes up what was withheld since.
    fn follow(&mut self, tables: &Tabulation) {
        if self.hidden != tables.hidden() {
            let open = |table| Net::of(table, |cell| tables.is_hidden(cell));
            (self.hidden, self.open) = (tables.hidden(), tables.tables.iter().map(open).collect());
        }
    }
}

impl<'t> Engine<'t> {
    /// An engine for tables in which that is withheld what has an aim; `fixed` is known to be what it is.
    pub fn new(tables: &'t mut Tabulation, aims: &'t Aims, fixed: &'t [usize]) -> Self {
        let nets = Nets::of(tables);
        Self { tables, aims, fixed, nets }
    }

    /// The cells with an aim, those first that lack most.
    fn urgent(&self) -> Vec<usize> {
        let mut cells = self.aims.primaries();
        cells.sort_by_cached_key(|at| {
            let aim = self.aims.of(*at)?;
            self.tables.cells.get(*at).map(|cell| (Reverse(aim.high - cell.value), cell.key.clone()))
        });
        cells
    }

    /// Lets each cell that has an aim be as low and as high as it must be able to be.
    pub fn reach_aims(&mut self) {
        for cell in self.urgent() {
            for target in self.aims.of(cell).iter().flat_map(|aim| [aim.low, aim.high]) {
                self.widen(&[vec![(cell, target)]], self.fixed, Why::Secondary);
            }
        }
    }

    /// Those who know a cell: with it, no other that has an aim may be certain.
    pub fn guard_against_insiders(&mut self) {
        if self.aims.known.is_none() {
            return;
        }
        let cells = self.urgent();
        for _ in 0..ROUNDS {
            let before = self.tables.hidden();
            cells.iter().for_each(|cell| self.guard(*cell));
            if self.tables.hidden() == before {
                return;
            }
        }
    }

    fn guard(&mut self, cell: usize) {
        let Some(aim) = self.aims.of(cell) else { return };
        let goals = aim.near.map(|target| vec![(cell, target)]);
        let Some(world) = self.widen(&goals, self.fixed, Why::Insider) else { return };
        for insider in self.aims.insiders(self.tables, cell, &world) {
            let frozen: Vec<usize> = self.fixed.iter().copied().chain([insider]).collect();
            self.widen(&goals, &frozen, Why::Insider);
        }
    }

    /// Makes one of the goals possible while some cells are frozen; what is withheld for it gets `why`. Gives a
    /// world in which it is so.
    pub fn widen(&mut self, goals: &[Vec<(usize, i64)>], frozen: &[usize], why: Why) -> Option<Vec<i64>> {
        let lowest = self.tables.lowest;
        let possible = || goals.iter().filter(|goal| goal.iter().all(|(_, target)| *target >= lowest));
        let free = |at: usize| self.tables.is_hidden(at).then(|| shared(self.tables, at));
        let search = Search { tables: self.tables, nets: &self.nets.open, cost: &free };
        if let Some(world) = possible().find_map(|goal| search.reach(goal, frozen)) {
            return Some(world);
        }
        let need = self.distance(goals);
        let price = |at: usize| {
            let slim = !self.tables.is_hidden(at) && self.tables.value(at) < need;
            price(self.tables, self.aims, at).map(|price| price + if slim { SLIM } else { 0 })
        };
        let search = Search { tables: self.tables, nets: &self.nets.all, cost: &price };
        let worlds = possible().filter_map(|goal| search.reach(goal, frozen));
        let cheapest = worlds.min_by_key(|world| lost(self.tables, self.aims, world))?;
        for at in moved(self.tables, &cheapest) {
            self.tables.hide(at, why);
        }
        self.nets.follow(self.tables);
        Some(cheapest)
    }

    /// How far the first cell is to be moved.
    fn distance(&self, goals: &[Vec<(usize, i64)>]) -> i64 {
        let first = goals.iter().flatten().next();
        first.map_or(0, |(cell, target)| (self.tables.value(*cell) - target).abs())
    }
}

/// The cells that differ from what they are.
fn moved(tables: &Tabulation, world: &[i64]) -> Vec<usize> {
    let differs = |at: &usize| tables.cells.get(*at).map(|cell| &cell.value) != world.get(*at);
    (0..world.len()).filter(differs).collect()
}

/// The price of a world.
fn lost(tables: &Tabulation, aims: &Aims, world: &[i64]) -> u64 {
    moved(tables, world).into_iter().filter_map(|at| price(tables, aims, at)).sum()
}

fn shared(tables: &Tabulation, at: usize) -> u64 {
    if tables.cells.get(at).is_some_and(|cell| cell.tables > 1) { SHARED } else { 0 }
}

/// What it costs to move a cell.
fn price(tables: &Tabulation, aims: &Aims, at: usize) -> Option<u64> {
    if tables.is_hidden(at) {
        return Some(shared(tables, at));
    }
    let cell = tables.cells.get(at).filter(|_| aims.shown.get(at) != Some(&true))?;
    let fixed = PRICES.iter().find(|(level, _)| *level == cell.level).map_or(0, |(_, price)| *price);
    let several = u64::try_from(cell.tables).unwrap_or(1).max(1);
    Some(fixed * several + tenth_bits(cell.value))
}

/// 10·log₂(1 + value), rounded down, without a fraction on the way.
fn tenth_bits(value: i64) -> u64 {
    let number = u64::try_from(value).unwrap_or_default().saturating_add(1);
    let spare = number.ilog2().saturating_sub(11);
    let top = u128::from(number >> spare);
    u64::from(top.pow(10).ilog2()) + u64::from(spare) * 10
}

#[cfg(test)]
mod tests {
    use super::tenth_bits;

    #[test]
    fn logarithms_need_no_fractions() {
        let exact = |value: i64| ((1.0 + value as f64).log2() * 10.0).floor() as u64;
        for value in [0, 1, 2, 3, 9, 10, 99, 1_000, 2_000] {
            assert_eq!(tenth_bits(value), exact(value), "{value}");
        }
        assert!(tenth_bits(1_000_000).abs_diff(exact(1_000_000)) <= 1);
        assert_eq!(tenth_bits(i64::MAX), 630);
    }
}
