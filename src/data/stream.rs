//! Datasets whose CSV file is too large to be held: what is made from them is computed in one pass over
//! the file, all of it at once, and only the groups are kept.
//!
//! The file is cut at line breaks outside quotes into blocks that are read in parallel and joined in their
//! order, so that neither the number of threads nor a quoted line break changes a result.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rayon::prelude::*;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        span::{FileId, Span},
        transform::StepKind,
    },
    data::{
        charset::CsvText,
        dataset::Dataset,
        delimiter,
        derivation::Derivation,
        dialect::Dialect,
        header::{self, Header},
        records::{Records, Signs},
        stream::{block::Reader, blocks::Blocks, query::Query, total::Total},
        table::Table,
    },
};

mod block;
mod blocks;
mod column;
mod groups;
pub mod query;
mod scan;
mod texts;
mod total;
mod trouble;

/// A file that is not held.
#[derive(Clone, Copy, Debug)]
pub struct Streamed {
    /// The file.
    pub file: FileId,
    /// Its layout.
    pub dialect: Dialect,
}

/// What is known of a file before its rows are read.
#[derive(Debug)]
pub struct Sheet<'d> {
    /// The file.
    pub file: FileId,
    /// Its fields and name.
    pub dataset: &'d Dataset,
    /// Where its fields stand.
    pub header: Header,
    /// Its signs.
    pub signs: Signs,
    /// What is asked of it.
    pub queries: Vec<Query>,
}

