//! The words for values: of the page's language, of the categories, or the value itself.

use std::collections::BTreeSet;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        yaml::{fields::quoted_list, nearest, scalar::Written},
    },
    content::figure::words::Translation,
    data::{cell::Cell, dataset::Dataset, value::Value},
    model::{language::Language, show},
};

/// Who knows the words for the values of a table.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The table.
    pub dataset: &'a Dataset,
    /// The language.
    pub language: &'a Language,
    /// The first language, in whose words authors declare.
    pub first: &'a Language,
    /// The figure's words in it, where it is not the first one.
    pub translation: Option<&'a Translation>,
}

/// How many names a message lists.
const SHOWN: usize = 12;

impl Names<'_> {
    /// The words for a value of a column.
    #[must_use]
    pub fn of(&self, column: usize, value: &Value) -> String {
        let Some(field) = self.dataset.table.fields().get(column) else { return String::new() };
        let words = show::value_text(value, field, None, self.language);
        let spelled = value.to_string();
        let translated = self.translation.and_then(|translation| {
            translation.labels.iter().find(|(name, ..)| *name == spelled || *name == words)
        });
        translated.map_or(words, |(_, _, words)| words.clone())
    }

    /// Reports words of the translation for values that none of `columns` has.
    pub fn check(&self, columns: &[usize], diagnostics: &mut Diagnostics) {
        let Some(translation) = self.translation else { return };
        let table = &self.dataset.table;
        let mut spelled: BTreeSet<String> = BTreeSet::new();
        for column in columns {
            for value in table.column(*column).filter_map(Cell::value) {
                let label = table.fields().get(*column).and_then(|field| field.label(value));
                spelled.extend(label.map(str::to_owned));
                spelled.insert(value.to_string());
            }
        }
        let strange = translation.labels.iter().filter(|(name, ..)| !spelled.contains(name));
        for (name, span, _) in strange {
            let written = Written { text: name.clone(), span: *span, exact: false };
            let known: Vec<String> = spelled.iter().cloned().collect();
            diagnostics.push(unknown(&written, &known, "value of the figure"));
        }
    }

    /// True if an author means a value by `text`: as it stands in the file, or by its words.
    #[must_use]
    pub fn means(&self, column: usize, value: &Value, text: &str) -> bool {
        let fields = self.dataset.table.fields();
        let label = fields.get(column).and_then(|field| field.label(value));
        let declared = || fields.get(column).map(|field| show::value_text(value, field, None, self.first));
        value.to_string() == text
            || label == Some(text)
            || self.of(column, value) == text
            || declared().is_some_and(|words| words == text)
    }

    /// The place of a name among values.
    ///
    /// # Errors
    /// When there is none, with the nearest; `what` says what was looked for.
    pub fn find(
        &self,
        column: usize,
        values: &[Value],
        written: &Written,
        what: &str,
    ) -> Result<usize, Diagnostic> {
        let found = values.iter().position(|value| self.means(column, value, &written.text));
        found.ok_or_else(|| {
            let names: Vec<String> = values.iter().map(|value| self.of(column, value)).collect();
            unknown(written, &names, what)
        })
    }
}

fn unknown(written: &Written, names: &[String], what: &str) -> Diagnostic {
    let message = format!("no {what} is called `{}`", written.text);
    let problem = Diagnostic::error("no-such-value", written.span, message);
    let known = || names.iter().map(String::as_str);
    if let Some(near) = nearest(&written.text, known()) {
        return problem.help(format!("did you mean `{near}`?"));
    }
    let more = names.len().saturating_sub(SHOWN);
    let rest = if more > 0 { format!(" (and {more} more)") } else { String::new() };
    problem.help(format!("there are {}{rest}", quoted_list(known().take(SHOWN))))
}
