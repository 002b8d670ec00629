//! What rests on data alone: what is expected of them, and the figures that show them. A later run takes it over
//! while data, figures and records stay as they are.

use std::sync::Arc;

use crate::{
    base::diagnostic::Diagnostics,
    content::{figure::Declaration, filed::Filed},
    model::{
        evaluate::Evaluator,
        expectation,
        figure::{Figure, Resolver},
        language::Language,
        memory::Earlier,
    },
};

/// The figures, and what they and the data rest on.
#[derive(Debug)]
pub struct Grounds {
    /// The texts in which figures are declared.
    drawing: Vec<Filed>,
    /// The figures in each language, in one order.
    pub figures: Arc<Vec<Vec<Figure>>>,
    /// What is wrong with data and figures.
    pub problems: Diagnostics,
}

impl Grounds {
    /// Those of an earlier run if nothing has changed of what they rest on, or new ones.
    pub fn new(
        earlier: Option<Earlier<'_>>,
        documents: &[Filed],
        figures: &[&Declaration],
        evaluator: &Evaluator<'_>,
        languages: &[Language],
    ) -> Self {
        let drawing: Vec<Filed> = documents.iter().filter(|filed| filed.draws).cloned().collect();
        let same = |earlier: &Earlier<'_>| {
            let (assembled, before) = (earlier.assembled, &earlier.assembled.grounds.drawing);
            !earlier.changed.figures
                && std::ptr::eq(assembled.records.datasets.as_ref(), evaluator.datasets)
                && before.len() == drawing.len()
                && before.iter().zip(&drawing).all(|(one, other)| one.is(other))
        };
        if let Some(grounds) = earlier.filter(same).map(|earlier| &earlier.assembled.grounds) {
            let (figures, problems) = (Arc::clone(&grounds.figures), grounds.problems.clone());
            return Self { drawing, figures, problems };
        }
        let mut problems = Diagnostics::new();
        expectation::check(evaluator.datasets, evaluator, &mut problems);
        let figures = Arc::new(drawn_figures(figures, evaluator, languages, &mut problems));
        Self { drawing, figures, problems }
    }

    /// True unless these are those of an earlier run.
    #[must_use]
    pub fn differ_from(&self, earlier: Option<Earlier<'_>>) -> bool {
        earlier.is_none_or(|earlier| !Arc::ptr_eq(&earlier.assembled.grounds.figures, &self.figures))
    }
}

/// Every figure in every language, in one order. One that cannot be drawn is reported, and its page too
/// few does not matter, since nothing is published then.
fn drawn_figures(
    declared: &[&Declaration],
    evaluator: &Evaluator<'_>,
    languages: &[Language],
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<Figure>> {
    let mut all = Vec::new();
    for language in languages {
        let first = languages.first().unwrap_or(language);
        let resolver = Resolver { datasets: evaluator.datasets, evaluator, language, first };
        let figure = |declared: &Declaration| resolver.resolve(declared, diagnostics);
        all.push(declared.iter().copied().filter_map(figure).collect());
    }
    all
}
