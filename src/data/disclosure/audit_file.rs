//! The private audit as a file: written once, and read again by a checker that trusts nothing but the file.
//!
//! `table` holds a count for each combination of categories of all columns, and each witness what is added to
//! some of them. A witness table is their sum; the checker adds both up and compares.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::data::disclosure::{
    audit::{self, Witness},
    checker::{Checker, Claim, Line},
    finest::Finest,
    interval::bounds,
    protect::Secret,
    rules::Zeros,
    sum_file,
    sums::Counted,
    tabulation::{Tabulation, Why},
};

/// The version of the layout.
const VERSION: u64 = 2;

/// What is counted, or summed, by combination of categories.
pub type Counts = BTreeMap<Vec<u16>, i64>;

/// The audit of a dataset whose file has the hash `input`.
#[must_use]
pub fn write(secret: &Secret, input: &str) -> Vec<u8> {
    let Secret { declaration, tables, rules, .. } = secret;
    let counted = Counted::new(tables, *rules);
    let base = counts(&Finest::behind(tables, &tables.values()));
    let witnesses: Vec<Json> =
        counted.worlds.iter().map(|witness| witness_json(tables, &base, &witness)).collect();
    let sums =
        declaration.sums.iter().zip(&secret.sums).map(|(sum, sums)| sum_file::entry(&counted, sum, sums));
    let dimensions = declaration.dimensions.iter().map(|dimension| {
        let values: Vec<String> = dimension.values.iter().map(ToString::to_string).collect();
        json!({"name": dimension.name, "categories": values})
    });
    let value = json!({
        "version": VERSION,
        "warning": "private: this file holds every count that is withheld",
        "input": input,
        "threshold": rules.threshold,
        "lowest": rules.lowest(),
        "zeros": if rules.zeros == Zeros::Publish { "publish" } else { "protect" },
        "dimensions": dimensions.collect::<Vec<_>>(),
        "cells": cells_json(tables),
        "table": base.iter().map(|(key, count)| json!([key, count])).collect::<Vec<_>>(),
        "witnesses": witnesses,
        "sums": sums.collect::<Vec<_>>(),
    });
    format!("{value}\n").into_bytes()
}

fn cells_json(tables: &Tabulation) -> Vec<Json> {
    let cell = |(at, line): (usize, Line)| {
        let found = tables.cells.get(at);
        let why = found.and_then(|cell| cell.why).map(|why| match why {
            Why::Primary => "primary",
            Why::Secondary => "secondary",
            Why::Insider => "insider",
        });
        let interval = why.map(|_| bounds(tables, at));
        json!({
            "key": line.key,
            "count": found.map(|cell| cell.value),
            "withheld": why,
            "cap": line.cap,
            "interval": interval.map(|(low, high)| json!([low, high])),
        })
    };
    audit::lines(tables).into_iter().enumerate().map(cell).collect()
}

/// A witness of any tables, as what is added to the true one.
#[must_use]
pub fn witness_json(tables: &Tabulation, base: &Counts, witness: &Witness) -> Json {
    let there = counts(&Finest::behind(tables, &witness.values));
    let mut changes: Counts = there.clone();
    for (key, count) in base {
        *changes.entry(key.clone()).or_default() -= count;
    }
    let changes =
        changes.iter().filter(|(_, change)| **change != 0).map(|(key, change)| json!([key, change]));
    json!({
        "cell": witness.claim.line,
        "is": witness.claim.is,
        "known": witness.claim.known.map(|(cell, count)| json!([cell, count])),
        "changes": changes.collect::<Vec<_>>(),
    })
}

/// The counts by categories.
#[must_use]
pub fn counts(finest: &Finest) -> Counts {
    let mut all = Counts::new();
    for (row, count) in finest.categories.chunks(finest.dimensions.max(1)).zip(&finest.counts) {
        *all.entry(row.to_vec()).or_default() += count;
    }
    all
}

