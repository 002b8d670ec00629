//! What an expression is worth: checks its types and asks the datasets.
//!
//! A missing or withheld cell is an error wherever it would be used, and so is a text beside a number.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::{
    base::{
        diagnostic::Diagnostic,
        expr::{Call, Expr, ExprKind, Operator},
        span::Span,
        yaml::{fields::quoted_list, nearest},
    },
    data::{Datasets, fact::FactDeclaration},
    model::quantity::{Quantity, Worth},
};

mod aggregate;
mod arguments;
mod order;

/// What expressions can ask for.
#[derive(Debug)]
pub struct Evaluator<'d> {
    /// The datasets.
    pub datasets: &'d Datasets,
    /// Those that cannot be asked, since no rows of the day in question are known.
    unknown: BTreeSet<usize>,
    /// The numbers of the facts, in the order of the datasets' list; `None` while one is being computed.
    facts: Vec<Option<Result<Quantity, Diagnostic>>>,
}

/// Functions besides the aggregates.
const OTHERS: [&str; 3] = ["fact", "change", "say"];

impl<'d> Evaluator<'d> {
    /// An evaluator that knows every fact; a fact comes after those that it refers to.
    #[must_use]
    pub fn new(datasets: &'d Datasets) -> Self {
        Self::with_unknown(datasets, BTreeSet::new())
    }

    /// The same for datasets of an earlier day, some of which are not known so early.
    #[must_use]
    pub fn with_unknown(datasets: &'d Datasets, unknown: BTreeSet<usize>) -> Self {
        let mut evaluator = Self { datasets, unknown, facts: vec![None; datasets.facts.len()] };
        for place in order::facts(datasets) {
            let Some(declaration) = evaluator.declaration(place) else { continue };
            let result = evaluator.quantity(&declaration.expr);
            if let Some(fact) = evaluator.facts.get_mut(place) {
                *fact = Some(result);
            }
        }
        evaluator
    }

    /// What an expression without filters is worth.
    ///
    /// # Errors
    /// The first problem in it.
    pub fn worth(&self, expr: &Expr) -> Result<Worth, Diagnostic> {
        match &expr.kind {
            ExprKind::Number(number) => Ok(Worth::Quantity(Quantity::exact(*number))),
            ExprKind::Text(text) => Ok(Worth::Text(text.clone())),
            ExprKind::Call(call) => self.call(call, expr.span),
            ExprKind::Filter(_, filter) => Err(misplaced_filter(filter)),
            ExprKind::Binary(operator, left, right) => self.binary(*operator, left, right, expr.span),
            ExprKind::Not(inner) => Ok(Worth::Truth(!self.truth(inner)?)),
            ExprKind::Negate(inner) => Ok(Worth::Quantity(self.quantity(inner)?.negate())),
            ExprKind::Unread => Err(Diagnostic::consequence()),
        }
    }

    /// The number that an expression is worth.
    ///
    /// # Errors
    /// When it is worth something else.
    pub fn quantity(&self, expr: &Expr) -> Result<Quantity, Diagnostic> {
        match self.worth(expr)? {
            Worth::Quantity(quantity) => Ok(quantity),
            other => Err(wrong_kind(expr, &other, "a number")),
        }
    }

    fn truth(&self, expr: &Expr) -> Result<bool, Diagnostic> {
        match self.worth(expr)? {
            Worth::Truth(truth) => Ok(truth),
            other => Err(wrong_kind(expr, &other, "true or false")),
        }
    }

    fn text(&self, expr: &Expr) -> Result<String, Diagnostic> {
        match self.worth(expr)? {
            Worth::Text(text) => Ok(text),
            other => Err(wrong_kind(expr, &other, "a text in quotes")),
        }
    }

    fn binary(&self, operator: Operator, left: &Expr, right: &Expr, span: Span) -> Result<Worth, Diagnostic> {
        match operator {
            Operator::And => Ok(Worth::Truth(self.truth(left)? && self.truth(right)?)),
            Operator::Or => Ok(Worth::Truth(self.truth(left)? || self.truth(right)?)),
            _ if operator.compares() => self.comparison(operator, left, right, span),
            _ => {
                let (left, right) = (self.quantity(left)?, self.quantity(right)?);
                left.combine(operator, right).map(Worth::Quantity).map_err(|fault| impossible(span, fault))
            }
        }
    }

    fn comparison(
        &self,
        operator: Operator,
        left: &Expr,
        right: &Expr,
        span: Span,
    ) -> Result<Worth, Diagnostic> {
        let (first, second) = (self.worth(left)?, self.worth(right)?);
        match (&first, &second, operator) {
            (Worth::Text(a), Worth::Text(b), Operator::Equal) => Ok(Worth::Truth(a == b)),
            (Worth::Text(a), Worth::Text(b), Operator::Unequal) => Ok(Worth::Truth(a != b)),
            (Worth::Quantity(a), Worth::Quantity(b), _) => {
                a.holds(operator, b).map(Worth::Truth).ok_or_else(|| undecided(span))
            }
            _ => {
                let message = format!("{} cannot be compared with {}", first.kind(), second.kind());
                Err(Diagnostic::error("mixed-types", span, message)
                    .help("compare numbers with numbers; texts only with `==` and `!=`"))
            }
        }
    }

