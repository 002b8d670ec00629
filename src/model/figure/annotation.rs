//! Rules, bands and places with words: positions as spelled become places on the axes.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        time::PartDate,
        yaml::scalar::Written,
    },
    content::figure::{
        Declaration,
        annotation::{Annotation as Declared, Place},
        words::Translation,
    },
    data::value::Value,
    model::{
        chart::{Annotation, Scale},
        figure::{axis::Axes, names::Names, points::Plan},
    },
};

/// The annotations of a chart; one without a place on it is reported.
pub fn annotations(plan: &Plan<'_>, diagnostics: &mut Diagnostics) -> Vec<Annotation> {
    let Plan { declared, axes, names, .. } = *plan;
    let (dimension, lies) = (plan.drawing.columns.dimension, plan.drawing.columns.lies);
    let words = names.translation.and_then(|words| translated(declared, words, diagnostics));
    let places = Places { axes, dimension, lies, names };
    let mut all = Vec::new();
    for (place, annotation) in declared.annotations.iter().enumerate() {
        let own = || (annotation.label.clone(), annotation.note.clone());
        let words = words.and_then(|words| words.get(place)).cloned().unwrap_or_else(own);
        all.extend(diagnostics.take(places.annotation(annotation, words)));
    }
    all
}

/// The words of all annotations in another language, if it has them.
fn translated<'w>(
    declared: &Declaration,
    words: &'w Translation,
    diagnostics: &mut Diagnostics,
) -> Option<&'w [(String, String)]> {
    let (wanted, found) = (declared.annotations.len(), words.annotations.len());
    if wanted == found {
        return Some(&words.annotations);
    }
    let span = words.words.title.as_ref().map(|title| title.span)?;
    let message = format!("the figure has {wanted} annotations, but here are the words of {found}");
    diagnostics.push(
        Diagnostic::warning("untranslated-words", span, message)
            .help("write `annotations: [{label: …, note: …}, …]` with one item for each, in their order"),
    );
    None
}

struct Places<'a> {
    axes: &'a Axes,
    dimension: usize,
    lies: bool,
    names: Names<'a>,
}

impl Places<'_> {
    fn annotation(&self, declared: &Declared, words: (String, String)) -> Result<Annotation, Diagnostic> {
        let (label, note) = words;
        Ok(match (&declared.place, self.lies) {
            (Place::X(at), false) | (Place::Y(at), true) => {
                Annotation::At { at: self.position(at)?, label, note }
            }
            (Place::Y(value), false) | (Place::X(value), true) => {
                Annotation::Value { value: number(value)?, label }
            }
            (Place::Band(from, to), _) => {
                Annotation::Band { from: self.position(from)?, to: self.position(to)?, label }
            }
            (Place::Point(x, y), lies) => {
                let (at, value) = if lies { (y, x) } else { (x, y) };
                Annotation::Point { at: self.position(at)?, value: number(value)?, label }
            }
        })
    }

    fn position(&self, written: &Written) -> Result<f64, Diagnostic> {
        let means = |(value, words): &&(Value, String)| {
            *words == written.text || self.names.means(self.dimension, value, &written.text)
        };
        let value = match &self.axes.dimension.scale {
            Scale::Category(_) => self.axes.words.iter().find(means).map(|(value, _)| value.clone()),
            Scale::Quantity => written.text.parse().ok().map(Value::Number),
            Scale::Year | Scale::Day => PartDate::parse(&written.text).map(Value::Date),
        };
        value.and_then(|value| self.axes.position(&value)).ok_or_else(|| off(written))
    }
}

fn number(written: &Written) -> Result<f64, Diagnostic> {
    written.text.parse().ok().filter(|number: &f64| number.is_finite()).ok_or_else(|| off(written))
}

fn off(written: &Written) -> Diagnostic {
    Diagnostic::error("bad-annotation", written.span, format!("`{}` is no place on this axis", written.text))
        .help("write a value as the axis shows it: a number, a year, a date or a category")
}
