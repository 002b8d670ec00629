//! Which documents are published now: no draft, none before its time, none after its end.
//!
//! Whatever is left out here is unknown to all that follows, but for its path, so that a link to it can be
//! named as such.

use std::sync::Arc;

use jiff::Timestamp;

use crate::{
    base::{
        config::Config,
        diagnostic::{Diagnostic, Diagnostics},
        options::Options,
        span::{FileId, Span},
        time::{Moment, Unplaced},
    },
    content::document::Document,
    model::{
        calendar::Announced,
        site::{Standing, Waiting},
    },
};

/// What a run publishes.
#[derive(Debug)]
pub struct Selection {
    /// The documents, in order of path.
    pub documents: Vec<Arc<Document>>,
    /// Those left out: path and file.
    pub unready: Vec<(String, FileId)>,
    /// Those that will appear.
    pub waiting: Vec<Waiting>,
    /// Those of them that the calendar names.
    pub announced: Vec<Announced>,
    /// All of them, in order of file.
    pub standings: Vec<(FileId, Standing)>,
    /// The latest moment at which one has appeared or disappeared.
    pub last_due: Option<Timestamp>,
    /// The next moment at which one appears or disappears.
    pub next_due: Option<Timestamp>,
}

/// Selects by draft, `publish`, `press` and `expire`.
pub fn select(
    documents: Vec<Arc<Document>>,
    config: &Config,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Selection {
    let (mut unready, mut waiting, mut announced) = (Vec::new(), Vec::new(), Vec::new());
    let mut standings = Vec::with_capacity(documents.len());
    let (mut last_due, mut next_due) = (None::<Timestamp>, None::<Timestamp>);
    let ready = |document: &Arc<Document>| {
        let times = Times::read(document, config, diagnostics);
        standings.push((document.file, times.standing(document, options)));
        let title = announcement(document, diagnostics);
        // A draft does not appear when its time has come.
        let comes = !document.front.draft || options.drafts;
        for due in times.appears.into_iter().chain(times.disappears).filter(|_| comes) {
            if due > options.now {
                next_due = Some(next_due.map_or(due, |next| next.min(due)));
            } else {
                last_due = last_due.max(Some(due));
            }
        }
        if is_ready(document, &times, options) {
            return true;
        }
        let appears = times.appears.filter(|due| *due > options.now);
        if let (Some(title), Some(at), false) = (title, appears, document.front.draft) {
            let language = document.name.language.clone();
            announced.push(Announced { file: document.file, title, language, at });
        }
        if document.front.draft || appears.is_some() {
            let appears = appears.filter(|_| !document.front.draft);
            waiting.push(Waiting { file: document.file, appears });
        }
        unready.push((document.name.path.clone(), document.file));
        false
    };
    let documents = documents.into_iter().filter(ready).collect();
    Selection { documents, unready, waiting, announced, standings, last_due, next_due }
}

/// The title of a page that says `announce: true`, if the calendar can show it.
fn announcement(document: &Document, diagnostics: &mut Diagnostics) -> Option<String> {
    let front = &document.front;
    let span = front.announce?;
    if front.publish.is_none() {
        diagnostics.push(
            Diagnostic::error("announced-without-time", span, "nothing says when this page appears")
                .help("write `publish: 2026-12-01 09:30`, or delete `announce`"),
        );
        return None;
    }
    if !front.title.expressions.is_empty() || !front.title.marks.is_empty() {
        diagnostics.push(
            Diagnostic::error(
                "announced-number",
                front.title.span,
                "a title that is announced would show its number before its time",
            )
            .help("write a title without numbers from the data, or delete `announce`"),
        );
        return None;
    }
    Some(front.title.text.clone())
}

/// When a document appears and disappears.
struct Times {
    appears: Option<Timestamp>,
    disappears: Option<Timestamp>,
}

impl Times {
    fn read(document: &Document, config: &Config, diagnostics: &mut Diagnostics) -> Self {
        let mut place = |written: Option<(Moment, Span)>| {
            let (moment, span) = written?;
            diagnostics
                .take(moment.place(&config.timezone).map_err(|unplaced| no_moment(unplaced, config, span)))
        };
        let times = Self { appears: place(document.front.publish), disappears: place(document.front.expire) };
        if let (Some(appears), Some(disappears), Some((_, span))) =
            (times.appears, times.disappears, document.front.expire)
            && disappears <= appears
        {
            diagnostics.push(
                Diagnostic::error("expires-too-early", span, "`expire` is not after `publish`")
                    .help("write a later `expire`, or an earlier `publish`"),
            );
        }
        times
    }

    fn standing(&self, document: &Document, options: &Options) -> Standing {
        match (self.appears, self.disappears) {
            (_, Some(disappears)) if disappears <= options.now => Standing::Expired(disappears),
            _ if document.front.draft => Standing::Draft,
            (Some(appears), _) if appears > options.now => Standing::Waits(appears),
            _ => Standing::Published,
        }
    }
}

fn is_ready(document: &Document, times: &Times, options: &Options) -> bool {
    let due =
        times.appears.is_none_or(|appears| appears <= options.now) || (options.press && document.front.press);
    let over = times.disappears.is_some_and(|disappears| disappears <= options.now);
    if options.drafts { !over } else { due && !over && !document.front.draft }
}

fn no_moment(unplaced: Unplaced, config: &Config, span: Span) -> Diagnostic {
    let (words, first, second) = match unplaced {
        Unplaced::Skipped(first, second) => {
            ("the clock is put forward over this time, so it never comes", first, second)
        }
        Unplaced::Repeated(first, second) => {
            ("the clock is put back over this time, so it comes twice", first, second)
        }
    };
    let spelled = |moment: Timestamp| {
        moment.to_zoned_datetime(config.timezone.clone()).strftime("%Y-%m-%dT%H:%M%:z").to_string()
    };
    Diagnostic::error("no-single-moment", span, words).help(format!(
        "write which moment is meant: `{}` or `{}`",
        spelled(first),
        spelled(second)
    ))
}
