//! Problems of cells while a file is read: ten or more of one kind in one column are told as one, so that
//! a column in the wrong form does not bury everything else.

use std::collections::BTreeMap;

use crate::base::diagnostic::{Diagnostic, Diagnostics};

/// From so many on they are folded.
const MANY: usize = 10;

/// The problems of one file.
#[derive(Debug, Default)]
pub struct Folding {
    groups: BTreeMap<(Option<usize>, &'static str), Group>,
}

/// Problems of one code in one column; no more are kept than are needed.
#[derive(Debug, Default)]
struct Group {
    first: Vec<Diagnostic>,
    count: usize,
}

impl Folding {
    /// Adds a problem of a column, or of a whole row.
    pub fn push(&mut self, column: Option<usize>, problem: Diagnostic) {
        let group = self.groups.entry((column, problem.code)).or_default();
        group.count += 1;
        if group.first.len() < MANY {
            group.first.push(problem);
        }
    }

    /// Hands over all problems.
    pub fn finish(self, diagnostics: &mut Diagnostics) {
        for group in self.groups.into_values() {
            if group.count < MANY {
                group.first.into_iter().for_each(|problem| diagnostics.push(problem));
            } else if let Some(folded) = group.folded() {
                diagnostics.push(folded);
            }
        }
    }
}

impl Group {
    /// The first problem, with the places of the next two and the number of the others.
    fn folded(self) -> Option<Diagnostic> {
        let more = self.count.saturating_sub(2);
        let mut problems = self.first.into_iter();
        let mut first = problems.next()?;
        let spans: Vec<_> = problems.filter_map(|problem| problem.span).take(2).collect();
        if let [second, third] = spans.as_slice() {
            first = first.label(*second, "also here").label(*third, format!("and {more} more"));
        }
        Some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::{FileId, Span};

    fn folded(count: usize) -> Vec<Diagnostic> {
        let mut folding = Folding::default();
        for at in 0..count {
            folding.push(
                Some(1),
                Diagnostic::error("bad-number", Span::new(FileId(0), at, at), format!("{at}")),
            );
        }
        let mut diagnostics = Diagnostics::new();
        folding.finish(&mut diagnostics);
        diagnostics.iter().cloned().collect()
    }

    #[test]
    fn nine_are_nine_and_ten_are_one() {
        assert_eq!(folded(9).len(), 9);
        let one = folded(12);
        assert_eq!(one.len(), 1);
        assert_eq!(one[0].labels[1].1, "and 10 more");
    }
}
