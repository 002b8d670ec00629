//! What a descriptor says: everything about a dataset but its rows.

use encoding_rs::Encoding;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        span::{FileId, Span},
        transform::{self, Step},
        yaml::{Yaml, fields::Fields, scalar, scalar::Written},
    },
    data::{
        about::About,
        charset,
        check::{self, Check, Expectation},
        dialect::Dialect,
        disclosure::declaration::Declaration,
        fact::FactDeclaration,
        loader::Loader,
        schema::Schema,
    },
};

/// What a descriptor says.
#[derive(Debug)]
pub struct Descriptor {
    /// The words about the dataset.
    pub about: About,
    /// The layout of the file.
    pub dialect: Dialect,
    /// Its encoding; UTF-8 if none is declared.
    pub encoding: Option<&'static Encoding>,
    /// What its rows are.
    pub schema: Schema,
    /// Facts over it.
    pub facts: Vec<FactDeclaration>,
    /// What must hold of its rows.
    pub checks: Vec<Check>,
    /// What `model` shall find true.
    pub expectations: Vec<Expectation>,
    /// The other dataset and the steps, if it is made from one; then it has no CSV file.
    pub derived: Option<(Written, Vec<Step>)>,
    /// A program gives its rows; then it has no CSV file of its own either.
    pub loaded: bool,
    /// It gets a page and downloads; `None` if that is left to the size of its file.
    pub publish: Option<bool>,
    /// How it is protected, if it is; the inner `None` is a declaration that cannot be relied on.
    pub disclosure: Option<Option<Declaration>>,
}

impl Descriptor {
    /// Reads the descriptor of the dataset `id`; `None` if it is no YAML.
    pub fn read(id: &str, file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Self> {
        if sources.is_broken(file) {
            return None;
        }
        let yaml = diagnostics.take(Yaml::parse(file, sources.text(file), 0))?;
        let mut fields = Fields::new(yaml.root(), diagnostics);
        fields.required("name", |node| {
            let name = scalar::label(node)?;
            if name == id { Ok(()) } else { Err(wrong_name(node.span(), &name, id)) }
        });
        let about = About::from_fields(&mut fields);
        let dialect = fields
            .child("dialect")
            .map(|node| Dialect::from_node(node, fields.diagnostics))
            .unwrap_or_default();
        let encoding = fields.optional("encoding", charset::from_node);
        let derived = derived(&mut fields);
        let loaded = loaded(&mut fields, sources);
        if let Some((from, _)) = derived.as_ref().filter(|_| loaded) {
            fields.diagnostics.push(two_origins(from.span));
        }
        let schema = match derived {
            Some(_) => fields.child("schema"),
            None => fields.required("schema", |node| Ok(*node)),
        };
        let schema = schema
            .map(|node| Schema::from_node(node, dialect.notation, fields.diagnostics))
            .unwrap_or_default();
        let facts = fields
            .child("facts")
            .map(|node| FactDeclaration::list(node, fields.diagnostics))
            .unwrap_or_default();
        let checks = fields.nodes("checks");
        let (checks, expectations) = check::read(checks, &schema, fields.diagnostics);
        let publish = fields.optional("publish", scalar::switch);
        let disclosure =
            fields.child("disclosure").map(|node| Declaration::from_node(node, &schema, fields.diagnostics));
        fields.finish();
        Some(Self {
            about,
            dialect,
            encoding,
            schema,
            facts,
            checks,
            expectations,
            derived,
            loaded,
            publish,
            disclosure,
        })
    }
}

/// `from` and `transform`.
fn derived(fields: &mut Fields<'_, '_>) -> Option<(Written, Vec<Step>)> {
    let from = fields.optional("from", scalar::written);
    let steps = fields.nodes("transform");
    if from.is_none() && !steps.is_empty() {
        fields.required("from", |_| Ok(()));
    }
    Some((from?, transform::read::steps(steps, fields.diagnostics)))
}

/// Checks `loader` and what belongs to it; true if there is one.
fn loaded(fields: &mut Fields<'_, '_>, sources: &Sources) -> bool {
    if let Some(loader) = Loader::from_fields(fields) {
        loader.check_inputs(sources, fields.diagnostics);
    }
    fields.child("loader").is_some()
}

fn two_origins(span: Span) -> Diagnostic {
    Diagnostic::error("two-sources", span, "the rows come from another dataset and from a loader")
        .help("delete `from` and `transform`, or `loader`")
}

fn wrong_name(span: Span, name: &str, id: &str) -> Diagnostic {
    Diagnostic::error("wrong-name", span, format!("the dataset is named `{name}`, but its files `{id}`"))
        .help(format!("write `name: {id}`, or rename the files"))
}
