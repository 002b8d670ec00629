//! Files, broken: bytes, words and lines are changed, moved, repeated and taken from other files.

use crate::chance::Chance;

/// What means something in a descriptor or a table, and what has broken readers before.
const WORDS: [&str; 92] = [
    "name: ",
    "title: ",
    "schema:",
    "fields:",
    "type: ",
    "string",
    "integer",
    "number",
    "boolean",
    "date",
    "year",
    "yearmonth",
    "quarter",
    "datetime",
    "country",
    "list",
    "status: ",
    "constraints: ",
    "minimum: ",
    "maximum: ",
    "enum: ",
    "pattern: \"",
    "(a+)+$",
    "unique: true",
    "required: true",
    "categories: ",
    "{value: a, label: b}",
    "missingValues: ",
    "primaryKey: ",
    "foreignKeys: ",
    "reference: {resource: ",
    "dialect: ",
    "delimiter: \"",
    "quoteChar: ",
    "header: false",
    "decimalChar: \",\"",
    "groupChar: \".\"",
    "encoding: utf-16le",
    "encoding: windows-1252",
    "from: ",
    "transform:",
    "checks:",
    "totals: ",
    "shares: ",
    "series: ",
    "expect: '",
    "agrees_with: ",
    "facts:",
    "publish: true",
    "updated: ",
    "revisions: ",
    "loader: [",
    "inputs: ",
    "refresh: ",
    "null",
    "true",
    "{",
    "}",
    "[",
    "]",
    "- ",
    ": ",
    "&a ",
    "*a",
    "<<: ",
    "'",
    "\"",
    "\"\"",
    "\n",
    "\r\n",
    "\r",
    "\t",
    ",",
    ";",
    "|",
    "sep=;\n",
    "\u{feff}",
    "\0",
    "\u{202e}",
    "9223372036854775807",
    "-9223372036854775808",
    "79228162514264337593543950335",
    "1e400",
    "-0",
    "0.0000000000000000000000000001",
    "9999-12-31",
    "0000-00-00",
    "2019-02-29",
    "at_least",
    "suppressed",
    "<5",
    "=cmd|' /C calc'!A0",
];

/// Breaks a file a few times; `others` lend it their parts.
pub fn broken(file: &[u8], others: &[&[u8]], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..1 + chance.below(4) {
        bytes = once(bytes, others, chance);
        // Large files have a test of their own.
        bytes.truncate(64 * 1024);
    }
    bytes
}

fn once(mut bytes: Vec<u8>, others: &[&[u8]], chance: &mut Chance) -> Vec<u8> {
    let at = chance.below(bytes.len() + 1);
    match chance.below(10) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << chance.below(8);
            }
        }
        1 => bytes.insert(at, u8::try_from(chance.below(256)).unwrap()),
        2 | 3 => drop(bytes.splice(at..at, chance.pick(&WORDS).bytes())),
        4 => {
            let (start, end) = token(&bytes, at);
            bytes.splice(start..end, chance.pick(&WORDS).bytes());
        }
        5 => {
            let end = (at + chance.below(40)).min(bytes.len());
            bytes.drain(at..end);
        }
        6 => {
            let part = lines(&bytes, chance);
            let times = 1 + chance.below(3);
            bytes.splice(at..at, part.repeat(times));
        }
        7 => {
            let part = lines(chance.pick(others), chance);
            let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            bytes.splice(start..start, part);
        }
        8 => bytes.truncate(at),
        _ => bytes = disguised(&bytes, chance),
    }
    bytes
}

/// The word around a place.
fn token(bytes: &[u8], at: usize) -> (usize, usize) {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let before = bytes[..at].iter().rev().take_while(|byte| is_word(byte)).count();
    let after = bytes[at..].iter().take_while(|byte| is_word(byte)).count();
    (at - before, at + after)
}

/// Some lines of a file.
fn lines(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let all: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let start = chance.below(all.len());
    let end = (start + 1 + chance.below(4)).min(all.len());
    all[start..end].concat()
}

/// The same text in another encoding, or with other line ends.
fn disguised(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    match chance.below(5) {
        0 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        1 => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        2 => text.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap_or(b'?')).collect(),
        3 => text.replace('\n', "\r\n").into_bytes(),
        _ => text.replace(',', ";").into_bytes(),
    }
}
