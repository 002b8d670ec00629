//! Quantities, cells and expressions as a reader sees them, in one language.

use rust_decimal::Decimal;

use crate::{
    base::{
        diagnostic::Diagnostic,
        expr::{Call, Expr, ExprKind},
        locale::{messages::Argument, rounded},
        time::PartDate,
        yaml::{fields::quoted_list, nearest},
    },
    data::{
        cell::Cell,
        country::Country,
        fact::{FactDeclaration, FactFormat},
        field::Field,
        kind::FieldType,
        status::{Absence, Flag},
        value::Value,
    },
    model::{
        evaluate::Evaluator,
        language::Language,
        quantity::{Bound, Quantity, Worth},
        vocabulary::Vocabulary,
    },
};

/// A value in words and for machines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// What a reader sees, as plain text.
    pub text: String,
    /// The number behind it, as `<data value>` wants it; empty for words that have none.
    pub value: String,
    /// The fact that was asked for, by its place.
    pub fact: Option<usize>,
    /// The first dataset behind it, by its place.
    pub dataset: Option<usize>,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// With separators.
    Number,
    /// As hundredths.
    Percent,
    /// As hundredths with a sign.
    Change,
    /// In words up to twenty.
    Words,
    /// As a place in an order.
    Ordinal,
}

/// The filters by their names.
const FORMS: [(&str, Form); 5] = [
    ("number", Form::Number),
    ("percent", Form::Percent),
    ("change", Form::Change),
    ("words", Form::Words),
    ("ordinal", Form::Ordinal),
];

/// The filter for dates.
const DATE: &str = "date";

/// A quantity without its bound: digits and signs.
///
/// # Errors
/// When it comes from a division and nobody said how many decimals it has.
pub fn digits(
    quantity: &Quantity,
    form: Form,
    decimals: Option<u32>,
    language: &Language,
) -> Result<String, Unrounded> {
    let locale = &language.locale;
    let value = quantity.value;
    match form {
        Form::Number if quantity.unrounded && decimals.is_none() => Err(Unrounded),
        Form::Number => Ok(locale.number(value, decimals)),
        Form::Percent => Ok(locale.percent(value, decimals.or(Some(0)))),
        Form::Change => {
            let sign = if rounded(value, decimals.unwrap_or(0) + 2) > Decimal::ZERO { "+" } else { "" };
            Ok(format!("{sign}{}", locale.percent(value, decimals.or(Some(0)))))
        }
        Form::Words | Form::Ordinal if !value.fract().is_zero() => Err(Unrounded),
        Form::Words => Ok(in_words(value, language)),
        Form::Ordinal => Ok(ordinal(value, language)),
    }
}

/// That a number has too many digits to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unrounded;

fn in_words(value: Decimal, language: &Language) -> String {
    let number = i64::try_from(value).ok();
    let word = number.and_then(|number| Vocabulary::of(language.locale.language())?.word(number));
    word.map_or_else(|| language.locale.number(value, None), str::to_owned)
}

fn ordinal(value: Decimal, language: &Language) -> String {
    let place = u64::try_from(value).unwrap_or_default();
    let shown = language.locale.number(value, None);
    let category = Argument::Text(language.locale.ordinal(place).to_owned());
    language
        .find("ordinal", &[("category", category), ("value", Argument::Text(shown.clone()))])
        .unwrap_or(shown)
}

/// `text` with the words of a bound around it: "more than 13,000".
#[must_use]
pub fn with_bound(text: String, bound: Bound, language: &Language) -> String {
    let id = match bound {
        Bound::Exact => return text,
        Bound::About => "flag-approximate",
        Bound::AtLeast => "flag-at-least",
        Bound::AtMost => "flag-at-most",
    };
    language.say(id, &[("value", Argument::Text(text))])
}

/// A fact in its own form.
///
/// # Errors
/// When its declaration leaves the decimals of a division open.
pub fn fact(
    declaration: &FactDeclaration,
    place: usize,
    quantity: &Quantity,
    language: &Language,
) -> Result<Shown, Diagnostic> {
    let text =
        digits(quantity, form(declaration.format), declaration.decimals, language).map_err(|Unrounded| {
            Diagnostic::error(
                "unrounded",
                declaration.span,
                format!("the fact `{}` comes from a division and has no `decimals`", declaration.id),
            )
            .help("add `decimals: 1`, or `format: percent` if it is a share")
        })?;
    Ok(Shown { text: with_bound(text, quantity.bound, language), fact: Some(place), ..shown(quantity) })
}

