//! Paths of `content/` as links write them: relative to the file that they stand in.

use std::borrow::Cow;

/// The full path of `path` as seen from the file at `from`; `None` if it climbs too far.
#[must_use]
pub fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folders(from),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// What a link in the file at `from` writes to reach the file at `full`.
#[must_use]
pub fn relative(from: &str, full: &str) -> String {
    let (own, other) = (folders(from), folders(full));
    let shared = own.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let down = full.split('/').skip(shared).collect::<Vec<_>>().join("/");
    format!("{}{down}", "../".repeat(own.len() - shared))
}

fn folders(path: &str) -> Vec<&str> {
    path.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect())
}

/// `%20` as a space; bytes that are no UTF-8 stay as they are.
#[must_use]
pub fn decoded(path: &str) -> Cow<'_, str> {
    if !path.contains('%') {
        return Cow::Borrowed(path);
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let pair = after
            .get(..2)
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match pair.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(path), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_file_they_stand_in() {
        assert_eq!(join("news/a.md", "b.md").as_deref(), Some("news/b.md"));
        assert_eq!(join("news/a.md", "../about.md").as_deref(), Some("about.md"));
        assert_eq!(join("news/a.md", "/about.md").as_deref(), Some("about.md"));
        assert_eq!(join("a.md", "../x.md"), None);
        assert_eq!(decoded("a%20b.pdf"), "a b.pdf");
    }

    #[test]
    fn a_relative_path_leads_back() {
        for (from, full, path) in [
            ("news/a.md", "news/b.md", "b.md"),
            ("news/a.md", "about.md", "../about.md"),
            ("about.md", "news/2019/b.md", "news/2019/b.md"),
            ("news/2019/a.md", "news/2020/b.md", "../2020/b.md"),
        ] {
            assert_eq!(relative(from, full), path);
            assert_eq!(join(from, path).as_deref(), Some(full));
        }
    }
}
