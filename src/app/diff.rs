//! `casebook diff`: what a build would change in the site that stands, before anything is written: pages, numbers
//! and the texts that show them, figures and data.

#![expect(clippy::disallowed_methods, reason = "the clock is read once, here")]

use std::{collections::BTreeMap, io::Write, path::Path, process::ExitCode};

use jiff::Timestamp;
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::{
    app::{
        command::{Diff, Form},
        exit,
        progress::Stages,
        project::{self, Project},
        report,
    },
    base::diagnostic::{Diagnostic, Diagnostics},
    render::{
        self,
        produce::Renderer,
        routes::{Artifact, Route, Routes},
    },
    write::manifest::{Manifest, Old, Record},
};

/// The folder of the result, below the project.
const OUTPUT: &str = "public";

/// Lines of a kind that are shown one by one.
const LISTED: usize = 20;

/// Compares the project in `root` with what stands.
pub fn run(root: &Path, diff: &Diff) -> ExitCode {
    let mut diagnostics = Diagnostics::new();
    let form = diff.common.format;
    let stages = Stages::new(form == Form::Human);
    stages.enter("comparing every page");
    let Some(sources) = diagnostics.take(project::sources(root)) else {
        stages.end();
        report::print(&diagnostics, None, form);
        return exit::code(&diagnostics, false);
    };
    let output = diff.output.clone().unwrap_or_else(|| root.join(OUTPUT));
    let standing = diagnostics.take(standing(&output));
    let project = Project::read(&sources, &diff.common, Timestamp::now(), &mut diagnostics);
    let changes = standing.map(|standing| compare(&project, &standing, &mut diagnostics));
    let diagnostics = project.without_allowed(&diagnostics.sorted());
    stages.end();
    report::print(&report::for_reader(&diagnostics, &project.site, form), Some(&sources), form);
    if let Some(changes) = changes {
        let text = if form == Form::Human { changes.text() } else { changes.json().to_string() + "\n" };
        // A closed pipe is no fault of ours.
        let _ = anstream::stdout().write_all(text.as_bytes());
    }
    exit::code(&diagnostics, diff.common.strict)
}

/// What stands in the output.
fn standing(output: &Path) -> Result<Manifest, Diagnostic> {
    match Old::read(output) {
        Old::Listed { manifest, .. } => Ok(manifest),
        Old::Nothing => {
            let empty =
                Manifest { inputs: String::new(), published: BTreeMap::new(), routes: BTreeMap::new() };
            Ok(empty)
        }
        Old::Unreadable => Err(Diagnostic::error(
            "nothing-to-compare",
            None,
            format!("the manifest in `{}` cannot be read", output.display()),
        )
        .help("build the site once; the next comparison has something to go by")),
    }
}

/// What a build would change.
#[derive(Debug, Default)]
struct Changes {
    /// By kind: addresses with a sign for new, changed or gone.
    routes: BTreeMap<&'static str, Vec<(char, String)>>,
    numbers: Vec<Number>,
    /// Errors stand in the way, so only numbers were compared.
    cut_short: bool,
}

/// A published number that changes.
#[derive(Debug)]
struct Number {
    name: String,
    was: String,
    now: String,
    /// The addresses of the pages that show it.
    pages: Vec<String>,
}

fn compare(project: &Project<'_>, standing: &Manifest, diagnostics: &mut Diagnostics) -> Changes {
    let Project { site, theme, sources, options } = project;
    let routes = render::routes(site, theme, sources, options, diagnostics);
    let renderer = Renderer::new(site, theme, sources, &routes, diagnostics);
    renderer.check_glyphs(diagnostics);
    let mut changes = Changes { numbers: numbers(project, &routes, standing), ..Changes::default() };
    if diagnostics.block() {
        changes.cut_short = true;
        return changes;
    }
    let made: Vec<(Record, Diagnostics)> = routes
        .list
        .par_iter()
        .map(|route| {
            let produced = renderer.produce(route);
            let record = Record { size: produced.bytes.len() as u64, hash: blake3::hash(&produced.bytes) };
            (record, produced.diagnostics)
        })
        .collect();
    let mut gone = standing.routes.clone();
    for (route, (record, problems)) in routes.list.iter().zip(made) {
        diagnostics.merge(problems);
        let url = route.url.as_str();
        let sign = match gone.remove(url) {
            None => '+',
            Some(old) if old != record => '~',
            Some(_) => continue,
        };
        changes.routes.entry(kind(route)).or_default().push((sign, url.to_owned()));
    }
    for url in gone.into_keys() {
        let kind = if url.ends_with('/') { PAGES } else { OTHERS };
        changes.routes.entry(kind).or_default().push(('-', url));
    }
    changes
}

