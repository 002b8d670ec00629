//! Small tables, where every pattern can be tried.

use casebook::data::disclosure::{
    aim::{Aim, Aims},
    audit,
    interval::interval,
    rules::Rules,
    tabulation::{Tabulation, Why},
};

use crate::seeds::{Seed, count};

fn is_safe(tables: &Tabulation, rules: &Rules) -> bool {
    let aims = Aims::of_counts(tables, rules);
    aims.primaries().into_iter().all(|cell| {
        let Some(Aim { low, high, .. }) = aims.of(cell) else { return true };
        let (lower, upper) = interval(tables, 0, cell).unwrap();
        lower <= low && upper.is_none_or(|upper| upper >= high)
    })
}

/// The fewest others that must be withheld so that every small count is protected.
fn fewest(tables: &Tabulation, rules: &Rules) -> Option<u32> {
    let mut bare = tables.clone();
    bare.cells.iter_mut().for_each(|cell| cell.why = None);
    bare.hide_small(rules);
    let free: Vec<usize> = (0..bare.cells.len())
        .filter(|cell| !bare.is_hidden(*cell) && bare.may_hide(*cell, rules.zeros))
        .collect();
    let mut best = None;
    for pattern in 0_u32..1 << free.len() {
        if best.is_some_and(|best| pattern.count_ones() >= best) {
            continue;
        }
        let mut tried = bare.clone();
        for (at, cell) in free.iter().enumerate() {
            if pattern >> at & 1 == 1 {
                tried.hide(*cell, Why::Secondary);
            }
        }
        if is_safe(&tried, rules) {
            best = Some(pattern.count_ones());
        }
    }
    best
}

#[test]
fn secondaries_are_near_the_fewest_possible() {
    let (mut ours, mut optimum, mut tables_tried) = (0, 0, 0);
    for seed in 0..count(60) {
        let (tables, rules) = Seed::new(seed + 3_000_000).protected(3, 3);
        let Some(fewest) = fewest(&tables, &rules) else {
            assert!(audit::run(&tables, &rules).is_err(), "seed {seed}");
            continue;
        };
        assert_eq!(audit::run(&tables, &rules), Ok(()), "seed {seed}");
        ours += tables.hidden() - tables.primaries(&rules).len();
        optimum += usize::try_from(fewest).unwrap();
        tables_tried += 1;
    }
    eprintln!("{tables_tried} tables: {ours} secondaries, {optimum} at the fewest");
    assert!(tables_tried > 20);
    assert!(ours * 100 <= optimum * 135, "{ours} secondaries, {optimum} at the fewest");
}
