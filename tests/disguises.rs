//! One table in every form that a spreadsheet may give it: delimiter, quotes, line ends, marks, encodings
//! and number signs change, what is read does not. And no bytes whatever make the reader fail.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

use std::{collections::BTreeMap, fs, path::Path};

use casebook::{
    base::{diagnostic::Diagnostics, source::Sources},
    data::{self, Datasets, publish},
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::select,
    test_runner::{Config, TestRng, TestRunner},
};

/// A row: a text, a count, thousandths, a day of 2019.
type Row = (String, i64, i64, u32);

/// How the table is written.
#[derive(Clone, Debug)]
struct Disguise {
    delimiter: char,
    declared: bool,
    sep_line: bool,
    quote: char,
    quote_all: bool,
    crlf: bool,
    mark: bool,
    blank_lines: usize,
    encoding: &'static str,
    decimal: char,
    group: Option<char>,
    day_first: bool,
}

fn disguise() -> impl Strategy<Value = Disguise> {
    let layout = (
        select(vec![',', ';', '\t', '|']),
        any::<bool>(),
        any::<bool>(),
        select(vec!['"', '\'']),
        any::<bool>(),
    );
    let bytes = (
        any::<bool>(),
        any::<bool>(),
        0..3_usize,
        select(vec!["utf-8", "windows-1252", "utf-16le", "utf-16be"]),
    );
    let signs = (
        select(vec!['.', ',']),
        select(vec![None, Some(' '), Some('\''), Some('.'), Some(',')]),
        any::<bool>(),
    );
    (layout, bytes, signs).prop_map(|(layout, bytes, signs)| {
        let (delimiter, declared, sep_line, quote, quote_all) = layout;
        let (crlf, mark, blank_lines, encoding) = bytes;
        let (decimal, group, day_first) = signs;
        let declared = !sep_line && (declared || delimiter == '|');
        let mark = mark && encoding != "windows-1252";
        let group = group.filter(|group| *group != decimal);
        Disguise {
            delimiter,
            declared,
            sep_line,
            quote,
            quote_all,
            crlf,
            mark,
            blank_lines,
            encoding,
            decimal,
            group,
            day_first,
        }
    })
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let part = select(vec![
        "a", "B", " ", ",", ";", "\t", "|", "\"", "'", "\n", "é", "ß", "ñ", "-", "=", "sep=", "0", "Ä",
    ]);
    let text = vec(part, 0..8).prop_map(|parts| parts.concat());
    vec((text, any::<i64>(), -9_999_999_999..9_999_999_999_i64, 0..365_u32), 1..12)
}

impl Disguise {
    fn csv(&self, rows: &[Row]) -> Vec<u8> {
        let mut text = if self.sep_line { format!("sep={}\n", self.delimiter) } else { String::new() };
        text += &self.line(&["text", "count", "share", "day"].map(str::to_owned));
        for (words, count, thousandths, day) in rows {
            let share = format!(
                "{}{}{:03}",
                self.grouped(thousandths / 1000, *thousandths < 0),
                self.decimal,
                (thousandths % 1000).abs()
            );
            text += &self.line(&[words.clone(), self.grouped(*count, *count < 0), share, self.day(*day)]);
        }
        text += &"\n".repeat(self.blank_lines);
        if self.crlf {
            text = text.replace('\n', "\r\n");
        }
        if self.mark {
            text.insert(0, '\u{feff}');
        }
        match self.encoding {
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            "windows-1252" => text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect(),
            _ => text.into_bytes(),
        }
    }

    fn line(&self, cells: &[String]) -> String {
        let cells: Vec<_> = cells.iter().map(|cell| self.cell(cell)).collect();
        cells.join(&self.delimiter.to_string()) + "\n"
    }

    fn cell(&self, text: &str) -> String {
        if self.quote_all || text.contains([self.delimiter, self.quote, '\n']) {
            let doubled = text.replace(self.quote, &format!("{0}{0}", self.quote));
            return format!("{0}{doubled}{0}", self.quote);
        }
        text.to_owned()
    }

