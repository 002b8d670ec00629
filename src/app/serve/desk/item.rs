//! One item in all the forms that readers meet it in: the article on a phone, the row of a list, the entry of a
//! feed, the card of a shared link, and paper.

use std::collections::BTreeMap;

use hyper::StatusCode;

use crate::{
    app::serve::{
        answer::Answer,
        desk::{
            self,
            items::{self, spelled},
        },
        problems,
        snapshot::Snapshot,
        state::State,
    },
    base::url::Url,
    model::{
        line::escape,
        site::{Page, PageId, Site, Standing},
    },
    render::{
        feed::{self, Entry},
        survey,
    },
};

/// The page that a query names.
fn named<'s>(shown: &'s Snapshot, query: &BTreeMap<String, String>) -> Option<(PageId, &'s Page)> {
    let wanted = Url::file(query.get("page")?);
    let pages = &shown.ground().site.pages;
    let place = pages.iter().position(|page| page.url == wanted)?;
    Some((PageId(place), pages.get(place)?))
}

/// The item that a query names.
#[must_use]
pub fn page(state: &State, shown: &Snapshot, query: &BTreeMap<String, String>) -> Answer {
    let Some((id, page)) = named(shown, query) else {
        return Answer::words(StatusCode::NOT_FOUND, "there is no such page");
    };
    let site = &shown.ground().site;
    let path = page.file.map(|file| shown.ground().sources.path(file)).unwrap_or_default();
    let below = format!("{}{}", site.config.url.path(), page.url.as_str().trim_start_matches('/'));
    let here = escape(&below);
    let body = format!(
        "<h1>{}</h1>\n<p class=\"lead\">{} <code>{}</code> <a href=\"{here}\">Open the page</a></p>\n{}\
         <div class=\"forms\">\n\
         <section class=\"phone\"><h2>On a phone</h2><iframe src=\"{here}\" title=\"The page on a phone\" width=\"360\" height=\"640\"></iframe></section>\n\
         <div class=\"stack\">{}{}{}</div>\n\
         <section class=\"paper\"><h2>On paper</h2><div class=\"sheet\"><iframe src=\"/-/print{here}\" title=\"The page on paper\" width=\"794\" height=\"1123\"></iframe></div></section>\n\
         </div>\n",
        escape(&page.title.plain),
        standing(site, page),
        escape(path),
        warnings(state, page),
        in_lists(shown, id, page),
        in_feeds(site, page),
        shared(site, page),
    );
    Answer::page(StatusCode::OK, desk::whole(state, &page.title.plain, "", &body))
}

/// The row of a list, on a page of its own.
#[must_use]
pub fn listed(shown: &Snapshot, query: &BTreeMap<String, String>) -> Answer {
    let html = named(shown, query).and_then(|(id, _)| shown.listed(id));
    let html = html.and_then(|bytes| String::from_utf8(bytes).ok());
    html.map_or_else(
        || Answer::words(StatusCode::NOT_FOUND, "the theme has no rows"),
        |html| Answer::page(StatusCode::OK, html),
    )
}

/// Whether readers see it.
fn standing(site: &Site, page: &Page) -> String {
    let standing = page.file.and_then(|file| site.standing(file));
    let (class, words) = match standing {
        Some(Standing::Draft) => ("draft", "Draft".to_owned()),
        Some(Standing::Waits(appears)) => ("scheduled", format!("Appears {}", spelled(site, appears))),
        Some(Standing::Expired(gone)) => ("expired", format!("Gone since {}", spelled(site, gone))),
        Some(Standing::Published) | None => ("published", "Published".to_owned()),
    };
    format!("<span class=\"dot {class}\"></span>{words}")
}

/// The problems of its file.
fn warnings(state: &State, page: &Page) -> String {
    let of_page = state.diagnostics.iter().filter(|problem| problem.span.map(|span| span.file) == page.file);
    let list: String = of_page.map(|problem| problems::one(problem, &state.sources)).collect();
    if list.is_empty() { list } else { format!("<ol class=\"problems\">{list}</ol>\n") }
}

fn in_lists(shown: &Snapshot, id: PageId, page: &Page) -> String {
    let content = if shown.listed(id).is_some() {
        let address = items::address(page).replacen("/item/", "/listed/", 1);
        format!("<iframe class=\"row\" src=\"{address}\" title=\"The item in lists\"></iframe>")
    } else {
        format!("<p><b>{}</b></p><p>{}</p>", escape(&page.title.plain), escape(&page.summary.plain))
    };
    format!("<section><h2>In lists</h2>{content}</section>\n")
}

/// The entry as a feed reader shows it.
fn in_feeds(site: &Site, page: &Page) -> String {
    let Some(entry) = feed::entry_of(site, page) else {
        return "<section><h2>In feeds</h2><p class=\"none\">Only items with a date stand in feeds.</p></section>\n".to_owned();
    };
    let Entry { title, summary, published, changed, authors, tags, .. } = &entry;
    let mut about = vec![published.to_string()];
    if changed != published {
        about.push(format!("changed {changed}"));
    }
    about.extend(authors.iter().cloned());
    format!(
        "<section><h2>In feeds</h2><div class=\"entry\"><p class=\"about\">{}</p><p><b>{}</b></p><p>{}</p><p class=\"about\">{}</p></div></section>\n",
        escape(&about.join(" · ")),
        escape(title),
        escape(summary),
        escape(&tags.join(", "))
    )
}

/// The card that other sites and messengers make of a link.
fn shared(site: &Site, page: &Page) -> String {
    let picture = survey::card_of(site, page).map(|url| {
        let address = format!("{}{}", site.config.url.path(), url.as_str().trim_start_matches('/'));
        format!("<img src=\"{}\" alt=\"\" width=\"1200\" height=\"630\">", escape(&address))
    });
    let none = "<p class=\"none\">No picture: the page shows no figure.</p>".to_owned();
    let host = site.config.url.as_str().split('/').nth(2).unwrap_or_default();
    format!(
        "<section><h2>As a shared link</h2><div class=\"card\">{}<p class=\"about\">{}</p><p><b>{}</b></p><p>{}</p></div></section>\n",
        picture.unwrap_or(none),
        escape(host),
        escape(&page.title.plain),
        escape(&page.summary.plain)
    )
}
