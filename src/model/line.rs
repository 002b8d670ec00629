//! A line whose slots are filled: a title, a summary, a caption, in its plain and its HTML form.

use crate::{
    base::diagnostic::Diagnostics,
    content::{
        prose::{Mark, Piece, SlotIndex, pieces},
        wording::Wording,
    },
    model::{evaluate::Evaluator, fact_text, language::Language, show, show::Shown},
};

/// A filled line. The HTML form marks numbers as `<data>` and holds no link, so that it can stand in one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Plain text, for titles, feeds, alternative texts.
    pub plain: String,
    /// Escaped HTML.
    pub html: String,
    /// The facts it shows, by place.
    pub facts: Vec<usize>,
    /// The datasets it shows values of, by place.
    pub datasets: Vec<usize>,
}

impl Line {
    /// A line without slots.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self { plain: text.to_owned(), html: escape(text), ..Self::default() }
    }

    /// True if there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// Fills the slots of a wording.
    pub fn fill(
        wording: &Wording,
        evaluator: &Evaluator<'_>,
        language: &Language,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut line = Self::default();
        let values: Vec<_> = wording
            .expressions
            .iter()
            .map(|expr| diagnostics.take(show::expression(expr, evaluator, language)).unwrap_or_default())
            .collect();
        for piece in pieces(&wording.text) {
            match piece {
                Piece::Words(words) => line.push_words(words),
                Piece::Slot(SlotIndex::Expression(index)) => {
                    if let Some(value) = values.get(index) {
                        line.push_value(value);
                    }
                }
                Piece::Slot(SlotIndex::Mark(index)) => match wording.marks.get(index) {
                    Some(Mark::Fact(fact)) => {
                        let shown =
                            diagnostics.take(fact_text::check(fact, evaluator, language)).unwrap_or_default();
                        line.html.push_str(&open_data(&shown.value));
                        line.note(&shown);
                    }
                    Some(Mark::FactEnd) => line.html.push_str("</data>"),
                    _ => {}
                },
            }
        }
        line
    }

    fn push_words(&mut self, words: &str) {
        self.plain.push_str(words);
        self.html.push_str(&escape(words));
    }

    fn push_value(&mut self, value: &Shown) {
        self.plain.push_str(&value.text);
        if value.value.is_empty() {
            self.html.push_str(&escape(&value.text));
        } else {
            self.html.push_str(&format!("{}{}</data>", open_data(&value.value), escape(&value.text)));
        }
        self.note(value);
    }

    fn note(&mut self, value: &Shown) {
        self.facts.extend(value.fact);
        self.datasets.extend(value.dataset);
    }
}

/// The start tag of a value.
#[must_use]
pub fn open_data(value: &str) -> String {
    format!("<data value=\"{}\">", escape(value))
}

/// Text as HTML, in element content and in attribute values.
#[must_use]
pub fn escape(text: &str) -> String {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return text.to_owned();
    }
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
