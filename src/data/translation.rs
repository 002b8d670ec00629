//! The words of datasets and facts in other languages: `data/<id>.fr.yaml` beside a descriptor, and
//! `data/facts.fr.yaml` beside `facts.yaml`.
//!
//! A translation changes words alone: it can name what the original declares and nothing else.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        span::{FileId, Span},
        yaml::{Entry, Node, Yaml, fields::Fields, fields::quoted_list, nearest, scalar},
    },
    data::{
        about::About,
        dataset::Dataset,
        fact::{self, FactDeclaration, FactWords},
        field::{Field, FieldWords},
        value::Value,
    },
};

/// A file of words in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The file.
    pub file: FileId,
    /// What it translates: a dataset's id, or `facts`.
    pub id: String,
    /// Its language.
    pub tag: String,
}

/// The translations of `data/`, in order of path.
#[must_use]
pub fn files(sources: &Sources) -> Vec<Translation> {
    let found = sources.under("data/").filter_map(|(file, source)| {
        let name = source.path.strip_prefix("data/")?.strip_suffix(".yaml")?;
        let (id, tag) = name.rsplit_once('.').filter(|(id, _)| !id.contains(['/', '.']))?;
        Some(Translation { file, id: id.to_owned(), tag: tag.to_owned() })
    });
    found.collect()
}

/// Gives datasets and facts their words in other languages.
pub fn apply(
    translations: &[Translation],
    sources: &Sources,
    list: &mut [Dataset],
    facts: &mut [FactDeclaration],
    diagnostics: &mut Diagnostics,
) {
    for translation in translations {
        let file = translation.file;
        if sources.is_broken(file) {
            continue;
        }
        let Some(yaml) = diagnostics.take(Yaml::parse(file, sources.text(file), 0)) else { continue };
        match list.iter_mut().find(|dataset| dataset.id == translation.id) {
            Some(dataset) => dataset_words(yaml.root(), &translation.tag, dataset, facts, diagnostics),
            None if translation.id == "facts" => {
                fact_words(yaml.root().entries().unwrap_or_default(), &translation.tag, facts, diagnostics);
            }
            None => diagnostics.push(no_original(translation, sources, list)),
        }
    }
}

fn dataset_words(
    root: Node<'_>,
    tag: &str,
    dataset: &mut Dataset,
    facts: &mut [FactDeclaration],
    diagnostics: &mut Diagnostics,
) {
    let mut fields = Fields::new(root, diagnostics);
    let mut about = dataset.about.clone();
    about_words(&mut fields, &mut about);
    let columns = fields.entries("fields");
    let own_facts = fields.entries("facts");
    for entry in columns {
        if let Some((name, words)) = field_words(entry, dataset, fields.diagnostics) {
            dataset.translate_field(&name, tag, &words);
        }
    }
    fact_words(own_facts, tag, facts, fields.diagnostics);
    fields.finish();
    dataset.words.insert(tag.to_owned(), about);
}

/// Puts translated words in the place of the original ones.
fn about_words(fields: &mut Fields<'_, '_>, about: &mut About) {
    let mut put = |name, place: &mut String| {
        if let Some(text) = fields.optional(name, scalar::text) {
            *place = text;
        }
    };
    put("description", &mut about.description);
    put("holder", &mut about.holder);
    put("unit", &mut about.unit);
    if let Some(title) = fields.required("title", scalar::text) {
        about.title = title;
    }
}

fn field_words(
    entry: Entry<'_>,
    dataset: &Dataset,
    diagnostics: &mut Diagnostics,
) -> Option<(String, FieldWords)> {
    let names = || dataset.table.fields().iter().map(|field| field.name.as_str());
    let Some(field) = dataset.table.fields().iter().find(|field| field.name == entry.name) else {
        let message = format!("the dataset `{}` has no column `{}`", dataset.id, entry.name);
        let problem = Diagnostic::error("unknown-column", entry.key.span(), message);
        diagnostics.push(match nearest(entry.name, names()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!("its columns are {}", quoted_list(names()))),
        });
        return None;
    };
    let mut fields = Fields::new(entry.node, diagnostics);
    let text = |fields: &mut Fields<'_, '_>, name| fields.optional(name, scalar::text).unwrap_or_default();
    let words = FieldWords {
        title: text(&mut fields, "title"),
        description: text(&mut fields, "description"),
        unit: text(&mut fields, "unit"),
        labels: fields
            .entries("labels")
            .into_iter()
            .filter_map(|entry| label(entry, field, fields.diagnostics))
            .collect(),
    };
    fields.finish();
    Some((field.name.clone(), words))
}

/// One of `labels`: a value as it stands in the file, and its words.
fn label(entry: Entry<'_>, field: &Field, diagnostics: &mut Diagnostics) -> Option<(Value, String)> {
    let text = diagnostics.take(scalar::label(&entry.node))?;
    match field.value_of(entry.name) {
        Some(value) => Some((value, text)),
        None => {
            let message = format!("`{}` is no value of `{}`", entry.name, field.name);
            diagnostics.push(
                Diagnostic::error("unknown-category", entry.key.span(), message)
                    .help("write the value as it stands in the table, in quotes if it is a number"),
            );
            None
        }
    }
}

fn fact_words(
    entries: Vec<Entry<'_>>,
    tag: &str,
    facts: &mut [FactDeclaration],
    diagnostics: &mut Diagnostics,
) {
    for entry in entries {
        let Some(fact) = facts.iter_mut().find(|fact| fact.id == entry.name) else {
            let names = facts.iter().map(|fact| fact.id.as_str());
            let problem = Diagnostic::error(
                "unknown-fact",
                entry.key.span(),
                format!("there is no fact `{}` to translate", entry.name),
            );
            diagnostics.push(match nearest(entry.name, names) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help("declare it first, in the file without a language in its name"),
            });
            continue;
        };
        let mut fields = Fields::new(entry.node, diagnostics);
        let says = fields.entries("says");
        let words = FactWords {
            title: fields.required("title", scalar::text).unwrap_or_default(),
            note: fields.optional("note", scalar::text).unwrap_or_default(),
            unit: fields.optional("unit", scalar::text).unwrap_or_default(),
            says: says.into_iter().map(|entry| fact::saying(entry, fields.diagnostics)).collect(),
        };
        fields.finish();
        fact.words.insert(tag.to_owned(), words);
    }
}

fn no_original(translation: &Translation, sources: &Sources, list: &[Dataset]) -> Diagnostic {
    let Translation { file, id, .. } = translation;
    let names = list.iter().map(|dataset| dataset.id.as_str());
    let problem = Diagnostic::error(
        "no-original",
        Span::start_of(*file),
        format!("`{}` translates no dataset: there is no `data/{id}.yaml`", sources.path(*file)),
    );
    match nearest(id, names) {
        Some(near) => problem.help(format!("did you mean `{near}`? Rename the file")),
        None => problem.help("name it as the descriptor, with the language before `.yaml`"),
    }
}
