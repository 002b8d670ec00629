//! What a run is asked to do, beyond what the project's files say. The only source of "now".

use jiff::Timestamp;

/// The code of an option whose value is none: wrong usage, not a fault of the project.
pub const BAD_OPTION: &str = "bad-option";

/// The options of a build, a check or a preview.
#[derive(Clone, Debug)]
pub struct Options {
    /// The moment that `publish`, `press` and `expire` are compared with.
    pub now: Timestamp,
    /// Drafts are shown, marked as such.
    pub drafts: bool,
    /// Items whose `press` is true are shown before their time.
    pub press: bool,
    /// Warnings stop the publication too.
    pub strict: bool,
    /// Takes the place of `url` in `casebook.yaml`.
    pub base_url: Option<String>,
}

impl Options {
    /// The plain options at a given moment.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        Self { now, drafts: false, press: false, strict: false, base_url: None }
    }

    /// Whatever of the options can change a byte of the output, as text for a hash.
    ///
    /// The moment is not in it: only what it selects is, and that shows in the routes.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        format!("drafts={} press={} base={:?}", self.drafts, self.press, self.base_url)
    }
}
