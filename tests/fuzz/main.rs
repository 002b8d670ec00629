//! Nothing that stands in `data/` makes the program fail: projects with broken CSV files and descriptors, and
//! datasets made by random steps, are read by the thousand.
//!
//! Each case is made from its number alone, so a failure names all that is needed to see it again:
//!
//! ```sh
//! CASEBOOK_FUZZ_SECONDS=600 cargo test --release --test fuzz    # ten minutes, new cases in each run
//! CASEBOOK_FUZZ_CASE=1234 cargo test --test fuzz                # one case
//! ```
//!
//! Without either, it reads the same few hundred cases.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "a test reads and writes the disk and the clock, and may stop at what it did not expect"
)]

mod chance;
mod mutate;
mod steps;
mod trial;

use std::{
    env, panic,
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use crate::trial::{Seed, Tally, Trial, seeds};

/// How many cases are read when no time is given.
const CASES: u64 = 300;

/// No case may take longer, on a busy machine and without optimisation.
const LONGEST: Duration = Duration::from_secs(120);

fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap())
}

#[test]
fn no_files_of_datasets_make_the_program_fail() {
    let seeds = seeds();
    assert!(seeds.len() > 50);
    if let Some(case) = number("CASEBOOK_FUZZ_CASE") {
        Trial::new().read(case, &seeds);
        return;
    }
    let start = Instant::now();
    let until = number("CASEBOOK_FUZZ_SECONDS").map(|seconds| start + Duration::from_secs(seconds));
    let first = until.map_or(0, |_| SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() << 24);
    let next = AtomicU64::new(first);
    let goes_on = |case: u64| match until {
        Some(until) => Instant::now() < until,
        None => case < CASES,
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let tallies: Vec<Tally> = thread::scope(|scope| {
        let work = || {
            let mut trial = Trial::new();
            loop {
                let case = next.fetch_add(1, Ordering::Relaxed);
                if !goes_on(case) {
                    return trial.tally;
                }
                watch(&mut trial, case, &seeds);
            }
        };
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        running.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    let tally = tallies.into_iter().reduce(Tally::and).unwrap();
    eprintln!("{} cases in {:.0?}: {tally:?}", next.into_inner() - first, start.elapsed());
    tally.assert_every_kind_was_met();
}

/// Reads a case and names it if it fails or takes too long.
fn watch(trial: &mut Trial, case: u64, seeds: &[Seed]) {
    let start = Instant::now();
    let outcome = panic::catch_unwind(panic::AssertUnwindSafe(|| trial.read(case, seeds)));
    assert!(outcome.is_ok(), "case {case} failed; its files:\n{}", trial.shown());
    let taken = start.elapsed();
    assert!(taken < LONGEST, "case {case} took {taken:?}; its files:\n{}", trial.shown());
}
