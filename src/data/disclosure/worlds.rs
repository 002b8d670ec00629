//! The witnesses of small counts, each kept by the cells in which it differs from the truth: a large table has
//! thousands of them.

use rayon::prelude::*;

use crate::data::disclosure::{
    audit::{Auditor, Witness},
    checker::Claim,
    rules::Rules,
    tabulation::Tabulation,
};

/// Witnesses over the same tables.
#[derive(Debug)]
pub struct Worlds {
    truth: Vec<i64>,
    list: Vec<World>,
}

/// What a witness shows, and the cells that are not what they are, with what they are there.
#[derive(Debug)]
struct World {
    claim: Claim,
    others: Vec<(usize, i64)>,
}

impl Worlds {
    /// Every witness of every small count of tables that passed their audit.
    #[must_use]
    pub fn of(tables: &Tabulation, rules: &Rules) -> Self {
        let auditor = Auditor::new(tables, rules);
        let truth = tables.values();
        let short = |Witness { claim, values }| {
            let pairs = truth.iter().zip(values).enumerate();
            let others = pairs.filter_map(|(at, (own, other))| (*own != other).then_some((at, other)));
            World { claim, others: others.collect() }
        };
        let found = tables.primaries(rules).into_par_iter().map(|cell| {
            let witnesses = auditor.witnesses(cell).into_iter().flatten();
            witnesses.map(short).collect::<Vec<_>>()
        });
        let list = found.collect::<Vec<_>>().into_iter().flatten().collect();
        Self { truth, list }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// True if no count is small.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<Witness> {
        let World { claim, others } = self.list.get(at)?;
        let mut values = self.truth.clone();
        for (at, other) in others {
            values.iter_mut().skip(*at).take(1).for_each(|value| *value = *other);
        }
        Some(Witness { claim: *claim, values })
    }

    /// All of them, one after another.
    pub fn iter(&self) -> impl Iterator<Item = Witness> {
        (0..self.len()).filter_map(|at| self.get(at))
    }
}
