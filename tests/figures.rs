//! The drawings of charts: one golden a mark, width and direction, and what must hold for any chart.
//!
//! `UPDATE=1` writes the goldens anew; read the difference before committing it.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

#[path = "figures/samples.rs"]
mod samples;

use std::path::Path;

use casebook::model::chart::{Chart, Map, Mark, Region, Scale};
use casebook::plot;
use casebook::plot::card;
use casebook::plot::scene::{Item, Scene, Shape, Words};
use casebook::plot::style::Width;
use casebook::plot::svg;

use samples::{Dice, MARKS, Press, chart, map, names, one_of_each, point, series};

fn golden(name: &str, svg: &str) {
    // One element a line: a difference can be read.
    let lines = svg.replace("><", ">\n<") + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/figures").join(format!("{name}.svg"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &lines).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == lines, "the drawing `{name}` differs from {}:\n{lines}", path.display());
}

#[test]
fn every_mark_is_drawn_as_before_wide_narrow_and_from_right_to_left() {
    let (english, arabic) = (Press::new("en"), Press::new("ar"));
    for (name, chart) in one_of_each() {
        golden(&format!("{name}-680"), &svg::write(&plot::draw(&chart, &english.style(), Width::Wide), name));
        golden(
            &format!("{name}-360"),
            &svg::write(&plot::draw(&chart, &english.style(), Width::Narrow), name),
        );
        let mirrored = Chart { right_to_left: true, ..chart };
        golden(
            &format!("{name}-rtl"),
            &svg::write(&plot::draw(&mirrored, &arabic.style(), Width::Medium), name),
        );
    }
}

#[test]
fn the_world_and_its_parts_are_drawn() {
    let press = Press::new("en");
    golden("map-360", &svg::write(&plot::draw(&map(Region::World), &press.style(), Width::Narrow), "map"));
    for region in [Region::World, Region::Europe, Region::Africa, Region::Americas, Region::Asia] {
        for width in Width::ALL {
            let scene = plot::draw(&map(region), &press.style(), width);
            check(&scene, &format!("{region:?} at {width:?}"));
            assert!(scene.dropped.is_empty(), "{:?}", scene.dropped);
            let shown = |row: usize| {
                scene.items.iter().any(|item| matches!(item, Item::Mark { rows, .. } if rows.contains(&row)))
            };
            assert_eq!(shown(0), matches!(region, Region::World | Region::Americas), "Brazil, {region:?}");
            assert_eq!(
                shown(4),
                matches!(region, Region::World | Region::Africa | Region::Asia),
                "Kenya, {region:?}"
            );
        }
    }
    let mut unknown = map(Region::World);
    unknown.map = unknown.map.map(|map| Map { codes: vec!["QQQ".into()], ..map });
    let scene = plot::draw(&unknown, &press.style(), Width::Wide);
    assert_eq!(scene.dropped, ["`QQQ`, which is on no map"]);
}

#[test]
fn the_same_chart_gives_the_same_bytes() {
    let press = Press::new("fr");
    for (name, chart) in one_of_each() {
        let draw = || svg::write(&plot::draw(&chart, &press.style(), Width::Medium), name);
        assert_eq!(draw(), draw());
    }
}

/// What must hold for any drawing: words apart and on the paper, marks on the paper, sound XML.
fn check(scene: &Scene, what: &str) {
    let words: Vec<&Words> = scene.words().collect();
    let text =
        |words: &Words| words.lines.iter().flatten().map(|part| part.text.as_str()).collect::<String>();
    for (order, a) in words.iter().enumerate() {
        let (left, top, right, bottom) = a.bounds();
        let inside = left >= 0 && top >= 0 && right <= scene.width && bottom <= scene.height + 1;
        assert!(
            inside,
            "{what}: `{}` leaves the paper: {:?} of {}x{}",
            text(a),
            a.bounds(),
            scene.width,
            scene.height
        );
        for b in words.iter().skip(order + 1) {
            let (l, t, r, d) = b.bounds();
            let overlap = left < r && l < right && top < d && t < bottom;
            // A tenth is rounding.
            let deep = (right.min(r) - left.max(l)).min(bottom.min(d) - top.max(t)) > 1;
            assert!(
                !(overlap && deep),
                "{what}: `{}` {:?} covers `{}` {:?}",
                text(a),
                a.bounds(),
                text(b),
                b.bounds()
            );
        }
    }
    for item in &scene.items {
        if let Item::Mark { shape, .. } = item {
            marks_on_paper(shape, scene, what);
        }
    }
    let svg = svg::write(scene, "id");
    let mut reader = quick_xml::Reader::from_str(&svg);
    while !matches!(
        reader.read_event().unwrap_or_else(|fault| panic!("{what}: {fault}\n{svg}")),
        quick_xml::events::Event::Eof
    ) {}
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{what}: {svg}");
}

