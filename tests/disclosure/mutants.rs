//! Broken engines. Whatever pattern one makes, the audit lets through exactly those that the attacker with a
//! linear program cannot break: a mutation is caught, or it is proven redundant.

use casebook::data::disclosure::{
    aim::Aims,
    audit::{self, Auditor},
    checker::{Checker, Claim},
    rules::{Rules, Zeros},
    suppress,
    tabulation::{Level, Tabulation, Why},
};

use crate::{
    attacker,
    seeds::{Seed, count},
};

/// Compares audit and attacker; true if the pattern leaks.
fn leaks(tables: &Tabulation, rules: &Rules, what: &str) -> bool {
    let passed = audit::run(tables, rules).is_ok();
    assert_eq!(
        passed,
        attacker::is_safe(tables, &Aims::of_counts(tables, rules)),
        "{what}: {rules:?} {:?}",
        tables.cells
    );
    !passed
}

/// Runs a broken engine over seeded tables and expects that some of its patterns leak.
fn mutant(what: &str, few: u64, pattern: impl Fn(&Tabulation, &Rules) -> Vec<Tabulation>) {
    let (mut leaky, mut harmless) = (0, 0);
    for seed in 0..count(few).min(400) {
        let (tables, rules) = Seed::new(seed + 4_000_000).protected(5, 5);
        if audit::run(&tables, &rules).is_err() {
            continue;
        }
        for mutated in pattern(&tables, &rules) {
            let leaks = leaks(&mutated, &rules, what);
            leaky += usize::from(leaks);
            harmless += usize::from(!leaks);
        }
    }
    eprintln!("{what}: {leaky} patterns caught, {harmless} redundant");
    assert!(leaky > 0, "{what} is never caught");
}

fn bare(tables: &Tabulation) -> Tabulation {
    let mut bare = tables.clone();
    bare.cells.iter_mut().for_each(|cell| cell.why = None);
    bare
}

fn shown_again(tables: &Tabulation, cell: usize) -> Tabulation {
    let mut mutated = tables.clone();
    mutated.cells[cell].why = None;
    mutated
}

#[test]
fn a_secondary_that_is_shown_again_is_caught() {
    mutant("one secondary shown", 20, |tables, _| {
        let secondaries =
            (0..tables.cells.len()).filter(|cell| matches!(tables.cells[*cell].why, Some(Why::Secondary)));
        secondaries.map(|cell| shown_again(tables, cell)).collect()
    });
}

#[test]
fn a_primary_that_is_shown_is_caught() {
    mutant("one primary shown", 10, |tables, rules| {
        tables.primaries(rules).into_iter().map(|cell| shown_again(tables, cell)).collect()
    });
}

#[test]
fn an_engine_without_secondaries_is_caught() {
    mutant("no secondaries", 40, |tables, rules| {
        let mut mutated = bare(tables);
        mutated.hide_small(rules);
        vec![mutated]
    });
}

/// The rule that most hands follow: two withheld cells in every row and column that has one.
#[test]
fn two_per_line_is_caught_where_it_leaks() {
    mutant("two per line", 60, |tables, rules| {
        let mut mutated = bare(tables);
        mutated.hide_small(rules);
        loop {
            let mut lone = None;
            for line in lines(&mutated) {
                let hidden = line.iter().filter(|cell| mutated.is_hidden(**cell)).count();
                let open = |cell: &usize| !mutated.is_hidden(*cell) && mutated.may_hide(*cell, rules.zeros);
                let mut others = line.iter().copied().filter(open);
                if hidden == 1 && lone.is_none() {
                    lone = others.next();
                }
            }
            let Some(cell) = lone else { break };
            mutated.hide(cell, Why::Secondary);
        }
        vec![mutated]
    });
}

/// The cells of each row and column, without totals.
fn lines(tables: &Tabulation) -> Vec<Vec<usize>> {
    let inner = |at: usize, line: u16| {
        let cells = tables.cells.iter().enumerate();
        let found = cells.filter(move |(_, cell)| cell.level == Level::Inner && cell.key[at] == Some(line));
        found.map(|(place, _)| place).collect::<Vec<_>>()
    };
    let of = |at: usize| (0..u16::try_from(tables.sizes[at]).unwrap()).map(move |line| inner(at, line));
    of(0).chain(of(1)).collect()
}

