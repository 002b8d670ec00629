//! Columns that look as if they were about people: they are dropped, or declared safe with a reason.

use std::collections::BTreeSet;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
    },
    data::{field::Field, kind::FieldType, table::Table},
};

/// Whole names of columns, and what they are taken for.
const NAMES: [(&str, &[&str]); 8] = [
    (
        "names of people",
        &[
            "name",
            "names",
            "full_name",
            "fullname",
            "first_name",
            "firstname",
            "last_name",
            "lastname",
            "surname",
            "given_name",
            "family_name",
            "forename",
            "maiden_name",
            "nickname",
            "alias",
            "nom",
            "prenom",
            "nombre",
            "apellido",
            "vorname",
            "nachname",
            "victim",
            "suspect",
            "client",
            "applicant",
            "detainee",
        ],
    ),
    (
        "telephone numbers",
        &[
            "phone",
            "phone_number",
            "telephone",
            "tel",
            "mobile",
            "mobile_number",
            "cell_phone",
            "fax",
            "whatsapp",
        ],
    ),
    (
        "dates of birth",
        &[
            "dob",
            "date_of_birth",
            "birth_date",
            "birthdate",
            "birthday",
            "born",
            "geburtsdatum",
            "date_naissance",
        ],
    ),
    (
        "places on the ground",
        &[
            "lat",
            "lon",
            "lng",
            "long",
            "latitude",
            "longitude",
            "coordinates",
            "coords",
            "geo",
            "gps",
            "location",
            "x_coord",
            "y_coord",
        ],
    ),
    (
        "postal addresses",
        &[
            "home_address",
            "street",
            "street_address",
            "house_number",
            "postcode",
            "zip",
            "zip_code",
            "postal_code",
        ],
    ),
    ("addresses of e-mail", &["email", "e_mail", "mail", "email_address", "e_mail_address"]),
    (
        "numbers of papers",
        &[
            "id_number",
            "national_id",
            "passport",
            "passport_number",
            "passport_no",
            "ssn",
            "social_security",
            "nin",
            "national_insurance",
            "tax_id",
            "identity_number",
            "identity_card",
            "iban",
            "account_number",
            "licence_plate",
            "license_plate",
            "prisoner_number",
            "inmate_number",
            "ip",
            "ip_address",
        ],
    ),
    ("faces and files about people", &["photo", "photograph", "fingerprint", "signature", "diagnosis"]),
];

/// So many digits in a row are the number of a paper or a telephone.
const DIGITS: usize = 8;

/// From so many filled cells on, digits in nine of ten make a column of numbers of papers.
const ENOUGH: usize = 3;

/// Reports every column that looks personal and is neither dropped nor declared safe, where it is declared or
/// else at `span`.
pub fn check(table: &Table, span: Span, diagnostics: &mut Diagnostics) {
    let open = |(_, field): &(usize, &Field)| field.safe.is_none() && !field.drop;
    for (at, field) in table.fields().iter().enumerate().filter(open) {
        let content = || by_content(field, table, at).map(|what| (what, "what stands in it"));
        if let Some((what, how)) = by_name(&field.name).map(|what| (what, "its name")).or_else(content) {
            diagnostics.push(personal(&field.name, what, how, field.span.unwrap_or(span)));
        }
    }
}

fn personal(name: &str, what: &str, how: &str, span: Span) -> Diagnostic {
    let message = format!("the column `{name}` may hold {what}, by {how}");
    Diagnostic::error("personal-data", span, message)
        .help("add `drop: true` to the field, which leaves the column out; or `safe: \"…\"` with the reason why it is about nobody")
}

fn by_name(name: &str) -> Option<&'static str> {
    let spelled = spelled(name);
    NAMES.iter().find(|(_, names)| names.contains(&spelled.as_str())).map(|(what, _)| *what)
}

/// A name in one spelling: `Date of Birth`, `dateOfBirth` and `DATE-OF-BIRTH` are `date_of_birth`.
fn spelled(name: &str) -> String {
    let mut out = String::new();
    let mut small = false;
    for c in name.trim().chars() {
        if c.is_uppercase() && small {
            out.push('_');
        }
        small = c.is_lowercase();
        out.extend(if c.is_alphanumeric() { c.to_lowercase().collect::<Vec<_>>() } else { vec!['_'] });
    }
    out
}

fn by_content(field: &Field, table: &Table, column: usize) -> Option<&'static str> {
    if field.kind != FieldType::String || !field.categories.is_empty() {
        return None;
    }
    let texts: BTreeSet<&str> =
        table.column(column).filter_map(|cell| cell.value().and_then(|value| value.text())).collect();
    if texts.iter().any(|text| is_mail(text)) {
        return Some("addresses of e-mail");
    }
    let numbers = texts.iter().filter(|text| is_paper(text)).count();
    let many = numbers >= ENOUGH && numbers * 10 >= texts.len() * 9;
    many.then_some("numbers of papers or telephones")
}

/// `someone@example.org`, in any text.
fn is_mail(text: &str) -> bool {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '(' | ')'));
    words.filter_map(|word| word.split_once('@')).any(|(user, host)| {
        let end = host.rsplit_once('.').is_some_and(|(name, end)| {
            !name.is_empty() && end.len() >= 2 && end.chars().all(char::is_alphabetic)
        });
        !user.is_empty() && !user.contains('/') && end
    })
}

/// Digits with hardly anything between them; a date has fewer, an address has letters.
fn is_paper(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let date = text.len() == 10 && text.bytes().filter(|byte| *byte == b'-').count() == 2;
    digits >= DIGITS && letters <= 3 && !date && !text.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_seen_through_their_spelling() {
        for name in ["Name", "dateOfBirth", "DATE-OF-BIRTH", "E-mail", "Passport No", "lat"] {
            assert!(by_name(name).is_some(), "{name}");
        }
        for name in ["country", "name_en", "latest", "address", "outcome", "number", "title"] {
            assert_eq!(by_name(name), None, "{name}");
        }
    }

    #[test]
    fn patterns_are_seen_in_cells() {
        assert!(is_mail("write to someone@example.org, please"));
        assert!(!is_mail("@name") && !is_mail("https://example.org/@someone") && !is_mail("a @ b"));
        assert!(is_paper("12345678") && is_paper("+33 6 12 34 56 78") && is_paper("AB-123456-78"));
        assert!(!is_paper("2019-07-26") && !is_paper("45036/18") && !is_paper("Article 2 of 1994"));
    }
}
