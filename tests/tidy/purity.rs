//! What a stage must not touch: the disk, the clock, the machine, and maps
//! whose order differs from run to run.

use crate::source::Source;
use crate::uses::Named;

/// Ways to the disk, and the two places that may take them.
const DISK: [&str; 7] =
    ["std::fs", "fs", "File", "OpenOptions", "tokio::fs", "rustix::fs", "std::os::unix::fs"];
const DISK_HOMES: [&str; 2] = ["src/base/source", "src/write/"];

/// Clocks and surroundings, and the places that know them.
const MACHINE: [&str; 7] = [
    "std::env",
    "env::args",
    "env::var",
    "env::var_os",
    "env::current_dir",
    "env::temp_dir",
    "TimeZone::system",
];
const MACHINE_HOMES: [&str; 2] = ["src/app/", "src/main.rs"];

/// Ways to start a program, and the one place that may.
const PROGRAMS: [&str; 2] = ["std::process::Command", "Command::new"];
const PROGRAM_HOMES: [&str; 1] = ["src/app/load"];

/// Maps without an order. A file may look names up in one and never walk it:
/// it is listed here, with the reason.
const UNORDERED: [&str; 2] = ["HashMap", "HashSet"];
const LOOKUPS: [(&str, &str); 2] = [
    ("src/data/stream/texts.rs", "a text of each cell of ten million rows"),
    ("src/data/stream/groups.rs", "the group of each of ten million rows"),
];

/// What leads to withheld counts, and the stages that may name it: who makes the site may not.
const SECRETS: [&str; 6] = [
    "keeper",
    "disclosure::protect",
    "disclosure::guard",
    "disclosure::count",
    "disclosure::contribution",
    "disclosure::sums",
];
const SECRET_HOMES: [&str; 2] = ["src/data", "src/app/data.rs"];

fn away(homes: &[&str], source: &Source) -> bool {
    !homes.iter().any(|home| source.path.starts_with(home))
}

/// The complaints about the paths that `wrong` picks, outside tests.
fn complaints(sources: &[Source], homes: &[&str], cure: &str, wrong: impl Fn(&Named) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| away(homes, source)) {
        for named in source.published().filter(|named| wrong(named)) {
            found.push(source.complaint(named.at, &format!("`{}`: {cure}", named.path)));
        }
    }
    found
}

fn disk(sources: &[Source]) -> Vec<String> {
    let cure = "only `base::source` reads files and only `write` writes them";
    complaints(sources, &DISK_HOMES, cure, |named| DISK.iter().any(|way| named.within(way)))
}

fn programs(sources: &[Source]) -> Vec<String> {
    let cure = "only `app::load` runs programs, while the files are read";
    complaints(sources, &PROGRAM_HOMES, cure, |named| PROGRAMS.iter().any(|way| named.within(way)))
}

fn secrets(sources: &[Source]) -> Vec<String> {
    let cure = "withheld counts end in `data`; only `casebook data` shows them to their keeper";
    complaints(sources, &SECRET_HOMES, cure, |named| {
        SECRETS
            .iter()
            .any(|way| named.within(way) || format!("::{}::", named.path).contains(&format!("::{way}::")))
    })
}

/// Whatever its type, what is called as `Type::now` is a clock.
fn machine(sources: &[Source]) -> Vec<String> {
    let cure = "only `app` knows the clock and the machine; pass it on in `Options`";
    let ends = |named: &Named, way: &str| named.path.ends_with(&format!("::{way}"));
    let clock = |named: &Named| !named.imported && named.segments().last() == Some("now");
    complaints(sources, &MACHINE_HOMES, cure, |named| {
        clock(named) || MACHINE.iter().any(|way| named.within(way) || ends(named, way))
    })
}

/// The folder of the build, which the compiler would put into the program;
/// `include_str!` and its like read from it and leave no trace.
fn built_in(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for (at, name) in source.blanked.strings.match_indices("CARGO_MANIFEST_DIR") {
            let start = source.text[..at].rfind([';', '{', '}']).unwrap_or_default();
            let included = source.blanked.code[start..at].contains("include_");
            if !included && !source.tests(at) {
                found.push(source.complaint(at, &format!("`{name}` is a path of one machine")));
            }
        }
    }
    found
}

