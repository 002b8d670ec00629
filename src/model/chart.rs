//! A chart as it stands after every name is resolved: what `plot` draws, with no dataset behind it.
//!
//! Every value comes with the words that a reader sees for it; `plot` formats axis ticks and nothing else.

use rust_decimal::Decimal;

use crate::base::{locale::Locale, span::Span};

/// The kinds of marks; the words are those of Vega-Lite and Datawrapper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Values joined along a continuous x.
    Line,
    /// A line with the space down to zero filled.
    Area,
    /// Horizontal bars, one row a category of y.
    Bar,
    /// Vertical bars along x.
    Column,
    /// One dot a value.
    Dot,
    /// Rows with a dot for each of two series and a line between them.
    Range,
    /// Lines from the first to the last name of the dimension axis, with words at both ends.
    Slope,
    /// A field of colours: a row a series, a column a position, a colour a class of values.
    Cell,
    /// What is known: a row a series, a column a position, a square that says how sure the value is.
    Coverage,
    /// The countries of the world in classes of values.
    Map,
    /// Events in the order of time, one below the other, at distances to scale: a point's `at` and
    /// `until` say when (years or days), its `label` says when in words, its `name` what happened.
    Timeline,
    /// A row of large numbers: one a point of the first series for names, else the last value of each
    /// series with the line that led to it.
    Number,
    /// A plain table: a row a name of the dimension axis, a column a series, a bar in every cell.
    Table,
}

/// The part of the world that a map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// All of it but Antarctica.
    World,
    /// Europe with its eastern and southern neighbours.
    Europe,
    /// Africa.
    Africa,
    /// North, Central and South America.
    Americas,
    /// Asia.
    Asia,
}

/// What a map knows beside the values: one code a name of the dimension axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// ISO 3166-1 alpha-3 codes, in the order of the names.
    pub codes: Vec<String>,
    /// What it shows.
    pub region: Region,
}

/// The words of keys, in the page's language; an empty one is left out of the key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyWords {
    /// A plain value.
    pub sure: String,
    /// An approximate, estimated or provisional value.
    pub unsure: String,
    /// A value that another source contradicts.
    pub conflict: String,
    /// A bound.
    pub bound: String,
    /// No value.
    pub blank: String,
}

/// What an axis measures.
#[derive(Clone, Debug, PartialEq)]
pub enum Scale {
    /// Numbers; ticks are formatted with thousands separators.
    Quantity,
    /// Calendar years as whole numbers; ticks have no separators.
    Year,
    /// Days since 1970-01-01.
    Day,
    /// Names in drawing order; a position is an index into them.
    Category(Vec<String>),
}

/// How the numbers of an axis are written, beside what the language decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// A plus before what is above zero.
    pub signed: bool,
    /// Words for powers of ten, the highest first, each with what stands before and after a number.
    pub compact: Vec<(Decimal, String, String)>,
    /// What stands before and after every number.
    pub around: (String, String),
}

impl Form {
    /// `value` as the axis writes it. A number that is counted in thousands or more has the decimals that
    /// it needs, up to two, in place of `decimals`.
    #[must_use]
    pub fn tick(&self, value: Decimal, decimals: Option<u32>, locale: &Locale) -> String {
        self.write(value, decimals, None, locale)
    }

    /// `value` as a label: one that is counted in thousands or more has one decimal if none are asked for.
    #[must_use]
    pub fn label(&self, value: Decimal, decimals: Option<u32>, locale: &Locale) -> String {
        self.write(value, decimals, Some(decimals.unwrap_or(1)), locale)
    }

    fn write(&self, value: Decimal, decimals: Option<u32>, scaled: Option<u32>, locale: &Locale) -> String {
        let scale = self.compact.iter().find(|(power, ..)| value.abs() >= *power);
        let number = match scale {
            None => locale.number(value, decimals),
            Some((power, before, after)) => {
                let number = (value / power).round_dp(scaled.unwrap_or(2));
                format!("{before}{}{after}", locale.number(number, None))
            }
        };
        let sign = if self.signed && value > Decimal::ZERO { "+" } else { "" };
        let (before, after) = &self.around;
        format!("{before}{sign}{number}{after}")
    }
}

/// One axis of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What it measures.
    pub scale: Scale,
    /// The reader's name for it.
    pub title: String,
    /// Lowest and highest position, if the author fixed them.
    pub domain: Option<(f64, f64)>,
    /// About how many ticks, if the author said.
    pub ticks: Option<usize>,
    /// Equal steps stand for equal ratios; only for numbers above zero, and never where lengths count.
    pub log: bool,
    /// How its numbers are written.
    pub form: Form,
}

impl Axis {
    /// An axis on which the author fixed nothing.
    #[must_use]
    pub fn new(scale: Scale) -> Self {
        Self { scale, title: String::new(), domain: None, ticks: None, log: false, form: Form::default() }
    }
}

/// How sure a value is, as far as its shape shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// A plain value: a filled mark.
    Sure,
    /// Approximate, estimated or provisional: a filled mark with a thin ring.
    Unsure,
    /// Another source contradicts it: as one that is not sure, but for coverage, where it is half full.
    Conflicting,
    /// The cell holds a lower bound ("at least"): an open mark with a tick upwards.
    AtLeast,
    /// The cell holds an upper bound ("at most"): an open mark with a tick downwards.
    AtMost,
}

/// The ink of one value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tint {
    /// That of its series.
    #[default]
    Series,
    /// A palette slot of its own, 0 to 6.
    Slot(u8),
    /// Grey.
    Grey,
}

