//! The arguments of a call: as many as there should be, and no others.

use crate::base::{
    diagnostic::Diagnostic,
    expr::{Call, Expr},
    yaml::{fields::quoted_list, nearest},
};

/// The arguments by position, exactly as many as there are `names`.
pub fn exactly<'c, const N: usize>(call: &'c Call, names: [&str; N]) -> Result<[&'c Expr; N], Diagnostic> {
    let found: Vec<&Expr> = call.positional.iter().collect();
    found.try_into().map_err(|found: Vec<&Expr>| {
        let message = format!("`{}` takes {N} arguments without a name, not {}", call.name, found.len());
        Diagnostic::error("wrong-arguments", call.name_span, message)
            .help(format!("write {} in the brackets", names.join(", then ")))
    })
}

/// The argument `name`.
pub fn named<'c>(call: &'c Call, name: &str) -> Result<&'c Expr, Diagnostic> {
    optional(call, name).ok_or_else(|| {
        Diagnostic::error("wrong-arguments", call.name_span, format!("`{}` needs `{name}=…`", call.name))
            .help(format!("add `{name}=…` in the brackets"))
    })
}

/// The argument `name`, or the one at a position.
pub fn named_or_at<'c>(call: &'c Call, name: &str, at: usize) -> Result<&'c Expr, Diagnostic> {
    call.positional.get(at).map_or_else(|| named(call, name), Ok)
}

/// The argument `name`, if it is given.
pub fn optional<'c>(call: &'c Call, name: &str) -> Option<&'c Expr> {
    call.named.iter().find(|argument| argument.name == name).map(|argument| &argument.value)
}

/// Refuses named arguments that are not `known`.
pub fn no_others(call: &Call, known: &[&str]) -> Result<(), Diagnostic> {
    let Some(other) = call.named.iter().find(|argument| !known.contains(&argument.name.as_str())) else {
        return Ok(());
    };
    let problem = Diagnostic::error(
        "wrong-arguments",
        other.name_span,
        format!("`{}` takes no `{}`", call.name, other.name),
    );
    Err(match nearest(&other.name, known.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => problem.help("delete it"),
        None => problem.help(format!("it takes {}", quoted_list(known.iter().copied()))),
    })
}
