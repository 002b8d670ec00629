//! Moves over all tables at once: how counts could be others, with everything published as it is.
//!
//! A table is settled after the other, each with the totals that those before it have fixed. Where the next one
//! cannot follow, one of the totals that moved is held, and the search starts again. What is found is a proof;
//! that nothing is found is none.

use crate::data::disclosure::{
    flow::{Net, Path, room, surplus},
    tabulation::Tabulation,
};

/// How often the search starts again.
const TRIES: usize = 12;

/// A search.
pub struct Search<'t> {
    /// The tables.
    pub tables: &'t Tabulation,
    /// What can be moved, for each table.
    pub nets: &'t [Net],
    /// What it costs to move a cell: nothing if it is withheld already; `None` if it may not be withheld.
    pub cost: &'t dyn Fn(usize) -> Option<u64>,
}

/// How an attempt ended.
enum End {
    Found(Vec<i64>),
    /// No table follows what this one did to the cell, which can be held.
    Held(usize),
    Nothing,
}

impl Search<'_> {
    /// The values of a world in which each cell of `goal` is what is said there, those of `frozen` are what they
    /// are, and everything that need not be withheld for it is the same.
    #[must_use]
    pub fn reach(&self, goal: &[(usize, i64)], frozen: &[usize]) -> Option<Vec<i64>> {
        let mut held = frozen.to_vec();
        for _ in 0..TRIES {
            match self.attempt(goal, &held) {
                End::Found(values) => return Some(values),
                End::Held(other) => held.push(other),
                End::Nothing => return None,
            }
        }
        None
    }

    fn attempt(&self, goal: &[(usize, i64)], held: &[usize]) -> End {
        let mut values = self.tables.values();
        let Some((first, _)) = goal.first() else { return End::Found(values) };
        for (cell, target) in goal {
            match values.get_mut(*cell) {
                Some(value) => *value = *target,
                None => return End::Nothing,
            }
        }
        let mut settled = vec![false; values.len()];
        let fix = |settled: &mut Vec<bool>, at: usize| {
            if let Some(slot) = settled.get_mut(at) {
                *slot = true;
            }
        };
        held.iter().chain(goal.iter().map(|(cell, _)| cell)).for_each(|at| fix(&mut settled, *at));
        let asked = settled.clone();
        for (turn, table) in self.order(*first).into_iter().enumerate() {
            if !self.settle(table, &mut values, &settled) {
                let culprit = (turn > 0).then(|| self.culprit(table, &values, &asked)).flatten();
                return culprit.map_or(End::Nothing, End::Held);
            }
            let arcs = self.tables.tables.get(table).map(|table| table.arcs.as_slice()).unwrap_or_default();
            arcs.iter().for_each(|arc| fix(&mut settled, arc.cell));
        }
        End::Found(values)
    }

    /// The tables, from one that has the cell outwards.
    fn order(&self, cell: usize) -> Vec<usize> {
        let tables = &self.tables.tables;
        let has = |table: &usize| {
            tables.get(*table).is_some_and(|table| table.arcs.iter().any(|arc| arc.cell == cell))
        };
        let mut waiting: Vec<usize> = (0..tables.len()).collect();
        let mut order = Vec::new();
        let mut next = waiting.iter().position(has);
        while let Some(at) = next {
            order.push(waiting.remove(at));
            let touches = |table: &usize| order.iter().any(|other| self.share(*table, *other));
            next = waiting.iter().position(touches).or((!waiting.is_empty()).then_some(0));
        }
        order
    }

    fn share(&self, a: usize, b: usize) -> bool {
        let by = |table: usize| self.tables.tables.get(table).map(|table| table.by.as_slice());
        let (a, b) = (by(a).unwrap_or_default(), by(b).unwrap_or_default());
        a.iter().any(|dimension| b.contains(dimension))
    }

    /// A total that moved, was not asked to, and that a table could not follow.
    fn culprit(&self, table: usize, values: &[i64], asked: &[bool]) -> Option<usize> {
        let moved = |at: &usize| {
            let known = self.tables.cells.get(*at).is_some_and(|cell| Some(&cell.value) == values.get(*at));
            !known && asked.get(*at).is_some_and(|asked| !asked)
        };
        self.tables.tables.get(table)?.arcs.iter().map(|arc| arc.cell).find(moved)
    }

    /// Moves the cells of a table that are not settled until everything adds up; false if that cannot be.
    fn settle(&self, table: usize, values: &mut [i64], settled: &[bool]) -> bool {
        let (Some(declared), Some(net)) = (self.tables.tables.get(table), self.nets.get(table)) else {
            return false;
        };
        let mut surplus = surplus(declared, values);
        while let Some(from) = surplus.iter().position(|more| *more > 0) {
            let need = surplus.get(from).copied().unwrap_or_default();
            let Some(path) = self.path(net, from, &surplus, values, settled) else { return false };
            let lack = surplus.get(path.end).map_or(0, |more| -more);
            let amount = need.min(lack).min(path.room(self.tables, values));
            path.push(values, amount);
            for (node, change) in [(from, -amount), (path.end, amount)] {
                if let Some(more) = surplus.get_mut(node) {
                    *more += change;
                }
            }
        }
        true
    }

    /// The cheapest way for a surplus: over what is withheld already; else one that has room for all of it;
    /// else any.
    fn path(
        &self,
        net: &Net,
        from: usize,
        surplus: &[i64],
        values: &[i64],
        settled: &[bool],
    ) -> Option<Path> {
        let need = surplus.get(from).copied().unwrap_or_default();
        let lacks = |node: usize| surplus.get(node).map_or(0, |more| -more);
        let way = |whole: i64, free: bool| {
            let cost = |edge: &crate::data::disclosure::flow::Edge| {
                let open = settled.get(edge.cell).is_some_and(|settled| !settled)
                    && (!free || self.tables.is_hidden(edge.cell))
                    && room(self.tables, values, edge) >= whole;
                if open { (self.cost)(edge.cell) } else { None }
            };
            net.cheapest(from, |node| lacks(node) >= whole, cost)
        };
        way(1, true).or_else(|| way(need, false)).or_else(|| way(1, false))
    }
}
