//! Outputs that are refused, with the code and without a touch.

use std::{fs, path::Path, process::Command, time::Duration};

use casebook::{
    base::diagnostic::{Diagnostic, Diagnostics, Severity},
    write::{place::Place, site::Staging, watch::Watch},
};

use crate::fixture::{Project, SOURCES, Site, publish, snapshot};

fn refusal(project: &Project, output: &Path) -> Diagnostic {
    let before = (snapshot(&project.root()), project.names());
    let fault = publish(&project.root(), output, &Site::small("one"), Watch::silent()).unwrap_err();
    assert_eq!((snapshot(&project.root()), project.names()), before, "nothing is touched");
    assert_eq!(fault.severity, Severity::Failure);
    assert!(fault.help.is_some());
    fault
}

#[test]
fn an_output_that_is_holds_or_lies_in_the_sources_is_refused() {
    let project = Project::new();
    let root = project.root();
    fs::write(root.join("content/a.md"), "work").unwrap();
    let near = ["", "content", "content/public", "content/../content/x", "data/", "public/.."];
    fs::create_dir(root.join("public")).unwrap();
    for output in near {
        assert_eq!(refusal(&project, &root.join(output)).code, "output-holds-sources", "{output:?}");
    }
    for output in [root.parent().unwrap(), Path::new("/")] {
        assert_eq!(refusal(&project, output).code, "output-holds-sources", "{}", output.display());
    }
}

#[test]
fn an_output_that_reaches_the_sources_by_a_link_is_refused() {
    let project = Project::new();
    std::os::unix::fs::symlink(project.root().join("content"), project.root().join("shortcut")).unwrap();
    assert_eq!(refusal(&project, &project.root().join("shortcut/public")).code, "output-holds-sources");
}

#[test]
fn an_output_with_strangers_files_is_refused_by_name() {
    let project = Project::new();
    fs::create_dir(project.output()).unwrap();
    fs::write(project.output().join("thesis.doc"), "years of work").unwrap();
    let fault = refusal(&project, &project.output());
    assert_eq!(fault.code, "output-not-ours");
    assert!(fault.message.contains("`thesis.doc`"), "{}", fault.message);
}

#[test]
fn an_output_with_a_repository_is_refused_even_with_a_manifest() {
    let project = Project::new();
    project.publish(&Site::small("one")).unwrap();
    fs::create_dir(project.output().join(".git")).unwrap();
    assert_eq!(refusal(&project, &project.output()).code, "output-holds-git");

    fs::create_dir_all(project.root().join(".git/public")).unwrap();
    assert_eq!(refusal(&project, &project.root().join(".git/public")).code, "output-holds-git");
}

#[test]
fn a_link_or_a_file_is_no_output() {
    let project = Project::new();
    fs::create_dir(project.root().join("real")).unwrap();
    std::os::unix::fs::symlink("real", project.output()).unwrap();
    assert_eq!(refusal(&project, &project.output()).code, "output-not-a-folder");
    assert_eq!(
        refusal(&project, &project.root().join("public/")).code,
        "output-not-a-folder",
        "a slash hides no link"
    );

    std::os::unix::fs::symlink("nowhere", project.root().join("dangling")).unwrap();
    assert_eq!(refusal(&project, &project.root().join("dangling")).code, "output-not-a-folder");
    fs::write(project.root().join("file"), "text").unwrap();
    assert_eq!(refusal(&project, &project.root().join("file")).code, "output-not-a-folder");
}

#[test]
fn an_output_in_a_missing_folder_names_it() {
    let project = Project::new();
    let fault = refusal(&project, &project.root().join("no/public"));
    assert_eq!(fault.code, "write-refused");
    assert!(fault.message.ends_with("/no` does not exist"), "{}", fault.message);
}

