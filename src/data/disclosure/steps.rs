//! Transforms that begin at a protected dataset: the first group of rows they ask for is one of its tables.

use std::borrow::Cow;

use crate::{
    base::{
        diagnostic::Diagnostic,
        span::Span,
        transform::{Measure, Operation, Step, StepKind},
        yaml::{fields::quoted_list, scalar::Written},
    },
    data::{dataset::Dataset, disclosure::protection::Protection},
};

/// A dataset to take steps from, and the steps.
pub type Entered<'a> = (Cow<'a, Dataset>, Cow<'a, [Step]>);

/// The table that steps begin at. Of a protected dataset it is that by the columns of the first `filter`s and
/// of the `groupby` behind them; any other dataset is taken as it is.
///
/// # Errors
/// When no such table is declared, or the steps ask for something else than counts and sums.
pub fn enter<'a>(dataset: &'a Dataset, steps: &'a [Step], span: Span) -> Result<Entered<'a>, Diagnostic> {
    let Some(protection) = &dataset.protection else {
        return Ok((Cow::Borrowed(dataset), Cow::Borrowed(steps)));
    };
    let filters = steps.iter().take_while(|step| matches!(step.kind, StepKind::Filter(_))).count();
    let Some(StepKind::Aggregate { measures, by }) = steps.get(filters).map(|step| &step.kind) else {
        let at = steps.get(filters).map_or(span, |step| step.span);
        return Err(no_group(dataset, at));
    };
    let filtered = steps.iter().take(filters).flat_map(|step| match &step.kind {
        StepKind::Filter(predicates) => predicates.iter().map(|predicate| predicate.field.as_str()).collect(),
        _ => Vec::new(),
    });
    let names = filtered.chain(by.iter().map(|written| written.text.as_str()));
    let columns: Vec<usize> = names.filter_map(|name| dataset.table.field(name)).collect();
    let at = steps.get(filters).map_or(span, |step| step.span);
    let table = dataset.by(&columns, at)?;
    let counts =
        measures.iter().map(|measure| count(dataset, protection, measure)).collect::<Result<_, _>>()?;
    let mut steps = steps.to_vec();
    if let Some(step) = steps.get_mut(filters) {
        step.kind = StepKind::Aggregate { measures: counts, by: by.clone() };
    }
    Ok((table, Cow::Owned(steps)))
}

fn no_group(dataset: &Dataset, span: Span) -> Diagnostic {
    let message = format!("`{}` is protected: it has counts by declared tables, and no rows", dataset.id);
    Diagnostic::error("undeclared-table", span, message)
        .help("begin with `aggregate` and `groupby`, after a `filter` if one is needed; the `groupby` names a declared table")
}

/// Counting records is adding up their counts; sums are added up as they are.
fn count(dataset: &Dataset, protection: &Protection, measure: &Measure) -> Result<Measure, Diagnostic> {
    let name =
        dataset.table.fields().get(protection.count).map(|field| field.name.clone()).unwrap_or_default();
    let own = measure.field.as_ref().is_none_or(|field| field.text == name);
    let fields = dataset.table.fields();
    let mut sums = protection.sums.iter().filter_map(|at| fields.get(*at));
    match measure.operation {
        Operation::Sum
            if measure.field.as_ref().is_some_and(|field| sums.any(|sum| sum.name == field.text)) =>
        {
            Ok(measure.clone())
        }
        Operation::Count | Operation::Sum if own => Ok(Measure {
            operation: Operation::Sum,
            field: Some(Written { text: name, ..measure.name.clone() }),
            name: measure.name.clone(),
        }),
        _ => Err(only_counts(dataset, protection, measure.name.span)),
    }
}

/// The problem of asking a protected dataset for more than its counts and sums.
#[must_use]
pub fn only_counts(dataset: &Dataset, protection: &Protection, span: Span) -> Diagnostic {
    let fields = dataset.table.fields();
    let names =
        quoted_list(protection.measures().filter_map(|at| fields.get(at)).map(|field| field.name.as_str()));
    let what = if protection.sums.is_empty() { "counts" } else { "counts and sums" };
    let message = format!("of `{}`, which is protected, only {what} can be had", dataset.id);
    Diagnostic::error("undeclared-table", span, message).help(format!(
        "use the sum of {names}; for a mean or an extreme over its cells make a dataset `from:` it first"
    ))
}
