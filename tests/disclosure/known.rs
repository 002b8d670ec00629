//! Instances of the literature with their answers, and what they teach.

use casebook::data::disclosure::{
    audit::{self, How, Leak},
    interval::interval,
    rules::{Insider, Rules, Zeros},
    suppress,
    tabulation::{Key, Tabulation, Why},
};

use crate::seeds::grid;

const RULES: Rules = Rules { threshold: 10, zeros: Zeros::Protect, insider: Insider::Off };

fn hide(tables: &mut Tabulation, keys: &[[Option<u16>; 2]]) {
    for key in keys {
        let cell = tables.find(key).unwrap();
        tables.hide(cell, Why::Primary);
    }
}

fn inner(cells: &[(u16, u16)]) -> Vec<[Option<u16>; 2]> {
    cells.iter().map(|(row, column)| [Some(*row), Some(*column)]).collect()
}

fn at(tables: &Tabulation, row: u16, column: u16) -> usize {
    tables.find(&[Some(row), Some(column)]).unwrap()
}

fn one_way(counts: &[i64]) -> Tabulation {
    Tabulation::new(&[counts.len()], &[vec![0]], |key| match key[0] {
        Some(category) => counts[usize::from(category)],
        None => counts.iter().sum(),
    })
}

/// K1: the Handbook's third example (Geurts 1992).
#[test]
fn four_hidden_cells_of_the_handbook() {
    let mut tables = grid(&[vec![5, 2], vec![1, 2], vec![3, 3]]);
    hide(&mut tables, &inner(&[(0, 0), (0, 1), (1, 0), (1, 1)]));
    let cell = at(&tables, 0, 0);
    assert_eq!(interval(&tables, 0, cell), Some((3, Some(6))));
    tables.lowest = 1;
    assert_eq!(interval(&tables, 0, cell), Some((4, Some(5))));
}

/// K2: a pattern of two programs in use that gives one cell away.
#[test]
fn a_cell_between_two_hidden_rows_is_exact() {
    let mut tables =
        grid(&[vec![30, 47, 64, 89], vec![90, 124, 5, 31], vec![92, 100, 59, 85], vec![800, 991, 651, 685]]);
    hide(&mut tables, &inner(&[(0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 1), (2, 3), (3, 1), (3, 3)]));
    let cell = at(&tables, 0, 1);
    assert_eq!(interval(&tables, 0, cell), Some((47, Some(47))));
    let mut with_xd = tables.clone();
    hide(&mut with_xd, &inner(&[(1, 3)]));
    assert_eq!(interval(&with_xd, 0, cell), Some((0, Some(78))));
    hide(&mut tables, &inner(&[(1, 1)]));
    assert_eq!(interval(&tables, 0, cell), Some((0, Some(141))));
}

/// K3: where zeros are shown, two markers over two are one each.
#[test]
fn two_ones_are_known_where_zeros_are_shown() {
    let mut tables = one_way(&[10, 3, 1, 1]);
    let ones = [2, 3].map(|category| tables.find(&[Some(category)]).unwrap());
    ones.iter().for_each(|cell| tables.hide(*cell, Why::Primary));
    assert_eq!(interval(&tables, 0, ones[0]), Some((0, Some(2))));
    tables.lowest = 1;
    assert_eq!(interval(&tables, 0, ones[0]), Some((1, Some(1))));
    let rules = Rules { threshold: 3, zeros: Zeros::Publish, insider: Insider::Off };
    assert_eq!(audit::run(&tables, &rules).unwrap_err().how, How::Narrow);
    let mut tables = one_way(&[10, 3, 1, 1]);
    suppress::suppress(&mut tables, &rules);
    let hidden: Vec<i64> =
        tables.cells.iter().filter(|cell| cell.why.is_some()).map(|cell| cell.value).collect();
    assert_eq!(hidden, [3, 1, 1]);
    assert_eq!(audit::run(&tables, &rules), Ok(()));
}

/// K4: zeros that are withheld alone are zeros.
#[test]
fn hidden_zeros_that_must_be_zero_fail() {
    let mut tables = one_way(&[10, 5, 0, 0]);
    let zeros = [2, 3].map(|category| tables.find(&[Some(category)]).unwrap());
    zeros.iter().for_each(|cell| tables.hide(*cell, Why::Primary));
    assert_eq!(interval(&tables, 0, zeros[0]), Some((0, Some(0))));
    let rules = Rules { threshold: 3, ..RULES };
    assert_eq!(audit::run(&tables, &rules), Err(Leak { cell: zeros[0], how: How::Narrow }));
}

/// K5: one small cell takes three others with it.
#[test]
fn one_small_cell_takes_three_others() {
    let mut tables = grid(&[vec![18, 2], vec![14, 19], vec![12, 10], vec![11, 14]]);
    suppress::suppress(&mut tables, &RULES);
    assert_eq!((tables.primaries(&RULES).len(), tables.hidden()), (1, 4));
    assert_eq!(audit::run(&tables, &RULES), Ok(()));
}

const SIX: [[i64; 3]; 3] = [[4, 30, 40], [25, 35, 45], [28, 38, 48]];

