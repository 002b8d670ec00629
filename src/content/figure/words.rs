//! The words of a figure, and the same in other languages: `<id>.<language>.yaml`.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::{FileId, Span},
        yaml::{Yaml, fields::Fields, nearest, scalar},
    },
    content::{figure::FOLDER, wording::Wording},
};

/// What a figure says around its drawing.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The finding.
    pub title: Option<Wording>,
    /// What is measured.
    pub subtitle: Option<Wording>,
    /// Whose numbers they are.
    pub source: Option<Wording>,
    /// What a reader must know.
    pub note: Option<Wording>,
    /// Who made it.
    pub byline: Option<Wording>,
    /// What it shows, in a sentence or two; `model` offers a cure where it is missing.
    pub alt: Option<Wording>,
    /// The unit's word.
    pub unit: Option<String>,
}

impl Words {
    /// Reads the words of a declaration; `None` if one that it cannot do without is missing.
    pub fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let title = fields.required("title", Wording::read);
        let source = fields.required("source", Wording::read);
        let rest = Self::others(fields);
        Some(Self { title: Some(title?), source: Some(source?), ..rest })
    }

    /// All but title and source.
    fn others(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            title: None,
            source: None,
            subtitle: fields.optional("subtitle", Wording::read),
            note: fields.optional("note", Wording::read),
            byline: fields.optional("byline", Wording::read),
            alt: fields.optional("alt", Wording::read),
            unit: fields.optional("unit", scalar::text),
        }
    }
}

/// The words of a figure in another language.
#[derive(Clone, Debug)]
pub struct Translation {
    /// The language.
    pub tag: String,
    /// The file.
    pub file: FileId,
    /// What it says; title, source and alternative text are there if the figure has them.
    pub words: Words,
    /// The names of axes.
    pub axes: [Option<String>; 2],
    /// Words for values, by value or by their words in the first language.
    pub labels: Vec<(String, Span, String)>,
    /// Labels and notes of the annotations, in their order.
    pub annotations: Vec<(String, String)>,
    /// The name of the context.
    pub context: Option<String>,
}

impl Translation {
    /// Reads a file of words.
    pub fn read(text: &str, file: FileId, tag: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let yaml = diagnostics.take(Yaml::parse(file, text, 0))?;
        let mut fields = Fields::new(yaml.root(), diagnostics);
        let title = fields.required("title", Wording::read);
        let source = fields.optional("source", Wording::read);
        let words = Words { title, source, ..Words::others(&mut fields) };
        let axes = ["x", "y"].map(|name| fields.optional(name, scalar::text));
        let mut labels = Vec::new();
        for entry in fields.entries("labels") {
            let words = fields.diagnostics.take(scalar::text(&entry.node));
            labels.extend(words.map(|words| (entry.name.to_owned(), entry.key.span(), words)));
        }
        let mut annotations = Vec::new();
        for node in fields.nodes("annotations") {
            let mut inner = Fields::new(node, fields.diagnostics);
            let label = inner.required("label", scalar::text).unwrap_or_default();
            let note = inner.optional("note", scalar::text).unwrap_or_default();
            inner.finish();
            annotations.push((label, note));
        }
        let context = fields.optional("context", scalar::text);
        fields.finish();
        words.title.as_ref()?;
        Some(Self { tag: tag.to_owned(), file, words, axes, labels, annotations, context })
    }

    /// The problem of words for a figure that is not there.
    #[must_use]
    pub fn of_nothing<'k>(&self, id: &str, known: impl Iterator<Item = &'k str>) -> Diagnostic {
        let message = format!("these are the words of a figure `{id}` that is not there");
        let problem = Diagnostic::error("unknown-figure", Span::start_of(self.file), message);
        match nearest(id, known) {
            Some(near) => problem.help(format!("did you mean `{near}.{}.yaml`?", self.tag)),
            None => problem.help(format!("declare it in `{FOLDER}{id}.yaml`, or delete this file")),
        }
    }
}
