//! Non-interference: a site whose withheld counts are replaced by those of a witness is the same to the byte.
//!
//! The pattern is fixed by `hide`, as it is for whoever sees a published site. A witness is itself judged by the
//! audit; one whose own small counts the pattern does not cover is refused, and nothing is published of it.

use std::{collections::BTreeMap, fs};

use casebook::{
    app::{
        command::{Cli, Command},
        project::{self, Project},
    },
    base::diagnostic::Diagnostics,
    data::disclosure::{
        audit::{self, Auditor},
        rules::{Dominance, Insider, Rules, Zeros},
        sums::{Counted, Pairs, Sums},
        suppress,
        tabulation::{Level, Tabulation},
    },
    render::{self, produce::Renderer},
};
use clap::Parser;
use rayon::prelude::*;

use crate::{
    seeds::{Seed, count},
    sums::Records,
};

const RULES: Rules = Rules { threshold: 10, zeros: Zeros::Protect, insider: Insider::Off };

const SETTINGS: &str = "title: Test\nurl: https://example.org/\n";

const PAGE: &str = "---\ntitle: Cases\n---\nOf [the cases](dataset:cases) {{ sum(\"cases\", \"cases\") }} are counted.\n\n![](figure:both)\n";

const FIGURE: &str = "mark: column\ntitle: Cases\nsource: A program\nalt: Columns of {{ sum(\"cases\", \"cases\") }} cases.\ndata: cases\nx: row\ny: cases\nseries: column\nlabels: [value, key]\n";

#[test]
fn a_witness_in_place_of_the_withheld_counts_changes_no_byte() {
    let wanted = usize::try_from(count(50).min(200)).unwrap();
    let (mut pairs, mut refused, mut seed) = (0, 0, 7_000_000);
    while pairs < wanted {
        let (tables, witnesses) = case(seed);
        seed += 1;
        if witnesses.is_empty() {
            continue;
        }
        let Some(site) = built(&tables, &tables.values()) else { continue };
        assert!(site.keys().any(|path| path.ends_with("cases.csv")) && site.len() > 20);
        let others: Vec<_> = witnesses.par_iter().map(|values| built(&tables, values)).collect();
        for other in others {
            let Some(other) = other else {
                refused += 1;
                continue;
            };
            for (path, bytes) in &site {
                assert!(other.get(path) == Some(bytes), "seed {}: {path} differs", seed - 1);
            }
            assert_eq!(site.len(), other.len());
            pairs += 1;
        }
    }
    eprintln!(
        "{pairs} pairs of whole sites are the same to the byte; {refused} witnesses are refused by their own audit"
    );
}

/// A protected table whose totals are shown, and a few witnesses that are not the truth.
fn case(seed: u64) -> (Tabulation, Vec<Vec<i64>>) {
    let mut tables = Seed::new(seed).table(4, 3);
    suppress::suppress(&mut tables, &RULES);
    let grand = tables.find(&[None, None]).unwrap();
    if audit::run(&tables, &RULES).is_err() || tables.is_hidden(grand) {
        return (tables, Vec::new());
    }
    let auditor = Auditor::new(&tables, &RULES);
    let values = tables.values();
    let small = tables.primaries(&RULES);
    let all = small.into_iter().flat_map(|cell| [0, 4, 9].map(|is| auditor.witness(cell, is, None)));
    let mut others: Vec<Vec<i64>> =
        all.flatten().map(|witness| witness.values).filter(|other| *other != values).collect();
    others.sort();
    others.dedup();
    others.truncate(8);
    (tables, others)
}

/// Every file of the site of a table with those counts and the pattern of `tables`; nothing if it is refused.
fn built(tables: &Tabulation, values: &[i64]) -> Option<BTreeMap<String, Vec<u8>>> {
    site(&csv(tables, values), &descriptor(tables), PAGE)
}

