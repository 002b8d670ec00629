//! The datasets of this repository's own site, read as a build reads them.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

use std::path::Path;

use casebook::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        report::{self, Format},
        source::Sources,
    },
    data::{self, Datasets, dataset::Dataset, publish, status::Flag},
};

fn sources() -> Sources {
    Sources::read(Path::new(env!("CARGO_MANIFEST_DIR")), Vec::new()).unwrap()
}

fn site() -> Datasets {
    let sources = sources();
    let mut diagnostics = Diagnostics::new();
    let datasets = data::read(&sources, &mut diagnostics);
    assert_eq!(report::write(&diagnostics.sorted(), Some(&sources), Format::Human { colour: false }), "");
    datasets
}

#[test]
fn every_dataset_of_the_site_is_sound() {
    let datasets = site();
    assert!(datasets.list.len() >= 14);
    for dataset in &datasets.list {
        assert!(dataset.sound && dataset.table.rows() > 0, "{}", dataset.id);
    }
}

#[test]
fn flags_and_gaps_of_the_files_are_kept() {
    let datasets = site();
    let table = &datasets.find("interpol-red-notices").unwrap().table;
    let field = table.field("red_notices").unwrap();
    let cells: Vec<_> = table.column(field).collect();
    assert_eq!(cells.iter().filter(|cell| cell.absence().is_some()).count(), 13);
    assert_eq!(cells.iter().filter(|cell| cell.flag() == Some(Flag::AtLeast)).count(), 2);
    assert_eq!(cells.iter().filter(|cell| cell.flag() == Some(Flag::Conflicting)).count(), 1);
}

#[test]
fn every_cell_stands_where_its_place_says() {
    let sources = sources();
    let of_a_file = |dataset: &&Dataset| sources.path(dataset.file).ends_with(".csv");
    for dataset in site().list.iter().filter(of_a_file) {
        let (table, text) = (&dataset.table, sources.text(dataset.file));
        for (row, field) in
            (0..table.rows()).flat_map(|row| (0..table.fields().len()).map(move |field| (row, field)))
        {
            let span = table.span(row, field);
            let written =
                text[span.start as usize..span.end as usize].trim_matches('"').replace("\"\"", "\"");
            let value = table.cell(row, field).value().map(ToString::to_string).unwrap_or_default();
            assert_eq!(written, value, "{} row {}", dataset.id, table.row_number(row));
        }
    }
}

#[test]
fn what_is_published_is_what_was_read() {
    for dataset in &site().list {
        let csv = String::from_utf8(publish::csv(&dataset.table)).unwrap();
        let rows: serde_json::Value = serde_json::from_slice(&publish::json(dataset)).unwrap();
        assert_eq!(rows.as_array().map(Vec::len), Some(dataset.table.rows()));
        assert!(csv.lines().count() > dataset.table.rows());
    }
}

/// A project with one dataset that is too large to be held and one made from it.
fn streamed(rows: &str, descriptor: &str, derived: &str) -> (Datasets, Vec<Diagnostic>) {
    let project = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| std::fs::write(project.path().join(path), text).unwrap();
    std::fs::create_dir(project.path().join("data")).unwrap();
    write("casebook.yaml", "title: Test\n");
    write("data/cases.csv", rows);
    write("data/cases.yaml", &format!("name: cases\ntitle: Cases\n{descriptor}"));
    write("data/sums.yaml", &format!("name: sums\ntitle: Sums\nfrom: cases\n{derived}"));
    let mut diagnostics = Diagnostics::new();
    let datasets = data::read(&Sources::read(project.path(), Vec::new()).unwrap(), &mut diagnostics);
    (datasets, diagnostics.sorted().iter().cloned().collect())
}

const CASES: &str = "schema:
  fields:
    - {name: id, type: string}
    - {name: office, type: string}
    - {name: year, type: year}
    - {name: days, type: integer, status: flag}
    - {name: fee, type: number}
    - {name: flag, type: string}
";

