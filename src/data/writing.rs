//! How the cells of a field are written in its file: the signs of numbers, the form of dates.

use crate::{
    base::{
        diagnostic::Diagnostic,
        yaml::{Node, fields::Fields, scalar},
    },
    data::{kind::FieldType, number::Notation},
};

/// How the cells of a field are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writing {
    /// Signs of numbers.
    pub notation: Notation,
    /// The pattern of dates, ISO 8601 without one; of texts, `uri` or nothing.
    pub form: Option<String>,
}

/// The format of texts that are web addresses, as Table Schema calls it.
pub const URI: &str = "uri";

/// Reads `format`: the pattern of dates, where `default` is ISO 8601, or `uri` for texts.
///
/// # Errors
/// When the field has neither, or the pattern lacks a part of them.
pub fn form(node: &Node<'_>, kind: FieldType) -> Result<Option<String>, Diagnostic> {
    let form = scalar::text(node)?;
    if form == "default" {
        return Ok(None);
    }
    if kind == FieldType::String && form == URI {
        return Ok(Some(form));
    }
    if kind != FieldType::Date {
        let cure =
            "delete it: only a field of `type: date` can have one, and `type: string` the format `uri`";
        return Err(node.wrong_type("no format", cure));
    }
    let complete = ["%Y", "%m", "%d"].iter().all(|part| form.contains(part));
    if complete { Ok(Some(form)) } else { Err(bad_form(node, &form)) }
}

fn bad_form(node: &Node<'_>, form: &str) -> Diagnostic {
    Diagnostic::error("bad-date", node.span(), format!("`{form}` is no format of dates"))
        .help("write day, month and year as they stand in the column: `%d/%m/%Y`")
}

/// The signs of a field's numbers.
pub fn notation(fields: &mut Fields<'_, '_>, default: Notation) -> Notation {
    let decimal = fields.optional("decimalChar", number_sign).unwrap_or(default.decimal);
    let group_node = fields.child("groupChar");
    let group = group_node.and_then(|node| fields.diagnostics.take(number_sign(&node))).or(default.group);
    if let Some(node) = group_node.filter(|_| group == Some(decimal)) {
        let cure = "write the one that stands before the decimals as `decimalChar`, the other as `groupChar`";
        fields.diagnostics.push(
            Diagnostic::error("bad-sign", node.span(), "`groupChar` and `decimalChar` are the same sign")
                .help(cure),
        );
    }
    Notation { decimal, group: group.filter(|group| *group != decimal) }
}

fn number_sign(node: &Node<'_>) -> Result<char, Diagnostic> {
    let wrong = |text: &str| {
        Diagnostic::error("bad-sign", node.span(), format!("`{}` cannot be `{text}`", node.name))
            .help("write one sign in quotes, such as `\",\"`")
    };
    // A quoted space is a sign like any other, so the text is taken before its end is trimmed.
    let text = if node.value.as_str() == Some(" ") { " ".to_owned() } else { scalar::text(node)? };
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(sign), None) if !sign.is_alphanumeric() && !matches!(sign, '-' | '+' | '"') => Ok(sign),
        _ => Err(wrong(&text)),
    }
}
