//! A collection of Webflow, exported as CSV, as items.
//!
//! Its columns are named by whoever made the collection. Those of the system have names of their own; what the
//! others hold is told from their names and their cells, and what has no place is kept in comments.

use jiff::{civil::Date, fmt::strtime};

use crate::{
    app::import::{
        command::Webflow,
        item::{Export, Item, Picture, Status},
        markdown::words,
        media,
    },
    base::{diagnostic::Diagnostic, time},
    content::slug::slug,
    data::records::{Records, Signs},
};

/// Columns of the system.
const SYSTEM: [&str; 10] = [
    "Slug",
    "Collection ID",
    "Locale ID",
    "Item ID",
    "Archived",
    "Draft",
    "Created On",
    "Updated On",
    "Published On",
    "CMS Locale ID",
];

/// What a column is for, by words in its name.
const NAMES: [(Use, &[&str]); 4] = [
    (Use::Summary, &["summary", "excerpt", "description", "teaser", "snippet"]),
    (Use::Date, &["date"]),
    (Use::Authors, &["author", "authors", "writer"]),
    (Use::Topics, &["topic", "topics", "category", "categories", "tag", "tags"]),
];

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    System,
    Title,
    Text,
    Summary,
    Date,
    Authors,
    Topics,
    Picture,
    Alt,
    Rest,
}

/// Reads a collection.
///
/// # Errors
/// When it is none.
pub fn read(text: &str, wanted: &Webflow) -> Result<Export, Diagnostic> {
    let text = text.trim_start_matches('\u{feff}');
    let mut records = Records::new(text, 0, Signs { delimiter: b',', quote: b'"' });
    let names: Vec<String> = records
        .next()
        .map(|head| (0..head.len()).map(|at| head.text(at).trim().to_owned()).collect())
        .unwrap_or_default();
    if !["Slug", "Collection ID", "Item ID"].iter().all(|wanted| names.iter().any(|name| name == wanted)) {
        return Err(Diagnostic::error(
            "bad-export",
            None,
            "this is no collection of Webflow: it has no columns `Slug`, `Collection ID` and `Item ID`",
        )
        .help("in Webflow open the collection and choose Export"));
    }
    let rows: Vec<Vec<String>> = records
        .filter(|record| !record.is_empty())
        .map(|record| {
            (0..names.len())
                .map(|at| if at < record.len() { record.text(at).to_owned() } else { String::new() })
                .collect()
        })
        .collect();
    let uses: Vec<Use> = names.iter().enumerate().map(|(at, name)| purpose(at, name, &rows)).collect();
    let mut export = Export::default();
    for row in &rows {
        let columns = Columns { names: &names, uses: &uses, row };
        if columns.named("Archived").eq_ignore_ascii_case("true") {
            *export.skipped.entry("archived items".to_owned()).or_default() += 1;
            continue;
        }
        export.items.push(columns.item(wanted));
    }
    Ok(export)
}

/// What a column is for, by its name and its cells.
fn purpose(at: usize, name: &str, rows: &[Vec<String>]) -> Use {
    if at == 0 {
        return Use::Title;
    }
    if SYSTEM.contains(&name) {
        return Use::System;
    }
    let cells =
        || rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let any = cells().next().is_some();
    let words: Vec<String> = slug(name).split('-').map(str::to_owned).collect();
    let pictures = any && cells().all(|cell| cell.starts_with("http") && media::is_picture(cell));
    let text =
        cells().any(|cell| ["<p", "<h2", "<ul", "<div", "<figure"].iter().any(|tag| cell.contains(tag)));
    let by_name =
        NAMES.iter().find(|(_, known)| known.iter().any(|known| words.iter().any(|word| word == known)));
    match by_name {
        _ if pictures => Use::Picture,
        _ if words.iter().any(|word| word == "alt") => Use::Alt,
        Some((Use::Summary, _)) => Use::Summary,
        _ if text => Use::Text,
        Some((known, _)) => *known,
        None => Use::Rest,
    }
}

/// One row with what its columns are for.
struct Columns<'r> {
    names: &'r [String],
    uses: &'r [Use],
    row: &'r [String],
}

