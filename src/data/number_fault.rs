//! Why a text is no number, and what to declare or type: one question after another, the surest first.

use rust_decimal::Decimal;

use crate::data::{
    fault::{Fault, FaultKind, shown},
    number::{Notation, is_space},
};

/// Texts that stand for "no value" in tables found elsewhere, in small letters.
const EMPTY_MARKS: [&str; 19] = [
    "-", "–", "—", "n/a", "na", "n.a.", "#n/a", "nan", "null", "none", "nd", "n.d.", ".", "..", "...", ":",
    "?", "unknown", "missing",
];

/// Signs that stand for "kept back because it is small".
const KEPT_BACK: [&str; 7] = ["*", "**", "[c]", "(c)", "c", "s", "x"];

/// The first code point of the decimal digits of scripts that spreadsheets write.
const OTHER_ZEROS: [u32; 6] = [0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10];

/// What is wrong with `text`, which is no whole number, or no number, in `notation`.
#[must_use]
pub fn explain(text: &str, notation: Notation, whole: bool) -> Fault {
    let wanted = if whole { "is no whole number" } else { "is no number" };
    let reason = mark(text)
        .or_else(|| spaced(text))
        .or_else(|| bound(text))
        .or_else(|| other_signs(text))
        .or_else(|| exponent(text))
        .or_else(|| unit(text))
        .or_else(|| separated(text, notation, whole));
    match reason {
        Some((why, cure)) => Fault::new(FaultKind::Number, format!("{wanted}: {why}"), cure),
        None => Fault::new(
            FaultKind::Number,
            wanted,
            "write it with digits alone; if it is no number, declare `type: string`",
        ),
    }
}

type Reason = Option<(String, String)>;

/// Signs for an empty cell or a figure kept back.
fn mark(text: &str) -> Reason {
    let lower = text.trim().to_lowercase();
    let value = shown(text);
    if EMPTY_MARKS.contains(&lower.as_str()) {
        let cure = format!(
            "if it says that there is no value, add `missingValues: [\"\", \"{value}\"]` to the field"
        );
        return Some(("it looks like a sign for an empty cell".to_owned(), cure));
    }
    KEPT_BACK.contains(&lower.as_str()).then(|| kept_back(&value))
}

fn kept_back(value: &str) -> (String, String) {
    let cure = format!(
        "leave the cell empty and write `suppressed` in its status column, or add \
         `missingValues: [\"\", {{value: \"{value}\", label: suppressed}}]` to the field"
    );
    ("it looks like a figure that its source keeps back".to_owned(), cure)
}

/// A number with white space around it.
fn spaced(text: &str) -> Reason {
    let trimmed = text.trim();
    let spaced = trimmed != text && trimmed.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    spaced.then(|| ("there is a space before or behind it".to_owned(), format!("write `{}`", shown(trimmed))))
}

/// `<5` and `>1000`.
fn bound(text: &str) -> Reason {
    if text.starts_with(['<', '≤']) {
        return Some(kept_back(&shown(text)));
    }
    let rest = text.strip_prefix(['>', '≥'])?.trim();
    let cure = format!("write `{}` and `at_least` in its status column", shown(rest));
    Some(("it is a lower bound".to_owned(), cure))
}

/// Typographic minus signs, accountants' brackets, digits of other scripts.
fn other_signs(text: &str) -> Reason {
    if let Some(rest) = text.strip_prefix(['\u{2212}', '–', '—', '\u{fe63}', '－']) {
        return Some(("its minus is a dash".to_owned(), format!("write `-{}`", shown(rest))));
    }
    if let Some(inner) =
        text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|inner| plain(inner))
    {
        return Some((
            "it stands in brackets".to_owned(),
            format!("write `-{inner}` if it is below zero, `{inner}` if not"),
        ));
    }
    let ascii: String = text.chars().map(ascii_digit).collect();
    (ascii != text).then(|| ("its digits are not 0 to 9".to_owned(), format!("write `{}`", shown(&ascii))))
}

/// `c`, or the ASCII digit that it stands for.
fn ascii_digit(c: char) -> char {
    let code = u32::from(c);
    let zero = OTHER_ZEROS.into_iter().find(|zero| (*zero..zero + 10).contains(&code));
    zero.and_then(|zero| char::from_digit(code - zero, 10)).unwrap_or(c)
}

/// `1e3`, `0x10`, `inf`.
fn exponent(text: &str) -> Reason {
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("0x") {
        return Some(("it looks like a code".to_owned(), "declare `type: string`".to_owned()));
    }
    if matches!(lower.trim_start_matches(['+', '-']), "inf" | "infinity" | "∞") {
        return Some((
            "nothing counted is infinite".to_owned(),
            "leave the cell empty, or correct the figure".to_owned(),
        ));
    }
    let (mantissa, power) = lower.split_once('e')?;
    let scientific =
        mantissa.starts_with(|c: char| c.is_ascii_digit()) && plain(power.trim_start_matches(['+', '-']));
    let value = Decimal::from_scientific(&lower).ok().filter(|_| scientific)?;
    let cure = format!(
        "write `{}`; in the spreadsheet, format the column as a number before you export it",
        value.normalize()
    );
    Some(("a spreadsheet has shortened it".to_owned(), cure))
}

