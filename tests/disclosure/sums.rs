//! Attacks on sums: answers by hand, a linear program that knows every count, pairs of worlds added up by another
//! hand, every pattern of small tables, broken engines.

use std::collections::BTreeMap;

use casebook::data::disclosure::{
    aim::Aim,
    audit::{self, How},
    contribution::{Contribution, Contributions},
    finest::Finest,
    interval::interval,
    rules::{Dominance, Insider, Rules, Zeros},
    sums::{Counted, Pair, Pairs, Sums},
    suppress,
    tabulation::{Key, Tabulation, Why},
};

use crate::{
    attacker,
    seeds::{Seed, count},
};

const TEN: Dominance = Dominance { p: 10 };

/// What each contributor gave, record by record, in each cell of the finest table.
pub struct Records {
    pub sizes: Vec<usize>,
    pub tables: Vec<Vec<usize>>,
    pub list: Vec<(Vec<u16>, u64, i64)>,
}

impl Records {
    /// A 2-way table of cells, each with the amounts of different people.
    fn of(cells: &[&[&[i64]]]) -> Self {
        let mut list = Vec::new();
        for (row, cells) in (0..).zip(cells) {
            for (column, amounts) in (0..).zip(*cells) {
                let start = u64::try_from(list.len()).unwrap();
                list.extend((start..).zip(*amounts).map(|(who, amount)| (vec![row, column], who, *amount)));
            }
        }
        Self { sizes: vec![cells.len(), cells[0].len()], tables: vec![vec![0, 1]], list }
    }

    /// Records by seed: a few people give much, many a little, and some cells have nobody.
    fn seeded(seed: &mut Seed, sizes: Vec<usize>, tables: Vec<Vec<usize>>, most: u64) -> Self {
        let mut list = Vec::new();
        let shapes: &[[u64; 2]] = seed.pick(&[
            &[[0, 0], [1, 3], [4, 9], [12, 30], [20, 6]],
            &[[0, 0], [0, 0], [0, 0], [2, 3], [15, 9]],
        ]);
        let cells: usize = sizes.iter().product();
        for cell in 0..cells {
            let mut rest = cell;
            let key: Vec<u16> = sizes
                .iter()
                .map(|size| {
                    let category = u16::try_from(rest % size).unwrap();
                    rest /= size;
                    category
                })
                .collect();
            let [more, people] = seed.pick(shapes);
            let records = if more == 0 { 0 } else { more + seed.below(more) };
            let heavy = seed.below(3) == 0;
            for record in 0..records {
                let amount =
                    if heavy && record == 0 { most / 2 + seed.below(most) } else { seed.below(most / 20) };
                list.push((key.clone(), seed.below(people * 4), i64::try_from(amount).unwrap()));
            }
        }
        Self { sizes, tables, list }
    }

    fn within(key: &Key, record: &[u16]) -> bool {
        key.iter().zip(record).all(|(wanted, category)| wanted.is_none_or(|wanted| wanted == *category))
    }

    pub fn counts(&self) -> Tabulation {
        let count = |key: &Key| self.list.iter().filter(|(cell, ..)| Self::within(key, cell)).count();
        Tabulation::new(&self.sizes, &self.tables, |key| i64::try_from(count(key)).unwrap())
    }

    fn contributions(&self, tables: &Tabulation) -> Contributions {
        let of = |key: &Key| {
            let mut people: BTreeMap<u64, i64> = BTreeMap::new();
            for (_, who, amount) in self.list.iter().filter(|(cell, ..)| Self::within(key, cell)) {
                *people.entry(*who).or_default() += amount;
            }
            let mut cell = Contribution::default();
            people.into_values().for_each(|amount| cell.add(amount));
            cell
        };
        let least = self.list.iter().map(|(.., amount)| *amount).filter(|amount| *amount > 0).min();
        let cells = tables.cells.iter().map(|cell| (cell.key.clone(), of(&cell.key))).collect();
        Contributions { cells, least: least.unwrap_or(1) }
    }

    /// The protected counts; nothing where these cannot be protected.
    pub fn protected(&self, rules: &Rules) -> Option<Tabulation> {
        let mut tables = self.counts();
        suppress::suppress(&mut tables, rules);
        audit::run(&tables, rules).is_ok().then_some(tables)
    }

    pub fn sums(&self, counted: &Counted<'_>, rule: Dominance) -> Sums {
        Sums::new(counted, &self.contributions(counted.tables), rule, |_| None)
    }
}