const SUMS: &str = "transform:
  - filter: {year: {gte: 2011}}
  - aggregate:
      - {op: count, as: cases}
      - {op: sum, field: days, as: days}
      - {op: mean, field: fee, as: fee}
      - {op: max, field: days, as: longest}
    groupby: [office, year]
  - sort: [office, year]
";

/// Rows with quoted line breaks, delimiters and quotes, flags and empty cells; `padding` makes them longer.
fn cases(count: u32, padding: usize, line_break: &str) -> String {
    let mut text = format!("id,office,year,days,fee,flag{line_break}");
    for at in 0..count {
        let (year, office) = (2010 + at % 7, ["A", "\"B, old\"", "\"C\n\"\"new\"\"\"", "Ö"][at as usize % 4]);
        let (days, flag) = match at % 101 {
            0 if at % 7 == 3 => (String::new(), "not_found"),
            1 if at % 7 == 4 => ((at % 900).to_string(), "at_least"),
            _ => ((at % 900).to_string(), ""),
        };
        let note = "n".repeat(padding);
        let fee = format!("{}.{:02}", at % 50, at % 97);
        text += &format!("{note}{at},{office},{year},{days},{fee},{flag}{line_break}");
    }
    text
}

fn rows(datasets: &Datasets, id: &str) -> String {
    String::from_utf8(publish::csv(&datasets.find(id).unwrap().table)).unwrap()
}

#[test]
fn a_streamed_file_gives_what_a_held_one_gives() {
    for line_break in ["\n", "\r\n"] {
        let (large, small) = (cases(20_000, 250, line_break), cases(20_000, 2, line_break));
        assert!(large.len() > 5 * 1024 * 1024 && small.len() < 4 * 1024 * 1024);
        let (datasets, problems) = streamed(&large, CASES, SUMS);
        assert!(problems.is_empty(), "{problems:?}");
        assert!(datasets.find("cases").is_none(), "the records themselves are not published");
        let (held, _) = streamed(&small, CASES, SUMS);
        assert!(held.find("cases").is_some());
        assert_eq!(rows(&datasets, "sums"), rows(&held, "sums"));
    }
}

#[test]
fn a_streamed_file_without_quotes_gives_what_a_held_one_gives() {
    let descriptor = CASES.replace(", status: flag", "").replace("    - {name: flag, type: string}\n", "");
    let sums = SUMS.replace("groupby: [office, year]", "groupby: [year, office]");
    for line_breaks in [["\n", "\n"], ["\r\n", "\r\n"], ["\r\n", "\n"]] {
        let text = |padding: usize| {
            let mut text = "id,office,year,days,fee\n".to_owned();
            for at in 0..30_000_u32 {
                let office =
                    ["A", "fifteen bytes..", "an office with a long name", "Ö", "B"][(at % 5) as usize];
                let fee = [
                    format!("{}.{:02}", at % 5000, at % 97),
                    "-0.5".to_owned(),
                    String::new(),
                    "12345678.125".to_owned(),
                ];
                let fee = &fee[if at % 11 == 3 { (at as usize / 11) % 4 } else { 0 }];
                let days = [at.to_string(), "-3".to_owned(), "123456789012345678".to_owned()];
                let days = &days[if at % 13 == 5 { (at as usize / 13) % 3 } else { 0 }];
                let (note, line_break) = ("n".repeat(padding), line_breaks[(at % 3 == 1) as usize]);
                text += &format!("{note}{at},{office},{},{days},{fee}{line_break}", 2009 + at % 9);
            }
            text
        };
        let (datasets, problems) = streamed(&text(180), &descriptor, &sums);
        assert!(problems.is_empty(), "{problems:?}");
        let (held, problems) = streamed(&text(2), &descriptor, &sums);
        assert!(problems.is_empty(), "{problems:?}");
        assert!(held.find("cases").is_some() && datasets.find("cases").is_none());
        assert_eq!(rows(&datasets, "sums"), rows(&held, "sums"), "{line_breaks:?}");
    }
}

