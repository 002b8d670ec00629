//! What an outsider can work out about one withheld count of one table: its exact integer bounds.
//!
//! The bounds of e = (u→v) with value f are f − maxflow(u→v) and f + maxflow(v→u) in the residual graph
//! without e. The matrix of a table is totally unimodular, so that these are the true integer bounds and every
//! integer between them can be attained.

use crate::data::disclosure::{
    flow::{Net, largest},
    tabulation::Tabulation,
};

/// A larger upper bound is as good as none.
const FAR: i64 = 1_000_000_000_000_000_000;

/// The bounds of a withheld cell in a table; `None` where it has no upper bound.
#[must_use]
pub fn interval(tables: &Tabulation, table: usize, cell: usize) -> Option<(i64, Option<i64>)> {
    let declared = tables.tables.get(table)?;
    let arc = declared.arcs.iter().find(|arc| arc.cell == cell)?;
    let found = tables.cells.get(cell)?;
    let net = Net::of(declared, |other| other != cell && tables.is_hidden(other));
    let flow = |ends, most| largest(tables, &net, &mut tables.values(), ends, most, |_| true);
    let lower = found.value - flow((arc.from, arc.to), found.value - tables.lowest);
    let most = found.cap.map_or(FAR, |cap| cap - found.value);
    let up = flow((arc.to, arc.from), most);
    Some((lower, (up < FAR).then_some(found.value + up)))
}

/// The bounds of a withheld cell that each of its tables leaves.
#[must_use]
pub fn bounds(tables: &Tabulation, cell: usize) -> (i64, Option<i64>) {
    let all = (0..tables.tables.len()).filter_map(|table| interval(tables, table, cell));
    all.fold((tables.lowest, None), |(low, high), (lower, upper)| {
        let least = |a: i64, b: i64| a.min(b);
        let high = match (high, upper) {
            (Some(a), Some(b)) => Some(least(a, b)),
            (known, None) | (None, known) => known,
        };
        (low.max(lower), high)
    })
}
