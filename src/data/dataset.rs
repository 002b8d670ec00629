//! One dataset: a descriptor and its CSV file, read together.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        span::{FileId, Span},
        yaml::nearest,
    },
    data::{
        about::About,
        charset,
        check::{self, Expectation},
        descriptor::Descriptor,
        fact::FactDeclaration,
        keys,
        schema::{ForeignKey, Schema},
        sheet,
        table::{Places, Table},
    },
};

/// A dataset.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// The name of its files.
    pub id: String,
    /// Where it is declared: the descriptor, or the CSV file if there is no descriptor.
    pub span: Span,
    /// The CSV file, or the descriptor if there is no CSV file.
    pub file: FileId,
    /// The words about it.
    pub about: About,
    /// Its rows.
    pub table: Table,
    /// The fields that together name a row.
    pub primary_key: Vec<usize>,
    /// Keys into other datasets; checked.
    pub foreign_keys: Vec<ForeignKey>,
    /// What `model` shall find true of it.
    pub expectations: Vec<Expectation>,
    /// It gets a page and downloads.
    pub publish: bool,
    /// False if errors were reported while it was read: then its table may lack rows and cells, and what
    /// is amiss in whatever uses it need not be reported again.
    pub sound: bool,
}

/// The files of one dataset, by its name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Files {
    /// `data/<id>.csv`
    pub csv: Option<FileId>,
    /// `data/<id>.yaml`
    pub descriptor: Option<FileId>,
}

impl Dataset {
    /// Reads a dataset and the facts that its descriptor declares. `others` are the names of all files,
    /// for suggestions.
    pub fn read(
        id: &str,
        files: Files,
        sources: &Sources,
        others: &[(&str, Files)],
        diagnostics: &mut Diagnostics,
    ) -> (Self, Vec<FactDeclaration>) {
        check_pair(id, files, others, diagnostics);
        let descriptor = files.descriptor.and_then(|file| Descriptor::read(id, file, sources, diagnostics));
        let file = files.csv.or(files.descriptor).unwrap_or(FileId(0));
        let Some(descriptor) = descriptor else { return (Self::unread(id, file), Vec::new()) };
        let Schema { fields, primary_key, foreign_keys } = descriptor.schema;
        let source = files.csv.and_then(|csv| sources.file(csv));
        let text = source
            .and_then(|source| diagnostics.take(charset::read(file, source, descriptor.encoding)).flatten());
        let table = match &text {
            Some(csv) if !fields.is_empty() => sheet::read(csv, &descriptor.dialect, fields, diagnostics),
            _ => Table::empty(fields, Places::of_file(file)),
        };
        keys::check_unique(&table, &primary_key, diagnostics);
        if text.is_some() && !diagnostics.block() {
            check::run(&descriptor.checks, &table, diagnostics);
        }
        let dataset = Self {
            span: Span::start_of(files.descriptor.unwrap_or(file)),
            about: descriptor.about,
            table,
            primary_key,
            foreign_keys,
            expectations: descriptor.expectations,
            publish: descriptor.publish,
            sound: text.is_some() && !diagnostics.block(),
            ..Self::unread(id, file)
        };
        (dataset, descriptor.facts)
    }

    /// A dataset that could not be read.
    fn unread(id: &str, file: FileId) -> Self {
        Self {
            id: id.to_owned(),
            span: Span::start_of(file),
            file,
            about: About { title: id.to_owned(), ..About::default() },
            table: Table::empty(Vec::new(), Places::of_file(file)),
            primary_key: Vec::new(),
            foreign_keys: Vec::new(),
            expectations: Vec::new(),
            publish: false,
            sound: false,
        }
    }
}

/// A dataset has a descriptor and a CSV file, under a name that can stand in an address.
fn check_pair(id: &str, files: Files, others: &[(&str, Files)], diagnostics: &mut Diagnostics) {
    let span = Span::start_of(files.descriptor.or(files.csv).unwrap_or(FileId(0)));
    if !id
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'))
    {
        let message = format!("a dataset cannot be named `{id}`");
        diagnostics.push(
            Diagnostic::error("bad-name", span, message)
                .help("name its files with small letters a to z, digits and hyphens"),
        );
    }
    let lonely =
        |has: fn(&Files) -> bool| others.iter().filter(move |(_, files)| has(files)).map(|(other, _)| *other);
    if files.descriptor.is_none() {
        let cure = match nearest(id, lonely(|files| files.csv.is_none())) {
            Some(near) => format!(
                "rename it to `{near}.csv` if it belongs to `data/{near}.yaml`; or write a descriptor, `data/{id}.yaml`"
            ),
            None => format!("write `data/{id}.yaml` with `name`, `title` and `schema`"),
        };
        diagnostics.push(
            Diagnostic::error("no-descriptor", span, format!("`data/{id}.csv` has no descriptor")).help(cure),
        );
    }
    // A pair of misspelled names is one fault, told at the CSV file.
    let has_near_csv = nearest(id, lonely(|files| files.descriptor.is_none())).is_some();
    if files.csv.is_none() && !has_near_csv {
        diagnostics.push(
            Diagnostic::error("no-csv", span, format!("the dataset `{id}` has no CSV file"))
                .help(format!("add `data/{id}.csv`, or delete the descriptor")),
        );
    }
}
