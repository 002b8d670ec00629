//! What descriptors expect of their rows, once expressions can be computed.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        expr::Operator,
    },
    data::{Datasets, check::Expectation},
    model::{
        evaluate::Evaluator,
        quantity::{Quantity, Worth},
    },
};

/// Reports each expectation that does not hold. Datasets with errors of their own are not asked.
pub fn check(datasets: &Datasets, evaluator: &Evaluator<'_>, diagnostics: &mut Diagnostics) {
    for expectation in
        datasets.list.iter().filter(|dataset| dataset.sound).flat_map(|dataset| &dataset.expectations)
    {
        if let Err(problem) = check_one(expectation, evaluator) {
            diagnostics.push(problem);
        }
    }
}

fn check_one(expectation: &Expectation, evaluator: &Evaluator<'_>) -> Result<(), Diagnostic> {
    let Some(printed) = expectation.printed else {
        return match evaluator.worth(&expectation.expr)? {
            Worth::Truth(true) => Ok(()),
            Worth::Truth(false) => {
                Err(Diagnostic::error("broken-expectation", expectation.span, "this does not hold")
                    .help("correct the figures, or the condition"))
            }
            other => Err(Diagnostic::error(
                "mixed-types",
                expectation.span,
                format!("this is {}, but true or false is wanted", other.kind()),
            )
            .help("compare it with a number: `… == 478`")),
        };
    };
    let computed = evaluator.quantity(&expectation.expr)?;
    if computed.holds(Operator::Equal, &Quantity::exact(printed)) != Some(false) {
        return Ok(());
    }
    let message = format!("this is {}, but its source prints {printed}", computed.value.normalize());
    Err(Diagnostic::warning("differs-from-source", expectation.span, message)
        .help("correct the figures; if the source contradicts itself, say so in a note and mark the figure as `conflicting`"))
}
