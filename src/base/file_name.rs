//! Which names of files, folders, slugs and topics every host, archive and system accepts.

use std::ffi::OsStr;

use crate::base::encoding;

/// Names that Windows keeps for devices, with any ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The longest of those with their numbers: `com1`.
const LONGEST_DEVICE: usize = 4;

/// The longest name in bytes; leaves room for the endings that are added to it.
const LONGEST: usize = 200;

/// What is wrong with a name, and the cure; both read after the name.
#[must_use]
pub fn problem(name: &OsStr) -> Option<(String, String)> {
    let rename = || "rename it with letters, digits and hyphens".to_owned();
    let Some(name) = name.to_str() else {
        return Some(("has a name that is not UTF-8".to_owned(), rename()));
    };
    fault(name).map(|fault| (fault, rename()))
}

/// What is wrong with a name, in words that read after it.
#[must_use]
pub fn fault(name: &str) -> Option<String> {
    if is_plain(name) {
        return None;
    }
    if let Some(sign) = name.chars().find(|c| c.is_control() || encoding::is_bidi_control(*c)) {
        return Some(format!("has the unseen character U+{:04X} in its name", u32::from(sign)));
    }
    if let Some(sign) = name.chars().find(|c| r#"<>:"|?*#%\"#.contains(*c)) {
        return Some(format!("has `{sign}` in its name, which not every host can serve"));
    }
    if name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return Some("has a name that starts or ends with a space or a dot".to_owned());
    }
    if is_device(name) {
        return Some("has a name that Windows keeps for a device".to_owned());
    }
    (name.len() > LONGEST).then(|| format!("has a name of {} bytes; the limit is {LONGEST}", name.len()))
}

/// True for small letters, digits and hyphens, more than a device's name has: nothing of what is looked for can be
/// in it.
fn is_plain(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (LONGEST_DEVICE + 1..=LONGEST).contains(&name.len()) && name.bytes().all(plain)
}

/// A name as far as a message needs it.
#[must_use]
pub fn shortened(name: &str) -> String {
    const LONGEST: usize = 60;
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    }
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let numbered =
        |prefix: &str| stem.strip_prefix(prefix).is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']));
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_host_refuses_are_found() {
        for name in [
            "CON",
            "aux.md",
            "nul.txt",
            "com1",
            "lpt9.csv",
            "a.",
            "b ",
            "a:b",
            "what?",
            "x#y",
            "a\u{202e}b",
            "a\u{7}",
        ] {
            assert!(fault(name).is_some(), "{name:?}");
        }
        assert!(fault(&"x".repeat(300)).is_some());
    }

    #[test]
    fn plain_names_pass() {
        for name in ["2019-07-26-interpol-meeting.md", "console.md", "com.md", "العربية.md", "naïve (1).png"]
        {
            assert_eq!(fault(name), None, "{name:?}");
        }
    }
}
