//! The protected tables of a dataset as the site sees them: a row for each cell, its count, and its sums.

use rust_decimal::Decimal;

use crate::{
    base::span::Span,
    data::{
        cell::Cell,
        dataset::Dataset,
        disclosure::{
            declaration::Declaration,
            dimension,
            protect::Secret,
            protection::{Acknowledged, Notice, Protection, Reason, Refused},
            selector::Change,
            sum::Sum,
            tabulation::Key,
        },
        field::Field,
        kind::FieldType,
        status::Absence,
        table::{Places, Table},
        value::Value,
    },
};

/// The dataset as the site sees it.
#[must_use]
pub fn published(dataset: Dataset, secret: &Secret) -> Dataset {
    let declaration = &secret.declaration;
    let fields = dataset.table.fields();
    let mut columns: Vec<Field> =
        declaration.dimensions.iter().filter_map(|dimension| fields.get(dimension.field)).map(open).collect();
    columns.push(count_field(declaration, fields));
    columns.extend(declaration.sums.iter().map(|sum| sum_field(declaration, sum, fields)));
    let mut table = Table::empty(columns, Places::at(tables_span(declaration)));
    for cell in rows(secret) {
        table.push(cell);
    }
    let names = |by: &[usize]| {
        let named = by.iter().filter_map(|at| declaration.dimensions.get(*at));
        named.map(|dimension| dimension.name.clone()).collect::<Vec<String>>()
    };
    let by = |table: &usize| declaration.tables.get(*table).map(|table| table.by.clone());
    let refused =
        |(table, reason): &(usize, Reason)| Some(Refused { by: names(&by(table)?), reason: *reason });
    let dimensions: Vec<usize> = (0..declaration.dimensions.len()).collect();
    let change = |change: &Change| Acknowledged {
        column: change
            .sum
            .and_then(|at| fields.get(at))
            .map_or(&declaration.count.name, |field| &field.name)
            .clone(),
        cell: named(declaration, &change.at),
        was: change.was,
        now: change.now,
    };
    let protection = Protection {
        span: tables_span(declaration),
        count: dimensions.len(),
        sums: (1..=declaration.sums.len()).map(|at| dimensions.len() + at).collect(),
        dimensions,
        tables: secret.kept.iter().filter_map(by).collect(),
        refused: secret.refused.iter().filter_map(refused).collect(),
        changes: declaration.changes.iter().map(change).collect(),
    };
    let notice = Notice {
        threshold: secret.rules.threshold,
        unit: declaration.unit,
        zeros: secret.rules.zeros,
        marker: declaration.marker.clone(),
        sums: !declaration.sums.is_empty(),
    };
    Dataset {
        table,
        primary_key: Vec::new(),
        foreign_keys: Vec::new(),
        protection: Some(protection),
        notice: Some(notice),
        ..dataset
    }
}

/// The name of a cell, as `protection::name` gives it to a row.
fn named(declaration: &Declaration, key: &[Option<u16>]) -> String {
    let one = |(dimension, category): (&dimension::Dimension, &Option<u16>)| {
        let value = dimension.values.get(usize::from((*category)?))?;
        Some(format!("{}={value}", dimension.name))
    };
    declaration.dimensions.iter().zip(key).filter_map(one).collect::<Vec<_>>().join(",")
}

fn tables_span(declaration: &Declaration) -> Span {
    declaration.tables.first().map_or(declaration.span, |table| table.span)
}

/// A column that may be empty, where all its values are counted together.
fn open(field: &Field) -> Field {
    let mut field = Field { status: None, ..field.clone() };
    field.constraints.required = false;
    field.constraints.unique = false;
    field
}

fn count_field(declaration: &Declaration, fields: &[Field]) -> Field {
    let count = &declaration.count;
    let supplied = count.field.and_then(|at| fields.get(at)).map(open);
    let plain = supplied.unwrap_or_else(|| Field::new(&count.name, FieldType::Integer));
    let mut field = Field {
        title: count.title.clone(),
        unit: count.unit.clone(),
        marker: declaration.marker.clone(),
        ..plain
    };
    field.constraints = crate::data::constraints::Constraints::default();
    field
}

/// A column of sums; what its amounts must be like says nothing about it.
fn sum_field(declaration: &Declaration, sum: &Sum, fields: &[Field]) -> Field {
    let plain = Field::new(&sum.name, if sum.decimals == 0 { FieldType::Integer } else { FieldType::Number });
    let given = fields.get(sum.field).map(open).unwrap_or_else(|| plain.clone());
    Field {
        title: sum.title.clone(),
        unit: sum.unit.clone(),
        marker: declaration.marker.clone(),
        kind: plain.kind,
        constraints: plain.constraints,
        categories: Vec::new(),
        example: String::new(),
        drop: false,
        ..given
    }
}

/// One row for each cell: those of each table, then its totals, the total of everything last.
#[must_use]
pub fn rows(secret: &Secret) -> Vec<Vec<Cell>> {
    let declaration = &secret.declaration;
    let filled = |key: &Key| key.iter().flatten().count();
    let by = |key: &Key| key.iter().map(Option::is_some).collect::<Vec<bool>>();
    let order = |key: &Key| {
        let tables = declaration.tables.iter();
        let own = |table: &crate::data::disclosure::declaration::Declared| {
            (0..key.len()).all(|at| key.get(at).is_some_and(Option::is_some) == table.by.contains(&at))
        };
        (tables.clone().position(own).unwrap_or(usize::MAX), usize::MAX - filled(key))
    };
    let mut cells: Vec<_> = secret.tables.cells.iter().enumerate().collect();
    cells.sort_by_cached_key(|(_, cell)| (order(&cell.key), by(&cell.key), cell.key.clone()));
    let value = |(dimension, category): (&dimension::Dimension, &Option<u16>)| {
        let value = category.and_then(|category| dimension.values.get(usize::from(category)));
        value.cloned().map_or(Cell::Absent(Absence::Missing), Cell::plain)
    };
    let row = |(at, cell): (usize, &crate::data::disclosure::tabulation::Cell)| {
        let count = if cell.why.is_some() { Cell::Withheld } else { Cell::plain(Value::Integer(cell.value)) };
        let sums = secret.sums.iter().zip(&declaration.sums).map(|(sums, sum)| {
            sums.tables.cells.get(at).map_or(Cell::Withheld, |cell| sum_cell(cell, sum.decimals))
        });
        declaration.dimensions.iter().zip(&cell.key).map(value).chain([count]).chain(sums).collect()
    };
    cells.into_iter().map(row).collect()
}

/// A sum in the field's own unit.
fn sum_cell(cell: &crate::data::disclosure::tabulation::Cell, decimals: u32) -> Cell {
    match (cell.why, decimals) {
        (Some(_), _) => Cell::Withheld,
        (None, 0) => Cell::plain(Value::Integer(cell.value)),
        (None, _) => Cell::plain(Value::Number(Decimal::new(cell.value, decimals))),
    }
}
