//! `casebook serve`: the site as it is written, on this machine only, from memory.
//!
//! Two halves that share one value. The workshop makes a state of the site by the stages of a build whenever
//! something is saved; the house answers requests from the state of the moment and tells browsers of a new one.
//! Nothing is written, and no request opens a file.

use std::{io::IsTerminal, path::Path, process::ExitCode, sync::Arc, thread};

use tokio::{runtime::Builder, sync::watch::channel};

use crate::{
    app::{
        command::{Common, Form, Serve},
        exit, report,
        serve::{house::House, watch::Watch, workshop::Workshop},
    },
    base::diagnostic::{Diagnostic, Diagnostics},
};

pub mod answer;
pub mod desk;
pub mod events;
pub mod frame;
pub mod house;
pub mod made;
pub mod paper;
pub mod port;
pub mod problems;
pub mod request;
pub mod server;
pub mod snapshot;
pub mod state;
pub mod visit;
pub mod watch;
pub mod workshop;

/// So many pages are made at once.
const HANDS: usize = 4;

/// Shows the project in `root` until the program is ended.
pub fn run(root: &Path, serve: &Serve) -> ExitCode {
    match begin(root, serve) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            let mut refused = Diagnostics::new();
            refused.push(problem);
            report::print(&refused, None, Form::Human);
            exit::code(&refused, false)
        }
    }
}

fn begin(root: &Path, serve: &Serve) -> Result<(), Diagnostic> {
    let listener = serve.port.listen()?;
    let port = listener.local_addr().map_or(0, |address| address.port());
    let mut workshop = Workshop::open(root, common(serve))?;
    let watch = Watch::start(workshop.root(), serve.poll);
    let first = workshop.first();
    let base = first.shown.as_ref().map_or("/", |shown| shown.ground().site.config.url.path());
    let address = format!("http://127.0.0.1:{port}{base}");
    greet(&address, port, &first, &watch);
    let (states, shown) = channel(Arc::new(first));
    let _ = listener.set_nonblocking(true);
    let runtime = Builder::new_current_thread().enable_all().max_blocking_threads(HANDS).build();
    let runtime = runtime.map_err(|error| no_runtime(&error))?;
    thread::spawn(move || workshop.work(watch, &states));
    if serve.open && open::that_detached(&address).is_err() {
        report::say("  no browser could be opened; open the address yourself");
    }
    runtime.block_on(server::run(listener, Arc::new(House { port, states: shown })));
    Ok(())
}

/// What the stages are asked: drafts and what waits are shown unless a moment or the published site is wanted.
fn common(serve: &Serve) -> Common {
    Common {
        base_url: None,
        now: serve.now.clone(),
        drafts: serve.now.is_none() && !serve.published,
        press: serve.press,
        strict: false,
        report: None,
        format: Form::Human,
    }
}

/// Says where the site is to be seen, and what is wrong with it.
fn greet(address: &str, port: u16, first: &state::State, watch: &Watch) {
    report::print(&first.diagnostics, Some(&first.sources), Form::Human);
    let end = if std::io::stderr().is_terminal() { "; Ctrl+C ends it" } else { "" };
    report::say(&format!("Preview at {address} on this machine only{end}"));
    report::say(&format!(
        "  the desk, with what waits and what needs attention: http://127.0.0.1:{port}/-/desk/"
    ));
    if let Some(reason) = watch.polls() {
        report::say(&format!("  the files are looked at every second: {reason}"));
    }
    if let Some(found) = report::attention(&first.diagnostics) {
        report::say(&found);
    }
}

fn no_runtime(error: &std::io::Error) -> Diagnostic {
    Diagnostic::failure("port-refused", format!("the system refuses what a preview needs: {}", error.kind()))
        .help("end other programs and try again")
}
