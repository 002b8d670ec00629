//! Datasets whose rows an external program gives: `loader`, `inputs` and `refresh` in a descriptor.
//!
//! Nothing is run here. `app` runs what is declared when the files are read, and brings what came out as a
//! file of its own, which is read like any other CSV file.

use jiff::civil::Date;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        span::{FileId, Span},
        yaml::{Node, Yaml, fields::Fields, nearest, scalar, scalar::Written},
    },
    data::FOLDER,
};

/// Where what came out is kept.
pub const LOADED: &str = ".casebook/loaded/";

/// A program with its arguments, and what its output depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loader {
    /// The program.
    pub program: Written,
    /// Its arguments, each handed over as it is: there is no shell.
    pub arguments: Vec<String>,
    /// The files and folders (which end with `/`) of the project that it reads.
    pub inputs: Vec<Written>,
    /// The day from which on earlier output no longer serves.
    pub refresh: Option<Date>,
}

/// A descriptor that names a loader.
#[derive(Debug)]
pub struct Declared {
    /// The dataset.
    pub id: String,
    /// The descriptor.
    pub descriptor: FileId,
    /// The loader.
    pub loader: Loader,
}

impl Loader {
    /// Reads its part of a descriptor; `None` if there is none, or none that could be run.
    pub fn from_fields(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let declared = fields.child("loader");
        let inputs = fields.list("inputs", scalar::written);
        let refresh = fields.optional("refresh", scalar::date);
        let Some(node) = declared else {
            if !inputs.is_empty() || refresh.is_some() {
                fields.required("loader", |_| Ok(()));
            }
            return None;
        };
        let mut words = fields.diagnostics.take(command(&node))?.into_iter();
        let program = words.next()?;
        let arguments = words.map(|word| word.text).collect();
        if inputs.is_empty() && refresh.is_none() {
            let message = "nothing says when the loader must run again";
            fields.diagnostics.push(Diagnostic::error("missing-field", node.span(), message).help(
                "list the files that it reads as `inputs: [data/cases.parquet]`, or write the day of its figures as `refresh: 2026-11-24`",
            ));
        }
        Some(Self { program, arguments, inputs, refresh })
    }

    /// Reports every input that is no file of the project.
    pub fn check_inputs(&self, sources: &Sources, diagnostics: &mut Diagnostics) {
        for input in self.inputs.iter().filter(|input| files(sources, &input.text).next().is_none()) {
            let problem = Diagnostic::error(
                "unknown-input",
                input.span,
                format!("there is no file `{}` in the project", input.text),
            );
            let paths = sources.under(FOLDER).map(|(_, source)| source.path.as_str());
            diagnostics.push(match nearest(&input.text, paths) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help(
                    "name a file below the project's folder, such as `data/cases.parquet`, or a folder with a `/` behind it",
                ),
            });
        }
    }

    /// What the output depends on: the command, the inputs, and the day. Never how old it is.
    #[must_use]
    pub fn key(&self, sources: &Sources) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut add = |part: &[u8]| {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        };
        add(self.program.text.as_bytes());
        add(&(self.arguments.len() as u64).to_le_bytes());
        self.arguments.iter().for_each(|argument| add(argument.as_bytes()));
        for source in self.inputs.iter().flat_map(|input| files(sources, &input.text)) {
            add(source.path.as_bytes());
            add(source.hash().as_bytes());
        }
        add(self.refresh.map(|date| date.to_string()).unwrap_or_default().as_bytes());
        hasher.finalize().to_hex().to_string()
    }
}

/// The files of an input: itself, or all below a folder.
fn files<'s>(sources: &'s Sources, input: &'s str) -> impl Iterator<Item = &'s crate::base::source::Source> {
    let folder = input.ends_with('/');
    sources.under(input).map(|(_, source)| source).filter(move |source| folder || source.path == input)
}

/// A program and its arguments: a list of texts, never a line for a shell.
fn command<'y>(node: &Node<'y>) -> Result<Vec<Written>, Diagnostic> {
    let wrong = || {
        node.wrong_type(
            "a list of a program and its arguments",
            "write `loader: [duckdb, -csv, -c, \"SELECT …\"]`",
        )
    };
    let items = node.items().filter(|items| !items.is_empty()).ok_or_else(wrong)?;
    items.iter().map(scalar::written).collect()
}

/// The loaders of all descriptors that can be read; their problems are told when the datasets are read.
#[must_use]
pub fn declared(sources: &Sources) -> Vec<Declared> {
    let descriptors = sources.under(FOLDER).filter_map(|(file, source)| {
        let id = source.path.strip_prefix(FOLDER)?.strip_suffix(".yaml")?;
        (!id.contains(['/', '.'])).then_some((file, id))
    });
    descriptors.filter_map(|(descriptor, id)| one(sources, descriptor, id)).collect()
}

fn one(sources: &Sources, descriptor: FileId, id: &str) -> Option<Declared> {
    let text = sources.text(descriptor);
    // Most descriptors have none, and need not be taken apart twice.
    if !text.contains("loader") {
        return None;
    }
    let yaml = Yaml::parse(descriptor, text, 0).ok()?;
    let mut silent = Diagnostics::new();
    let loader = Loader::from_fields(&mut Fields::new(yaml.root(), &mut silent));
    let mut missing = Diagnostics::new();
    let loader = loader.filter(|loader| {
        loader.check_inputs(sources, &mut missing);
        silent.worst().is_none() && missing.worst().is_none()
    })?;
    Some(Declared { id: id.to_owned(), descriptor, loader })
}

/// The problem of a dataset that has rows of its own beside a loader.
#[must_use]
pub fn two_sources(id: &str, span: Span) -> Diagnostic {
    let message = format!("`{id}` has a loader, but a CSV file too");
    Diagnostic::error("two-sources", span, message).help("delete the CSV file, or `loader` in the descriptor")
}
