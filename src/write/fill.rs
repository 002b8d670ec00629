//! Routes become files of the new tree, in parallel, each file's bytes dropped once they are written.
//!
//! At any instant at most one file a thread is in memory; what stays of a page is its outline.

use std::{
    path::Path,
    sync::atomic::{AtomicU64, AtomicUsize, Ordering},
};

use rayon::prelude::*;

use crate::{
    base::diagnostic::{Diagnostic, Diagnostics},
    render::routes::{Outline, Produced, Route, Routes},
    write::{
        file::{self, Modes},
        manifest::{Old, Record},
        plan::{Plan, Planned},
        target::Target,
        watch::Watch,
    },
};

/// A tree that is written but not yet published.
#[derive(Debug)]
pub struct Filled {
    /// Each page's outline, in route order.
    pub outlines: Vec<Outline>,
    /// What was noticed while the pages were made, in route order.
    pub diagnostics: Diagnostics,
    records: Vec<Record>,
    plan: Plan,
}

/// A tree against which nothing speaks; the only thing that can be published.
#[derive(Debug)]
pub struct Ready {
    /// Each file's content, in route order.
    pub(crate) records: Vec<Record>,
    /// Which files there are.
    pub(crate) plan: Plan,
}

impl Filled {
    /// Adds what was noticed to the problems of the run; nothing comes back while one of them blocks.
    pub fn ready(self, diagnostics: &mut Diagnostics) -> Option<Ready> {
        diagnostics.merge(self.diagnostics);
        (!diagnostics.block()).then_some(Ready { records: self.records, plan: self.plan })
    }
}

/// The work of filling: where to, what stood there, who looks on.
pub struct Filling<'a> {
    /// Where the new tree's root stands, empty.
    pub target: &'a Target,
    /// What modes the tree's files get by themselves.
    pub modes: Modes,
    /// What the output holds now.
    pub old: &'a Old,
    /// Progress and interruption.
    pub watch: &'a Watch<'a>,
}

impl Filling<'_> {
    /// Writes every route's file.
    pub fn fill<F>(&self, routes: &Routes, produce: F) -> Result<Filled, Diagnostic>
    where
        F: Fn(&Route) -> Produced + Sync,
    {
        let plan = Plan::of(routes)?;
        self.make_shared_folders(&plan)?;
        let so_far = SoFar::default();
        let work = routes.list.par_iter().zip(&plan.files);
        let made =
            work.map(|(route, file)| self.one(&produce, route, file, &so_far)).collect::<Result<_, _>>()?;
        Ok(gather(made, plan))
    }

    fn make_shared_folders(&self, plan: &Plan) -> Result<(), Diagnostic> {
        plan.shared.iter().try_for_each(|folder| self.make_folder(&self.target.next.join(folder)))
    }

    fn make_folder(&self, path: &Path) -> Result<(), Diagnostic> {
        self.modes.make_folder(path).map_err(|error| self.target.fault("make", path, &error))
    }

    fn one<F>(&self, produce: &F, route: &Route, file: &Planned, so_far: &SoFar) -> Result<Made, Diagnostic>
    where
        F: Fn(&Route) -> Produced,
    {
        self.watch.go_on()?;
        let Produced { bytes, diagnostics, outline } = produce(route);
        let record = Record { size: bytes.len() as u64, hash: blake3::hash(&bytes) };
        let needed = so_far.bytes.fetch_add(record.size, Ordering::Relaxed) + record.size;
        self.put(file, &bytes, record, needed)?;
        (self.watch.written)(so_far.files.fetch_add(1, Ordering::Relaxed) + 1);
        Ok(Made { record, diagnostics, outline })
    }

    fn put(&self, planned: &Planned, bytes: &[u8], record: Record, needed: u64) -> Result<(), Diagnostic> {
        let path = &planned.path;
        let new = self.target.next.join(path);
        if let (true, Some(folder)) = (planned.alone, new.parent()) {
            self.make_folder(folder)?;
        }
        let linked = record.size > file::WORTH_LINKING
            && self.old.record(path) == Some(record)
            && file::link_if_equal(&self.target.folder.join(path), &new, bytes);
        if linked {
            return Ok(());
        }
        self.modes
            .write(&new, bytes)
            .map_err(|error| self.target.fault_needing("write", &new, &error, needed))
    }
}

#[derive(Default)]
struct SoFar {
    bytes: AtomicU64,
    files: AtomicUsize,
}

struct Made {
    record: Record,
    diagnostics: Diagnostics,
    outline: Outline,
}

fn gather(made: Vec<Made>, plan: Plan) -> Filled {
    let mut filled = Filled {
        outlines: Vec::with_capacity(made.len()),
        diagnostics: Diagnostics::new(),
        records: Vec::new(),
        plan,
    };
    for one in made {
        filled.outlines.push(one.outline);
        filled.diagnostics.merge(one.diagnostics);
        filled.records.push(one.record);
    }
    filled
}
