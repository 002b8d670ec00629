//! The rules that tie the classes of a drawing to a theme's custom properties.

use std::fmt::Write as _;

use crate::plot::ink::PALETTE;

/// `.chart .k2[stroke]{stroke:var(--k2)}` and its like, one line an ink. `[fill]` and `[stroke]`
/// pick the elements that have the attribute, so that lines stay unfilled.
#[must_use]
pub fn rules() -> String {
    let mut out = String::new();
    for (class, _, _) in PALETTE {
        for property in ["fill", "stroke"] {
            let _ = writeln!(out, ".chart .{class}[{property}]{{{property}:var(--{class})}}");
        }
    }
    out
}

/// The palette as custom properties, `--k1:#2469a9;`, for a light page or a dark one.
#[must_use]
pub fn properties(dark: bool) -> String {
    let mut out = String::new();
    for (class, light, night) in PALETTE {
        let _ = writeln!(out, "--{class}:{};", if dark { night } else { light });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ink_has_its_rules_and_both_colours() {
        assert!(rules().contains(".chart .k7[fill]{fill:var(--k7)}"));
        assert!(properties(false).contains("--k1:#2469a9;"));
        assert!(properties(true).contains("--page:#14191d;"));
    }
}
