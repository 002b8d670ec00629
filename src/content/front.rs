//! Front matter: the fields of a page, typed, with the places of those that later stages may dispute.

use jiff::civil::Date;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
        time::{Moment, PartDate},
        yaml::{Node, fields::Fields, scalar, scalar::Written},
    },
    content::wording::Wording,
};

/// The key under which a section declares the fields of its pages.
pub const COLLECTION: &str = "collection";

/// The fields that every page may have; no collection can give them another meaning.
pub const FIELDS: [&str; 18] = [
    "title",
    "draft",
    "date",
    "updated",
    "authors",
    "topics",
    "regions",
    "summary",
    "image",
    "slug",
    "aliases",
    "announce",
    "publish",
    "press",
    "expire",
    "data_as_of",
    "corrections",
    COLLECTION,
];

/// The fields of a page or section.
#[derive(Debug)]
pub struct Front {
    /// The headline.
    pub title: Wording,
    /// The day (or month) that the text speaks of.
    pub date: Option<PartDate>,
    /// The day of the last change that readers should know of.
    pub updated: Option<Date>,
    /// Who wrote it.
    pub authors: Vec<Written>,
    /// What it is about.
    pub topics: Vec<Written>,
    /// Which parts of the world it is about.
    pub regions: Vec<Written>,
    /// One or two sentences for listings, feeds and search results.
    pub summary: Option<Wording>,
    /// The picture above the text.
    pub image: Option<LeadImage>,
    /// The last part of the address, in place of the file's name.
    pub slug: Option<Written>,
    /// Old addresses that lead here.
    pub aliases: Vec<Written>,
    /// Never published.
    pub draft: bool,
    /// When everyone sees it.
    pub publish: Option<(Moment, Span)>,
    /// Whether a press build shows it before its time.
    pub press: bool,
    /// Whether the calendar names it before its time.
    pub announce: Option<Span>,
    /// When it disappears.
    pub expire: Option<(Moment, Span)>,
    /// The day whose data its facts and figures are pinned to.
    pub data_as_of: Option<(Date, Span)>,
    /// What was wrong in it and is right now.
    pub corrections: Vec<Correction>,
    /// What only a collection can explain, if there is any of it.
    pub own: Option<Own>,
}

/// Fields that mean something only where a collection declares them.
#[derive(Debug, Default)]
pub struct Own {
    /// Their names, in the order written.
    pub names: Vec<String>,
}

/// The picture above a text.
#[derive(Debug)]
pub struct LeadImage {
    /// The file, relative to the page's file.
    pub file: Written,
    /// What it shows.
    pub alt: String,
    /// Who made it.
    pub credit: String,
}

/// A correction that readers can see.
#[derive(Clone, Debug)]
pub struct Correction {
    /// When it was made.
    pub date: Date,
    /// What the text said.
    pub was: String,
    /// What it says now.
    pub now: String,
    /// Why.
    pub note: String,
}

impl Front {
    /// Reads the fields; `None` if there is no usable title. A section needs no date, and may declare a
    /// collection; a page may have fields that its section's collection declares.
    pub fn read(mut fields: Fields<'_, '_>, section: bool) -> Option<Self> {
        let title = fields.required("title", Wording::read);
        let draft = fields.filled("draft", scalar::switch);
        let undecided = fields.child("draft").is_some() && draft.is_none();
        let titled = title.is_some();
        let mut front = Self {
            title: title.unwrap_or_else(untitled),
            date: fields.optional("date", scalar::part_date),
            updated: fields.optional("updated", scalar::date),
            authors: fields.list("authors", name),
            topics: fields.list("topics", name),
            regions: fields.list("regions", name),
            summary: fields.optional("summary", Wording::read),
            image: fields.child("image").and_then(|node| lead_image(node, fields.diagnostics)),
            slug: fields.optional("slug", scalar::written),
            aliases: fields.list("aliases", scalar::written),
            draft: draft.unwrap_or(undecided),
            publish: fields.filled("publish", placed_moment),
            press: fields.optional("press", scalar::switch).unwrap_or(false),
            announce: fields.optional("announce", announcement).flatten(),
            expire: fields.filled("expire", placed_moment),
            data_as_of: fields.optional("data_as_of", |node| Ok((scalar::date(node)?, node.span()))),
            corrections: fields
                .nodes("corrections")
                .into_iter()
                .filter_map(|node| correction(node, fields.diagnostics))
                .collect(),
            own: None,
        };
        if section {
            refuse_in_section(&front, &fields.node(), fields.diagnostics);
            front.own = fields.child(COLLECTION).map(|_| Own::default());
        } else if titled {
            // Without a title any unknown key may be the misspelled one; then all of them are told here.
            front.own = Own::take(&mut fields);
        }
        fields.finish();
        Some(front)
    }
}

