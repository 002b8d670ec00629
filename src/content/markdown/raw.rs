//! Raw HTML is shown as text, with a warning.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use crate::{base::diagnostic::Diagnostic, content::markdown::Converter};

impl<'t> Converter<'_, 't> {
    /// One warning for a block and for each opening tag within a line.
    pub(super) fn warn_of_html(&mut self, html: &str, range: &Range<usize>) {
        if self.scan.is_foreign(range.start) {
            return;
        }
        let span = self.scan.span(range.start, range.start + html.trim_end().len());
        self.diagnostics.push(
            Diagnostic::warning("raw-html", span, "HTML is shown as text")
                .help("write Markdown, or put it into backticks if it is an example"),
        );
    }

    pub(super) fn show_html(&mut self, html: CowStr<'t>) {
        self.capture.say(&html);
        self.push(Event::Text(html));
    }
}
