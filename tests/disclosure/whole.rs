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
        rules::{Insider, Rules, Zeros},
        suppress,
        tabulation::{Level, Tabulation},
    },
    render::{self, produce::Renderer},
};
use clap::Parser;
use rayon::prelude::*;

use crate::seeds::{Seed, count};

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
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("casebook.yaml", SETTINGS);
    write("content/_index.md", PAGE);
    write("content/figures/both.yaml", FIGURE);
    write("data/cases.csv", &csv(tables, values));
    write("data/cases.yaml", &descriptor(tables));
    let sources = project::sources(root.path()).unwrap();
    let Command::Check(check) = Cli::parse_from(["casebook", "check"]).command else { panic!("no check") };
    let mut diagnostics = Diagnostics::new();
    let now = "2026-06-01T12:00:00Z".parse().unwrap();
    let project = Project::read(&sources, &check.common, now, &mut diagnostics);
    if diagnostics.block() {
        let codes: Vec<_> = diagnostics.iter().map(|problem| problem.code).collect();
        assert!(codes.contains(&"recoverable-count"), "{diagnostics:?}");
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
    let hidden = tables.cells.iter().filter(|cell| cell.why.is_some()).map(|cell| {
        let one = |name: &str, sign: char, at: usize| {
            cell.key[at].map(|category| format!("{name}: {sign}{category}"))
        };
        let key = [one("row", 'r', 0), one("column", 'c', 1)].into_iter().flatten().collect::<Vec<_>>();
        format!("        - {{{}}}\n", key.join(", "))
    });
    format!(
        "name: cases\ntitle: Cases\nschema:\n  fields:\n    - {{name: row, type: string, categories: [{}]}}\n    - {{name: column, type: string, categories: [{}]}}\n    - {{name: cases, type: integer}}\ndisclosure:\n  unit: person\n  count: cases\n  insider: off\n  tables:\n    - by: [row, column]\n      hide:\n{}",
        categories('r', 0),
        categories('c', 1),
        hidden.collect::<String>()
    )
}