fn unordered(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| !LOOKUPS.iter().any(|(at, _)| *at == source.path)) {
        for name in UNORDERED {
            for at in crate::lexer::words(&source.blanked.code, name) {
                let what = format!("`{name}` has no order; use the `BTree` one");
                found.push(source.complaint(at, &what));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{assert_tidy, sources};

    fn one(path: &str, text: &str) -> [Source; 1] {
        [Source::new(path, text)]
    }

    #[test]
    fn only_two_places_touch_the_disk() {
        assert_tidy(&disk(&sources("src")));
    }

    #[test]
    fn a_read_in_the_middle_is_found() {
        assert_eq!(disk(&one("src/model/a.rs", "use std::{fs, io};")).len(), 1);
        assert_eq!(disk(&one("src/model/a.rs", "fn f() { File::open(p) }")).len(), 1);
        assert!(disk(&one("src/write/a.rs", "use std::fs;")).is_empty());
        let test = "#[cfg(test)]\nmod tests {\n    use std::fs;\n}";
        assert!(disk(&one("src/model/a.rs", test)).is_empty());
    }

    #[test]
    fn only_loaders_are_programs() {
        assert_tidy(&programs(&sources("src")));
        assert_eq!(programs(&one("src/data/a.rs", "use std::process::{Child, Command};")).len(), 1);
        assert_eq!(programs(&one("src/app/a.rs", "fn f() { Command::new(name) }")).len(), 1);
        assert!(programs(&one("src/app/load.rs", "use std::process::Command;")).is_empty());
    }

    #[test]
    fn only_the_program_knows_the_machine() {
        assert_tidy(&machine(&sources("src")));
        assert_tidy(&built_in(&sources("src")));
    }

    #[test]
    fn a_clock_in_the_middle_is_found() {
        assert_eq!(machine(&one("src/model/a.rs", "fn f() { jiff::ZonedDateTime::now() }")).len(), 1);
        assert_eq!(machine(&one("src/model/a.rs", "use std::env;")).len(), 1);
        assert!(machine(&one("src/app/a.rs", "use std::env;")).is_empty());
        assert!(machine(&one("src/model/a.rs", "fn f() { options.now }")).is_empty());
        assert_eq!(built_in(&one("src/a.rs", "env!(\"CARGO_MANIFEST_DIR\")")).len(), 1);
        let included = "const A: &str = include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/a\"));";
        assert!(built_in(&one("src/a.rs", included)).is_empty());
    }

    #[test]
    fn no_stage_that_makes_the_site_can_see_withheld_counts() {
        assert_tidy(&secrets(&sources("src")));
    }

    #[test]
    fn a_way_to_withheld_counts_is_found() {
        for text in [
            "use crate::data::{self, disclosure::keeper::Keeper};",
            "fn f() { crate::data::keeper(s, i) }",
            "fn f() { data::keeper(s, i) }",
            "use crate::data::disclosure::protect::Secret;",
        ] {
            assert!(!secrets(&one("src/model/a.rs", text)).is_empty(), "{text}");
            assert!(secrets(&one("src/app/data.rs", text)).is_empty(), "{text}");
        }
        assert!(
            secrets(&one("src/model/a.rs", "use crate::data::disclosure::protection::Notice;")).is_empty()
        );
    }

    #[test]
    fn maps_have_an_order() {
        assert_tidy(&unordered(&sources("src")));
    }

    #[test]
    fn a_map_without_order_is_found() {
        let text = "use std::collections::HashMap;\nfn f(m: &HashMap<u8, u8>) {}";
        assert_eq!(unordered(&one("src/model/a.rs", text)).len(), 2);
        assert!(unordered(&one("src/model/a.rs", "use std::collections::BTreeMap;")).is_empty());
    }
}