/// The row of a value that no row of the dataset holds: a sum, a median, a gap.
pub const NO_ROW: usize = usize::MAX;

/// One value of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Position along the dimension axis (x; for bars y): a number, a year, a day, or a category's index.
    pub at: f64,
    /// Position along the value axis; `None` breaks a line and leaves a gap.
    pub value: Option<f64>,
    /// How the mark is drawn.
    pub certainty: Certainty,
    /// The value as the page prints it, in its language: "12,787", "more than 13,000", "62%".
    pub label: String,
    /// What stands there: written beside the dots of a scatter plot, and the words of an event. Empty
    /// for most marks.
    pub name: String,
    /// The end of an event: of the month if no day is known, or of what lasted. Only events have one.
    pub until: Option<f64>,
    /// Its ink, where bars, columns and dots of one series differ.
    pub tint: Tint,
    /// The row of the dataset, as `data-row` of the mark, or [`NO_ROW`].
    pub row: usize,
}

impl Point {
    /// A plain value.
    #[must_use]
    pub fn new(at: f64, value: Option<f64>, label: String, row: usize) -> Self {
        Self {
            at,
            value,
            certainty: Certainty::Sure,
            label,
            name: String::new(),
            until: None,
            tint: Tint::Series,
            row,
        }
    }
}

/// Values under one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The reader's name for it; empty when there is only one.
    pub name: String,
    /// Palette slot, 0 to 6; `None` is drawn in grey.
    pub slot: Option<u8>,
    /// Drawn thicker.
    pub strong: bool,
    /// In the order of the dimension axis.
    pub points: Vec<Point>,
}

/// How the series of bars, columns and areas share a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stack {
    /// Side by side (columns, bars) or over each other (areas, lines).
    None,
    /// On top of each other.
    Zero,
    /// On top of each other, as shares of 100.
    Percent,
}

/// Which labels are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Labels {
    /// The series' name at its last point.
    pub end: bool,
    /// The value at each mark.
    pub value: bool,
    /// The value inside each part of a stack that has room for it.
    pub inside: bool,
    /// The sum above each stack.
    pub total: bool,
    /// A key of the series.
    pub key: bool,
}

/// A rule, a band or a place with words.
#[derive(Clone, Debug, PartialEq)]
pub enum Annotation {
    /// A dashed rule at a position of the dimension axis.
    At {
        /// The position.
        at: f64,
        /// Set bold.
        label: String,
        /// Set below, in grey.
        note: String,
    },
    /// A rule at a value.
    Value {
        /// The value.
        value: f64,
        /// The words.
        label: String,
    },
    /// A tinted band between two positions of the dimension axis.
    Band {
        /// First position.
        from: f64,
        /// Last position.
        to: f64,
        /// The words.
        label: String,
    },
    /// Words at one place of the plot, with a thin line to it.
    Point {
        /// The position along the dimension axis.
        at: f64,
        /// The value.
        value: f64,
        /// The words.
        label: String,
    },
}

/// One panel: the whole chart, or one of several small multiples that share their scales.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// The panel's heading; empty when there is only one.
    pub title: String,
    /// What it shows.
    pub series: Vec<Series>,
    /// The sums of the stacks, with their words; empty unless they are to be shown.
    pub totals: Vec<Point>,
}

/// Everything that decides a drawing, but the theme and the width.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Where it was declared.
    pub span: Span,
    /// The mark.
    pub mark: Mark,
    /// The dimension axis: x, but y for bars.
    pub dimension: Axis,
    /// The value axis: y, but x for bars.
    pub values: Axis,
    /// The panels, at least one.
    pub panels: Vec<Panel>,
    /// Panels in a row, on a wide screen.
    pub columns: usize,
    /// How series share a place.
    pub stack: Stack,
    /// Two inks by sign in place of the series' colours.
    pub by_sign: bool,
    /// The names of the values' own inks, for the key.
    pub tints: Vec<(String, Tint)>,
    /// Which labels are drawn.
    pub labels: Labels,
    /// Rules and bands.
    pub annotations: Vec<Annotation>,
    /// The unit's word on the top tick: `days`, `%`.
    pub unit: String,
    /// Decimals of the ticks, if the author fixed them.
    pub decimals: Option<u8>,
    /// Height of the plotted part on a wide screen, in CSS pixels.
    pub height: Option<u16>,
    /// Laid out from right to left.
    pub right_to_left: bool,
    /// Bounds between classes of values, upwards; round ones are chosen if there are none.
    pub bins: Vec<f64>,
    /// Words of the key of maps, fields of colours and coverage.
    pub words: KeyWords,
    /// Codes and region; only maps have them.
    pub map: Option<Map>,
}

impl Chart {
    /// A chart of one panel on which the author fixed nothing.
    #[must_use]
    pub fn new(span: Span, mark: Mark, dimension: Scale, series: Vec<Series>) -> Self {
        Self {
            span,
            mark,
            dimension: Axis::new(dimension),
            values: Axis::new(Scale::Quantity),
            panels: vec![Panel { title: String::new(), series, totals: Vec::new() }],
            columns: 1,
            stack: Stack::None,
            by_sign: false,
            tints: Vec::new(),
            labels: Labels::default(),
            annotations: Vec::new(),
            unit: String::new(),
            decimals: None,
            height: None,
            right_to_left: false,
            bins: Vec::new(),
            words: KeyWords::default(),
            map: None,
        }
    }
}
