//! The fields of pages as their collection declares them: what YAML holds becomes cells, with exact places
//! for whatever is wrong.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};
use rayon::prelude::*;

use crate::{
    base::{
        config::Config,
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        span::{FileId, Span},
        time::PartDate,
        yaml::{
            Entry, Node,
            fields::{quoted_list, unknown_field},
            nearest, scalar,
            scalar::Written,
        },
    },
    content::{
        document::Document,
        filed::Filed,
        front::{COLLECTION, FIELDS, Front},
        slug::slug,
    },
    data::{cell::Cell, fault::Fault, kind::FieldType, status::Absence, value::Value},
    model::collection::{
        Deadline,
        declaration::{Declaration, Declared, Standard},
    },
};

/// What one page fills in.
#[derive(Debug, Default)]
pub struct Values {
    /// A cell for each declared field.
    pub cells: Vec<Cell>,
    /// Names of other records, each with the place of its field.
    pub references: Vec<(usize, Written)>,
    /// Where the values of facets were written, for those that may clash with others.
    spellings: Vec<(usize, Written)>,
    /// The values of fields that no two pages may share.
    unique: Vec<(usize, Written)>,
    /// The day that a deadline counts from.
    since: Option<(Date, Span)>,
}

/// Reads the fields of all pages.
pub fn all(
    documents: &[Filed],
    list: &[Declaration],
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> (BTreeMap<FileId, Values>, BTreeMap<FileId, Deadline>) {
    let concerns =
        |document: &&Filed| document.own || list.iter().any(|one| one.section == document.name.section);
    let documents: Vec<&Filed> = documents.iter().filter(concerns).collect();
    let originals: BTreeSet<&str> = documents
        .iter()
        .filter(|document| document.name.language.is_none())
        .map(|document| stem(document))
        .collect();
    let read = |document: &Filed| {
        let mut problems = Diagnostics::new();
        let declaration =
            list.iter().find(|one| one.section == document.name.section && !document.name.is_section());
        let translation = document.name.language.is_some() && originals.contains(stem(document));
        let values = match (declaration, translation) {
            (Some(declaration), false) => Some(Reader { declaration, sources }.read(document, &mut problems)),
            (declaration, _) => {
                refuse_all(document, declaration.is_some(), sources, &mut problems);
                None
            }
        };
        (document.file, declaration.zip(values), problems)
    };
    let mut found = BTreeMap::new();
    let mut deadlines = BTreeMap::new();
    let (mut spellings, mut repeats) = (Firsts::default(), Firsts::default());
    for (file, read, problems) in documents.into_par_iter().map(read).collect::<Vec<_>>() {
        diagnostics.merge(problems);
        let Some((declaration, values)) = read else { continue };
        spellings.add(declaration, &values, diagnostics);
        repeats.add_unique(declaration, &values, diagnostics);
        deadlines.extend(deadline(declaration, &values, config).map(|deadline| (file, deadline)));
        found.insert(file, values);
    }
    (found, deadlines)
}

/// A document's path without its language.
#[must_use]
pub fn stem(document: &Document) -> &str {
    let path = document.name.path.strip_suffix(".md").unwrap_or(&document.name.path);
    let language = document.name.language.as_deref().unwrap_or_default();
    let own = path.strip_suffix(language).and_then(|path| path.strip_suffix('.'));
    own.filter(|_| !language.is_empty()).unwrap_or(path)
}

/// Reports every field that means nothing on this page.
fn refuse_all(document: &Document, translation: bool, sources: &Sources, diagnostics: &mut Diagnostics) {
    if document.name.is_section() {
        return;
    }
    let Some(kept) = &document.kept else { return };
    let yaml = kept.open(sources.text(document.file));
    for entry in own_entries(&yaml.root().entries().unwrap_or_default(), &document.front) {
        diagnostics.push(if translation {
            let message = format!("a translation takes `{}` from the original", entry.name);
            Diagnostic::error("field-in-translation", entry.key.span(), message).help("delete the line")
        } else {
            unknown_field(&entry.key, fields_of_pages())
        });
    }
}

/// The fields that a page may have without a collection.
fn fields_of_pages<'k>() -> impl Iterator<Item = &'k str> + Clone {
    FIELDS.into_iter().filter(|name| *name != COLLECTION).map(|name| -> &'k str { name })
}

/// The entries that are no fields of every page.
fn own_entries<'y>(entries: &[Entry<'y>], front: &Front) -> Vec<Entry<'y>> {
    let names = front.own.as_ref().map_or(&[][..], |own| own.names.as_slice());
    entries.iter().filter(|entry| names.iter().any(|name| name == entry.name)).copied().collect()
}

