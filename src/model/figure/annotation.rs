//! Rules and bands: positions as spelled become places on the axes.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        time::PartDate,
        yaml::scalar::Written,
    },
    content::figure::{Annotation as Declared, Declaration},
    data::value::Value,
    model::{
        chart::{Annotation, Scale},
        figure::axis::Axes,
    },
};

/// The annotations of a chart; one without a place on it is reported.
pub fn annotations(
    declared: &Declaration,
    axes: &Axes,
    lies: bool,
    diagnostics: &mut Diagnostics,
) -> Vec<Annotation> {
    let one = |annotation: &Declared| diagnostics.take(annotation_of(annotation, axes, lies));
    declared.annotations.iter().filter_map(one).collect()
}

fn annotation_of(declared: &Declared, axes: &Axes, lies: bool) -> Result<Annotation, Diagnostic> {
    let (dimension, value) = if lies { (&declared.y, &declared.x) } else { (&declared.x, &declared.y) };
    let label = declared.label.clone();
    if let Some(written) = value {
        let value = written.text.parse().map_err(|_| off(written))?;
        return Ok(Annotation::Value { value, label });
    }
    if let Some(written) = dimension {
        return Ok(Annotation::At { at: position(written, axes)?, label, note: declared.note.clone() });
    }
    match (&declared.from, &declared.to) {
        (Some(from), Some(to)) => {
            Ok(Annotation::Band { from: position(from, axes)?, to: position(to, axes)?, label })
        }
        _ => Err(Diagnostic::error("bad-annotation", declared.span, "this annotation has no place")
            .help("give it `x`, `y`, or `from` and `to`")),
    }
}

fn position(written: &Written, axes: &Axes) -> Result<f64, Diagnostic> {
    let value = match &axes.dimension.scale {
        Scale::Category(_) => axes
            .words
            .iter()
            .find(|(value, words)| *words == written.text || value.to_string() == written.text)
            .map(|(value, _)| value.clone()),
        Scale::Quantity => written.text.parse().ok().map(Value::Number),
        Scale::Year | Scale::Day => PartDate::parse(&written.text).map(Value::Date),
    };
    value.and_then(|value| axes.position(&value)).ok_or_else(|| off(written))
}

fn off(written: &Written) -> Diagnostic {
    Diagnostic::error("bad-annotation", written.span, format!("`{}` is no place on this axis", written.text))
        .help("write a value as the axis shows it: a number, a year, a date or a category")
}
