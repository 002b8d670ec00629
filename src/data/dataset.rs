//! One dataset: a descriptor and its CSV file, read together.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_8};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::{Body, Sources},
        span::{FileId, Span},
        yaml::nearest,
    },
    data::{
        about::About,
        charset,
        check::{self, Check, Expectation},
        derivation::Derivation,
        descriptor::Descriptor,
        dialect::Dialect,
        disclosure::{
            guard,
            protect::Secret,
            protection::{Notice, Protection},
        },
        fact::FactDeclaration,
        field::{Field, FieldWords},
        keys,
        loader::{self, LOADED},
        schema::ForeignKey,
        sheet,
        stream::{self, Streamed},
        table::{Places, Table},
        vintage::{self, Vintage},
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
    /// The same in other languages, by tag.
    pub words: BTreeMap<String, About>,
    /// Its rows.
    pub table: Table,
    /// Its rows of earlier days, the oldest first.
    pub vintages: Vec<Vintage>,
    /// The fields that together name a row.
    pub primary_key: Vec<usize>,
    /// Keys into other datasets; checked.
    pub foreign_keys: Vec<ForeignKey>,
    /// What `model` shall find true of it.
    pub expectations: Vec<Expectation>,
    /// It gets a page and downloads.
    pub publish: bool,
    /// How it is protected, if it is: then its table holds the counts of declared tables.
    pub protection: Option<Protection>,
    /// What a reader must know of withheld counts, here or where they come from.
    pub notice: Option<Notice>,
    /// Its file holds more than may be published.
    pub sealed: bool,
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

/// Where the rows of a dataset come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rows {
    /// Its CSV file.
    Csv,
    /// Another dataset.
    Derived,
    /// A program, whose output may not be there.
    Loaded,
}

impl Rows {
    fn of(descriptor: &Descriptor) -> Self {
        match (&descriptor.derived, descriptor.loaded) {
            (Some(_), _) => Self::Derived,
            (None, true) => Self::Loaded,
            (None, false) => Self::Csv,
        }
    }
}

/// What comes out of the files of one dataset.
#[derive(Debug)]
pub struct Reading {
    /// The dataset; without rows if it is made from another.
    pub dataset: Dataset,
    /// The facts that its descriptor declares.
    pub facts: Vec<FactDeclaration>,
    /// How it is made, if it is made from another.
    pub derivation: Option<Derivation>,
    /// Its file, if that is too large to be held; then the dataset has fields and no rows.
    pub streamed: Option<Streamed>,
    /// What only the keeper of a protected dataset may see.
    pub(in crate::data) secret: Option<Secret>,
}

impl Reading {
    /// What comes of a dataset with rows, or without any.
    fn of(dataset: Dataset, facts: Vec<FactDeclaration>) -> Self {
        Self { dataset, facts, derivation: None, streamed: None, secret: None }
    }
}

impl Dataset {
    /// A dataset of rows that stand elsewhere than in a CSV file. It is not published.
    #[must_use]
    pub fn of_rows(id: &str, span: Span, table: Table) -> Self {
        Self { span, table, publish: false, sound: true, ..Self::unread(id, span.file) }
    }

    /// True if its words were written or translated for a language; `first` is that of the originals.
    #[must_use]
    pub fn speaks(&self, tag: &str, first: &str) -> bool {
        tag == first || self.words.contains_key(tag)
    }

    /// The words about it in a language, or the original ones.
    #[must_use]
    pub fn about_in(&self, tag: &str) -> &About {
        self.words.get(tag).unwrap_or(&self.about)
    }

    /// Gives a field its words in a language, in all states of the rows.
    pub fn translate_field(&mut self, name: &str, tag: &str, words: &FieldWords) {
        self.table.translate(name, tag, words);
        self.vintages.iter_mut().for_each(|vintage| vintage.table.translate(name, tag, words));
    }

