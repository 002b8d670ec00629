//! Blanks what is not code: text in, the same bytes out with spaces in place
//! of comments and strings. Every offset and every line stays where it was.

use std::ops::Range;

/// One text in the two forms that the rules compare.
pub struct Blanked {
    /// Without comments and without the contents of strings.
    pub code: String,
    /// Without comments; strings stand.
    pub strings: String,
}

/// What stands at one place of a Rust text.
enum Token {
    Comment,
    Text,
    Code,
}

/// Blanks comments and strings.
pub fn blank(text: &str) -> Blanked {
    let mut code = text.as_bytes().to_vec();
    let mut strings = code.clone();
    let mut at = 0;
    while at < text.len() {
        let (token, length) = token(text, at);
        let range = at..at + length;
        match token {
            Token::Comment => {
                spaces(&mut code, range.clone());
                spaces(&mut strings, range);
            }
            Token::Text => spaces(&mut code, range),
            Token::Code => {}
        }
        at += length;
    }
    Blanked {
        code: String::from_utf8_lossy(&code).into_owned(),
        strings: String::from_utf8_lossy(&strings).into_owned(),
    }
}

/// The line of an offset, counted from one.
pub fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// Whether a character can stand within a name.
pub fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The offsets of `word` where it is a whole word: no name goes on before it,
/// and none after it.
pub fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(word).map(|(at, _)| at).filter(move |&at| {
        let opens = word.starts_with(is_name);
        let closes = word.ends_with(is_name);
        let before = code[..at].chars().next_back().is_some_and(is_name);
        let after = code[at + word.len()..].chars().next().is_some_and(is_name);
        !(opens && before || closes && after)
    })
}

/// From an opening bracket to the end of its partner, or to the end of the
/// text where it has none.
pub fn bracketed(code: &str, open: usize) -> Range<usize> {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return open..at + 1;
        }
    }
    open..code.len()
}

fn spaces(bytes: &mut [u8], range: Range<usize>) {
    for byte in &mut bytes[range] {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

fn token(text: &str, at: usize) -> (Token, usize) {
    let rest = &text[at..];
    if rest.starts_with("//") {
        return (Token::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Token::Comment, block_comment(rest));
    }
    if let Some(length) = raw_string(text, at) {
        return (Token::Text, length);
    }
    if rest.starts_with('"') {
        return (Token::Text, quoted(rest, b'"'));
    }
    if rest.starts_with('\'') && is_character(rest) {
        return (Token::Text, quoted(rest, b'\''));
    }
    (Token::Code, rest.chars().next().map_or(1, char::len_utf8))
}

/// Block comments nest.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        let two = &rest.as_bytes()[at..rest.len().min(at + 2)];
        match two {
            b"/*" => depth += 1,
            b"*/" => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// A raw string opens with `r`, any number of `#` and a quote; `r#type` is a
/// name, and the `r` at the end of a longer name is none of ours.
fn raw_string(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let inner = ["br", "cr", "r"].iter().find_map(|head| rest.strip_prefix(head))?;
    let hashes = inner.len() - inner.trim_start_matches('#').len();
    let before = text[..at].chars().next_back();
    if before.is_some_and(is_name) || !inner[hashes..].starts_with('"') {
        return None;
    }
    let head = rest.len() - inner.len() + hashes + 1;
    let close = format!("\"{}", "#".repeat(hashes));
    let body = rest[head..].find(&close);
    Some(body.map_or(rest.len(), |body| head + body + close.len()))
}

fn quoted(rest: &str, quote: u8) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// `'a'` and `'\n'` are characters, `'a` is a lifetime.
fn is_character(rest: &str) -> bool {
    let mut characters = rest.chars().skip(1);
    match characters.next() {
        Some('\\') => true,
        Some(_) => characters.next() == Some('\''),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_blanked_in_place() {
        let text = "let a = \"x // y\"; // z\n/* p /* q */ r */ b";
        let blanked = blank(text);
        assert_eq!(blanked.code.trim_end(), "let a =         ;     \n                  b");
        assert_eq!(blanked.strings.len(), text.len());
        assert!(blanked.strings.contains("\"x // y\""));
        assert!(!blanked.strings.contains('z'));
    }

    #[test]
    fn raw_strings_characters_and_lifetimes_are_told_apart() {
        let text = "r#\"a \" b\"# '\"' '\\'' &'a str r#type b\"c\"";
        let code = blank(text).code;
        assert_eq!(code.split_whitespace().collect::<Vec<_>>(), ["&'a", "str", "r#type", "b"]);
    }

    #[test]
    fn words_are_whole() {
        assert_eq!(words("ab a a_ (a)", "a").collect::<Vec<_>>(), [3, 9]);
    }

    #[test]
    fn lines_count_from_one() {
        assert_eq!((line("a\nb", 0), line("a\nb", 2)), (1, 2));
    }
}
