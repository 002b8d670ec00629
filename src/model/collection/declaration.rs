//! What a section declares about its pages, under `collection:` in its `_index.md`.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        span::Span,
        yaml::{Entry, Node, fields::Fields, fields::quoted_list, nearest, scalar, scalar::Written},
    },
    content::{
        document::Document,
        filed::Filed,
        front::{COLLECTION, FIELDS},
        slug::slug,
    },
    data::{
        field::{Field, FieldDefaults, is_field_name},
        kind::FieldType,
        missing::MissingValue,
        number::Notation,
    },
};

/// What a collection is.
#[derive(Debug)]
pub struct Declaration {
    /// The folders of its section.
    pub section: Vec<String>,
    /// The title of its section, as written.
    pub title: String,
    /// Where it is declared.
    pub span: Span,
    /// How its records are listed.
    pub listing: Listing,
    /// By which fields, the first one first.
    pub sort: Vec<SortKey>,
    /// The folder of templates that its pages are made with, in place of that of its own name.
    pub template: String,
    /// Its fields.
    pub fields: Vec<Declared>,
    /// Which records are out of date.
    pub stale: Option<Stale>,
    /// Its records can be found by their first letter.
    pub letters: bool,
    /// Its records explain words: `[diffusion](term:diffusion)`.
    pub terms: bool,
    /// Each record is also one file that needs no other.
    pub offline: bool,
    /// It gathers what the site knows about each country.
    pub countries: Option<Gathering>,
}

/// How records are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// One below the other, with date and summary.
    Stream,
    /// Side by side, with picture and summary.
    Cards,
    /// A row each, with a column for each field.
    Table,
    /// On a map of the world, and as a list by country.
    Map,
}

/// A key of the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// What is compared.
    pub by: SortBy,
    /// The greatest first.
    pub descending: bool,
}

/// What an order compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// The headline.
    Title,
    /// The date of the page.
    Date,
    /// A declared field, by place.
    Field(usize),
}

/// A declared field.
#[derive(Debug)]
pub struct Declared {
    /// Its name, type and rules, in the words of a table's field.
    pub field: Field,
    /// The field of every page that it is, if it is one.
    pub standard: Option<Standard>,
    /// Records can be found by its values.
    pub facet: bool,
    /// It is a column of a table.
    pub column: bool,
    /// The collection whose records its values name.
    pub reference: Option<Written>,
}

/// Fields of every page that a collection can list and make facets of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    /// `authors`
    Authors,
    /// `date`
    Date,
    /// `regions`
    Regions,
    /// `topics`
    Topics,
    /// `updated`
    Updated,
}

/// Records are out of date some months after the day that a field gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The field, by place.
    pub field: usize,
    /// How many months the day is good for.
    pub months: i32,
    /// The record is no longer shown; otherwise its page says so.
    pub hide: bool,
}

/// What a collection gathers about countries, beside the records of all collections.
#[derive(Debug, Default)]
pub struct Gathering {
    /// The datasets whose rows are shown.
    pub datasets: Vec<Written>,
}

const LISTINGS: [(&str, Listing); 4] = [
    ("stream", Listing::Stream),
    ("cards", Listing::Cards),
    ("table", Listing::Table),
    ("map", Listing::Map),
];

const STANDARD: [(&str, Standard, FieldType); 5] = [
    ("authors", Standard::Authors, FieldType::List),
    ("date", Standard::Date, FieldType::Date),
    ("regions", Standard::Regions, FieldType::List),
    ("topics", Standard::Topics, FieldType::List),
    ("updated", Standard::Updated, FieldType::Date),
];

impl Listing {
    /// True for lists of entries to look up. Their dates are those of what they record, so that they are in
    /// no archive by year and no feed of the whole site.
    #[must_use]
    pub fn is_database(self) -> bool {
        matches!(self, Self::Table | Self::Map)
    }

    /// Its word in declarations.
    #[must_use]
    pub fn word(self) -> &'static str {
        LISTINGS.iter().find(|(_, listing)| *listing == self).map_or("stream", |(word, _)| word)
    }
}

impl Declared {
    /// True if its values are countries.
    #[must_use]
    pub fn of_countries(&self) -> bool {
        self.field.kind == FieldType::Country || self.field.item == FieldType::Country
    }

    /// True if its values are days, months or years, of which a facet has the years.
    #[must_use]
    pub fn of_dates(&self) -> bool {
        matches!(self.field.kind, FieldType::Date | FieldType::Year | FieldType::YearMonth)
    }
}

