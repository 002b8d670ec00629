//! Which two categories, counted as one, would save the most counts from being withheld.

use crate::data::{
    disclosure::{
        count::Counts,
        protect::{Secret, tabulate},
        suppress,
    },
    value::Value,
};

/// How many pairs are tried; each is a run of the whole protection.
const TRIES: usize = 60;

/// Larger tables are left to the editor's judgement.
const LARGEST: usize = 2_500;

/// A pair of categories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The column.
    pub column: String,
    /// The two categories.
    pub pair: [Value; 2],
    /// How many counts are withheld with both, and how many of how many if they were one.
    pub before: usize,
    /// As above.
    pub after: usize,
    /// As above.
    pub of: usize,
}

impl Merge {
    /// The advice.
    #[must_use]
    pub fn words(&self) -> String {
        let [a, b] = &self.pair;
        format!(
            "counted as one category, `{a}` and `{b}` of `{}` would save the most: {} of {} counts withheld in place of {}",
            self.column, self.after, self.of, self.before
        )
    }
}

/// The pair that saves most, if any saves something.
#[must_use]
pub fn best(secret: &Secret) -> Option<Merge> {
    let before = secret.tables.hidden();
    if before == 0 || secret.tables.cells.len() > LARGEST {
        return None;
    }
    let all = pairs(secret).into_iter().take(TRIES);
    let tried = all.filter_map(|(dimension, a, b)| merged(secret, before, dimension, a, b));
    tried.filter(|merge| merge.after < before).min_by_key(|merge| merge.after)
}

/// The pairs, those of the smallest categories first; of an order such as years only neighbours.
fn pairs(secret: &Secret) -> Vec<(usize, u16, u16)> {
    let mut pairs = Vec::new();
    for (at, dimension) in secret.declaration.dimensions.iter().enumerate() {
        let total = |category: u16| {
            let key: Vec<Option<u16>> = (0..secret.declaration.dimensions.len())
                .map(|other| (other == at).then_some(category))
                .collect();
            secret.counts.get(&key).copied().unwrap_or_default()
        };
        let count = u16::try_from(dimension.values.len()).unwrap_or_default();
        let ordered = matches!(dimension.values.first(), Some(Value::Integer(_) | Value::Date(_)));
        for a in 0..count {
            for b in (a + 1)..count {
                if !ordered || b == a + 1 {
                    pairs.push((total(a) + total(b), at, a, b));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs.into_iter().map(|(_, at, a, b)| (at, a, b)).collect()
}

fn merged(secret: &Secret, before: usize, dimension: usize, a: u16, b: u16) -> Option<Merge> {
    let mut declaration = secret.declaration.clone();
    let found = declaration.dimensions.get_mut(dimension)?;
    let pair = [a, b].map(|at| found.values.get(usize::from(at)).cloned());
    found.values.remove(usize::from(b));
    let column = found.name.clone();
    let mut counts = Counts::new();
    for (key, count) in &secret.counts {
        let mut key = key.clone();
        if let Some(Some(category)) = key.get_mut(dimension) {
            *category = match *category {
                found if found == b => a,
                found if found > b => found - 1,
                found => found,
            };
        }
        *counts.entry(key).or_default() += count;
    }
    let mut tables = tabulate(&declaration, &secret.kept, &counts);
    suppress::suppress(&mut tables, &secret.rules);
    let [Some(a), Some(b)] = pair else { return None };
    Some(Merge { column, pair: [a, b], before, after: tables.hidden(), of: tables.cells.len() })
}
