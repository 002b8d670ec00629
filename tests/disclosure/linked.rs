//! Several tables over the same records: what one hides, another must not show.

use std::collections::BTreeMap;

use casebook::data::disclosure::{
    audit::{self, Auditor},
    finest::Finest,
    rules::{Insider, Rules, Zeros},
    suppress,
    tabulation::{Key, Tabulation},
};

use crate::seeds::{Seed, count};

/// Sets of tables that form no ring.
const SETS: [&[&[usize]]; 6] = [
    &[&[0, 1], &[2]],
    &[&[0, 1], &[0, 2]],
    &[&[0, 1], &[1, 2], &[2, 3]],
    &[&[0, 1], &[0, 2], &[0, 3]],
    &[&[0, 1], &[2, 3]],
    &[&[0], &[1], &[2]],
];

/// Records by seed, counted.
fn counted(seed: &mut Seed, tables: &[&[usize]]) -> Tabulation {
    let sizes: Vec<usize> = (0..4).map(|_| 2 + seed.usize(4)).collect();
    let records = 20 + seed.usize(600);
    let mut counts: BTreeMap<Vec<u16>, i64> = BTreeMap::new();
    for _ in 0..records {
        let category = |size: &usize| {
            let size = u64::try_from(*size).unwrap();
            let (a, b) = (seed.below(size), seed.below(size));
            u16::try_from(a.min(b)).unwrap()
        };
        *counts.entry(sizes.iter().map(category).collect()).or_default() += 1;
    }
    let tables: Vec<Vec<usize>> = tables.iter().map(|by| by.to_vec()).collect();
    Tabulation::new(&sizes, &tables, |key| sum(&counts, key))
}

fn sum(counts: &BTreeMap<Vec<u16>, i64>, key: &Key) -> i64 {
    let matches = |record: &Vec<u16>| {
        record.iter().zip(key).all(|(category, wanted)| wanted.is_none_or(|wanted| wanted == *category))
    };
    counts.iter().filter(|(record, _)| matches(record)).map(|(_, count)| count).sum()
}

#[test]
fn every_small_count_has_two_witnesses_over_all_tables() {
    let (mut passed, mut retried, mut witnesses) = (0, 0, 0);
    for seed in 0..count(120).min(1_000) {
        let mut seed = Seed::new(seed + 6_000_000);
        let set = SETS[seed.usize(6)];
        let mut rules = Rules { insider: seed.pick(&[Insider::Off, Insider::Singleton]), ..seed.rules() };
        let counted = counted(&mut seed, set);
        let mut tables = counted.clone();
        suppress::suppress(&mut tables, &rules);
        if audit::run(&tables, &rules).is_err() {
            // A total over several markers that each stand for at least one cannot itself be one.
            assert_eq!(rules.zeros, Zeros::Publish);
            rules.zeros = Zeros::Protect;
            tables = counted;
            suppress::suppress(&mut tables, &rules);
            audit::run(&tables, &rules).unwrap();
            retried += 1;
        }
        passed += 1;
        let auditor = Auditor::new(&tables, &rules);
        for cell in tables.primaries(&rules) {
            for witness in auditor.witnesses(cell).unwrap() {
                assert_world(&tables, &witness.values, cell, witness.claim.is);
                witnesses += 1;
            }
        }
    }
    eprintln!("{passed} sets of tables, {retried} with zeros withheld after all, {witnesses} witnesses");
    assert!(
        passed > retried * 5 && witnesses > 500,
        "{passed} passed, {retried} retried, {witnesses} witnesses"
    );
}

/// The same as the checker by another hand: one pass over maps, cell by cell.
fn assert_world(tables: &Tabulation, values: &[i64], cell: usize, is: i64) {
    let finest = Finest::behind(tables, values);
    let mut counts: BTreeMap<Vec<u16>, i64> = BTreeMap::new();
    for (row, count) in finest.categories.chunks(finest.dimensions).zip(&finest.counts) {
        assert!(*count > 0);
        *counts.entry(row.to_vec()).or_default() += count;
    }
    for (at, found) in tables.cells.iter().enumerate() {
        let sum = sum(&counts, &found.key);
        assert_eq!(sum, values[at]);
        assert!(found.why.is_some() || sum == found.value);
        assert!(found.why.is_none() || sum >= tables.lowest);
    }
    assert_eq!(values[cell], is);
}