impl Own {
    fn take(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let names: Vec<String> = fields
            .rest()
            .iter()
            .filter(|entry| !entry.name.is_empty())
            .map(|entry| entry.name.to_owned())
            .collect();
        (!names.is_empty()).then_some(Self { names })
    }
}

fn untitled() -> Wording {
    let span = Span::start_of(crate::base::span::FileId(0));
    Wording { text: String::new(), expressions: Vec::new(), marks: Vec::new(), span }
}

/// A section cannot wait or end: its pages would lose their place.
fn refuse_in_section(front: &Front, node: &Node<'_>, diagnostics: &mut Diagnostics) {
    if front.draft || front.publish.is_some() || front.expire.is_some() {
        diagnostics.push(
            Diagnostic::error(
                "section-not-published",
                node.span(),
                "a section cannot be a draft, wait or expire",
            )
            .help("write `draft`, `publish` and `expire` in its pages"),
        );
    }
}

/// A name that can be a heading: some text.
fn name(node: &Node<'_>) -> Result<Written, Diagnostic> {
    let written = scalar::written(node)?;
    if written.text.trim().is_empty() {
        return Err(Diagnostic::error("empty-text", written.span, "this name is empty")
            .help("write it, or delete the line"));
    }
    Ok(written)
}

fn placed_moment(node: &Node<'_>) -> Result<(Moment, Span), Diagnostic> {
    Ok((scalar::moment(node)?, node.span()))
}

/// The place of `announce: true`.
fn announcement(node: &Node<'_>) -> Result<Option<Span>, Diagnostic> {
    Ok(scalar::switch(node)?.then(|| node.span()))
}

fn lead_image(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<LeadImage> {
    let mut fields = Fields::new(node, diagnostics);
    let file = fields.required("file", scalar::written);
    let alt = fields.required("alt", scalar::text);
    let credit = fields.optional("credit", scalar::text).unwrap_or_default();
    fields.finish();
    Some(LeadImage { file: file?, alt: alt?, credit })
}

fn correction(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Correction> {
    let mut fields = Fields::new(node, diagnostics);
    let date = fields.required("date", scalar::date);
    let was = fields.required("was", scalar::text);
    let now = fields.required("now", scalar::text);
    let note = fields.optional("note", scalar::text).unwrap_or_default();
    fields.finish();
    Some(Correction { date: date?, was: was?, now: now?, note })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{span::FileId, yaml::Yaml};

    #[test]
    fn every_field_of_a_page_is_listed() {
        let text = FIELDS.map(|name| format!("{name}: x\n")).concat() + "court: x\n";
        let yaml = Yaml::parse(FileId(0), &text, 0).unwrap();
        let mut diagnostics = Diagnostics::new();
        let front = Front::read(Fields::new(yaml.root(), &mut diagnostics), false).unwrap();
        assert_eq!(front.own.unwrap().names, [COLLECTION, "court"]);
        let front = Front::read(Fields::new(yaml.root(), &mut diagnostics), true).unwrap();
        assert!(front.own.is_some());
    }
}
