//! What a protected dataset asks for, in the words of the Handbook on Statistical Disclosure Control.

/// Whom a count of one would be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// People.
    Person,
    /// Things that happened to people.
    Event,
    /// Nobody.
    None,
}

impl Unit {
    /// The words of descriptors.
    pub const WORDS: [(&'static str, Self); 3] =
        [("person", Self::Person), ("event", Self::Event), ("none", Self::None)];
}

/// What becomes of counts of zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zeros {
    /// They are small counts like any other.
    Protect,
    /// They are shown; every marker is then known to stand for at least one.
    Publish,
}

impl Zeros {
    /// The words of descriptors.
    pub const WORDS: [(&'static str, Self); 2] = [("protect", Self::Protect), ("publish", Self::Publish)];
}

/// Who knows their own count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Insider {
    /// Nobody.
    Off,
    /// The one person behind a count of one.
    Singleton,
    /// Someone behind any withheld count.
    Any,
}

impl Insider {
    /// The words of descriptors.
    pub const WORDS: [(&'static str, Self); 3] =
        [("off", Self::Off), ("singleton", Self::Singleton), ("any", Self::Any)];
}

/// What becomes of a table that cannot be made safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnFail {
    /// It is not published, and the page says so.
    Withhold,
    /// The build ends.
    Error,
}

impl OnFail {
    /// The words of descriptors.
    pub const WORDS: [(&'static str, Self); 2] = [("withhold", Self::Withhold), ("error", Self::Error)];
}

/// The rules that decide which counts are withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Counts below it are primary.
    pub threshold: i64,
    /// Counts of zero.
    pub zeros: Zeros,
    /// Who knows their own count.
    pub insider: Insider,
}

impl Rules {
    /// What everyone knows of a withheld count: it is at least this.
    #[must_use]
    pub fn lowest(&self) -> i64 {
        if self.zeros == Zeros::Publish { 1 } else { 0 }
    }

    /// True for a count that is withheld for its own sake.
    #[must_use]
    pub fn is_primary(&self, value: i64) -> bool {
        (self.lowest()..self.threshold).contains(&value)
    }
}

/// The p% rule of sums: nobody may learn the largest contribution to within p in a hundred of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dominance {
    /// From 1 to 100.
    pub p: i64,
}

impl Dominance {
    /// How far the estimate of the largest contributor that the second largest can make must be widened so that
    /// it is no nearer than p in a hundred; nothing where it is not as near. `rest` is what all others
    /// contributed together.
    #[must_use]
    pub fn lack(self, largest: i64, rest: i64) -> Option<i64> {
        (rest * 100 < self.p * largest).then(|| self.share(largest) - rest)
    }

    /// p in a hundred, rounded up.
    #[must_use]
    pub fn share(self, amount: i64) -> i64 {
        (self.p * amount + 99) / 100
    }
}
