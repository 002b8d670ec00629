//! The hash of a file's content; that of a large table is made only when somebody asks for it.

#![expect(clippy::disallowed_methods, reason = "a part of the one place that reads the project")]

use std::{
    fs,
    io::{self, Read},
    sync::OnceLock,
};

use crate::base::source::Handle;

/// So much of a file is read and hashed at once.
const PART: usize = 256 * 1024;

/// blake3 of a content, once it is known.
#[derive(Debug, Default)]
pub struct Digest(OnceLock<blake3::Hash>);

impl Digest {
    /// That of a content.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        blake3::hash(bytes).into()
    }

    /// It, if somebody asked for it before.
    #[must_use]
    pub fn known(&self) -> Option<blake3::Hash> {
        self.0.get().copied()
    }

    /// That of the file behind a handle; one that is no longer what it was has a hash that no content has.
    pub fn of_handle(&self, handle: &Handle) -> blake3::Hash {
        let made = || hash_handle(handle).unwrap_or_else(|| blake3::keyed_hash(&[0xFF; 32], &[]));
        *self.0.get_or_init(made)
    }
}

impl From<blake3::Hash> for Digest {
    fn from(hash: blake3::Hash) -> Self {
        Self(OnceLock::from(hash))
    }
}

fn hash_handle(handle: &Handle) -> Option<blake3::Hash> {
    let mut file = fs::File::open(&handle.path).ok()?;
    let hash = hash_file(&mut file, handle.size).ok()?;
    handle.is_current().then_some(hash)
}

/// Hashes a file of about `size` bytes; while one part is hashed, the next is read.
///
/// # Errors
/// When it cannot be read.
pub fn hash_file(file: &mut fs::File, size: u64) -> io::Result<blake3::Hash> {
    let part = usize::try_from(size.saturating_add(1)).map_or(PART, |all| all.min(PART));
    let (mut own, mut next) = (vec![0; part], vec![0; part]);
    let mut hasher = blake3::Hasher::new();
    let mut length = file.read(&mut own)?;
    while length > 0 {
        let (_, read) = rayon::join(
            || hasher.update(own.get(..length).unwrap_or_default()).count(),
            || file.read(&mut next),
        );
        length = read?;
        std::mem::swap(&mut own, &mut next);
    }
    Ok(hasher.finalize())
}
