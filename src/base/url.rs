//! Addresses inside the site: absolute paths such as `/news/interpol-meeting/`.
//!
//! Pages link to each other relatively, so that the same bytes work under any path.

use std::{cmp::Ordering, sync::Arc};

/// The path of a route: starts with `/`; ends with `/` for a page, with a file name otherwise. Copies share it.
#[derive(Clone, Debug, Eq)]
pub struct Url(Arc<str>);

impl PartialEq for Url {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Ord for Url {
    fn cmp(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.cmp(&other.0) }
    }
}

impl PartialOrd for Url {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Url {
    /// The address made of `parts`, as a folder: `["news", "x"]` gives `/news/x/`.
    #[must_use]
    pub fn folder<S: AsRef<str>>(parts: &[S]) -> Self {
        let mut path = String::from("/");
        for part in parts {
            path.push_str(part.as_ref());
            path.push('/');
        }
        Self(path.into())
    }

    /// The address of a file: `Url::file("assets/site.css")` gives `/assets/site.css`.
    #[must_use]
    pub fn file(path: &str) -> Self {
        match path.strip_prefix('/') {
            Some(rest) if !rest.starts_with('/') => Self(path.into()),
            _ => Self(format!("/{}", path.trim_start_matches('/')).into()),
        }
    }

    /// The path, with its leading `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its first bytes as numbers: where those of two addresses differ, they are in the order of the addresses.
    #[must_use]
    pub fn head(&self) -> [u128; 2] {
        let mut head = [[0; 16]; 2];
        head.as_flattened_mut().iter_mut().zip(self.0.bytes()).for_each(|(slot, byte)| *slot = byte);
        head.map(u128::from_be_bytes)
    }

    /// The path of the file that a static host serves for it, without leading `/`.
    #[must_use]
    pub fn output_path(&self) -> String {
        let path = self.0.trim_start_matches('/');
        if self.0.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
    }

    /// What a page at `from` writes in its `href` to reach this address: `../../data/`.
    #[must_use]
    pub fn relative_to(&self, from: &Self) -> String {
        let base = from.0.rfind('/').and_then(|end| from.0.get(..=end)).unwrap_or_default();
        let shared = shared_folders(base, &self.0);
        let ups = base.get(shared..).unwrap_or_default().matches('/').count();
        let rest = self.0.get(shared..).unwrap_or_default();
        match (ups, rest) {
            (0, "") => "./".to_owned(),
            _ => format!("{}{rest}", "../".repeat(ups)),
        }
    }
}

/// The length of the common start of both paths that ends with `/`.
fn shared_folders(a: &str, b: &str) -> usize {
    let common = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    a.get(..common).and_then(|start| start.rfind('/')).map_or(0, |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relative(from: &str, to: &str) -> String {
        Url::file(to).relative_to(&Url::file(from))
    }

    #[test]
    fn links_climb_no_further_than_needed() {
        assert_eq!(relative("/news/a/", "/news/b/"), "../b/");
        assert_eq!(relative("/news/a/", "/"), "../../");
        assert_eq!(relative("/", "/news/"), "news/");
        assert_eq!(relative("/news/a/", "/news/a/"), "./");
        assert_eq!(relative("/news/", "/newsletter/"), "../newsletter/");
        assert_eq!(relative("/404.html", "/assets/x.css"), "assets/x.css");
    }

    #[test]
    fn heads_are_in_the_order_of_addresses_or_alike() {
        let mut urls = [
            "/",
            "/a/",
            "/a/b/",
            "/a-b/",
            "/ä/",
            "/news/an-address-that-is-long/x/",
            "/news/an-address-that-is-long/y/",
        ]
        .map(Url::file);
        urls.sort();
        assert!(urls.is_sorted_by_key(Url::head));
        assert!(urls.windows(2).all(|pair| pair[0].head() != pair[1].head()));
    }
}
