//! Which counts are withheld: what is small itself, and what else it takes so that nobody can work that out.
//!
//! Every small count must be able to be anything from what everyone knows up to one below the threshold; the
//! cells on the cheapest moves that allow it are withheld with it. No pass cleans up behind: the slack is what
//! protects against someone who knows this program.

use std::cmp::Reverse;

use crate::data::disclosure::{
    flow::Net,
    moves::Search,
    rules::{Insider, Rules},
    tabulation::{Level, Tabulation, Why},
};

/// What a withheld total costs that several tables share, beside nothing for other withheld cells.
const SHARED: u64 = 1;

/// What is lost with a cell that is not withheld yet, in tenths of a bit of its count beside a fixed price:
/// an inner cell, a total, the total of everything.
const PRICES: [(Level, u64); 3] = [(Level::Inner, 1_000), (Level::Total, 8_000), (Level::Grand, 100_000)];

/// How often the counts are gone through for what insiders know.
const ROUNDS: usize = 50;

/// Withholds what must be.
pub fn suppress(tables: &mut Tabulation, rules: &Rules) {
    tables.hide_small(rules);
    let mut nets = Nets::of(tables);
    let mut small = tables.primaries(rules);
    let urgency = |tables: &Tabulation, place: &usize| {
        tables.cells.get(*place).map(|cell| (Reverse(rules.threshold - cell.value), cell.key.clone()))
    };
    small.sort_by_cached_key(|place| urgency(tables, place));
    for cell in &small {
        for target in targets(tables, rules, *cell) {
            widen(tables, &mut nets, rules, (*cell, &[target]), &[], Why::Secondary);
        }
    }
    if rules.insider != Insider::Off {
        guard_against_insiders(tables, &mut nets, rules, &small);
    }
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

/// What a small count must be able to be, at the least and at the most.
#[must_use]
pub fn targets(tables: &Tabulation, rules: &Rules, cell: usize) -> [i64; 2] {
    let cap = tables.cells.get(cell).and_then(|cell| cell.cap).unwrap_or(i64::MAX);
    [rules.lowest(), (rules.threshold - 1).min(cap)]
}

/// Those who know their own count: with it, no other small one may be certain.
fn guard_against_insiders(tables: &mut Tabulation, nets: &mut Nets, rules: &Rules, small: &[usize]) {
    for _ in 0..ROUNDS {
        let before = tables.hidden();
        for cell in small {
            guard(tables, nets, rules, *cell);
        }
        if tables.hidden() == before {
            return;
        }
    }
}

fn guard(tables: &mut Tabulation, nets: &mut Nets, rules: &Rules, cell: usize) {
    let Some(value) = tables.cells.get(cell).map(|cell| cell.value) else { return };
    let steps = [value + 1, value - 1];
    let Some(world) = widen(tables, nets, rules, (cell, &steps), &[], Why::Insider) else { return };
    for insider in insiders(tables, rules, cell, &world) {
        widen(tables, nets, rules, (cell, &steps), &[insider], Why::Insider);
    }
}

/// The people whose knowledge undoes one way to move a cell.
#[must_use]
pub fn insiders(tables: &Tabulation, rules: &Rules, cell: usize, world: &[i64]) -> Vec<usize> {
    let knows = |(place, (found, other)): (usize, (&crate::data::disclosure::tabulation::Cell, &i64))| {
        let counts = rules.insider == Insider::Any || found.value == 1;
        let moved = found.why.is_some() && found.value != *other;
        (counts && moved && !tables.same_count(place, cell)).then_some(place)
    };
    tables.cells.iter().zip(world).enumerate().filter_map(knows).collect()
}

/// Makes one of the targets possible for a cell while others are frozen; what is withheld for it gets `why`.
/// Gives a world in which it is so.
fn widen(
    tables: &mut Tabulation,
    nets: &mut Nets,
    rules: &Rules,
    (cell, targets): (usize, &[i64]),
    frozen: &[usize],
    why: Why,
) -> Option<Vec<i64>> {
    let lowest = tables.lowest;
    let possible = || targets.iter().copied().filter(|target| *target >= lowest);
    let free = |at: usize| tables.is_hidden(at).then(|| shared(tables, at));
    let search = Search { tables, nets: &nets.open, cost: &free };
    if let Some(world) = possible().find_map(|target| search.reach(cell, target, frozen)) {
        return Some(world);
    }
    let price = |at: usize| price(tables, rules, at);
    let search = Search { tables, nets: &nets.all, cost: &price };
    let worlds = possible().filter_map(|target| search.reach(cell, target, frozen));
    let cheapest = worlds.min_by_key(|world| lost(tables, rules, world))?;
    for (at, _) in moved(tables, &cheapest) {
        tables.hide(at, why);
    }
    nets.follow(tables);
    Some(cheapest)
}

/// The cells that differ from what they are.
fn moved<'w>(tables: &Tabulation, world: &'w [i64]) -> Vec<(usize, &'w i64)> {
    let differs =
        |(at, value): &(usize, &i64)| tables.cells.get(*at).is_some_and(|cell| cell.value != **value);
    world.iter().enumerate().filter(differs).collect()
}

/// The price of a world.
fn lost(tables: &Tabulation, rules: &Rules, world: &[i64]) -> u64 {
    moved(tables, world).iter().filter_map(|(at, _)| price(tables, rules, *at)).sum()
}

fn shared(tables: &Tabulation, at: usize) -> u64 {
    if tables.cells.get(at).is_some_and(|cell| cell.tables > 1) { SHARED } else { 0 }
}

/// What it costs to move a cell.
fn price(tables: &Tabulation, rules: &Rules, at: usize) -> Option<u64> {
    if tables.is_hidden(at) {
        return Some(shared(tables, at));
    }
    let cell = tables.cells.get(at).filter(|_| tables.may_hide(at, rules.zeros))?;
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
