//! The declarations by which the grammar of figures was agreed, each complete: they build without a problem, and
//! what makes each of them what it is stands in its drawing at every width. The numbers are illustrative.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

use std::{fmt::Write, fs, path::Path, process::Command};

use crate::written::Written;

#[path = "projects/written.rs"]
mod written;

/// Words that every drawing of a figure holds.
const SHOWN: [(&str, &[&str]); 6] = [
    ("line", &["60\u{a0}days", "2017 reform", "Funding tied to waits", "Midlands", "36.7", "2024"]),
    ("bars", &["+4,372", "\u{2212}1,850", "+7", "Mining and logging"]),
    ("columns", &["Extreme weather", "1920s", "8.7", "10\u{a0}million"]),
    ("multiples", &["Construction", "20.1%", "Median industry"]),
    ("map", &["60", "80", "No data"]),
    ("range", &["1955", "2005", "South Africa", "52", "83"]),
];

/// What the page of each says in words, computed from its numbers.
const SAID: [&str; 6] = [
    "North: from 49.0 (2000) to 36.7 (2024).",
    "The highest is +4,372 (Education, health care and social assistance), the lowest \u{2212}1,850 (Manufacturing).",
    "Drought: the highest is 3.5 (1920s), the lowest 0.2 (1990s).",
    "The figure shows 1,332 values. The highest is 20.1 (Construction, 1 February 2010), the lowest ",
    "The figure shows 12 values. The highest is 83.3 (Japan), the lowest 48.5 (Lesotho).",
    "1955: the highest is 66 (Japan), the lowest 42 (Bangladesh).",
];

#[test]
fn the_six_references_build_and_show_what_they_are_for() {
    let folder = references();
    for ((name, words), summary) in SHOWN.into_iter().zip(SAID) {
        let page = page(folder.path(), &format!("figures/{name}"));
        let drawings: Vec<String> = page.split("<svg class=\"chart ").skip(1).map(said).collect();
        assert_eq!(drawings.len(), 3, "{name}");
        for drawing in drawings {
            for word in words {
                assert!(drawing.contains(word), "{name} does not show `{word}`: {drawing}");
            }
        }
        let described = page.split(&format!("<p id=\"{name}-desc\" hidden>")).nth(1).unwrap();
        let described = described.split("</p>").next().unwrap().replace(['\u{2068}', '\u{2069}'], "");
        assert!(described.contains(summary), "{name}: {described}");
    }
}

/// The six figures with their data, built.
fn references() -> tempfile::TempDir {
    let folder = project("figures");
    for (name, csv) in [("waits", waits()), ("disasters", disasters()), ("unemployment", unemployment())] {
        fs::write(folder.path().join(format!("data/{name}.csv")), csv).unwrap();
    }
    build(folder.path());
    folder
}

/// A project of `tests/references`.
fn project(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/references/{name}.txt"));
    Written::read(&fs::read_to_string(path).unwrap()).lay_out(folder.path());
    folder
}

