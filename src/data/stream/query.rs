//! What is asked of a streamed file: conditions, groups, and what is computed in each.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        predicate::{Operand, Test},
        span::Span,
        transform::{Measure, Operation, StepKind},
        yaml::scalar::Written,
    },
    data::{
        dataset::Dataset, derivation::Derivation, rows::Condition, stream::column::Asked,
        transform::aggregate::Plan, value::Value,
    },
};

/// A query.
#[derive(Debug)]
pub struct Query {
    /// Which rows count.
    pub conditions: Vec<Condition>,
    /// The values that the conditions name, each with its column; some row must have each of them.
    pub named: Vec<Named>,
    /// The groups and measures.
    pub plan: Plan,
    /// Where it was asked.
    pub span: Span,
}

/// A value of a condition.
#[derive(Debug)]
pub struct Named {
    /// Its column.
    pub column: usize,
    /// The value.
    pub value: Value,
    /// As it was written.
    pub operand: Operand,
}

impl Query {
    /// How many steps of a derivation it answers.
    #[must_use]
    pub fn steps(derivation: &Derivation) -> usize {
        let is_filter = |kind: &StepKind| matches!(kind, StepKind::Filter(_));
        derivation.steps.iter().take_while(|step| is_filter(&step.kind)).count() + 1
    }

    /// What it asks of a column.
    #[must_use]
    pub fn asks(&self, column: usize) -> Asked {
        if self.plan.by.contains(&column) || self.conditions.iter().any(|one| one.field == column) {
            Asked::Identity
        } else if self.plan.measures.iter().any(|measure| measure.column == Some(column)) {
            Asked::Amount
        } else {
            Asked::Nothing
        }
    }
}

/// The query that answers the first steps of a derivation; `None`, with a problem, if none does.
pub fn plan(dataset: &Dataset, derivation: &Derivation, diagnostics: &mut Diagnostics) -> Option<Query> {
    let count = Query::steps(derivation);
    let last = count.checked_sub(1).and_then(|last| derivation.steps.get(last));
    let Some((step, StepKind::Aggregate { measures, by })) = last.map(|step| (step, &step.kind)) else {
        diagnostics.push(not_aggregated(&derivation.from));
        return None;
    };
    if let Some(measure) = measures.iter().find(|measure| needs_all(measure.operation)) {
        diagnostics.push(needs_every_row(measure));
        return None;
    }
    let mut query = Query {
        conditions: Vec::new(),
        named: Vec::new(),
        plan: diagnostics.take(Plan::new(dataset, measures, by))?,
        span: step.span,
    };
    for step in derivation.steps.iter().take(count) {
        let StepKind::Filter(predicates) = &step.kind else { continue };
        for predicate in predicates {
            let condition = diagnostics.take(Condition::foreseen(dataset, predicate))?;
            if let Test::OneOf(operands) | Test::Not(operands) = &predicate.test {
                query.named.extend(condition.values().iter().zip(operands).map(|(value, operand)| Named {
                    column: condition.field,
                    value: value.clone(),
                    operand: operand.clone(),
                }));
            }
            query.conditions.push(condition);
        }
    }
    Some(query)
}

fn needs_all(operation: Operation) -> bool {
    matches!(operation, Operation::Median | Operation::Distinct)
}

fn not_aggregated(from: &Written) -> Diagnostic {
    let message = format!("`{}` is larger than 4 MiB, so its rows cannot be held", from.text);
    Diagnostic::error("too-large", from.span, message)
        .help("start `transform` with `filter`, if rows are to be left out, and an `aggregate`; other steps may follow")
}

fn needs_every_row(measure: &Measure) -> Diagnostic {
    let message = format!("`{}` needs every value of a file that is larger than 4 MiB", measure.name.text);
    let cure = "use `count`, `valid`, `missing`, `sum`, `mean`, `min` or `max`; to count different values, group by them first and count the groups in a second `aggregate`";
    Diagnostic::error("too-large", measure.name.span, message).help(cure)
}
