//! Which files are saved: the system's notices, gathered until nothing has come for a while, so that a burst of
//! saves is read once. Where the system can watch no more, the files are looked at every second.

#![expect(clippy::disallowed_methods, reason = "a quiet period is measured")]

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    time::{Duration, Instant},
};

use notify::{
    Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode, ModifyKind},
};

use crate::base::source::{
    Sources,
    again::{Stamps, Touched},
};

/// How long nothing must have come: after a file was closed or renamed, while one may still be written, and in a
/// burst.
const CLOSED: Duration = Duration::from_millis(6);
const OPEN: Duration = Duration::from_millis(80);
const BURST: Duration = Duration::from_millis(200);

/// So many files at once are a burst: a checkout, a copied folder.
const MANY: usize = 8;

/// A burst without end is read after this long.
const LONGEST: Duration = Duration::from_secs(5);

/// How often files are looked at where the system does not tell.
const POLL: Duration = Duration::from_secs(1);

type Notice = Result<Event, notify::Error>;

/// The watch over a project's folders.
pub struct Watch {
    root: PathBuf,
    sender: Sender<Notice>,
    receiver: Receiver<Notice>,
    means: Means,
}

/// How what is saved becomes known.
enum Means {
    /// The system tells; the watcher does its work as long as it lives.
    Told { _watcher: RecommendedWatcher },
    /// The files are looked at; this is why, and what they looked like.
    Looked(String, Stamps),
}

/// What was seen.
enum Seen {
    /// Something that is done: a file was closed, renamed or deleted.
    Done,
    /// A file that may still be written.
    Open,
    /// Nothing that matters.
    Nothing,
}

impl Watch {
    /// Starts to watch. With `poll` the files are looked at in any case.
    #[must_use]
    pub fn start(root: &Path, poll: bool) -> Self {
        let (sender, receiver) = channel();
        let asked = poll.then(|| "as `--poll` asks".to_owned());
        let means = means(root, &sender, asked);
        Self { root: root.to_owned(), sender, receiver, means }
    }

    /// Why the files are looked at, if they are.
    #[must_use]
    pub fn polls(&self) -> Option<&str> {
        match &self.means {
            Means::Told { .. } => None,
            Means::Looked(reason, _) => Some(reason),
        }
    }

    /// Waits until something was touched and all is quiet again, or until `due`; then nothing is touched. False
    /// when nothing more can come.
    pub fn next(&mut self, touched: &mut Touched, due: Option<Duration>) -> bool {
        let wait = match self.means {
            Means::Looked(..) => Some(due.unwrap_or(POLL).min(POLL)),
            Means::Told { .. } => due,
        };
        let first = match wait {
            Some(wait) => self.receiver.recv_timeout(wait),
            None => self.receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match first {
            Ok(notice) => self.gather(notice, touched),
            Err(RecvTimeoutError::Timeout) => {
                self.look(touched);
                true
            }
            Err(RecvTimeoutError::Disconnected) => false,
        }
    }

    /// Looks at the files, where the system does not tell.
    fn look(&mut self, touched: &mut Touched) {
        if let Means::Looked(_, stamps) = &mut self.means {
            let now = Sources::stamps(&self.root);
            touched.compare(stamps, &now);
            *stamps = now;
        }
    }

    fn gather(&mut self, first: Notice, touched: &mut Touched) -> bool {
        let start = Instant::now();
        let mut notice = first;
        let mut open = false;
        loop {
            match self.note(notice, touched) {
                Seen::Done => open = false,
                Seen::Open => open = true,
                Seen::Nothing => {}
            }
            if touched.is_empty() {
                break;
            }
            let quiet = match touched.paths.len() {
                MANY.. => BURST,
                _ if open || touched.all => OPEN,
                _ => CLOSED,
            };
            let left = LONGEST.saturating_sub(start.elapsed());
            match self.receiver.recv_timeout(quiet.min(left)) {
                Ok(next) => notice = next,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
        if touched.all || touched.paths.iter().any(|path| !path.contains('/')) {
            self.again(touched);
        }
        true
    }

    /// Notes what a notice is about.
    fn note(&mut self, notice: Notice, touched: &mut Touched) -> Seen {
        let event = match notice {
            Ok(event) => event,
            Err(error) => {
                touched.all = true;
                if matches!(error.kind, ErrorKind::MaxFilesWatch) {
                    self.means = Means::Looked(reason(&error), Sources::stamps(&self.root));
                }
                return Seen::Done;
            }
        };
        if event.need_rescan() {
            touched.all = true;
        }
        let seen = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Remove(_)
            | EventKind::Modify(ModifyKind::Name(_) | ModifyKind::Metadata(_)) => Seen::Done,
            EventKind::Access(_) => return Seen::Nothing,
            _ => Seen::Open,
        };
        event.paths.iter().for_each(|path| touched.add(path, &self.root));
        seen
    }

    /// A folder of the project has come, gone or been renamed, or a notice was lost: what is watched is another
    /// one now.
    fn again(&mut self, touched: &mut Touched) {
        touched.all = true;
        if matches!(self.means, Means::Told { .. }) {
            self.means = means(&self.root, &self.sender, None);
        }
    }
}

/// By the system if it will, and unless there is a reason against.
fn means(root: &Path, sender: &Sender<Notice>, against: Option<String>) -> Means {
    let told = || {
        let sender = sender.clone();
        let mut watcher =
            RecommendedWatcher::new(move |notice: Notice| drop(sender.send(notice)), Config::default())?;
        watcher.watch(root, RecursiveMode::NonRecursive)?;
        // The project's own folders in full, and its root for those that come.
        for place in Sources::folders(root) {
            watcher.watch(&place, RecursiveMode::Recursive)?;
        }
        Ok(watcher)
    };
    let reason = match against {
        Some(reason) => reason,
        None => match told() {
            Ok(watcher) => return Means::Told { _watcher: watcher },
            Err(error) => reason(&error),
        },
    };
    Means::Looked(reason, Sources::stamps(root))
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "the system's limit of watched folders is reached".to_owned(),
        ErrorKind::Io(error) => format!("the system watches nothing more: {}", error.kind()),
        _ => "the system cannot watch them".to_owned(),
    }
}
