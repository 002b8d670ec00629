//! Which column plays which part: along the page, up the page, as series, as panels.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        yaml::scalar::Written,
    },
    content::figure::{Channel, Declaration},
    data::{dataset::Dataset, rows},
    model::chart::Mark,
};

/// The columns of a chart, by their place in the table.
#[derive(Debug)]
pub struct Columns {
    /// Along the dimension axis.
    pub dimension: usize,
    /// How the dimension was declared.
    pub dimension_channel: Channel,
    /// Along the value axis.
    pub value: usize,
    /// How the value was declared.
    pub value_channel: Channel,
    /// Whose values become series.
    pub series: Option<usize>,
    /// Whose values become panels.
    pub facet: Option<usize>,
    /// Names stand up the page and values along it.
    pub lies: bool,
}

/// The names of the fields in which a mark takes its columns.
struct Parts {
    dimension: &'static str,
    value: &'static str,
    series: &'static str,
}

impl Parts {
    fn of(mark: Mark) -> Self {
        let [dimension, value, series] = match mark {
            Mark::Bar | Mark::Range | Mark::Table => ["y", "x", "series"],
            Mark::Cell | Mark::Coverage => ["x", "color", "y"],
            Mark::Map => ["join", "y", "series"],
            Mark::Line
            | Mark::Area
            | Mark::Column
            | Mark::Dot
            | Mark::Slope
            | Mark::Timeline
            | Mark::Number => ["x", "y", "series"],
        };
        Self { dimension, value, series }
    }
}

/// What is written in one of those fields.
fn written(declared: &Declaration, name: &str) -> Option<Channel> {
    let column = |written: &Option<Written>| written.clone().map(Channel::of);
    match name {
        "x" => declared.x.clone(),
        "y" => declared.y.clone(),
        "color" => column(&declared.color),
        "join" => column(&declared.join),
        _ => column(&declared.series),
    }
}

impl Columns {
    /// Finds the columns of a figure; every one that is missing or not there is reported.
    pub fn find(
        declared: &Declaration,
        mark: Mark,
        dataset: &Dataset,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let parts = Parts::of(mark);
        let mut needed = |name: &str| {
            let found = written(declared, name);
            if found.is_none() {
                diagnostics.push(missing(declared, name));
            }
            found
        };
        let (dimension, value) = (needed(parts.dimension), needed(parts.value));
        let series = match mark {
            Mark::Cell | Mark::Coverage | Mark::Range => Some(needed(parts.series)?),
            _ => written(declared, parts.series),
        };
        let (dimension_channel, value_channel) = (dimension?, value?);
        let mut find =
            |written: &Written| diagnostics.take(rows::field(dataset, &written.text, written.span));
        let dimension = find(&dimension_channel.field);
        let value = find(&value_channel.field);
        let series = series.map(|channel| find(&channel.field));
        let facet = declared.facet.as_ref().map(find);
        let found = Self {
            dimension: dimension?,
            dimension_channel,
            value: value?,
            value_channel,
            series: both(series)?,
            facet: both(facet)?,
            lies: matches!(mark, Mark::Bar | Mark::Range),
        };
        let numbers = mark == Mark::Coverage || diagnostics.take(found.holds_numbers(dataset)).is_some();
        let panels = diagnostics.take(alone(declared, mark)).is_some();
        (numbers && panels).then_some(found)
    }

    fn holds_numbers(&self, dataset: &Dataset) -> Result<(), Diagnostic> {
        let Some(field) = dataset.table.fields().get(self.value).filter(|field| !field.kind.counts()) else {
            return Ok(());
        };
        let message = format!("`{}` holds no numbers, so it has no length", field.name);
        Err(Diagnostic::error("not-a-number", self.value_channel.field.span, message).help(if self.lies {
            "a bar's length is `x`; its name is `y`"
        } else {
            "the height is `y`; name a column of numbers"
        }))
    }
}

fn missing(declared: &Declaration, name: &str) -> Diagnostic {
    let mark = &declared.mark.text;
    let what = match (mark.as_str(), name) {
        ("map", "join") => "the column of countries",
        ("cell", "color") => "the column of numbers that the colours show",
        ("coverage", "color") => "the column whose cells are known or not",
        ("cell" | "coverage", "y") => "the column whose values are the rows",
        (_, "series") => "the column whose values are the dots of a row",
        _ => "a column",
    };
    Diagnostic::error("missing-field", declared.mark.span, format!("`{name}` is missing"))
        .help(format!("`mark: {mark}` needs it: add a line `{name}: …` with {what}"))
}

/// Slopes and maps fill the drawing; there are no panels of them.
fn alone(declared: &Declaration, mark: Mark) -> Result<(), Diagnostic> {
    match &declared.facet {
        Some(facet) if matches!(mark, Mark::Slope | Mark::Map) => {
            let message = format!("there are no panels of `mark: {}`", declared.mark.text);
            Err(Diagnostic::error("unused-field", facet.span, message)
                .help("leave `facet` out, and declare a figure for each, with `filter`"))
        }
        _ => Ok(()),
    }
}

/// Turns "asked for and not found" into the end of the work.
fn both(found: Option<Option<usize>>) -> Option<Option<usize>> {
    match found {
        Some(None) => None,
        Some(found) => Some(found),
        None => Some(None),
    }
}