    fn call(&self, call: &Call, span: Span) -> Result<Worth, Diagnostic> {
        match call.name.as_str() {
            "fact" => self.named_fact(call),
            "change" => self.change(call, span),
            "say" => self.say(call, span),
            name if aggregate::FUNCTIONS.contains(&name) => self.aggregate(call, span).map(Worth::Quantity),
            _ => Err(unknown_function(call)),
        }
    }

    fn named_fact(&self, call: &Call) -> Result<Worth, Diagnostic> {
        let [id] = arguments::exactly(call, ["the fact's id"])?;
        arguments::no_others(call, &[])?;
        let place = self.find_fact(&self.text(id)?, id.span)?;
        self.fact(place).map(Worth::Quantity)
    }

    /// The place of a fact by its id.
    ///
    /// # Errors
    /// When there is none; with the nearest.
    pub fn find_fact(&self, id: &str, span: Span) -> Result<usize, Diagnostic> {
        let facts = &self.datasets.facts;
        facts.binary_search_by(|fact| fact.id.as_str().cmp(id)).map_err(|_| {
            let problem = Diagnostic::error("unknown-fact", span, format!("there is no fact `{id}`"));
            match nearest(id, facts.iter().map(|fact| fact.id.as_str())) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help("declare it in `data/facts.yaml`"),
            }
        })
    }

    /// The declaration of a fact.
    #[must_use]
    pub fn declaration(&self, place: usize) -> Option<&'d FactDeclaration> {
        self.datasets.facts.get(place)
    }

    /// The number of a fact.
    ///
    /// # Errors
    /// The problem of its expression, or that it refers to itself.
    pub fn fact(&self, place: usize) -> Result<Quantity, Diagnostic> {
        match (self.facts.get(place), self.declaration(place)) {
            (Some(Some(result)), _) => result.clone(),
            (_, Some(_)) => Err(order::circular(self.datasets, place)),
            _ => Err(Diagnostic::error("unknown-fact", None, "there is no such fact")),
        }
    }

    /// `change(from, to)`: how much larger `to` is, as a share of `from`.
    fn change(&self, call: &Call, span: Span) -> Result<Worth, Diagnostic> {
        let from = arguments::named_or_at(call, "from", 0)?;
        let to = arguments::named_or_at(call, "to", 1)?;
        arguments::no_others(call, &["from", "to"])?;
        let (from, to) = (self.quantity(from)?, self.quantity(to)?);
        let ratio = to.combine(Operator::Divide, from);
        let change = ratio.and_then(|ratio| ratio.combine(Operator::Subtract, Quantity::exact(Decimal::ONE)));
        change.map(Worth::Quantity).map_err(|fault| impossible(span, fault))
    }

    /// `say("words", when=…)`: the words, which hold only while the condition does.
    fn say(&self, call: &Call, span: Span) -> Result<Worth, Diagnostic> {
        let [words] = arguments::exactly(call, ["the words"])?;
        let when = arguments::named(call, "when")?;
        arguments::no_others(call, &["when"])?;
        let text = self.text(words)?;
        if self.truth(when)? {
            return Ok(Worth::Text(text));
        }
        Err(Diagnostic::error("false-statement", span, format!("\"{text}\" is no longer true"))
            .help("change the words or the condition")
            .label(when.span, "this does not hold"))
    }
}

fn wrong_kind(expr: &Expr, found: &Worth, wanted: &str) -> Diagnostic {
    Diagnostic::error("mixed-types", expr.span, format!("this is {}, but {wanted} is wanted", found.kind()))
        .help(format!("put {wanted} here"))
}

fn misplaced_filter(filter: &Call) -> Diagnostic {
    Diagnostic::error(
        "misplaced-filter",
        filter.name_span,
        format!("`| {}` stands inside an expression", filter.name),
    )
    .help("a filter makes text, so it comes last: `{{ (a + b) | number }}`")
}

fn unknown_function(call: &Call) -> Diagnostic {
    let names = || aggregate::FUNCTIONS.iter().copied().chain(OTHERS);
    let problem = Diagnostic::error(
        "unknown-function",
        call.name_span,
        format!("there is no function `{}`", call.name),
    );
    match nearest(&call.name, names()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("the functions are {}", quoted_list(names()))),
    }
}

fn undecided(span: Span) -> Diagnostic {
    Diagnostic::error(
        "undecided-by-bound",
        span,
        "one side is only a bound, which leaves this comparison open",
    )
    .help("compare with a number on the bound's safe side")
}

fn impossible(span: Span, fault: &str) -> Diagnostic {
    Diagnostic::error("no-result", span, format!("this {fault}")).help("check the rows that are selected")
}
