//! What a page says: its marked numbers, its tables, its downloads.

use std::collections::BTreeMap;

use crate::drawing::attribute;

/// The `<data>` elements of a page, each with its value and its words.
pub fn marked(html: &str) -> Vec<(String, String)> {
    let elements = html.split("<data ").skip(1).filter_map(|rest| rest.split("</data>").next());
    elements
        .filter_map(|element| {
            let (head, words) = element.split_once('>')?;
            Some((attribute(&format!(" {head}"), "value")?.to_owned(), plain(words)))
        })
        .collect()
}

/// Text without tags, with the characters that HTML escapes.
pub fn plain(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    let signs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
    ];
    signs.into_iter().fold(text, |text, (from, to)| text.replace(from, to))
}

/// A table: its cells by the names of their rows and the titles of their columns.
pub type Grid = BTreeMap<(String, String), String>;

/// The table of a page whose caption is `caption`; rows of one name are numbered.
pub fn grid(html: &str, caption: &str) -> Grid {
    let table = html.split("<table>").skip(1).filter_map(|rest| rest.split("</table>").next());
    let table = table.into_iter().find(|table| plain(between(table, "<caption", "</caption>")) == caption);
    let table = table.unwrap_or_else(|| panic!("no table `{caption}`"));
    let titles: Vec<String> =
        cells(between(table, "<thead>", "</thead>"), "th").into_iter().map(|cell| cell.1).collect();
    let mut grid = Grid::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for row in between(table, "<tbody>", "</tbody>").split("<tr>").skip(1) {
        let cells = cells(row, "t");
        let names: Vec<&str> = cells.iter().filter(|cell| cell.0).map(|cell| cell.1.as_str()).collect();
        let name = names.join(" / ");
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        for (title, (_, text)) in titles.iter().zip(&cells).filter(|(_, cell)| !cell.0) {
            grid.insert((format!("{name} #{count}"), title.clone()), text.clone());
        }
    }
    grid
}

/// The rows of a table, each with the texts of all its cells.
pub fn rows(html: &str, caption: &str) -> Vec<Vec<String>> {
    let tables = html.split("<table>").skip(1).filter_map(|rest| rest.split("</table>").next());
    let table = tables.into_iter().find(|table| plain(between(table, "<caption", "</caption>")) == caption);
    let rows = between(table.unwrap_or_default(), "<tbody>", "</tbody>").split("<tr>").skip(1);
    rows.map(|row| cells(row, "t").into_iter().map(|cell| cell.1).collect()).collect()
}

/// The cells of a row, each with whether it is a heading.
fn cells(row: &str, element: &str) -> Vec<(bool, String)> {
    let open = format!("<{element}");
    let parts = row.split(open.as_str()).skip(1);
    parts
        .filter_map(|part| {
            let (head, rest) = part.split_once('>')?;
            let words = rest.split("</t").next()?;
            Some((head.starts_with('h') || element == "th", plain(words)))
        })
        .collect()
}

/// What stands between a start tag that begins with `open` and `close`.
fn between<'h>(html: &'h str, open: &str, close: &str) -> &'h str {
    let Some((_, rest)) = html.split_once(open) else { return "" };
    let inner = rest.split(close).next().unwrap_or_default();
    if open.ends_with('>') { inner } else { inner.split_once('>').map_or("", |(_, inner)| inner) }
}

/// Whether `text` says `number`, and not a longer one that contains it.
pub fn says(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let joined = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        let before = text[..at].chars().next_back();
        let mut after = text[at + number.len()..].chars();
        let next = after.next();
        let runs_on = next.is_some_and(|c| c.is_ascii_digit())
            || (next.is_some_and(joined) && after.next().is_some_and(|c| c.is_ascii_digit()));
        !before.is_some_and(joined) && !runs_on
    })
}
