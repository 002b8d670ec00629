//! From the bytes of a CSV file to its text: UTF-8 unless the descriptor declares an encoding, and a
//! plain word where the file is something else under the name of a CSV file.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::base::{
    diagnostic::Diagnostic,
    encoding,
    source::{Body, Source},
    span::{FileId, Span},
    yaml::{Node, nearest, scalar},
};

/// The encodings that a message offers.
const USUAL: [&str; 5] = ["utf-8", "windows-1252", "iso-8859-1", "utf-16le", "utf-16be"];

/// How many bytes are looked at to tell what a file is.
const HEAD: usize = 1024;

/// The text of a file.
#[derive(Debug)]
pub struct CsvText<'s> {
    /// The file.
    pub file: FileId,
    /// Its text; a byte-order mark is still there.
    pub text: Cow<'s, str>,
    /// True if offsets into the text are not those of the file, so that spans would be wrong.
    pub decoded: bool,
}

impl CsvText<'_> {
    /// The place of a part of the text; the file's start where offsets are not those of the file.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        if self.decoded { Span::start_of(self.file) } else { Span::new(self.file, start, end) }
    }
}

/// Reads the name of an encoding.
///
/// # Errors
/// When there is none of that name.
pub fn from_node(node: &Node<'_>) -> Result<&'static Encoding, Diagnostic> {
    let name = scalar::text(node)?;
    let known = Encoding::for_label(name.as_bytes()).filter(|found| found.name() != "replacement");
    known.ok_or_else(|| {
        let problem =
            Diagnostic::error("unknown-encoding", node.span(), format!("there is no encoding `{name}`"));
        match nearest(&name, USUAL) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("write `utf-8`, `windows-1252`, `iso-8859-1`, `utf-16le` or `utf-16be`"),
        }
    })
}

/// The text of a CSV file whose descriptor declares `declared`; `None` if the file is broken, which was
/// reported when it was read.
///
/// # Errors
/// When it is no text, too large to be held, or in another encoding.
pub fn read<'s>(
    file: FileId,
    source: &'s Source,
    declared: Option<&'static Encoding>,
) -> Result<Option<CsvText<'s>>, Diagnostic> {
    let declared = declared.unwrap_or(UTF_8);
    match &source.body {
        Body::Text(text) => {
            refuse_other_files(file, text.as_bytes())?;
            refuse_utf8(file, text, declared)?;
            Ok(Some(CsvText { file, text: Cow::Borrowed(text), decoded: false }))
        }
        Body::Bytes(bytes) => {
            refuse_other_files(file, bytes)?;
            decode(file, bytes, declared)
                .map(|text| Some(CsvText { file, text: Cow::Owned(text), decoded: true }))
        }
        Body::Handle(_) => Err(Diagnostic::error(
            "too-large",
            Span::start_of(file),
            "a file larger than 4 MiB must be UTF-8",
        )
        .help("save it as `CSV UTF-8` and delete `encoding` from the descriptor")),
        Body::Broken => Ok(None),
    }
}

/// The name of what `bytes` are, if they are no text with rows.
fn other_file(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const SPREADSHEET: &str = "open it in the spreadsheet and save it as `CSV UTF-8`";
    const DOWNLOAD: &str =
        "the download went wrong: open the address in a browser and look for the CSV file itself";
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let shown =
        String::from_utf8_lossy(head).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    match head {
        [b'P', b'K', 3, 4, ..] if contains(head, b"[Content_Types].xml") || contains(head, b"xl/") => {
            Some(("an Excel workbook", SPREADSHEET))
        }
        [b'P', b'K', 3, 4, ..] if contains(head, b"opendocument.spreadsheet") => {
            Some(("an OpenDocument spreadsheet", SPREADSHEET))
        }
        [b'P', b'K', 3, 4, ..] => Some(("a zip archive", "unpack it and use the CSV file inside")),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Some(("an old Excel workbook", SPREADSHEET)),
        [0x1F, 0x8B, ..] => Some(("compressed by gzip", "unpack it with `gunzip` and use the file inside")),
        [b'%', b'P', b'D', b'F', ..] => Some(("a PDF", "ask its publisher for the table as CSV")),
        [b'P', b'A', b'R', b'1', ..] => Some(("a Parquet file", "export it as CSV")),
        _ if shown.starts_with("<!doctype html") || shown.starts_with("<html") => {
            Some(("a web page", DOWNLOAD))
        }
        _ if shown.starts_with("<?xml") => Some(("an XML file", SPREADSHEET)),
        _ => None,
    }
}

