//! Words as parts of addresses: letters, digits and single hyphens, in lower case.

use unicode_normalization::UnicodeNormalization;

/// The part of an address for `text`; empty if it holds no letter or digit.
///
/// Latin letters lose their accents; letters of other scripts stay, since their readers read them. Two ways
/// to compose a letter give one address.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            '\'' | '’' => {}
            '\u{80}'..='\u{24f}' if c.is_alphanumeric() => {
                slug.extend(
                    deunicode::deunicode_char(c)
                        .unwrap_or_default()
                        .chars()
                        .filter(char::is_ascii_alphanumeric)
                        .map(|c| c.to_ascii_lowercase()),
                );
            }
            _ if c.is_alphanumeric() || is_mark(c) => slug.extend(c.to_lowercase()),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Combining marks, without which Arabic or Devanagari words fall apart.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) && c > '\u{36f}'
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn words_become_parts_of_addresses() {
        assert_eq!(slug("The State’s Duty: a  report (2019)"), "the-states-duty-a-report-2019");
        assert_eq!(slug("Élysée Größe"), "elysee-grosse");
        assert_eq!(slug("حقوق الدفاع"), "حقوق-الدفاع");
        assert_eq!(slug("caf\u{e9}"), slug("cafe\u{301}"));
        assert_eq!(slug("\u{1112}\u{1161}\u{11ab}"), "\u{d55c}");
        assert_eq!(slug(";)"), "");
    }
}