fn rules(threshold: i64, zeros: Zeros) -> Rules {
    Rules { threshold, zeros, insider: Insider::Off }
}

fn at(sums: &Sums, key: [Option<u16>; 2]) -> usize {
    sums.tables.find(&key).unwrap()
}

/// Three people or more in each cell, so that only sums are withheld.
fn by_hand() -> Records {
    Records::of(&[
        &[&[100, 5, 3], &[40, 40, 40], &[30, 20, 60]],
        &[&[50, 50, 50], &[90, 80, 70], &[10, 20, 30]],
        &[&[25, 25, 25], &[60, 50, 40], &[31, 30, 29]],
    ])
}

#[test]
fn a_sum_that_is_mostly_one_persons_is_withheld_with_three_others() {
    let rules = rules(3, Zeros::Protect);
    let tables = by_hand().protected(&rules).unwrap();
    assert_eq!(tables.hidden(), 0);
    let counted = Counted::new(&tables, rules);
    let mut sums = by_hand().sums(&counted, TEN);
    sums.suppress(&counted);
    // 108 − 100 − 5 = 3 is less than a tenth of 100, by 7.
    let cell = at(&sums, [Some(0), Some(0)]);
    assert_eq!(sums.aims.primaries(), [cell]);
    assert_eq!(sums.aims.of(cell), Some(Aim { low: 101, high: 115, near: [115, 101] }));
    assert_eq!(sums.tables.hidden(), 4);
    assert_eq!(Pairs::new(&counted, &sums).run(), Ok(()));
    // Whoever gave 5 takes what is left of the most that the sum can be for the largest: a tenth too much.
    let (_, upper) = attacker::bounds(&sums.tables, cell);
    assert!(upper - 5.0 >= 110.0 - 1e-6, "{upper}");
}

#[test]
fn the_rule_is_sharp() {
    assert_eq!(TEN.lack(100, 10), None);
    assert_eq!(TEN.lack(100, 9), Some(1));
    assert_eq!(TEN.lack(101, 10), Some(1), "a tenth of 101 is rounded up");
    assert_eq!(TEN.lack(0, 0), None);
    assert_eq!(Dominance { p: 100 }.lack(40, 39), Some(1));
}

#[test]
fn one_contributor_behind_many_records_is_withheld_although_the_count_is_shown() {
    let records = Records {
        list: (0..4)
            .flat_map(|cell: u16| {
                let who = move |record: u64| if cell == 0 { 1 } else { 10 + record };
                (0..12).map(move |record| (vec![cell / 2, cell % 2], who(record), 100))
            })
            .collect(),
        ..Records::of(&[&[&[], &[]], &[&[], &[]]])
    };
    let rules = rules(5, Zeros::Protect);
    let tables = records.protected(&rules).unwrap();
    let counted = Counted::new(&tables, rules);
    let sums = records.sums(&counted, TEN);
    let cell = at(&sums, [Some(0), Some(0)]);
    assert!(!tables.is_hidden(cell));
    // Of 1200 by one contributor a tenth is 120.
    assert_eq!(sums.aims.of(cell), Some(Aim { low: 1080, high: 1320, near: [1320, 1080] }));
    assert_eq!(sums.aims.primaries(), [cell]);
}

#[test]
fn a_total_is_judged_like_a_cell() {
    let records =
        Records::of(&[&[&[9000, 2, 2], &[9, 9, 9]], &[&[4, 4, 4], &[5, 5, 5]], &[&[6, 6, 6], &[7, 7, 7]]]);
    let rules = rules(3, Zeros::Protect);
    let tables = records.protected(&rules).unwrap();
    let counted = Counted::new(&tables, rules);
    let mut sums = records.sums(&counted, TEN);
    let of = |key| at(&sums, key);
    let all = [of([Some(0), Some(0)]), of([Some(0), None]), of([None, Some(0)]), of([None, None])];
    assert!(all.iter().all(|cell| sums.aims.of(*cell).is_some()));
    sums.suppress(&counted);
    assert_eq!(Pairs::new(&counted, &sums).run(), Ok(()));
}

