//! The places of routes by their addresses: every link of every page asks for one, so each answer is one hash
//! and one comparison.

use crate::{base::url::Url, render::routes::Routes};

/// The addresses of a site.
pub struct Addresses<'r> {
    routes: &'r Routes,
    /// The hash of each address without its first slash, and the route's place; sorted.
    places: Vec<(u64, usize)>,
}

impl<'r> Addresses<'r> {
    /// The addresses of all routes.
    #[must_use]
    pub fn new(routes: &'r Routes) -> Self {
        let mut places: Vec<_> = routes
            .list
            .iter()
            .enumerate()
            .map(|(place, route)| (hash(below_root(&route.url)), place))
            .collect();
        places.sort_unstable();
        Self { routes, places }
    }

    /// The place of the route at `path`, which is written without its first slash.
    #[must_use]
    pub fn place(&self, path: &str) -> Option<usize> {
        let wanted = hash(path);
        let start = self.places.partition_point(|(hash, _)| *hash < wanted);
        let equal = self.places.iter().skip(start).take_while(|(hash, _)| *hash == wanted);
        equal
            .map(|(_, place)| *place)
            .find(|place| self.routes.list.get(*place).is_some_and(|route| below_root(&route.url) == path))
    }
}

fn below_root(url: &Url) -> &str {
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
    use crate::render::routes::{Artifact, Route};

    #[test]
    fn a_route_is_found_by_its_address_and_nothing_else() {
        let urls = ["/", "/a/", "/news/a-long-address/", "/news/a-long-address/feed.xml"].map(Url::file);
        let route = |url: &Url| Route { url: url.clone(), artifact: Artifact::NotFound, span: None };
        let routes = Routes { list: urls.iter().map(route).collect(), ..Routes::default() };
        let addresses = Addresses::new(&routes);
        for (place, url) in urls.iter().enumerate() {
            assert_eq!(addresses.place(below_root(url)), Some(place));
        }
        assert_eq!(addresses.place("news/"), None);
    }
}
