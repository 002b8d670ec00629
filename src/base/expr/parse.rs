//! From tokens to a tree, by recursive descent: one function a level of binding.

use crate::base::{
    diagnostic::Diagnostic,
    expr::{Call, Expr, ExprKind, Named, Operator, token, token::Placed, token::Token},
    span::Span,
    yaml::scalar::Written,
};

/// How deep brackets may nest; far above any sensible expression, far below the stack's end.
const DEEPEST: usize = 32;

/// Reads the whole text as one expression.
pub fn expression(written: &Written) -> Result<Expr, Diagnostic> {
    let mut parser = Parser { written, tokens: token::read(written)?, at: 0, depth: 0 };
    let expr = parser.filtered()?;
    match parser.peek() {
        None => Ok(expr),
        Some(_) => Err(parser.unexpected("an operator, `|` or the end")),
    }
}

struct Parser<'w> {
    written: &'w Written,
    tokens: Vec<Placed>,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, ..)| token)
    }

    /// Steps over a sign or keyword if it comes next.
    fn eat(&mut self, word: &str) -> bool {
        let found = match self.peek() {
            Some(Token::Sign(sign)) => *sign == word,
            Some(Token::Name(name)) => name == word,
            _ => false,
        };
        self.at += usize::from(found);
        found
    }

    fn next_start(&self) -> usize {
        self.tokens.get(self.at).map_or(self.written.text.len(), |(_, start, _)| *start)
    }

    fn last_end(&self) -> usize {
        self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |(.., end)| *end)
    }

    fn span_from(&self, start: usize) -> Span {
        self.written.part(start, self.last_end())
    }

    fn unexpected(&self, wanted: &str) -> Diagnostic {
        let end = self.tokens.get(self.at).map_or(self.written.text.len(), |(.., end)| *end);
        let start = self.next_start().min(end);
        let found = self.written.text.get(start..end).filter(|text| !text.is_empty());
        let message = match found {
            Some(text) => format!("`{text}` cannot stand here"),
            None => "the expression ends too early".to_owned(),
        };
        Diagnostic::error("bad-expression", self.written.part(start, end), message)
            .help(format!("here should be {wanted}"))
    }

    fn filtered(&mut self) -> Result<Expr, Diagnostic> {
        let start = self.next_start();
        let mut expr = self.either()?;
        while self.eat("|") {
            let call = self.call()?;
            expr = Expr { span: self.span_from(start), kind: ExprKind::Filter(Box::new(expr), call) };
        }
        Ok(expr)
    }

    fn either(&mut self) -> Result<Expr, Diagnostic> {
        self.chain(&[("or", Operator::Or)], Self::both)
    }

    fn both(&mut self) -> Result<Expr, Diagnostic> {
        self.chain(&[("and", Operator::And)], Self::negated)
    }

    fn negated(&mut self) -> Result<Expr, Diagnostic> {
        let start = self.next_start();
        if !self.eat("not") {
            return self.comparison();
        }
        let inner = self.nested(Self::negated)?;
        Ok(Expr { span: self.span_from(start), kind: ExprKind::Not(Box::new(inner)) })
    }

    fn comparison(&mut self) -> Result<Expr, Diagnostic> {
        const SIGNS: [(&str, Operator); 6] = [
            ("<=", Operator::AtMost),
            (">=", Operator::AtLeast),
            ("==", Operator::Equal),
            ("!=", Operator::Unequal),
            ("<", Operator::Less),
            (">", Operator::Greater),
        ];
        let start = self.next_start();
        let left = self.sum()?;
        let Some((_, operator)) = SIGNS.into_iter().find(|(sign, _)| self.eat(sign)) else { return Ok(left) };
        let right = self.sum()?;
        if SIGNS.iter().any(|(sign, _)| matches!(self.peek(), Some(Token::Sign(next)) if next == sign)) {
            return Err(self.unexpected("`and`: write `a < b and b < c` in place of `a < b < c`"));
        }
        let kind = ExprKind::Binary(operator, Box::new(left), Box::new(right));
        Ok(Expr { span: self.span_from(start), kind })
    }

    fn sum(&mut self) -> Result<Expr, Diagnostic> {
        self.chain(&[("+", Operator::Add), ("-", Operator::Subtract)], Self::product)
    }

    fn product(&mut self) -> Result<Expr, Diagnostic> {
        self.chain(&[("*", Operator::Multiply), ("/", Operator::Divide)], Self::signed)
    }

    /// Operands of `lower` joined from left to right by any of `signs`.
    fn chain(
        &mut self,
        signs: &[(&str, Operator)],
        lower: fn(&mut Self) -> Result<Expr, Diagnostic>,
    ) -> Result<Expr, Diagnostic> {
        let start = self.next_start();
        let mut left = lower(self)?;
        while let Some((_, operator)) = signs.iter().find(|(sign, _)| self.eat(sign)) {
            let right = lower(self)?;
            let kind = ExprKind::Binary(*operator, Box::new(left), Box::new(right));
            left = Expr { span: self.span_from(start), kind };
        }
        Ok(left)
    }

    fn signed(&mut self) -> Result<Expr, Diagnostic> {
        let start = self.next_start();
        if !self.eat("-") {
            return self.primary();
        }
        let inner = self.nested(Self::signed)?;
        Ok(Expr { span: self.span_from(start), kind: ExprKind::Negate(Box::new(inner)) })
    }

    fn primary(&mut self) -> Result<Expr, Diagnostic> {
        let start = self.next_start();
        if self.eat("(") {
            let inner = self.nested(Self::filtered)?;
            if !self.eat(")") {
                return Err(self.unexpected("`)`"));
            }
            return Ok(inner);
        }
        let kind = match self.peek() {
            Some(Token::Number(number)) => ExprKind::Number(*number),
            Some(Token::Text(text)) => ExprKind::Text(text.clone()),
            Some(Token::Name(_)) => {
                let kind = ExprKind::Call(self.call()?);
                return Ok(Expr { span: self.span_from(start), kind });
            }
            _ => {
                return Err(self.unexpected("a number, a text in quotes or a function such as `fact(\"…\")`"));
            }
        };
        self.at += 1;
        Ok(Expr { span: self.span_from(start), kind })
    }

    fn nested(&mut self, inner: fn(&mut Self) -> Result<Expr, Diagnostic>) -> Result<Expr, Diagnostic> {
        if self.depth >= DEEPEST {
            let span = self.written.part(self.next_start(), self.next_start());
            return Err(Diagnostic::error("nested-too-deeply", span, "this expression is nested too deeply")
                .help("declare its parts as facts"));
        }
        self.depth += 1;
        let expr = inner(self);
        self.depth -= 1;
        expr
    }

    /// A name, with arguments in brackets if it has any.
    fn call(&mut self) -> Result<Call, Diagnostic> {
        let start = self.next_start();
        let Some(Token::Name(name)) = self.peek() else { return Err(self.unexpected("a name")) };
        let name = name.clone();
        self.at += 1;
        let mut call =
            Call { name, name_span: self.span_from(start), positional: Vec::new(), named: Vec::new() };
        if !self.eat("(") || self.eat(")") {
            return Ok(call);
        }
        loop {
            self.argument(&mut call)?;
            if self.eat(")") {
                return Ok(call);
            }
            if !self.eat(",") {
                return Err(self.unexpected("`,` or `)`"));
            }
        }
    }

    fn argument(&mut self, call: &mut Call) -> Result<(), Diagnostic> {
        let start = self.next_start();
        let is_named = matches!(self.tokens.get(self.at + 1), Some((Token::Sign("="), ..)));
        if let Some(Token::Name(name)) = self.peek().filter(|_| is_named) {
            let name = name.clone();
            self.at += 1;
            let name_span = self.span_from(start);
            self.at += 1;
            if let Some(first) = call.named.iter().find(|other| other.name == name) {
                return Err(Diagnostic::error(
                    "repeated-argument",
                    name_span,
                    format!("`{name}` is given twice"),
                )
                .help("keep one of the two")
                .label(first.name_span, "first here"));
            }
            let value = self.nested(Self::either)?;
            call.named.push(Named { name, name_span, value });
            return Ok(());
        }
        let value = self.nested(Self::either)?;
        if call.named.is_empty() {
            call.positional.push(value);
            return Ok(());
        }
        Err(Diagnostic::error(
            "bad-expression",
            value.span,
            "an argument without a name stands after one with a name",
        )
        .help("move it before the named ones"))
    }
}

