//! Functions over the rows of a dataset: `value, sum, count, mean, median, min, max`.

use rust_decimal::Decimal;

use crate::{
    base::{
        diagnostic::Diagnostic,
        expr::{Call, Expr, ExprKind, Operator},
        span::Span,
        yaml::nearest,
    },
    data::{
        cell::Cell,
        dataset::Dataset,
        disclosure::{protection::Protection, steps::only_counts},
        rows::{self, Condition},
        status::Absence,
    },
    model::{
        evaluate::{Evaluator, arguments},
        quantity::Quantity,
    },
};

/// Their names.
pub const FUNCTIONS: [&str; 7] = ["value", "sum", "count", "mean", "median", "min", "max"];

impl Evaluator<'_> {
    /// What a function over rows is worth.
    pub(super) fn aggregate(&self, call: &Call, span: Span) -> Result<Quantity, Diagnostic> {
        let (place, whole) = self.dataset(call)?;
        let named = call.named.iter().filter_map(|named| whole.table.field(&named.name)).collect::<Vec<_>>();
        let dataset = &*whole.by(&named, span)?;
        let conditions = self.conditions(call, dataset)?;
        let rows = rows::select(&dataset.table, &conditions);
        if let Some(protection) = &whole.protection {
            return self.protected(call, (place, whole, dataset), protection, &rows, span);
        }
        if call.name == "count" && call.positional.len() == 1 {
            return Ok(Quantity { datasets: [place].into(), ..Quantity::exact(Decimal::from(rows.len())) });
        }
        let [_, column] = arguments::exactly(call, ["the dataset's id", "the column"])?;
        let field = rows::field(dataset, &self.text(column)?, column.span)?;
        match call.name.as_str() {
            "value" => single(dataset, place, field, &rows, span),
            "count" => {
                let known =
                    rows.iter().filter(|row| dataset.table.cell(**row, field).value().is_some()).count();
                Ok(Quantity { datasets: [place].into(), ..Quantity::exact(Decimal::from(known)) })
            }
            name => combined(name, &numbers(dataset, place, field, &rows, span)?, span),
        }
    }

    /// Of a protected dataset only its counts and sums can be had, and each is that of one declared cell or
    /// total.
    fn protected(
        &self,
        call: &Call,
        (place, whole, dataset): (usize, &Dataset, &Dataset),
        protection: &Protection,
        rows: &[usize],
        span: Span,
    ) -> Result<Quantity, Diagnostic> {
        let name = |at: usize| whole.table.fields().get(at).map(|field| field.name.as_str());
        if call.name == "count" && call.positional.len() == 1 {
            let counts = name(protection.count).and_then(|name| dataset.table.field(name));
            return single(dataset, place, counts.unwrap_or_default(), rows, span);
        }
        let [_, column] = arguments::exactly(call, ["the dataset's id", "the column"])?;
        let field = rows::field(dataset, &self.text(column)?, column.span)?;
        let asked = dataset.table.fields().get(field).map(|field| field.name.as_str());
        let is_measure = protection.measures().any(|at| name(at) == asked);
        if !is_measure || !["value", "sum"].contains(&call.name.as_str()) {
            return Err(only_counts(whole, protection, span));
        }
        single(dataset, place, field, rows, span)
    }

    fn dataset(&self, call: &Call) -> Result<(usize, &Dataset), Diagnostic> {
        let Some(first) = call.positional.first() else {
            return arguments::exactly(call, ["the dataset's id", "the column"])
                .and_then(|_| Err(no_dataset("", call.name_span, self)));
        };
        let id = self.text(first)?;
        let found = self.datasets.list.iter().position(|dataset| dataset.id == id);
        let (place, dataset) = found
            .and_then(|place| Some((place, self.datasets.list.get(place)?)))
            .ok_or_else(|| no_dataset(&id, first.span, self))?;
        if !dataset.sound {
            return Err(Diagnostic::consequence());
        }
        self.too_young(place, first.span).map_or(Ok((place, dataset)), Err)
    }

    /// The problem of a dataset that has no rows of the day in question.
    #[must_use]
    pub fn too_young(&self, place: usize, span: Span) -> Option<Diagnostic> {
        let dataset = self.datasets.list.get(place).filter(|_| self.unknown.contains(&place))?;
        Some(no_vintage(dataset, span))
    }

    fn conditions(&self, call: &Call, dataset: &Dataset) -> Result<Vec<Condition>, Diagnostic> {
        let condition = |named: &crate::base::expr::Named| {
            let text = self.spelling(&named.value)?;
            Condition::equals(dataset, &named.name, named.name_span, &text, named.value.span)
        };
        call.named.iter().map(condition).collect()
    }

    /// A code or label in quotes, or a plain number.
    fn spelling(&self, expr: &Expr) -> Result<String, Diagnostic> {
        match &expr.kind {
            ExprKind::Number(number) => Ok(number.to_string()),
            _ => self.text(expr),
        }
    }
}

fn no_dataset(id: &str, span: Span, evaluator: &Evaluator<'_>) -> Diagnostic {
    let problem = Diagnostic::error("unknown-dataset", span, format!("there is no dataset `{id}`"));
    match nearest(id, evaluator.datasets.list.iter().map(|dataset| dataset.id.as_str())) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("name a descriptor of `data/` without its ending"),
    }
}

