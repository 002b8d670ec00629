//! Rows by the value of a column, in the order in which the values first appear.

use std::collections::BTreeMap;

use crate::data::{dataset::Dataset, value::Value};

/// The values of a column, each with its rows.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// The values, in drawing order.
    pub values: Vec<Value>,
    rows: BTreeMap<Value, Vec<usize>>,
}

impl Groups {
    /// Groups `rows` by the value of `column`; rows without one belong to none.
    #[must_use]
    pub fn new(dataset: &Dataset, column: usize, rows: &[usize]) -> Self {
        let mut groups = Self::default();
        for row in rows {
            let Some(value) = dataset.table.cell(*row, column).value() else { continue };
            if let Some(list) = groups.rows.get_mut(value) {
                list.push(*row);
            } else {
                groups.rows.insert(value.clone(), vec![*row]);
                groups.values.push(value.clone());
            }
        }
        groups
    }

    /// The rows of a value.
    #[must_use]
    pub fn rows(&self, value: &Value) -> &[usize] {
        self.rows.get(value).map(Vec::as_slice).unwrap_or_default()
    }
}