fn marks_on_paper(shape: &Shape, scene: &Scene, what: &str) {
    let points: Vec<(i32, i32)> = match shape {
        Shape::Path(points) => points.clone(),
        Shape::Polygon(rings) => rings.concat(),
        Shape::Rect(left, top, right, bottom) => vec![(*left, *top), (*right, *bottom)],
        Shape::Circle(x, y, r) => vec![(x - r, y - r), (x + r, y + r)],
    };
    for (x, y) in points {
        // Dots on an edge and ticks of bounds stand out by their own size.
        let on = x >= -100 && x <= scene.width + 100 && y >= -100 && y <= scene.height + 100;
        assert!(on, "{what}: ({x}, {y}) of {shape:?} is off the paper {}x{}", scene.width, scene.height);
    }
}

#[test]
fn words_neither_overlap_nor_leave_the_paper() {
    let (english, arabic) = (Press::new("en"), Press::new("ar"));
    for (name, chart) in one_of_each() {
        for width in Width::ALL {
            check(&plot::draw(&chart, &english.style(), width), &format!("{name} at {width:?}"));
        }
    }
    for seed in 0..250 {
        let chart = Dice::new(seed).chart();
        let press = if chart.right_to_left { &arabic } else { &english };
        for width in Width::ALL {
            check(
                &plot::draw(&chart, &press.style(), width),
                &format!("seed {seed}, {:?} at {width:?}", chart.mark),
            );
        }
    }
}

#[test]
fn odd_data_is_drawn_right() {
    let press = Press::new("en");
    let long = "A name of three hundred characters ".repeat(9);
    let odd = [
        ("no point", vec![]),
        ("one point", vec![5.0]),
        ("all equal", vec![7.0; 9]),
        ("all zero", vec![0.0; 9]),
        ("negative", vec![-3.0, -1.5, -9.0]),
        ("huge", vec![1e300, 2.0, 1.0]),
        ("not numbers", vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY]),
    ];
    for (what, values) in odd {
        for mark in MARKS {
            for scale in [Scale::Year, Scale::Quantity, Scale::Day, names(&["a", &long, "c"])] {
                let mut chart = chart(mark, scale, vec![series(&long, 0.0, &values)]);
                chart.labels.value = true;
                chart.labels.end = true;
                for width in Width::ALL {
                    check(
                        &plot::draw(&chart, &press.style(), width),
                        &format!("{what}, {mark:?} at {width:?}"),
                    );
                }
            }
        }
    }
}

#[test]
fn a_million_points_are_thinned_before_they_are_drawn() {
    let press = Press::new("en");
    let mut chart = chart(Mark::Line, Scale::Quantity, vec![series("", 0.0, &[])]);
    chart.panels[0].series[0].points = (0..1_000_000)
        .map(|i| {
            let mut point = point(f64::from(i), Some(f64::from((i % 1009) * 37 % 1009)), i as usize);
            point.label = String::new();
            point
        })
        .collect();
    let scene = plot::draw(&chart, &press.style(), Width::Wide);
    let drawn: usize = scene
        .items
        .iter()
        .map(|item| match item {
            Item::Mark { shape: Shape::Path(points), .. } => points.len(),
            _ => 0,
        })
        .sum();
    assert!(drawn < 8000, "{drawn}");
    check(&scene, "a million points");
}