fn form(format: FactFormat) -> Form {
    match format {
        FactFormat::Number => Form::Number,
        FactFormat::Percent => Form::Percent,
    }
}

/// The number for machines. A quotient has 28 digits, of which nine say all that its data can.
#[must_use]
pub fn machine(quantity: &Quantity) -> String {
    let value = if quantity.unrounded {
        quantity.value.round_sf(9).unwrap_or(quantity.value)
    } else {
        quantity.value
    };
    value.normalize().to_string()
}

fn shown(quantity: &Quantity) -> Shown {
    Shown {
        text: String::new(),
        value: machine(quantity),
        fact: None,
        dataset: quantity.datasets.first().copied(),
    }
}

/// An expression of prose, with its filters.
///
/// # Errors
/// The first problem in it.
pub fn expression(expr: &Expr, evaluator: &Evaluator<'_>, language: &Language) -> Result<Shown, Diagnostic> {
    if let ExprKind::Filter(inner, filter) = &expr.kind {
        return filtered(inner, filter, evaluator, language);
    }
    if let Some((place, declaration)) = lone_fact(expr, evaluator)? {
        return fact(declaration, place, &evaluator.fact(place)?, language);
    }
    match evaluator.worth(expr)? {
        Worth::Text(text) => Ok(Shown { text, ..Shown::default() }),
        Worth::Truth(_) => {
            Err(Diagnostic::error("mixed-types", expr.span, "this is true or false, which is no text")
                .help("write `say(\"words\", when=…)`"))
        }
        Worth::Quantity(quantity) => {
            let text = digits(&quantity, Form::Number, None, language).map_err(|Unrounded| {
                Diagnostic::error(
                    "unrounded",
                    expr.span,
                    "this comes from a division, which has no end of digits",
                )
                .help("add `| percent` or `| number(decimals=1)`")
            })?;
            Ok(Shown { text: with_bound(text, quantity.bound, language), ..shown(&quantity) })
        }
    }
}

/// The fact, if the expression is nothing but `fact("…")`.
fn lone_fact<'e>(
    expr: &Expr,
    evaluator: &Evaluator<'e>,
) -> Result<Option<(usize, &'e FactDeclaration)>, Diagnostic> {
    let ExprKind::Call(Call { name, positional, .. }) = &expr.kind else { return Ok(None) };
    let [Expr { kind: ExprKind::Text(id), span }] = positional.as_slice() else { return Ok(None) };
    if name != "fact" {
        return Ok(None);
    }
    let place = evaluator.find_fact(id, *span)?;
    Ok(evaluator.declaration(place).map(|declaration| (place, declaration)))
}

fn filtered(
    inner: &Expr,
    filter: &Call,
    evaluator: &Evaluator<'_>,
    language: &Language,
) -> Result<Shown, Diagnostic> {
    if filter.name == DATE {
        return date(inner, filter, evaluator, language);
    }
    let form = FORMS
        .iter()
        .find(|(name, _)| *name == filter.name)
        .map(|(_, form)| *form)
        .ok_or_else(|| unknown_filter(filter))?;
    let decimals = decimals(filter, evaluator)?;
    let quantity = evaluator.quantity(inner)?;
    let text = digits(&quantity, form, decimals, language).map_err(|Unrounded| {
        Diagnostic::error("unrounded", filter.name_span, "this number has too many digits to be shown so")
            .help("write `| number(decimals=1)`")
    })?;
    let fact = lone_fact(inner, evaluator)?.map(|(place, _)| place);
    Ok(Shown { text: with_bound(text, quantity.bound, language), fact, ..shown(&quantity) })
}

fn decimals(filter: &Call, evaluator: &Evaluator<'_>) -> Result<Option<u32>, Diagnostic> {
    let wrong = |span| {
        Diagnostic::error(
            "wrong-arguments",
            span,
            format!("`{}` takes `decimals`, a whole number from 0 to 6", filter.name),
        )
        .help("write `decimals=1`")
    };
    match (filter.positional.as_slice(), filter.named.as_slice()) {
        ([], []) => Ok(None),
        ([], [only]) if only.name == "decimals" => {
            let number = evaluator.quantity(&only.value)?.value;
            u32::try_from(number)
                .ok()
                .filter(|n| *n <= 6 && number.fract().is_zero())
                .map(Some)
                .ok_or_else(|| wrong(only.value.span))
        }
        _ => Err(wrong(filter.name_span)),
    }
}

