//! What is wrong with bytes that should be a UTF-8 text, in words that name the real encoding.

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    span::{FileId, Span},
};

/// The two orders of bytes in UTF-16.
const LITTLE_ENDIAN: &str = "UTF-16 (little-endian)";
const BIG_ENDIAN: &str = "UTF-16 (big-endian)";

/// So many further places of one fault are shown.
const PLACES: usize = 3;

/// The problem of bytes that are no UTF-8: names the encoding that they look like.
#[must_use]
pub fn problem(bytes: &[u8], file: FileId) -> Diagnostic {
    if let Some(name) = utf16(bytes) {
        return Diagnostic::error("not-utf8", Span::start_of(file), format!("the file is {name}, not UTF-8"))
            .help("open it in your editor and save it as UTF-8");
    }
    let start = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), |text| text.len());
    let byte = bytes.get(start).copied().unwrap_or_default();
    let span = Span::new(file, start, start + 1);
    Diagnostic::error(
        "not-utf8",
        span,
        format!("byte 0x{byte:02X} is not UTF-8; the file looks like Latin-1 or Windows-1252"),
    )
    .help(format!(
        "open it in your editor and save it as UTF-8, or type `iconv -f WINDOWS-1252 -t UTF-8 FILE` (the byte stands for `{}`)",
        latin(byte)
    ))
}

/// The name of the UTF-16 form that bytes are in: by their mark, or by zeros in every other place.
#[must_use]
pub fn utf16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some(LITTLE_ENDIAN),
        [0xFE, 0xFF, ..] => return Some(BIG_ENDIAN),
        _ => {}
    }
    let head = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let half = head.len() / 2;
    match (zeros(0), zeros(1)) {
        _ if half < 2 => None,
        (0, odd) if odd * 10 >= half * 8 => Some(LITTLE_ENDIAN),
        (even, 0) if even * 10 >= half * 8 => Some(BIG_ENDIAN),
        _ => None,
    }
}

/// What of a broken text can be shown: UTF-16 as text, other bytes as Latin-1 where they are no UTF-8.
#[must_use]
pub fn shown(bytes: &[u8]) -> String {
    let wide = |read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| read(*pair)).collect();
        String::from_utf16_lossy(&units).trim_start_matches('\u{feff}').to_owned()
    };
    match utf16(bytes) {
        Some(LITTLE_ENDIAN) => wide(u16::from_le_bytes),
        Some(_) => wide(u16::from_be_bytes),
        None => bytes.utf8_chunks().fold(String::new(), |mut text, chunk| {
            text.push_str(chunk.valid());
            text.extend(chunk.invalid().iter().map(|byte| latin(*byte)));
            text
        }),
    }
}

/// Reports characters that no text file has reason to hold, or that reorder text unseen, and puts blanks of
/// their length in their places, so that no parser complains of them again.
pub fn mend(text: &mut String, file: FileId, problems: &mut Diagnostics) {
    let Some(problem) = control_character(text) else { return };
    problems.push(problem(file));
    let mended = |mut mended: String, c: char| {
        match is_unseen(c) {
            true => mended.push_str(blank(c)),
            false => mended.push(c),
        }
        mended
    };
    *text = text.chars().fold(String::with_capacity(text.len()), mended);
}

/// Turns each lone carriage return, which ends a line on old systems, into a line feed.
pub fn end_lines(text: &mut String) {
    if text.split('\r').skip(1).all(|rest| rest.starts_with('\n')) {
        return;
    }
    *text = text.replace("\r\n", "\u{0}").replace('\r', "\n").replace('\u{0}', "\r\n");
}

/// The problem of the characters that no text may hold: one for all of them, with the first few places.
pub fn control_character(text: &str) -> Option<impl FnOnce(FileId) -> Diagnostic + use<>> {
    let mut faults = unseen_in(text);
    let first = faults.next()?;
    let others: Vec<(usize, char)> = faults.collect();
    Some(move |file| unseen(first, &others, file))
}

fn unseen(first: (usize, char), others: &[(usize, char)], file: FileId) -> Diagnostic {
    let span = |(at, c): &(usize, char)| Span::new(file, *at, at + c.len_utf8());
    let kind =
        if is_bidi_control(first.1) { "character that reorders text unseen," } else { "control character" };
    let message = format!("there is a {kind} U+{:04X} here", u32::from(first.1));
    let mut problem = Diagnostic::error("control-character", span(&first), message).help(
        "delete it; it does not show in most editors, so select the characters around it and type them again",
    );
    for other in others.iter().take(PLACES) {
        problem = problem.label(span(other), format!("and U+{:04X} here", u32::from(other.1)));
    }
    match others.get(PLACES) {
        Some(next) => problem.label(span(next), format!("and {} more", others.len() - PLACES)),
        None => problem,
    }
}

/// A blank that takes as many bytes as `c`.
fn blank(c: char) -> &'static str {
    match c.len_utf8() {
        1 => " ",
        2 => "\u{a0}",
        _ => "\u{2003}",
    }
}

/// `text` with characters that do not show as their code points.
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if is_unseen(c) || c.is_control() { c.escape_unicode().to_string() } else { c.to_string() })
        .collect()
}

fn is_unseen(c: char) -> bool {
    is_control(c) || is_bidi_control(c)
}

/// The characters that do not show, and where they stand. Only bytes that can begin one are decoded, since
/// every text of a project passes here.
fn unseen_in(text: &str) -> impl Iterator<Item = (usize, char)> {
    let begins = |byte: u8| matches!(byte, 0..0x20 | 0x7F | 0xC2 | 0xE2) && byte != b'\n';
    let suspects = text.bytes().enumerate().filter(move |(_, byte)| begins(*byte));
    suspects.filter_map(|(at, _)| Some((at, text.get(at..)?.chars().next()?))).filter(|(_, c)| is_unseen(*c))
}

/// C0 and C1 controls but tab, line feed and carriage return.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}')
}

/// Overrides and embeddings; plain direction marks (U+200E, U+200F, U+061C) are allowed.
#[must_use]
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What a byte stands for in Windows-1252, as far as it differs from a control character.
fn latin(byte: u8) -> char {
    match byte {
        0x80 => '€',
        0x85 => '…',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x96 => '–',
        0x97 => '—',
        _ => char::from(byte),
    }
}