/// Every file of a site with one dataset; nothing if what is withheld in it could be worked out.
fn site(csv: &str, descriptor: &str, page: &str) -> Option<BTreeMap<String, Vec<u8>>> {
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("casebook.yaml", SETTINGS);
    write("content/_index.md", page);
    write("content/figures/both.yaml", FIGURE);
    write("data/cases.csv", csv);
    write("data/cases.yaml", descriptor);
    let sources = project::sources(root.path()).unwrap();
    let Command::Check(check) = Cli::parse_from(["casebook", "check"]).command else { panic!("no check") };
    let mut diagnostics = Diagnostics::new();
    let now = "2026-06-01T12:00:00Z".parse().unwrap();
    let project = Project::read(&sources, &check.common, now, &mut diagnostics);
    if diagnostics.block() {
        let codes: Vec<_> = diagnostics.iter().map(|problem| problem.code).collect();
        let refused = ["recoverable-count", "recoverable-sum"];
        assert!(refused.iter().any(|code| codes.contains(code)), "{diagnostics:?}");
        return None;
    }
    let Project { site, theme, options, .. } = &project;
    let routes = render::routes(site, theme, &sources, options, &mut diagnostics);
    let renderer = Renderer::new(site, theme, &sources, &routes, &mut diagnostics);
    assert!(!diagnostics.block(), "{diagnostics:?}");
    let mut files: BTreeMap<String, Vec<u8>> = routes
        .list
        .iter()
        .map(|route| (route.url.output_path(), renderer.produce(route).bytes.to_vec()))
        .collect();
    let manifest = format!("{} {:?}", routes.inputs, routes.published);
    files.insert("casebook-manifest.json".to_owned(), manifest.into_bytes());
    Some(files)
}

/// The same for sums: records whose amounts, and where counts are withheld too their number, are those of a pair
/// of worlds.
#[test]
fn another_pair_of_counts_and_sums_changes_no_byte() {
    let wanted = usize::try_from(count(16).min(200)).unwrap();
    let (mut pairs, mut refused, mut counts_differ, mut seed) = (0, 0, 0, 13_000_000);
    while pairs < wanted {
        seed += 1;
        let Some((money, worlds)) = Money::case(seed) else { continue };
        let Some(first) = money.built(&money.counts.values(), &money.sums.tables.values()) else { continue };
        assert!(first.keys().any(|path| path.ends_with("cases.csv")) && first.len() > 20);
        let others: Vec<_> = worlds.par_iter().map(|(counts, sums)| money.built(counts, sums)).collect();
        for (other, (counts, _)) in others.into_iter().zip(&worlds) {
            let Some(other) = other else {
                refused += 1;
                continue;
            };
            for (path, bytes) in &first {
                assert!(other.get(path) == Some(bytes), "seed {seed}: {path} differs");
            }
            assert_eq!(first.len(), other.len());
            pairs += 1;
            counts_differ += usize::from(*counts != money.counts.values());
        }
    }
    eprintln!(
        "{pairs} pairs of whole sites with sums are the same to the byte, {counts_differ} of them with other counts; {refused} are refused by their own audit"
    );
    assert!(counts_differ > 0);
}

/// Counts and sums with what is withheld of them, and the cells in which one person gave most.
struct Money {
    counts: Tabulation,
    sums: Sums,
    heavy: Vec<bool>,
}

type Worlds = Vec<(Vec<i64>, Vec<i64>)>;

impl Money {
    /// A case whose totals of everything are shown, and a few pairs of worlds that are not the truth.
    fn case(seed: u64) -> Option<(Self, Worlds)> {
        let mut seed = Seed::new(seed);
        let mut counts = seed.table(3, 3);
        suppress::suppress(&mut counts, &RULES);
        let grand = counts.find(&[None, None])?;
        if audit::run(&counts, &RULES).is_err() || counts.is_hidden(grand) {
            return None;
        }
        let heavy: Vec<bool> = counts.cells.iter().map(|_| seed.below(3) == 0).collect();
        let mut amount = |count: i64| count * i64::try_from(500 + seed.below(20_000)).unwrap();
        let inner: Vec<i64> = counts
            .cells
            .iter()
            .map(|cell| if cell.level == Level::Inner { amount(cell.value) } else { 0 })
            .collect();
        let records = records(&counts, &counts.values(), &inner, &heavy);
        let counted = Counted::new(&counts, RULES);
        let mut sums = records.sums(&counted, Dominance { p: 10 });
        sums.suppress(&counted);
        let audit = Pairs::new(&counted, &sums);
        if audit.run().is_err() || sums.tables.is_hidden(grand) {
            return None;
        }
        let truth = counts.values();
        let worlds = audit.all().into_iter().map(|pair| {
            let counts =
                pair.counts.map_or_else(|| truth.clone(), |at| counted.worlds.get(at).unwrap().values);
            (counts, pair.sums.values)
        });
        let mut worlds: Worlds = worlds.filter(|(_, other)| *other != sums.tables.values()).collect();
        worlds.sort();
        worlds.dedup();
        let step = worlds.len().div_ceil(8).max(1);
        let worlds = worlds.into_iter().step_by(step).collect();
        Some((Self { counts, sums, heavy }, worlds))
    }

