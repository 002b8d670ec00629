//! Which column plays which part: along the page, up the page, as series, as panels.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        yaml::scalar::Written,
    },
    content::figure::{
        Declaration,
        channel::{Channel, ChannelKind},
        parts::Series,
    },
    data::{dataset::Dataset, kind::FieldType, rows},
    model::{chart::Mark, figure::source::Source},
};

/// The columns of a chart, by their place in the table.
#[derive(Clone, Debug)]
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
    /// Whose values give each mark its ink.
    pub color: Option<usize>,
    /// The words at each mark.
    pub text: Option<usize>,
    /// The end of each event.
    pub until: Option<usize>,
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
            Mark::Timeline => ["x", "text", "series"],
            Mark::Line | Mark::Area | Mark::Column | Mark::Dot | Mark::Slope | Mark::Number => {
                ["x", "y", "series"]
            }
        };
        Self { dimension, value, series }
    }
}

/// What is written in one of those fields.
fn written(declared: &Declaration, name: &str) -> Option<Channel> {
    let column = |written: &Option<Written>| written.clone().map(Channel::of);
    match (name, &declared.series) {
        ("x", _) => declared.x.clone(),
        ("y", _) => declared.y.clone(),
        ("color", _) => column(&declared.color),
        ("join", _) => column(&declared.join),
        ("text", _) => column(&declared.text),
        (_, Some(Series::Column(series))) => Some(Channel::of(series.clone())),
        _ => None,
    }
}

impl Columns {
    /// Finds the columns of a figure; every one that is missing or not there is reported.
    pub fn find(
        declared: &Declaration,
        mark: Mark,
        source: &Source<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let dataset = source.dataset.as_ref();
        let parts = Parts::of(mark);
        let mut needed = |name: &str, found: Option<Channel>| {
            if found.is_none() {
                diagnostics.push(missing(declared, name));
            }
            found
        };
        let dimension = needed(parts.dimension, written(declared, parts.dimension));
        let (value, series) = match &source.folded {
            Some([key, value]) => {
                let channel = written(declared, parts.value);
                let field = value.clone();
                let channel = channel.map_or_else(|| Channel::of(value.clone()), |c| Channel { field, ..c });
                (Some(channel), Some(Channel::of(key.clone())))
            }
            None => {
                let series = written(declared, parts.series);
                let series = match mark {
                    Mark::Cell | Mark::Coverage | Mark::Range => Some(needed(parts.series, series)?),
                    _ => series,
                };
                (needed(parts.value, written(declared, parts.value)), series)
            }
        };
        let (dimension_channel, value_channel) = (dimension?, value?);
        let mut find =
            |written: &Written| diagnostics.take(rows::field(dataset, &written.text, written.span));
        let dimension = find(&dimension_channel.field);
        let value = find(&value_channel.field);
        let series = series.map(|channel| find(&channel.field));
        let color = ink_column(declared, mark).map(&mut find);
        let facet = declared.facet.as_ref().map(&mut find);
        let text = declared.text.as_ref().map(&mut find);
        let until = declared.x2.as_ref().map(find);
        let found = Self {
            dimension: dimension?,
            dimension_channel,
            value: value?,
            value_channel,
            series: both(series)?,
            facet: both(facet)?,
            color: both(color)?,
            text: both(text)?,
            until: both(until)?,
            lies: matches!(mark, Mark::Bar | Mark::Range | Mark::Table),
        };
        let any = matches!(mark, Mark::Coverage | Mark::Timeline);
        let numbers = any || diagnostics.take(found.holds_numbers(dataset)).is_some();
        let times = diagnostics.take(found.is_of_kind(mark, dataset)).is_some();
        (numbers && times).then_some(found)
    }

    /// The columns whose values have words.
    #[must_use]
    pub fn named(&self) -> Vec<usize> {
        [Some(self.dimension), self.series, self.facet, self.color].into_iter().flatten().collect()
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

    /// The dimension holds what its `type` says.
    fn is_of_kind(&self, mark: Mark, dataset: &Dataset) -> Result<(), Diagnostic> {
        let channel = &self.dimension_channel;
        let kind = dataset.table.fields().get(self.dimension).map(|field| field.kind).unwrap_or_default();
        let wanted = match channel.kind {
            _ if mark == Mark::Timeline && !is_time(kind) => "years or dates",
            Some(ChannelKind::Quantitative) if !kind.counts() && kind != FieldType::Year => "numbers",
            Some(ChannelKind::Temporal) if !is_time(kind) => "years or dates",
            _ => return Ok(()),
        };
        let message = format!("`{}` is of type `{}`, and holds no {wanted}", channel.field.text, kind.word());
        Err(Diagnostic::error("wrong-type", channel.field.span, message)
            .help("correct the column's type in the descriptor, or leave `type` out here"))
    }
}

/// True for years, months and days.
#[must_use]
pub fn is_time(kind: FieldType) -> bool {
    matches!(kind, FieldType::Year | FieldType::Date | FieldType::YearMonth)
}

/// The column whose values give each mark its ink, which `color` names for bars, columns, dots and ranges.
fn ink_column(declared: &Declaration, mark: Mark) -> Option<&Written> {
    let color = declared.color.as_ref().filter(|color| !["series", "sign"].contains(&color.text.as_str()));
    color.filter(|_| matches!(mark, Mark::Bar | Mark::Column | Mark::Dot))
}

fn missing(declared: &Declaration, name: &str) -> Diagnostic {
    let mark = &declared.mark.text;
    let what = match (mark.as_str(), name) {
        ("timeline", "text") => "the column that says what happened",
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

/// Turns "asked for and not found" into the end of the work.
fn both(found: Option<Option<usize>>) -> Option<Option<usize>> {
    match found {
        Some(None) => None,
        Some(found) => Some(found),
        None => Some(None),
    }
}
