//! An attacker with a linear program: everything published as equations, and every withheld count made as
//! small and as large as they let it be.

use casebook::data::disclosure::{
    aim::{Aim, Aims},
    audit::Auditor,
    interval::interval,
    rules::{Insider, Rules},
    suppress,
    tabulation::Tabulation,
};
use good_lp::{Expression, ProblemVariables, Solution, SolverModel, Variable, microlp, variable};

use crate::seeds::{Seed, count};

/// Nothing in these tables is as large.
const FAR: f64 = 1e6;

/// The bounds of a withheld count by linear programming; they are whole numbers, since the matrix of a table
/// is totally unimodular.
pub fn bounds(tables: &Tabulation, cell: usize) -> (f64, f64) {
    (extreme(tables, cell, false), extreme(tables, cell, true))
}

fn extreme(tables: &Tabulation, cell: usize, highest: bool) -> f64 {
    let mut problem = ProblemVariables::new();
    let lowest = tables.lowest as f64;
    let variables: Vec<Variable> = tables
        .cells
        .iter()
        .map(|found| match found.why {
            Some(_) => problem.add(variable().min(lowest).max(found.cap.map_or(FAR, |cap| cap as f64))),
            None => problem.add(variable().min(found.value as f64).max(found.value as f64)),
        })
        .collect();
    let wanted = Expression::from(variables[cell]);
    let goal = if highest { problem.maximise(wanted.clone()) } else { problem.minimise(wanted.clone()) };
    let mut model = goal.using(microlp);
    for table in &tables.tables {
        for node in 0..table.nodes {
            let mut balance = Expression::from(0.0);
            for arc in &table.arcs {
                if arc.to == node {
                    balance += variables[arc.cell];
                }
                if arc.from == node {
                    balance -= variables[arc.cell];
                }
            }
            model = model.with(good_lp::constraint::eq(balance, 0.0));
        }
    }
    model.solve().unwrap().eval(wanted)
}

/// True if the attacker cannot tell of any cell with an aim that it is not as small, or as large, as it must be
/// able to be.
pub fn is_safe(tables: &Tabulation, aims: &Aims) -> bool {
    aims.primaries().into_iter().all(|cell| {
        let Some(Aim { low, high, .. }) = aims.of(cell) else { return true };
        let (lower, upper) = bounds(tables, cell);
        tables.is_hidden(cell) && lower <= low as f64 + 1e-6 && upper >= high as f64 - 1e-6
    })
}

#[test]
fn no_small_count_is_recovered_and_the_bounds_are_exact() {
    let (mut attacked, mut withheld, mut refused, mut recovered) = (0, 0, 0, 0);
    for seed in 0..count(150) {
        let (tables, rules) = Seed::new(seed).protected(6, 6);
        if casebook::data::disclosure::audit::run(&tables, &rules).is_err() {
            refused += 1;
            continue;
        }
        attacked += 1;
        for cell in (0..tables.cells.len()).filter(|cell| tables.is_hidden(*cell)) {
            withheld += 1;
            let (lower, upper) = bounds(&tables, cell);
            let (low, high) = interval(&tables, 0, cell).unwrap();
            assert!((lower - low as f64).abs() < 1e-6, "seed {seed}, cell {cell}: {lower} and {low}");
            match high {
                Some(high) => assert!((upper - high as f64).abs() < 1e-6, "seed {seed}, cell {cell}"),
                // What is unbounded ends where the program's variables do.
                None => assert!(upper > FAR / 2.0, "seed {seed}, cell {cell}: {upper}"),
            }
        }
        recovered += usize::from(!is_safe(&tables, &Aims::of_counts(&tables, &rules)));
    }
    eprintln!(
        "{attacked} tables attacked, {withheld} withheld counts, {refused} tables refused by the audit, {recovered} recovered"
    );
    assert_eq!(recovered, 0);
    assert!(attacked > refused * 4);
}

#[test]
fn every_count_up_to_the_threshold_has_a_witness() {
    let mut witnesses = 0;
    for seed in 0..count(150) {
        let (tables, rules) = Seed::new(seed + 1_000_000).protected(5, 5);
        if casebook::data::disclosure::audit::run(&tables, &rules).is_err() {
            continue;
        }
        let auditor = Auditor::new(&tables, &rules);
        for cell in tables.primaries(&rules) {
            for is in rules.lowest()..rules.threshold {
                assert!(auditor.witness(cell, is, None).is_some(), "seed {seed}, cell {cell}, {is}");
                witnesses += 1;
            }
        }
    }
    eprintln!("{witnesses} witnesses");
    assert!(witnesses > 500);
}

/// A person who knows that a count of one is theirs still cannot tell any other small count.
#[test]
fn an_insider_learns_no_other_count() {
    let mut asked = 0;
    for seed in 0..count(100) {
        let mut seed_of = Seed::new(seed + 2_000_000);
        let rules = Rules { insider: Insider::Singleton, ..seed_of.rules() };
        let mut tables = seed_of.table(5, 5);
        suppress::suppress(&mut tables, &rules);
        if casebook::data::disclosure::audit::run(&tables, &rules).is_err() {
            continue;
        }
        let ones =
            (0..tables.cells.len()).filter(|cell| tables.is_hidden(*cell) && tables.cells[*cell].value == 1);
        for insider in ones {
            let mut known = tables.clone();
            known.cells[insider].why = None;
            for cell in tables.primaries(&rules).into_iter().filter(|cell| *cell != insider) {
                let (lower, upper) = bounds(&known, cell);
                assert!(upper - lower > 0.5, "seed {seed}: {insider} knows {cell}");
                asked += 1;
            }
        }
    }
    eprintln!("{asked} pairs of an insider and a count");
    assert!(asked > 100);
}