#[test]
fn a_sum_is_withheld_wherever_the_count_is() {
    let rules = rules(5, Zeros::Protect);
    let records = Records::of(&[
        &[&[10, 10], &[20, 20, 20, 20, 20, 20, 20]],
        &[&[30, 30, 30, 30, 30, 30, 30], &[40, 40, 40, 40, 40, 40, 40, 40]],
        &[&[50, 50, 50, 50, 50, 50], &[60, 60, 60, 60, 60, 60, 60, 60]],
    ]);
    let tables = records.protected(&rules).unwrap();
    let counted = Counted::new(&tables, rules);
    let mut sums = records.sums(&counted, TEN);
    sums.suppress(&counted);
    assert_eq!(tables.hidden(), 4);
    assert!((0..tables.cells.len()).all(|cell| !tables.is_hidden(cell) || sums.tables.is_hidden(cell)));
    let mut shown = sums.clone();
    let cell = (0..tables.cells.len()).find(|cell| tables.is_hidden(*cell)).unwrap();
    shown.tables.cells[cell].why = None;
    assert_eq!(Pairs::new(&counted, &shown).run().unwrap_err().how, How::Shown);
}

/// A withheld count of two whose sum cannot be nothing is known to be no zero.
#[test]
fn sums_that_tell_of_a_count_are_caught() {
    let rules = rules(5, Zeros::Protect);
    let records = Records::of(&[
        &[&[500, 500], &[1, 1, 1, 1, 1, 1, 1]],
        &[&[1, 1, 1, 1, 1, 1, 1], &[40, 40, 40, 40, 40, 40, 40, 40]],
    ]);
    let tables = records.protected(&rules).unwrap();
    let counted = Counted::new(&tables, rules);
    let mut sums = records.sums(&counted, TEN);
    // The pattern of the counts alone: of the 1000 at most 14 can be elsewhere.
    for cell in 0..tables.cells.len() {
        assert_eq!(sums.tables.is_hidden(cell), tables.is_hidden(cell));
    }
    let leak = Pairs::new(&counted, &sums).run().unwrap_err();
    assert!(matches!(leak.how, How::Narrow | How::Sums), "{leak:?}");
    sums.suppress(&counted);
    assert_eq!(Pairs::new(&counted, &sums).run(), Ok(()));
    let cell = at(&sums, [Some(0), Some(0)]);
    assert_eq!(attacker::bounds(&sums.tables, cell).0.round(), 0.0);
}

struct Case {
    tables: Tabulation,
    rules: Rules,
    rule: Dominance,
    records: Records,
}

fn case(seed: u64, rows: u64, columns: u64) -> Option<Case> {
    let mut seed = Seed::new(seed);
    let mut rules = seed.rules();
    rules.insider = seed.pick(&[Insider::Off, Insider::Singleton]);
    let sizes = vec![2 + seed.usize(rows - 1), 2 + seed.usize(columns - 1)];
    let rule = Dominance { p: seed.pick(&[5, 10, 25]) };
    let records = Records::seeded(&mut seed, sizes, vec![vec![0, 1]], 2_000);
    let tables = records.protected(&rules)?;
    Some(Case { tables, rules, rule, records })
}

#[test]
fn no_sum_is_recovered_and_the_bounds_are_exact() {
    let (mut attacked, mut withheld, mut primaries, mut failed, mut recovered) = (0, 0, 0, 0, 0);
    for seed in 0..count(80) {
        let Some(Case { tables, rules, rule, records }) = case(seed + 8_000_000, 5, 5) else { continue };
        let counted = Counted::new(&tables, rules);
        let mut sums = records.sums(&counted, rule);
        sums.suppress(&counted);
        if let Err(leak) = Pairs::new(&counted, &sums).run() {
            eprintln!("seed {seed}: {leak:?}");
            failed += 1;
            continue;
        }
        attacked += 1;
        primaries += sums.aims.primaries().len();
        let known = sums.with_counts_known();
        for cell in (0..known.cells.len()).filter(|cell| known.is_hidden(*cell)) {
            withheld += 1;
            let (lower, upper) = attacker::bounds(&known, cell);
            let (low, high) = interval(&known, 0, cell).unwrap();
            assert!((lower - low as f64).abs() < 1e-4, "seed {seed}, cell {cell}: {lower} and {low}");
            match high {
                Some(high) => assert!((upper - high as f64).abs() < 1e-4, "seed {seed}, cell {cell}"),
                None => assert!(upper > 5e5, "seed {seed}, cell {cell}: {upper}"),
            }
        }
        recovered += usize::from(!attacker::is_safe(&known, &sums.aims));
    }
    eprintln!(
        "{attacked} tables attacked, {withheld} withheld sums, {primaries} to be protected, {failed} withheld as a whole, {recovered} recovered"
    );
    assert_eq!(recovered, 0);
    assert!(attacked > 20 * (failed + 1) && primaries > 100);
}

