//! What holds for every file that git keeps: no path of one machine, no host
//! of one network, no test that is skipped or that waits.

use std::path::Path;

use crate::tree::{read, relative};

/// The beginnings of paths that exist on one machine only, cut in two so that
/// this file does not hold them.
const MACHINE: [(&str, &str); 5] =
    [("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/"), ("/Use", "rs/"), ("/tmp/", "bash_")];

/// Words that no test uses, by the end of its file's name; cut in two as well.
const WAITS: [(&str, &str, &str); 3] =
    [(".rs", "thread::sl", "eep"), (".mjs", "waitFor", "Timeout"), (".mjs", "set", "Timeout(")];
const SKIPS: [(&str, &str, &str); 5] = [
    (".rs", "#[ig", "nore"),
    (".mjs", ".sk", "ip("),
    (".mjs", ".to", "do("),
    (".mjs", ".on", "ly("),
    (".mjs", "sk", "ip: true"),
];

fn machine_paths(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for (head, tail) in MACHINE {
            let beginning = format!("{head}{tail}");
            if line.match_indices(&beginning).any(|(at, _)| is_path(line, at, beginning.len())) {
                found.push(format!("{path}:{}: a path of one machine: {beginning}", number + 1));
            }
        }
    }
    found
}

/// A path begins where no name, dot or address runs into it, and goes on with
/// a name; `https://example.org` followed by the same letters is an address.
fn is_path(line: &str, at: usize, length: usize) -> bool {
    let before = line[..at].chars().next_back();
    let after = line[at + length..].chars().next();
    let joined = |c: char| c.is_alphanumeric() || ".-_~/})".contains(c);
    !before.is_some_and(joined) && after.is_some_and(|c| c.is_alphanumeric() || c == '.')
}

/// A lock file that says where its packages came from names a host.
fn hosts(path: &str, text: &str) -> Vec<String> {
    let lock = path.ends_with("package-lock.json");
    let resolved = text.lines().enumerate().filter(|(_, line)| line.contains("\"resolved\""));
    let complaint = |(number, _): (usize, &str)| format!("{path}:{}: strip `resolved`", number + 1);
    if lock { resolved.map(complaint).collect() } else { Vec::new() }
}

/// The words of a list, in what is a test: a file below `tests/`, or the end
/// of a source file from its first `#[cfg(test)]` on.
fn words(path: &str, text: &str, list: &[(&str, &str, &str)], cure: &str) -> Vec<String> {
    let tests = text.lines().position(|line| line.trim() == "#[cfg(test)]");
    let first = if path.starts_with("tests/") { Some(0) } else { tests };
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate().skip(first.unwrap_or(usize::MAX)) {
        let list = list.iter().filter(|(end, _, _)| path.ends_with(end));
        let word = list.map(|(_, head, tail)| format!("{head}{tail}"));
        for word in word.filter(|word| line.contains(word)) {
            found.push(format!("{path}:{}: `{word}`: {cure}", number + 1));
        }
    }
    found
}

fn waits(path: &str, text: &str) -> Vec<String> {
    words(path, text, &WAITS, "wait for what must happen, not for time to pass")
}

fn skips(path: &str, text: &str) -> Vec<String> {
    words(path, text, &SKIPS, "a test that does not run tests nothing")
}

/// Asks one question of every file.
fn ask(files: &[impl AsRef<Path>], question: fn(&str, &str) -> Vec<String>) -> Vec<String> {
    let ask = |file: &Path| question(&relative(file), &read(file));
    files.iter().flat_map(|file| ask(file.as_ref())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{assert_tidy, tracked};

    fn cut((head, tail): (&str, &str)) -> String {
        format!("{head}{tail}")
    }

    fn word((_, head, tail): (&str, &str, &str)) -> String {
        format!("{head}{tail}")
    }

    #[test]
    fn no_path_of_one_machine_is_kept() {
        assert_tidy(&ask(&tracked(), machine_paths));
    }

    #[test]
    fn a_path_of_one_machine_is_found() {
        let path = cut(MACHINE[0]);
        assert_eq!(machine_paths("a", &format!("cd {path}shared\n(\"{path}x\")")).len(), 2);
        let address = format!("https://example.org{path}report ..{path}b {path}");
        assert!(machine_paths("a", &address).is_empty());
    }

    #[test]
    fn no_host_is_kept() {
        assert_tidy(&ask(&tracked(), hosts));
    }

    #[test]
    fn a_host_is_found() {
        let lock = "{\n  \"resolved\": \"https://packages.example/a.tgz\"\n}";
        assert_eq!(hosts("package-lock.json", lock).len(), 1);
        assert!(hosts("a.json", lock).is_empty());
    }

    #[test]
    fn no_test_waits_or_is_skipped() {
        assert_tidy(&ask(&tracked(), waits));
        assert_tidy(&ask(&tracked(), skips));
    }

    #[test]
    fn a_test_that_waits_or_is_skipped_is_found() {
        assert_eq!(waits("tests/a.rs", &word(WAITS[0])).len(), 1);
        assert_eq!(skips("tests/a.rs", &word(SKIPS[0])).len(), 1);
        let lock = format!("{}\n#[cfg(test)]\nmod tests {{}}", word(WAITS[0]));
        assert!(waits("src/write/lock.rs", &lock).is_empty());
    }
}