struct Reader<'a> {
    declaration: &'a Declaration,
    sources: &'a Sources,
}

impl Reader<'_> {
    fn read(&self, document: &Document, diagnostics: &mut Diagnostics) -> Values {
        let yaml = document.kept.as_ref().map(|kept| kept.open(self.sources.text(document.file)));
        let entries = yaml.as_ref().and_then(|yaml| yaml.root().entries()).unwrap_or_default();
        let own = own_entries(&entries, &document.front);
        let mut missing = Vec::new();
        let mut values = Values::default();
        for (place, declared) in self.declaration.fields.iter().enumerate() {
            let entry = own.iter().find(|entry| entry.name == declared.field.name);
            let node = entry.map(|entry| entry.node).filter(|node| !node.is_null());
            let cell = match (declared.standard, node) {
                (Some(standard), _) => {
                    self.standard(standard, place, &document.front, diagnostics, &mut values)
                }
                (None, Some(node)) => diagnostics.take(own_cell(place, declared, &node, &mut values)),
                (None, None) => None,
            };
            let absent = cell.is_none() && node.is_none();
            if absent && declared.field.constraints.required {
                missing.push(declared.field.name.as_str());
            }
            values.cells.push(cell.unwrap_or(Cell::Absent(Absence::Missing)));
            if self.declaration.stale.is_some_and(|stale| stale.field == place) {
                values.since = since(values.cells.last(), declared, node.as_ref(), &document.front);
            }
        }
        self.report_unknown(&own, &mut missing, diagnostics);
        diagnostics.extend(missing.iter().map(|name| self.missing(name, &document.front)));
        values
    }

    /// A field of every page, as a cell.
    fn standard(
        &self,
        standard: Standard,
        place: usize,
        front: &Front,
        diagnostics: &mut Diagnostics,
        values: &mut Values,
    ) -> Option<Cell> {
        let declared = self.declaration.fields.get(place)?;
        let names = match standard {
            Standard::Authors => &front.authors,
            Standard::Regions => &front.regions,
            Standard::Topics => &front.topics,
            Standard::Date => return front.date.map(|date| Cell::plain(Value::Date(date))),
            Standard::Updated => {
                return front.updated.map(|date| Cell::plain(Value::Date(PartDate::Day(date))));
            }
        };
        let items: Vec<String> = names.iter().map(|name| name.text.clone()).collect();
        if declared.facet {
            values.spellings.extend(names.iter().map(|name| (place, name.clone())));
        }
        let at = names.first().map_or(front.title.span, |name| name.span);
        let fault = |fault: Fault| fault.in_page(&items.join(", "), &declared.field.name, at);
        if items.is_empty() {
            return None;
        }
        diagnostics.take(declared.field.read_items(&items).map_err(fault))
    }

    /// Reports the fields that nobody declared; a required one that is only misspelled is told once.
    fn report_unknown(&self, own: &[Entry<'_>], missing: &mut Vec<&str>, diagnostics: &mut Diagnostics) {
        let declared = || self.declaration.fields.iter().filter(|field| field.standard.is_none());
        let names = || declared().map(|declared| declared.field.name.as_str());
        for entry in own.iter().filter(|entry| !names().any(|name| name == entry.name)) {
            let known = names().chain(fields_of_pages());
            diagnostics.push(unknown_field(&entry.key, known));
            let meant = nearest(entry.name, names());
            missing.retain(|name| Some(*name) != meant);
        }
    }

    fn missing(&self, name: &str, front: &Front) -> Diagnostic {
        let section = self.declaration.section.join("/");
        let message = format!("`{name}` is missing, which every page of `{section}` has");
        Diagnostic::error("missing-field", front.title.span, message)
            .help(format!("add a line `{name}: …` to the front matter"))
    }
}

/// The cell of a field that the collection declares.
fn own_cell(
    place: usize,
    declared: &Declared,
    node: &Node<'_>,
    values: &mut Values,
) -> Result<Cell, Diagnostic> {
    let field = &declared.field;
    let (texts, cell) = if field.kind == FieldType::List {
        let items = node.items().unwrap_or_else(|| vec![*node]);
        let texts = items.iter().map(|item| text_of(item, field.kind)).collect::<Result<Vec<_>, _>>()?;
        let cell = match (node.items(), texts.as_slice()) {
            (None, [one]) => field.read(one, None),
            _ => field.read_items(&texts),
        };
        (items.into_iter().zip(texts).collect::<Vec<_>>(), cell)
    } else {
        let text = text_of(node, field.kind)?;
        let cell = field.read(&text, None);
        (vec![(*node, text)], cell)
    };
    let spelled = || texts.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(", ");
    let cell = cell.map_err(|fault| fault.in_page(&spelled(), &field.name, node.span()))?;
    if declared.facet && matches!(field.kind, FieldType::String | FieldType::List) && !declared.of_countries()
    {
        check_address_parts(&texts)?;
        // Places cost a second reading, so only texts that are not their own address have them noted.
        let marked = texts.iter().filter(|(_, text)| slug(text) != *text);
        values.spellings.extend(marked.map(|(node, text)| (place, written(node, text))));
    }
    if field.constraints.unique {
        values.unique.push((place, written(node, &spelled())));
    }
    if declared.reference.is_some() {
        values.references.extend(texts.iter().map(|(node, text)| (place, written(node, text))));
    }
    Ok(cell)
}

