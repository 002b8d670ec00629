//! What an image file says of itself: its size in pixels, so that pages reserve its place, and whether it
//! says more than its author may know.

use crate::{
    base::{
        diagnostic::Diagnostic,
        source::Sources,
        span::{FileId, Span},
    },
    model::link,
};

/// Refuses an address that a reader's browser would load from elsewhere.
///
/// # Errors
/// When it is one.
pub fn refuse_elsewhere(target: &str, span: Span) -> Result<(), Diagnostic> {
    if !link::leads_out(target) {
        return Ok(());
    }
    let shown: String = target.chars().take(60).collect();
    Err(Diagnostic::error("outside-resource", span, format!("the image `{shown}` would come from elsewhere"))
        .help("copy the image beside the page's file: whoever sends it learns who reads"))
}

/// The problem of something that is named as an image and is none.
#[must_use]
pub fn no_image(target: &str, span: Span) -> Diagnostic {
    Diagnostic::error("unknown-image", span, format!("`{target}` is no image"))
        .help("name the file of a PNG, JPEG, WebP or GIF image beside the page's file")
}

/// Width and height in pixels, read from the file's header.
///
/// # Errors
/// When it is no PNG, JPEG, WebP or GIF, or carries data about where and with what it was taken.
pub fn size(file: FileId, sources: &Sources, span: Span) -> Result<Option<(u32, u32)>, Diagnostic> {
    let path = sources.path(file);
    let bytes = sources.bytes(file)?;
    let Some(kind) = kind(&bytes) else {
        return Err(Diagnostic::error(
            "unknown-image",
            span,
            format!("`{path}` is no PNG, JPEG, WebP or GIF image"),
        )
        .help("save it in one of these formats; SVG images are not accepted, since they can hold scripts"));
    };
    if let Some(name) = kind.hidden(&bytes) {
        return Err(Diagnostic::error(
            "image-metadata",
            span,
            format!("`{path}` holds hidden data ({name}), which can tell where and by whom it was taken"),
        )
        .help("remove it: `exiftool -all= FILE`, or export the image without metadata"));
    }
    Ok((kind.size)(&bytes))
}

/// The name of what an image holds beside its picture, if anything; `None` if it is no image that can be
/// published.
#[must_use]
pub fn hidden(bytes: &[u8]) -> Option<Option<String>> {
    kind(bytes).map(|kind| kind.hidden(bytes))
}

/// A format: its first bytes, where its size stands, and the markers of hidden data.
struct Kind {
    size: fn(&[u8]) -> Option<(u32, u32)>,
    metadata: &'static [&'static [u8]],
}

impl Kind {
    fn hidden(&self, bytes: &[u8]) -> Option<String> {
        let marker = self.metadata.iter().find(|marker| holds(bytes, marker))?;
        Some(String::from_utf8_lossy(marker).trim_matches('\0').to_owned())
    }
}

fn kind(bytes: &[u8]) -> Option<Kind> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => {
            Some(Kind { size: png, metadata: &[b"eXIf", b"XML:com.adobe.xmp", b"tEXt", b"iTXt", b"zTXt"] })
        }
        [0xFF, 0xD8, 0xFF, ..] => Some(Kind {
            size: jpeg,
            metadata: &[b"Exif\0\0", b"http://ns.adobe.com/xap/", b"Photoshop 3.0", b"MPF\0", b"jumb"],
        }),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
            Some(Kind { size: webp, metadata: &[b"EXIF", b"XMP "] })
        }
        [b'G', b'I', b'F', b'8', ..] => Some(Kind { size: gif, metadata: &[b"XMP DataXMP"] }),
        _ => None,
    }
}

fn holds(bytes: &[u8], marker: &[u8]) -> bool {
    bytes.windows(marker.len()).any(|window| window == marker)
}

fn big(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    Some(bytes.get(at..at + length)?.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn little(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    Some(bytes.get(at..at + length)?.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

/// The IHDR chunk (PNG specification, 11.2.1).
fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    Some((big(bytes, 16, 4)?, big(bytes, 20, 4)?))
}

/// The logical screen descriptor (GIF89a, 18).
fn gif(bytes: &[u8]) -> Option<(u32, u32)> {
    Some((little(bytes, 6, 2)?, little(bytes, 8, 2)?))
}

/// The first frame header (ITU-T T.81, B.2.2).
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let marker = big(bytes, at, 2)?;
        let frame = matches!(marker, 0xFFC0..=0xFFCF) && !matches!(marker, 0xFFC4 | 0xFFC8 | 0xFFCC);
        if frame {
            return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?));
        }
        at += 2 + big(bytes, at + 2, 2)? as usize;
    }
}

/// The first chunk of the three forms (RFC 9649, 2.5 to 2.7).
fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8X" => Some((little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1)),
        b"VP8 " => Some((little(bytes, 26, 2)? & 0x3FFF, little(bytes, 28, 2)? & 0x3FFF)),
        b"VP8L" => {
            let bits = little(bytes, 21, 4)?;
            Some(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
        }
        _ => None,
    }
}