#[test]
fn two_addresses_that_want_one_file_are_an_error_before_anything_is_written() {
    let project = Project::new();
    project.publish(&Site::small("one")).unwrap();
    let before = snapshot(&project.output());
    for url in ["/news/index.html", "/news", "/casebook-manifest.json", "/../outside.txt"] {
        let fault = project.publish(&Site::small("two").with(url, "more")).unwrap_err();
        assert_eq!((fault.code, fault.severity), ("output-clash", Severity::Error), "{url}");
        assert_eq!(
            (snapshot(&project.output()), project.names()),
            (before.clone(), vec!["public".to_owned()])
        );
    }
}

/// `/proc` is a mount point wherever there is one.
#[test]
#[cfg(target_os = "linux")]
fn a_mount_point_is_no_output() {
    let project = Project::new();
    assert_eq!(refusal(&project, Path::new("/proc")).code, "output-is-mounted");
}

#[test]
fn a_second_build_of_the_same_output_waits_and_then_fails() {
    let project = Project::new();
    project.publish(&Site::small("one")).unwrap();
    let (root, output) = (project.root(), project.output());
    let place = Place { output: &output, root: &root, sources: &SOURCES };
    let first = Staging::begin(&place, Watch::silent(), &mut Diagnostics::new()).unwrap();

    let waits = std::sync::atomic::AtomicUsize::new(0);
    let waiting = || {
        waits.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    };
    let watch = Watch { waiting: &waiting, patience: Duration::from_millis(120), ..Watch::silent() };
    let fault = publish(&root, &output, &Site::small("two"), watch).unwrap_err();
    assert_eq!(fault.code, "output-locked");
    let number = std::process::id();
    assert!(
        fault.message.starts_with(&format!("another build (process {number}) is writing `")),
        "{}",
        fault.message
    );
    assert_eq!(waits.into_inner(), 1);

    drop(first);
    project.publish(&Site::small("two")).unwrap();
    assert_eq!(project.names(), ["public"]);
}

#[test]
fn builds_at_the_same_time_take_turns() {
    let project = Project::new();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let project = &project;
            scope.spawn(move || project.publish(&Site::small(&number.to_string())).unwrap());
        }
    });
    let found = snapshot(&project.output());
    let index = String::from_utf8(found["index.html"].clone()).unwrap();
    let whole = Site::small(index.trim_start_matches("/ "));
    assert_eq!(crate::fixture::files(&project.output()), whole.files(), "one of them, and all of it");
    assert_eq!(project.names(), ["public"]);
}

/// Root may write everywhere, so the test gives up its rights in a child where it has them.
#[test]
fn a_folder_that_may_not_be_written_is_named() {
    const PLACE: &str = "CASEBOOK_READ_ONLY_TEST";
    if let Some(root) = std::env::var_os(PLACE) {
        let root = Path::new(&root);
        let fault = publish(root, &root.join("public"), &Site::small("two"), Watch::silent()).unwrap_err();
        assert_eq!(fault.code, "write-refused");
        assert!(fault.message.ends_with("/.public.lock`: permission denied"), "{}", fault.message);
        assert!(fault.help.unwrap().contains(root.to_str().unwrap()));
        return;
    }
    let project = Project::new();
    project.publish(&Site::small("one")).unwrap();
    let before = snapshot(&project.output());
    let test = "refusals::a_folder_that_may_not_be_written_is_named";
    let again = "chmod 0555 \"$1\" && exec $0 \"$2\" --exact \"$3\"";
    let plain =
        if is_root() { "setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all" } else { "env" };
    let mut child = Command::new("sh");
    child.args(["-c", again, plain]).arg(project.root()).arg(std::env::current_exe().unwrap()).arg(test);
    let result = child.env(PLACE, project.root()).output().unwrap();
    let output = String::from_utf8_lossy(&result.stdout);
    assert!(result.status.success() && output.contains("1 passed"), "{output}");
    assert_eq!(snapshot(&project.output()), before);
    fs::set_permissions(project.root(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}
