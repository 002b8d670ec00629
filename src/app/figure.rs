//! `casebook figure`: draws one figure to a file, or tells in words what it shows.

#![expect(clippy::disallowed_methods, reason = "the clock is read once, here")]

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use jiff::Timestamp;

use crate::{
    app::{
        command::Figure as Wanted,
        exit,
        project::{self, Project},
        report,
    },
    base::{
        diagnostic::{Diagnostic, Diagnostics, Severity},
        source::Sources,
        yaml::{fields::quoted_list, nearest},
    },
    model::{figure::Figure, figure_table::TableCell, language::Language},
    plot::{
        self, raster,
        style::{Style, Width},
        svg,
        text::Shaper,
    },
    write,
};

/// Pixels of a picture for one of its drawing, as in the pictures of a site.
const SHARP: f32 = 2.0;

/// The forms of a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Svg,
    Png,
}

/// Draws a figure of the project in `root`.
pub fn run(root: &Path, wanted: &Wanted) -> ExitCode {
    let mut diagnostics = Diagnostics::new();
    let form = wanted.common.format;
    let target = wanted.output.as_ref().and_then(|path| Some((path, diagnostics.take(ending(path))?)));
    let read = if diagnostics.block() { None } else { diagnostics.take(project::sources(root)) };
    let Some(sources) = read else {
        report::print(&diagnostics, None, form);
        return exit::code(&diagnostics, false);
    };
    let mut found = Diagnostics::new();
    let project = Project::read(&sources, &wanted.common, Timestamp::now(), &mut found);
    match find(&project, wanted) {
        Ok((figure, language)) => {
            // What is wrong elsewhere keeps nobody from looking at a figure.
            let own = |problem: &&Diagnostic| problem.span.is_none_or(|span| span.file == figure.file);
            diagnostics.extend(project.without_allowed(&found).iter().filter(own).cloned());
            if let Err(problem) = show(&project, figure, language, target) {
                diagnostics.push(problem);
            }
        }
        Err(problem) => {
            let errors = found.iter().filter(|problem| problem.severity >= Severity::Error);
            diagnostics.extend(errors.cloned());
            if !declared(&sources, &wanted.id) {
                diagnostics.push(problem);
            }
        }
    }
    let diagnostics = report::for_reader(&diagnostics.sorted(), &project.site, form);
    report::print(&diagnostics, Some(&sources), form);
    exit::code(&diagnostics, wanted.common.strict)
}

/// The form that the ending of a file asks for.
fn ending(path: &Path) -> Result<Ending, Diagnostic> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("svg") => Ok(Ending::Svg),
        Some("png") => Ok(Ending::Png),
        _ => {
            let message = format!("`--output {}` is the name of no drawing", path.display());
            Err(Diagnostic::error("bad-option", None, message).help("end it with `.svg` or `.png`"))
        }
    }
}

/// True if a file of this id is there, whose own errors then say why there is no figure.
fn declared(sources: &Sources, id: &str) -> bool {
    sources.find(&format!("content/figures/{id}.yaml")).is_some()
}

fn find<'p>(project: &'p Project<'_>, wanted: &Wanted) -> Result<(&'p Figure, &'p Language), Diagnostic> {
    let site = &project.site;
    let tag = |language: &Language| language.locale.tag().to_owned();
    let place = match &wanted.language {
        None => 0,
        Some(asked) => site.languages.iter().position(|known| tag(known) == *asked).ok_or_else(|| {
            let tags: Vec<String> = site.languages.iter().map(tag).collect();
            Diagnostic::error("unknown-language", None, format!("the site has no language `{asked}`"))
                .help(format!("its languages are {}", quoted_list(tags.iter().map(String::as_str))))
        })?,
    };
    let figures = site.figures.get(place).map(Vec::as_slice).unwrap_or_default();
    let figure = figures.iter().find(|figure| figure.id == wanted.id).zip(site.language(place));
    figure.ok_or_else(|| {
        let problem =
            Diagnostic::error("unknown-figure", None, format!("there is no figure `{}`", wanted.id));
        match nearest(&wanted.id, figures.iter().map(|figure| figure.id.as_str())) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("name a file of `content/figures/` without its ending"),
        }
    })
}

/// Writes the drawing to a file; says what it shows where no file is named.
fn show(
    project: &Project<'_>,
    figure: &Figure,
    language: &Language,
    target: Option<(&PathBuf, Ending)>,
) -> Result<(), Diagnostic> {
    let Some((path, ending)) = target else {
        report::say(&in_words(figure));
        return Ok(());
    };
    let shaper = Shaper::new(&project.theme.faces);
    let style = Style { shaper: &shaper, locale: &language.locale };
    let scene = plot::draw(&figure.chart, &style, Width::Wide);
    let bytes = match ending {
        Ending::Svg => svg::document(&scene, &figure.title.plain, &figure.alt.plain).into_bytes(),
        Ending::Png => raster::png(&scene, &shaper, SHARP).ok_or_else(|| {
            Diagnostic::failure("write-refused", format!("the picture of `{}` cannot be made", figure.id))
                .help("draw it as `.svg`")
        })?,
    };
    write::report::write(path, &bytes)?;
    report::say(&format!("Drew {} to {}", figure.id, path.display()));
    Ok(())
}

/// Title, summary and table as plain text.
fn in_words(figure: &Figure) -> String {
    let table = &figure.table;
    let head: Vec<&str> = table.columns.iter().map(|column| column.title.as_str()).collect();
    let words =
        |row: &Vec<TableCell>| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("\t");
    let lines = [figure.title.plain.clone(), figure.summary.clone(), String::new(), head.join("\t")];
    lines.into_iter().chain(table.rows.iter().map(words)).collect::<Vec<_>>().join("\n")
}
