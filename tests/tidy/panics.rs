//! No way to die: what could panic is an error with a place, or carries
//! `#[expect(clippy::…, reason = "…")]` with the invariant that forbids it.

use crate::functions::functions;
use crate::lexer::{line, words};
use crate::source::Source;

/// The words, and the lint whose `expect` says why one cannot happen.
const DEADLY: [(&str, &str); 8] = [
    (".unwrap()", "unwrap_used"),
    (".unwrap_err()", "unwrap_used"),
    (".expect(", "expect_used"),
    (".expect_err(", "expect_used"),
    ("panic!", "panic"),
    ("todo!", "todo"),
    ("unimplemented!", "unimplemented"),
    ("unreachable!", "unreachable"),
];

fn deadly(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for (word, lint) in DEADLY {
            let places = words(&source.blanked.code, word).filter(|at| !source.tests(*at));
            for at in places.filter(|at| !excused(source, *at, lint)) {
                let what = format!("`{word}` can panic; report a diagnostic instead");
                found.push(source.complaint(at, &what));
            }
        }
    }
    found
}

/// Whether an `#[expect(clippy::lint)]` with a reason stands in the function,
/// on it, or on the lines just above.
fn excused(source: &Source, at: usize, lint: &str) -> bool {
    let own = line(&source.text, at);
    let around = functions(&source.blanked.code);
    let inner = around.iter().rfind(|function| function.first <= own && own <= function.last);
    let first = inner.map_or(own, |function| function.first).saturating_sub(6);
    let above: Vec<_> = source.text.lines().take(own).skip(first).collect();
    let above = above.join("\n");
    let named = above.find(&format!("clippy::{lint}"));
    named.is_some_and(|at| above[..at].contains("#[expect(") && above[at..].contains("reason ="))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{assert_tidy, sources};

    fn found(text: &str) -> usize {
        deadly(&[Source::new("src/base/a.rs", text)]).len()
    }

    #[test]
    fn nothing_panics() {
        assert_tidy(&deadly(&sources("src")));
    }

    #[test]
    fn what_can_panic_is_found() {
        assert_eq!(found("fn f() { a.unwrap(); b.expect(\"c\"); panic!() }"), 3);
        assert_eq!(found("fn f() { a.unwrap_or(b); \"panic!\"; core::unreachable!() }"), 1);
        assert_eq!(found("#[cfg(test)]\nmod tests { fn f() { a.unwrap() } }"), 0);
    }

    #[test]
    fn a_reason_excuses() {
        let head = "#[expect(clippy::unwrap_used, reason = \"checked above\")]\n";
        assert_eq!(found(&format!("{head}fn f() {{ a.unwrap() }}")), 0);
        assert_eq!(found("#[expect(clippy::unwrap_used)]\nfn f() { a.unwrap() }"), 1);
    }
}
