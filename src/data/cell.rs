//! One cell of a table: a value with its flag, the reason why there is none, or a value kept back.

use rust_decimal::Decimal;

use crate::data::{
    status::{Absence, Flag, Status},
    value::Value,
};

/// Eurostat's flag for what is confidential.
pub const WITHHELD: &str = "c";

/// One cell. Zero is a value; an empty cell never is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Something is there.
    Value {
        /// What.
        value: Value,
        /// What a reader must know about it.
        flag: Option<Flag>,
    },
    /// Nothing is there.
    Absent(Absence),
    /// Something was there, and no later stage may learn what.
    Withheld,
}

impl Cell {
    /// A value without a flag.
    #[must_use]
    pub fn plain(value: Value) -> Self {
        Self::Value { value, flag: None }
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        if let Self::Value { value, .. } = self { Some(value) } else { None }
    }

    /// The value as a number.
    #[must_use]
    pub fn decimal(&self) -> Option<Decimal> {
        self.value()?.decimal()
    }

    /// The value's flag.
    #[must_use]
    pub fn flag(&self) -> Option<Flag> {
        if let Self::Value { flag, .. } = self { *flag } else { None }
    }

    /// Why there is no value.
    #[must_use]
    pub fn absence(&self) -> Option<Absence> {
        if let Self::Absent(absence) = self { Some(*absence) } else { None }
    }

    /// The word that a status column has for it: `exact`, `at_least`, `not_found`; of a
    /// withheld cell it is Eurostat's letter `c`, since `suppressed` is what a source withholds.
    #[must_use]
    pub fn status(&self) -> &'static str {
        match self {
            Self::Value { flag: None, .. } => Status::Exact.word(),
            Self::Value { flag: Some(flag), .. } => flag.word(),
            Self::Absent(absence) => absence.word(),
            Self::Withheld => WITHHELD,
        }
    }
}