    fn built(&self, counts: &[i64], sums: &[i64]) -> Option<BTreeMap<String, Vec<u8>>> {
        let records = records(&self.counts, counts, sums, &self.heavy);
        let line = |(cell, who, amount): &(Vec<u16>, u64, i64)| {
            format!("r{},c{},p{who},{}.{:02}\n", cell[0], cell[1], amount / 100, amount % 100)
        };
        let csv = format!("row,column,payer,awarded\n{}", records.list.iter().map(line).collect::<String>());
        let plain = descriptor(&self.counts);
        let fields = "    - {name: payer, type: string, drop: true}\n    - {name: awarded, type: number}\n";
        let descriptor = plain.replace("    - {name: cases, type: integer}\n", fields);
        let hidden = hidden(&self.sums.tables).replace("      ", "        ");
        let sum = format!("  sums:\n    - field: awarded\n      contributor: payer\n      hide:\n{hidden}");
        let page = format!("{PAGE}\nThey were given {{{{ sum(\"cases\", \"awarded\") }}}}.\n");
        site(&csv, &format!("{descriptor}{sum}"), &page)
    }
}

/// Records with those counts and sums. In heavy cells the first gave seven tenths, elsewhere all gave the same.
fn records(tables: &Tabulation, counts: &[i64], sums: &[i64], heavy: &[bool]) -> Records {
    let mut list = Vec::new();
    let cells = tables.cells.iter().enumerate().filter(|(_, cell)| cell.level == Level::Inner);
    for (at, cell) in cells {
        let key: Vec<u16> = cell.key.iter().flatten().copied().collect();
        let (count, mut left) = (counts[at], sums[at]);
        for record in 0..count {
            let others = count - record - 1;
            let amount = match (record, others) {
                (_, 0) => left,
                (0, _) if heavy[at] => left * 7 / 10,
                _ => left / (others + 1),
            };
            left -= amount;
            list.push((key.clone(), u64::try_from(list.len()).unwrap(), amount));
        }
    }
    Records { sizes: tables.sizes.clone(), tables: vec![vec![0, 1]], list }
}

fn csv(tables: &Tabulation, values: &[i64]) -> String {
    let inner = tables.cells.iter().zip(values).filter(|(cell, _)| cell.level == Level::Inner);
    let line = |(cell, value): (&casebook::data::disclosure::tabulation::Cell, &i64)| {
        format!("r{},c{},{value}\n", cell.key[0].unwrap(), cell.key[1].unwrap())
    };
    format!("row,column,cases\n{}", inner.map(line).collect::<String>())
}

fn descriptor(tables: &Tabulation) -> String {
    let categories = |sign: char, at: usize| {
        (0..tables.sizes[at]).map(|place| format!("{sign}{place}")).collect::<Vec<_>>().join(", ")
    };
    format!(
        "name: cases\ntitle: Cases\nschema:\n  fields:\n    - {{name: row, type: string, categories: [{}]}}\n    - {{name: column, type: string, categories: [{}]}}\n    - {{name: cases, type: integer}}\ndisclosure:\n  unit: person\n  count: cases\n  insider: off\n  tables:\n    - by: [row, column]\n      hide:\n{}",
        categories('r', 0),
        categories('c', 1),
        hidden(tables)
    )
}

/// What is withheld, as `hide` lists it.
fn hidden(tables: &Tabulation) -> String {
    let hidden = tables.cells.iter().filter(|cell| cell.why.is_some()).map(|cell| {
        let one = |name: &str, sign: char, at: usize| {
            cell.key[at].map(|category| format!("{name}: {sign}{category}"))
        };
        let key = [one("row", 'r', 0), one("column", 'c', 1)].into_iter().flatten().collect::<Vec<_>>();
        format!("        - {{{}}}\n", key.join(", "))
    });
    hidden.collect()
}
