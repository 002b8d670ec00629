//! The places of routes by their addresses: every link of every page asks for one, so each answer is one hash
//! and one comparison.

use crate::{base::url::Url, render::routes::Route};

/// The addresses of a site: a table in which a route stands at the place that its address hashes to, or at
/// the next free one.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// The hash of an address without its first slash, and the route's place; at least every second is free.
    table: Vec<Option<(u64, usize)>>,
}

impl Addresses {
    /// The addresses of all routes.
    #[must_use]
    pub fn new(routes: &[Route]) -> Self {
        let mut addresses = Self { table: vec![None; (routes.len() * 2 + 1).next_power_of_two()] };
        for (place, route) in routes.iter().enumerate() {
            let hash = hash(below_root(&route.url));
            let free = addresses.slots(hash).find(|slot| addresses.table.get(*slot) == Some(&None));
            if let Some(slot) = free.and_then(|slot| addresses.table.get_mut(slot)) {
                *slot = Some((hash, place));
            }
        }
        addresses
    }

    /// The place of the route at `path`, which is written without its first slash. Two addresses with one
    /// hash of 64 bits count as one; a dead link would hide behind that once in a million million sites.
    #[must_use]
    pub fn place(&self, path: &str) -> Option<usize> {
        let wanted = hash(path);
        let taken = self.slots(wanted).map_while(|slot| *self.table.get(slot)?);
        taken.filter(|(hash, _)| *hash == wanted).map(|(_, place)| place).next()
    }

    /// Where to look for a hash, in order.
    fn slots(&self, hash: u64) -> impl Iterator<Item = usize> + use<> {
        let mask = self.table.len() - 1;
        // The upper bits of a product are the better mixed ones.
        let first = usize::try_from(hash >> 32).unwrap_or_default();
        (0..=mask).map(move |step| (first + step) & mask)
    }
}

/// An address without its first slash.
#[must_use]
pub fn below_root(url: &Url) -> &str {
    url.as_str().trim_start_matches('/')
}

/// A hash that lives no longer than the run: eight bytes at a time, turned and multiplied, as the compiler of
/// Rust hashes its own names.
#[must_use]
pub fn hash(text: &str) -> u64 {
    const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
    let step = |state: u64, word: u64| (state.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    let word = |bytes: &[u8]| bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let state = words.iter().fold(text.len() as u64, |state, bytes| step(state, u64::from_le_bytes(*bytes)));
    step(state, word(rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::routes::Artifact;

    #[test]
    fn a_route_is_found_by_its_address_and_nothing_else() {
        let urls = ["/", "/a/", "/news/a-long-address/", "/news/a-long-address/feed.xml"].map(Url::file);
        let route = |url: &Url| Route { url: url.clone(), artifact: Artifact::NotFound, span: None };
        let routes: Vec<Route> = urls.iter().map(route).collect();
        let addresses = Addresses::new(&routes);
        for (place, url) in urls.iter().enumerate() {
            assert_eq!(addresses.place(below_root(url)), Some(place));
        }
        assert_eq!(addresses.place("news/"), None);
    }
}
