//! The last step of reading: what is not to be seen ends here.

use crate::{
    base::diagnostic::Diagnostics,
    data::{
        dataset::Dataset,
        disclosure::{
            declaration::Declaration,
            personal,
            protect::{self, Secret},
        },
        schema::ForeignKey,
        table::Table,
        vintage::Vintage,
    },
};

/// The dataset as later stages may see it: protected, where that is declared, and without its dropped columns.
pub fn guard(
    dataset: Dataset,
    disclosure: Option<Option<Declaration>>,
    diagnostics: &mut Diagnostics,
) -> (Dataset, Option<Secret>) {
    if dataset.publish || disclosure.is_some() {
        personal::check(&dataset.table, dataset.span, diagnostics);
    }
    match disclosure {
        Some(declaration) => protect::protect(Dataset { sealed: true, ..dataset }, declaration, diagnostics),
        None => (without_dropped(dataset), None),
    }
}

/// The dataset without the columns that are to be dropped, today's and those of its vintages. A key that needs
/// one of them goes with it.
fn without_dropped(dataset: Dataset) -> Dataset {
    let fields = dataset.table.fields();
    let kept: Vec<usize> =
        (0..fields.len()).filter(|at| fields.get(*at).is_some_and(|field| !field.drop)).collect();
    if kept.len() == fields.len() {
        return dataset;
    }
    let place = |old: &usize| kept.iter().position(|at| at == old);
    let places = |old: &[usize]| old.iter().map(place).collect::<Option<Vec<usize>>>();
    let key = |key: &ForeignKey| Some(ForeignKey { fields: places(&key.fields)?, ..key.clone() });
    let narrow = |table: &Table| {
        let mut fields: Vec<_> = kept.iter().filter_map(|at| table.fields().get(*at).cloned()).collect();
        for field in &mut fields {
            field.status = field.status.as_ref().and_then(place);
        }
        table.rearranged(&kept, fields)
    };
    let vintage = |vintage: &Vintage| Vintage { table: narrow(&vintage.table), ..vintage.clone() };
    Dataset {
        table: narrow(&dataset.table),
        vintages: dataset.vintages.iter().map(vintage).collect(),
        primary_key: places(&dataset.primary_key).unwrap_or_default(),
        foreign_keys: dataset.foreign_keys.iter().filter_map(key).collect(),
        sealed: true,
        ..dataset
    }
}
