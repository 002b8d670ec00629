//! Whose rows a figure draws: those of a dataset or of the figure itself, after its transforms and filter.

use std::borrow::Cow;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        predicate::Predicate,
        span::Span,
        transform::{Step, StepKind},
        yaml::{nearest, scalar::Written},
    },
    content::figure::{
        Declaration,
        parts::{Data, Rows, Series},
    },
    data::{
        Datasets,
        cell::Cell,
        dataset::Dataset,
        draft::column::Column,
        field::Field,
        number::Notation,
        rows::{self, Condition},
        status::Absence,
        table::{Places, Table},
        transform,
        writing::Writing,
    },
    model::figure::withheld,
};

/// Rows to draw.
#[derive(Debug)]
pub struct Source<'d> {
    /// The dataset that was named, by its place.
    pub place: Option<usize>,
    /// What is drawn: the dataset itself, or what the transforms made of it.
    pub dataset: Cow<'d, Dataset>,
    /// Which of its rows.
    pub rows: Vec<usize>,
    /// Where several columns became series: the new columns of their names and of their values.
    pub folded: Option<[Written; 2]>,
}

/// The rows of a figure; `None` if there are none to speak of, which has been reported.
pub fn source<'d>(
    declared: &Declaration,
    datasets: &'d Datasets,
    diagnostics: &mut Diagnostics,
) -> Option<Source<'d>> {
    let (place, dataset) = match &declared.data {
        Data::Named(written) => {
            let (place, dataset) = diagnostics.take(named(datasets, written))?;
            (Some(place), Cow::Borrowed(dataset))
        }
        Data::Rows(rows) => (None, Cow::Owned(diagnostics.take(inline(declared, rows))?)),
    };
    if !dataset.sound {
        return None;
    }
    let span = declared.data.span();
    let dataset = match declared.transform.as_slice() {
        [] => diagnostics.take(withheld::asked(declared, dataset, span))?,
        steps => Cow::Owned(transform::apply(&dataset, steps, &datasets.list, span, diagnostics)?),
    };
    let (dataset, folded) = match &declared.series {
        Some(Series::Columns(columns)) => {
            let (dataset, names) = fold(declared, dataset, columns, datasets, diagnostics)?;
            (dataset, Some(names))
        }
        _ => (dataset, None),
    };
    let rows = filtered(&dataset, &declared.filter, diagnostics)?;
    Some(Source { place, dataset, rows, folded })
}

/// The rows that a filter leaves.
fn filtered(dataset: &Dataset, filter: &[Predicate], diagnostics: &mut Diagnostics) -> Option<Vec<usize>> {
    let found = filter.iter().map(|predicate| Condition::declared(dataset, predicate));
    let conditions: Vec<Condition> = found.filter_map(|condition| diagnostics.take(condition)).collect();
    (conditions.len() == filter.len()).then(|| rows::select(&dataset.table, &conditions))
}

fn named<'d>(datasets: &'d Datasets, written: &Written) -> Result<(usize, &'d Dataset), Diagnostic> {
    let list = &datasets.list;
    let found = list.iter().enumerate().find(|(_, dataset)| dataset.id == written.text);
    found.ok_or_else(|| {
        let problem = Diagnostic::error(
            "unknown-dataset",
            written.span,
            format!("there is no dataset `{}`", written.text),
        );
        match nearest(&written.text, list.iter().map(|dataset| dataset.id.as_str())) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("name a descriptor of `data/` without its ending"),
        }
    })
}

/// Several columns become one of their names and one of their values.
fn fold<'d>(
    declared: &Declaration,
    dataset: Cow<'d, Dataset>,
    columns: &[Written],
    datasets: &Datasets,
    diagnostics: &mut Diagnostics,
) -> Option<(Cow<'d, Dataset>, [Written; 2])> {
    let fields = dataset.table.fields();
    let units = columns.iter().filter_map(|column| {
        let field = fields.iter().find(|field| field.name == column.text)?;
        Some((column, field.unit.as_str()))
    });
    let units: Vec<(&Written, &str)> = units.collect();
    if let Some(((_, first), (other, unit))) =
        units.first().and_then(|first| Some((first, units.iter().find(|(_, unit)| *unit != first.1)?)))
        && declared.words.unit.is_none()
    {
        diagnostics.push(two_axes(other.span, first, unit));
        return None;
    }
    let span = declared.field("series").unwrap_or(declared.mark.span);
    let free = |name: &str| {
        let mut name = name.to_owned();
        while fields.iter().any(|field| field.name == name) {
            name.push('_');
        }
        Written { text: name, span, exact: false }
    };
    let names = [free("series"), free("value")];
    let [key, value] = names.clone();
    let unit = units.first().map(|(_, unit)| (*unit).to_owned()).unwrap_or_default();
    let step = Step { span, kind: StepKind::Fold { fields: columns.to_vec(), key, value } };
    let mut made = transform::apply(&dataset, &[step], &datasets.list, span, diagnostics)?;
    let fields = made.table.fields().iter().cloned().map(|field| match &field.name {
        name if *name == names[1].text => Field { unit: unit.clone(), title: String::new(), ..field },
        _ => field,
    });
    let fields: Vec<Field> = fields.collect();
    let order: Vec<usize> = (0..fields.len()).collect();
    made.table = made.table.rearranged(&order, fields);
    Some((Cow::Owned(made), names))
}

/// The problem of two units on one axis.
fn two_axes(span: Span, first: &str, other: &str) -> Diagnostic {
    let shown = |unit: &str| if unit.is_empty() { "no unit".to_owned() } else { format!("`{unit}`") };
    let message = format!("one axis cannot measure both {} and {}", shown(first), shown(other));
    Diagnostic::error("two-axes", span, message)
        .help("draw two figures, or say with `unit` what the columns have in common")
}

/// The rows that stand in a figure, as a dataset. Their types are what their cells look like.
fn inline(declared: &Declaration, rows: &Rows) -> Result<Dataset, Diagnostic> {
    let columns = rows.columns.iter().enumerate().map(|(place, name)| {
        let cells = rows.rows.iter().map(|row| row.get(place).cloned().unwrap_or_default());
        Column::of(name, cells.collect(), Notation::default())
    });
    let columns: Vec<Column> = columns.collect();
    if columns.is_empty() {
        return Err(Diagnostic::error("no-rows", rows.span, "there are no rows in `data`")
            .help("write rows as `- {column: value, …}`, or name a dataset"));
    }
    let fields = columns.iter().map(|column| Field::new(&column.name, column.kind)).collect();
    let mut table = Table::empty(fields, Places::at(rows.span));
    for row in 0..rows.rows.len() {
        let cell = |column: &Column| {
            let text = column.cells.get(row).map_or("", String::as_str);
            let writing = Writing { form: column.form.map(str::to_owned), ..Writing::default() };
            let value = column.kind.parse(text, &writing).ok().filter(|_| !text.is_empty());
            value.map_or(Cell::Absent(Absence::Missing), Cell::plain)
        };
        table.push(columns.iter().map(cell).collect());
    }
    Ok(Dataset::of_rows(&declared.id, rows.span, table))
}
