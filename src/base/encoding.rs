//! What is wrong with bytes that should be a UTF-8 text, in words that name the real encoding.

use crate::base::{
    diagnostic::Diagnostic,
    span::{FileId, Span},
};

/// The problem of bytes that are no UTF-8: names the encoding that they look like.
#[must_use]
pub fn problem(bytes: &[u8], file: FileId) -> Diagnostic {
    if let Some(name) = utf16(bytes) {
        return Diagnostic::error("not-utf8", Span::start_of(file), format!("the file is {name}, not UTF-8"))
            .help("save it as UTF-8");
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
        "save it as UTF-8, or type `iconv -f WINDOWS-1252 -t UTF-8 FILE` (the byte stands for `{}`)",
        latin(byte)
    ))
}

/// The name of the UTF-16 form that bytes are in: by their mark, or by zeros in every other place.
#[must_use]
pub fn utf16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some("UTF-16 (little-endian)"),
        [0xFE, 0xFF, ..] => return Some("UTF-16 (big-endian)"),
        _ => {}
    }
    let head = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let half = head.len() / 2;
    match (zeros(0), zeros(1)) {
        _ if half < 2 => None,
        (0, odd) if odd * 10 >= half * 8 => Some("UTF-16 (little-endian)"),
        (even, 0) if even * 10 >= half * 8 => Some("UTF-16 (big-endian)"),
        _ => None,
    }
}

/// The first control character that no text file has reason to hold, or a sign that reorders text unseen.
pub fn control_character(text: &str) -> Option<impl FnOnce(FileId) -> Diagnostic + use<>> {
    let (start, found) = first_control(text)?;
    let looks_utf16 = found == '\0' && utf16(text.as_bytes()).is_some();
    let utf16_name = utf16(text.as_bytes()).unwrap_or_default();
    Some(move |file| {
        if looks_utf16 {
            return Diagnostic::error(
                "not-utf8",
                Span::start_of(file),
                format!("the file is {utf16_name}, not UTF-8"),
            )
            .help("save it as UTF-8");
        }
        let span = Span::new(file, start, start + found.len_utf8());
        let kind =
            if is_control(found) { "control character" } else { "character that reorders text unseen" };
        Diagnostic::error("control-character", span, format!("there is a {kind} U+{:04X} here", u32::from(found)))
            .help("delete it; it does not show in most editors, so select the characters around it and type them again")
    })
}

/// The first control or reordering character and where it stands. Only bytes that can begin one are
/// decoded, since every text of a project passes here.
fn first_control(text: &str) -> Option<(usize, char)> {
    let bytes = text.as_bytes().iter().enumerate();
    let suspects =
        bytes.filter(|(_, byte)| matches!(byte, 0..0x20 | 0x7F | 0xC2 | 0xE2) && !matches!(byte, b'\n'));
    suspects
        .filter_map(|(at, _)| Some((at, text.get(at..)?.chars().next()?)))
        .find(|(_, c)| is_control(*c) || is_bidi_control(*c))
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
