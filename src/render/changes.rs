//! Changes of a dataset in words, for its feed: how many values are new, revised or gone, and which.

use crate::{
    base::locale::messages::Argument,
    data::{
        cell::Cell,
        change::{self, Change},
        dataset::Dataset,
        table::Table,
    },
    model::{language::Language, show},
};

/// How many changes are told one by one.
const NAMED: usize = 20;

/// The words about one change of the figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// "3 values revised, 1 new".
    pub summary: String,
    /// The old and new values.
    pub lines: String,
}

/// What changed in a dataset from one table to the next; nothing if no figure did.
#[must_use]
pub fn tell(dataset: &Dataset, was: &Table, now: &Table, words: &Language) -> Option<Told> {
    let changes = change::between(was, now, &dataset.primary_key);
    if changes.is_empty() {
        return None;
    }
    let of = |kind: &str| changes.iter().filter(|change| self::kind(change) == kind).count();
    let counted = ["revised", "new", "gone"].map(|kind| (kind, of(kind)));
    let part = |(kind, count)| counted_words(kind, count, words);
    let comma = format!("{} ", words.say("list-comma", &[]));
    let summary: Vec<String> = counted.into_iter().filter(|(_, count)| *count > 0).map(part).collect();
    let mut lines: Vec<String> =
        changes.iter().take(NAMED).map(|change| line(dataset, change, words)).collect();
    if let Some(more) = changes.len().checked_sub(NAMED).filter(|more| *more > 0) {
        lines.push(counted_words("more", more, words));
    }
    Some(Told { summary: summary.join(&comma), lines: lines.join("; ") })
}

fn counted_words(kind: &str, count: usize, words: &Language) -> String {
    let count = u64::try_from(count).unwrap_or_default();
    let shown = words.locale.number(count.into(), None);
    let arguments = [("count", Argument::Count(count)), ("shown", Argument::Text(shown))];
    words.say(&format!("changes-{kind}"), &arguments)
}

fn kind(change: &Change<'_>) -> &'static str {
    match (change.was, change.now) {
        (None, _) => "new",
        (Some(_), Some(_)) => "revised",
        (Some(_), None) => "gone",
    }
}

fn line(dataset: &Dataset, change: &Change<'_>, words: &Language) -> String {
    let fields = dataset.table.fields();
    let Some(field) = fields.get(change.field) else { return String::new() };
    let key = dataset.primary_key.iter().zip(&change.key).filter_map(|(at, value)| {
        let cell = Cell::plain((*value).clone());
        fields.get(*at).map(|field| show::cell(&cell, field, None, words))
    });
    let name: Vec<String> = key.chain([field.title_in(words.locale.tag()).to_owned()]).collect();
    let comma = format!("{} ", words.say("list-comma", &[]));
    let cell = |cell: Option<&Cell>| {
        Argument::Text(cell.map(|cell| show::cell(cell, field, None, words)).unwrap_or_default())
    };
    let arguments =
        [("name", Argument::Text(name.join(&comma))), ("was", cell(change.was)), ("now", cell(change.now))];
    words.say(&format!("changes-line-{}", kind(change)), &arguments)
}
