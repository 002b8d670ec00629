//! Tables by seed, skewed as case statistics are: many small counts, a few large ones.

use casebook::data::disclosure::{
    rules::{Insider, Rules, Zeros},
    suppress,
    tabulation::{Key, Tabulation},
};

/// How many tables an attack is made on: `few`, or the number in `CASEBOOK_TABLES`.
pub fn count(few: u64) -> u64 {
    std::env::var("CASEBOOK_TABLES").ok().map_or(few, |text| text.parse().unwrap())
}

/// Whether all tables are attacked, on a machine whose time can be judged.
pub fn is_full_run() -> bool {
    std::env::var_os("CASEBOOK_TABLES").is_some()
}

/// A stream of numbers: xorshift64*, Vigna 2016.
pub struct Seed(u64);

impl Seed {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number from 0 to below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }

    pub fn usize(&mut self, end: u64) -> usize {
        usize::try_from(self.below(end)).unwrap()
    }

    pub fn count(&mut self) -> i64 {
        let end = [1, 4, 12, 40, 160][self.usize(5)];
        i64::try_from(self.below(end)).unwrap()
    }

    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.usize(u64::try_from(choices.len()).unwrap())]
    }

    pub fn rules(&mut self) -> Rules {
        Rules {
            threshold: self.pick(&[3, 5, 10]),
            zeros: self.pick(&[Zeros::Protect, Zeros::Publish]),
            insider: Insider::Off,
        }
    }

    /// A table of up to `rows` by `columns`, nothing withheld.
    pub fn table(&mut self, rows: u64, columns: u64) -> Tabulation {
        let (rows, columns) = (2 + self.usize(rows - 1), 2 + self.usize(columns - 1));
        let counts: Vec<Vec<i64>> = (0..rows).map(|_| (0..columns).map(|_| self.count()).collect()).collect();
        grid(&counts)
    }

    /// A table with what is withheld, and its rules.
    pub fn protected(&mut self, rows: u64, columns: u64) -> (Tabulation, Rules) {
        let rules = self.rules();
        let mut table = self.table(rows, columns);
        suppress::suppress(&mut table, &rules);
        (table, rules)
    }
}

/// A 2-way table of inner counts; its totals are their sums.
pub fn grid(counts: &[Vec<i64>]) -> Tabulation {
    let sizes = [counts.len(), counts[0].len()];
    Tabulation::new(&sizes, &[vec![0, 1]], |key| sum(counts, key))
}

fn sum(counts: &[Vec<i64>], key: &Key) -> i64 {
    let matches = |category: Option<u16>, at: usize| category.is_none_or(|found| usize::from(found) == at);
    let rows = counts.iter().enumerate().filter(|(at, _)| matches(key[0], *at));
    let cells = rows.flat_map(|(_, row)| row.iter().enumerate().filter(|(at, _)| matches(key[1], *at)));
    cells.map(|(_, count)| count).sum()
}
