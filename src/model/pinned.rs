//! The figures of pages that are pinned to a day by `data_as_of`, drawn from the rows of that day.

use std::collections::BTreeMap;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics, Severity},
        span::Span,
    },
    content::figure::{Declaration, parts::Data},
    model::{
        evaluate::Evaluator,
        figure::{Figure, Resolver},
        language::Language,
    },
};

/// Figures by language and place: those that the pages of one edition show.
pub type Pinned = BTreeMap<(usize, usize), Figure>;

/// Which figure a pinned page shows.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The edition of the data.
    pub edition: usize,
    /// The page's language.
    pub language: usize,
    /// The figure, by place.
    pub place: usize,
    /// Where the page names its day.
    pub pin: Span,
}

/// Draws what pages want, one list an edition.
pub fn figures(
    wanted: &[Wanted],
    declared: &[&Declaration],
    evaluators: &[Evaluator<'_>],
    languages: &[Language],
    diagnostics: &mut Diagnostics,
) -> Vec<Pinned> {
    let mut all: Vec<Pinned> = evaluators.iter().map(|_| Pinned::new()).collect();
    for want in wanted {
        let key = (want.language, want.place);
        let of_page = (declared.get(want.place), languages.get(want.language), languages.first());
        let ((Some(declared), Some(language), Some(first)), Some(evaluator), Some(list)) =
            (of_page, evaluators.get(want.edition), all.get_mut(want.edition))
        else {
            continue;
        };
        if list.contains_key(&key) {
            continue;
        }
        if let Some(problem) = unknown(declared, evaluator, want.pin) {
            diagnostics.push(problem);
            continue;
        }
        let resolver = Resolver { datasets: evaluator.datasets, evaluator, language, first };
        let mut problems = Diagnostics::new();
        let figure = resolver.resolve(declared, &mut problems);
        // What is doubtful in its declaration was told for the rows of today.
        diagnostics.extend(problems.iter().filter(|problem| problem.severity >= Severity::Error).cloned());
        list.extend(figure.map(|figure| (key, figure)));
    }
    all
}

/// The problem of a figure whose dataset has no rows so old.
fn unknown(declared: &Declaration, evaluator: &Evaluator<'_>, pin: Span) -> Option<Diagnostic> {
    let Data::Named(name) = &declared.data else { return None };
    let place = evaluator.datasets.list.iter().position(|dataset| dataset.id == name.text)?;
    let problem = evaluator.too_young(place, pin)?;
    Some(problem.label(name.span, format!("the figure `{}` shows them", declared.id)))
}
