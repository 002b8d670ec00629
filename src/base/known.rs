//! Results of files, remembered by the hash of what they were made from: for a program that goes through the
//! stages again and again, and makes anew only what differs. One that goes through them once keeps nothing.

use crate::base::span::FileId;

/// What was made of each file, with the hash of all that it was made from.
#[derive(Clone, Debug)]
pub struct Known<T> {
    /// In order of file; none if nothing is to be kept.
    kept: Option<Vec<(FileId, blake3::Hash, T)>>,
}

impl<T> Default for Known<T> {
    /// Keeps nothing.
    fn default() -> Self {
        Self { kept: None }
    }
}

impl<T: Clone> Known<T> {
    /// Knows nothing yet and keeps what comes.
    #[must_use]
    pub fn keeping() -> Self {
        Self { kept: Some(Vec::new()) }
    }

    /// What was made of a file, if it would be made of the same again.
    #[must_use]
    pub fn find(&self, file: FileId, hash: blake3::Hash) -> Option<T> {
        let kept = self.kept.as_ref()?;
        let place = kept.binary_search_by_key(&file, |(file, ..)| *file).ok()?;
        kept.get(place).filter(|(_, known, _)| *known == hash).map(|(.., made)| made.clone())
    }

    /// Keeps what was made this time and forgets the rest; `made` is in order of file.
    pub fn keep(&mut self, made: impl Iterator<Item = (FileId, blake3::Hash, T)>) {
        if let Some(kept) = &mut self.kept {
            *kept = made.collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_of_the_same_is_found_again() {
        let (one, other) = (blake3::hash(b"one"), blake3::hash(b"other"));
        let mut known = Known::keeping();
        known.keep([(FileId(1), one, 'a'), (FileId(4), one, 'b')].into_iter());
        assert_eq!(known.find(FileId(4), one), Some('b'));
        assert_eq!(known.find(FileId(4), other), None);
        assert_eq!(known.find(FileId(2), one), None);
        known.keep([(FileId(2), one, 'c')].into_iter());
        assert_eq!(known.find(FileId(4), one), None);
    }

    #[test]
    fn nothing_is_kept_unless_asked_for() {
        let hash = blake3::hash(b"");
        let mut known = Known::default();
        known.keep([(FileId(0), hash, 'a')].into_iter());
        assert_eq!(known.find(FileId(0), hash), None);
    }
}
