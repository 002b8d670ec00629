//! A problem with a place and a cure, and the collection that every stage adds to.
//!
//! A stage never stops at its first problem: it pushes a [`Diagnostic`] and goes on.

use crate::base::span::{FileId, Span};

/// How much a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something the author may want to know.
    Note,
    /// Something the author should look at; the site is published.
    Warning,
    /// Something wrong in content, data or theme; nothing is published (exit code 1).
    Error,
    /// The disk or network refused; nothing is published (exit code 3).
    Failure,
}

impl Severity {
    /// The word printed before a message.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error | Self::Failure => "error",
        }
    }
}

/// One problem: what is wrong, where, and what to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// The fault's name, in words that read after "allow": `dead-link`. Each has an entry in
    /// `docs/diagnostics.md`.
    pub code: &'static str,
    /// Where the author wrote it, if it was written at all.
    pub span: Option<Span>,
    /// One lower-case phrase that stands alone; names in backticks.
    pub message: String,
    /// What to type.
    pub help: Option<String>,
    /// Other places that matter, each with a few words.
    pub labels: Vec<(Span, String)>,
    /// What stands there is not shown with it.
    pub veiled: bool,
    /// Its words tell what a protected dataset does not: they are for whoever keeps it.
    pub confidential: bool,
}

impl Diagnostic {
    /// An error; nothing is published while one stands.
    pub fn error(code: &'static str, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span.into(), message.into())
    }

    /// A warning; the site is published all the same.
    pub fn warning(code: &'static str, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span.into(), message.into())
    }

    /// A note: nothing to do.
    pub fn note(code: &'static str, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, span.into(), message.into())
    }

    /// The disk or network refused.
    pub fn failure(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Failure, code, None, message.into())
    }

    /// The same for a log that others read: of what stands in `secret` files, only the place.
    #[must_use]
    pub fn veil(&self, secret: &[FileId]) -> Self {
        if self.confidential {
            return self.veiled("there is a problem in a dataset that is protected");
        }
        let is_secret = |span: &Span| secret.contains(&span.file);
        if self.span.as_ref().is_none_or(|span| !is_secret(span)) {
            let labels = self.labels.iter().filter(|(span, _)| !is_secret(span)).cloned().collect();
            return Self { labels, ..self.clone() };
        }
        self.veiled("there is a problem in a page that is not published")
    }

    /// The same with nothing but its place.
    fn veiled(&self, message: &str) -> Self {
        let help = "run the command in a terminal to read it: a log is not shown what readers may not see";
        let (message, help) = (message.to_owned(), Some(help.to_owned()));
        Self { message, help, labels: Vec::new(), veiled: true, ..self.clone() }
    }

    /// The same, for a protected dataset.
    #[must_use]
    pub fn confidential(&self) -> Self {
        Self { confidential: true, ..self.clone() }
    }

    /// What only follows from a problem that is reported where it began; collections leave it out.
    #[must_use]
    pub fn consequence() -> Self {
        Self::new(Severity::Error, "", None, String::new())
    }

    /// True for what only follows from another problem.
    #[must_use]
    pub fn is_consequence(&self) -> bool {
        self.code.is_empty()
    }

    fn new(severity: Severity, code: &'static str, span: Option<Span>, message: String) -> Self {
        Self {
            severity,
            code,
            span,
            message,
            help: None,
            labels: Vec::new(),
            veiled: false,
            confidential: false,
        }
    }

    /// The same with the cure.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with one more place.
    #[must_use]
    pub fn label(mut self, span: Span, words: impl Into<String>) -> Self {
        self.labels.push((span, words.into()));
        self
    }
}

/// The problems of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.extend([diagnostic]);
    }

    /// The value of `result`, or `None` with its problem added.
    pub fn take<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|diagnostic| self.push(diagnostic)).ok()
    }

    /// Adds some problems.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(others.into_iter().filter(|other| !other.is_consequence()));
    }

    /// Adds all problems of another part of the work.
    pub fn merge(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Leaves out those whose place `is` a forgotten one.
    pub fn forget(&mut self, is: impl Fn(&Span) -> bool) {
        self.list.retain(|diagnostic| !diagnostic.span.as_ref().is_some_and(&is));
    }

    /// True if one of them names a place that `is` so.
    #[must_use]
    pub fn name(&self, is: impl Fn(&Span) -> bool) -> bool {
        let spans = |diagnostic: &Diagnostic| {
            let labels = diagnostic.labels.iter().map(|(span, _)| span);
            diagnostic.span.iter().chain(labels).any(&is)
        };
        self.list.iter().any(spans)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Keeps the problems from the `first` on for whoever keeps the protected dataset that they are about.
    pub fn conceal(&mut self, first: usize) {
        self.list.iter_mut().skip(first).for_each(|problem| problem.confidential = true);
    }

    /// True if nothing may be published.
    #[must_use]
    pub fn block(&self) -> bool {
        self.worst().is_some_and(|severity| severity >= Severity::Error)
    }

    /// The heaviest severity.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.list.iter().map(|diagnostic| diagnostic.severity).max()
    }

    /// How many there are of one severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// In the order they were pushed, or of [`Diagnostics::sorted`].
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// By file, offset and code, each problem once; parallel work leaves no trace in the order.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.list.sort_by(|a, b| {
            (a.span, a.code, &a.message, &a.labels).cmp(&(b.span, b.code, &b.message, &b.labels))
        });
        self.list.dedup();
        self
    }
}

impl Diagnostics {
    /// The same in another order of files.
    #[must_use]
    pub fn arranged<R: Ord>(mut self, rank: impl Fn(FileId) -> R) -> Self {
        self.list.sort_by_key(|diagnostic| diagnostic.span.map(|span| rank(span.file)));
        self
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
