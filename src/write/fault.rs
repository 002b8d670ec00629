//! What the disk refused, in words: each I/O error becomes a failure with a cure.

use std::{io, path::Path};

use crate::base::diagnostic::Diagnostic;

/// What a disk has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Bytes that this user may still write.
    pub bytes: u64,
    /// Files that may still be made; some disks do not count them and say zero in total.
    pub files: Option<u64>,
}

impl Room {
    /// What the disk that holds `folder` has left; nothing where that cannot be asked.
    #[must_use]
    pub fn left(folder: &Path) -> Option<Self> {
        let disk = rustix::fs::statvfs(folder).ok()?;
        let files = (disk.f_files > 0).then_some(disk.f_favail);
        Some(Self { bytes: disk.f_bavail.saturating_mul(disk.f_frsize), files })
    }
}

/// True if `error` means that there is no room left, of bytes, of files or of a quota.
#[must_use]
pub fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// A `disk-full` failure: `shown` could not be written in `parent`, and the new site is known to
/// need `needed` bytes (zero if nothing is known).
#[must_use]
pub fn full(shown: &str, parent: &str, room: Option<Room>, needed: u64) -> Diagnostic {
    let free = match room {
        Some(Room { files: Some(0), .. }) => "the disk has no room for more files".to_owned(),
        Some(Room { bytes, .. }) => format!("{} bytes are free in `{parent}`", grouped(bytes)),
        None => "how much is free cannot be told".to_owned(),
    };
    let needs = match needed {
        0 => String::new(),
        _ => format!("at least {} bytes are needed, ", grouped(needed)),
    };
    let cure =
        "the new site must fit beside the old one, so make room or choose another disk with `--output`";
    Diagnostic::failure("disk-full", format!("the disk is full: cannot write `{shown}`"))
        .help(format!("{needs}{free}; {cure}"))
}

/// A `write-refused` failure: `shown` could not be written, made, renamed or read.
#[must_use]
pub fn refused(action: &str, shown: &str, parent: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::failure("write-refused", format!("cannot {action} `{shown}`: {}", reason(error)))
        .help(cure(parent, error.kind()))
}

/// Why, in plain words and without a number.
fn reason(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied",
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        io::ErrorKind::NotFound => "it is not there",
        io::ErrorKind::AlreadyExists => "something of that name is there already",
        io::ErrorKind::InvalidFilename => "the name is too long for the disk",
        io::ErrorKind::FileTooLarge => "the file is larger than this process may write",
        _ => return system_words(error),
    };
    words.to_owned()
}

fn system_words(error: &io::Error) -> String {
    if error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error()) {
        return "the disk reported a fault".to_owned();
    }
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

fn cure(parent: &str, kind: io::ErrorKind) -> String {
    match kind {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            format!("make `{parent}` writable for you, or choose another folder with `--output`")
        }
        io::ErrorKind::FileTooLarge => {
            "raise the limit on the size of files (`ulimit -f unlimited`)".to_owned()
        }
        _ => format!(
            "check the disk that holds `{parent}` and build again, or choose another folder with `--output`"
        ),
    }
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_tells_what_is_needed_and_what_is_free() {
        let room = Some(Room { bytes: 1_048_576, files: Some(9) });
        let fault = full(".public.next/index.html", ".", room, 2_000_000);
        assert_eq!(fault.code, "disk-full");
        assert_eq!(fault.message, "the disk is full: cannot write `.public.next/index.html`");
        let help = fault.help.unwrap();
        assert!(
            help.starts_with("at least 2,000,000 bytes are needed, 1,048,576 bytes are free in `.`; "),
            "{help}"
        );
    }

    #[test]
    fn a_disk_without_room_for_files_says_so() {
        let help = full("a", ".", Some(Room { bytes: 5, files: Some(0) }), 0).help.unwrap();
        assert!(help.starts_with("the disk has no room for more files; "), "{help}");
    }

    #[test]
    fn a_refusal_has_no_error_number() {
        for number in [1, 2, 5, 13, 24, 27, 30, 36, 39] {
            let fault = refused("write", "public", ".", &io::Error::from_raw_os_error(number));
            assert!(fault.message.starts_with("cannot write `public`: "), "{}", fault.message);
            assert!(!fault.message.contains("os error"), "{}", fault.message);
        }
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