fn date(
    inner: &Expr,
    filter: &Call,
    evaluator: &Evaluator<'_>,
    language: &Language,
) -> Result<Shown, Diagnostic> {
    let Worth::Text(text) = evaluator.worth(inner)? else {
        return Err(Diagnostic::error("mixed-types", inner.span, "`| date` wants a date in quotes")
            .help("write `\"2019-07-26\" | date`"));
    };
    let date = PartDate::parse(&text).ok_or_else(|| {
        Diagnostic::error("bad-date", inner.span, format!("`{text}` is no date"))
            .help("write it as `2019-07-26` or `2017-03`")
    })?;
    decimals(filter, evaluator)?;
    Ok(Shown { text: language.date(date), ..Shown::default() })
}

fn unknown_filter(filter: &Call) -> Diagnostic {
    let names = || FORMS.iter().map(|(name, _)| *name).chain([DATE]);
    let problem = Diagnostic::error(
        "unknown-filter",
        filter.name_span,
        format!("there is no filter `{}`", filter.name),
    );
    match nearest(&filter.name, names()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("the filters are {}", quoted_list(names()))),
    }
}

/// A cell as a table shows it.
#[must_use]
pub fn cell(cell: &Cell, field: &Field, decimals: Option<u32>, language: &Language) -> String {
    match cell {
        Cell::Value { value, flag } => flagged(value_text(value, field, decimals, language), *flag, language),
        Cell::Absent(absence) => language.say(absence_id(*absence), &[]),
        Cell::Withheld if field.marker.is_empty() => language.say("cell-withheld", &[]),
        Cell::Withheld => field.marker.clone(),
    }
}

/// A value without its flag.
#[must_use]
pub fn value_text(value: &Value, field: &Field, decimals: Option<u32>, language: &Language) -> String {
    if let Some(label) = field.label_in(value, language.locale.tag()) {
        return label.to_owned();
    }
    match value {
        Value::Text(text) => text.to_string(),
        Value::Integer(number) => language.locale.number(Decimal::from(*number), decimals),
        Value::Number(number) => language.locale.number(*number, decimals.or(Some(number.scale()))),
        Value::Boolean(truth) => language.say(if *truth { "value-yes" } else { "value-no" }, &[]),
        Value::Date(date) => language.date(*date),
        Value::Country(country) => country.name(language.locale.language()).to_owned(),
        Value::List(items) => {
            items.iter().map(|item| item_text(item, field, language)).collect::<Vec<_>>().join(", ")
        }
        Value::Quarter(..) | Value::Moment(_) => value.to_string(),
    }
}

/// One item of a list: its label, or the name of a country.
#[must_use]
pub fn item_text(item: &str, field: &Field, language: &Language) -> String {
    let label = field.item_label(item);
    let country = || if field.item == FieldType::Country { Country::find(item) } else { None };
    if label != item {
        return label.to_owned();
    }
    country().map_or_else(|| item.to_owned(), |country| country.name(language.locale.language()).to_owned())
}

/// A value in words, with its flag.
#[must_use]
pub fn flagged(text: String, flag: Option<Flag>, language: &Language) -> String {
    let id = match flag {
        None => return text,
        Some(Flag::Approximate) => "flag-approximate",
        Some(Flag::AtLeast) => "flag-at-least",
        Some(Flag::AtMost) => "flag-at-most",
        Some(Flag::Provisional) => "flag-provisional",
        Some(Flag::Estimated) => "flag-estimated",
        Some(Flag::Derived) => "flag-derived",
        Some(Flag::Revised) => "flag-revised",
        Some(Flag::Conflicting) => "flag-conflicting",
        Some(Flag::BreakInSeries) => "flag-break-in-series",
    };
    language.say(id, &[("value", Argument::Text(text))])
}

fn absence_id(absence: Absence) -> &'static str {
    match absence {
        Absence::Missing => "cell-missing",
        Absence::NotApplicable => "cell-not-applicable",
        Absence::Suppressed => "cell-suppressed",
        Absence::NotFound => "cell-not-found",
    }
}