impl Declaration {
    /// The name that its dataset has behind `collection:`.
    #[must_use]
    pub fn name(&self) -> String {
        self.section.join("-")
    }

    fn from_node(node: Node<'_>, document: &Document, diagnostics: &mut Diagnostics) -> Self {
        let mut fields = Fields::new(node, diagnostics);
        let listing = fields.optional("listing", |node| scalar::choice(node, &LISTINGS));
        let entries = fields.entries("fields");
        let declared: Vec<Declared> =
            entries.iter().filter_map(|entry| Declared::from_entry(entry, fields.diagnostics)).collect();
        let sort = fields.list("sort", |node| sort_key(node, &declared));
        let stale = fields.child("stale").and_then(|node| stale(node, &declared, fields.diagnostics));
        let countries = fields.child("countries").and_then(|node| gathering(node, fields.diagnostics));
        let mut declaration = Self {
            section: document.name.section.clone(),
            title: document.front.title.text.clone(),
            span: node.span(),
            listing: listing.unwrap_or(Listing::Stream),
            sort,
            template: fields.optional("template", template).unwrap_or_default(),
            fields: declared,
            stale,
            letters: fields.optional("letters", scalar::switch).unwrap_or_default(),
            terms: fields.optional("terms", scalar::switch).unwrap_or_default(),
            offline: fields.optional("offline", scalar::switch).unwrap_or_default(),
            countries,
        };
        fields.finish();
        if declaration.sort.is_empty() {
            declaration.sort.push(SortKey { by: SortBy::Date, descending: true });
        }
        let placed = declaration.countries.is_some() || declaration.fields.iter().any(Declared::of_countries);
        if declaration.listing == Listing::Map && !placed {
            diagnostics.push(
                Diagnostic::error("missing-field", node.span(), "a map needs a field of `type: country`")
                    .help("declare one under `fields`, or gather what the site knows: `countries: true`"),
            );
        }
        declaration
    }
}

impl Declared {
    fn from_entry(entry: &Entry<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let standard = STANDARD.iter().find(|(name, ..)| *name == entry.name);
        diagnostics.take(usable_name(entry, standard.is_some()))?;
        let defaults = FieldDefaults { notation: Notation::default(), missing: MissingValue::usual() };
        let mut fields = Fields::new(entry.node, diagnostics);
        let mut field = Field::described(entry.name, &defaults, &mut fields);
        field.constraints.required |= fields.optional("required", scalar::switch).unwrap_or_default();
        let facet = fields.optional("facet", scalar::switch).unwrap_or_default();
        let column = fields.optional("column", scalar::switch);
        let reference = fields.child("reference").and_then(|node| {
            let found = reference(&node, field.kind);
            fields.diagnostics.take(found)
        });
        let kind = fields.child("type");
        fields.finish();
        if let (Some((name, _, wanted)), Some(node)) = (standard, kind)
            && *wanted != field.kind
        {
            let cure = format!("`{name}` is a field of every page; write `type: {}`", wanted.word());
            diagnostics.push(node.wrong_type(&format!("`{}`", wanted.word()), cure));
            return None;
        }
        Some(Self {
            standard: standard.map(|(_, standard, _)| *standard),
            facet,
            column: column.unwrap_or(facet && field.kind != FieldType::List),
            reference,
            field,
        })
    }
}