/// `62%`, `€ 5`, `12 km`.
fn unit(text: &str) -> Reason {
    let number = text.trim_matches(|c: char| !(c.is_ascii_digit() || c == '-'));
    let sign = text.replace(number, " ").trim().to_owned();
    let sound = !number.is_empty()
        && plain(&number.replace(['.', ',', '-'], ""))
        && sign.chars().any(|c| c.is_alphabetic() || "%‰€$£¥".contains(c));
    sound.then(|| {
        (
            format!("it comes with `{}`", shown(&sign)),
            format!("write `{number}`, and `unit: \"{}\"` in the field", shown(&sign)),
        )
    })
}

/// Numbers with signs between their digits.
fn separated(text: &str, notation: Notation, whole: bool) -> Reason {
    let body = text.strip_prefix(['+', '-']).unwrap_or(text);
    let signs: Vec<char> = body.chars().filter(|c| !c.is_ascii_digit()).collect();
    let last = *signs.last()?;
    let known = |c: char| is_space(c) || matches!(c, ',' | '.' | '\'' | '’' | '_');
    let starts_and_ends =
        body.starts_with(|c: char| c.is_ascii_digit()) && body.ends_with(|c: char| c.is_ascii_digit());
    if !starts_and_ends || !signs.iter().all(|c| known(*c)) {
        return None;
    }
    let (head, tail) = body.rsplit_once(last)?;
    let first = *signs.first()?;
    let why = format!("there is {} in it", name(last));
    if first != last {
        let cure = format!(
            "if that is how the column is written, add `decimalChar: \"{last}\"` and `groupChar: \"{first}\"` to the field"
        );
        return Some((why, if whole { format!("{cure}, and declare `type: number`") } else { cure }));
    }
    if whole && last == notation.decimal && tail.chars().all(|c| c == '0') && tail.len() != 3 {
        return Some((why, format!("write `{head}`, or declare `type: number`")));
    }
    let group = format!("if it groups thousands, add `groupChar: \"{last}\"` to the field");
    let fraction = match (whole, last) {
        (true, sign) if sign == notation.decimal => "declare `type: number`".to_owned(),
        (true, sign) => format!("declare `type: number` with `decimalChar: \"{sign}\"`"),
        (false, sign) => format!("add `decimalChar: \"{sign}\"`"),
    };
    let may_group = tail.len() == 3 && head.split(last).next().is_some_and(|first| first.len() <= 3);
    let may_split = signs.len() == 1 && matches!(last, ',' | '.');
    Some((
        why,
        match (may_group, may_split) {
            (true, true) => format!("{group}; if it stands before decimals, {fraction}"),
            (false, true) => format!("if it stands before decimals, {fraction}"),
            _ => group,
        },
    ))
}

fn name(sign: char) -> String {
    match sign {
        ',' => "a comma".to_owned(),
        '.' => "a point".to_owned(),
        '\'' | '’' => "an apostrophe".to_owned(),
        _ if is_space(sign) => "a space".to_owned(),
        _ => format!("`{sign}`"),
    }
}

fn plain(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cure(text: &str, whole: bool) -> String {
        explain(text, Notation::default(), whole).cure
    }

    #[test]
    fn the_cure_names_what_to_declare() {
        for (text, cured) in [
            ("1,234", "`groupChar: \",\"`"),
            ("1.234", "`groupChar: \".\"`"),
            ("1 234", "`groupChar: \" \"`"),
            ("1'234", "`groupChar: \"'\"`"),
            ("12.0", "write `12`"),
            ("3.5", "declare `type: number`"),
            ("1e3", "write `1000`"),
            ("0x10", "`type: string`"),
            ("١٢٣", "write `123`"),
            ("１２", "write `12`"),
            ("NaN", "missingValues"),
            ("<5", "suppressed"),
            ("*", "suppressed"),
            (">1000", "at_least"),
            ("n/a", "missingValues: [\"\", \"n/a\"]"),
            ("-", "missingValues"),
            ("−5", "write `-5`"),
            ("(5)", "write `-5`"),
            (" 5", "write `5`"),
            ("62%", "unit: \"%\""),
            ("€5", "write `5`"),
        ] {
            assert!(cure(text, true).contains(cured), "{text}: {}", cure(text, true));
        }
    }

    #[test]
    fn a_comma_in_a_number_may_be_either() {
        assert!(cure("1,234", false).contains("groupChar") && cure("1,234", false).contains("decimalChar"));
        assert!(!cure("61,9", false).contains("groupChar"));
        assert!(cure("1.234,5", false).contains("`decimalChar: \",\"` and `groupChar: \".\"`"));
    }
}
