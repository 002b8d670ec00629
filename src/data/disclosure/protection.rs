//! What everyone may know of how a dataset is protected, and the declared tables that it has in place of rows.
//!
//! A protected dataset is one long table: a row for each published count, whose columns of other tables are
//! empty, since all of their values are counted together. Whoever asks names the columns, and gets the one
//! table that is by them.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::{
    base::{diagnostic::Diagnostic, span::Span, yaml::fields::quoted_list},
    data::{
        cell::Cell,
        dataset::Dataset,
        disclosure::rules::{Unit, Zeros},
        table::Table,
    },
};

/// What a reader is told beside withheld counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Counts below it are withheld.
    pub threshold: i64,
    /// Whom counts are about.
    pub unit: Unit,
    /// Counts of zero.
    pub zeros: Zeros,
    /// What stands for a withheld count.
    pub marker: String,
    /// There are sums beside the counts.
    pub sums: bool,
}

/// The public side of a protected dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    /// Where its tables are declared.
    pub span: Span,
    /// The columns that tables are by.
    pub dimensions: Vec<usize>,
    /// The column of counts.
    pub count: usize,
    /// The columns of sums beside it.
    pub sums: Vec<usize>,
    /// The published tables, each by one or two columns.
    pub tables: Vec<Vec<usize>>,
    /// The tables that are withheld as a whole.
    pub refused: Vec<Refused>,
    /// The changes that may be seen.
    pub changes: Vec<Acknowledged>,
}

/// A small change that someone looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledged {
    /// The name of the column.
    pub column: String,
    /// The name of the cell.
    pub cell: String,
    /// The number as it was published.
    pub was: Decimal,
    /// The number as it is now.
    pub now: Decimal,
}

/// A table that is withheld as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The names of its columns.
    pub by: Vec<String>,
    /// Why.
    pub reason: Reason,
}

/// Why a table is withheld as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing of it would be left.
    Small,
    /// No pattern was found that protects everyone.
    Unsafe,
}

impl Dataset {
    /// The table that is by exactly those columns, where a dataset is protected; else the dataset itself.
    /// Columns that no table is by do not count.
    ///
    /// # Errors
    /// When no such table is declared, or it is withheld as a whole.
    pub fn by(&self, columns: &[usize], span: Span) -> Result<Cow<'_, Self>, Diagnostic> {
        let Some(protection) = &self.protection else { return Ok(Cow::Borrowed(self)) };
        let by: Vec<usize> =
            protection.dimensions.iter().copied().filter(|column| columns.contains(column)).collect();
        if !protection.has(&by) {
            return Err(self.no_table(protection, &by, span));
        }
        let table = protection.table(&self.table, &by);
        Ok(Cow::Owned(Self { table, protection: None, primary_key: (0..by.len()).collect(), ..self.clone() }))
    }

    fn no_table(&self, protection: &Protection, by: &[usize], span: Span) -> Diagnostic {
        let fields = self.table.fields();
        let names: Vec<&str> =
            by.iter().filter_map(|at| fields.get(*at)).map(|field| field.name.as_str()).collect();
        let shown = quoted_list(names.iter().copied());
        let withheld = |refused: &&Refused| names.iter().all(|name| refused.by.iter().any(|own| own == name));
        if let Some(refused) = protection.refused.iter().find(withheld) {
            let table = quoted_list(refused.by.iter().map(String::as_str));
            let message = format!("the table of `{}` by {table} is withheld as a whole", self.id);
            return Diagnostic::error("missing-figure", span, message)
                .help("leave the figure out; the page of the dataset says why there is none");
        }
        let message = format!("no table of `{}` is by {shown}", self.id);
        let problem = Diagnostic::error("undeclared-table", span, message)
            .label(protection.span, "the tables are declared here");
        if names.len() > 2 {
            return problem.help("a table is by one or two columns; select by fewer");
        }
        problem.help(format!(
            "add this line to `tables` in `data/{}.yaml`: `- by: [{}]`; it is then protected together with the others",
            self.id,
            names.join(", ")
        ))
    }
}

impl Protection {
    /// True if a table by those columns is published, or is a total of one.
    #[must_use]
    pub fn has(&self, by: &[usize]) -> bool {
        self.tables.iter().any(|table| by.iter().all(|column| table.contains(column)))
    }

    /// The columns of counts and of sums.
    pub fn measures(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.count).chain(self.sums.iter().copied())
    }

    /// The rows of one table: the columns that it is by, the counts and the sums.
    #[must_use]
    pub fn table(&self, all: &Table, by: &[usize]) -> Table {
        let is_by = |row: &usize| {
            let filled = |column: &usize| all.cell(*row, *column).value().is_some();
            self.dimensions.iter().all(|column| filled(column) == by.contains(column))
        };
        let rows: Vec<usize> = (0..all.rows()).filter(is_by).collect();
        let order: Vec<usize> = by.iter().copied().chain(self.measures()).collect();
        let fields = order.iter().filter_map(|at| all.fields().get(*at).cloned()).collect();
        all.select(&rows).rearranged(&order, fields)
    }

    /// How many counts and sums are withheld, and how many there are.
    #[must_use]
    pub fn withheld(&self, all: &Table) -> (usize, usize) {
        let cells = || self.measures().flat_map(|column| all.column(column));
        (cells().filter(|cell| **cell == Cell::Withheld).count(), cells().count())
    }
}

/// The name of a row of a protected table by what it counts: `country=FRA,outcome=granted`.
#[must_use]
pub fn name(table: &Table, dimensions: &[usize], row: usize) -> String {
    let one = |column: &usize| {
        let value = table.cell(row, *column).value()?;
        Some(format!("{}={value}", table.fields().get(*column)?.name))
    };
    dimensions.iter().filter_map(one).collect::<Vec<_>>().join(",")
}
