//! Where functions begin and end: blanked code in, line spans out.

use crate::lexer::{bracketed, is_name, line, words};

/// One function with a body.
pub struct Function {
    pub name: String,
    /// The line of `fn`.
    pub first: usize,
    /// The line of the closing brace.
    pub last: usize,
}

impl Function {
    pub fn lines(&self) -> usize {
        self.last + 1 - self.first
    }
}

/// Every function of a blanked text that has a body, in the order of the text.
pub fn functions(code: &str) -> Vec<Function> {
    words(code, "fn").filter_map(|at| function(code, at)).collect()
}

fn function(code: &str, at: usize) -> Option<Function> {
    let name: String = code[at + 2..].trim_start().chars().take_while(|c| is_name(*c)).collect();
    let open = body(code, at)?;
    let end = bracketed(code, open).end;
    (!name.is_empty()).then(|| Function {
        name,
        first: line(code, at),
        last: line(code, end.saturating_sub(1)),
    })
}

/// The brace that opens the body; a declaration ends at its semicolon, but
/// the semicolon of `[u8; 4]` ends nothing.
fn body(code: &str, at: usize) -> Option<usize> {
    let mut from = at;
    loop {
        let next = from + code.get(from..)?.find(['{', ';', '(', '['])?;
        match code.as_bytes().get(next)? {
            b'{' => return Some(next),
            b';' => return None,
            _ => from = bracketed(code, next).end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_have_names_and_lengths() {
        let code = "fn a(x: [u8; 4]) -> [u8; 2] {\n if x {}\n}\ntrait T { fn b(); }\nfn c() {}";
        let found: Vec<_> = functions(code).into_iter().map(|f| (f.name.clone(), f.lines())).collect();
        assert_eq!(found, [("a".to_owned(), 3), ("c".to_owned(), 1)]);
    }
}