const PAGES: &str = "pages";
const FIGURES: &str = "figures";
const DATA: &str = "data";
const OTHERS: &str = "other files";

fn kind(route: &Route) -> &'static str {
    match route.artifact {
        Artifact::Page(_) => PAGES,
        Artifact::Figure(..) => FIGURES,
        Artifact::Dataset(..) | Artifact::DatasetCsv(_) => DATA,
        _ => OTHERS,
    }
}

/// The facts whose values change, with the pages that show them.
fn numbers(project: &Project<'_>, routes: &Routes, standing: &Manifest) -> Vec<Number> {
    let site = &project.site;
    let mut numbers = Vec::new();
    for (declaration, fact) in site.datasets.facts.iter().zip(&site.facts) {
        let name = format!("fact:{}", declaration.id);
        let now = routes.published.get(&name).cloned().unwrap_or_default();
        let Some(was) = standing.published.get(&name).filter(|was| **was != now) else { continue };
        let page = |id: &crate::model::site::PageId| site.page(*id).map(|page| page.url.as_str().to_owned());
        let pages = fact.pages.iter().filter_map(page).collect();
        numbers.push(Number { name, was: was.clone(), now, pages });
    }
    let gone = standing.published.iter().filter(|(name, _)| !routes.published.contains_key(*name));
    let number = |(name, was): (&String, &String)| Number {
        name: name.clone(),
        was: was.clone(),
        now: String::new(),
        pages: Vec::new(),
    };
    numbers.extend(gone.map(number));
    numbers
}

impl Changes {
    /// The changes for people.
    fn text(&self) -> String {
        if self.routes.is_empty() && self.numbers.is_empty() && !self.cut_short {
            return "Nothing would change\n".to_owned();
        }
        let mut out = String::new();
        if !self.numbers.is_empty() {
            out.push_str("numbers\n");
        }
        for Number { name, was, now, pages } in &self.numbers {
            let now = if now.is_empty() { "gone" } else { now };
            out.push_str(&format!("  ~ {name}: {was} -> {now}\n"));
            out.extend(pages.iter().map(|page| format!("      shown on {page}\n")));
        }
        if self.cut_short {
            out.push_str("pages were not compared: correct the errors first\n");
            return out;
        }
        for kind in [PAGES, FIGURES, DATA, OTHERS] {
            let Some(changed) = self.routes.get(kind) else { continue };
            out.push_str(&format!("{kind}\n"));
            let listed = if kind == OTHERS { 0 } else { LISTED };
            out.extend(changed.iter().take(listed).map(|(sign, url)| format!("  {sign} {url}\n")));
            if let Some(more) = changed.len().checked_sub(listed).filter(|more| *more > 0) {
                out.push_str(&format!("  {}{more} more\n", if listed > 0 { "and " } else { "" }));
            }
        }
        out.push_str("+ new, ~ changed, - gone\n");
        out
    }

    /// The same for programs.
    fn json(&self) -> Value {
        let route = |kind: &str| {
            let changed = self.routes.get(kind).map(Vec::as_slice).unwrap_or_default();
            let of = |wanted: char| {
                changed
                    .iter()
                    .filter(move |(sign, _)| *sign == wanted)
                    .map(|(_, url)| url)
                    .collect::<Vec<_>>()
            };
            json!({"new": of('+'), "changed": of('~'), "gone": of('-')})
        };
        let number = |number: &Number| {
            let now = Some(&number.now).filter(|now| !now.is_empty());
            json!({"name": number.name, "was": number.was, "now": now, "pages": number.pages})
        };
        json!({
            "numbers": self.numbers.iter().map(number).collect::<Vec<_>>(),
            "pages": route(PAGES), "figures": route(FIGURES), "data": route(DATA), "others": route(OTHERS),
        })
    }
}