fn no_vintage(dataset: &Dataset, span: Span) -> Diagnostic {
    let (id, since) = (&dataset.id, dataset.about.updated);
    let since = since.map(|date| format!(": they stand since {date}")).unwrap_or_default();
    Diagnostic::error("no-vintage", span, format!("`{id}` has no figures as old as the page's `data_as_of`{since}"))
        .help(format!(
            "add those of the time as `data/{id}/DATE.csv`, correct `updated:` in the descriptor, or give the page a later `data_as_of`"
        ))
}

/// The value of the only row.
fn single(
    dataset: &Dataset,
    place: usize,
    field: usize,
    rows: &[usize],
    span: Span,
) -> Result<Quantity, Diagnostic> {
    match rows {
        [row] => number(dataset, place, field, *row, span),
        [] => Err(Diagnostic::error("no-such-row", span, format!("no row of `{}` is selected", dataset.id))
            .help("check the values behind the column; together they match no row")),
        [first, second, ..] => Err(Diagnostic::error(
            "ambiguous-row",
            span,
            format!("{} rows of `{}` are selected, but one is wanted", rows.len(), dataset.id),
        )
        .help("select one row by one more column, or use `sum`")
        .label(dataset.table.span(*first, field), "this")
        .label(dataset.table.span(*second, field), "and this")),
    }
}

fn numbers(
    dataset: &Dataset,
    place: usize,
    field: usize,
    rows: &[usize],
    span: Span,
) -> Result<Vec<Quantity>, Diagnostic> {
    if rows.is_empty() {
        return Err(Diagnostic::error(
            "no-such-row",
            span,
            format!("no row of `{}` is selected", dataset.id),
        )
        .help("check the values behind the column; together they match no row"));
    }
    rows.iter().map(|row| number(dataset, place, field, *row, span)).collect()
}

/// The number of a cell; its absence is an error at the expression that wanted it.
fn number(
    dataset: &Dataset,
    place: usize,
    field: usize,
    row: usize,
    span: Span,
) -> Result<Quantity, Diagnostic> {
    let table = &dataset.table;
    let at = table.span(row, field);
    let name = table.fields().get(field).map_or("", |field| field.name.as_str());
    let (words, cure) = match table.cell(row, field) {
        Cell::Value { value, flag } => match value.decimal() {
            Some(number) => return Ok(Quantity::of_cell(number, *flag, place)),
            None => ("is no number", "name a column of numbers"),
        },
        Cell::Absent(Absence::NotFound) => {
            ("was not found", "leave these rows out by a condition, or say that the figure is not known")
        }
        Cell::Absent(Absence::NotApplicable) => ("does not apply", "leave these rows out by a condition"),
        Cell::Absent(Absence::Suppressed) | Cell::Withheld => {
            ("is withheld", "use a total that is published")
        }
        Cell::Absent(Absence::Missing) => {
            ("is missing", "leave these rows out by a condition, or say that the figure is not known")
        }
    };
    let message =
        format!("the value of `{name}` in row {} of `{}` {words}", table.row_number(row), dataset.id);
    Err(Diagnostic::error("missing-figure", span, message).help(cure).label(at, "this cell"))
}

fn combined(name: &str, numbers: &[Quantity], span: Span) -> Result<Quantity, Diagnostic> {
    let failed = |fault: &str| {
        Diagnostic::error("no-result", span, format!("this {fault}")).help("check the rows that are selected")
    };
    let sum = || {
        let mut all = numbers.iter().cloned();
        let first = all.next().unwrap_or_default();
        all.try_fold(first, |sum, number| sum.combine(Operator::Add, number)).map_err(failed)
    };
    let count = Quantity::exact(Decimal::from(numbers.len()));
    match name {
        "sum" => sum(),
        "mean" => sum()?.combine(Operator::Divide, count).map_err(failed),
        "median" => median(numbers, failed),
        "min" => extreme(numbers, Operator::Less, failed),
        _ => extreme(numbers, Operator::Greater, failed),
    }
}

/// The number that `operator` puts before all others, if no bound leaves that open.
fn extreme(
    numbers: &[Quantity],
    operator: Operator,
    failed: impl Fn(&str) -> Diagnostic,
) -> Result<Quantity, Diagnostic> {
    let open = "has a bound among its values, which leaves the result open";
    let mut all = numbers.iter();
    let first = all.next().cloned().unwrap_or_default();
    all.try_fold(first, |best, number| match number.holds(operator, &best) {
        Some(true) => Ok(number.clone()),
        Some(false) => Ok(best),
        None if number == &best => Ok(best),
        None => Err(failed(open)),
    })
}

fn median(numbers: &[Quantity], failed: impl Fn(&str) -> Diagnostic + Copy) -> Result<Quantity, Diagnostic> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by_key(|quantity| quantity.value);
    if sorted.iter().any(|quantity| quantity.bound != crate::model::quantity::Bound::Exact) {
        return Err(failed("has a bound among its values, which leaves the result open"));
    }
    let middle = |at: usize| sorted.get(at).cloned().unwrap_or_default();
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        return Ok(middle(half));
    }
    let sum = middle(half.saturating_sub(1)).combine(Operator::Add, middle(half)).map_err(failed)?;
    sum.combine(Operator::Divide, Quantity::exact(Decimal::TWO)).map_err(failed)
}
