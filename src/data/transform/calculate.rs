//! A new column, computed in each row: `calculate: 'value("deleted") / value("all")'`.

use rust_decimal::Decimal;

use crate::{
    base::{
        diagnostic::Diagnostic,
        expr::{Call, Expr, ExprKind, Operator},
        yaml::scalar::Written,
    },
    data::{
        cell::Cell,
        dataset::Dataset,
        kind::FieldType,
        rows,
        table::Table,
        transform::{amount::Amount, new_field, wrong_type},
    },
};

/// An expression whose columns are known.
enum Formula {
    Number(Decimal),
    Column(usize),
    Negated(Box<Self>),
    Binary(Operator, Box<Self>, Box<Self>),
}

/// The table with the column `name`.
///
/// # Errors
/// When the expression is more than arithmetic on columns of numbers, or one of its results has more digits
/// than can be reckoned with.
pub fn run(dataset: &Dataset, expr: &Expr, name: &Written) -> Result<Table, Diagnostic> {
    let formula = Formula::new(dataset, expr)?;
    let table = &dataset.table;
    let field = new_field(table.fields(), name, FieldType::Number)?;
    let mut cells: Vec<Cell> = Vec::with_capacity(table.rows());
    for row in 0..table.rows() {
        let cell = formula.at(table, row).cell(false);
        cells.push(cell.ok_or_else(|| too_many_digits(expr, table.row_number(row)))?);
    }
    Ok(table.clone().with_column(field, cells))
}

fn too_many_digits(expr: &Expr, row: u32) -> Diagnostic {
    let message = format!("in row {row} the result has more than 28 digits");
    Diagnostic::error("no-result", expr.span, message)
        .help("calculate with smaller numbers: divide a column by a power of ten first, or multiply last")
}

impl Formula {
    fn new(dataset: &Dataset, expr: &Expr) -> Result<Self, Diagnostic> {
        let inner = |expr| Self::new(dataset, expr).map(Box::new);
        match &expr.kind {
            ExprKind::Number(number) => Ok(Self::Number(*number)),
            ExprKind::Negate(operand) => Ok(Self::Negated(inner(operand)?)),
            ExprKind::Binary(operator, left, right) if is_arithmetic(*operator) => {
                Ok(Self::Binary(*operator, inner(left)?, inner(right)?))
            }
            ExprKind::Call(call) if call.name == "value" => Self::column(dataset, call),
            _ => Err(Diagnostic::error("bad-expression", expr.span, "this cannot be computed in a row")
                .help("use numbers, `value(\"column\")` and `+ - * /`")),
        }
    }

    fn column(dataset: &Dataset, call: &Call) -> Result<Self, Diagnostic> {
        let wrong = || {
            Diagnostic::error(
                "bad-expression",
                call.name_span,
                "`value` takes one column here: the cell of this row",
            )
            .help("write `value(\"column\")`")
        };
        let [Expr { kind: ExprKind::Text(name), span }] = call.positional.as_slice() else {
            return Err(wrong());
        };
        if !call.named.is_empty() {
            return Err(wrong());
        }
        let at = rows::field(dataset, name, *span)?;
        let kind = dataset.table.fields().get(at).map(|field| field.kind).unwrap_or_default();
        let is_number = kind.counts() || kind == FieldType::Year;
        if is_number {
            Ok(Self::Column(at))
        } else {
            Err(wrong_type(*span, name, kind, "a column of numbers"))
        }
    }

    fn at(&self, table: &Table, row: usize) -> Amount {
        match self {
            Self::Number(number) => Amount::Known(*number, None),
            Self::Column(column) => Amount::of(table.cell(row, *column)),
            Self::Negated(inner) => inner.at(table, row).negated(),
            Self::Binary(operator, left, right) => {
                let (left, right) = (left.at(table, row), right.at(table, row));
                match operator {
                    Operator::Add => left.plus(right),
                    Operator::Subtract => left.minus(right),
                    Operator::Multiply => left.times(right),
                    _ => left.over(right),
                }
            }
        }
    }
}

fn is_arithmetic(operator: Operator) -> bool {
    matches!(operator, Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide)
}
