//! A measure while its rows go by: what must be kept of them, however many there are.
//!
//! Plain numbers are added as whole numbers of 128 bits, so that no order of adding changes the result;
//! everything else keeps to the arithmetic of [`Amount`].

use rust_decimal::Decimal;

use crate::{
    base::transform::Operation,
    data::{
        cell::Cell,
        status::Absence,
        transform::{
            amount::Amount,
            operation::{Known, extreme},
        },
        value::Value,
    },
};

/// What is kept of the cells of one group and one measure.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    valid: u64,
    inapplicable: u64,
    plain: Option<Plain>,
    fractions: Option<Fractions>,
    rest: Option<Amount>,
    /// Candidates for an extreme: the first cell without a value, and one for each flag.
    candidates: Vec<Cell>,
}

/// The counts without a flag.
#[derive(Clone, Copy, Debug)]
struct Plain {
    sum: i128,
    low: i64,
    high: i64,
}

/// The sum of numbers with a fraction and without a flag, in units of the smallest digit that any has.
#[derive(Clone, Copy, Debug)]
struct Fractions {
    sum: i128,
    digits: u32,
}

impl Fractions {
    /// The sum; `None` beyond 128 bits.
    fn plus(self, other: Self) -> Option<Self> {
        let digits = self.digits.max(other.digits);
        let scaled = |own: Self| own.sum.checked_mul(10_i128.checked_pow(digits - own.digits)?);
        if self.digits == other.digits {
            return Some(Self { sum: self.sum.checked_add(other.sum)?, digits });
        }
        Some(Self { sum: scaled(self)?.checked_add(scaled(other)?)?, digits })
    }

    fn amount(self) -> Amount {
        Decimal::try_from_i128_with_scale(self.sum, self.digits)
            .map_or(Amount::Beyond, |sum| Amount::Known(sum, None))
    }
}

impl Tally {
    /// Adds a count without a flag.
    #[inline]
    pub fn add_plain(&mut self, number: i64) {
        self.valid += 1;
        self.join(Plain { sum: i128::from(number), low: number, high: number });
    }

    /// Adds a number without a flag: `number` with its last `digits` digits behind the point.
    #[inline]
    pub fn add_number(&mut self, number: i64, digits: u32, measure: &Known) {
        let extreme = matches!(measure.operation, Operation::Min | Operation::Max);
        if digits == 0 && (measure.whole || !extreme) {
            return self.add_plain(number);
        }
        self.valid += 1;
        match measure.operation {
            Operation::Sum | Operation::Mean => {
                self.add_fractions(Fractions { sum: i128::from(number), digits });
            }
            Operation::Min | Operation::Max => {
                let cell = Cell::plain(Value::Number(Decimal::new(number, digits).normalize()));
                self.add_candidate(&cell, measure.operation == Operation::Max);
            }
            _ => {}
        }
    }

    /// Adds a cell.
    pub fn add(&mut self, cell: &Cell, operation: Operation) {
        if let Cell::Value { value: Value::Integer(number), flag: None } = cell {
            return self.add_plain(*number);
        }
        self.valid += u64::from(cell.value().is_some());
        if cell.absence() == Some(Absence::NotApplicable) {
            self.inapplicable += 1;
            return;
        }
        match operation {
            Operation::Sum | Operation::Mean => self.add_amount(Amount::of(cell)),
            Operation::Min | Operation::Max => self.add_candidate(cell, operation == Operation::Max),
            _ => {}
        }
    }

    /// Adds the cells of another tally, which come after its own.
    pub fn merge(&mut self, later: Self, operation: Operation) {
        self.valid += later.valid;
        self.inapplicable += later.inapplicable;
        if let Some(plain) = later.plain {
            self.join(plain);
        }
        if let Some(fractions) = later.fractions {
            self.add_fractions(fractions);
        }
        if let Some(amount) = later.rest {
            self.add_amount(amount);
        }
        later.candidates.iter().for_each(|cell| self.add_candidate(cell, operation == Operation::Max));
    }

    #[inline]
    fn join(&mut self, other: Plain) {
        let own = self.plain.get_or_insert(Plain { sum: 0, low: other.low, high: other.high });
        // Fewer than 2^64 numbers of 64 bits do not fill 128 bits.
        own.sum = own.sum.saturating_add(other.sum);
        own.low = own.low.min(other.low);
        own.high = own.high.max(other.high);
    }

