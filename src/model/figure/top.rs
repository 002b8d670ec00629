//! The first few categories, series or panels, and the others as one.

use std::collections::BTreeMap;

use crate::{
    base::diagnostic::Diagnostic,
    content::figure::{Declaration, order::Top},
    data::{
        category::Category,
        cell::Cell,
        dataset::Dataset,
        field::Field,
        kind::FieldType,
        table::{Places, Table},
        transform::amount::Amount,
        value::Value,
    },
    model::{
        chart::Mark,
        figure::{columns::Columns, groups::Groups, names::Names},
        language::Language,
    },
};

/// The code of the others; their words come from the theme.
const OTHER: &str = "other";

/// The table in which what is beyond the first `top` values of `column` is added up under one name.
///
/// A sum is as sure as its parts; those of which one is missing are missing.
///
/// # Errors
/// When a sum has more than 28 digits.
pub fn gathered(
    groups: &Groups,
    column: usize,
    count: usize,
    columns: &Columns,
    names: Names<'_>,
) -> Result<(Dataset, Columns), Diagnostic> {
    let source = &names.dataset.table;
    let (kept, rest) = groups.values.split_at(count.min(groups.values.len()));
    let parts: Vec<usize> =
        [Some(columns.dimension), columns.series, columns.facet].into_iter().flatten().collect();
    let fields = fields(&parts, column, kept, columns, names);
    let whole = source.fields().get(columns.value).is_some_and(|field| field.kind == FieldType::Integer);
    let mut table = Table::empty(fields, Places::at(columns.value_channel.field.span));
    let mut sums: BTreeMap<Vec<Value>, (Vec<Cell>, Vec<&Cell>)> = BTreeMap::new();
    let mut order: Vec<Vec<Value>> = Vec::new();
    for (values, is_rest) in [(kept, false), (rest, true)] {
        for row in values.iter().flat_map(|value| groups.rows(value)) {
            let cell = |place: &usize| match source.cell(*row, *place) {
                Cell::Value { value, .. } if *place == column => {
                    Cell::plain(if is_rest { Value::Text(OTHER.into()) } else { code(value) })
                }
                cell => cell.clone(),
            };
            let cells: Vec<Cell> = parts.iter().map(cell).collect();
            let key: Vec<Value> = cells.iter().filter_map(Cell::value).cloned().collect();
            let entry = sums.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                (cells, Vec::new())
            });
            entry.1.push(source.cell(*row, columns.value));
        }
    }
    for (mut cells, values) in order.iter().filter_map(|key| sums.remove(key)) {
        let sum = match values.as_slice() {
            [one] => Some((*one).clone()),
            many => Amount::sum(many.iter().map(|cell| Amount::of(cell))).cell(whole),
        };
        cells.push(sum.ok_or_else(|| too_many_digits(count, columns))?);
        table.push(cells);
    }
    let place = |old: usize| parts.iter().position(|part| *part == old).unwrap_or_default();
    let moved = Columns {
        dimension: 0,
        value: parts.len(),
        series: columns.series.map(place),
        facet: columns.facet.map(place),
        color: None,
        text: None,
        until: None,
        ..columns.clone()
    };
    let about = names.dataset.about.clone();
    let made = Dataset::of_rows(&names.dataset.id, names.dataset.span, table);
    Ok((Dataset { about, ..made }, moved))
}

fn too_many_digits(count: usize, columns: &Columns) -> Diagnostic {
    let message = format!("what is beyond the first {count} adds up to more than 28 digits");
    Diagnostic::error("no-result", columns.value_channel.field.span, message)
        .help("divide the numbers by a power of ten with `calculate`, and draw those")
}

/// The columns that tell marks apart, and the value; `column` holds codes of what is kept, and one for the rest.
fn fields(parts: &[usize], column: usize, kept: &[Value], columns: &Columns, names: Names<'_>) -> Vec<Field> {
    let source = names.dataset.table.fields();
    let field = |place: &usize| -> Option<Field> {
        let field = source.get(*place)?;
        if *place != column {
            return Some(Field { status: None, ..field.clone() });
        }
        let category = |value: &Value| Category { value: code(value), label: names.of(column, value) };
        let other = Category { value: Value::Text(OTHER.into()), label: other(names.language) };
        let categories = kept.iter().map(category).chain([other]).collect();
        Some(Field { kind: FieldType::String, categories, status: None, ..field.clone() })
    };
    parts.iter().chain([&columns.value]).filter_map(field).collect()
}

fn code(value: &Value) -> Value {
    Value::Text(value.to_string().into())
}

/// The words for what is beyond.
fn other(language: &Language) -> String {
    language.say("chart-other", &[])
}

/// True if the others are added up: as the author says, or where counts stand beside each other.
#[must_use]
pub fn adds_up(top: &Top, mark: Mark, declared: &Declaration, value: Option<&Field>) -> bool {
    let counts = value.is_some_and(|field| field.kind == FieldType::Integer) || declared.stack.is_some();
    top.other.unwrap_or(counts && matches!(mark, Mark::Bar | Mark::Column | Mark::Area))
}
