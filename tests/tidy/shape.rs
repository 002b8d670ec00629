//! How files look: each opens with its purpose, is named for a noun, and is
//! short; so is each function.

use crate::functions::functions;
use crate::source::Source;

/// Names that say nothing about what is inside.
const EMPTY: [&str; 6] = ["utils", "util", "helpers", "helper", "common", "types"];

/// Lines of a function, and lines of a file without its tests.
const FUNCTION: usize = 60;
const FILE: usize = 300;

fn unopened(sources: &[Source]) -> Vec<String> {
    let opens = |source: &&Source| source.text.starts_with("//! ");
    let cure = "open with `//! `: what goes in, what comes out, what would surprise";
    sources.iter().filter(|s| !opens(s)).map(|source| source.complaint(0, cure)).collect()
}

fn empty_names<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<String> {
    let stem = |part: &str| part.split('.').next().map(str::to_owned).unwrap_or_default();
    let empty = |path: &&str| path.split('/').any(|part| EMPTY.contains(&stem(part).as_str()));
    paths.filter(empty).map(|path| format!("{path}: name it for what is inside")).collect()
}

/// Functions over the limit, but those with `// long: reason` just above.
fn long_functions(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        let lines: Vec<&str> = source.text.lines().collect();
        for function in functions(&source.blanked.code) {
            let excused = excused(&lines, function.first);
            if function.lines() > FUNCTION && !excused {
                found.push(format!(
                    "{}:{}: `{}` has {} lines; {FUNCTION} is the limit, or say why with `// long: `",
                    source.path,
                    function.first,
                    function.name,
                    function.lines()
                ));
            }
        }
    }
    found
}

/// Looks through the comments and attributes that touch the function.
fn excused(lines: &[&str], first: usize) -> bool {
    let above = lines.iter().take(first.saturating_sub(1)).rev().map(|line| line.trim());
    let touching = |line: &&str| line.starts_with("//") || line.starts_with('#');
    above
        .take_while(touching)
        .any(|line| line.strip_prefix("// long: ").is_some_and(|reason| !reason.trim().is_empty()))
}

/// Nine files in ten keep to the limit; the others are complained of.
fn long_files(sources: &[Source]) -> Vec<String> {
    let long: Vec<_> = sources.iter().filter(|source| source.own_lines() > FILE).collect();
    if long.len() * 10 <= sources.len() {
        return Vec::new();
    }
    let cure = format!("lines without tests; only one file in ten may exceed {FILE}");
    long.iter().map(|s| format!("{}: {} {cure}", s.path, s.own_lines())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{assert_tidy, files, relative, root, sources};

    fn one(text: &str) -> [Source; 1] {
        [Source::new("src/base/a.rs", text)]
    }

    #[test]
    fn files_open_with_their_purpose() {
        assert_tidy(&unopened(&sources("src")));
        assert_tidy(&unopened(&sources("tests")));
    }

    #[test]
    fn a_file_without_purpose_is_found() {
        assert_eq!(unopened(&one("fn f() {}")).len(), 1);
        assert!(unopened(&one("//! Spans.\n")).is_empty());
    }

    #[test]
    fn names_say_what_is_inside() {
        for folder in ["src", "tests"] {
            let files: Vec<_> = files(&root().join(folder)).iter().map(|path| relative(path)).collect();
            assert_tidy(&empty_names(files.iter().map(String::as_str)));
        }
    }

    #[test]
    fn an_empty_name_is_found() {
        let paths = ["src/base/utils.rs", "src/common/a.rs", "src/base/commons.rs"];
        assert_eq!(empty_names(paths.into_iter()).len(), 2);
    }

    #[test]
    fn functions_are_short() {
        assert_tidy(&long_functions(&sources("src")));
        assert_tidy(&long_functions(&sources("tests")));
    }

    #[test]
    fn a_long_function_is_found() {
        let long = format!("fn f() {{\n{}}}\n", "    a();\n".repeat(FUNCTION));
        assert_eq!(long_functions(&one(&long)).len(), 1);
        let excused = format!("// long: one flat match\n#[inline]\n{long}");
        assert!(long_functions(&one(&excused)).is_empty());
        let without_reason = format!("// long: \n{long}");
        assert_eq!(long_functions(&one(&without_reason)).len(), 1);
    }

    #[test]
    fn nine_files_in_ten_are_short() {
        assert_tidy(&long_files(&sources("src")));
    }

    #[test]
    fn a_long_file_is_found() {
        let long = "a\n".repeat(FILE + 1);
        assert_eq!(long_files(&one(&long)).len(), 1);
        let tests = format!("fn a() {{}}\n#[cfg(test)]\nmod tests {{\n{long}}}\n");
        assert!(long_files(&one(&tests)).is_empty());
        let many: Vec<_> =
            (0..10).map(|n| Source::new("src/base/a.rs", if n == 0 { &long } else { "" })).collect();
        assert!(long_files(&many).is_empty());
    }
}