/// Refuses what is no text with rows, by its name.
///
/// # Errors
/// When it is something else.
pub fn refuse_other_files(file: FileId, bytes: &[u8]) -> Result<(), Diagnostic> {
    let Some((name, cure)) = other_file(bytes) else { return Ok(()) };
    Err(Diagnostic::error("not-csv", Span::start_of(file), format!("this is {name}, not a CSV file"))
        .help(cure))
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// UTF-8 that is declared as something else would turn into wrong letters without a sound.
fn refuse_utf8(file: FileId, text: &str, declared: &'static Encoding) -> Result<(), Diagnostic> {
    let wide = declared == UTF_16LE || declared == UTF_16BE;
    if declared == UTF_8 || (!wide && text.is_ascii()) {
        return Ok(());
    }
    Err(wrong(file, declared, "UTF-8", "utf-8"))
}

fn wrong(file: FileId, declared: &'static Encoding, found: &str, name: &str) -> Diagnostic {
    let message =
        format!("the file is {found}, but its descriptor says `{}`", declared.name().to_lowercase());
    Diagnostic::error("wrong-encoding", Span::start_of(file), message)
        .help(format!("write `encoding: {name}` in the descriptor"))
}

fn decode(file: FileId, bytes: &[u8], declared: &'static Encoding) -> Result<String, Diagnostic> {
    let marked = Encoding::for_bom(bytes);
    let utf16 = marked.map(|(found, _)| found).filter(|found| *found != UTF_8);
    let byte_order_open = declared == UTF_16LE && utf16 == Some(UTF_16BE);
    let declared = if byte_order_open { UTF_16BE } else { declared };
    if declared == UTF_8 {
        return Err(undeclared(file, bytes));
    }
    if let Some(found) = utf16.filter(|found| *found != declared) {
        return Err(wrong(file, declared, found.name(), &found.name().to_lowercase()));
    }
    let rest = marked.and_then(|(_, length)| bytes.get(length..)).unwrap_or(bytes);
    let Some(text) = declared.decode_without_bom_handling_and_without_replacement(rest) else {
        let message = format!("the file is not `{}`, as its descriptor says", declared.name().to_lowercase());
        return Err(Diagnostic::error("wrong-encoding", Span::start_of(file), message)
            .help("save it as `CSV UTF-8` and write `encoding: utf-8`"));
    };
    match encoding::control_character(&text) {
        Some(problem) => Err(Diagnostic { span: Some(Span::start_of(file)), ..problem(file) }),
        None => Ok(text.into_owned()),
    }
}

/// Bytes that are no UTF-8 under a descriptor that says nothing else.
fn undeclared(file: FileId, bytes: &[u8]) -> Diagnostic {
    let name = match encoding::utf16(bytes) {
        Some(found) if found.contains("big") => "utf-16be",
        Some(_) => "utf-16le",
        None => "windows-1252",
    };
    encoding::problem(bytes, file).help(format!(
        "save it as `CSV UTF-8`, or write `encoding: {name}` in its descriptor if that is what it is"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(bytes: &[u8]) -> Source {
        let body = String::from_utf8(bytes.to_vec())
            .map_or_else(|error| Body::Bytes(Cow::Owned(error.into_bytes())), Body::Text);
        Source::new("data/a.csv".to_owned(), body, bytes)
    }

    fn outcome(bytes: &[u8], declared: Option<&str>) -> Result<String, &'static str> {
        let declared = declared.map(|name| Encoding::for_label(name.as_bytes()).unwrap());
        let source = source(bytes);
        read(FileId(0), &source, declared)
            .map(|text| text.unwrap().text.into_owned())
            .map_err(|problem| problem.code)
    }

    #[test]
    fn declared_encodings_are_read() {
        assert_eq!(outcome(b"caf\xE9", Some("windows-1252")), Ok("café".to_owned()));
        assert_eq!(outcome(b"caf\xE9", Some("iso-8859-1")), Ok("café".to_owned()));
        assert_eq!(outcome(b"\xFF\xFEa\0\xE9\0", Some("utf-16le")), Ok("aé".to_owned()));
        assert_eq!(outcome(b"\xFE\xFF\0a\0\xE9", Some("utf-16")), Ok("aé".to_owned()));
        assert_eq!(outcome("é".as_bytes(), None), Ok("é".to_owned()));
    }

    #[test]
    fn no_encoding_is_guessed() {
        assert_eq!(outcome(b"caf\xE9", None), Err("not-utf8"));
        assert_eq!(outcome(b"\xFF\xFEa\0\xE9\0", None), Err("not-utf8"));
        assert_eq!(outcome("é".as_bytes(), Some("windows-1252")), Err("wrong-encoding"));
        assert_eq!(outcome(b"a,b", Some("utf-16le")), Err("wrong-encoding"));
        assert_eq!(outcome(b"\xFF\xFEa\0\xE9\0", Some("windows-1252")), Err("wrong-encoding"));
        assert_eq!(outcome(b"\x00\xD8a\0", Some("utf-16le")), Err("wrong-encoding"));
    }

    #[test]
    fn other_files_are_named() {
        let name = |bytes: &[u8]| other_file(bytes).map(|(name, _)| name);
        assert_eq!(name(b"PK\x03\x04\x14\0\x06\0[Content_Types].xml"), Some("an Excel workbook"));
        assert_eq!(name(b"PK\x03\x04..."), Some("a zip archive"));
        assert_eq!(name(b"\xD0\xCF\x11\xE0"), Some("an old Excel workbook"));
        assert_eq!(name(b"\x1F\x8B\x08"), Some("compressed by gzip"));
        assert_eq!(name("\u{feff}\n<!DOCTYPE html>".as_bytes()), Some("a web page"));
        assert_eq!(name(b"year,count\n"), None);
    }
}
