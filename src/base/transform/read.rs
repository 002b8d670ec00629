//! Reads the steps of a transform: each is a map with one key that says what it does.

use rust_decimal::Decimal;

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    expr,
    predicate::{self, Predicate},
    transform::{Measure, Operation, Order, Step, StepKind},
    yaml::{Node, fields::Fields, fields::quoted_list, scalar, scalar::Written},
};

const OPERATIONS: [(&str, Operation); 13] = [
    ("count", Operation::Count),
    ("valid", Operation::Valid),
    ("missing", Operation::Missing),
    ("distinct", Operation::Distinct),
    ("sum", Operation::Sum),
    ("mean", Operation::Mean),
    ("median", Operation::Median),
    ("min", Operation::Min),
    ("max", Operation::Max),
    ("rank", Operation::Rank),
    ("row_number", Operation::RowNumber),
    ("lag", Operation::Lag),
    ("change", Operation::Change),
];

/// The keys that say what a step does.
const STEPS: [&str; 10] =
    ["filter", "aggregate", "calculate", "fold", "pivot", "window", "lookup", "bin", "sort", "limit"];

/// Reads the items of `transform`.
pub fn steps(nodes: Vec<Node<'_>>, diagnostics: &mut Diagnostics) -> Vec<Step> {
    nodes.into_iter().filter_map(|node| step(node, diagnostics)).collect()
}