/// Answers, for every dataset of `waiting` that is made from a streamed one, its steps up to the first
/// `aggregate`; the tables by the place of the dataset that is made. What cannot be answered is reported
/// and no longer waits.
pub fn answer(
    sources: &Sources,
    list: &mut [Dataset],
    streamed: &BTreeMap<usize, Streamed>,
    waiting: &mut BTreeMap<usize, Derivation>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<usize, Table> {
    let names: BTreeSet<String> =
        streamed.keys().filter_map(|place| list.get(*place)).map(|dataset| dataset.id.clone()).collect();
    drop_lookups(&names, waiting, diagnostics);
    let mut tables = BTreeMap::new();
    let mut refused = Vec::new();
    for (place, stream) in streamed {
        let Some(dataset) = list.get(*place) else { continue };
        let mut problems = Diagnostics::new();
        let mut queries = Vec::new();
        for (made, derivation) in waiting.iter().filter(|(_, one)| one.from.text == dataset.id) {
            match query::plan(dataset, derivation, &mut problems) {
                Some(query) => queries.push((*made, query)),
                None => refused.push(*made),
            }
        }
        if !problems.block() && dataset.sound {
            tables.extend(pass(sources, dataset, *stream, queries, &mut problems));
        }
        let sound = !problems.block();
        diagnostics.merge(problems);
        if let Some(dataset) = list.get_mut(*place) {
            dataset.sound &= sound;
        }
    }
    for made in refused {
        waiting.remove(&made);
        if let Some(dataset) = list.get_mut(made) {
            dataset.sound = false;
        }
    }
    tables
}

/// A row of a streamed file cannot be looked up.
fn drop_lookups(
    names: &BTreeSet<String>,
    waiting: &mut BTreeMap<usize, Derivation>,
    diagnostics: &mut Diagnostics,
) {
    waiting.retain(|_, derivation| {
        let found = derivation.steps.iter().find_map(|step| match &step.kind {
            StepKind::Lookup { data, .. } => Some(data).filter(|data| names.contains(&data.text)),
            _ => None,
        });
        if let Some(data) = found {
            let message = format!("`{}` is larger than 4 MiB, so no row can be looked up in it", data.text);
            diagnostics.push(
                Diagnostic::error("too-large", data.span, message)
                    .help("make a dataset `from:` it with `aggregate`, and look the rows up there"),
            );
        }
        found.is_none()
    });
}

/// Reads the file once.
fn pass(
    sources: &Sources,
    dataset: &Dataset,
    stream: Streamed,
    queries: Vec<(usize, Query)>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<usize, Table> {
    let (places, queries): (Vec<usize>, Vec<Query>) = queries.into_iter().unzip();
    let file = sources.stream(stream.file);
    let Some(file) = diagnostics.take(file) else { return BTreeMap::new() };
    let mut blocks = Blocks::new(stream.file, file, stream.dialect.quote);
    let mut first = Vec::new();
    if diagnostics.take(blocks.read(&mut first)).flatten().is_none() {
        return BTreeMap::new();
    }
    let Some((sheet, start, row)) = open(dataset, stream, queries, &first, diagnostics) else {
        return BTreeMap::new();
    };
    let total = Mutex::new(Total::new(&sheet, row));
    lock(&total).add(0, Reader::new(&sheet).read(first.get(start..).unwrap_or_default()));
    drop(first);
    let blocks = Mutex::new(blocks);
    let threads = 0..rayon::current_num_threads();
    let read: Result<(), Diagnostic> =
        threads.into_par_iter().map(|_| read_blocks(&sheet, &blocks, &total)).collect();
    diagnostics.take(read);
    diagnostics.take(lock(&blocks).finish());
    let tables = total.into_inner().unwrap_or_else(PoisonError::into_inner).finish(diagnostics);
    places.into_iter().zip(tables).collect()
}

/// Reads one block after another, as long as there are any that nobody else reads.
fn read_blocks(
    sheet: &Sheet<'_>,
    blocks: &Mutex<Blocks>,
    total: &Mutex<Total<'_>>,
) -> Result<(), Diagnostic> {
    let mut reader = Reader::new(sheet);
    let mut block = Vec::new();
    loop {
        let Some(number) = lock(blocks).read(&mut block)? else { return Ok(()) };
        let part = reader.read(&block);
        lock(total).add(number, part);
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads what stands before the rows: the sheet, the offset of the first row, and the number of the row
/// before it.
fn open<'d>(
    dataset: &'d Dataset,
    stream: Streamed,
    queries: Vec<Query>,
    first: &[u8],
    diagnostics: &mut Diagnostics,
) -> Option<(Sheet<'d>, usize, u32)> {
    let fields = dataset.table.fields();
    let text = diagnostics.take(block::text(stream.file, first))?;
    // Places are told by row and column, since a file that is not held has no excerpt to show.
    let csv = CsvText { file: stream.file, text: text.into(), decoded: true };
    let layout = delimiter::layout(&csv, &stream.dialect, fields, diagnostics);
    let mut records = Records::new(&csv.text, layout.start, layout.signs);
    let (header, start, row) = if stream.dialect.header {
        let Some(names) = records.next().filter(|names| !names.is_empty() && names.fault.is_none()) else {
            diagnostics.push(header::empty_file(&csv, fields));
            return None;
        };
        let header = Header::read(&names, &csv, fields, diagnostics)?;
        let rest = csv.text.as_bytes().get(names.end()..).unwrap_or_default();
        let line_break = usize::from(rest.starts_with(b"\r\n")) + usize::from(!rest.is_empty());
        (header, names.end() + line_break, names.row)
    } else {
        (Header::implied(fields), layout.start, 0)
    };
    let sheet = Sheet { file: stream.file, dataset, header, signs: layout.signs, queries };
    (!diagnostics.block()).then_some((sheet, start, row))
}

/// Reports what a file that is not held cannot be asked.
pub fn refuse(
    dataset: &Dataset,
    (checks, disclosure): (bool, bool),
    span: Span,
    diagnostics: &mut Diagnostics,
) {
    let unique = dataset.table.fields().iter().any(|field| field.constraints.unique);
    let asked = [
        (!dataset.primary_key.is_empty(), "primaryKey"),
        (!dataset.foreign_keys.is_empty(), "foreignKeys"),
        (unique, "unique"),
        (checks || !dataset.expectations.is_empty(), "checks"),
        (dataset.publish, "publish: true"),
        (disclosure, "disclosure"),
    ];
    for (_, name) in asked.into_iter().filter(|(asked, _)| *asked) {
        let message = format!("the CSV file is larger than 4 MiB, so it cannot have `{name}`");
        diagnostics.push(
            Diagnostic::error("too-large", span, message)
                .help("delete it here, and write it in the datasets that are made `from:` this one"),
        );
    }
}
