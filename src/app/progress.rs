//! What a run is doing, and how far it is, on a terminal and nowhere else.

use std::{io::IsTerminal, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How often the sign of a stage without a measure turns.
const TURN: Duration = Duration::from_millis(120);

/// The stages of a run, one after another on one line.
pub struct Stages {
    line: ProgressBar,
}

impl Stages {
    /// Draws on the terminal if `people` watch, and nothing elsewhere.
    #[must_use]
    pub fn new(people: bool) -> Self {
        let watched = people && std::io::stderr().is_terminal();
        let target = if watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let line = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            line.set_style(style);
        }
        if watched {
            line.enable_steady_tick(TURN);
        }
        Self { line }
    }

    /// Begins a stage.
    pub fn enter(&self, words: &'static str) {
        self.line.set_message(words);
    }

    /// Begins a stage of so many steps.
    pub fn measure(&self, words: &'static str, length: usize) {
        self.line.set_length(u64::try_from(length).unwrap_or_default());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {wide_bar} {pos}/{len}") {
            self.line.set_style(style);
        }
        self.line.set_message(words);
    }

    /// Tells that `done` steps of the stage are done.
    pub fn step(&self, done: usize) {
        self.line.set_position(u64::try_from(done).unwrap_or_default());
    }

    /// Clears the line, so that what is said next stands alone.
    pub fn end(&self) {
        self.line.finish_and_clear();
    }
}

impl Drop for Stages {
    fn drop(&mut self) {
        self.end();
    }
}
