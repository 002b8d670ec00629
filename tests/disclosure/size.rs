//! Large tables: 200 by 50 in under 200 MiB, and in the full run in under two seconds; a smaller one where
//! nothing is optimised.

use std::time::Instant;

use casebook::data::disclosure::{
    audit,
    rules::{Dominance, Insider, Rules, Zeros},
    sums::{Counted, Pairs},
    suppress,
};

use crate::{
    seeds::{self, Seed, grid},
    sums::Records,
};

#[test]
fn a_large_table_is_protected_and_audited_in_time() {
    let (rows, columns) = if cfg!(debug_assertions) { (50, 20) } else { (200, 50) };
    let mut seed = Seed::new(7);
    let count = |seed: &mut Seed| 3 * seed.count() + i64::try_from(seed.below(40)).unwrap();
    let counts: Vec<Vec<i64>> = (0..rows).map(|_| (0..columns).map(|_| count(&mut seed)).collect()).collect();
    let mut tables = grid(&counts);
    let rules = Rules { threshold: 10, zeros: Zeros::Protect, insider: Insider::Singleton };
    let start = Instant::now();
    suppress::suppress(&mut tables, &rules);
    let protected = start.elapsed();
    audit::run(&tables, &rules).unwrap();
    let audited = start.elapsed();
    let memory = peak();
    eprintln!(
        "{rows} by {columns}: {} small counts, {} withheld, protected in {protected:?}, audited after {audited:?}, {memory} MiB at most",
        tables.primaries(&rules).len(),
        tables.hidden()
    );
    if !cfg!(debug_assertions) && seeds::is_full_run() {
        assert!(audited.as_secs_f64() < 2.0, "{audited:?}");
    }
    assert!(memory < 200, "{memory} MiB");
}

/// As large, with a sum for each count: a few cells are mostly one person's.
#[test]
fn large_sums_are_protected_beside_their_counts_in_time() {
    let (rows, columns) = if cfg!(debug_assertions) { (30, 12) } else { (200, 50) };
    let mut seed = Seed::new(8);
    let mut list = Vec::new();
    for cell in 0..rows * columns {
        let heavy = seed.below(30) == 0;
        for record in 0..seed.below(8) + seed.pick(&[3, 20, 40]) {
            let amount = if heavy && record == 0 { 900_000 } else { 500 + seed.below(20_000) };
            let key = vec![u16::try_from(cell / columns).unwrap(), u16::try_from(cell % columns).unwrap()];
            list.push((key, seed.below(100_000), i64::try_from(amount).unwrap()));
        }
    }
    let records = Records { sizes: vec![rows, columns], tables: vec![vec![0, 1]], list };
    let rules = Rules { threshold: 10, zeros: Zeros::Protect, insider: Insider::Singleton };
    let tables = records.protected(&rules).unwrap();
    let start = Instant::now();
    let counted = Counted::new(&tables, rules);
    let mut sums = records.sums(&counted, Dominance { p: 10 });
    sums.suppress(&counted);
    let protected = start.elapsed();
    Pairs::new(&counted, &sums).run().unwrap();
    let audited = start.elapsed();
    eprintln!(
        "{rows} by {columns}: {} counts and {} sums withheld, {} sums with an aim, {} worlds of counts, protected in {protected:?}, audited after {audited:?}, {} MiB at most",
        tables.hidden(),
        sums.tables.hidden(),
        sums.aims.primaries().len(),
        counted.worlds.len(),
        peak()
    );
    assert!(sums.tables.hidden() < sums.tables.cells.len());
    let memory = peak();
    assert!(memory < 200, "{memory} MiB");
}

/// The most memory that the process has had, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}
