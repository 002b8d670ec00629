//! The first row of a CSV file against the declared fields: which column holds which field.

use std::collections::BTreeMap;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
        yaml::{fields::quoted_list, nearest},
    },
    data::{charset::CsvText, fault::shown, field::Field, folding::Folding, records::Record},
};

/// Where the fields stand in the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The column of each field; `None` if the file has none for it.
    pub columns: Vec<Option<usize>>,
    /// How many cells a row must have.
    pub width: usize,
}

impl Header {
    /// The header of a file without one: the fields in their own order.
    #[must_use]
    pub fn implied(fields: &[Field]) -> Self {
        Self { columns: (0..fields.len()).map(Some).collect(), width: fields.len() }
    }

    /// Reads the first row; `None`, with a problem, if it holds no name that is declared.
    pub fn read(
        record: &Record,
        csv: &CsvText<'_>,
        fields: &[Field],
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let matching = Matching::new(record, fields);
        if matching.columns.iter().all(Option::is_none) && matching.typos.is_empty() {
            diagnostics.push(no_header(csv.span(record.start(), record.end()), fields, record.len()));
            return None;
        }
        matching.report(record, csv, fields, diagnostics);
        Some(Self { columns: matching.columns_with_typos(), width: record.len() })
    }
}

/// What fits and what does not.
struct Matching {
    /// By field.
    columns: Vec<Option<usize>>,
    /// Columns without a field, and the field that each probably means: misspelled, or without a name
    /// where one field is left over.
    typos: Vec<(usize, usize)>,
    /// Columns without a field.
    strangers: Vec<usize>,
    /// The first column of each name that stands more than once, with the others of that name.
    repeated: BTreeMap<usize, Vec<usize>>,
    blank: Vec<usize>,
}

impl Matching {
    fn new(record: &Record, fields: &[Field]) -> Self {
        let position = |name: &str| (0..record.len()).find(|cell| record.text(*cell) == name);
        let columns: Vec<_> = fields.iter().map(|field| position(&field.name)).collect();
        let mut matching = Self {
            columns,
            typos: Vec::new(),
            strangers: Vec::new(),
            repeated: BTreeMap::new(),
            blank: Vec::new(),
        };
        for cell in 0..record.len() {
            let name = record.text(cell);
            match position(name) {
                _ if name.trim().is_empty() => matching.blank.push(cell),
                Some(first) if first < cell => matching.repeated.entry(first).or_default().push(cell),
                _ if !matching.columns.contains(&Some(cell)) => matching.place(cell, name, fields),
                _ => {}
            }
        }
        if let ([cell], [field]) = (matching.blank.as_slice(), matching.open_fields().as_slice()) {
            matching.typos.push((*cell, *field));
        }
        matching
    }

    /// The fields that no column has yet.
    fn open_fields(&self) -> Vec<usize> {
        let is_open = |at: &usize| {
            self.columns.get(*at) == Some(&None) && self.typos.iter().all(|(_, field)| field != at)
        };
        (0..self.columns.len()).filter(is_open).collect()
    }

    /// A column that no field has: a misspelled one, or a stranger.
    fn place(&mut self, cell: usize, name: &str, fields: &[Field]) {
        let open = self.open_fields();
        let names = open.iter().filter_map(|at| fields.get(*at)).map(|field| field.name.as_str());
        let meant =
            nearest(name.trim(), names).and_then(|near| fields.iter().position(|field| field.name == near));
        match meant {
            Some(field) => self.typos.push((cell, field)),
            None => self.strangers.push(cell),
        }
    }

    /// Misspelled columns are read too, so that their cells are checked in the same run.
    fn columns_with_typos(&self) -> Vec<Option<usize>> {
        let typo = |field: usize| self.typos.iter().find(|(_, meant)| *meant == field).map(|(cell, _)| *cell);
        self.columns.iter().enumerate().map(|(field, column)| column.or_else(|| typo(field))).collect()
    }

    fn report(&self, record: &Record, csv: &CsvText<'_>, fields: &[Field], diagnostics: &mut Diagnostics) {
        let place = |cell: usize| csv.span(record.range(cell).0, record.range(cell).1);
        let meant = |cell: usize| self.typos.iter().find(|(typo, _)| *typo == cell);
        let name = |field: usize| fields.get(field).map_or("", |field| field.name.as_str());
        let mut problems = Folding::default();
        for cell in &self.blank {
            let cure = match meant(*cell) {
                Some((_, field)) => format!("write its name into the first row: `{}`", name(*field)),
                None => "write its name into the first row, or delete the column".to_owned(),
            };
            let message = format!("column {} has no name", cell + 1);
            problems.push(None, Diagnostic::error("blank-column", place(*cell), message).help(cure));
        }
        for (first, others) in &self.repeated {
            let Some(second) = others.first() else { continue };
            problems.push(
                None,
                repeated_column(place(*second), record.text(*first), others.len() + 1)
                    .help("rename one of them, or delete it")
                    .label(place(*first), "first here"),
            );
        }
        for (cell, field) in self.typos.iter().filter(|(cell, _)| !self.blank.contains(cell)) {
            let cure = format!("did you mean `{}`?", name(*field));
            problems.push(None, unknown_column(place(*cell), record.text(*cell)).help(cure));
        }
        for cell in &self.strangers {
            let cure = "declare it under `schema.fields` in the descriptor, or delete the column";
            problems.push(None, unknown_column(place(*cell), record.text(*cell)).help(cure));
        }
        problems.finish(diagnostics);
        let found = self.columns_with_typos();
        for (field, _) in fields.iter().zip(found).filter(|(_, column)| column.is_none()) {
            let message = format!("there is no column `{}`, which the descriptor declares", field.name);
            let cure = "add the column, or delete the field from the descriptor";
            diagnostics.push(
                Diagnostic::error("missing-column", csv.span(record.start(), record.end()), message)
                    .help(cure),
            );
        }
    }
}

/// The problem of a name that `count` columns have.
pub fn repeated_column(span: impl Into<Option<Span>>, name: &str, count: usize) -> Diagnostic {
    let count = if count == 2 { "two".to_owned() } else { count.to_string() };
    Diagnostic::error("duplicate-column", span, format!("there are {count} columns `{}`", shown(name)))
}

fn unknown_column(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("unknown-column", span, format!("no field `{}` is declared", shown(name)))
}

fn no_header(span: Span, fields: &[Field], width: usize) -> Diagnostic {
    let names = quoted_list(fields.iter().map(|field| field.name.as_str()));
    let cure = match width {
        1 if fields.len() > 1 => format!(
            "write the names {names} into the first row; if a sign other than `,` `;` or a tab separates them, declare it as `dialect: {{delimiter: …}}`"
        ),
        _ => format!("write the names {names} into the first row"),
    };
    Diagnostic::error("no-header", span, "the first row does not hold the names of the columns").help(cure)
}

/// The problem of a file without any row.
#[must_use]
pub fn empty_file(csv: &CsvText<'_>, fields: &[Field]) -> Diagnostic {
    let names = quoted_list(fields.iter().map(|field| field.name.as_str()));
    Diagnostic::error("no-header", Span::start_of(csv.file), "the file is empty")
        .help(format!("write the names {names} into the first row"))
}
