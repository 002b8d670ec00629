//! From a CSV file alone to a first descriptor for it: `casebook new dataset`.
//!
//! What can be seen in the file is written down, and wherever only a person can know, a comment says so.
//! The result must build as it stands; nothing else here is a promise.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::{FileId, Span},
    },
    data::{
        charset,
        draft::{column::Column, layout::Layout},
        fault::shown,
        field::is_field_name,
        header,
        records::Records,
    },
};

pub mod column;
pub mod key;
pub mod layout;
pub mod text;

/// What a file shows of its dataset.
#[derive(Debug)]
pub struct Draft {
    /// How it is laid out.
    pub layout: Layout,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// The columns that together name a row; empty if few do.
    pub key: Vec<usize>,
}

impl Draft {
    /// Looks at the bytes of a file.
    pub fn of(bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Self> {
        diagnostics.take(charset::refuse_other_files(FileId(0), bytes).map_err(placeless))?;
        let (layout, text) = diagnostics.take(layout::read(bytes))?;
        let mut records = Records::new(&text, layout.start, layout.signs);
        let Some(header) = records.next().filter(|header| !header.is_empty()) else {
            diagnostics.push(
                Diagnostic::error("no-header", None, "the file is empty")
                    .help("export it again with its rows"),
            );
            return None;
        };
        let names: Vec<String> = (0..header.len()).map(|cell| header.text(cell).to_owned()).collect();
        check_names(&names, diagnostics);
        let rows: Vec<_> =
            records.filter(|record| !record.is_empty() && record.len() == names.len()).collect();
        let cells = |at: usize| rows.iter().map(|record| record.text(at).to_owned()).collect();
        let cells: Vec<Vec<String>> = (0..names.len()).map(cells).collect();
        let layout = layout.with_notation(&cells);
        let mut columns: Vec<Column> =
            names.iter().zip(cells).map(|(name, cells)| Column::of(name, cells, layout.notation)).collect();
        column::find_statuses(&mut columns);
        let key = key::find(&columns);
        Some(Self { layout, columns, key })
    }
}

/// A problem of a file outside the project, which no excerpt can show.
fn placeless(problem: Diagnostic) -> Diagnostic {
    Diagnostic { span: None::<Span>, ..problem }
}

/// The first row must name every column, each once, in words that a descriptor can repeat.
fn check_names(names: &[String], diagnostics: &mut Diagnostics) {
    for (at, name) in names.iter().enumerate() {
        let problem = if name.trim().is_empty() {
            Diagnostic::error("blank-column", None, format!("column {} has no name", at + 1))
                .help("write its name into the first row, or delete the column")
        } else if names.iter().take(at).any(|other| other == name) {
            // They are told once, at the second.
            if names.iter().take(at).filter(|other| *other == name).count() > 1 {
                continue;
            }
            let count = names.iter().filter(|other| *other == name).count();
            header::repeated_column(None, name, count).help("rename one of them in the first row")
        } else if !is_field_name(name) {
            Diagnostic::error("bad-name", None, format!("a field cannot be named `{}`", shown(name)))
                .help("start its name in the first row with a letter or a digit")
        } else {
            continue;
        };
        diagnostics.push(problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::kind::FieldType;

    fn draft(bytes: &[u8]) -> Draft {
        let mut diagnostics = Diagnostics::new();
        let draft = Draft::of(bytes, &mut diagnostics).unwrap();
        assert!(!diagnostics.block(), "{diagnostics:?}");
        draft
    }

    fn codes(bytes: &[u8]) -> Vec<&'static str> {
        let mut diagnostics = Diagnostics::new();
        let _ = Draft::of(bytes, &mut diagnostics);
        diagnostics.iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn a_spreadsheet_of_another_country_is_seen_through() {
        let found = draft(b"sep=;\r\nJahr;Anteil;Ort\r\n2019;1.234,5;K\xF6ln\r\n2020;-;Bonn\r\n");
        assert_eq!(found.layout.encoding, Some("windows-1252"));
        assert_eq!(found.layout.signs.delimiter, b';');
        assert_eq!((found.layout.notation.decimal, found.layout.notation.group), (',', Some('.')));
        let kinds: Vec<_> = found.columns.iter().map(|column| column.kind).collect();
        assert_eq!(kinds, [FieldType::Year, FieldType::Number, FieldType::String]);
        assert_eq!(found.columns[1].markers, ["-"]);
        assert_eq!(found.key, [0]);
    }

    #[test]
    fn leading_zeros_and_words_stay_text() {
        let found = draft(b"code,country,day,sure\n004,AFG,01/02/2019,true\n008,ALB,31/12/2019,false\n");
        let kinds: Vec<_> = found.columns.iter().map(|column| column.kind).collect();
        assert_eq!(kinds, [FieldType::String, FieldType::Country, FieldType::Date, FieldType::Boolean]);
        assert_eq!(found.columns[2].form, Some("%d/%m/%Y"));
    }

    #[test]
    fn a_column_of_status_words_belongs_to_the_numbers_before_it() {
        let found = draft(b"year,count,how\n2019,5,at_least\n2020,,not_found\n2021,7,exact\n");
        assert_eq!(found.columns[1].status, Some(2));
    }

    #[test]
    fn what_cannot_become_a_dataset_is_refused() {
        assert_eq!(codes(b"PK\x03\x04..."), ["not-csv"]);
        assert_eq!(codes(b"\n"), ["no-header"]);
        assert_eq!(codes(b"a,,a,=b\n1,2,3,4\n"), ["blank-column", "duplicate-column", "bad-name"]);
        assert_eq!(codes(b"a,a,a,a\n1,2,3,4\n"), ["duplicate-column"]);
    }
}
