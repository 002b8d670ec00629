//! The datasets as they stood on the days that pages are pinned to by `data_as_of`.
//!
//! Days on which the same rows stood share one edition, so ten thousand pinned pages cost as much as the
//! vintages that they read, not as the days that they name.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::{
    data::{Datasets, vintage::Standing},
    model::evaluate::Evaluator,
};

/// The editions that differ from what stands today.
#[derive(Debug, Default)]
pub struct Editions {
    list: Vec<Edition>,
    /// The edition of each day; none for a day on which all stood as today.
    of: BTreeMap<Date, usize>,
}

/// The datasets of a day.
#[derive(Debug)]
struct Edition {
    datasets: Datasets,
    /// Those of which no rows so old are known.
    unknown: BTreeSet<usize>,
}

impl Editions {
    /// The editions of some days.
    #[must_use]
    pub fn new(datasets: &Datasets, days: impl Iterator<Item = Date>) -> Self {
        let mut editions = Self::default();
        let mut seen: BTreeMap<Vec<Standing>, usize> = BTreeMap::new();
        for day in days {
            let standing: Vec<_> = datasets.list.iter().map(|dataset| dataset.standing(day)).collect();
            if standing.iter().all(|standing| *standing == Standing::Current) {
                continue;
            }
            let place = *seen.entry(standing).or_insert_with_key(|standing| {
                editions.list.push(Edition::new(datasets, standing));
                editions.list.len() - 1
            });
            editions.of.insert(day, place);
        }
        editions
    }

    /// An evaluator for each edition.
    #[must_use]
    pub fn evaluators(&self) -> Vec<Evaluator<'_>> {
        self.list.iter().map(Edition::evaluator).collect()
    }

    /// The edition of a day; none if all stood as today.
    #[must_use]
    pub fn find(&self, day: Date) -> Option<usize> {
        self.of.get(&day).copied()
    }
}

impl Edition {
    fn evaluator(&self) -> Evaluator<'_> {
        Evaluator::with_unknown(&self.datasets, self.unknown.clone())
    }

    fn new(datasets: &Datasets, standing: &[Standing]) -> Self {
        let mut edition = Self { datasets: datasets.clone(), unknown: BTreeSet::new() };
        for (place, (dataset, standing)) in edition.datasets.list.iter_mut().zip(standing).enumerate() {
            match standing {
                Standing::Current => {}
                Standing::Vintage(vintage) => {
                    if let Some(vintage) = dataset.vintages.get(*vintage) {
                        dataset.table = vintage.table.clone();
                    }
                }
                Standing::Unknown => drop(edition.unknown.insert(place)),
            }
        }
        edition
    }
}
