//! A build that is killed at any moment leaves the old site or the new one, and no trouble for the next.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::fn_params_excessive_bools,
    reason = "a test looks at what stands on the disk, and may stop at what it did not expect"
)]

#[path = "publish/fixture.rs"]
#[allow(dead_code, reason = "the other tests of publication use the rest")]
mod fixture;

use std::{
    collections::BTreeMap,
    env,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

use casebook::{
    base::diagnostic::Diagnostics,
    write::{place::Place, site::Staging, watch::Watch},
};

use crate::fixture::{Project, SOURCES, Site, snapshot};

const PLACE: &str = "CASEBOOK_KILL_TEST";
const TEST: &str = "a_killed_build_leaves_one_whole_site";
const ROUNDS: u64 = 40;

/// A step of the child, as one byte on its standard output.
const STEP: u8 = b'.';

/// The test starts itself again as the child that publishes until it is killed.
#[test]
fn a_killed_build_leaves_one_whole_site() {
    if let Some(root) = env::var_os(PLACE) {
        publish_for_ever(&PathBuf::from(root));
    }
    let [one, two] = ["one", "two"].map(site);
    let wanted = [&one, &two].map(published);
    let project = Project::new();
    project.publish(&one).unwrap();
    let mut random = Random(0x0c45_eb00);
    let mut seen = [0, 0];
    for round in 0..ROUNDS {
        kill_after(start(&project.root()), random.below(260), random.below(2_000_000));
        let found = snapshot(&project.output());
        let which = wanted.iter().position(|wanted| *wanted == found);
        seen[which.unwrap_or_else(|| panic!("round {round}: neither site stands whole"))] += 1;

        let next = if round % 2 == 0 { &two } else { &one };
        project.publish(next).unwrap();
        assert!(snapshot(&project.output()) == published(next), "round {round}: the next build");
        assert_eq!(project.names(), ["public"], "round {round}: nothing is left behind");
    }
    assert!(seen.iter().all(|count| *count > 0), "both sites were met: {seen:?}");
}

/// Two sites that share a large file, and differ in pages, folders and names.
fn site(mark: &str) -> Site {
    let mut site = Site::small(mark).with("/large.bin", vec![9; 300_000]);
    for number in 0..40 {
        site = site.with(&format!("/both/{number}/"), format!("{mark} {number}"));
        site = site.with(&format!("/{mark}/{number}.txt"), vec![b'x'; number * 100]);
    }
    site
}

/// What a site looks like in a folder where nothing ever went wrong.
fn published(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let project = Project::new();
    project.publish(site).unwrap();
    snapshot(&project.output())
}

fn start(root: &Path) -> (Child, ChildStdout) {
    let mut child = Command::new(env::current_exe().unwrap());
    child
        .args(["--exact", TEST, "--nocapture"])
        .env(PLACE, root)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = child.spawn().unwrap();
    let output = child.stdout.take().unwrap();
    (child, output)
}

/// Kills the child a little after it has made so many steps.
fn kill_after((mut child, mut output): (Child, ChildStdout), steps: u64, turns: u64) {
    let mut byte = [0];
    let mut left = steps;
    while left > 0 {
        output.read_exact(&mut byte).expect("the child goes on until it is killed");
        left -= u64::from(byte[0] == STEP);
    }
    (0..turns).for_each(|turn| {
        std::hint::black_box(turn);
    });
    child.kill().unwrap();
    child.wait().unwrap();
}

fn publish_for_ever(root: &Path) -> ! {
    let sites = ["one", "two"].map(site);
    loop {
        for site in &sites {
            step();
            publish_in_steps(root, site);
        }
    }
}

fn publish_in_steps(root: &Path, site: &Site) {
    let written = |_: usize| step();
    let watch = Watch { written: &written, ..Watch::silent() };
    let output = root.join("public");
    let (routes, mut diagnostics) = (site.routes(), Diagnostics::new());
    let place = Place { output: &output, root, sources: &SOURCES };
    let staging = Staging::begin(&place, watch, &mut diagnostics).unwrap();
    let filled = staging.fill(&routes, |route| site.produce(route)).unwrap();
    step();
    let ready = filled.ready(&mut diagnostics).unwrap();
    staging.publish(ready, &routes, &mut diagnostics).unwrap();
    step();
    staging.finish(&mut diagnostics);
}

fn step() {
    std::io::stdout().write_all(&[STEP]).unwrap();
    std::io::stdout().flush().unwrap();
}

/// SplitMix64 (Steele, Lea and Flood 2014), so that a failure can be met again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) % limit
    }
}