#[cfg(test)]
mod tests {
    use crate::base::{
        expr::{ExprKind, Operator},
        span::{FileId, Span},
        yaml::scalar::Written,
    };

    fn parse(text: &str) -> Result<super::Expr, super::Diagnostic> {
        let span = Span::new(FileId(0), 100, 100 + text.len());
        super::expression(&Written { text: text.to_owned(), span, exact: true })
    }

    #[test]
    fn a_filter_binds_looser_than_all_else() {
        let expr = parse(r#"sum("a", "b") / 2 > 0.6 | words"#).unwrap();
        let ExprKind::Filter(inner, call) = expr.kind else { panic!("no filter") };
        assert_eq!(call.name, "words");
        assert!(matches!(inner.kind, ExprKind::Binary(Operator::Greater, ..)));
    }

    #[test]
    fn every_node_knows_its_place() {
        let expr = parse("1 + 22 * 3").unwrap();
        let ExprKind::Binary(_, _, right) = expr.kind else { panic!("no sum") };
        assert_eq!((right.span.start, right.span.end), (104, 110));
    }

    #[test]
    fn curly_quotes_and_true_minus_signs_are_understood() {
        assert!(parse("fact(“x”) − 1").is_ok());
    }

    #[test]
    fn faults_are_named_at_their_place() {
        let fault = |text: &str| {
            parse(text).map(|_| ()).map_err(|d| (d.code, d.span.unwrap().start - 100)).unwrap_err()
        };
        assert_eq!(fault("1 < 2 < 3"), ("bad-expression", 6));
        assert_eq!(fault("fact(\"x\""), ("bad-expression", 8));
        assert_eq!(fault("f(a=1, a=2)"), ("repeated-argument", 7));
        assert_eq!(fault("1 $ 2"), ("bad-expression", 2));
        assert_eq!(fault("1e3"), ("bad-number", 0));
        assert_eq!(fault(&"(".repeat(100_000)).0, "nested-too-deeply");
        assert_eq!(fault(&"-".repeat(100_000)).0, "nested-too-deeply");
    }
}
