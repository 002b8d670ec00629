//! Who may know whom: stages only the stages before them, a library only its
//! home, nobody a parent by position or a name at second hand.

use crate::source::Source;
use crate::uses::Named;

/// The stages in the order of the data; those of one number do not know each
/// other.
const STAGES: [(&str, u8); 10] = [
    ("base", 0),
    ("content", 1),
    ("data", 1),
    ("design", 1),
    ("model", 2),
    ("plot", 3),
    ("render", 4),
    ("verify", 5),
    ("write", 6),
    ("app", 7),
];

/// The files beside the stages: the only ones, with `app`, that know the order.
const ROOTS: [&str; 2] = ["lib", "main"];

/// A library, or the beginning of the names of several, and the one place
/// that names it.
const HOMES: [(&str, &str); 17] = [
    ("walkdir", "src/base/source"),
    ("serde_yaml", "src/base/yaml"),
    ("serde_saphyr", "src/base/yaml"),
    ("icu_", "src/base/locale"),
    ("fixed_decimal", "src/base/locale"),
    ("fluent", "src/base/locale"),
    ("unic_langid", "src/base/locale"),
    ("pulldown_cmark", "src/content/markdown"),
    ("csv", "src/data/"),
    ("plotters", "src/plot/"),
    ("minijinja", "src/render/"),
    ("hyper", "src/app/serve/"),
    ("hyper_util", "src/app/serve/"),
    ("tokio", "src/app/serve"),
    ("notify", "src/app/serve/watch"),
    ("self_cell", "src/app/serve/snapshot"),
    ("open", "src/app/serve"),
];

fn rank(stage: &str) -> Option<u8> {
    STAGES.iter().find(|(name, _)| *name == stage).map(|(_, rank)| *rank)
}

/// Imports that go to a later stage, or to a neighbour of the same rank.
fn upward(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources.iter().filter(|source| !ROOTS.contains(&source.stage())) {
        let Some(own) = rank(source.stage()) else {
            let stages = STAGES.map(|(name, _)| name).join(", ");
            complaints.push(source.complaint(0, &format!("not a stage; the stages are {stages}")));
            continue;
        };
        for named in source.named.iter().filter(|named| named.first() == "crate") {
            let Some(other) = named.segments().nth(1) else {
                continue;
            };
            if other != source.stage() && rank(other).is_none_or(|other| other >= own) {
                let what = format!("`{}` may not name `{}`", source.stage(), named.path);
                complaints.push(source.complaint(named.at, &what));
            }
        }
    }
    complaints
}

/// Libraries that are named away from home.
fn strangers(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources {
        for named in &source.named {
            for (library, home) in HOMES {
                if is_library(source, named, library) && !source.path.starts_with(home) {
                    let what = format!("`{}` is named only in `{home}`", named.path);
                    complaints.push(source.complaint(named.at, &what));
                }
            }
        }
    }
    complaints
}

/// `csv` is one name; `icu_` begins many. A module of ours that shares the
/// name is imported by its path from `crate`, and then no library is meant.
fn is_library(source: &Source, named: &Named, library: &str) -> bool {
    let first = named.first();
    let family = library.ends_with('_') || library == "plotters" || library == "fluent";
    let same = first == library || (family && first.starts_with(library));
    let ours =
        |other: &Named| other.imported && other.first() == "crate" && other.segments().last() == Some(first);
    same && (named.imported || !source.named.iter().any(ours))
}

/// Paths by position: `super::` outside tests.
fn parents(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources {
        let by_position = |named: &&Named| named.segments().any(|segment| segment == "super");
        for named in source.published().filter(by_position) {
            let what = format!("`{}`: write the path from `crate`", named.path);
            complaints.push(source.complaint(named.at, &what));
        }
    }
    complaints
}

/// Names at second hand: `pub use`.
fn second_hand(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources {
        for named in source.published().filter(|named| named.exported) {
            let what = format!("`pub use` of `{}`: name it where it lives", named.path);
            complaints.push(source.complaint(named.at, &what));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{assert_tidy, sources};

    fn one(path: &str, text: &str) -> [Source; 1] {
        [Source::new(path, text)]
    }

    #[test]
    fn stages_know_only_earlier_stages() {
        assert_tidy(&upward(&sources("src")));
    }

    #[test]
    fn an_import_of_a_later_stage_is_found() {
        assert_eq!(upward(&one("src/data/a.rs", "use crate::{base::Span, model::Site};")).len(), 1);
        assert_eq!(upward(&one("src/data/a.rs", "fn f() { crate::content::read() }")).len(), 1);
        assert_eq!(upward(&one("src/extra/a.rs", "")).len(), 1);
        assert!(upward(&one("src/model/a.rs", "use crate::data::Table;")).is_empty());
        assert!(upward(&one("src/data/a.rs", "// crate::model::Site")).is_empty());
        assert!(upward(&one("src/main.rs", "use crate::app::run;")).is_empty());
    }

    #[test]
    fn each_library_is_named_only_at_home() {
        assert_tidy(&strangers(&sources("src")));
    }

    #[test]
    fn a_library_away_from_home_is_found() {
        assert_eq!(strangers(&one("src/model/a.rs", "use csv::Reader;")).len(), 1);
        assert_eq!(strangers(&one("src/model/a.rs", "fn f() { icu_decimal::x() }")).len(), 1);
        assert!(strangers(&one("src/data/a.rs", "use csv::Reader;")).is_empty());
        let ours = "use crate::render::csv;\nfn f() { csv::write() }";
        assert!(strangers(&one("src/render/a.rs", ours)).is_empty());
    }

    #[test]
    fn paths_start_at_the_crate() {
        assert_tidy(&parents(&sources("src")));
    }

    #[test]
    fn a_path_by_position_is_found() {
        assert_eq!(parents(&one("src/base/a.rs", "use super::b;")).len(), 1);
        let test = "#[cfg(test)]\nmod tests {\n    use super::*;\n}";
        assert!(parents(&one("src/base/a.rs", test)).is_empty());
    }

    #[test]
    fn nothing_is_exported_twice() {
        assert_tidy(&second_hand(&sources("src")));
    }

    #[test]
    fn a_re_export_is_found() {
        assert_eq!(second_hand(&one("src/lib.rs", "pub use base::Span;")).len(), 1);
        assert_eq!(second_hand(&one("src/lib.rs", "pub(crate) use base::Span;")).len(), 1);
        assert!(second_hand(&one("src/lib.rs", "use base::Span;")).is_empty());
    }
}