    fn add_fractions(&mut self, other: Fractions) {
        match self.fractions.map_or(Some(other), |own| own.plus(other)) {
            Some(sum) => self.fractions = Some(sum),
            None => self.add_amount(Amount::Beyond),
        }
    }

    fn add_amount(&mut self, amount: Amount) {
        if amount != Amount::Absent(Absence::NotApplicable) {
            self.rest = Some(self.rest.map_or(amount, |own| own.plus(amount)));
        }
    }

    fn add_candidate(&mut self, cell: &Cell, highest: bool) {
        let same =
            |own: &&mut Cell| own.value().is_some() == cell.value().is_some() && own.flag() == cell.flag();
        match self.candidates.iter_mut().find(same) {
            None => self.candidates.push(cell.clone()),
            Some(own) => {
                let better = if highest { cell.value() > own.value() } else { cell.value() < own.value() };
                if better {
                    *own = cell.clone();
                }
            }
        }
    }

    /// The result over `rows` rows; `None` if it has too many digits.
    #[must_use]
    pub fn cell(&self, measure: &Known, rows: u64) -> Option<Cell> {
        let counted = |count: u64| Cell::plain(Value::Integer(i64::try_from(count).unwrap_or(i64::MAX)));
        Some(match measure.operation {
            Operation::Valid => counted(self.valid),
            Operation::Missing => counted(rows - self.valid),
            Operation::Sum => return self.total().cell(measure.whole),
            Operation::Mean => {
                let applying = Amount::Known(Decimal::from(rows - self.inapplicable), None);
                return self.total().over(applying).cell(false);
            }
            Operation::Min => self.extreme(false),
            Operation::Max => self.extreme(true),
            _ => counted(rows),
        })
    }

    fn total(&self) -> Amount {
        let plain = self.plain.map(|plain| Fractions { sum: plain.sum, digits: 0 }.amount());
        let fractions = self.fractions.map(Fractions::amount);
        Amount::sum(plain.into_iter().chain(fractions).chain(self.rest))
    }

    fn extreme(&self, highest: bool) -> Cell {
        let best = |plain: Plain| if highest { plain.high } else { plain.low };
        let plain = self.plain.map(|plain| Cell::plain(Value::Integer(best(plain))));
        extreme(&plain.iter().chain(&self.candidates).collect::<Vec<_>>(), highest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::span::{FileId, Span},
        data::status::Flag,
    };

    const OPERATIONS: [Operation; 6] = [
        Operation::Count,
        Operation::Valid,
        Operation::Missing,
        Operation::Sum,
        Operation::Mean,
        Operation::Min,
    ];

    #[test]
    fn a_tally_says_what_the_cells_say_together() {
        let flagged = |number, flag| Cell::Value { value: Value::Integer(number), flag: Some(flag) };
        let plain = |number| Cell::plain(Value::Integer(number));
        let lists = [
            vec![plain(3), plain(-5), plain(i64::MAX)],
            vec![plain(3), flagged(9, Flag::AtLeast), Cell::Absent(Absence::NotApplicable)],
            vec![plain(3), Cell::Absent(Absence::NotFound), Cell::Absent(Absence::Missing)],
            vec![flagged(2, Flag::AtMost), flagged(7, Flag::Estimated), plain(4)],
            vec![Cell::plain(Value::Number("1.25".parse().unwrap())), Cell::Withheld],
            vec![Cell::Absent(Absence::NotApplicable)],
        ];
        for (cells, operation) in lists.iter().flat_map(|cells| OPERATIONS.map(|one| (cells, one))) {
            let measure = Known { operation, column: Some(0), whole: true, span: Span::start_of(FileId(0)) };
            let (mut early, mut late) = (Tally::default(), Tally::default());
            early.add(&cells[0], operation);
            cells[1..].iter().for_each(|cell| late.add(cell, operation));
            early.merge(late, operation);
            let expected = measure.over(&cells.iter().collect::<Vec<_>>());
            assert_eq!(early.cell(&measure, cells.len() as u64), expected, "{operation:?} of {cells:?}");
        }
    }
}