/// The declarations of all sections, in order of section.
pub fn all(documents: &[Filed], sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<Declaration> {
    let mut found = Vec::new();
    for document in documents.iter().filter(|filed| filed.own && filed.name.is_section()) {
        let Some(kept) = &document.kept else { continue };
        let yaml = kept.open(sources.text(document.file));
        let entries = yaml.root().entries().unwrap_or_default();
        let Some(entry) = entries.iter().find(|entry| entry.name == COLLECTION) else { continue };
        if document.name.language.is_some() || document.name.section.is_empty() {
            diagnostics.push(misplaced(&entry.key));
            continue;
        }
        found.push(Declaration::from_node(entry.node, document, diagnostics));
    }
    found.sort_by(|a: &Declaration, b| a.section.cmp(&b.section));
    refuse_second(&found, |one| one.terms, "explains terms", "terms", diagnostics);
    refuse_second(&found, |one| one.countries.is_some(), "gathers countries", "countries", diagnostics);
    found
}

fn misplaced(key: &Node<'_>) -> Diagnostic {
    Diagnostic::error("misplaced-collection", key.span(), "no collection can be declared here")
        .help("declare it in the `_index.md` of a section, in the site's first language")
}

/// Two collections cannot both be the one that links lead to.
fn refuse_second(
    list: &[Declaration],
    is: impl Fn(&Declaration) -> bool,
    words: &str,
    key: &str,
    diagnostics: &mut Diagnostics,
) {
    let mut those = list.iter().filter(|one| is(one));
    let Some(first) = those.next() else { return };
    for other in those {
        let message = format!("`{}` {words} already", first.section.join("/"));
        diagnostics.push(
            Diagnostic::error("misplaced-collection", other.span, message)
                .help(format!("delete `{key}` in one of them"))
                .label(first.span, "the other one"),
        );
    }
}

/// A name that a field can have: no field of every page but those that mean the same here, and a part of
/// an address, since its facet stands below one.
fn usable_name(entry: &Entry<'_>, standard: bool) -> Result<(), Diagnostic> {
    let (name, span) = (entry.name, entry.key.span());
    let shaped = slug(&name.replace('_', "-")) == name.replace('_', "-");
    if is_field_name(name) && shaped && (standard || !FIELDS.contains(&name)) && name != "page" {
        return Ok(());
    }
    let problem = Diagnostic::error("bad-name", span, format!("a field cannot be named `{name}`"));
    Err(if FIELDS.contains(&name) {
        let usable = || STANDARD.iter().map(|(name, ..)| *name);
        problem.help(format!(
            "every page has a field of that name; of those a collection can declare {}",
            quoted_list(usable())
        ))
    } else {
        problem.help("write small letters, digits, hyphens and underscores")
    })
}

fn template(node: &Node<'_>) -> Result<String, Diagnostic> {
    let name = scalar::text(node)?;
    if !name.is_empty() && name.split('/').all(|part| slug(part) == part) {
        return Ok(name);
    }
    Err(Diagnostic::error("bad-name", node.span(), format!("`{name}` is no folder of templates"))
        .help("write the name of a folder of the theme's `templates/`, such as `guides`"))
}

/// `-date`, `title`, or a declared field.
fn sort_key(node: &Node<'_>, declared: &[Declared]) -> Result<SortKey, Diagnostic> {
    let text = scalar::text(node)?;
    let name = text.strip_prefix('-').unwrap_or(&text);
    let place = declared.iter().position(|declared| declared.field.name == name);
    let by = match (place, name) {
        (Some(place), _) => SortBy::Field(place),
        (None, "title") => SortBy::Title,
        (None, "date") => SortBy::Date,
        (None, _) => return Err(no_field(node.span(), name, declared, &["title", "date"])),
    };
    Ok(SortKey { by, descending: text.starts_with('-') })
}

fn no_field(span: Span, name: &str, declared: &[Declared], others: &[&str]) -> Diagnostic {
    let names = || declared.iter().map(|declared| declared.field.name.as_str()).chain(others.iter().copied());
    let problem = Diagnostic::error("unknown-column", span, format!("the collection has no field `{name}`"));
    match nearest(name, names()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("its fields are {}", quoted_list(names()))),
    }
}

fn stale(node: Node<'_>, declared: &[Declared], diagnostics: &mut Diagnostics) -> Option<Stale> {
    let mut fields = Fields::new(node, diagnostics);
    let field = fields.required("field", |node| {
        let name = scalar::text(node)?;
        let place = declared.iter().position(|declared| declared.field.name == name);
        let place = place.ok_or_else(|| no_field(node.span(), &name, declared, &[]))?;
        let is_day = declared.get(place).is_some_and(|declared| declared.field.kind == FieldType::Date);
        if is_day {
            return Ok(place);
        }
        Err(node.wrong_type("the name of a field of `type: date`", "name the field that holds the day"))
    });
    let months = fields.required("months", |node| scalar::whole(node, 1, 1200));
    let hide = fields.required("then", |node| scalar::choice(node, &[("hide", true), ("notice", false)]));
    fields.finish();
    Some(Stale { field: field?, months: i32::try_from(months?).ok()?, hide: hide? })
}

/// `countries: true`, or `countries: {datasets: […]}`.
fn gathering(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Gathering> {
    if node.entries().is_none() {
        return diagnostics.take(scalar::switch(&node))?.then(Gathering::default);
    }
    let mut fields = Fields::new(node, diagnostics);
    let datasets = fields.list("datasets", scalar::written);
    fields.finish();
    Some(Gathering { datasets })
}

fn reference(node: &Node<'_>, kind: FieldType) -> Result<Written, Diagnostic> {
    if matches!(kind, FieldType::String | FieldType::List) {
        return scalar::written(node);
    }
    Err(node.wrong_type("no reference", "delete it: only a field of `type: string` or `list` can name pages"))
}
