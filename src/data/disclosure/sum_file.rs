//! The sums of a private audit as a file: like the counts, with what each cell was given, and for each witness
//! the counts that it goes with.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::data::disclosure::{
    audit_file::{self, Counts},
    checker::{Checker, Claim, Line},
    finest::Finest,
    interval::bounds,
    sum::Sum,
    sums::{Counted, Pairs, Sums},
    tabulation::Why,
};

/// The entry of one column of sums.
#[must_use]
pub fn entry(counted: &Counted<'_>, sum: &Sum, sums: &Sums) -> Json {
    let base = audit_file::counts(&Finest::behind(&sums.tables, &sums.tables.values()));
    let pairs = Pairs::new(counted, sums).all();
    let witnesses = pairs.iter().map(|pair| {
        let mut entry = audit_file::witness_json(&sums.tables, &base, &pair.sums);
        if let Some(fields) = entry.as_object_mut() {
            fields.insert("beside".to_owned(), json!(pair.counts));
        }
        entry
    });
    json!({
        "field": sum.name,
        "p": sum.rule.p,
        "decimals": sum.decimals,
        "cells": cells(sums),
        "witnesses": witnesses.collect::<Vec<_>>(),
        "table": base.iter().map(|(key, sum)| json!([key, sum])).collect::<Vec<_>>(),
    })
}

fn cells(sums: &Sums) -> Vec<Json> {
    let known = sums.with_counts_known();
    let cell = |(at, given): (usize, &crate::data::disclosure::contribution::Contribution)| {
        let found = sums.tables.cells.get(at);
        let why = found.and_then(|cell| cell.why).map(|why| match why {
            Why::Primary => "primary",
            Why::Secondary => "secondary",
            Why::Insider => "insider",
        });
        json!({
            "sum": given.sum,
            "contributors": given.contributors,
            "largest": given.largest,
            "second": given.second,
            "withheld": why,
            "cap": found.and_then(|cell| cell.cap),
            "aim": sums.aims.of(at).map(|aim| [aim.low, aim.high]),
            "interval": why.map(|_| bounds(&known, at)).map(|(low, high)| json!([low, high])),
        })
    };
    sums.given.iter().enumerate().map(cell).collect()
}

/// The counts of a file that was read: its cells, and the table of each witness after the true one.
pub struct Read<'f> {
    /// How many categories each dimension has.
    pub sizes: &'f [usize],
    /// What is published of the counts, and the true counts.
    pub cells: &'f [(Line, i64)],
    /// The true counts.
    pub truth: &'f Counts,
    /// The witnesses, each with its claim.
    pub worlds: &'f [(Claim, Counts)],
    /// Counts below it are small.
    pub threshold: i64,
}

