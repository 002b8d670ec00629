//! Who has which colour: by place, by name, or grey beside what stands out.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    base::{diagnostic::Diagnostics, yaml::scalar::Written},
    content::figure::Declaration,
    data::value::Value,
    model::{
        chart::{Scale, Tint},
        figure::{axis::Axes, drawing::Drawing, groups::Groups, names::Names},
    },
};

/// Colours in the palette.
const SLOTS: u8 = 7;

/// The inks of a chart.
#[derive(Debug, Default)]
pub struct Inks {
    /// Of series: the palette slot, none for grey, and whether the line is thick.
    series: BTreeMap<Value, (Option<u8>, bool)>,
    /// Of values of another column: of the one that `color` names, or of the dimension.
    tints: BTreeMap<Value, Tint>,
    /// That column.
    column: Option<usize>,
    /// The names of the inks, for the key.
    pub key: Vec<(String, Tint)>,
}

/// What names can mean: values of the series, or values of the column whose values have inks of their own.
struct Known<'a> {
    series: Option<(usize, &'a [Value])>,
    others: Option<(usize, Vec<Value>)>,
    names: Names<'a>,
}

/// What a name was found to be.
enum Found {
    Series(Value),
    Other(Value),
}

impl Known<'_> {
    fn find(&self, written: &Written, diagnostics: &mut Diagnostics) -> Option<Found> {
        let among = |column: usize, values: &[Value]| {
            values.iter().find(|value| self.names.means(column, value, &written.text)).cloned()
        };
        if let Some(value) = self.series.and_then(|(column, values)| among(column, values)) {
            return Some(Found::Series(value));
        }
        if let Some(value) = self.others.as_ref().and_then(|(column, values)| among(*column, values)) {
            return Some(Found::Other(value));
        }
        let (column, values, what) = match (self.series, &self.others) {
            (Some((column, values)), _) => (column, values, "series"),
            (None, Some((column, values))) => (*column, values.as_slice(), "category"),
            (None, None) => (0, [].as_slice(), "series"),
        };
        diagnostics.take(self.names.find(column, values, written, what)).map(|_| None).unwrap_or_default()
    }
}

impl Inks {
    /// Gives the series, or the values of a column, their inks; a name that nothing has is reported.
    pub fn new(
        declared: &Declaration,
        drawing: &Drawing<'_>,
        (series, axes): (Option<&Groups>, &Axes),
        names: Names<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let columns = &drawing.columns;
        let of_column = |column| Groups::new(&drawing.dataset, column, &drawing.rows).values;
        let categories = matches!(axes.dimension.scale, Scale::Category(_)).then_some(columns.dimension);
        let column = columns.color.or(categories);
        let known = Known {
            series: columns.series.zip(series.map(|groups| groups.values.as_slice())),
            others: column.map(|column| (column, of_column(column))),
            names,
        };
        let mut strong = BTreeSet::new();
        for written in &declared.highlight.width {
            if let Some(Found::Series(value)) = known.find(written, diagnostics) {
                strong.insert(value);
            }
        }
        let mut bright = (BTreeSet::new(), BTreeSet::new());
        for written in &declared.highlight.color {
            match known.find(written, diagnostics) {
                Some(Found::Series(value)) => drop(bright.0.insert(value)),
                Some(Found::Other(value)) => drop(bright.1.insert(value)),
                None => {}
            }
        }
        let mut fixed = (BTreeMap::new(), BTreeMap::new());
        for (written, slot) in &declared.colors {
            match known.find(written, diagnostics) {
                Some(Found::Series(value)) => drop(fixed.0.insert(value, slot - 1)),
                Some(Found::Other(value)) => drop(fixed.1.insert(value, slot - 1)),
                None => {}
            }
        }
        let values = known.series.map(|(_, values)| values).unwrap_or_default();
        let slots = slots(values, &bright.0, &fixed.0);
        let thick = |value: &Value| strong.contains(value) || bright.0.contains(value);
        let series = slots.into_iter().map(|(value, slot)| (value.clone(), (slot, thick(value)))).collect();
        let others = known.others.as_ref().map(|(_, values)| values.as_slice()).unwrap_or_default();
        let own = columns.color.is_some() || !bright.1.is_empty() || !fixed.1.is_empty();
        let mut inks = Self { series, column: column.filter(|_| own), ..Self::default() };
        if columns.color.is_some() {
            inks.by_color(others, &bright.1, &fixed.1, names);
        } else {
            inks.by_category(others, &bright.1, &fixed.1);
        }
        inks
    }

    /// Every value of the column has a colour, and the key names it.
    fn by_color(
        &mut self,
        values: &[Value],
        bright: &BTreeSet<Value>,
        fixed: &BTreeMap<Value, u8>,
        names: Names<'_>,
    ) {
        let column = self.column.unwrap_or_default();
        for (value, slot) in slots(values, bright, fixed) {
            let tint = slot.map_or(Tint::Grey, Tint::Slot);
            self.tints.insert(value.clone(), tint);
            self.key.push((names.of(column, value), tint));
        }
    }

    /// Categories keep the colour of their series, but for those that have one of their own, and those that
    /// are grey beside what stands out.
    fn by_category(&mut self, values: &[Value], bright: &BTreeSet<Value>, fixed: &BTreeMap<Value, u8>) {
        for value in values {
            if let Some(slot) = fixed.get(value) {
                self.tints.insert(value.clone(), Tint::Slot(*slot));
            } else if !bright.is_empty() && !bright.contains(value) {
                self.tints.insert(value.clone(), Tint::Grey);
            }
        }
    }

    /// The palette slot of a series, and whether its line is thick.
    #[must_use]
    pub fn series(&self, value: &Value) -> (Option<u8>, bool) {
        self.series.get(value).copied().unwrap_or((Some(0), false))
    }

    /// The ink of a row's mark.
    #[must_use]
    pub fn tint(&self, drawing: &Drawing<'_>, row: usize) -> Tint {
        let value = self.column.and_then(|column| drawing.dataset.table.cell(row, column).value());
        value.and_then(|value| self.tints.get(value)).copied().unwrap_or_default()
    }

    /// How many colours are told apart.
    #[must_use]
    pub fn colors(&self) -> usize {
        self.key.len().max(self.series.len())
    }
}

/// A slot for each value: the one that it was given, or the next that is free; none beside those that stand
/// out.
fn slots<'v>(
    values: &'v [Value],
    bright: &BTreeSet<Value>,
    fixed: &BTreeMap<Value, u8>,
) -> Vec<(&'v Value, Option<u8>)> {
    let taken: BTreeSet<u8> = fixed.values().copied().collect();
    let mut free = (0..SLOTS).filter(|slot| !taken.contains(slot)).collect::<Vec<_>>().into_iter().cycle();
    let slot = |value: &'v Value| {
        let grey = !bright.is_empty() && !bright.contains(value);
        let slot = fixed.get(value).copied().or_else(|| if grey { None } else { free.next() });
        (value, slot)
    };
    values.iter().map(slot).collect()
}
