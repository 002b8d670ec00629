//! A scene as SVG for a page, or as a file that stands alone.
//!
//! Each colour stands as a class and as a presentation attribute on the same element, which has no
//! other colour: `.k2[stroke] { stroke: var(--k2) }` in a style sheet wins over the attribute, and
//! without a style sheet the attribute holds. Runs of equal style share a `<g>`. Marks carry the
//! rows of the dataset that they show in `data-row`: one number, or one for each vertex of a path.

use std::fmt::Write as _;

use crate::plot::ink::{HALO, Ink, PALETTE, Pen};
use crate::plot::outline::{closed, decimal, number, path};
use crate::plot::run::isolated;
use crate::plot::scene::{Anchor, Item, Part, Scene, Shape, Words};
use crate::plot::style::{REGULAR, SMALL};

/// The scene as an element of a page. The page has the title in an element with the id
/// `{id}-title` and a description in one with the id `{id}-desc`; several drawings may share them.
#[must_use]
pub fn write(scene: &Scene, id: &str) -> String {
    let id = escaped(id);
    let names = format!(" role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\"");
    let mut out = String::with_capacity(8192);
    open(&mut out, scene, "", &names);
    body(&mut out, scene, &format!("{id}-hatch-{}", scene.width / 10), &[]);
    out.push_str("</svg>");
    out
}

/// Where a mark leads, and what a pointer is told of it.
#[derive(Clone, Copy, Debug)]
pub struct Link<'l> {
    /// The address, already escaped.
    pub href: &'l str,
    /// The words.
    pub title: &'l str,
}