fn written(node: &Node<'_>, text: &str) -> Written {
    Written { text: text.to_owned(), span: node.span(), exact: false }
}

/// A value in the spelling that a cell of a table would have.
fn text_of(node: &Node<'_>, kind: FieldType) -> Result<String, Diagnostic> {
    if kind == FieldType::Boolean {
        return scalar::switch(node).map(|value| value.to_string());
    }
    scalar::label(node).map(|text| text.trim().to_owned())
}

/// A facet's value is a part of an address.
fn check_address_parts(texts: &[(Node<'_>, String)]) -> Result<(), Diagnostic> {
    let Some((node, text)) = texts.iter().find(|(_, text)| slug(text).is_empty()) else { return Ok(()) };
    Err(Diagnostic::error("bad-slug", node.span(), format!("`{text}` leaves nothing for an address"))
        .help("write a value with letters or digits"))
}

/// The day that the deadline counts from, with its place.
fn since(
    cell: Option<&Cell>,
    declared: &Declared,
    node: Option<&Node<'_>>,
    front: &Front,
) -> Option<(Date, Span)> {
    let date = cell?.value()?.date()?.first_day();
    let span = match declared.standard {
        Some(_) => front.title.span,
        None => node?.span(),
    };
    Some((date, span))
}

/// When a page is out of date.
fn deadline(declaration: &Declaration, values: &Values, config: &Config) -> Option<Deadline> {
    let stale = declaration.stale?;
    let (since, span) = values.since?;
    let until = since.checked_add(i64::from(stale.months).months()).ok()?;
    let moment = config.timezone.to_ambiguous_timestamp(until.to_datetime(jiff::civil::Time::midnight()));
    Some(Deadline { since, until, moment: moment.compatible().ok()?, hide: stale.hide, span })
}

/// The first page that gave each value of a field, by section, field and value.
#[derive(Default)]
struct Firsts {
    first: BTreeMap<(Vec<String>, usize, String), Written>,
}

impl Firsts {
    /// A value of a field with `constraints: {unique: true}` stands once.
    fn add_unique(&mut self, declaration: &Declaration, values: &Values, diagnostics: &mut Diagnostics) {
        for (field, written) in &values.unique {
            let key = (declaration.section.clone(), *field, written.text.clone());
            if let Some(first) = self.first.insert(key, written.clone()) {
                let message = format!("two pages give `{}` to a field that is `unique`", written.text);
                diagnostics.push(
                    Diagnostic::error("duplicate-key", written.span, message)
                        .help("correct one of them, or delete `unique: true` in the section's `_index.md`")
                        .label(first.span, "first here"),
                );
            }
        }
    }

    /// Texts of facets by their part of an address: two spellings of one are an error.
    fn add(&mut self, declaration: &Declaration, values: &Values, diagnostics: &mut Diagnostics) {
        for (field, written) in &values.spellings {
            let key = (declaration.section.clone(), *field, slug(&written.text));
            let first = self.first.entry(key).or_insert_with(|| written.clone());
            // Topics, regions and authors of all pages are compared with each other elsewhere.
            let standard = declaration.fields.get(*field).is_some_and(|declared| declared.standard.is_some());
            if first.text != written.text && !standard {
                let message = format!("`{}` and `{}` would share one address", written.text, first.text);
                diagnostics.push(
                    Diagnostic::error("two-spellings", written.span, message)
                        .help(format!("write `{}` in both places, or give them different words", first.text))
                        .label(first.span, "first spelled here"),
                );
            }
        }
    }
}

/// The problem of a record that is named and not there.
#[must_use]
pub fn no_record<'k>(
    written: &Written,
    collection: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) -> Diagnostic {
    let message = format!("there is no page `{}` in `{collection}`", written.text);
    let problem = Diagnostic::error("unknown-record", written.span, message);
    match nearest(&written.text, known.clone()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => {
            let some = quoted_list(known.take(8));
            problem.help(format!("write the last part of a page's address; some are {some}"))
        }
    }
}
