//! How sure a figure is, or why there is none: the words of status columns, in and out.
//!
//! Only codes live here; the words that readers see come from the messages of a theme. Letters are those
//! of Eurostat's flags, as far as one letter means one of our words.

use crate::base::yaml::nearest;

/// What a reader must know about a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// "About", or rounded in the source.
    Approximate,
    /// The cell holds a lower bound.
    AtLeast,
    /// The cell holds an upper bound.
    AtMost,
    /// May still change.
    Provisional,
    /// Estimated by its source.
    Estimated,
    /// Computed by the publisher from printed figures.
    Derived,
    /// Changed since it was first published.
    Revised,
    /// Another source gives another figure.
    Conflicting,
    /// Not comparable with the values before it.
    BreakInSeries,
}

/// Why a cell has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    /// Nothing is there and nothing is said about it.
    Missing,
    /// There can be no figure here.
    NotApplicable,
    /// The source keeps it back, as a rule because it is small.
    Suppressed,
    /// Looked for and not found in any source seen.
    NotFound,
}

/// What a word of a status column says about the cell that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The figure is printed as it stands.
    Exact,
    /// The figure comes with a warning.
    Flagged(Flag),
    /// There is no figure.
    Absent(Absence),
}

const WORDS: [(&str, Status); 14] = [
    ("exact", Status::Exact),
    ("approximate", Status::Flagged(Flag::Approximate)),
    ("at_least", Status::Flagged(Flag::AtLeast)),
    ("at_most", Status::Flagged(Flag::AtMost)),
    ("provisional", Status::Flagged(Flag::Provisional)),
    ("estimated", Status::Flagged(Flag::Estimated)),
    ("derived", Status::Flagged(Flag::Derived)),
    ("revised", Status::Flagged(Flag::Revised)),
    ("conflicting", Status::Flagged(Flag::Conflicting)),
    ("break_in_series", Status::Flagged(Flag::BreakInSeries)),
    ("missing", Status::Absent(Absence::Missing)),
    ("not_applicable", Status::Absent(Absence::NotApplicable)),
    ("suppressed", Status::Absent(Absence::Suppressed)),
    ("not_found", Status::Absent(Absence::NotFound)),
];

const LETTERS: [(&str, Status); 7] = [
    ("p", Status::Flagged(Flag::Provisional)),
    ("e", Status::Flagged(Flag::Estimated)),
    ("s", Status::Flagged(Flag::Estimated)),
    ("b", Status::Flagged(Flag::BreakInSeries)),
    ("r", Status::Flagged(Flag::Revised)),
    ("c", Status::Absent(Absence::Suppressed)),
    ("z", Status::Absent(Absence::NotApplicable)),
];

impl Status {
    /// The status that a word gives; an empty cell has none.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        WORDS.iter().chain(&LETTERS).find(|(known, _)| *known == word).map(|(_, status)| *status)
    }

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(_, status)| *status == self).map_or("exact", |(word, _)| word)
    }

    /// What to write in place of a word that is none.
    #[must_use]
    pub fn cure(word: &str) -> String {
        let words = || WORDS.iter().map(|(word, _)| *word);
        match word {
            "u" | ":u" => {
                "write `approximate` or `estimated`; `u` (low reliability) could be either".to_owned()
            }
            "d" => {
                "write `break_in_series`, or `exact` with a note; `d` says only that the definition differs"
                    .to_owned()
            }
            "f" => "write `estimated`, and in a note that the figure is a forecast".to_owned(),
            "n" => {
                "write `approximate`, or leave the cell empty; `n` says that the figure is not significant"
                    .to_owned()
            }
            _ if letters(word) => {
                "write the one that a reader must know first; a cell has one status".to_owned()
            }
            _ => match nearest(word, words()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "write one of {}",
                    words().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
                ),
            },
        }
    }
}

/// True for several letters in one cell, such as Eurostat's `bp`.
fn letters(word: &str) -> bool {
    let known = |letter: char| LETTERS.iter().any(|(known, _)| known.starts_with(letter));
    (2..=3).contains(&word.len()) && word.chars().all(known)
}

impl Flag {
    /// Its word in status columns.
    #[must_use]
    pub fn word(self) -> &'static str {
        Status::Flagged(self).word()
    }
}

impl Absence {
    /// Its word in status columns.
    #[must_use]
    pub fn word(self) -> &'static str {
        Status::Absent(self).word()
    }

    /// The reasons by their words, for descriptors.
    #[must_use]
    pub fn choices() -> Vec<(&'static str, Self)> {
        let absence = |(word, status): &(&'static str, Status)| match status {
            Status::Absent(absence) => Some((*word, *absence)),
            Status::Exact | Status::Flagged(_) => None,
        };
        WORDS.iter().filter_map(absence).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for (word, status) in WORDS {
            assert_eq!(Status::parse(word), Some(status));
            assert_eq!(status.word(), word);
        }
    }

    #[test]
    fn letters_are_read_where_they_mean_one_thing() {
        assert_eq!(Status::parse("c"), Some(Status::Absent(Absence::Suppressed)));
        assert_eq!(Status::parse("s"), Status::parse("estimated"));
        for letter in ["u", "d", "f", "n", "P", "bp"] {
            assert_eq!(Status::parse(letter), None, "{letter}");
        }
        assert!(Status::cure("bp").starts_with("write the one"));
        assert!(Status::cure("u").contains("estimated"));
        assert_eq!(Status::cure("aproximate"), "did you mean `approximate`?");
    }
}
