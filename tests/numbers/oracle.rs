//! What expressions must be worth, reckoned from the digits of the CSV files by a second, plainer way than
//! that of the program.

use casebook::{
    base::{
        expr::{Call, Expr, ExprKind, Operator},
        source::Sources,
    },
    data::{Datasets, fact::FactFormat},
};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::reads::{CellId, Selected, What};

/// The numbers of a site as they are written, but for one cell.
pub struct Book<'a> {
    pub datasets: &'a Datasets,
    pub sources: &'a Sources,
    pub edit: Option<(CellId, Decimal)>,
}

/// What an expression is worth.
#[derive(Clone, Debug, PartialEq)]
pub enum Worth {
    Number(Decimal),
    Truth(bool),
    /// Words, with the condition under which they may stand.
    Words(bool),
}

impl Book<'_> {
    /// The number in a cell; `None` in an empty one.
    pub fn number(&self, cell: CellId) -> Option<Decimal> {
        if let Some((_, number)) = self.edit.filter(|(edited, _)| *edited == cell) {
            return Some(number);
        }
        let dataset = &self.datasets.list[cell.0];
        let span = dataset.table.span(cell.1, cell.2);
        self.sources.text(dataset.file)[span.start as usize..span.end as usize].trim_matches('"').parse().ok()
    }

    /// What a statement must be worth.
    pub fn statement(&self, what: What<'_>) -> Option<Worth> {
        match what {
            What::Expression(expr) => self.worth(expr),
            What::Words { fact, .. } | What::Value { fact } => self.worth(&self.datasets.fact(fact)?.expr),
        }
    }

    pub fn worth(&self, expr: &Expr) -> Option<Worth> {
        match &expr.kind {
            ExprKind::Number(number) => Some(Worth::Number(*number)),
            ExprKind::Text(_) => Some(Worth::Words(true)),
            ExprKind::Filter(inner, _) => self.worth(inner),
            ExprKind::Negate(inner) => Some(Worth::Number(-self.decimal(inner)?)),
            ExprKind::Not(inner) => Some(Worth::Truth(!self.truth(inner)?)),
            ExprKind::Binary(operator, left, right) => self.binary(*operator, left, right),
            ExprKind::Call(call) => self.call(call),
            ExprKind::Unread => None,
        }
    }

    pub fn decimal(&self, expr: &Expr) -> Option<Decimal> {
        if let Worth::Number(number) = self.worth(expr)? { Some(number) } else { None }
    }

    fn truth(&self, expr: &Expr) -> Option<bool> {
        if let Worth::Truth(truth) = self.worth(expr)? { Some(truth) } else { None }
    }

    fn binary(&self, operator: Operator, left: &Expr, right: &Expr) -> Option<Worth> {
        if matches!(operator, Operator::And | Operator::Or) {
            let (left, right) = (self.truth(left)?, self.truth(right)?);
            return Some(Worth::Truth(if operator == Operator::And { left && right } else { left || right }));
        }
        let (left, right) = (self.decimal(left)?, self.decimal(right)?);
        let number = |number: Option<Decimal>| number.map(Worth::Number);
        match operator {
            Operator::Add => number(left.checked_add(right)),
            Operator::Subtract => number(left.checked_sub(right)),
            Operator::Multiply => number(left.checked_mul(right)),
            Operator::Divide => number(left.checked_div(right)),
            Operator::Less => Some(Worth::Truth(left < right)),
            Operator::AtMost => Some(Worth::Truth(left <= right)),
            Operator::Greater => Some(Worth::Truth(left > right)),
            Operator::AtLeast => Some(Worth::Truth(left >= right)),
            Operator::Unequal => Some(Worth::Truth(left != right)),
            Operator::Equal | Operator::And | Operator::Or => Some(Worth::Truth(left == right)),
        }
    }

    fn call(&self, call: &Call) -> Option<Worth> {
        let argument =
            |name: &str| call.named.iter().find(|named| named.name == name).map(|named| &named.value);
        match call.name.as_str() {
            "fact" => {
                let ExprKind::Text(id) = &call.positional.first()?.kind else { return None };
                self.worth(&self.datasets.fact(id)?.expr)
            }
            "say" => Some(Worth::Words(self.truth(argument("when")?)?)),
            "change" => {
                let from = call.positional.first().or(argument("from"))?;
                let to = call.positional.get(1).or(argument("to"))?;
                let ratio = self.decimal(to)?.checked_div(self.decimal(from)?)?;
                Some(Worth::Number(ratio - Decimal::ONE))
            }
            name => self.over_rows(name, &Selected::by(call, self.datasets)?).map(Worth::Number),
        }
    }

    fn over_rows(&self, name: &str, selected: &Selected) -> Option<Decimal> {
        let cell = |row: &usize| self.number((selected.place, *row, selected.field));
        let mut numbers: Vec<Decimal> = selected.rows.iter().filter_map(cell).collect();
        numbers.sort();
        let (count, sum) = (numbers.len(), numbers.iter().sum::<Decimal>());
        match name {
            "value" if count == 1 => numbers.first().copied(),
            "sum" => Some(sum),
            "count" => Some(Decimal::from(count)),
            "mean" => sum.checked_div(Decimal::from(count)),
            "median" => Some((*numbers.get((count - 1) / 2)? + *numbers.get(count / 2)?) / Decimal::TWO),
            "min" => numbers.first().copied(),
            "max" => numbers.last().copied(),
            _ => None,
        }
    }
}