/// An engine that forgets that a shown zero makes every marker stand for at least one.
#[test]
fn a_wider_lower_bound_is_caught() {
    mutant("lower bound of zero", 60, |tables, rules| {
        if rules.zeros == Zeros::Protect {
            return Vec::new();
        }
        let mut mutated = bare(tables);
        let shown: Vec<usize> = (0..mutated.cells.len()).filter(|c| mutated.cells[*c].value == 0).collect();
        suppress::suppress(&mut mutated, &Rules { zeros: Zeros::Protect, ..*rules });
        shown.into_iter().for_each(|cell| mutated.cells[cell].why = None);
        mutated.lowest = rules.lowest();
        vec![mutated]
    });
}

#[test]
fn a_lower_threshold_is_caught() {
    mutant("threshold lower by one", 60, |tables, rules| {
        let mut mutated = bare(tables);
        suppress::suppress(&mut mutated, &Rules { threshold: rules.threshold - 1, ..*rules });
        vec![mutated]
    });
}

/// An engine that takes the totals of the columns for unknown.
#[test]
fn a_dropped_total_is_caught() {
    mutant("totals of columns dropped", 60, |tables, rules| {
        let mut mutated = bare(tables);
        let forgotten: Vec<usize> = (0..mutated.cells.len())
            .filter(|cell| {
                mutated.cells[*cell].level == Level::Total && mutated.cells[*cell].key[0].is_none()
            })
            .filter(|cell| mutated.may_hide(*cell, rules.zeros))
            .collect();
        forgotten.iter().for_each(|cell| mutated.hide(*cell, Why::Secondary));
        suppress::suppress(&mut mutated, rules);
        for cell in forgotten.into_iter().filter(|cell| !rules.is_primary(tables.cells[*cell].value)) {
            mutated.cells[cell].why = None;
        }
        vec![mutated]
    });
}

/// A witness whose move goes the wrong way, or adds up to something else, is refused by the checker.
#[test]
fn a_swapped_sign_is_no_witness() {
    let (mut good, mut bad) = (0, 0);
    for seed in 0..count(40).min(400) {
        let (tables, rules) = Seed::new(seed + 5_000_000).protected(5, 5);
        let auditor = Auditor::new(&tables, &rules);
        let checker = Checker::new(&tables.sizes, &audit::lines(&tables)).unwrap();
        for cell in tables.primaries(&rules) {
            let Ok(witnesses) = auditor.witnesses(cell) else { continue };
            for witness in witnesses {
                let values = tables.values();
                for at in 0..values.len() {
                    let step = witness.values[at] - values[at];
                    if step == 0 {
                        continue;
                    }
                    let mut swapped = witness.values.clone();
                    swapped[at] = values[at] - step;
                    let (categories, counts) = inner(&tables, &swapped);
                    let shown = (categories.as_slice(), counts.as_slice());
                    bad += 1;
                    let claim = Claim { is: swapped[witness.claim.line], ..witness.claim };
                    // Only a published total can tell; under totals that are withheld too, the other way
                    // is one more world.
                    let key = &tables.cells[at].key;
                    let shows = |total: [Option<u16>; 2]| !tables.is_hidden(tables.find(&total).unwrap());
                    let told = tables.cells[at].level == Level::Inner
                        && (shows([key[0], None]) || shows([None, key[1]]));
                    assert!(!told || !checker.bears_out(shown, &claim));
                }
                good += 1;
            }
        }
    }
    assert!(good > 50 && bad > 200, "{good} {bad}");
}

/// The inner cells of a table as they are, sound or not.
fn inner(tables: &Tabulation, values: &[i64]) -> (Vec<u16>, Vec<i64>) {
    let cells = tables.cells.iter().zip(values).filter(|(cell, _)| cell.level == Level::Inner);
    let (keys, counts): (Vec<_>, Vec<_>) = cells.map(|(cell, value)| (cell.key.clone(), *value)).unzip();
    (keys.into_iter().flatten().flatten().collect(), counts)
}
