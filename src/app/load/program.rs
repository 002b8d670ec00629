//! One run of a program: no shell, no input, a limit of time and one of output; its words on failure.

#![expect(clippy::disallowed_methods, reason = "a limit of time needs the time")]

use std::{
    io::{self, Read},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver, SyncSender},
    thread,
    time::{Duration, Instant},
};

use crate::{
    app::load::place,
    base::{config::program::Program, diagnostic::Diagnostic, encoding},
    write::loaded::Incoming,
};

/// The largest output in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// How much of what a program says is kept, in bytes and in lines: the end, where the cause stands.
const KEPT_WORDS: usize = 16 * 1024;
const SHOWN_LINES: usize = 12;

/// How much is read at once.
const PART: usize = 64 * 1024;

/// A program with its arguments.
pub struct Run<'r> {
    /// The project's folder, in which it runs.
    pub root: &'r Path,
    /// The program.
    pub program: &'r Program,
    /// Its arguments, as they are.
    pub arguments: &'r [String],
}

/// Why a run gave nothing. Words are those of the program, ready to be shown.
pub enum Fault {
    /// It could not be started.
    Start(String),
    /// It took longer than this.
    Slow(Duration, String),
    /// It gave more bytes than this.
    Large(u64),
    /// It ended with a code or a signal.
    Code(String, String),
    /// What it gave cannot be written.
    Disk(Diagnostic),
}

/// What threads tell of a run.
enum Event {
    Output(Vec<u8>),
    OutputEnded,
    Words(Vec<u8>),
    Ended(io::Result<ExitStatus>),
}

impl Run<'_> {
    /// Runs the program and hands its output on.
    ///
    /// # Errors
    /// When it cannot run, fails, takes too long or gives too much, or the disk refuses.
    pub fn pour(&self, incoming: &mut Incoming) -> Result<(), Fault> {
        let deadline = Instant::now() + self.program.timeout;
        let child = self.start().map_err(|error| Fault::Start(reason(&error)))?;
        let process = rustix::process::Pid::from_child(&child);
        let events = listen(child);
        let mut status = None;
        let outcome = self.follow(&events, deadline, incoming, &mut status);
        if status.is_none() {
            // One that ended in this instant need not be stopped.
            let _ = rustix::process::kill_process(process, rustix::process::Signal::KILL);
        }
        outcome
    }

    /// The same words on every machine: no language, no time zone of its own.
    fn start(&self) -> io::Result<Child> {
        Command::new(place(self.root, &self.program.name))
            .args(self.arguments)
            .current_dir(self.root)
            .envs([("LC_ALL", "C.UTF-8"), ("TZ", "UTC")])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
    }

    /// Waits until the program has ended and all its output is there.
    fn follow(
        &self,
        events: &Receiver<Event>,
        deadline: Instant,
        incoming: &mut Incoming,
        status: &mut Option<ExitStatus>,
    ) -> Result<(), Fault> {
        let (mut size, mut words, mut whole) = (0_u64, Vec::new(), false);
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match events.recv_timeout(left) {
                Ok(Event::Output(part)) => {
                    size += part.len() as u64;
                    if size > LARGEST {
                        return Err(Fault::Large(LARGEST));
                    }
                    incoming.add(&part).map_err(Fault::Disk)?;
                }
                Ok(Event::OutputEnded) => whole = true,
                Ok(Event::Words(part)) => {
                    words.extend(part);
                    words.drain(..words.len().saturating_sub(KEPT_WORDS));
                }
                Ok(Event::Ended(ended)) => {
                    *status = Some(ended.map_err(|error| Fault::Start(reason(&error)))?);
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    return Err(Fault::Slow(self.program.timeout, shown(&words)));
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
        match status {
            Some(status) if status.success() && whole => Ok(()),
            Some(status) => Err(Fault::Code(code(*status), shown(&words))),
            None => Err(Fault::Code(String::new(), shown(&words))),
        }
    }
}

/// Starts a thread for each thing that a program can do. They end with it; one whose pipe somebody else
/// holds open is left behind. Few parts may wait, so that a fast program does not fill the memory.
fn listen(mut child: Child) -> Receiver<Event> {
    let (sender, receiver) = mpsc::sync_channel(16);
    if let Some(output) = child.stdout.take() {
        let sender = sender.clone();
        thread::spawn(move || {
            if read(output, &sender, Event::Output) {
                let _ = sender.send(Event::OutputEnded);
            }
        });
    }
    if let Some(words) = child.stderr.take() {
        let sender = sender.clone();
        thread::spawn(move || read(words, &sender, Event::Words));
    }
    thread::spawn(move || sender.send(Event::Ended(child.wait())));
    receiver
}

/// Reads a pipe; true if to its end, false if nobody listens or the system refuses.
fn read(mut pipe: impl Read, sender: &SyncSender<Event>, event: fn(Vec<u8>) -> Event) -> bool {
    let mut buffer = vec![0; PART];
    loop {
        match pipe.read(&mut buffer) {
            Ok(0) => return true,
            Ok(length) => {
                let part = buffer.get(..length).unwrap_or_default().to_vec();
                if sender.send(event(part)).is_err() {
                    return false;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return false,
        }
    }
}

/// Why a program could not be started, in plain words.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be run".to_owned(),
        _ => encoding::printable(&error.to_string()),
    }
}

/// How a program ended, to be read after "failed".
fn code(status: ExitStatus) -> String {
    status.code().map_or_else(|| format!(": {status}"), |code| format!(" with exit code {code}"))
}

/// The last lines of what a program said, below words of ours; nothing if it said nothing.
fn shown(words: &[u8]) -> String {
    let text = String::from_utf8_lossy(words);
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let last = lines.get(lines.len().saturating_sub(SHOWN_LINES)..).unwrap_or_default();
    if last.is_empty() {
        return String::new();
    }
    let lines: String = last.iter().map(|line| format!("\n  {}", encoding::printable(line))).collect();
    format!("; it said:{lines}")
}