/// The scene as a part of a page that says the same in words: each mark of one row leads where `links` has it
/// by that row. Readers who do not see the drawing, or use no pointer, find nothing in it.
#[must_use]
pub fn linked(scene: &Scene, links: &[Link<'_>]) -> String {
    let mut out = String::with_capacity(65_536);
    open(&mut out, scene, "", " aria-hidden=\"true\"");
    body(&mut out, scene, &format!("map-hatch-{}", scene.width / 10), links);
    out.push_str("</svg>");
    out
}

/// The scene as a file of its own, with title and description inside.
#[must_use]
pub fn document(scene: &Scene, title: &str, description: &str) -> String {
    let mut out = String::with_capacity(8192);
    open(&mut out, scene, " xmlns=\"http://www.w3.org/2000/svg\"", " role=\"img\"");
    let _ = write!(out, "<title>{}</title><desc>{}</desc>", escaped(title), escaped(description));
    let _ = write!(out, "<path class=\"page\" fill=\"{}\" d=\"M0 0H", Ink::Page.entry().1);
    number(&mut out, scene.width);
    out.push('V');
    number(&mut out, scene.height);
    out.push_str("H0z\"/>");
    body(&mut out, scene, "hatch", &[]);
    out.push_str("</svg>\n");
    out
}

fn open(out: &mut String, scene: &Scene, space: &str, names: &str) {
    let (width, height) = (decimal(scene.width), decimal(scene.height));
    let _ = write!(
        out,
        "<svg{space} class=\"chart w{}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\"{names} \
         fill=\"none\" stroke-linejoin=\"round\" font-family=\"{}\" font-size=\"{}\" direction=\"{}\">",
        scene.width / 10,
        families(&scene.families),
        decimal(i32::from(SMALL)),
        if scene.right_to_left { "rtl" } else { "ltr" },
    );
}

/// The families as CSS has them; a name with a digit in it must be quoted.
fn families(names: &[String]) -> String {
    let quoted = names.iter().map(|name| format!("'{}',", escaped(&name.replace(['\'', '\\'], ""))));
    format!("{}sans-serif", quoted.collect::<String>())
}

fn body(out: &mut String, scene: &Scene, hatch: &str, links: &[Link<'_>]) {
    let hatched = |item: &Item| matches!(item, Item::Mark { pen, .. } if pen.hatched);
    if scene.items.iter().any(hatched) {
        let _ = write!(
            out,
            "<defs><pattern id=\"{hatch}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><path class=\"blank\" stroke=\"{}\" stroke-width=\"1.8\" \
             d=\"M2.5 0V5\"/></pattern></defs>",
            Ink::Blank.entry().1
        );
    }
    for run in scene.items.chunk_by(alike) {
        match run.first() {
            Some(Item::Mark { pen, .. }) => marks(out, *pen, run, hatch, links),
            Some(Item::Words(words)) => texts(out, words, run, scene.right_to_left),
            None => {}
        }
    }
}

/// True if two items can share a group.
fn alike(a: &Item, b: &Item) -> bool {
    match (a, b) {
        (Item::Mark { pen: a, .. }, Item::Mark { pen: b, .. }) => a == b,
        (Item::Words(a), Item::Words(b)) => {
            let weight = |words: &Words| base_weight(words);
            (a.ink, a.halo, a.size, a.anchor, weight(a)) == (b.ink, b.halo, b.size, b.anchor, weight(b))
        }
        _ => false,
    }
}

fn marks(out: &mut String, pen: Pen, run: &[Item], hatch: &str, links: &[Link<'_>]) {
    let framed = pen.open || pen.edged || pen.outlined;
    if framed {
        let ink = if pen.outlined { Ink::Axis } else { Ink::Page };
        paint(out, "g", ink.entry(), if pen.open { "fill" } else { "stroke" });
        out.push_str(if pen.open { ">" } else { " stroke-width=\"0.6\">" });
    }
    let single = run.len() == 1;
    if !single {
        out.push_str("<g");
        stroke_or_fill(out, pen, hatch);
        out.push('>');
    }
    let mut plain = String::new();
    for item in run {
        let Item::Mark { shape, rows, .. } = item else { continue };
        match shape {
            // Lines that show no data are one path.
            Shape::Path(points) if rows.is_empty() && !single => path(&mut plain, points),
            shape => {
                let link = rows.first().and_then(|row| links.get(*row)).filter(|_| rows.len() == 1);
                if let Some(Link { href, title }) = link {
                    let title = escaped(title);
                    let _ = write!(out, "<a href=\"{href}\" tabindex=\"-1\"><title>{title}</title>");
                }
                element(out, shape, rows, single.then_some((pen, hatch)));
                out.push_str(if link.is_some() { "</a>" } else { "" });
            }
        }
    }
    if !plain.is_empty() {
        let _ = write!(out, "<path d=\"{plain}\"/>");
    }
    if !single {
        out.push_str("</g>");
    }
    if framed {
        out.push_str("</g>");
    }
}

fn element(out: &mut String, shape: &Shape, rows: &[usize], pen: Option<(Pen, &str)>) {
    out.push_str(match shape {
        Shape::Path(_) | Shape::Polygon(_) => "<path",
        Shape::Rect(..) => "<rect",
        Shape::Circle(..) => "<circle",
    });
    if let Some((pen, hatch)) = pen {
        stroke_or_fill(out, pen, hatch);
    }
    keys(out, rows);
    match shape {
        Shape::Path(points) => {
            out.push_str(" d=\"");
            path(out, points);
            out.push('"');
        }
        Shape::Polygon(rings) => {
            out.push_str(" d=\"");
            for ring in rings {
                closed(out, ring);
            }
            out.push('"');
        }
        Shape::Rect(left, top, right, bottom) => {
            let place = [("x", *left), ("y", *top), ("width", right - left), ("height", bottom - top)];
            place.into_iter().for_each(|(name, value)| attribute(out, name, value));
        }
        Shape::Circle(x, y, radius) => {
            [("cx", *x), ("cy", *y), ("r", *radius)]
                .into_iter()
                .for_each(|(name, value)| attribute(out, name, value));
        }
    }
    out.push_str("/>");
}

fn keys(out: &mut String, rows: &[usize]) {
    let Some((first, others)) = rows.split_first() else { return };
    let _ = write!(out, " data-row=\"{first}");
    for row in others {
        let _ = write!(out, " {row}");
    }
    out.push('"');
}

fn stroke_or_fill(out: &mut String, pen: Pen, hatch: &str) {
    if pen.hatched {
        // No class: the lines of the pattern have one.
        let _ = write!(out, " fill=\"url(#{hatch})\"");
        return;
    }
    let (class, light, _) = pen.ink.entry();
    let property = if pen.filled { "fill" } else { "stroke" };
    let _ = write!(out, " class=\"{class}\" {property}=\"{light}\"");
    if !pen.filled && pen.width != 10 {
        attribute(out, "stroke-width", i32::from(pen.width));
    }
    if pen.dashed {
        out.push_str(" stroke-dasharray=\"4 3\"");
    }
    if pen.crisp {
        out.push_str(" shape-rendering=\"crispEdges\"");
    }
    if pen.strength < 100 {
        let _ = write!(out, " {property}-opacity=\"0.{:02}\"", pen.strength);
    }
}

fn paint(out: &mut String, element: &str, (class, light, _): (&str, &str, &str), property: &str) {
    let _ = write!(out, "<{element} class=\"{class}\" {property}=\"{light}\"");
}

fn texts(out: &mut String, like: &Words, run: &[Item], right_to_left: bool) {
    paint(out, "g", like.ink.entry(), "fill");
    if like.size != SMALL {
        attribute(out, "font-size", i32::from(like.size));
    }
    let weight = base_weight(like);
    if weight != REGULAR {
        let _ = write!(out, " font-weight=\"{weight}\"");
    }
    // The start of a text is on the side where its language begins.
    match (like.anchor, right_to_left) {
        (Anchor::Middle, _) => out.push_str(" text-anchor=\"middle\""),
        (Anchor::Right, false) | (Anchor::Left, true) => out.push_str(" text-anchor=\"end\""),
        (Anchor::Left, false) | (Anchor::Right, true) => {}
    }
    out.push('>');
    if like.halo {
        let halo = PALETTE.get(HALO).copied().unwrap_or(("halo", "#ffffff", "#14191d"));
        paint(out, "g", halo, "stroke");
        out.push_str(" stroke-width=\"3\" paint-order=\"stroke\">");
    }
    for item in run {
        if let Item::Words(words) = item {
            text(out, words, weight, right_to_left);
        }
    }
    out.push_str(if like.halo { "</g></g>" } else { "</g>" });
}

fn text(out: &mut String, words: &Words, weight: u16, right_to_left: bool) {
    out.push_str("<text");
    attribute(out, "x", words.x);
    attribute(out, "y", words.y);
    out.push('>');
    for (order, line) in words.lines.iter().enumerate() {
        if order > 0 {
            out.push_str("<tspan");
            attribute(out, "x", words.x);
            attribute(out, "dy", words.leading);
            out.push('>');
        }
        for part in line {
            span(out, part, weight, right_to_left && isolated(&part.text, line.len()));
        }
        if order > 0 {
            out.push_str("</tspan>");
        }
    }
    out.push_str("</text>");
}

/// A part of a line; apart from the others it stands between marks that have no width.
fn span(out: &mut String, part: &Part, weight: u16, apart: bool) {
    let text = escaped(&part.text);
    let text = if apart { format!("\u{2068}{text}\u{2069}") } else { text };
    if part.weight == weight {
        out.push_str(&text);
    } else {
        let _ = write!(out, "<tspan font-weight=\"{}\">{text}</tspan>", part.weight);
    }
}

fn base_weight(words: &Words) -> u16 {
    words.lines.first().and_then(|line| line.first()).map_or(REGULAR, |part| part.weight)
}

fn attribute(out: &mut String, name: &str, tenths: i32) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    number(out, tenths);
    out.push('"');
}

/// `text` as content of an element or an attribute; characters that XML forbids are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => {}
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}
