//! `.public.lock` admits one build of an output at a time.
//!
//! The kernel's lock on the open file counts, not the file's being there: a file left by a dead
//! process locks nothing. Since the holder removes the file, whoever gets a lock must see that the
//! file it locked is still the one at the path.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Seek, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::PathBuf,
    process, thread,
    time::Duration,
};

use crate::{
    base::diagnostic::Diagnostic,
    write::{target::Target, watch::Watch},
};

const PAUSE: Duration = Duration::from_millis(50);

/// The right to write one output; given back when dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
    /// What a dead process left in the file: its number.
    pub left_by: Option<String>,
}

impl Lock {
    /// Waits for the lock as long as `watch` has patience.
    pub fn take(target: &Target, watch: &Watch<'_>) -> Result<Self, Diagnostic> {
        let pauses = watch.patience.as_millis() / PAUSE.as_millis();
        for pause in 0..=pauses {
            watch.go_on()?;
            if let Some(lock) = attempt(target).map_err(|error| target.fault("lock", &target.lock, &error))? {
                return Ok(lock);
            }
            if pause == 0 {
                (watch.waiting)();
            }
            if pause < pauses {
                thread::sleep(PAUSE);
            }
        }
        Err(held(target))
    }

    /// Leaves this process's number for people who meet the file; the lock does not depend on it.
    fn sign(&mut self) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.file.write_all(process::id().to_string().as_bytes())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Before the file closes: while it stands under its name, nobody else may remove it.
        let _ = fs::remove_file(&self.path);
    }
}

fn attempt(target: &Target) -> io::Result<Option<Lock>> {
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o644)
        .custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed())
        .open(&target.lock)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
        Ok(()) => {}
    }
    if !still_there(target, &file)? {
        return Ok(None);
    }
    let left_by = signature(&mut file);
    let mut lock = Lock { file, path: target.lock.clone(), left_by };
    let _ = lock.sign();
    Ok(Some(lock))
}

fn still_there(target: &Target, file: &File) -> io::Result<bool> {
    let ours = file.metadata()?;
    Ok(fs::symlink_metadata(&target.lock)
        .is_ok_and(|there| (there.dev(), there.ino()) == (ours.dev(), ours.ino())))
}

/// The number in a lock file, if there is nothing but a number.
fn signature(file: &mut File) -> Option<String> {
    let mut text = String::new();
    file.take(20).read_to_string(&mut text).ok()?;
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

fn held(target: &Target) -> Diagnostic {
    let holder = File::open(&target.lock).ok().and_then(|mut file| signature(&mut file));
    let holder = holder.map_or_else(String::new, |number| format!(" (process {number})"));
    let shown = target.shown(&target.folder);
    Diagnostic::failure("output-locked", format!("another build{holder} is writing `{shown}`"))
        .help("wait until it has ended, or choose another folder with `--output`")
}