/// Checks one column of sums beside counts that are sound. Gives the number of witnesses.
///
/// # Errors
/// What is wrong with it.
pub fn check(counts: &Read<'_>, entry: &Json) -> Result<usize, String> {
    let wrong = || "a part of the sums is missing".to_owned();
    let list = |name: &str| entry.get(name).and_then(Json::as_array).ok_or_else(wrong);
    let p = entry.get("p").and_then(Json::as_i64).ok_or_else(wrong)?;
    let cells: Vec<Cell> = list("cells")?.iter().map(Cell::read).collect::<Option<_>>().ok_or_else(wrong)?;
    if cells.len() != counts.cells.len() {
        return Err(wrong());
    }
    let lines: Vec<Line> = counts.cells.iter().zip(&cells).map(|((line, _), cell)| cell.line(line)).collect();
    for (at, ((line, count), cell)) in counts.cells.iter().zip(&cells).enumerate() {
        if (line.published.is_none() && cell.shown) || !cell.is_sound((counts.threshold, p), *count) {
            return Err(format!("the sum of cell {} is not protected as its rules say", at + 1));
        }
    }
    if lines.iter().all(|line| line.published.is_none()) {
        return Ok(0);
    }
    let checker = Checker::new(counts.sizes, &lines).ok_or_else(wrong)?;
    let base = audit_file::pairs(list("table")?).ok_or_else(wrong)?;
    let mut alone: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
    let mut beside = vec![false; counts.worlds.len()];
    for (at, witness) in list("witnesses")?.iter().enumerate() {
        let failed = || format!("witness {} of the sums does not bear out what it claims", at + 1);
        let claim = audit_file::claim(witness).ok_or_else(wrong)?;
        let sums = flat(&audit_file::changed(&base, witness).ok_or_else(wrong)?);
        let place = witness.get("beside").and_then(Json::as_u64).and_then(|at| usize::try_from(at).ok());
        let world = match place {
            Some(place) => Some(counts.worlds.get(place).ok_or_else(wrong)?),
            None => None,
        };
        let counted = flat(world.map_or(counts.truth, |(_, counts)| counts));
        let (shown, counted) = ((sums.0.as_slice(), sums.1.as_slice()), (&*counted.0, &*counted.1));
        if !checker.bears_out(shown, &claim) || !checker.agree(counted, shown) {
            return Err(failed());
        }
        match (world, place) {
            (Some((about, _)), Some(place)) => {
                let idle = counts.cells.get(about.line).is_some_and(|(_, count)| *count == 0);
                let capped = cells.get(about.line).is_some_and(|cell| cell.cap == Some(0));
                if about.line != claim.line || (idle && !capped && about.is > 0 && claim.is == 0) {
                    return Err(failed());
                }
                beside.iter_mut().skip(place).take(1).for_each(|seen| *seen = true);
            }
            _ => alone.entry(claim.line).or_default().push(claim.is),
        }
    }
    let seen = |at: usize, is: i64| alone.get(&at).is_some_and(|found| found.contains(&is));
    let lacks = |(at, cell): (usize, &Cell)| {
        cell.aim.is_some_and(|[low, high]| !seen(at, low) || !seen(at, high)).then_some(at)
    };
    if let Some(at) = cells.iter().enumerate().find_map(lacks) {
        return Err(format!("the sum of cell {} lacks a witness", at + 1));
    }
    match beside.iter().position(|seen| !seen) {
        Some(at) => Err(format!("witness {} of the counts has no sums beside it", at + 1)),
        None => Ok(list("witnesses")?.len()),
    }
}

/// A sum as it stands in a file.
struct Cell {
    sum: i64,
    contributors: i64,
    largest: i64,
    second: i64,
    shown: bool,
    cap: Option<i64>,
    aim: Option<[i64; 2]>,
}

impl Cell {
    fn read(cell: &Json) -> Option<Self> {
        let number = |name: &str| cell.get(name)?.as_i64();
        let aim = match cell.get("aim")?.as_array().map(Vec::as_slice) {
            Some([low, high]) => Some([low.as_i64()?, high.as_i64()?]),
            _ => None,
        };
        Some(Self {
            sum: number("sum")?,
            contributors: number("contributors")?,
            largest: number("largest")?,
            second: number("second")?,
            shown: cell.get("withheld")?.is_null(),
            cap: cell.get("cap")?.as_i64(),
            aim,
        })
    }

    fn line(&self, count: &Line) -> Line {
        let published = self.shown.then_some(self.sum);
        Line { key: count.key.clone(), published, lowest: 0, cap: self.cap }
    }

    /// True if it has the aim that the rules ask for, and is withheld then.
    fn is_sound(&self, (threshold, p): (i64, i64), count: i64) -> bool {
        let rest = self.sum - self.largest - self.second;
        let few = self.contributors < threshold;
        let asked = few || rest * 100 < p * self.largest;
        let known = count == 0 || self.cap == Some(0);
        let Some([low, high]) = self.aim else { return !asked || known };
        let far = |way: i64| match (self.sum, few) {
            (0, _) => way > 0,
            (sum, true) => way * 100 >= p * sum,
            (_, false) => (way + rest) * 100 >= p * self.largest,
        };
        let up = far(high - self.sum) || self.cap.is_some_and(|cap| high >= cap);
        !self.shown && up && (far(self.sum - low) || low == 0)
    }
}

fn flat(counts: &Counts) -> (Vec<u16>, Vec<i64>) {
    let categories = counts.keys().flatten().copied().collect();
    (categories, counts.values().copied().collect())
}
