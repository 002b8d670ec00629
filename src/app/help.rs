//! `casebook help`: the guide and the explanations of messages, for reading in a terminal without a network.
//!
//! A topic is a page of the guide, a heading of it, a code of a message or a command.

use std::{fmt::Write as _, io::Write, process::ExitCode};

use clap::CommandFactory;
use include_dir::{Dir, include_dir};

use crate::{
    app::{
        command::{Cli, Form, Help},
        exit,
        help::terminal::plain,
        report,
    },
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        yaml::{fields::quoted_list, nearest},
    },
    content::slug::slug,
};

pub mod terminal;

static GUIDE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/docs/guide");
static MESSAGES: &str = include_str!("../../docs/diagnostics.md");

/// The page that lists the others.
const CONTENTS: &str = "README.md";

/// Prints a topic, or what there is.
pub fn run(wanted: &Help) -> ExitCode {
    let Some(word) = &wanted.topic else {
        show(&overview());
        return ExitCode::SUCCESS;
    };
    if let Some(text) = topic(word) {
        show(&text);
        return ExitCode::SUCCESS;
    }
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(unknown(word));
    report::print(&diagnostics, None, Form::Human);
    exit::code(&diagnostics, false)
}

/// A closed pipe is no fault of ours.
fn show(text: &str) {
    let _ = anstream::stdout().write_all(text.as_bytes());
}

/// The explanation of a topic, ready for a terminal.
fn topic(word: &str) -> Option<String> {
    let wanted = slug(word);
    let command = Cli::command().find_subcommand(&wanted).cloned();
    let found = [wanted.clone(), format!("{wanted}s")]
        .iter()
        .find_map(|wanted| page(wanted).or_else(|| heading(wanted)).or_else(|| explanation(wanted)));
    match (found, command) {
        (Some(text), Some(_)) => {
            Some(format!("{}\n`casebook {wanted} --help` tells what the command can do.\n", plain(&text)))
        }
        (Some(text), None) => Some(plain(&text)),
        (None, Some(command)) => {
            let mut command = command.bin_name(format!("casebook {wanted}"));
            Some(command.render_long_help().ansi().to_string())
        }
        (None, None) => None,
    }
}

/// The pages of the guide: name and text, in the order of its contents.
fn pages() -> Vec<(&'static str, &'static str)> {
    contents()
        .filter_map(|(name, _)| Some((name, GUIDE.get_file(format!("{name}.md"))?.contents_utf8()?)))
        .collect()
}

/// The rows of the guide's contents: the name of a page, and what it tells.
fn contents() -> impl Iterator<Item = (&'static str, &'static str)> {
    let text = GUIDE.get_file(CONTENTS).and_then(|file| file.contents_utf8()).unwrap_or_default();
    text.lines().filter_map(|line| {
        let (link, told) = line.strip_prefix("| [")?.strip_suffix(" |")?.split_once(" | ")?;
        Some((link.split_once("](")?.1.strip_suffix(".md)")?, told))
    })
}

fn page(wanted: &str) -> Option<String> {
    pages().into_iter().find(|(name, _)| *name == wanted).map(|(_, text)| text.to_owned())
}

/// The part of a page below a heading, and where more stands.
fn heading(wanted: &str) -> Option<String> {
    pages().into_iter().find_map(|(name, text)| {
        let part = part(text, |heading| slug(heading) == wanted)?;
        Some(format!("{part}\nMore about this: `casebook help {name}`\n"))
    })
}

/// What is said about the code of a message.
fn explanation(wanted: &str) -> Option<String> {
    part(MESSAGES, |heading| heading.trim_matches('`') == wanted)
}

/// A heading that fits and all that stands below it, up to the next of its level or above.
fn part(text: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
    let mut lines = Outside::of(text);
    let (level, first) = lines.find_map(|(line, code)| {
        let (level, words) = terminal::heading(line).filter(|_| !code)?;
        fits(words).then_some((level, line))
    })?;
    let below = lines
        .take_while(|(line, code)| *code || terminal::heading(line).is_none_or(|(other, _)| other > level));
    Some(below.fold(format!("{first}\n"), |part, (line, _)| part + line + "\n"))
}