    fn grouped(&self, whole: i64, negative: bool) -> String {
        let digits = whole.unsigned_abs().to_string();
        let mut out = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.extend(self.group);
            }
            out.push(digit);
        }
        format!("{}{out}", if negative { "-" } else { "" })
    }

    fn day(&self, day: u32) -> String {
        let (month, day) = (day / 31 + 1, day % 28 + 1);
        if self.day_first { format!("{day:02}/{month:02}/2019") } else { format!("2019-{month:02}-{day:02}") }
    }

    fn descriptor(&self) -> String {
        let quoted = |sign: char| serde_json::Value::from(sign.to_string()).to_string();
        let delimiter =
            if self.declared { format!("delimiter: {}, ", quoted(self.delimiter)) } else { String::new() };
        let group = self.group.map(|sign| format!(", groupChar: {}", quoted(sign))).unwrap_or_default();
        let form = if self.day_first { ", format: \"%d/%m/%Y\"" } else { "" };
        format!(
            "name: t\ntitle: T\nencoding: {}\ndialect: {{{delimiter}quoteChar: {}, decimalChar: {}{group}}}\nschema:\n  fields:\n    \
             - {{name: text, type: string}}\n    - {{name: count, type: integer}}\n    - {{name: share, type: number}}\n    \
             - {{name: day, type: date{form}}}\n",
            self.encoding,
            quoted(self.quote),
            quoted(self.decimal),
        )
    }

    /// What is unusual about it.
    fn names(&self, rows: &[Row]) -> Vec<&'static str> {
        let held = |sign: char| rows.iter().any(|row| row.0.contains(sign));
        let marks = [
            (self.delimiter == ';' && !self.declared && !self.sep_line, "found semicolon"),
            (self.delimiter == '\t' && !self.declared && !self.sep_line, "found tab"),
            (self.declared, "declared delimiter"),
            (self.sep_line, "line for spreadsheets"),
            (self.quote == '\'', "other quotes"),
            (self.quote_all, "all quoted"),
            (self.crlf, "line ends"),
            (self.mark, "byte-order mark"),
            (self.blank_lines > 0, "blank lines"),
            (self.encoding == "windows-1252", "Windows-1252"),
            (self.encoding == "utf-16le", "UTF-16 LE"),
            (self.encoding == "utf-16be", "UTF-16 BE"),
            (self.decimal == ',', "decimal comma"),
            (self.group.is_some(), "grouped digits"),
            (self.day_first, "day first"),
            (held(self.delimiter), "quoted delimiter"),
            (held(self.quote), "doubled quote"),
            (held('\n'), "quoted line break"),
            (held('é'), "beyond ASCII"),
        ];
        marks.into_iter().filter(|(holds, _)| *holds).map(|(_, name)| name).collect()
    }
}

/// The plain form that every disguise must give.
fn plain() -> Disguise {
    Disguise {
        delimiter: ',',
        declared: true,
        sep_line: false,
        quote: '"',
        quote_all: false,
        crlf: false,
        mark: false,
        blank_lines: 0,
        encoding: "utf-8",
        decimal: '.',
        group: None,
        day_first: false,
    }
}

fn read(folder: &Path, csv: &[u8], descriptor: &[u8]) -> (Datasets, Diagnostics) {
    fs::write(folder.join("data/t.csv"), csv).unwrap();
    fs::write(folder.join("data/t.yaml"), descriptor).unwrap();
    let sources = Sources::read(folder, Vec::new()).unwrap();
    let mut diagnostics = sources.problems.clone();
    let datasets = data::read(&sources, &mut diagnostics);
    (datasets, diagnostics)
}

fn project() -> tempfile::TempDir {
    let project = tempfile::tempdir().unwrap();
    fs::write(project.path().join("casebook.yaml"), "title: T\n").unwrap();
    fs::create_dir(project.path().join("data")).unwrap();
    project
}

/// Runs so many cases, always the same ones; `CASES` in the environment asks for more.
fn runner(cases: u32) -> TestRunner {
    let cases = std::env::var("CASES").map_or(cases, |more| more.parse().unwrap());
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha))
}

