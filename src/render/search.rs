//! What a reader's browser needs to search the pages of one language: words in shares, titles in parts. A query
//! loads the shares of its words and the parts of what it shows, so its cost does not grow with the site.
//! The first letters of a word decide its share, so that the beginning of a word finds it. The theme's
//! `js/search.js` reads words by the same rules.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    base::url::Url,
    content::prose::{Piece, SlotIndex, pieces},
    model::site::{Page, PageId, Site},
};

/// So many titles stand in one part.
const PART: usize = 20;

/// One share for so many pages, and no more shares than this: 512 keep a share of 10,000 pages below 80 kB,
/// even of words that stand on each of them.
const PAGES_OF_SHARE: usize = 20;
const MOST_SHARES: usize = 512;

/// So many letters decide the share of a word.
const BEGINNING: usize = 3;

/// What a word counts in a title, in a summary, and at most in a text.
const IN_TITLE: u32 = 20;
const IN_SUMMARY: u32 = 5;
const MOST_IN_TEXT: u32 = 4;

/// The index of one language.
#[derive(Debug, Default)]
pub struct Index {
    /// For each share the words, each with the pages by number and what it counts there.
    shares: Vec<BTreeMap<String, BTreeMap<usize, u32>>>,
    /// The pages, in the order of their numbers.
    pages: Vec<PageId>,
}

impl Index {
    /// Reads the pages that a language's lists show.
    #[must_use]
    pub fn new(site: &Site, language: usize) -> Self {
        let pages = found(site, language);
        let mut shares = vec![BTreeMap::new(); shares(pages.len())];
        for (number, page) in pages.iter().filter_map(|id| site.page(*id)).enumerate() {
            for (word, counts) in weights(page) {
                let share = share_of(&word, shares.len());
                if let Some(words) = shares.get_mut(share) {
                    let pages: &mut BTreeMap<usize, u32> = words.entry(word).or_default();
                    pages.insert(number, counts);
                }
            }
        }
        Self { shares, pages }
    }

    /// A share as JSON: `{"word": [page, weight, page, weight]}`.
    #[must_use]
    pub fn share(&self, share: usize) -> Vec<u8> {
        let flat = |pages: &BTreeMap<usize, u32>| -> Vec<Value> {
            pages.iter().flat_map(|(page, weight)| [json!(page), json!(weight)]).collect()
        };
        let words = self.shares.get(share).into_iter().flatten();
        let words: serde_json::Map<String, Value> =
            words.map(|(word, pages)| (word.clone(), flat(pages).into())).collect();
        Value::Object(words).to_string().into_bytes()
    }

    /// A part of the titles as JSON: `[[title, address from the root, summary, language or nothing]]`.
    #[must_use]
    pub fn part(&self, site: &Site, language: usize, part: usize) -> Vec<u8> {
        let entry = |id: &PageId| {
            let page = site.page(*id)?;
            let tag = if page.language == language { "" } else { site.tag(page.language) };
            let address = page.url.as_str().trim_start_matches('/');
            Some(json!([page.title.plain, address, page.summary.plain, tag]))
        };
        let entries: Vec<Value> = self.pages.iter().skip(part * PART).take(PART).filter_map(entry).collect();
        Value::Array(entries).to_string().into_bytes()
    }
}

/// The pages that a search in a language can find.
fn found(site: &Site, language: usize) -> Vec<PageId> {
    (0..site.pages.len()).map(PageId).filter(|id| site.offers(*id, language)).collect()
}

/// How many shares and parts the index of a language has.
#[must_use]
pub fn sizes(site: &Site, language: usize) -> (usize, usize) {
    let pages = found(site, language).len();
    (shares(pages), pages.div_ceil(PART))
}

fn shares(pages: usize) -> usize {
    pages.div_ceil(PAGES_OF_SHARE).clamp(1, MOST_SHARES)
}

/// Where a language is searched.
#[must_use]
pub fn url(site: &Site, language: usize) -> Url {
    Url::file(&format!("{}/search/", site.prefix(language)))
}

/// What a page's words count.
fn weights(page: &Page) -> BTreeMap<String, u32> {
    let mut weights = BTreeMap::new();
    for word in words(&text(page)) {
        let counts: &mut u32 = weights.entry(word).or_default();
        *counts = MOST_IN_TEXT.min(*counts + 1);
    }
    for (line, counts) in [(&page.title.plain, IN_TITLE), (&page.summary.plain, IN_SUMMARY)] {
        words(line).into_iter().for_each(|word| *weights.entry(word).or_default() += counts);
    }
    weights
}

/// A page's text without its marks; a tag or a reference of HTML ends a word, a link does not.
fn text(page: &Page) -> String {
    let mut text = String::new();
    let mut inside = false;
    for piece in pieces(&page.body.html) {
        match piece {
            Piece::Words(words) => {
                for c in words.chars() {
                    match c {
                        '<' | '&' => inside = true,
                        '>' | ';' if inside => {
                            inside = false;
                            text.push(' ');
                        }
                        _ if inside => {}
                        _ => text.push(c),
                    }
                }
            }
            Piece::Slot(SlotIndex::Expression(index)) => {
                text.push_str(page.body.values.get(index).map_or("", |value| &value.text));
            }
            Piece::Slot(SlotIndex::Mark(_)) => {}
        }
    }
    text
}

/// The words of a text: small letters and digits without accents, and Arabic words without their article.
fn words(text: &str) -> Vec<String> {
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| without_article(word).to_owned()).collect()
}

fn without_article(word: &str) -> &str {
    word.strip_prefix("ال").filter(|rest| rest.chars().count() >= BEGINNING).unwrap_or(word)
}

/// The share of a word: FNV-1a over the code points of its beginning.
fn share_of(word: &str, shares: usize) -> usize {
    let hash = |sum: u32, c: char| (sum ^ u32::from(c)).wrapping_mul(0x0100_0193);
    let sum = word.chars().take(BEGINNING).fold(0x811c_9dc5, hash);
    usize::try_from(sum).unwrap_or_default() % shares.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_plain_and_arabic_ones_lose_their_article() {
        assert_eq!(words("Décisions: 62% of CCF’s"), ["decisions", "62", "of", "ccf", "s"]);
        assert_eq!(words("الأرقام الآن أكثر"), ["ارقام", "الان", "اكثر"]);
    }

    #[test]
    fn a_word_and_its_beginning_lie_in_one_share() {
        for (word, beginning) in [("notices", "not"), ("requete", "requ"), ("تعاميم", "تعا")] {
            assert_eq!(share_of(word, 37), share_of(beginning, 37));
        }
    }

    #[test]
    fn shares_grow_with_the_site_up_to_a_limit() {
        assert_eq!([0, 1, 20, 21, 10_240, 100_000].map(shares), [1, 1, 1, 2, 512, 512]);
    }
}