/// A text with signs in it is known from quotes; the same signs without quotes are another table.
#[test]
fn a_sign_in_a_known_text_is_a_sign_all_the_same() {
    let descriptor = "schema:\n  fields: [{name: id, type: string}, {name: office, type: string}, {name: note, type: string}]\n";
    let sums = "transform:\n  - aggregate: [{op: count, as: cases}]\n    groupby: [office, note]\n";
    let filler =
        |count: u32| (0..count).map(|at| format!("{at},A,{}\n", "n".repeat(300))).collect::<String>();
    let quoted = "1,\"A\nB\",x\n2,\"C\",\"x,y\"\n".to_owned();
    let mut text = "id,office,note\n".to_owned() + &(quoted + &filler(500)).repeat(40) + &filler(20_000);
    text += "3,A\nB,x\n4,C,x,y\n";
    text += &filler(5);
    let (_, problems) = streamed(&text, descriptor, sums);
    let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "row 40082 has 2 cells, but the header has 3",
            "row 40083 has 2 cells, but the header has 3",
            "row 40084 has 4 cells, but the header has 3",
        ]
    );
}

#[test]
fn a_fault_in_a_streamed_file_is_told_by_row_and_column() {
    let mut text = cases(20_000, 250, "\n");
    text += "x,A,2012,many,1.0,\nx,A,2012,1,1.0\nx,A,2012,5,1.0,odd\n";
    text += &"x,A,12,5,1.0,\n".repeat(30);
    let (datasets, problems) = streamed(&text, CASES, SUMS);
    let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    for part in [
        "`many` in row 20002 of `days`",
        "row 20003 has 5 cells, but the header has 6",
        "`odd` in row 20004 of `flag` is no status",
        "`12` in row 20005 of `year`",
        "20 more rows of `year` have the same fault",
    ] {
        assert!(messages.iter().any(|message| message.contains(part)), "{part}: {messages:#?}");
    }
    assert_eq!(problems.len(), 14, "{messages:#?}");
    assert!(!datasets.find("sums").unwrap().sound);
}

#[test]
fn what_cannot_be_asked_of_a_streamed_file_is_refused() {
    let text = cases(20_000, 250, "\n");
    let asked = |descriptor: &str, derived: &str| {
        let (_, problems) = streamed(&text, &format!("{descriptor}{CASES}"), derived);
        problems.iter().map(|problem| problem.code).collect::<Vec<_>>()
    };
    assert_eq!(asked("", "transform: [{limit: 5}]\n"), ["too-large"]);
    assert_eq!(asked("publish: true\n", SUMS), ["too-large"]);
    assert_eq!(asked("", &SUMS.replace("op: max", "op: median")), ["too-large"]);
    assert_eq!(asked("", &SUMS.replace("{gte: 2011}", "2031")), ["no-such-value"]);
    assert_eq!(asked("encoding: windows-1252\n", SUMS), ["too-large"]);
}

#[test]
fn a_sum_of_too_many_digits_is_told_with_its_group() {
    let most = "9999999999999999999999999999";
    let descriptor = "schema:\n  fields: [{name: office, type: string}, {name: fee, type: number}]\n";
    let sums = "transform:\n  - aggregate: [{op: sum, field: fee, as: fees}]\n    groupby: [office]\n";
    let means = "transform:\n  - window: [{op: mean, field: fee, as: fees}]\n    groupby: [office]\n    frame: [null, null]\n";
    let table = |filler: usize| {
        let mut text = format!(
            "office,fee\nA,1\nB,{most}\nB,{most}\nB,{most}\nB,{most}\nB,{most}\nB,{most}\nB,{most}\nB,{most}\n"
        );
        text += &format!("{},2\n", "n".repeat(40)).repeat(filler);
        text
    };
    for (rows, derived) in [(1, sums), (1, means), (120_000, sums)] {
        let (datasets, problems) = streamed(&table(rows), descriptor, derived);
        let told: Vec<(&str, &str)> = problems.iter().map(|one| (one.code, one.message.as_str())).collect();
        assert_eq!(told, [("no-result", "`fees` has more than 28 digits for `B`")], "{derived}");
        assert!(!datasets.find("sums").unwrap().sound);
    }
}