/// Lines, each with whether it stands in a fenced block, where `#` is no heading.
struct Outside<'t> {
    lines: std::str::Lines<'t>,
    fence: Option<usize>,
}

impl<'t> Outside<'t> {
    fn of(text: &'t str) -> Self {
        Self { lines: text.lines(), fence: None }
    }
}

impl<'t> Iterator for Outside<'t> {
    type Item = (&'t str, bool);

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.lines.next()?;
        let ticks = line.len() - line.trim_start_matches('`').len();
        let code = self.fence.is_some() || ticks >= 3;
        self.fence = match self.fence {
            Some(open) if ticks >= open && line.len() == ticks => None,
            None if ticks >= 3 => Some(ticks),
            open => open,
        };
        Some((line, code))
    }
}

/// The commands, and the topics that can be asked for.
fn overview() -> String {
    let mut text = Cli::command().render_help().ansi().to_string();
    text.push_str("\nTopics, each with `casebook help TOPIC`:\n");
    for (name, told) in contents() {
        // Writing into a string cannot fail.
        let _ = write!(text, "{}", terminal::item(name, told));
    }
    text.push_str(&terminal::item("a heading", "of these pages, such as `front-matter` or `facts`"));
    text.push_str(&terminal::item("a code", "that stands in brackets before a message, such as `dead-link`"));
    text
}

fn unknown(word: &str) -> Diagnostic {
    let wanted = slug(word);
    let headings: Vec<String> = pages().iter().flat_map(|(_, text)| headings(text)).collect();
    let names: Vec<&str> = contents().map(|(name, _)| name).collect();
    let command = Cli::command();
    let known = command.get_subcommands().map(clap::Command::get_name);
    let known = known.chain(names.iter().copied()).chain(headings.iter().map(String::as_str));
    let known = known.map(str::to_owned).chain(headings_of_messages().map(str::to_owned));
    let known: Vec<String> = known.collect();
    let near = nearest(&wanted, known.iter().map(String::as_str))
        .map(|near| format!("did you mean `{near}`? "))
        .unwrap_or_default();
    Diagnostic::error("unknown-topic", None, format!("there is no help on `{word}`")).help(format!(
        "{near}the topics are {}, their headings, and the codes of messages",
        quoted_list(names.into_iter())
    ))
}

fn headings(text: &str) -> Vec<String> {
    let headings = Outside::of(text).filter(|(_, code)| !code);
    headings.filter_map(|(line, _)| Some(slug(terminal::heading(line)?.1))).collect()
}

fn headings_of_messages() -> impl Iterator<Item = &'static str> {
    MESSAGES.lines().filter_map(|line| line.strip_prefix("## "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_heading_and_code_is_a_topic() {
        assert!(pages().len() >= 7);
        for (name, text) in pages() {
            assert!(topic(name).is_some(), "{name}");
            for heading in headings(text).iter().filter(|heading| !heading.is_empty()) {
                assert!(topic(heading).is_some(), "{heading}");
            }
        }
        assert!(headings_of_messages().all(|code| topic(code).is_some()));
    }

    #[test]
    fn a_heading_ends_before_the_next_of_its_level() {
        let text = topic("front-matter").unwrap();
        assert!(text.contains("corrections") && !text.contains("Drafts and scheduling"), "{text}");
        assert!(text.contains("casebook help pages"), "{text}");
    }

    #[test]
    fn a_command_without_a_page_shows_its_options() {
        assert!(topic("build").unwrap().contains("--output"));
        assert!(topic("nonsense").is_none());
    }

    #[test]
    fn a_typing_error_finds_the_topic() {
        assert!(unknown("front-mater").help.iter().any(|help| help.contains("`front-matter`")));
    }
}
