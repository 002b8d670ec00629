//! Rules, bands and places with words, at positions as spelled.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
        yaml::{Node, fields::Fields, scalar, scalar::Written},
    },
    content::figure::spelled,
};

/// An annotation.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// Where it stands.
    pub place: Place,
    /// The words.
    pub label: String,
    /// More words, in grey.
    pub note: String,
    /// Where it was written.
    pub span: Span,
}

/// Where an annotation stands.
#[derive(Clone, Debug)]
pub enum Place {
    /// A rule at a position of x.
    X(Written),
    /// A rule at a position of y.
    Y(Written),
    /// A band between two positions of the dimension.
    Band(Written, Written),
    /// A position of x and one of y.
    Point(Written, Written),
}

impl Annotation {
    /// Reads the list `annotations`.
    pub fn read(fields: &mut Fields<'_, '_>) -> Vec<Self> {
        let nodes = fields.nodes("annotations");
        nodes.into_iter().filter_map(|node| annotation(node, fields.diagnostics)).collect()
    }
}

fn annotation(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Annotation> {
    let mut fields = Fields::new(node, diagnostics);
    let [x, y, from, to] = ["x", "y", "from", "to"].map(|name| fields.optional(name, spelled));
    let point = fields.optional("point", pair);
    let label = fields.required("label", scalar::text);
    let note = fields.optional("note", scalar::text).unwrap_or_default();
    fields.finish();
    let places = [x.map(Place::X), y.map(Place::Y), from.zip(to).map(band), point.map(place)];
    let mut places = places.into_iter().flatten();
    if let (Some(place), None) = (places.next(), places.next()) {
        return Some(Annotation { place, label: label?, note, span: node.span() });
    }
    diagnostics.push(
        Diagnostic::error("bad-annotation", node.span(), "this annotation has no single place")
            .help("give it one of `x`, `y`, `from` and `to`, or `point: [x, y]`"),
    );
    None
}

fn band((from, to): (Written, Written)) -> Place {
    Place::Band(from, to)
}

fn place([x, y]: [Written; 2]) -> Place {
    Place::Point(x, y)
}

/// `[2016, 11042]`
fn pair(node: &Node<'_>) -> Result<[Written; 2], Diagnostic> {
    let wrong =
        || node.wrong_type("a list of two places", "write the places on `x` and `y`: `[2016, 11042]`");
    let items = node.items().ok_or_else(wrong)?;
    let written: Vec<Written> = items.iter().map(spelled).collect::<Result<_, _>>()?;
    written.try_into().map_err(|_| wrong())
}
