//! A table of all kinds of cells, and random steps over it: most are right, so that later ones are reached.

use std::fmt::Write;

use crate::chance::Chance;

const COLUMNS: [&str; 8] = ["year", "place", "kind", "count", "sure", "share", "day", "yes"];
const NUMBERS: [&str; 3] = ["count", "share", "year"];
const MADE: [&str; 5] = ["a", "b", "c", "count", "kind"];
const SUMS: [&str; 9] = ["count", "valid", "missing", "distinct", "sum", "mean", "median", "min", "max"];
const ORDERED: [&str; 4] = ["rank", "row_number", "lag", "change"];

const DESCRIPTOR: &str = "name: plain
title: A table of all kinds of cells
schema:
  fields:
    - {name: year, type: year}
    - {name: place, type: country}
    - {name: kind, type: string, categories: [{value: a, label: A}, {value: b, label: B}, {value: total, label: All}]}
    - {name: count, type: integer, status: sure}
    - {name: sure, type: string}
    - {name: share, type: number}
    - {name: day, type: date}
    - {name: \"yes\", type: boolean}
";

/// The descriptor and the table, as files.
pub fn table(chance: &mut Chance) -> [(String, Vec<u8>); 2] {
    let mut csv = COLUMNS.join(",");
    for _ in 0..chance.below(30) {
        let (count, sure) = chance.pick(&[
            ("5", ""),
            ("0", "exact"),
            ("120", "approximate"),
            ("13000", "at_least"),
            ("7", "at_most"),
            ("9223372036854775807", "provisional"),
            ("-9223372036854775807", "revised"),
            ("", "not_found"),
            ("", "suppressed"),
            ("", "not_applicable"),
            ("", ""),
        ]);
        let share =
            chance.pick(&["0.1", "0", "", "-3.5", "7922816251426433759354395033.5", "0.0000000000000000001"]);
        let row = [
            (2000 + chance.below(12)).to_string(),
            chance.pick(&["FRA", "DEU", "TUR", ""]).to_owned(),
            chance.pick(&["a", "b", "total", ""]).to_owned(),
            count.to_owned(),
            sure.to_owned(),
            share.to_owned(),
            chance.pick(&["2019-07-26", "0001-01-01", "9998-12-31", ""]).to_owned(),
            chance.pick(&["true", "false", ""]).to_owned(),
        ];
        write!(csv, "\n{}", row.join(",")).unwrap();
    }
    [
        ("data/plain.yaml".to_owned(), DESCRIPTOR.as_bytes().to_vec()),
        ("data/plain.csv".to_owned(), csv.into_bytes()),
    ]
}

/// A dataset that is made from that table, or from the one made before it.
pub fn derived(number: usize, chance: &mut Chance) -> (String, Vec<u8>) {
    let from =
        if number > 0 && chance.once_in(2) { format!("made-{}", number - 1) } else { "plain".to_owned() };
    let mut text = format!("name: made-{number}\ntitle: Made\nfrom: {from}\ntransform:\n");
    for _ in 0..1 + chance.below(5) {
        writeln!(text, "  - {}", step(chance)).unwrap();
    }
    (format!("data/made-{number}.yaml"), text.into_bytes())
}

fn column(chance: &mut Chance) -> &'static str {
    if chance.once_in(5) { chance.pick(&MADE) } else { chance.pick(&COLUMNS) }
}

fn number(chance: &mut Chance) -> &'static str {
    if chance.once_in(6) { column(chance) } else { chance.pick(&NUMBERS) }
}

fn new(chance: &mut Chance) -> &'static str {
    chance.pick(&MADE)
}

fn some(chance: &mut Chance) -> String {
    let columns: Vec<&str> = (0..chance.below(3)).map(|_| column(chance)).collect();
    format!("[{}]", columns.join(", "))
}

fn measure(operations: &[&str], chance: &mut Chance) -> String {
    format!("{{op: {}, field: {}, as: {}}}", chance.pick(operations), number(chance), new(chance))
}

fn step(chance: &mut Chance) -> String {
    match chance.below(10) {
        0 => filter(chance),
        1 => format!(
            "{{aggregate: [{}, {}], groupby: {}}}",
            measure(&SUMS, chance),
            measure(&SUMS, chance),
            some(chance)
        ),
        2 => format!("{{calculate: '{}', as: {}}}", formula(2, chance), new(chance)),
        3 => format!("{{fold: {}, as: [{}, {}]}}", some(chance), new(chance), new(chance)),
        4 => format!("{{pivot: {}, value: {}, groupby: {}}}", column(chance), column(chance), some(chance)),
        5 => window(chance),
        6 => {
            let (at, key) = (column(chance), column(chance));
            format!("{{lookup: {at}, from: {{data: plain, key: {key}, fields: {}}}}}", some(chance))
        }
        7 => {
            let width = chance.pick(&["10", "0.5", "0.0000000000000000000000000001", "9223372036854775807"]);
            format!("{{bin: {{step: {width}}}, field: {}, as: {}}}", number(chance), new(chance))
        }
        8 => format!("{{sort: [-{}, {}]}}", column(chance), column(chance)),
        _ => format!("{{limit: {}}}", chance.below(6)),
    }
}

fn filter(chance: &mut Chance) -> String {
    let test = chance.pick(&[
        "a",
        "[a, total]",
        "{not: total}",
        "{gte: 0}",
        "{lt: 100, gte: -5}",
        "2005",
        "FRA",
        "true",
        "{gte: 2019-01-01}",
    ]);
    format!("{{filter: {{{}: {test}}}}}", column(chance))
}

fn window(chance: &mut Chance) -> String {
    let frame = chance.pick(&["", ", frame: [-2, 0]", ", frame: [null, null]", ", frame: [0, 9]"]);
    let operations: &[&str] = if chance.once_in(2) { &ORDERED } else { &SUMS };
    let measure = measure(operations, chance);
    format!("{{window: [{measure}], sort: [{}], groupby: {}{frame}}}", column(chance), some(chance))
}

fn formula(depth: usize, chance: &mut Chance) -> String {
    match chance.below(if depth == 0 { 2 } else { 5 }) {
        0 => format!("value(\"{}\")", number(chance)),
        1 => chance.pick(&["0", "100", "0.5", "9223372036854775807", "-1"]).to_owned(),
        _ => {
            let sign = chance.pick(&["+", "-", "*", "/"]);
            format!("({} {sign} {})", formula(depth - 1, chance), formula(depth - 1, chance))
        }
    }
}