    /// Reads a dataset. `others` are the names of all files, for suggestions.
    pub fn read(
        id: &str,
        files: Files,
        sources: &Sources,
        others: &[(&str, Files)],
        diagnostics: &mut Diagnostics,
    ) -> Reading {
        let descriptor = files.descriptor.and_then(|file| Descriptor::read(id, file, sources, diagnostics));
        let rows = descriptor.as_ref().map_or(Rows::Csv, Rows::of);
        check_files(id, files, rows, sources, others, diagnostics);
        let file = files.csv.or(files.descriptor).unwrap_or(FileId(0));
        let unread = Self::unread(id, file);
        let Some(descriptor) = descriptor else {
            return Reading::of(unread, Vec::new());
        };
        let large = is_large(sources, file, descriptor.encoding);
        let dataset = Self {
            span: Span::start_of(files.descriptor.unwrap_or(file)),
            about: descriptor.about,
            primary_key: descriptor.schema.primary_key,
            foreign_keys: descriptor.schema.foreign_keys,
            expectations: descriptor.expectations,
            publish: descriptor.publish.unwrap_or(!large),
            ..unread
        };
        let (fields, checks, disclosure) =
            (descriptor.schema.fields, descriptor.checks, descriptor.disclosure);
        let Some((from, steps)) = descriptor.derived else {
            if large {
                let table = Table::empty(fields, Places::at(Span::start_of(file)));
                let dataset = Self { table, ..dataset };
                let asked = (!checks.is_empty(), disclosure.is_some());
                stream::refuse(&dataset, asked, dataset.span, diagnostics);
                let streamed = Some(Streamed { file, dialect: descriptor.dialect });
                let dataset = Self { sound: !diagnostics.block(), ..dataset };
                return Reading { streamed, ..Reading::of(dataset, descriptor.facts) };
            }
            let layout = (descriptor.dialect, descriptor.encoding);
            let before = diagnostics.len();
            let mut dataset = dataset.with_rows(sources, layout, fields.clone(), &checks, diagnostics);
            if disclosure.is_some() {
                diagnostics.conceal(before);
                vintage::refuse_protected(sources, id, diagnostics);
            } else {
                dataset = dataset.with_vintages(sources, layout, &fields, diagnostics);
            }
            let (dataset, secret) = guard::guard(dataset, disclosure, diagnostics);
            return Reading { secret, ..Reading::of(dataset, descriptor.facts) };
        };
        vintage::refuse_files(sources, id, diagnostics);
        if disclosure.is_some() {
            diagnostics.push(protected_elsewhere(id, dataset.span));
        }
        let derivation = Some(Derivation { from, steps, fields, checks });
        let dataset = Self { sound: !diagnostics.block(), ..dataset };
        Reading { derivation, ..Reading::of(dataset, descriptor.facts) }
    }

    /// A dataset whose rows come from no file of `data/`. It has no page and no downloads of its own.
    #[must_use]
    pub fn of_table(id: String, span: Span, about: About, table: Table) -> Self {
        Self { span, about, table, primary_key: vec![0], sound: true, ..Self::unread(&id, span.file) }
    }

    /// The dataset with the rows of its CSV file.
    fn with_rows(
        self,
        sources: &Sources,
        (dialect, encoding): (Dialect, Option<&'static Encoding>),
        fields: Vec<Field>,
        checks: &[Check],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let source = sources.file(self.file).filter(|source| source.path.ends_with(".csv"));
        let text =
            source.and_then(|source| diagnostics.take(charset::read(self.file, source, encoding)).flatten());
        let table = match &text {
            Some(csv) if !fields.is_empty() => sheet::read(csv, &dialect, fields, diagnostics),
            _ => Table::empty(fields, Places::at(Span::start_of(self.file))),
        };
        keys::check_unique(&table, &self.primary_key, diagnostics);
        if text.is_some() && !diagnostics.block() {
            check::run(checks, &table, diagnostics);
        }
        Self { table, sound: text.is_some() && !diagnostics.block(), ..self }
    }

    /// A dataset that could not be read.
    fn unread(id: &str, file: FileId) -> Self {
        Self {
            id: id.to_owned(),
            span: Span::start_of(file),
            file,
            about: About { title: id.to_owned(), ..About::default() },
            words: BTreeMap::new(),
            table: Table::empty(Vec::new(), Places::at(Span::start_of(file))),
            vintages: Vec::new(),
            primary_key: Vec::new(),
            foreign_keys: Vec::new(),
            expectations: Vec::new(),
            publish: false,
            protection: None,
            notice: None,
            sealed: false,
            sound: false,
        }
    }
}

/// Rows that another dataset shows cannot be protected here.
fn protected_elsewhere(id: &str, span: Span) -> Diagnostic {
    let message = format!("`{id}` is made from another dataset, which shows its rows");
    Diagnostic::error("unusable-rule", span, message)
        .help("move `disclosure` to the descriptor of the dataset that has the CSV file")
}

/// True for a CSV file that is not held. One in another encoding cannot be cut into blocks and is refused
/// when it is decoded.
fn is_large(sources: &Sources, file: FileId, encoding: Option<&'static Encoding>) -> bool {
    let found = sources.file(file).filter(|source| source.path.ends_with(".csv"));
    let is_handle = found.is_some_and(|source| matches!(source.body, Body::Handle(_)));
    is_handle && encoding.is_none_or(|encoding| encoding == UTF_8)
}

/// A dataset has a descriptor, and a CSV file unless it is made from another, under a name that can stand
/// in an address.
fn check_files(
    id: &str,
    files: Files,
    rows: Rows,
    sources: &Sources,
    others: &[(&str, Files)],
    diagnostics: &mut Diagnostics,
) {
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
    match rows {
        Rows::Csv => {}
        Rows::Derived => {
            if files.csv.is_some() {
                let message = format!("`{id}` is made from another dataset, but has a CSV file too");
                diagnostics.push(
                    Diagnostic::error("two-sources", span, message)
                        .help("delete the CSV file, or `from` and `transform` in the descriptor"),
                );
            }
            return;
        }
        Rows::Loaded => {
            if files.csv.is_some_and(|csv| !sources.path(csv).starts_with(LOADED)) {
                diagnostics.push(loader::two_sources(id, span));
            }
            return;
        }
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
