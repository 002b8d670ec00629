//! Transforms as authors declare them, in the words of Vega-Lite: a list of steps, each from table to table.
//!
//! Names of columns are still names here; `data` looks them up and computes.

use rust_decimal::Decimal;

use crate::base::{expr::Expr, predicate::Predicate, span::Span, yaml::scalar::Written};

pub mod read;

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Where it was written.
    pub span: Span,
    /// What it does.
    pub kind: StepKind,
}

/// The kinds of steps.
#[derive(Clone, Debug)]
pub enum StepKind {
    /// Keeps the rows for which all conditions hold.
    Filter(Vec<Predicate>),
    /// One row for each group.
    Aggregate {
        /// The new columns.
        measures: Vec<Measure>,
        /// The columns that make a group.
        by: Vec<Written>,
    },
    /// A new column, computed in each row.
    Calculate {
        /// The expression; `value("x")` is the cell of this row.
        expr: Expr,
        /// The column's name.
        name: Written,
    },
    /// Columns become rows.
    Fold {
        /// The columns.
        fields: Vec<Written>,
        /// The new column of their names.
        key: Written,
        /// The new column of their values.
        value: Written,
    },
    /// The values of a column become columns.
    Pivot {
        /// The column whose values become names.
        field: Written,
        /// The column whose values fill them.
        value: Written,
        /// The columns that make a row.
        by: Vec<Written>,
    },
    /// New columns that look at the rows around.
    Window {
        /// The new columns.
        measures: Vec<Measure>,
        /// The columns that make a group.
        by: Vec<Written>,
        /// The order of the rows of a group.
        sort: Vec<Order>,
        /// How many rows before and after belong to the frame; `None` for all.
        frame: (Option<usize>, Option<usize>),
    },
    /// Columns of another dataset.
    Lookup {
        /// The column that names a row there.
        field: Written,
        /// The other dataset.
        data: Written,
        /// Its column of names.
        key: Written,
        /// The columns to take.
        fields: Vec<Written>,
    },
    /// A new column of classes of a number.
    Bin {
        /// The column of numbers.
        field: Written,
        /// How wide a class is.
        step: Decimal,
        /// The column's name.
        name: Written,
    },
    /// The rows in another order.
    Sort(Vec<Order>),
    /// The first rows only.
    Limit(usize),
}

/// A column that is computed from several rows.
#[derive(Clone, Debug)]
pub struct Measure {
    /// How.
    pub operation: Operation,
    /// From which column; none is needed to count rows or to rank them.
    pub field: Option<Written>,
    /// The new column's name.
    pub name: Written,
}

/// What is computed over rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// How many rows.
    Count,
    /// How many cells with a value.
    Valid,
    /// How many cells without.
    Missing,
    /// How many different values.
    Distinct,
    /// The sum.
    Sum,
    /// The mean.
    Mean,
    /// The middle value.
    Median,
    /// The lowest value.
    Min,
    /// The highest value.
    Max,
    /// The place in the order, ties sharing one; in a window only.
    Rank,
    /// The number of the row; in a window only.
    RowNumber,
    /// The value of the row before; in a window only.
    Lag,
    /// The change from the row before, as a share of it; in a window only.
    Change,
}

/// A column to sort by.
#[derive(Clone, Debug)]
pub struct Order {
    /// Its name.
    pub field: Written,
    /// From the highest value down; written with `-` before the name.
    pub descending: bool,
}

impl Operation {
    /// True if it looks at the order of rows, which only a window has.
    #[must_use]
    pub fn needs_order(self) -> bool {
        matches!(self, Self::Rank | Self::RowNumber | Self::Lag | Self::Change)
    }

    /// True if it is computed from a column.
    #[must_use]
    pub fn needs_field(self) -> bool {
        !matches!(self, Self::Count | Self::Rank | Self::RowNumber)
    }
}
