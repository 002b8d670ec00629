//! The expression language of facts and prose: what may stand between `{{` and `}}`.
//!
//! Text becomes a tree in which every node has its place. Nothing is computed here: `model` checks types
//! and asks the datasets. A filter with `|` binds loosest, comparisons do not chain, and there is no way
//! to loop, so every expression ends.

use rust_decimal::Decimal;

use crate::base::{diagnostic::Diagnostic, span::Span, yaml::scalar::Written};

mod parse;
mod token;

/// A node of an expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// Where it was written.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// The kinds of nodes.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `0.6`
    Number(Decimal),
    /// `"ccf-outcomes-2021"`
    Text(String),
    /// `sum("…", "…", outcome="…")`
    Call(Call),
    /// `… | percent(decimals=1)`: a call whose first argument stands before the bar.
    Filter(Box<Expr>, Call),
    /// `a / b`, `a > b`, `a and b`
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// `not a`
    Not(Box<Expr>),
    /// `-a`
    Negate(Box<Expr>),
    /// Something that could not be read, which was reported.
    Unread,
}

/// A name with arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The function's or filter's name.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// Arguments by position.
    pub positional: Vec<Expr>,
    /// Arguments by name, each name once.
    pub named: Vec<Named>,
}

/// `outcome="kept"` in a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The argument's name.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// Its value.
    pub value: Expr,
}

/// What stands between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `==`
    Equal,
    /// `!=`
    Unequal,
    /// `and`
    And,
    /// `or`
    Or,
}

impl Operator {
    /// True for `<`, `<=`, `>`, `>=`, `==`, `!=`.
    #[must_use]
    pub fn compares(self) -> bool {
        matches!(
            self,
            Self::Less | Self::AtMost | Self::Greater | Self::AtLeast | Self::Equal | Self::Unequal
        )
    }
}

/// Reads one expression.
///
/// # Errors
/// At the first place that does not fit, with what would.
pub fn parse(written: &Written) -> Result<Expr, Diagnostic> {
    parse::expression(written)
}
