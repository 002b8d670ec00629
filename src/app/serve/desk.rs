//! The desk: a page of the preview for those who write and publish. What waits, what has changed since the last
//! build, what needs attention, and each item in all the forms that readers meet it in. It is never published.

use std::collections::BTreeMap;

use hyper::StatusCode;

use crate::{
    app::serve::{
        answer::Answer,
        desk::items::{Item, Kind},
        frame::{self, Frame},
        problems, request,
        snapshot::Snapshot,
        state::State,
    },
    base::diagnostic::{Diagnostic, Severity},
    model::line::escape,
};

pub mod changes;
pub mod item;
pub mod items;

/// How many of the newest items the first page shows.
const NEWEST: usize = 12;

/// A page of the desk.
#[must_use]
pub fn page(state: &State, rest: &str, query: &str) -> Answer {
    let Some(shown) = &state.shown else {
        return Answer::page(StatusCode::OK, overview_of_problems(state));
    };
    let query = fields(query);
    match rest {
        "" => Answer::page(StatusCode::OK, overview(state, shown)),
        "items/" => Answer::page(StatusCode::OK, items::page(state, shown, &query)),
        "item/" => item::page(state, shown, &query),
        "listed/" => item::listed(shown, &query),
        _ => Answer::words(StatusCode::NOT_FOUND, "the desk has no such page"),
    }
}

/// The fields of a form that was sent as a query.
fn fields(query: &str) -> BTreeMap<String, String> {
    let text = |written: &str| request::decoded(&written.replace('+', " ")).unwrap_or_default();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (text(name), text(value))).collect()
}

/// A whole page of the desk.
fn whole(state: &State, title: &str, here: &str, body: &str) -> String {
    let site = state.shown.as_ref().map_or("", |shown| shown.ground().site.config.title.original());
    let home = state.shown.as_ref().map_or("/", |shown| shown.ground().site.config.url.path());
    let link = |address: &str, words: &str| {
        (if address == here { String::new() } else { address.to_owned() }, words.to_owned())
    };
    let links = [
        link("/-/desk/", "Desk"),
        link("/-/desk/items/", "All items"),
        (home.to_owned(), "The site".to_owned()),
    ];
    let frame = Frame { title, site, listens: Some((state.run, state.revision)), links: &links };
    frame::page(&frame, body)
}

fn overview_of_problems(state: &State) -> String {
    let body = format!(
        "<h1>Nothing can be shown yet</h1>\n<section class=\"bad\">{}</section>\n",
        problems::list(&state.diagnostics, &state.sources)
    );
    whole(state, "The desk", "/-/desk/", &body)
}

fn overview(state: &State, shown: &Snapshot) -> String {
    let all = items::all(shown);
    let of = |kind: Kind| all.iter().filter(|item| item.kind == kind).collect::<Vec<_>>();
    let (drafts, waits, expired) = (of(Kind::Draft), of(Kind::Waits), of(Kind::Expired));
    let published: Vec<&Item> = of(Kind::Published);
    let counts = [
        (published.len(), "published", Kind::Published),
        (drafts.len(), "drafts", Kind::Draft),
        (waits.len(), "scheduled", Kind::Waits),
        (expired.len(), "expired", Kind::Expired),
    ];
    let mut body = format!(
        "<h1>The desk of {}</h1>\n<ul class=\"counts\">",
        escape(shown.ground().site.config.title.original())
    );
    for (count, words, kind) in counts {
        let address = format!("/-/desk/items/?show={}", kind.word());
        body.push_str(&format!("<li><a href=\"{address}\"><b>{count}</b> {words}</a></li>"));
    }
    body.push_str("</ul>\n");
    body.push_str(&attention(state, shown));
    body.push_str(&section("Scheduled", &items::rows(shown, &waits)));
    body.push_str(&section("Drafts", &items::rows(shown, &drafts)));
    let stale = &shown.ground().site.stale;
    let behind: Vec<&Item> =
        all.iter().filter(|item| item.page.is_some_and(|(id, _)| stale.contains(&id))).collect();
    body.push_str(&section("Translations behind", &items::rows(shown, &behind)));
    let changed = state.last.as_deref().map(|last| changes::list(shown, last));
    body.push_str(&section("Changed since the last build", changed.as_deref().unwrap_or_default()));
    body.push_str(&section("Expired", &items::rows(shown, &expired)));
    let newest: Vec<&Item> = published.into_iter().take(NEWEST).collect();
    body.push_str(&section("Newest", &items::rows(shown, &newest)));
    body.push_str(&quiet(state, changed.as_deref()));
    whole(state, "The desk", "/-/desk/", &body)
}

/// A heading and what stands below it, if anything does.
fn section(title: &str, content: &str) -> String {
    if content.is_empty() {
        return String::new();
    }
    format!("<section>\n<h2>{title}</h2>\n{content}</section>\n")
}

/// What there is nothing to say of, in a line.
fn quiet(state: &State, changed: Option<&str>) -> String {
    let mut words = Vec::new();
    if state.warnings() == 0 {
        words.push("There is nothing to warn of.");
    }
    match changed {
        None => {
            words.push("The site has not been built yet, so there are no published numbers to compare with.")
        }
        Some("") => words.push("Every published number is as it was."),
        Some(_) => {}
    }
    if words.is_empty() { String::new() } else { format!("<p class=\"none\">{}</p>\n", words.join(" ")) }
}

/// Errors, then warnings page by page.
fn attention(state: &State, shown: &Snapshot) -> String {
    let mut html = String::new();
    let errors: String =
        of_severity(state, true).map(|problem| problems::one(problem, &state.sources)).collect();
    if !errors.is_empty() {
        html.push_str(&format!(
            "<section class=\"bad\">\n<h2>Errors: nothing can be published</h2>\n<ol class=\"problems\">{errors}</ol>\n</section>\n"
        ));
    }
    let mut by_file: BTreeMap<String, Vec<&Diagnostic>> = BTreeMap::new();
    for warning in of_severity(state, false) {
        let path = warning.span.map(|span| state.sources.path(span.file).to_owned()).unwrap_or_default();
        by_file.entry(path).or_default().push(warning);
    }
    let mut groups = String::new();
    for (path, warnings) in by_file {
        let found = items::page_of(shown, &path);
        let name = match found {
            Some(item) => item.link(),
            None if path.is_empty() => "The site as a whole".to_owned(),
            None => format!("<code>{}</code>", escape(&path)),
        };
        let list: String = warnings.iter().map(|warning| problems::one(warning, &state.sources)).collect();
        groups.push_str(&format!(
            "<details><summary>{name} <span class=\"tag\">{}</span></summary><ol class=\"problems\">{list}</ol></details>\n",
            warnings.len()
        ));
    }
    html + &section("Warnings", &groups)
}

fn of_severity(state: &State, errors: bool) -> impl Iterator<Item = &Diagnostic> {
    state.diagnostics.iter().filter(move |problem| (problem.severity >= Severity::Error) == errors)
}
