//! Someone who knows this program: they run it on every table of counts that agrees with what is published, and
//! keep those of which the same cells are withheld. Where few tables agree this can be gone through, and the
//! keeper is told what it would tell.

use rayon::prelude::*;

use crate::data::disclosure::{
    aim::Aims,
    audit,
    interval::bounds,
    rules::Rules,
    suppress,
    tabulation::{Cell, Tabulation},
};

/// More tables than this are not gone through.
const MOST: usize = 5_000;

/// So many steps are taken for each of them.
const STEPS: usize = 20;

/// What is left to whoever knows the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attack {
    /// How many tables agree with what is published.
    pub tables: usize,
    /// Of how many the same is withheld.
    pub alike: usize,
    /// The small counts that are not as low, or not as high, in any of these as they must be able to be: by place,
    /// with the lowest and the highest that they are.
    pub narrowed: Vec<(usize, i64, i64)>,
}

/// Goes through the tables that agree with what is published; `None` if they are too many.
#[must_use]
pub fn attack(tables: &Tabulation, rules: &Rules) -> Option<Attack> {
    let worlds = Walk::new(tables)?.worlds()?;
    let alike: Vec<&Vec<i64>> =
        worlds.par_iter().filter(|world| gives_the_same(tables, rules, world)).collect();
    let aims = Aims::of_counts(tables, rules);
    let narrowed = aims.primaries().into_iter().filter_map(|cell| {
        let aim = aims.of(cell)?;
        let seen = alike.iter().filter_map(|world| world.get(cell).copied());
        let (low, high) = (seen.clone().min()?, seen.max()?);
        (low > aim.low || high < aim.high).then_some((cell, low, high))
    });
    Some(Attack { tables: worlds.len(), alike: alike.len(), narrowed: narrowed.collect() })
}

/// True if the program withholds the same of other counts.
fn gives_the_same(tables: &Tabulation, rules: &Rules, counts: &[i64]) -> bool {
    let mut other = tables.clone();
    for (cell, count) in other.cells.iter_mut().zip(counts) {
        (cell.value, cell.why) = (*count, None);
    }
    suppress::suppress(&mut other, rules);
    let withheld = |table: &Tabulation| -> Vec<bool> {
        table.cells.iter().map(|cell: &Cell| cell.why.is_some()).collect()
    };
    withheld(&other) == withheld(tables) && audit::run(&other, rules).is_ok()
}

/// A withheld cell on the way: the bounds that everyone can work out, and the sums that it completes, each as
/// other cells and whether they are added.
struct Stop {
    cell: usize,
    bounds: (i64, i64),
    completes: Vec<Vec<(usize, i64)>>,
}

/// A walk through all values of the withheld cells, one cell after the other.
struct Walk {
    stops: Vec<Stop>,
    values: Vec<i64>,
    found: Vec<Vec<i64>>,
    steps: usize,
}

impl Walk {
    /// `None` where a cell has no upper bound.
    fn new(tables: &Tabulation) -> Option<Self> {
        let hidden: Vec<usize> = (0..tables.cells.len()).filter(|cell| tables.is_hidden(*cell)).collect();
        let stop = |cell: &usize| {
            let (low, high) = bounds(tables, *cell);
            Some(Stop { cell: *cell, bounds: (low, high?), completes: Vec::new() })
        };
        let mut stops: Vec<Stop> = hidden.iter().map(stop).collect::<Option<_>>()?;
        for (table, node) in
            tables.tables.iter().flat_map(|table| (0..table.nodes).map(move |node| (table, node)))
        {
            let enters = table.arcs.iter().filter(|arc| arc.to == node).map(|arc| (arc.cell, 1));
            let leaves = table.arcs.iter().filter(|arc| arc.from == node).map(|arc| (arc.cell, -1));
            let line: Vec<(usize, i64)> = enters.chain(leaves).collect();
            let holds = |stop: &Stop| line.iter().any(|(cell, _)| *cell == stop.cell);
            let Some(last) = stops.iter().rposition(holds).and_then(|at| stops.get_mut(at)) else { continue };
            let own = line.iter().find(|(cell, _)| *cell == last.cell).map_or(1, |(_, sign)| *sign);
            let others = line.iter().filter(|(cell, _)| *cell != last.cell);
            last.completes.push(others.map(|(cell, sign)| (*cell, -own * sign)).collect());
        }
        Some(Self { stops, values: tables.values(), found: Vec::new(), steps: 0 })
    }

    /// All of them; `None` if they are too many.
    fn worlds(mut self) -> Option<Vec<Vec<i64>>> {
        self.go(0).then_some(self.found)
    }

    fn go(&mut self, at: usize) -> bool {
        self.steps += 1;
        let Some(stop) = self.stops.get(at) else {
            self.found.push(self.values.clone());
            return self.found.len() <= MOST;
        };
        let value = |(cell, sign): &(usize, i64)| self.values.get(*cell).map_or(0, |value| value * sign);
        let is = stop.completes.iter().map(|line| line.iter().map(value).sum::<i64>());
        let (low, high) = is.fold(stop.bounds, |(low, high), is| (low.max(is), high.min(is)));
        let cell = stop.cell;
        for is in low..=high {
            self.values.iter_mut().skip(cell).take(1).for_each(|value| *value = is);
            if self.steps > MOST * STEPS || !self.go(at + 1) {
                return false;
            }
        }
        true
    }
}
