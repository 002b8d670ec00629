//! One case: its files are written, read as datasets, and what can be published is published.

use std::{collections::BTreeMap, fs, path::Path};

use casebook::{
    base::{
        diagnostic::Diagnostics,
        report::{self, Format},
        source::Sources,
    },
    data::{self, Datasets, dataset::Dataset, draft::Draft, publish},
};
use tempfile::TempDir;

use crate::{chance::Chance, mutate, steps};

/// The files of a project, by path.
pub type Seed = BTreeMap<String, Vec<u8>>;

/// How many bytes make a file larger than what is held.
const MANY: usize = 4 * 1024 * 1024;

/// What became of the cases.
#[derive(Debug, Default)]
pub struct Tally {
    broken: usize,
    derived: usize,
    streamed: usize,
    sound: usize,
    refused: usize,
    rows: usize,
}

impl Tally {
    pub fn and(self, other: Self) -> Self {
        Self {
            broken: self.broken + other.broken,
            derived: self.derived + other.derived,
            streamed: self.streamed + other.streamed,
            sound: self.sound + other.sound,
            refused: self.refused + other.refused,
            rows: self.rows + other.rows,
        }
    }

    pub fn assert_every_kind_was_met(&self) {
        let Self { broken, derived, streamed, sound, refused, rows } = self;
        let least = [broken, derived, streamed, sound, refused, rows].into_iter().min();
        assert!(least.is_some_and(|least| *least > 0), "{self:?}");
    }
}

/// A project in which one case after the other stands.
pub struct Trial {
    root: TempDir,
    files: Seed,
    pub tally: Tally,
}

impl Trial {
    pub fn new() -> Self {
        Self { root: tempfile::tempdir().unwrap(), files: Seed::new(), tally: Tally::default() }
    }

    /// Makes the case of that number and reads it.
    pub fn read(&mut self, case: u64, seeds: &[Seed]) {
        let mut chance = Chance::new(case);
        self.files = match case % 512 {
            0 => self.streamed(&mut chance),
            odd if odd % 2 == 1 => self.derived(&mut chance),
            _ => self.broken(seeds, &mut chance),
        };
        self.lay_out();
        let (datasets, said) = read(self.root.path());
        self.publish(&datasets);
        if !said.is_empty() {
            self.tally.refused += 1;
        }
        let small = |(path, bytes): &(&String, &Vec<u8>)| path.ends_with(".csv") && bytes.len() < MANY;
        for (_, bytes) in self.files.iter().filter(small) {
            let (_, again) = read(self.root.path());
            assert_eq!(said, again, "two readings differ");
            let mut problems = Diagnostics::new();
            let draft = Draft::of(bytes, &mut problems);
            assert!(draft.is_some() || problems.block(), "no draft, and nobody says why");
        }
    }

    fn broken(&mut self, seeds: &[Seed], chance: &mut Chance) -> Seed {
        self.tally.broken += 1;
        let mut files = seeds[chance.below(seeds.len())].clone();
        let others: Vec<&[u8]> = seeds[chance.below(seeds.len())].values().map(Vec::as_slice).collect();
        let paths: Vec<String> = files.keys().cloned().collect();
        for _ in 0..1 + chance.below(2) {
            let path = &paths[chance.below(paths.len())];
            let changed = mutate::broken(&files[path], &others, chance);
            files.insert(path.clone(), changed);
        }
        files
    }

    fn derived(&mut self, chance: &mut Chance) -> Seed {
        self.tally.derived += 1;
        let mut files: Seed = steps::table(chance).into();
        files.extend((0..1 + chance.below(4)).map(|number| steps::derived(number, chance)));
        files
    }

    /// The rows of a table again and again, and somewhere among them something else.
    fn streamed(&mut self, chance: &mut Chance) -> Seed {
        self.tally.streamed += 1;
        let mut files = self.derived(chance);
        let csv = files.get_mut("data/plain.csv").unwrap();
        let head = csv.iter().position(|byte| *byte == b'\n').unwrap_or(csv.len());
        let mut rows = csv.split_off(head);
        rows.extend_from_slice(b"\n2019,FRA,a,3,,0.5,2019-07-26,true");
        let times = MANY / rows.len() + 2;
        csv.extend(rows.repeat(times));
        if chance.once_in(2) {
            let at = chance.below(csv.len());
            let part = csv[at..(at + 200).min(csv.len())].to_vec();
            let changed = mutate::broken(&part, &[b"2019,FRA,a,\n"], chance);
            csv.splice(at..(at + 200).min(csv.len()), changed);
            csv.resize(csv.len().max(MANY + 1), b'\n');
        }
        files
    }

    fn lay_out(&self) {
        let root = self.root.path();
        let _ = fs::remove_dir_all(root.join("data"));
        fs::write(root.join("casebook.yaml"), "title: T\nurl: https://example.org/\n").unwrap();
        for (path, bytes) in &self.files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    /// What is published is one record for each row, and JSON.
    fn publish(&mut self, datasets: &Datasets) {
        for dataset in datasets.list.iter().filter(|dataset| dataset.sound) {
            self.tally.sound += 1;
            self.tally.rows += dataset.table.rows();
            let csv = publish::csv(&dataset.table);
            let records = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_slice());
            let count = records.into_records().map(Result::unwrap).count();
            assert_eq!(count, dataset.table.rows() + 1, "{}", dataset.id);
            let json: serde_json::Value = serde_json::from_slice(&publish::json(dataset)).unwrap();
            assert_eq!(json.as_array().map(Vec::len), Some(dataset.table.rows()), "{}", dataset.id);
        }
    }

    /// The files as they may stand in a message.
    pub fn shown(&self) -> String {
        let show = |(path, bytes): (&String, &Vec<u8>)| {
            let part = &bytes[..bytes.len().min(4000)];
            format!("-- {path} ({} bytes) --\n{}\n", bytes.len(), String::from_utf8_lossy(part))
        };
        self.files.iter().map(show).collect()
    }
}

/// The datasets, and what is said about them: whatever is no dataset is an error in words.
fn read(root: &Path) -> (Datasets, String) {
    let sources = Sources::read(root, Vec::new()).unwrap();
    let mut diagnostics = sources.problems.clone();
    let datasets = data::read(&sources, &mut diagnostics);
    // What a loader does not give is told where it is run.
    let loaded = |dataset: &Dataset| sources.text(dataset.span.file).contains("loader:");
    let mut lost = datasets.list.iter().filter(|dataset| !dataset.sound && !diagnostics.block());
    let lost = lost.find(|dataset| !loaded(dataset));
    assert!(lost.is_none(), "a dataset is not sound, and nobody says why");
    let said = report::write(&diagnostics.sorted(), Some(&sources), Format::Human { colour: false });
    (datasets, said)
}

/// What stands in `data/` in the fixtures of other tests.
pub fn seeds() -> Vec<Seed> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut paths: Vec<_> = ["tables", "errors"]
        .iter()
        .flat_map(|folder| fs::read_dir(tests.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| seed(&fs::read_to_string(path).unwrap()))
        .filter(|seed| !seed.is_empty())
        .collect()
}

fn seed(text: &str) -> Seed {
    let mut files = Seed::new();
    for part in format!("\n{text}").split("\n-- ").skip(1) {
        let Some((marker, body)) = part.split_once(" --\n") else { continue };
        let path = marker.split(" | ").next().unwrap();
        if path.starts_with("data/") && !path.contains(['\\', '\0']) && body.len() < 64 * 1024 {
            files.insert(path.to_owned(), format!("{body}\n").into_bytes());
        }
    }
    files
}