/// Two dimensions, and the table of the rows beside the table of both.
fn six() -> Tabulation {
    Tabulation::new(&[3, 3], &[vec![0, 1], vec![0]], |key| {
        let row = |at: usize| key[0].is_none_or(|category| usize::from(category) == at);
        let column = |at: usize| key[1].is_none_or(|category| usize::from(category) == at);
        let cells = (0..3).flat_map(|i| (0..3).map(move |j| (i, j)));
        cells.filter(|(i, j)| row(*i) && column(*j)).map(|(i, j)| SIX[i][j]).sum()
    })
}

/// K6: totals added up anew over what is left are no secret where another table has the true ones.
#[test]
fn a_second_table_with_true_totals_gives_the_cell_away() {
    let mut tables = six();
    let cell = at(&tables, 0, 0);
    hide(&mut tables, &inner(&[(0, 0)]));
    // The totals of the first row and column are replaced, so that they say nothing; the table of the rows
    // has the true ones.
    let all = tables.find(&[None, Some(0)]).unwrap();
    tables.hide(all, Why::Secondary);
    let column = tables.find(&[None, None]).unwrap();
    tables.hide(column, Why::Secondary);
    assert_eq!(audit::run(&tables, &RULES), Err(Leak { cell, how: How::Narrow }));
}

#[test]
fn our_own_pattern_keeps_true_totals_and_two_hidden_per_line() {
    let mut tables = six();
    suppress::suppress(&mut tables, &RULES);
    assert_eq!(audit::run(&tables, &RULES), Ok(()));
    for total in [[Some(0), None], [None, Some(0)], [None, None]] {
        assert!(!tables.is_hidden(tables.find(&total).unwrap()));
    }
    for line in 0..3 {
        let row = (0..3).filter(|column| tables.is_hidden(at(&tables, line, *column))).count();
        let column = (0..3).filter(|row| tables.is_hidden(at(&tables, *row, line))).count();
        assert!(row != 1 && column != 1);
    }
}

/// K7: sex by age, sex by status (men: 85 and 17, 102 in all) and age alone (22, 102, 49); of the men 21, 58
/// and 23, so that 22 − 21 is the only woman of her age.
#[test]
fn three_linked_tables_give_a_person_away() {
    let by_age = [[1, 44, 26], [21, 58, 23]];
    let by_status = [[40, 31], [85, 17]];
    let count = |key: &Key| -> i64 {
        let sexes = || (0..2_usize).filter(|sex| key[0].is_none_or(|wanted| usize::from(wanted) == *sex));
        match (key[1], key[2]) {
            (Some(age), _) => sexes().map(|sex| by_age[sex][usize::from(age)]).sum(),
            (_, Some(status)) => sexes().map(|sex| by_status[sex][usize::from(status)]).sum(),
            _ => sexes().map(|sex| by_age[sex].iter().sum::<i64>()).sum(),
        }
    };
    let mut tables = Tabulation::new(&[2, 3, 2], &[vec![0, 1], vec![0, 2], vec![1]], count);
    let woman = tables.find(&[Some(0), Some(0), None]).unwrap();
    assert_eq!(tables.cells[woman].value, 22 - 21);
    for age in 0..3 {
        let cell = tables.find(&[Some(0), Some(age), None]).unwrap();
        tables.hide(cell, Why::Primary);
    }
    assert_eq!(audit::run(&tables, &RULES), Err(Leak { cell: woman, how: How::Narrow }));
    suppress::suppress(&mut tables, &RULES);
    assert_eq!(audit::run(&tables, &RULES), Ok(()));
}

/// A withheld set S with the sum D under a published total is safe if and only if there are two of them and
/// D ≥ (t−1) + lb·(|S|−1).
#[test]
fn one_way_tables_follow_the_closed_form() {
    for case in 0..4_000_u64 {
        let mut seed = crate::seeds::Seed::new(case);
        let counts: Vec<i64> = (0..2 + seed.usize(5)).map(|_| seed.count()).collect();
        let rules = seed.rules();
        let mut tables = one_way(&counts);
        tables.lowest = rules.lowest();
        let total = tables.find(&[None]).unwrap();
        for cell in (0..tables.cells.len()).filter(|cell| *cell != total) {
            let value = tables.cells[cell].value;
            if rules.is_primary(value) || (seed.below(3) == 0 && value >= rules.lowest()) {
                tables.hide(cell, Why::Primary);
            }
        }
        if rules.is_primary(tables.cells[total].value) || tables.primaries(&rules).is_empty() {
            continue;
        }
        let hidden: Vec<i64> =
            tables.cells.iter().filter(|cell| cell.why.is_some()).map(|cell| cell.value).collect();
        let others = i64::try_from(hidden.len()).unwrap() - 1;
        let safe = hidden.len() >= 2
            && hidden.iter().sum::<i64>() >= (rules.threshold - 1) + rules.lowest() * others;
        assert_eq!(audit::run(&tables, &rules).is_ok(), safe, "case {case}: {counts:?} {rules:?}");
    }
}