#[test]
fn a_line_breaks_where_a_value_is_missing() {
    let press = Press::new("en");
    let (_, gap) = one_of_each().into_iter().find(|(name, _)| *name == "line-gap").unwrap();
    let scene = plot::draw(&gap, &press.style(), Width::Wide);
    let rows: Vec<Vec<usize>> = scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Mark { shape: Shape::Path(_), rows, .. } if !rows.is_empty() => Some(rows.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(rows, [vec![0, 1], vec![5, 6]]);
}

#[test]
fn a_value_is_found_at_its_row_and_moves_with_it() {
    let press = Press::new("en");
    // Coverage shows how sure a value is, not how great; a timeline when, and numbers are words.
    for (name, chart) in one_of_each()
        .into_iter()
        .filter(|(_, chart)| !matches!(chart.mark, Mark::Coverage | Mark::Timeline | Mark::Number))
    {
        let Some(row) = chart.panels[0].series[0].points.iter().position(|point| point.value.is_some())
        else {
            continue;
        };
        let before = svg::write(&plot::draw(&chart, &press.style(), Width::Wide), "id");
        assert!(before.contains(&format!("data-row=\"{row}")), "{name}: {before}");
        let mut edited = chart.clone();
        let point = &mut edited.panels[0].series[0].points[row];
        point.value = point.value.map(|value| value * 0.5);
        point.label = "as edited".into();
        let after = svg::write(&plot::draw(&edited, &press.style(), Width::Wide), "id");
        assert!(before != after, "{name}");
    }
}

#[test]
fn a_chart_from_right_to_left_is_the_mirror_of_the_other() {
    let press = Press::new("en");
    for (name, chart) in one_of_each() {
        let mirrored = Chart { right_to_left: true, ..chart.clone() };
        let (a, b) = (
            plot::draw(&chart, &press.style(), Width::Wide),
            plot::draw(&mirrored, &press.style(), Width::Wide),
        );
        let left = |scene: &Scene| scene.words().map(|words| words.bounds().0).collect::<Vec<_>>();
        let right =
            |scene: &Scene| scene.words().map(|words| scene.width - words.bounds().2).collect::<Vec<_>>();
        // Half of an odd width is rounded.
        let near = left(&a).iter().zip(right(&b)).all(|(a, b)| (a - b).abs() <= 1);
        assert!(near && a.height == b.height, "{name}");
    }
}

#[test]
fn a_drawing_and_its_card_become_pictures() {
    let (english, arabic) = (Press::new("en"), Press::new("ar"));
    for (name, chart) in one_of_each() {
        // Pictures take their time: from right to left, some are enough.
        let from_right = name.starts_with("line").then_some(&arabic);
        for press in [Some(&english), from_right].into_iter().flatten() {
            let scene = plot::draw(&chart, &press.style(), Width::Narrow);
            let picture = decoded(&plot::raster::png(&scene, press.style().shaper, 2.0).unwrap());
            assert_eq!(
                (picture.width, i64::from(picture.height)),
                (720, i64::from(scene.height) / 5),
                "{name}"
            );
            assert!(picture.inked > 500, "{name}: {} pixels are not white", picture.inked);
            let words = card::Words {
                title: "Waits fell fastest in the North after the reform of 2017, and rose nowhere",
                subtitle: "Median days from referral to first appointment",
                source: "Source: invented for this test",
                site: "example.org",
            };
            let mirrored = Chart { right_to_left: press.style().locale.right_to_left(), ..chart.clone() };
            let picture = decoded(&card::png(&mirrored, &words, &press.style()).unwrap());
            assert_eq!((picture.width, picture.height), (1200, 630), "{name}");
            assert!(picture.inked > 5000, "{name}: {} pixels are not white", picture.inked);
        }
    }
}

struct Picture {
    width: u32,
    height: u32,
    /// Pixels that are not white.
    inked: usize,
}

fn decoded(bytes: &[u8]) -> Picture {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let inked = pixels.chunks(3).filter(|pixel| *pixel != [255, 255, 255]).count();
    Picture { width: reader.info().width, height: reader.info().height, inked }
}
