//! Fences with the word of a block hold YAML; all others hold code.

use std::ops::Range;

use crate::content::{
    block, figure,
    markdown::{Converter, OpenBlock},
    prose::Mark,
};

impl Converter<'_, '_> {
    /// True if a fence opens a block of ours, which is then read to its end.
    pub(super) fn opens_block(&mut self, info: &str, range: &Range<usize>) -> bool {
        let kind = info.split_whitespace().next().unwrap_or_default();
        if block::KINDS.contains(&kind) {
            self.block = Some(OpenBlock { kind: kind.to_owned(), body: String::new(), start: None });
            return true;
        }
        let span = self.scan.span(range.start, range.start + 3 + kind.len());
        if let Some(problem) = block::misspelled(kind, span) {
            self.diagnostics.push(problem);
        }
        false
    }

    pub(super) fn end_block(&mut self) {
        let Some(open) = self.block.take() else { return };
        let start = self.scan.span(open.start.unwrap_or_default(), open.start.unwrap_or_default());
        let body = self.scan.restore(&open.body);
        if open.kind == block::FIGURE {
            let declared = figure::of_block(&body, start.file, start.start as usize, self.diagnostics);
            if let Some(declared) = declared {
                self.mark(Mark::Figure { id: declared.id.clone(), span: start }, true);
                self.figures.push(declared);
            }
        } else if let Some(block) =
            block::read(&open.kind, &body, start.file, start.start as usize, self.diagnostics)
        {
            self.mark(Mark::Block(Box::new(block)), true);
        }
    }
}
