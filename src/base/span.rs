//! Where something was written: a file of the project and a range of its bytes.
//!
//! A span says nothing about lines; those are counted only when a message is printed.

/// A file of [`Sources`](crate::base::source::Sources), by its number, which it keeps while others come
/// and go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// Something for many files, found by their numbers in one step.
#[derive(Clone, Debug)]
pub struct ByFile<T>(Vec<Option<T>>);

impl<T> Default for ByFile<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByFile<T> {
    /// What there is for a file.
    #[must_use]
    pub fn get(&self, file: FileId) -> Option<&T> {
        self.0.get(file.0 as usize)?.as_ref()
    }
}

impl<T> FromIterator<(FileId, T)> for ByFile<T> {
    fn from_iter<I: IntoIterator<Item = (FileId, T)>>(items: I) -> Self {
        let mut list = Vec::new();
        for (FileId(number), item) in items {
            let place = number as usize;
            if list.len() <= place {
                list.resize_with(place + 1, || None);
            }
            if let Some(slot) = list.get_mut(place) {
                *slot = Some(item);
            }
        }
        Self(list)
    }
}

/// A range of bytes of one file. `start <= end`, both from the file's first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `file`; offsets beyond 4 GiB are clipped, since no text is that long.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clip = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: clip(start), end: clip(end.max(start)) }
    }

    /// The part of this span from `start` to `end`, both counted from the span's own start.
    #[must_use]
    pub fn part(self, start: usize, end: usize) -> Self {
        Self::new(self.file, self.start as usize + start, self.start as usize + end)
    }

    /// The first byte of `file`.
    #[must_use]
    pub fn start_of(file: FileId) -> Self {
        Self::new(file, 0, 0)
    }
}