impl Columns<'_> {
    fn named(&self, name: &str) -> &str {
        let at = self.names.iter().position(|other| other == name);
        at.and_then(|at| self.row.get(at)).map_or("", |cell| cell.trim())
    }

    /// The filled cells of a use, each with its column's name.
    fn of(&self, wanted: Use) -> impl Iterator<Item = (&str, &str)> {
        let cells = self.names.iter().zip(self.uses).zip(self.row);
        cells
            .filter(move |((_, purpose), cell)| **purpose == wanted && !cell.trim().is_empty())
            .map(|((name, _), cell)| (name.as_str(), cell.trim()))
    }

    fn item(&self, wanted: &Webflow) -> Item {
        let mut needs = Vec::new();
        let slug = self.named("Slug").to_owned();
        let address = wanted.address.clone().unwrap_or_else(|| format!("/{}/", wanted.section));
        let title = self.of(Use::Title).next().map(|(_, cell)| words(cell)).unwrap_or_default();
        if title.is_empty() {
            needs.push("it has no title: write one".to_owned());
        }
        let day = self.of(Use::Date).find_map(|(_, cell)| date(cell));
        let date =
            day.or_else(|| date(self.named("Published On"))).or_else(|| date(self.named("Created On")));
        let mut pictures = self.of(Use::Picture);
        let alt = self.of(Use::Alt).next().map(|(_, cell)| words(cell)).unwrap_or_default();
        let picture = pictures.next().map(|(_, url)| Picture { url: url.to_owned(), alt });
        let more = pictures
            .chain(self.of(Use::Rest))
            .chain(self.of(Use::Summary).skip(1))
            .chain(self.of(Use::Date).skip(1));
        let draft = self.named("Draft").eq_ignore_ascii_case("true") || self.named("Published On").is_empty();
        Item {
            section: wanted.section.clone(),
            title: if title.is_empty() { "Untitled".to_owned() } else { title },
            date,
            dated: wanted.section == "news" || day.is_some(),
            old: format!("/{}/{slug}", address.trim_matches('/')),
            slug,
            html: self.text(),
            authors: self.of(Use::Authors).flat_map(|(_, cell)| list(cell)).collect(),
            topics: self.of(Use::Topics).flat_map(|(_, cell)| list(cell)).collect(),
            summary: self.of(Use::Summary).next().map(|(_, cell)| words(cell)).unwrap_or_default(),
            picture,
            status: if draft { Status::Draft } else { Status::Ready },
            rest: more.map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect(),
            needs,
        }
    }

    /// The texts of the row; from the second on, each under the name of its column.
    fn text(&self) -> String {
        let part = |(place, (name, html)): (usize, (&str, &str))| {
            if place == 0 { html.to_owned() } else { format!("<h2>{name}</h2>\n{html}") }
        };
        self.of(Use::Text).enumerate().map(part).collect::<Vec<_>>().join("\n")
    }
}

/// `red-notices; interpol` names other items by their addresses, `Ann Example` a person by a name.
fn list(cell: &str) -> Vec<String> {
    cell.split(';').map(str::trim).filter(|name| !name.is_empty()).map(spoken).collect()
}

/// An address as words: `red-notices` gives `Red notices`.
fn spoken(name: &str) -> String {
    if name.contains(' ') || name.chars().any(char::is_uppercase) {
        return words(name);
    }
    let name = name.replace('-', " ");
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `Tue Aug 12 2025 07:53:00 GMT+0000 (Coordinated Universal Time)`, or ISO 8601.
fn date(cell: &str) -> Option<Date> {
    let iso = cell.get(..10).and_then(time::date);
    iso.or_else(|| strtime::parse("%a %b %d %Y", cell.get(..15)?).ok()?.to_date().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_both_forms_are_read() {
        let day = Some(Date::constant(2025, 8, 12));
        assert_eq!(date("Tue Aug 12 2025 07:53:00 GMT+0000 (Coordinated Universal Time)"), day);
        assert_eq!(date("2025-08-12T07:53:00.000Z"), day);
        assert_eq!(date("soon"), None);
    }

    #[test]
    fn lists_are_names() {
        assert_eq!(list("red-notices; interpol;Ann Example"), ["Red notices", "Interpol", "Ann Example"]);
    }
}