/// Every pair by another hand: both add up to all that is published, and where nobody is counted there is
/// nothing.
#[test]
fn every_pair_adds_up_over_linked_tables() {
    const SETS: [&[&[usize]]; 4] =
        [&[&[0, 1], &[2]], &[&[0, 1], &[0, 2]], &[&[0, 1], &[1, 2]], &[&[0], &[1, 2]]];
    let (mut pairs, mut failed, mut empty) = (0, 0, 0);
    for seed in 0..count(25).min(400) {
        let mut seed = Seed::new(seed + 9_000_000);
        let rules = Rules { insider: seed.pick(&[Insider::Off, Insider::Singleton]), ..seed.rules() };
        let set = SETS[seed.usize(4)].iter().map(|by| by.to_vec()).collect();
        let sizes = (0..3).map(|_| 2 + seed.usize(3)).collect();
        let records = Records::seeded(&mut seed, sizes, set, 100_000);
        let Some(tables) = records.protected(&rules) else { continue };
        let counted = Counted::new(&tables, rules);
        let mut sums = records.sums(&counted, TEN);
        sums.suppress(&counted);
        let audit = Pairs::new(&counted, &sums);
        if audit.run().is_err() {
            failed += 1;
            continue;
        }
        for pair in audit.all() {
            assert_pair(&counted, &sums, &pair);
            let line = pair.sums.claim.line;
            empty += usize::from(tables.cells[line].value == 0 && pair.sums.claim.is > 0);
            pairs += 1;
        }
    }
    eprintln!(
        "{pairs} pairs, {empty} of them with something where nobody is counted, {failed} withheld as a whole"
    );
    assert!(pairs > 300 && empty > 20 && failed * 10 < pairs);
}

fn assert_pair(counted: &Counted<'_>, sums: &Sums, pair: &Pair) {
    let counts =
        pair.counts.map_or_else(|| counted.tables.values(), |at| counted.worlds.get(at).unwrap().values);
    assert_world(counted.tables, &counts);
    assert_world(&sums.tables, &pair.sums.values);
    assert!(counts.iter().zip(&pair.sums.values).all(|(count, sum)| *count > 0 || *sum == 0));
    assert_eq!(pair.sums.values[pair.sums.claim.line], pair.sums.claim.is);
}

fn assert_world(tables: &Tabulation, values: &[i64]) {
    let finest = Finest::behind(tables, values);
    for (at, cell) in tables.cells.iter().enumerate() {
        let rows = finest.categories.chunks(finest.dimensions).zip(&finest.counts);
        let sum: i64 = rows.filter(|(row, _)| Records::within(&cell.key, row)).map(|(_, n)| n).sum();
        assert_eq!(sum, values[at]);
        assert!(cell.why.is_some() || sum == cell.value);
        assert!(sum >= 0);
    }
}

/// The fewest others that must be withheld so that every sum with an aim is protected.
fn fewest(sums: &Sums) -> u32 {
    let mut bare = sums.tables.clone();
    bare.cells.iter_mut().for_each(|cell| cell.why = None);
    sums.aims.primaries().into_iter().for_each(|cell| bare.hide(cell, Why::Primary));
    let free: Vec<usize> = (0..bare.cells.len()).filter(|cell| !bare.is_hidden(*cell)).collect();
    let safe = |pattern: &u32| {
        let mut tried = bare.clone();
        let chosen = free.iter().enumerate().filter(|(at, _)| pattern >> at & 1 == 1);
        chosen.for_each(|(_, cell)| tried.hide(*cell, Why::Secondary));
        sums.aims.primaries().into_iter().all(|cell| {
            let aim = sums.aims.of(cell).unwrap();
            let (low, high) = interval(&tried, 0, cell).unwrap();
            low <= aim.low && high.is_none_or(|high| high >= aim.high)
        })
    };
    let mut patterns: Vec<u32> = (0..1 << free.len()).collect();
    patterns.sort_by_key(|pattern| pattern.count_ones());
    patterns.into_iter().find(safe).unwrap().count_ones()
}

