//! Makes the state of the preview, and makes it anew whenever something was saved or has become due: by the
//! stages of a build, from the files that are read anew and those that are as they were.

#![expect(clippy::disallowed_methods, reason = "the clock of a preview goes on")]

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use tokio::sync::watch::Sender;

use crate::{
    app::{
        build::OUTPUT,
        command::{Common, Form},
        project, report,
        serve::{
            made::Made,
            snapshot::{Ground, Snapshot},
            state::State,
            watch::Watch,
        },
    },
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::{Sources, again::Touched},
    },
    data::loader,
    write::manifest::{Manifest, Old},
};

/// The clock is looked at no later than this, since a machine may sleep.
const NAP: Duration = Duration::from_secs(60);

/// The maker of states.
pub struct Workshop {
    root: PathBuf,
    common: Common,
    sources: Sources,
    /// What was made of the files of the last state.
    made: Option<Made>,
    /// What that took the place of: it is given up when nobody waits.
    spent: Option<Made>,
    /// A reading failed; the next one reads everything.
    failed: bool,
    next_due: Option<Timestamp>,
}

impl Workshop {
    /// Reads the project in `root`.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn open(root: &Path, common: Common) -> Result<Self, Diagnostic> {
        let root = Sources::place_of(root);
        let sources = project::sources(&root)?;
        Ok(Self { root, common, sources, made: None, spent: None, failed: false, next_due: None })
    }

    /// The project's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The first state.
    pub fn first(&mut self) -> State {
        let run = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |since| since.as_millis());
        let none = State {
            run,
            revision: 0,
            shown: None,
            diagnostics: Diagnostics::new(),
            sources: Arc::new(self.sources.clone()),
            last: published(&self.root),
            styles: false,
        };
        self.state(&none)
    }

    /// Makes states until nothing more can come.
    pub fn work(mut self, mut watch: Watch, states: &Sender<Arc<State>>) {
        let mut touched = Touched::default();
        while watch.next(&mut touched, self.nap()) {
            let start = Instant::now();
            let due = self.next_due.is_some_and(|due| due <= Timestamp::now());
            let seen = std::mem::take(&mut touched);
            if !due && seen.is_empty() {
                continue;
            }
            let last = states.borrow().clone();
            let Some(state) = self.again(&last, &seen, due) else { continue };
            tell(&last, &state, &seen, start.elapsed());
            states.send_replace(Arc::new(state));
            self.spent = None;
        }
    }

    /// How long to wait at most: until a page becomes due.
    fn nap(&self) -> Option<Duration> {
        let left = self.next_due?.duration_since(Timestamp::now());
        Some(Duration::try_from(left).unwrap_or_default().min(NAP))
    }

    /// The state after `touched`, unless it is the last one.
    fn again(&mut self, last: &State, touched: &Touched, due: bool) -> Option<State> {
        let whole = touched.all || self.failed || self.may_load(touched);
        let all = Touched { all: whole, ..touched.clone() };
        let read = self.sources.again(&all, || project::sources(&self.root));
        self.failed = read.is_err();
        match read {
            Ok(Some(sources)) => self.sources = sources,
            Ok(None) if !due && !last.diagnostics.iter().any(is_of_the_disk) => return None,
            Ok(None) => {}
            Err(problem) => return Some(refused(last, problem)),
        }
        let styles = !due
            && !all.all
            && all.paths.iter().all(|path| path.starts_with("themes/") && path.ends_with(".css"));
        Some(State { styles, ..self.state(last) })
    }

    /// True if a loader may give something else now; it is asked where the project is read as a whole.
    fn may_load(&self, touched: &Touched) -> bool {
        let descriptor = |path: &String| path.starts_with("data/") && path.ends_with(".yaml");
        let other = |path: &String| !path.starts_with("content/") && !path.starts_with("themes/");
        touched.paths.iter().any(descriptor)
            || (touched.paths.iter().any(other) && !loader::declared(&self.sources).is_empty())
    }

    /// Makes the state of the files as they are now.
    fn state(&mut self, last: &State) -> State {
        let mut made = Made::new(self.made.as_ref(), &mut self.sources, &self.common, Timestamp::now());
        let mut diagnostics = made.problems.clone();
        let site = made.stages.assembled.site.clone();
        self.next_due = site.next_due.filter(|_| self.common.now.is_none());
        let (theme, routes) = (Arc::clone(&made.stages.theme.made), Arc::clone(&made.routes));
        let sources = Arc::clone(&made.sources);
        let ground = Ground { sources: Arc::clone(&sources), theme, site, routes };
        let snapshot = Snapshot::new(ground, &mut diagnostics);
        let glyphs = made.glyphs.get_or_insert_with(|| {
            let mut problems = Diagnostics::new();
            snapshot.check_glyphs(&mut problems);
            problems
        });
        diagnostics.merge(glyphs.clone());
        let diagnostics = project::without_allowed(&snapshot.ground().site.config, &diagnostics.sorted());
        let diagnostics = diagnostics.arranged(|file| sources.rank(file));
        let shown = if diagnostics.block() { last.shown.clone() } else { Some(Arc::new(snapshot)) };
        self.spent = self.made.replace(made);
        State {
            run: last.run,
            revision: last.revision + 1,
            shown,
            diagnostics,
            sources,
            last: last.last.clone(),
            styles: false,
        }
    }
}

/// What the last build published.
fn published(root: &Path) -> Option<Arc<Manifest>> {
    match Old::read(&root.join(OUTPUT)) {
        Old::Listed { manifest, .. } => Some(Arc::new(manifest)),
        Old::Nothing | Old::Unreadable => None,
    }
}

/// The state after a reading that the disk refused.
fn refused(last: &State, problem: Diagnostic) -> State {
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(problem);
    State {
        run: last.run,
        revision: last.revision + 1,
        shown: last.shown.clone(),
        diagnostics,
        sources: Arc::clone(&last.sources),
        last: last.last.clone(),
        styles: false,
    }
}

/// True for a problem of a reading as a whole, which goes away when the same is read again.
fn is_of_the_disk(diagnostic: &Diagnostic) -> bool {
    matches!(diagnostic.code, "changed-during-build" | "no-project" | "unreadable")
}

/// Says on the terminal what was read again, and its problems where they are new.
fn tell(last: &State, state: &State, touched: &Touched, time: Duration) {
    let is_file = |path: &&String| state.sources.holds(path) || last.sources.holds(path);
    let known: Vec<&String> = touched.paths.iter().filter(is_file).collect();
    let what = match (known.first(), known.len()) {
        (Some(path), 1) => (*path).clone(),
        (Some(path), more) => format!("{path} and {} more", more - 1),
        (None, _) => "the project".to_owned(),
    };
    report::say(&format!("Read {what} again ({} ms)", time.as_millis()));
    if state.diagnostics != last.diagnostics {
        report::print(&state.diagnostics, Some(&state.sources), Form::Human);
        match report::attention(&state.diagnostics) {
            Some(found) => report::say(&found),
            None => report::say("  no problems"),
        }
    }
}
