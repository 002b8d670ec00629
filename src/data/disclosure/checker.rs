//! The independent checker: adds up a table of witnesses, compares it with what is published, and nothing else.
//!
//! It knows nothing of flows, of costs, or of how the witness was found.

/// What is said about one cell of the published tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// A category of each dimension; `None` counts all of them together.
    pub key: Vec<Option<u16>>,
    /// The count, if it is published.
    pub published: Option<i64>,
    /// What everyone knows of it at the least.
    pub lowest: i64,
    /// What everyone knows of it at the most.
    pub cap: Option<i64>,
}

/// What must be seen in a witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The withheld cell, by its line.
    pub line: usize,
    /// What it is in the witness.
    pub is: i64,
    /// Another line and what it is there, for someone who knows it.
    pub known: Option<(usize, i64)>,
}

/// The dimensions of a grouping, and its lines, each with its number and its place among the sums.
type Grouping = (Vec<usize>, Vec<(usize, usize, Line)>);

/// The published tables, with the lines of each grouping and their places among its sums.
#[derive(Clone, Debug)]
pub struct Checker {
    sizes: Vec<usize>,
    count: usize,
    groupings: Vec<Grouping>,
}

impl Checker {
    /// A checker of tables over dimensions of those sizes; `None` if a line lies outside of them.
    #[must_use]
    pub fn new(sizes: &[usize], lines: &[Line]) -> Option<Self> {
        let mut groupings: Vec<Grouping> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let by: Vec<usize> = (0..sizes.len()).filter(|at| line.key.get(*at) != Some(&None)).collect();
            let place = by.iter().try_fold(0, |place, at| {
                let (size, category) = (*sizes.get(*at)?, usize::from(line.key.get(*at).copied().flatten()?));
                (category < size).then_some(place * size + category)
            })?;
            let entry = (at, place, line.clone());
            match groupings.iter_mut().find(|(known, _)| *known == by) {
                Some((_, lines)) => lines.push(entry),
                None => groupings.push((by, vec![entry])),
            }
        }
        Some(Self { sizes: sizes.to_vec(), count: lines.len(), groupings })
    }

    /// True if counts over all dimensions, `categories` of one after the other, are none below zero, add up to
    /// every published count, keep to what everyone knows of the others, and show what is claimed.
    #[must_use]
    pub fn bears_out(&self, (categories, counts): (&[u16], &[i64]), claim: &Claim) -> bool {
        let whole = categories.len() == counts.len() * self.sizes.len() && claim.line < self.count;
        whole
            && counts.iter().all(|count| *count >= 0)
            && self.groupings.iter().all(|(by, lines)| {
                let sums = self.add_up(by, categories, counts);
                lines.iter().all(|(at, place, line)| {
                    sums.get(*place).is_some_and(|sum| agrees(*at, line, *sum, claim))
                })
            })
    }

    /// True if no line adds up to something where it counts nobody.
    #[must_use]
    pub fn agree(&self, counts: (&[u16], &[i64]), sums: (&[u16], &[i64])) -> bool {
        self.groupings.iter().all(|(by, lines)| {
            let (counts, sums) = (self.add_up(by, counts.0, counts.1), self.add_up(by, sums.0, sums.1));
            lines.iter().all(|(_, place, _)| {
                counts.get(*place).is_some_and(|count| *count > 0) || sums.get(*place) == Some(&0)
            })
        })
    }

    /// The sums of all counts by some of the dimensions; one that is out of range is left out.
    fn add_up(&self, by: &[usize], categories: &[u16], counts: &[i64]) -> Vec<i64> {
        let size = |at: usize| self.sizes.get(at).copied().unwrap_or_default();
        let mut sums = vec![0; by.iter().map(|at| size(*at)).product()];
        for (row, count) in categories.chunks(self.sizes.len().max(1)).zip(counts) {
            let category = |at: usize| row.get(at).copied().map_or(0, usize::from);
            let place = by.iter().fold(0, |place, at| place * size(*at) + category(*at));
            if let Some(sum) = sums.get_mut(place) {
                *sum += count;
            }
        }
        sums
    }
}

/// True if a sum is what is published, or what everyone knows and the claim says of it.
fn agrees(at: usize, line: &Line, sum: i64, claim: &Claim) -> bool {
    let known = match line.published {
        Some(published) => published == sum,
        None => sum >= line.lowest && line.cap.is_none_or(|cap| sum <= cap),
    };
    let claimed = at != claim.line || (line.published.is_none() && sum == claim.is);
    known && claimed && claim.known.is_none_or(|(other, value)| at != other || sum == value)
}
