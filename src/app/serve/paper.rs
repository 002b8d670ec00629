//! A page as it prints: below `/-/print/` the site stands again, with the style sheets' rules for paper in place
//! of those for screens. Links are relative, so a page finds these sheets by itself.

use hyper::body::Bytes;

use crate::app::serve::{
    answer::{Answer, Content},
    request::Asked,
    state::State,
    visit,
};

/// A page or file of the site, for paper.
#[must_use]
pub fn page(state: &State, asked: &Asked) -> Answer {
    let answer = visit::page(state, asked);
    if !answer.location.is_empty() {
        return Answer { location: format!("/-/print{}", answer.location), ..answer };
    }
    match answer.content {
        Content::Whole(bytes) if answer.kind.starts_with("text/css") => {
            Answer { content: Content::Whole(for_paper(&bytes)), ..answer }
        }
        content => Answer { content, ..answer },
    }
}

/// Paper is never dark, whatever the screen is.
const WHITE: &str = "\n:root{color-scheme:light!important}\n";

/// The rules for print become those for screens, and the other way round.
fn for_paper(css: &[u8]) -> Bytes {
    let css = String::from_utf8_lossy(css);
    let parts = css.split("@media screen").map(|part| part.replace("@media print", "@media screen"));
    Bytes::from(parts.collect::<Vec<_>>().join("@media print") + WHITE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_for_print_count_on_the_screen() {
        let css = b"a{}@media print{b{}}@media screen and (color){c{}}";
        let wanted = format!("a{{}}@media screen{{b{{}}}}@media print and (color){{c{{}}}}{WHITE}");
        assert_eq!(for_paper(css), wanted.as_bytes());
    }
}
