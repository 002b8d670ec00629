//! Pages of drawings without a site around them, for a browser to measure and for eyes to look at:
//! `cargo run --example drawings -- FOLDER` writes `marks.html` with one chart a mark, and
//! `seeded-0.html` and on with the words of odd charts of the generator, every one at all widths.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    dead_code,
    reason = "a tool of the tests writes where it is told, and stops at what it did not expect"
)]

#[path = "../tests/figures/samples.rs"]
mod samples;

use std::fmt::Write as _;
use std::path::Path;

use casebook::model::chart::{Chart, Region};
use casebook::plot::scene::Item;
use casebook::plot::style::Width;
use casebook::plot::{self, css, svg};

use samples::{Dice, Press, map, one_of_each};

/// Charts of the generator.
const SEEDS: u64 = 500;
/// Charts on one page.
const EACH: usize = 50;

fn main() {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: drawings FOLDER");
        std::process::exit(2);
    };
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("fonts")).unwrap();
    for font in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/plain/fonts")).unwrap() {
        let font = font.unwrap();
        std::fs::copy(font.path(), folder.join("fonts").join(font.file_name())).unwrap();
    }
    let (english, arabic) = (Press::new("en"), Press::new("ar"));
    let marks = one_of_each().into_iter().flat_map(|(name, chart)| {
        let mirrored = Chart { right_to_left: true, ..chart.clone() };
        [(name.to_owned(), chart), (format!("{name}-rtl"), mirrored)]
    });
    let regions = [Region::World, Region::Europe, Region::Africa, Region::Americas, Region::Asia]
        .map(|region| (format!("map-{region:?}").to_lowercase(), map(region)));
    let marks = marks.chain(regions);
    write(folder, "marks", &page(marks, true, &english, &arabic));
    let seeds: Vec<(String, Chart)> =
        (0..SEEDS).map(|seed| (format!("seed-{seed}"), Dice::new(seed).chart())).collect();
    for (order, seeds) in seeds.chunks(EACH).enumerate() {
        write(folder, &format!("seeded-{order}"), &page(seeds.iter().cloned(), false, &english, &arabic));
    }
}

fn write(folder: &Path, name: &str, page: &str) {
    std::fs::write(folder.join(format!("{name}.html")), page).unwrap();
}

/// Each chart at all widths beside each other; `whole`, or its words alone.
fn page(
    charts: impl Iterator<Item = (String, Chart)>,
    whole: bool,
    english: &Press,
    arabic: &Press,
) -> String {
    let mut out = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Drawings</title>\
         <link rel=stylesheet href=fonts/faces.css><style>\
         :root{{{}color-scheme:light dark}}@media(prefers-color-scheme:dark){{:root{{{}}}}}\
         {}body{{margin:0;background:var(--page)}}section{{display:flex;gap:40px;padding:20px}}\
         .chart{{overflow:visible;flex:none}}</style><body><main>",
        css::properties(false),
        css::properties(true),
        css::rules(),
    );
    for (name, chart) in charts {
        let press = if chart.right_to_left { arabic } else { english };
        let _ = write!(out, "<section id=\"{name}\">");
        for width in Width::ALL {
            let mut scene = plot::draw(&chart, &press.style(), width);
            scene.items.retain(|item| whole || matches!(item, Item::Words(_)));
            out += &svg::write(&scene, &format!("{name}-{}", width.pixels()));
        }
        out += "</section>\n";
    }
    out + "</main></body></html>\n"
}
