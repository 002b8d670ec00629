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

/// True if counts over all dimensions, `categories` of one after the other, are none below zero, add up to
/// every published count, keep to what everyone knows of the others, and show what is claimed.
#[must_use]
pub fn bears_out(
    sizes: &[usize],
    lines: &[Line],
    (categories, counts): (&[u16], &[i64]),
    claim: &Claim,
) -> bool {
    if counts.iter().any(|count| *count < 0) || categories.len() != counts.len() * sizes.len() {
        return false;
    }
    let mut groupings: Vec<(Vec<bool>, Vec<i64>)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let by: Vec<bool> = line.key.iter().map(Option::is_some).collect();
        if groupings.iter().all(|(known, _)| *known != by) {
            let sums = add_up(sizes, &by, categories, counts);
            groupings.push((by.clone(), sums));
        }
        let place = line.key.iter().zip(sizes).fold(Some(0), |place, (category, size)| {
            category.map_or(place, |category| {
                let category = usize::from(category);
                place.filter(|_| category < *size).map(|place| place * size + category)
            })
        });
        let sums = groupings.iter().find(|(known, _)| *known == by).map(|(_, sums)| sums);
        let Some(sum) = sums.zip(place).and_then(|(sums, place)| sums.get(place)) else { return false };
        let wrong = line.published.is_some_and(|published| published != *sum)
            || (line.published.is_none() && (*sum < line.lowest || line.cap.is_some_and(|cap| *sum > cap)))
            || (at == claim.line && (line.published.is_some() || *sum != claim.is))
            || claim.known.is_some_and(|(other, value)| at == other && *sum != value);
        if wrong {
            return false;
        }
    }
    claim.line < lines.len()
}

/// The sums of all counts by some of the dimensions; one that is out of range is left out.
fn add_up(sizes: &[usize], by: &[bool], categories: &[u16], counts: &[i64]) -> Vec<i64> {
    let used = || sizes.iter().zip(by).filter(|(_, used)| **used).map(|(size, _)| *size);
    let mut sums = vec![0; used().product()];
    for (row, count) in categories.chunks(sizes.len().max(1)).zip(counts) {
        let places = row.iter().zip(sizes).zip(by).filter(|(_, used)| **used);
        let place = places.fold(0, |place, ((category, size), _)| place * size + usize::from(*category));
        if let Some(sum) = sums.get_mut(place) {
            *sum += count;
        }
    }
    sums
}
