//! Headings get their anchors, and none is above the page's title.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use crate::{
    base::diagnostic::Diagnostic,
    content::{markdown::Converter, prose::Heading},
};

impl<'t> Converter<'_, 't> {
    pub(super) fn start_heading(
        &mut self,
        level: HeadingLevel,
        id: Option<CowStr<'t>>,
        classes: Vec<CowStr<'t>>,
        attrs: Vec<(CowStr<'t>, Option<CowStr<'t>>)>,
        range: Range<usize>,
    ) {
        let level = if level == HeadingLevel::H1 {
            self.diagnostics.push(
                Diagnostic::warning(
                    "top-heading",
                    self.scan.span(range.start, range.start + 1),
                    "the top heading is the page's title",
                )
                .help("write `##` for the headings of the text"),
            );
            HeadingLevel::H2
        } else {
            level
        };
        self.capture.start_heading(self.out.len());
        self.push(Event::Start(Tag::Heading { level, id, classes, attrs }));
    }

    pub(super) fn end_heading(&mut self) {
        let Some((at, words)) = self.capture.end_heading() else { return };
        let Some(Event::Start(Tag::Heading { level, id, .. })) = self.out.get_mut(at) else { return };
        let anchor = self.anchors.anchor(id.as_deref(), &words);
        *id = Some(anchor.clone().into());
        let level = *level;
        self.headings.push(Heading { level: level as u8, id: anchor, words });
        self.push(Event::End(TagEnd::Heading(level)));
    }
}