/// How a number must read in English.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// With commas, and these decimals or those that it has.
    Number(Option<u32>),
    /// As hundredths.
    Percent(u32),
}

impl Form {
    /// The form of a statement; `None` for words and for forms that this test does not know.
    pub fn of(what: What<'_>, datasets: &Datasets) -> Option<Self> {
        let of_fact = |id: &str| {
            let fact = datasets.fact(id)?;
            Some(match fact.format {
                FactFormat::Number => Self::Number(fact.decimals),
                FactFormat::Percent => Self::Percent(fact.decimals.unwrap_or(0)),
            })
        };
        match what {
            What::Words { fact, .. } | What::Value { fact } => of_fact(fact),
            What::Expression(expr) => match &expr.kind {
                ExprKind::Call(call) if call.name == "fact" => match &call.positional.first()?.kind {
                    ExprKind::Text(id) => of_fact(id),
                    _ => None,
                },
                ExprKind::Filter(_, filter) => of_filter(filter),
                _ => Some(Self::Number(None)),
            },
        }
    }

    pub fn write(self, number: Decimal) -> String {
        match self {
            Self::Number(places) => grouped(number, places),
            Self::Percent(places) => format!("{}%", grouped(number * Decimal::ONE_HUNDRED, Some(places))),
        }
    }
}

fn of_filter(filter: &Call) -> Option<Form> {
    let places = match filter.named.as_slice() {
        [] => None,
        [named] => match named.value.kind {
            ExprKind::Number(number) => Some(u32::try_from(number).ok()?),
            _ => return None,
        },
        _ => return None,
    };
    match filter.name.as_str() {
        "number" => Some(Form::Number(places)),
        "percent" => Some(Form::Percent(places.unwrap_or(0))),
        _ => None,
    }
}

/// `1234.5` as `1,234.5`, rounded half away from zero.
fn grouped(number: Decimal, places: Option<u32>) -> String {
    let mut number = number.normalize();
    if let Some(places) = places {
        number = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        number.rescale(places);
    }
    let written = number.abs().to_string();
    let (whole, rest) = written
        .split_once('.')
        .map_or((written.as_str(), String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let mut out = String::new();
    for (place, digit) in whole.char_indices() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    let sign = if number.is_sign_negative() && !number.is_zero() { "\u{2212}" } else { "" };
    format!("{sign}{out}{rest}")
}
