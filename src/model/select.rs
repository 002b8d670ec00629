//! Which documents are published now: no draft, none before its time, none after its end.
//!
//! Whatever is left out here is unknown to all that follows, but for its path, so that a link to it can be
//! named as such.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;

use crate::{
    base::{
        config::Config,
        diagnostic::{Diagnostic, Diagnostics},
        options::Options,
        span::{FileId, Span},
        time::{Moment, Unplaced},
    },
    content::{document::Document, filed::Filed},
    model::{
        calendar::Announced,
        collection::Deadline,
        site::{Standing, Waiting},
    },
};

/// What a run publishes.
#[derive(Debug)]
pub struct Selection {
    /// The documents, in order of path.
    pub documents: Arc<Vec<Filed>>,
    /// Those left out: path and file.
    pub unready: Vec<(Arc<str>, FileId)>,
    /// Those that will appear.
    pub waiting: Vec<Waiting>,
    /// All of them, in order of file.
    pub standings: Vec<(FileId, Standing)>,
    /// Those of them that the calendar names.
    pub announced: Vec<Announced>,
    /// The latest moment at which one has appeared or disappeared.
    pub last_due: Option<Timestamp>,
    /// The next moment at which one appears or disappears.
    pub next_due: Option<Timestamp>,
}

/// Selects by draft, `publish`, `press`, `expire` and the deadlines of collections.
pub fn select(
    documents: Arc<Vec<Filed>>,
    deadlines: &BTreeMap<FileId, Deadline>,
    config: &Config,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Selection {
    let (mut unready, mut waiting, mut announced) = (Vec::new(), Vec::new(), Vec::new());
    let mut standings = Vec::with_capacity(documents.len());
    let (mut last_due, mut next_due) = (None::<Timestamp>, None::<Timestamp>);
    let ready = |document: &Filed| {
        let deadline = deadlines.get(&document.file);
        if !document.timed && deadline.is_none() {
            standings.push((document.file, Standing::Published));
            return true;
        }
        let times = Times::read(document, config, diagnostics);
        standings.push((document.file, times.standing(document, options)));
        let title = announcement(document, diagnostics);
        let stale = deadline.map(|deadline| deadline.moment);
        // A draft does not appear when its time has come.
        let comes = !document.front.draft || options.drafts;
        let dues = times.appears.into_iter().chain(times.disappears).chain(stale).filter(|_| comes);
        (last_due, next_due) = with(dues, last_due, next_due, options.now);
        let over = deadline.filter(|deadline| deadline.moment <= options.now);
        if is_ready(document, &times, options) {
            diagnostics.extend(over.map(out_of_date));
            if !over.is_some_and(|deadline| deadline.hide) {
                return true;
            }
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
    let ready: Vec<bool> = documents.iter().map(ready).collect();
    let documents = if ready.iter().all(|ready| *ready) {
        documents
    } else {
        let ready = documents.iter().zip(ready).filter(|(_, ready)| *ready);
        Arc::new(ready.map(|(filed, _)| filed.clone()).collect())
    };
    // Documents come in order of path, and files that came later have greater numbers.
    standings.sort_unstable_by_key(|(file, _)| *file);
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

/// The latest moment before now and the next one after it, with more moments at which something changes.
#[must_use]
pub fn with(
    dues: impl IntoIterator<Item = Timestamp>,
    mut last: Option<Timestamp>,
    mut next: Option<Timestamp>,
    now: Timestamp,
) -> (Option<Timestamp>, Option<Timestamp>) {
    for due in dues {
        if due > now {
            next = Some(next.map_or(due, |next| next.min(due)));
        } else {
            last = last.max(Some(due));
        }
    }
    (last, next)
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

/// A warning: readers are told, or see the page no more; somebody should look after it.
fn out_of_date(deadline: &Deadline) -> Diagnostic {
    let what = if deadline.hide {
        "the page is no longer shown"
    } else {
        "the page says that it may be out of date"
    };
    Diagnostic::warning(
        "out-of-date",
        deadline.span,
        format!("{} was good until {}: {what}", deadline.since, deadline.until),
    )
    .help("look after the page, then write the day of today")
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
