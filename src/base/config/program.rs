//! The programs that a site lets its descriptors run.

use std::time::Duration;

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    yaml::{Node, fields::Fields, scalar},
};

/// How long a program may take if nothing is written, and at most, in seconds.
const USUAL: u64 = 600;
const LONGEST: i64 = 86_400;

/// A program that `loader` in a descriptor may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// As the descriptor names it: a name that the machine knows, or a path with `/` below the project.
    pub name: String,
    /// How long it may take.
    pub timeout: Duration,
}

impl Program {
    /// Reads an item of `loaders`: the name alone, or a map.
    pub fn read(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        if node.entries().is_none() {
            let name = diagnostics.take(name(&node))?;
            return Some(Self { name, timeout: Duration::from_secs(USUAL) });
        }
        let mut fields = Fields::new(node, diagnostics);
        let name = fields.required("program", name);
        let timeout = fields.optional("timeout", |node| scalar::whole(node, 1, LONGEST));
        fields.finish();
        let seconds = timeout.and_then(|seconds| u64::try_from(seconds).ok()).unwrap_or(USUAL);
        Some(Self { name: name?, timeout: Duration::from_secs(seconds) })
    }
}

fn name(node: &Node<'_>) -> Result<String, Diagnostic> {
    let name = scalar::text(node)?;
    if !name.is_empty() && !name.contains(char::is_whitespace) {
        return Ok(name);
    }
    Err(Diagnostic::error("wrong-type", node.span(), format!("`{name}` is no name of one program"))
        .help("write the program alone: its arguments stand in the descriptor"))
}
