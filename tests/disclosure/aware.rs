//! Someone who knows the program: what they could tell of small tables, and how often.

use casebook::data::disclosure::{
    audit, aware,
    rules::{Insider, Rules, Zeros},
    suppress,
    tabulation::Tabulation,
};

use crate::seeds::{Seed, count, grid};

fn protected(mut tables: Tabulation, rules: &Rules) -> Option<Tabulation> {
    suppress::suppress(&mut tables, rules);
    let some = !tables.primaries(rules).is_empty();
    (some && audit::run(&tables, rules).is_ok()).then_some(tables)
}

/// By hand: of the four withheld cells one tells the others. The row of 2 and 18 leaves 21 tables in which
/// none is below zero.
#[test]
fn all_tables_that_agree_are_gone_through() {
    let rules = Rules { threshold: 5, zeros: Zeros::Protect, insider: Insider::Off };
    let tables = protected(grid(&[vec![2, 18, 30], vec![20, 25, 40], vec![60, 70, 80]]), &rules).unwrap();
    assert_eq!(tables.hidden(), 4);
    let attack = aware::attack(&tables, &rules).unwrap();
    let hidden = |row, column| tables.is_hidden(tables.find(&[Some(row), Some(column)]).unwrap());
    assert!(hidden(0, 0) && hidden(0, 1) && hidden(1, 0) && hidden(1, 1));
    // The first cell is anything from 0 to 20: its row has 20 in the two cells, its column 22.
    assert_eq!(attack.tables, 21);
    assert!((1..=attack.tables).contains(&attack.alike));
}

/// How often small tables tell more to whoever knows the program: rarely where zeros are protected, much more
/// often where they are published, since then no marker can stand for a zero.
#[test]
fn protected_zeros_tell_little_to_whoever_knows_the_program() {
    let mut shares = Vec::new();
    for zeros in [Zeros::Protect, Zeros::Publish] {
        let (mut tried, mut told, mut small, mut narrowed) = (0, 0, 0, 0);
        for seed in 0..count(24).min(300) {
            let mut seed = Seed::new(seed + 20_000_000);
            let rules = Rules { threshold: seed.pick(&[5, 10]), zeros, insider: Insider::Singleton };
            let Some(tables) = protected(seed.table(3, 3), &rules) else { continue };
            let Some(attack) = aware::attack(&tables, &rules) else { continue };
            assert!(attack.alike > 0, "the truth is one of them");
            for (cell, low, high) in &attack.narrowed {
                assert!((*low..=*high).contains(&tables.cells[*cell].value));
            }
            tried += 1;
            told += usize::from(!attack.narrowed.is_empty());
            small += tables.primaries(&rules).len();
            narrowed += attack.narrowed.len();
        }
        eprintln!("{zeros:?}: of {tried} small tables {told} tell more, {narrowed} of {small} small counts");
        assert!(tried > 5);
        shares.push(narrowed * 100 / small);
    }
    assert!(shares[0] < 20 && shares[0] < shares[1], "{shares:?}");
}
