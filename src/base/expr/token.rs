//! The words and signs of an expression, each with its place.

use rust_decimal::Decimal;

use crate::base::{diagnostic::Diagnostic, yaml::scalar::Written};

/// A word or sign.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// `fact`, `and`
    Name(String),
    /// `0.6`
    Number(Decimal),
    /// `"…"`, also in the curly quotes that word processors make
    Text(String),
    /// `(`, `>=`, `|`
    Sign(&'static str),
}

/// A token and the offsets of its bytes in the expression's text.
pub type Placed = (Token, usize, usize);

const SIGNS: [&str; 16] =
    ["<=", ">=", "==", "!=", "(", ")", ",", "|", "+", "-", "*", "/", "<", ">", "=", "\u{2212}"];

/// All tokens of the text.
pub fn read(written: &Written) -> Result<Vec<Placed>, Diagnostic> {
    let text = &written.text;
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let (token, length) = match c {
            _ if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '"' | '\'' | '“' | '”' | '‘' | '’' => quoted(written, at, c)?,
            '0'..='9' => number(written, at)?,
            _ if c.is_alphabetic() || c == '_' => name(rest),
            _ => sign(written, at, c)?,
        };
        tokens.push((token, at, at + length));
        at += length;
    }
    Ok(tokens)
}

fn name(rest: &str) -> (Token, usize) {
    let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    (Token::Name(rest.get(..length).unwrap_or_default().to_owned()), length)
}

fn number(written: &Written, at: usize) -> Result<(Token, usize), Diagnostic> {
    let rest = written.text.get(at..).unwrap_or_default();
    let length =
        rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_')).unwrap_or(rest.len());
    let spelled = rest.get(..length).unwrap_or_default();
    let plain = spelled.bytes().all(|b| b.is_ascii_digit() || b == b'.') && !spelled.ends_with('.');
    match spelled.parse() {
        Ok(number) if plain => Ok((Token::Number(number), length)),
        _ => Err(Diagnostic::error(
            "bad-number",
            written.part(at, at + length),
            format!("`{spelled}` is no number"),
        )
        .help("write digits with a decimal point and no separators: `1234.5`")),
    }
}

fn quoted(written: &Written, at: usize, open: char) -> Result<(Token, usize), Diagnostic> {
    let close: &[char] = match open {
        '“' | '”' => &['“', '”'],
        '‘' | '’' => &['‘', '’'],
        '"' => &['"'],
        _ => &['\''],
    };
    let inside = at + open.len_utf8();
    let rest = written.text.get(inside..).unwrap_or_default();
    let Some((length, end)) = rest.char_indices().find(|(_, c)| close.contains(c)) else {
        return Err(Diagnostic::error(
            "bad-expression",
            written.part(at, written.text.len()),
            "this quote is not closed",
        )
        .help(format!("add a `{open}` at its end")));
    };
    let text = rest.get(..length).unwrap_or_default().to_owned();
    Ok((Token::Text(text), open.len_utf8() + length + end.len_utf8()))
}

fn sign(written: &Written, at: usize, c: char) -> Result<(Token, usize), Diagnostic> {
    let rest = written.text.get(at..).unwrap_or_default();
    if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
        let shown = if sign == "\u{2212}" { "-" } else { sign };
        return Ok((Token::Sign(shown), sign.len()));
    }
    let span = written.part(at, at + c.len_utf8());
    Err(Diagnostic::error("bad-expression", span, format!("`{c}` has no meaning in an expression")).help(
        "an expression is made of names, numbers, texts in quotes, `( ) , |` and `+ - * / < <= > >= == !=`",
    ))
}
