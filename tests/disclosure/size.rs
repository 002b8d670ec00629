//! Large tables: 200 by 50 in under 200 MiB, and in the full run in under two seconds; a smaller one where
//! nothing is optimised.

use std::time::Instant;

use casebook::data::disclosure::{
    audit,
    rules::{Insider, Rules, Zeros},
    suppress,
};

use crate::seeds::{self, Seed, grid};

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

/// The most memory that the process has had, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}
