//! A page of the site as a visitor gets it, with the preview's script at its end of the head: looked up among
//! the routes, made when it is asked for.

use hyper::{StatusCode, body::Bytes};

use crate::{
    app::serve::{
        answer::{Answer, kind},
        desk::items::spelled,
        problems,
        request::Asked,
        snapshot::Snapshot,
        state::State,
    },
    base::{diagnostic::Diagnostics, url::Url},
    model::{line::escape, site::Standing},
    render::{
        hosts,
        routes::{Artifact, Route},
    },
    verify,
};

/// The page for addresses that do not exist.
const NOT_FOUND: &str = "/404.html";

/// The page at an address; the site stands below the path of its own address, as it will be published.
#[must_use]
pub fn page(state: &State, asked: &Asked) -> Answer {
    let Some(shown) = &state.shown else { return broken(state) };
    let base = shown.ground().site.config.url.path();
    let Some(below) = asked.path.strip_prefix(base) else {
        let home = asked.path == "/" || format!("{}/", asked.path) == *base;
        return if home { Answer::moved(base.to_owned()) } else { missing(state, shown, asked) };
    };
    let routes = &shown.ground().routes;
    let url = Url::file(below);
    match routes.find(&url) {
        Some(route) => found(state, shown, route, StatusCode::OK, asked),
        None if routes.find(&Url::file(&format!("{below}/"))).is_some() => {
            Answer::moved(encoded(&format!("{}/", asked.path)))
        }
        None => missing(state, shown, asked),
    }
}

fn missing(state: &State, shown: &Snapshot, asked: &Asked) -> Answer {
    match shown.ground().routes.find(&Url::file(NOT_FOUND)) {
        Some(route) => found(state, shown, route, StatusCode::NOT_FOUND, asked),
        None => Answer::words(StatusCode::NOT_FOUND, "nothing stands here"),
    }
}

/// What stands at a route; a page that its template cannot make is the list of its problems.
fn found(state: &State, shown: &Snapshot, route: &Route, status: StatusCode, asked: &Asked) -> Answer {
    let mut produced = shown.produce(route);
    verify::links::check_dead(route, &produced.outline, &mut produced.diagnostics);
    let path = route.url.output_path();
    let kind = kind(&path);
    if produced.diagnostics.block() {
        return faulty(state, shown, &produced.diagnostics);
    }
    if !kind.starts_with("text/html") {
        return Answer::whole(status, kind, produced.bytes);
    }
    let answer = with_script(state, status, produced.bytes, &standing(shown, route));
    Answer { policy: policy(shown, &asked.host), ..answer }
}

/// That a page is shown here only; nothing for one that readers see.
fn standing(shown: &Snapshot, route: &Route) -> String {
    let Artifact::Page(id) = route.artifact else { return String::new() };
    let site = &shown.ground().site;
    let file = site.page(id).filter(|page| page.draft).and_then(|page| page.file);
    match file.and_then(|file| site.standing(file)) {
        Some(Standing::Draft) => "Draft".to_owned(),
        Some(Standing::Waits(appears)) => format!("Appears {}", spelled(site, appears)),
        _ => String::new(),
    }
}

/// What the page may load and do once it is published, and what our script needs beside that.
fn policy(shown: &Snapshot, host: &str) -> String {
    let script = format!("http://{host}/-/preview.js");
    let mut rules = hosts::policy(&shown.ground().site);
    rules.retain(|rule| rule != "upgrade-insecure-requests");
    for (name, source) in
        [("script-src", script.as_str()), ("connect-src", "'self'"), ("frame-ancestors", "'self'")]
    {
        let own = rules.iter_mut().find(|rule| rule.split(' ').next() == Some(name));
        match own.filter(|rule| !rule.ends_with("'none'")) {
            Some(rule) => rule.extend([" ", source]),
            None => {
                rules.retain(|rule| rule.split(' ').next() != Some(name));
                rules.push(format!("{name} {source}"));
            }
        }
    }
    rules.join("; ")
}

/// The page with our script, and the name of its bytes before that.
fn with_script(state: &State, status: StatusCode, bytes: Vec<u8>, standing: &str) -> Answer {
    let tag = format!("\"{}\"", blake3::hash(&bytes).to_hex());
    let script = format!(
        "<script src=\"/-/preview.js\" defer data-page=\"{}\" data-run=\"{}\" data-revision=\"{}\" data-standing=\"{}\"></script>\n",
        tag.trim_matches('"'),
        state.run,
        state.revision,
        escape(standing)
    );
    let end = memchr::memmem::find(&bytes, b"</head>").unwrap_or(bytes.len());
    let (head, rest) = bytes.split_at_checked(end).unwrap_or((&bytes, &[]));
    let whole = [head, script.as_bytes(), rest].concat();
    Answer { tag, ..Answer::whole(status, "text/html; charset=utf-8", Bytes::from(whole)) }
}

/// In place of every page while there has been none without errors.
fn broken(state: &State) -> Answer {
    let html = problems::page(&state.diagnostics, &state.sources);
    with_script(state, StatusCode::SERVICE_UNAVAILABLE, html.into_bytes(), "")
}

/// In place of one page.
fn faulty(state: &State, shown: &Snapshot, diagnostics: &Diagnostics) -> Answer {
    let html = problems::page(diagnostics, &shown.ground().sources);
    with_script(state, StatusCode::INTERNAL_SERVER_ERROR, html.into_bytes(), "")
}

/// A path as a header can hold it.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    path.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
