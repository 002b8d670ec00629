//! A column on an axis, and how its values are written.

use rust_decimal::Decimal;

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    yaml::{Node, fields::Fields, scalar, scalar::Written},
};

/// A column on an axis.
#[derive(Clone, Debug)]
pub struct Channel {
    /// The column.
    pub field: Written,
    /// What its values are, in place of what the column says.
    pub kind: Option<ChannelKind>,
    /// About how many ticks.
    pub ticks: Option<usize>,
    /// Lowest and highest value.
    pub domain: Option<(f64, f64)>,
    /// Equal steps stand for equal ratios.
    pub log: bool,
    /// The reader's name for it, in place of the field's title.
    pub label: Option<String>,
    /// How its values are written.
    pub numbers: Numbers,
}

/// What the values of an axis are, in the words of Vega-Lite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelKind {
    /// Amounts on a line.
    Quantitative,
    /// Moments on a line.
    Temporal,
    /// Names with a place each.
    Nominal,
}

/// How numbers are written. What is not said here is decided by the figure, or by the data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Decimals of ticks, labels and the table.
    pub decimals: Option<u8>,
    /// What values are divided by first.
    pub divide: Option<Decimal>,
    /// A plus before what is above zero.
    pub signed: bool,
    /// Thousands, millions and billions as words.
    pub compact: bool,
    /// What stands before and after the number: `{}s` makes `1920s`.
    pub around: Option<(String, String)>,
}

const KINDS: [(&str, ChannelKind); 4] = [
    ("quantitative", ChannelKind::Quantitative),
    ("temporal", ChannelKind::Temporal),
    ("ordinal", ChannelKind::Nominal),
    ("nominal", ChannelKind::Nominal),
];

impl Channel {
    /// A column of which only the name is written.
    #[must_use]
    pub fn of(field: Written) -> Self {
        Self {
            field,
            kind: None,
            ticks: None,
            domain: None,
            log: false,
            label: None,
            numbers: Numbers::default(),
        }
    }

    /// Reads `x` or `y`: the name of a column, or a map.
    pub fn read(fields: &mut Fields<'_, '_>, name: &'static str) -> Option<Self> {
        let node = fields.child(name)?;
        if node.entries().is_none() {
            return fields.diagnostics.take(scalar::written(&node)).map(Self::of);
        }
        let mut inner = Fields::new(node, fields.diagnostics);
        let field = inner.required("field", scalar::written);
        let kind = inner.optional("type", |node| scalar::choice(node, &KINDS));
        let ticks = inner.optional("ticks", |node| scalar::whole(node, 2, 20));
        let domain = inner.optional("domain", domain);
        let log = inner.optional("scale", |node| scalar::choice(node, &[("linear", false), ("log", true)]));
        let label = inner.optional("label", scalar::text);
        let numbers = Numbers::read(&mut inner);
        inner.finish();
        Some(Self {
            field: field?,
            kind,
            ticks: ticks.and_then(|ticks| usize::try_from(ticks).ok()),
            domain,
            log: log.unwrap_or(false),
            label,
            numbers,
        })
    }
}

impl Numbers {
    /// Reads `decimals`, `divide` and `format` of a figure or an axis.
    pub fn read(fields: &mut Fields<'_, '_>) -> Self {
        let decimals = decimals(fields);
        let divide = fields.optional("divide", divisor);
        let form = fields.child("format").map(|node| format(node, fields.diagnostics)).unwrap_or_default();
        Self { decimals: decimals.or(form.decimals), divide, ..form }
    }

    /// The same, with what `figure` says where this says nothing.
    #[must_use]
    pub fn or(&self, figure: &Self) -> Self {
        Self {
            decimals: self.decimals.or(figure.decimals),
            divide: self.divide.or(figure.divide),
            signed: self.signed || figure.signed,
            compact: self.compact || figure.compact,
            around: self.around.clone().or_else(|| figure.around.clone()),
        }
    }
}

/// `compact`, a text with `{}` for the number, or a map.
fn format(node: Node<'_>, diagnostics: &mut Diagnostics) -> Numbers {
    if node.entries().is_none() {
        return diagnostics.take(pattern(&node)).unwrap_or_default();
    }
    let mut fields = Fields::new(node, diagnostics);
    let signed = fields.optional("signed", scalar::switch).unwrap_or(false);
    let compact = fields.optional("compact", scalar::switch).unwrap_or(false);
    let decimals = decimals(&mut fields);
    let around = fields.optional("pattern", pattern).and_then(|numbers| numbers.around);
    fields.finish();
    Numbers { decimals, divide: None, signed, compact, around }
}

fn pattern(node: &Node<'_>) -> Result<Numbers, Diagnostic> {
    let text = scalar::text(node)?;
    match text.split_once("{}") {
        _ if text == "compact" => Ok(Numbers { compact: true, ..Numbers::default() }),
        Some((before, after)) if !after.contains("{}") => {
            Ok(Numbers { around: Some((before.to_owned(), after.to_owned())), ..Numbers::default() })
        }
        _ => Err(Diagnostic::error("unknown-word", node.span(), format!("`{text}` says no form of numbers"))
            .help("write `compact`, or a text with `{}` once in place of the number: `\"{}s\"`")),
    }
}

fn decimals(fields: &mut Fields<'_, '_>) -> Option<u8> {
    fields.optional("decimals", |node| scalar::whole(node, 0, 6)).and_then(|number| u8::try_from(number).ok())
}

fn divisor(node: &Node<'_>) -> Result<Decimal, Diagnostic> {
    let number = scalar::decimal(node)?;
    if number > Decimal::ZERO {
        return Ok(number.normalize());
    }
    Err(node.wrong_type("a number above zero", "write what the values are divided by: `1000` or `1e6`"))
}

/// A number as a place on an axis.
pub fn number(node: &Node<'_>) -> Result<f64, Diagnostic> {
    let number = scalar::decimal(node)?;
    number.try_into().map_err(|_| node.wrong_type("a number", "write it with digits and a decimal point"))
}

fn domain(node: &Node<'_>) -> Result<(f64, f64), Diagnostic> {
    let wrong = || {
        Diagnostic::error("wrong-type", node.span(), "`domain` is not two numbers with the lower first")
            .help("write `[0, 100]`")
    };
    let items = node.items().ok_or_else(wrong)?;
    match items.iter().filter_map(|item| item.value.as_f64()).collect::<Vec<_>>().as_slice() {
        [low, high] if low < high && low.is_finite() && high.is_finite() && items.len() == 2 => {
            Ok((*low, *high))
        }
        _ => Err(wrong()),
    }
}