/// Checks an audit as it stands in a file: every small count is withheld and has a witness as low and one as
/// high as it must be able to be, and each witness bears out what it claims. Gives the number of witnesses.
///
/// # Errors
/// What is wrong with it.
pub fn check(bytes: &[u8]) -> Result<usize, String> {
    let file: Json = serde_json::from_slice(bytes).map_err(|error| format!("it is no audit: {error}"))?;
    let wrong = || "a part of it is missing".to_owned();
    let number = |name: &str| file.get(name).and_then(Json::as_i64).ok_or_else(wrong);
    let list = |name: &str| file.get(name).and_then(Json::as_array).ok_or_else(wrong);
    let (threshold, lowest) = (number("threshold")?, number("lowest")?);
    let sizes = list("dimensions")?.iter().map(|one| one.get("categories")?.as_array().map(Vec::len));
    let sizes: Vec<usize> = sizes.collect::<Option<_>>().ok_or_else(wrong)?;
    let cells: Vec<(Line, i64)> =
        list("cells")?.iter().map(|cell| line(cell, lowest)).collect::<Option<_>>().ok_or_else(wrong)?;
    let base = pairs(list("table")?).ok_or_else(wrong)?;
    let lines: Vec<Line> = cells.iter().map(|(line, _)| line.clone()).collect();
    let checker = Checker::new(&sizes, &lines).ok_or_else(wrong)?;
    let mut shown: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
    let mut worlds = Vec::new();
    for (at, witness) in list("witnesses")?.iter().enumerate() {
        let claim = claim(witness).ok_or_else(wrong)?;
        let table = changed(&base, witness).ok_or_else(wrong)?;
        let categories: Vec<u16> = table.keys().flatten().copied().collect();
        let counts: Vec<i64> = table.values().copied().collect();
        if !checker.bears_out((&categories, &counts), &claim) {
            return Err(format!("witness {} does not bear out what it claims", at + 1));
        }
        shown.entry(claim.line).or_default().push(claim.is);
        worlds.push((claim, table));
    }
    for (at, (line, count)) in cells.iter().enumerate().filter(|(_, (_, n))| (lowest..threshold).contains(n))
    {
        let high = line.cap.map_or(threshold - 1, |cap| cap.min(threshold - 1));
        let seen = shown.get(&at).map(Vec::as_slice).unwrap_or_default();
        if line.published.is_some() || !seen.contains(&lowest) || !seen.contains(&high) {
            return Err(format!("cell {} ({count}) lacks a witness", at + 1));
        }
    }
    let (sizes, cells) = (sizes.as_slice(), cells.as_slice());
    let read = sum_file::Read { sizes, cells, truth: &base, worlds: &worlds, threshold };
    let sums = list("sums")?.iter().map(|entry| sum_file::check(&read, entry)).sum::<Result<usize, _>>()?;
    Ok(worlds.len() + sums)
}

/// A table with the changes of a witness.
#[must_use]
pub fn changed(base: &Counts, witness: &Json) -> Option<Counts> {
    let mut table = base.clone();
    for (key, change) in pairs(witness.get("changes")?.as_array()?)? {
        *table.entry(key).or_default() += change;
    }
    Some(table)
}

fn line(cell: &Json, lowest: i64) -> Option<(Line, i64)> {
    let category = |one: &Json| match one.as_u64() {
        Some(number) => u16::try_from(number).ok().map(Some),
        None => one.is_null().then_some(None),
    };
    let key = cell.get("key")?.as_array()?.iter().map(category).collect::<Option<Vec<_>>>()?;
    let count = cell.get("count")?.as_i64()?;
    let published = cell.get("withheld")?.is_null().then_some(count);
    Some((Line { key, published, lowest, cap: cell.get("cap")?.as_i64() }, count))
}

/// What a witness claims.
#[must_use]
pub fn claim(witness: &Json) -> Option<Claim> {
    let place = |value: &Json| usize::try_from(value.as_u64()?).ok();
    let known = match witness.get("known")?.as_array().map(Vec::as_slice) {
        Some([cell, count]) => Some((place(cell)?, count.as_i64()?)),
        _ => None,
    };
    Some(Claim { line: place(witness.get("cell")?)?, is: witness.get("is")?.as_i64()?, known })
}

/// A list of categories and counts.
#[must_use]
pub fn pairs(list: &[Json]) -> Option<Counts> {
    let pair = |pair: &Json| {
        let [key, count] = pair.as_array()?.as_slice() else { return None };
        let category = |one: &Json| u16::try_from(one.as_u64()?).ok();
        Some((key.as_array()?.iter().map(category).collect::<Option<Vec<_>>>()?, count.as_i64()?))
    };
    list.iter().map(pair).collect()
}