#[test]
fn every_disguise_gives_the_plain_table() {
    let project = project();
    let seen = std::cell::RefCell::new(BTreeMap::new());
    let result = runner(400).run(&(disguise(), rows()), |(disguise, rows)| {
        let published = |disguise: &Disguise| {
            let (datasets, diagnostics) =
                read(project.path(), &disguise.csv(&rows), disguise.descriptor().as_bytes());
            assert!(!diagnostics.block(), "{diagnostics:?}");
            publish::json(&datasets.list[0])
        };
        prop_assert_eq!(String::from_utf8(published(&disguise)), String::from_utf8(published(&plain())));
        disguise.names(&rows).into_iter().for_each(|name| *seen.borrow_mut().entry(name).or_insert(0) += 1);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let seen = seen.into_inner();
    assert_eq!(seen.len(), 19, "{seen:?}");
    assert!(seen.values().all(|count| *count > 10), "{seen:?}");
}

#[test]
fn no_bytes_make_the_reader_fail() {
    let project = project();
    let csv = select(vec![
        "text", "count", ",", ",", ";", "\"", "\n", "\n", "\r", "\u{feff}", "sep=", "é", "1", "9", ".", "-",
        "\0", "PK", "\t", "<", "e", "e-", "0x", "%", "(", ")", "/", "٣", "\u{2212}", "'", " ",
    ]);
    let yaml = select(vec![
        "name: t\n",
        "title: T\n",
        "schema:\n",
        "  fields:\n",
        "    - {name: text, type: string}\n",
        "    - {name: count, type: integer}\n",
        "  primaryKey: count\n",
        "encoding: utf-16\n",
        "dialect: {delimiter: \";\"}\n",
        "facts:\n",
        "- ",
        "{",
        "]",
        ": ",
        "\"",
        "&a",
        "*a\n",
        "  ",
        "  missingValues: [\"\", a]\n",
        "  foreignKeys:\n    - {fields: text, reference: {resource: t, fields: text}}\n",
        "publish: 3\n",
    ]);
    let pieces = (vec(csv, 0..40), vec(yaml, 0..16), vec(any::<u8>(), 0..4));
    let result = runner(400).run(&pieces, |(csv, yaml, tail)| {
        let mut bytes = csv.concat().into_bytes();
        bytes.extend(tail);
        let (datasets, diagnostics) = read(project.path(), &bytes, yaml.concat().as_bytes());
        prop_assert_eq!(datasets.list.len(), 1);
        prop_assert!(datasets.list[0].sound || diagnostics.block());
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn no_transform_or_check_makes_the_reader_fail() {
    let project = project();
    let made = project.path().join("data/made.yaml");
    let steps = select(vec![
        "{filter: {count: {gte: 0}}}",
        "{filter: {text: a}}",
        "{aggregate: [{op: sum, field: count, as: all}, {op: median, field: share, as: middle}], groupby: [text]}",
        "{aggregate: [{op: max, field: day, as: last}, {op: distinct, field: text, as: kinds}]}",
        "{calculate: 'value(\"count\") / value(\"share\") - 1', as: ratio}",
        "{fold: [count, share], as: [kind, value]}",
        "{fold: [text], as: [kind, value]}",
        "{pivot: text, value: count, groupby: [day]}",
        "{window: [{op: rank, as: rank}, {op: change, field: count, as: change}], sort: [-count]}",
        "{window: [{op: mean, field: share, as: mean}], groupby: [text], sort: [day], frame: [-2, 1]}",
        "{lookup: text, from: {data: t, key: text, fields: [count]}}",
        "{bin: {step: 0.5}, field: count, as: class}",
        "{sort: [-share, text]}",
        "{limit: 3}",
        "{limit: 0}",
    ]);
    let checks = select(vec![
        "totals: {field: count, total: {text: a}, by: [day]}",
        "totals: {fields: [count, share], total: count}",
        "shares: {field: share, by: [text]}",
        "series: {field: count, value: share, factor: 2}",
    ]);
    let input = (rows(), vec(steps, 0..6), vec(checks, 0..3));
    let result = runner(400).run(&input, |(rows, steps, checks)| {
        let listed = |items: &[&str]| items.iter().map(|item| format!("  - {item}\n")).collect::<String>();
        fs::write(&made, format!("name: made\ntitle: M\nfrom: t\ntransform:\n{}", listed(&steps))).unwrap();
        let descriptor = format!("{}checks:\n{}", plain().descriptor(), listed(&checks));
        let (datasets, diagnostics) = read(project.path(), &plain().csv(&rows), descriptor.as_bytes());
        let made = datasets.find("made").unwrap();
        prop_assert!(made.sound || diagnostics.block());
        prop_assert!(!made.sound || !publish::csv(&made.table).is_empty());
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}