fn build(folder: &Path) {
    let mut build = Command::new(env!("CARGO_BIN_EXE_casebook"));
    let output = build.arg("-C").arg(folder).args(["build", "--strict"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn page(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join("public").join(path).join("index.html")).unwrap()
}

#[test]
fn a_pinned_page_draws_the_rows_of_its_day_and_the_page_of_the_figure_those_of_today() {
    let folder = project("pinned");
    build(folder.path());
    let (pinned, plain) = (page(folder.path(), "news/pinned"), page(folder.path(), "news/plain"));
    let today = page(folder.path(), "figures/cases");
    for (text, shown, other) in
        [(&pinned, "1,234", "5,678"), (&plain, "5,678", "1,234"), (&today, "5,678", "1,234")]
    {
        let drawn: Vec<String> = text.split("<svg class=\"chart ").skip(1).map(said).collect();
        assert!(drawn.iter().take(3).all(|drawing| drawing.contains(shown)), "{drawn:?}");
        assert!(text.contains(&format!(">{shown}</td>")), "the table has {shown}");
        let figure = text.split("<figure").nth(1).unwrap().split("</figure>").next().unwrap();
        assert!(!figure.contains(other), "{figure}");
    }
    // What is downloaded is of today, and the card of the figure would show it too.
    assert!(!pinned.contains("cases.csv") && plain.contains("cases.csv"));
    let card = |page: &str| page.replace("&#x2f;", "/").contains("figures/cases/card.png");
    assert!(!card(&pinned) && card(&plain));
}

#[test]
fn a_figure_without_card_or_hover_has_neither() {
    let folder = project("pinned");
    build(folder.path());
    let (with, without) = (page(folder.path(), "figures/cases"), page(folder.path(), "figures/quiet"));
    assert!(with.contains("og:image") && !with.contains("data-still"));
    assert!(!without.contains("og:image") && without.contains("data-still"));
    let card = |id: &str| folder.path().join(format!("public/figures/{id}/card.png")).exists();
    assert!(card("cases") && !card("quiet"));
}

/// The words of a drawing, of which this is the rest of the page.
fn said(svg: &str) -> String {
    let svg = svg.split("</svg>").next().unwrap();
    svg.split('>').filter_map(|part| part.split('<').next()).collect::<Vec<_>>().join(" ")
}

/// Four regions from 2000 to 2024: each a straight course between a few known years.
fn waits() -> String {
    let regions: [(&str, &[(u16, f64)]); 4] = [
        ("North", &[(2000, 49.0), (2010, 51.8), (2015, 58.5), (2017, 56.2), (2019, 41.1), (2024, 36.7)]),
        ("Midlands", &[(2000, 42.9), (2014, 48.0), (2019, 40.4), (2024, 40.2)]),
        ("South", &[(2000, 33.7), (2010, 38.2), (2020, 40.5), (2024, 37.1)]),
        ("Islands", &[(2000, 27.3), (2020, 32.1), (2024, 26.9)]),
    ];
    let mut csv = "year,region,days\n".to_owned();
    for (region, knots) in regions {
        for year in 2000..=2024 {
            let _ = writeln!(csv, "{year},{region},{:.1}", between(knots, year));
        }
    }
    csv
}

/// The value of a year on the straight line between two that are known.
fn between(knots: &[(u16, f64)], year: u16) -> f64 {
    let pair = knots.windows(2).find(|pair| year <= pair[1].0).unwrap();
    let [(from, low), (to, high)] = [pair[0], pair[1]];
    low + (high - low) * f64::from(year - from) / f64::from(to - from)
}

/// Six kinds of disasters in twelve decades.
fn disasters() -> String {
    let kinds = ["Drought", "Epidemic", "Flood", "Earthquake", "Extreme weather", "Other"];
    let totals = [45, 33, 87, 47, 39, 21, 18, 10, 8, 5, 8, 5];
    let mut csv = "decade,type,deaths\n".to_owned();
    for (total, decade) in totals.into_iter().zip((1900..).step_by(10)) {
        for (kind, share) in kinds.into_iter().zip([40, 30, 15, 8, 5, 2]) {
            let _ = writeln!(csv, "{decade},{kind},{}", total * share * 1_000);
        }
    }
    csv
}

/// The rates of fourteen industries, month by month.
fn unemployment() -> String {
    let industries = [
        ("Construction", 20.1),
        ("Agriculture", 14.6),
        ("Manufacturing", 12.3),
        ("Mining and extraction", 12.1),
        ("Leisure and hospitality", 12.0),
        ("Business services", 11.0),
        ("Information", 9.7),
        ("Wholesale and retail trade", 9.3),
        ("Transportation and utilities", 9.2),
        ("Other", 8.0),
        ("Finance", 6.5),
        ("Self-employed", 5.6),
        ("Education and health", 5.4),
        ("Government", 4.0),
    ];
    let mut csv = "date,industry,rate\n".to_owned();
    for (industry, last) in industries {
        for month in 0..=110 {
            let rise = if month > 90 { f64::from(month - 90) / 20.0 } else { 0.0 };
            let rate = last * (0.4 + 0.6 * rise);
            let _ = writeln!(
                csv,
                "{}-{:02}-01,{industry},{rate:.1}",
                2000 + (month + 11) / 12,
                (month + 11) % 12 + 1
            );
        }
    }
    csv
}