fn step(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Step> {
    let entries = node.entries().unwrap_or_default();
    let Some(name) = STEPS.into_iter().find(|step| entries.iter().any(|entry| entry.name == *step)) else {
        diagnostics.push(unknown(node));
        return None;
    };
    let mut fields = Fields::new(node, diagnostics);
    let kind = match name {
        "filter" => Some(StepKind::Filter(filter(&mut fields))),
        "aggregate" => aggregate(&mut fields),
        "calculate" => calculate(&mut fields),
        "fold" => fold(&mut fields),
        "pivot" => pivot(&mut fields),
        "window" => window(&mut fields),
        "lookup" => lookup(&mut fields),
        "bin" => bin(&mut fields),
        "sort" => Some(StepKind::Sort(orders(&mut fields, "sort"))),
        _ => fields.required("limit", |node| scalar::whole(node, 1, i64::from(u32::MAX))).and_then(limit),
    };
    fields.finish();
    Some(Step { span: node.span(), kind: kind? })
}

fn unknown(node: Node<'_>) -> Diagnostic {
    let steps = quoted_list(STEPS.into_iter());
    Diagnostic::error("unknown-step", node.span(), "this is no step of a transform")
        .help(format!("a step is a map with one of the keys {steps}"))
}

fn filter(fields: &mut Fields<'_, '_>) -> Vec<Predicate> {
    let entries = fields.entries("filter");
    predicate::read(entries, fields.diagnostics)
}

fn limit(rows: i64) -> Option<StepKind> {
    usize::try_from(rows).ok().map(StepKind::Limit)
}

fn aggregate(fields: &mut Fields<'_, '_>) -> Option<StepKind> {
    let measures = measures(fields, "aggregate", false);
    let by = fields.list("groupby", name);
    Some(StepKind::Aggregate { measures, by })
}

fn calculate(fields: &mut Fields<'_, '_>) -> Option<StepKind> {
    let expr = fields.required("calculate", |node| expr::parse(&scalar::written(node)?));
    let name = fields.required("as", name);
    Some(StepKind::Calculate { expr: expr?, name: name? })
}

fn fold(fields: &mut Fields<'_, '_>) -> Option<StepKind> {
    let columns = fields.list("fold", name);
    let names = fields.required("as", |node| {
        let names: Vec<Written> =
            node.items().unwrap_or_default().iter().map(name).collect::<Result<_, _>>()?;
        <[Written; 2]>::try_from(names).map_err(|_| {
            node.wrong_type("a list of two names", "write the names of the new columns: `as: [kind, value]`")
        })
    });
    let [key, value] = names?;
    Some(StepKind::Fold { fields: columns, key, value })
}

fn pivot(fields: &mut Fields<'_, '_>) -> Option<StepKind> {
    let field = fields.required("pivot", name);
    let value = fields.required("value", name);
    let by = fields.list("groupby", name);
    Some(StepKind::Pivot { field: field?, value: value?, by })
}

/// Without a frame, a window reaches from the first row of its group to the present one.
fn window(fields: &mut Fields<'_, '_>) -> Option<StepKind> {
    let measures = measures(fields, "window", true);
    let by = fields.list("groupby", name);
    let sort = orders(fields, "sort");
    let frame = fields.optional("frame", frame).unwrap_or((None, Some(0)));
    Some(StepKind::Window { measures, by, sort, frame })
}

fn lookup(fields: &mut Fields<'_, '_>) -> Option<StepKind> {
    let field = fields.required("lookup", name);
    let from = fields.required("from", |node| Ok(*node));
    let mut from = Fields::new(from?, fields.diagnostics);
    let data = from.required("data", name);
    let key = from.required("key", name);
    let taken = from.list("fields", name);
    from.finish();
    Some(StepKind::Lookup { field: field?, data: data?, key: key?, fields: taken })
}

/// `bin: {step: 10}`, with `field` and `as` beside it.
fn bin(fields: &mut Fields<'_, '_>) -> Option<StepKind> {
    let node = fields.required("bin", |node| Ok(*node));
    let field = fields.required("field", name);
    let name = fields.required("as", name);
    let mut inner = Fields::new(node?, fields.diagnostics);
    let step = inner.required("step", |node| {
        let step = scalar::decimal(node)?;
        if step > Decimal::ZERO {
            Ok(step)
        } else {
            Err(node.wrong_type("a number above zero", "write how wide a class is"))
        }
    });
    inner.finish();
    Some(StepKind::Bin { field: field?, step: step?, name: name? })
}

/// `[{op: sum, field: alerts, as: total}]`
fn measures(fields: &mut Fields<'_, '_>, key: &'static str, ordered: bool) -> Vec<Measure> {
    let nodes = fields.nodes(key);
    nodes.into_iter().filter_map(|node| measure(node, ordered, fields.diagnostics)).collect()
}

fn measure(node: Node<'_>, ordered: bool, diagnostics: &mut Diagnostics) -> Option<Measure> {
    let mut fields = Fields::new(node, diagnostics);
    let operation = fields.required("op", |node| {
        let operation = scalar::choice(node, &OPERATIONS)?;
        if ordered || !operation.needs_order() { Ok(operation) } else { Err(no_order(node)) }
    });
    let field = match operation {
        Some(operation) if operation.needs_field() => fields.required("field", name),
        _ => fields.optional("field", name),
    };
    let name = fields.required("as", name);
    fields.finish();
    let missing = operation.is_some_and(Operation::needs_field) && field.is_none();
    Some(Measure { operation: operation?, field, name: name? }).filter(|_| !missing)
}

fn no_order(node: &Node<'_>) -> Diagnostic {
    node.wrong_type("an operation that needs no order of rows", "put it under `window`, with `sort`")
}

fn orders(fields: &mut Fields<'_, '_>, key: &'static str) -> Vec<Order> {
    let order = |node: &Node<'_>| {
        let written = name(node)?;
        let descending = written.text.starts_with('-');
        let start = usize::from(descending);
        let (span, text) = (
            written.part(start, written.text.len()),
            written.text.get(start..).unwrap_or_default().to_owned(),
        );
        Ok(Order { field: Written { text, span, ..written }, descending })
    };
    fields.list(key, order)
}

/// `[-2, 0]`: from so many rows before to so many after; `null` for all.
fn frame(node: &Node<'_>) -> Result<(Option<usize>, Option<usize>), Diagnostic> {
    let wrong = || {
        node.wrong_type(
            "a frame",
            "write how many rows before and after belong to it: `[-2, 0]`; `null` for all",
        )
    };
    let items = node.items().unwrap_or_default();
    let [before, after] = items.as_slice() else { return Err(wrong()) };
    let rows = |item: &Node<'_>, sign: i64| match item.value.as_i64() {
        _ if item.is_null() => Ok(None),
        Some(rows) if rows * sign >= 0 => usize::try_from(rows.abs()).map(Some).map_err(|_| wrong()),
        _ => Err(wrong()),
    };
    Ok((rows(before, -1)?, rows(after, 1)?))
}

/// The name of a column, a dataset or a new column.
fn name(node: &Node<'_>) -> Result<Written, Diagnostic> {
    match scalar::written(node) {
        Ok(written) => Ok(written),
        Err(_) => Ok(Written { text: scalar::label(node)?, span: node.span(), exact: false }),
    }
}
