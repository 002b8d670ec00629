//! The program is killed, or asked to stop, at any moment: the old site stands or the new one, whole.
//! `tests/faults` does the same at every system call, with the site of this repository.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Child, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::sandbox::{NOW, Sandbox, builder, left_over, run, tree};

const PROJECT: &str = include_str!("../sites/places.txt");

const ROUNDS: u64 = 12;

/// Pages that take longer to write than to read.
const PAGES: usize = 80;

type Tree = BTreeMap<String, Vec<u8>>;

/// Two states of one project, with their sites.
struct Two {
    sandbox: Sandbox,
    states: [(String, Tree); 2],
}

/// A file whose first line is on every page.
const FILE: &str = "casebook.yaml";

impl Two {
    fn new() -> Self {
        let sandbox = Sandbox::written(PROJECT);
        for number in 0..PAGES {
            let path = format!("content/news/2026-02-01-page-{number}.md");
            sandbox.write(&path, format!("---\ntitle: Page {number}\ndate: 2026-02-01\n---\n\nText.\n"));
        }
        let old = sandbox.read(FILE);
        let new = old.replacen("title: ", "title: New ", 1);
        assert_ne!(old, new);
        let states = [new, old].map(|text| {
            sandbox.write(FILE, &text);
            let site = sandbox.built();
            (text, site)
        });
        let [new, old] = states;
        Self { sandbox, states: [old, new] }
    }

    /// Which of the two stands; anything else fails.
    fn standing(&self, when: &str) -> usize {
        let found = tree(&self.sandbox.output());
        let which = self.states.iter().position(|(_, site)| *site == found);
        which.unwrap_or_else(|| panic!("{when}: neither site stands whole"))
    }

    /// Asks for the other site than the one that stands.
    fn turn(&self, standing: usize) -> usize {
        let wanted = 1 - standing;
        self.sandbox.write(FILE, &self.states[wanted].0);
        wanted
    }

    fn start(&self) -> Child {
        let mut command = builder(&self.sandbox.root());
        command.args(["--now", NOW]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    fn nothing_beside(&self, when: &str) {
        assert_eq!(left_over(&self.sandbox.root()), [""; 0], "{when}");
    }
}

#[test]
fn a_killed_build_leaves_one_whole_site_and_the_next_one_is_clean() {
    let two = Two::new();
    let mut random = Random(0x0c45_eb00);
    let mut standing = two.standing("before");
    let mut kept = 0;
    for round in 0..ROUNDS {
        let when = format!("round {round}");
        let wanted = two.turn(standing);
        let mut child = two.start();
        // Some are killed while they read, most while they write, some after the last item.
        wait_for_items(&two.sandbox.root(), random.below(PAGES as u64 + 8), &mut child);
        spin(random.below(400_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = two.standing(&when);
        kept += u64::from(found != wanted);

        let next = run(builder(&two.sandbox.root()).args(["--now", NOW]));
        assert_eq!(next.code, Some(0), "{when}: {}", next.words);
        standing = two.standing(&when);
        assert_eq!(standing, wanted, "{when}: the next build");
        two.nothing_beside(&when);
    }
    assert!(kept >= ROUNDS / 4, "most builds were over before they were killed: {kept} of {ROUNDS} were not");
}

#[test]
fn a_build_that_is_asked_to_stop_stops_and_leaves_the_old_site() {
    let two = Two::new();
    let mut standing = two.standing("before");
    let mut stopped = 0;
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143)].into_iter().cycle().take(4) {
        let wanted = two.turn(standing);
        let mut child = two.start();
        wait_for_items(&two.sandbox.root(), 5, &mut child);
        let _ = kill_process(Pid::from_child(&child), signal);
        let ended = child.wait().unwrap().code();
        let found = two.standing("after a signal");
        match ended {
            Some(0) => assert_eq!(found, wanted),
            // Before the program listens, the signal ends it at once.
            other => assert!(other == Some(code) || other.is_none(), "ended with {other:?}"),
        }
        if ended == Some(code) {
            stopped += 1;
            assert_ne!(found, wanted);
            two.nothing_beside("after a signal");
        }
        let next = run(builder(&two.sandbox.root()).args(["--now", NOW]));
        assert_eq!(next.code, Some(0), "{}", next.words);
        standing = two.standing("the next build");
        assert_eq!(standing, wanted);
    }
    assert!(stopped > 0, "no build was stopped in time");
}

/// Looks until so many news items stand in the new tree, or the program is done.
fn wait_for_items(root: &Path, items: u64, child: &mut Child) {
    let news = root.join(".public.next/news");
    let count = || fs::read_dir(&news).map_or(0, |entries| entries.count() as u64);
    while count() < items && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
}

fn spin(turns: u64) {
    for turn in 0..turns {
        std::hint::black_box(turn);
    }
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