#[test]
fn withheld_sums_are_near_the_fewest_possible() {
    let (mut ours, mut optimum, mut tried) = (0, 0, 0);
    for seed in 0..count(60).min(1_000) {
        let mut seed = Seed::new(seed + 10_000_000);
        let rules = rules(3, Zeros::Protect);
        let sizes = vec![3, 2 + seed.usize(2)];
        let mut records = Records::seeded(&mut seed, sizes, vec![vec![0, 1]], 4_000);
        // Three people with a little in each cell, so that every count is shown.
        let cells = u16::try_from(records.sizes[0] * records.sizes[1]).unwrap();
        let columns = u16::try_from(records.sizes[1]).unwrap();
        let little =
            |cell: u16| (0..3).map(move |who| (vec![cell / columns, cell % columns], 1_000 + who, 60));
        records.list.extend((0..cells).flat_map(little));
        let tables = records.protected(&rules).unwrap();
        assert_eq!(tables.hidden(), 0);
        let counted = Counted::new(&tables, rules);
        let mut sums = records.sums(&counted, TEN);
        sums.suppress(&counted);
        assert_eq!(Pairs::new(&counted, &sums).run(), Ok(()));
        ours += sums.tables.hidden() - sums.aims.primaries().len();
        optimum += usize::try_from(fewest(&sums)).unwrap();
        tried += 1;
    }
    eprintln!("{tried} tables: {ours} secondaries, {optimum} at the fewest");
    assert!(tried > 20 && optimum > 20);
    assert!(ours * 100 <= optimum * 140, "{ours} secondaries, {optimum} at the fewest");
}

#[test]
fn a_sum_that_is_shown_again_is_caught_or_redundant() {
    let (mut caught, mut redundant) = (0, 0);
    for seed in 0..count(20).min(300) {
        let Some(Case { tables, mut rules, rule, records }) = case(seed + 11_000_000, 4, 4) else { continue };
        rules.insider = Insider::Off;
        let counted = Counted::new(&tables, rules);
        let mut sums = records.sums(&counted, rule);
        sums.suppress(&counted);
        if Pairs::new(&counted, &sums).run().is_err() {
            continue;
        }
        for cell in (0..tables.cells.len()).filter(|cell| sums.tables.is_hidden(*cell)) {
            let mut mutated = sums.clone();
            mutated.tables.cells[cell].why = None;
            match Pairs::new(&counted, &mutated).run() {
                Ok(()) => {
                    redundant += 1;
                    let known = mutated.with_counts_known();
                    assert!(attacker::is_safe(&known, &sums.aims), "seed {seed}, cell {cell}");
                    assert!(!tables.is_hidden(cell) && sums.aims.of(cell).is_none());
                }
                Err(leak) => {
                    caught += 1;
                    let known = mutated.with_counts_known();
                    let told = tables.is_hidden(cell) || leak.how == How::Sums;
                    assert!(
                        told || !attacker::is_safe(&known, &sums.aims),
                        "seed {seed}, cell {cell}: {leak:?}"
                    );
                }
            }
        }
    }
    eprintln!("{caught} patterns caught, {redundant} redundant");
    assert!(caught > 100, "{caught} caught");
}

/// Engines that break a rule: each must be caught at least once, and what passes must be safe.
#[test]
fn broken_engines_are_caught() {
    type Engine = fn(&Case, &Counted<'_>) -> Sums;
    let engines: [(&str, Engine); 3] = [
        ("no secondaries", |case, counted| {
            let mut sums = case.records.sums(counted, case.rule);
            sums.aims.primaries().into_iter().for_each(|cell| sums.tables.hide(cell, Why::Primary));
            sums
        }),
        ("half the width", |case, counted| {
            let mut sums = case.records.sums(counted, Dominance { p: (case.rule.p / 2).max(1) });
            sums.suppress(counted);
            sums.aims = case.records.sums(counted, case.rule).aims;
            sums
        }),
        ("the counts' pattern alone", |case, counted| case.records.sums(counted, case.rule)),
    ];
    for (name, engine) in engines {
        let (mut caught, mut passed) = (0, 0);
        for seed in 0..count(30).min(300) {
            let Some(mut case) = case(seed + 12_000_000, 4, 4) else { continue };
            case.rules.insider = Insider::Off;
            let counted = Counted::new(&case.tables, case.rules);
            let sums = engine(&case, &counted);
            match Pairs::new(&counted, &sums).run() {
                Ok(()) => {
                    assert!(attacker::is_safe(&sums.with_counts_known(), &sums.aims));
                    passed += 1;
                }
                Err(_) => caught += 1,
            }
        }
        eprintln!("{name}: {caught} caught, {passed} passed and are safe");
        assert!(caught > 0, "{name} is never caught");
    }
}
