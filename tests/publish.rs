//! A site is published wholly or not at all, and nothing is left beside it.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::fn_params_excessive_bools,
    reason = "a test looks at what stands on the disk, and may stop at what it did not expect"
)]

#[path = "publish/fixture.rs"]
mod fixture;
#[path = "publish/leftovers.rs"]
mod leftovers;
#[path = "publish/refusals.rs"]
mod refusals;
#[path = "publish/strangers.rs"]
mod strangers;

use std::{
    fs,
    os::unix::fs::MetadataExt,
    process::Command,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

use casebook::{
    base::diagnostic::{Diagnostic, Diagnostics},
    render::routes::Produced,
    write::{place::Place, site::Staging, watch::Watch},
};

use crate::fixture::{Project, SOURCES, Site, codes, files, modes, publish, snapshot};

#[test]
fn the_first_site_stands_alone_with_its_manifest() {
    let project = Project::new();
    let (written, diagnostics) = project.publish(&Site::small("one")).unwrap();
    assert_eq!((written.files, written.changed, written.removed, written.unchanged), (4, 4, 0, false));
    assert_eq!(files(&project.output()), Site::small("one").files());
    assert_eq!(project.names(), ["public"]);
    assert_eq!(codes(&diagnostics), [""; 0]);
}

#[test]
fn a_change_is_published_and_stale_files_go() {
    let project = Project::new();
    project.publish(&Site::small("one").with("/news/old/", "gone soon").with("/x/y/z.txt", "too")).unwrap();
    let (written, _) = project.publish(&Site::small("one").with("/news/new/", "here")).unwrap();
    assert_eq!((written.files, written.changed, written.removed), (5, 1, 2));
    assert_eq!(files(&project.output()), Site::small("one").with("/news/new/", "here").files());
    assert!(!project.output().join("x").exists());
    assert_eq!(project.names(), ["public"]);
}

#[test]
fn nothing_changed_means_nothing_written() {
    let project = Project::new();
    project.publish(&Site::small("one")).unwrap();
    let before = inode(&project);
    let (written, _) = project.publish(&Site::small("one")).unwrap();
    assert!(written.unchanged);
    assert_eq!((written.files, written.changed), (4, 0));
    assert_eq!(inode(&project), before, "the same folder, not an equal one");
    assert_eq!(project.names(), ["public"]);
}

#[test]
fn a_damaged_site_is_written_again() {
    let damages: [fn(&std::path::Path); 6] = [
        |output| fs::write(output.join("index.html"), "/ two").unwrap(),
        |output| fs::write(output.join("index.html"), "").unwrap(),
        |output| fs::remove_file(output.join("news/index.html")).unwrap(),
        |output| fs::create_dir(output.join("empty")).unwrap(),
        |output| {
            fs::rename(output.join("index.html"), output.join("../copy")).unwrap();
            std::os::unix::fs::symlink("../copy", output.join("index.html")).unwrap();
        },
        |output| {
            let manifest = output.join("casebook-manifest.json");
            let text = fs::read_to_string(&manifest).unwrap();
            fs::write(manifest, text.replace("62%", "26%")).unwrap();
        },
    ];
    for damage in damages {
        let project = Project::new();
        project.publish(&Site::small("one")).unwrap();
        let whole = snapshot(&project.output());
        damage(&project.output());
        let (written, _) = project.publish(&Site::small("one")).unwrap();
        assert!(!written.unchanged);
        assert_eq!(snapshot(&project.output()), whole);
    }
}

#[test]
fn a_problem_in_a_page_leaves_everything_as_it_was() {
    let project = Project::new();
    project.publish(&Site::small("one")).unwrap();
    let (before, folder) = (snapshot(&project.output()), inode(&project));
    let (root, output) = (project.root(), project.output());
    let mut diagnostics = Diagnostics::new();
    let place = Place { output: &output, root: &root, sources: &SOURCES };
    let staging = Staging::begin(&place, Watch::silent(), &mut diagnostics).unwrap();
    let filled = staging.fill(&Site::small("two").routes(), |route| {
        let mut produced = Produced { bytes: b"half".to_vec(), ..Produced::default() };
        produced.diagnostics.push(Diagnostic::error("dead-link", None, route.url.as_str()));
        produced
    });
    assert!(filled.unwrap().ready(&mut diagnostics).is_none());
    drop(staging);
    let messages: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect();
    assert_eq!(messages, ["/", "/assets/site.css", "/news/", "/news/first/"], "all of them, in route order");
    assert_eq!((snapshot(&project.output()), inode(&project)), (before, folder));
    assert_eq!(project.names(), ["public"]);
}

#[test]
fn an_interrupted_build_leaves_everything_as_it_was() {
    let project = Project::new();
    project.publish(&Site::small("one")).unwrap();
    let before = snapshot(&project.output());
    let stopped = AtomicBool::new(false);
    let written = |_: usize| stopped.store(true, Ordering::Relaxed);
    let watch = Watch { written: &written, stopped: &stopped, ..Watch::silent() };
    let fault = publish(&project.root(), &project.output(), &Site::small("two"), watch).unwrap_err();
    assert_eq!(fault.code, "interrupted");
    assert_eq!(snapshot(&project.output()), before);
    assert_eq!(project.names(), ["public"]);
}

#[test]
fn one_and_eight_threads_write_the_same_bytes_and_manifest() {
    let mut site = Site::small("one");
    for number in 0..300 {
        site = site.with(&format!("/topic/{}/{number}/", number % 7), vec![b'a'; number * 400]);
    }
    let [one, eight] = [1, 8].map(|threads| {
        let project = Project::new();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| project.publish(&site)).unwrap();
        snapshot(&project.output())
    });
    assert!(one == eight);
    assert_eq!(one.len(), site.0.len() + 1);
}

#[test]
fn the_manifest_names_no_place_of_the_machine() {
    let project = Project::new();
    project.publish(&Site::small("one")).unwrap();
    let manifest = fs::read_to_string(project.output().join("casebook-manifest.json")).unwrap();
    let hash = blake3::hash(b"/ one").to_hex();
    assert!(manifest.contains(&format!("\n\"/\": {{\"size\": 5, \"hash\": \"{hash}\"}},\n")), "{manifest}");
    assert!(manifest.contains("\"fact:share\": \"62%\""), "{manifest}");
    assert!(!manifest.contains(project.root().to_str().unwrap()));
    let parsed: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(parsed["routes"].as_object().unwrap().len(), 4);
}

#[test]
fn a_large_file_that_stays_is_linked_and_one_that_was_changed_is_not() {
    let project = Project::new();
    let large = vec![5; 100_000];
    let site = |mark: &str| Site::small(mark).with("/a.bin", large.clone()).with("/b.bin", large.clone());
    project.publish(&site("one")).unwrap();
    let number = |name: &str| fs::metadata(project.output().join(name)).unwrap().ino();
    let before = (number("a.bin"), number("b.bin"));
    let mut other = large.clone();
    other[77] = 6;
    fs::write(project.output().join("b.bin"), other).unwrap();

    project.publish(&site("two")).unwrap();
    assert_eq!(files(&project.output()), site("two").files());
    assert_eq!(number("a.bin"), before.0);
    assert_ne!(number("b.bin"), before.1);
    assert_eq!(fs::metadata(project.output().join("a.bin")).unwrap().nlink(), 1);
}

/// The umask belongs to the whole process, so this test starts itself again under each one.
#[test]
fn modes_do_not_depend_on_the_umask() {
    const PLACE: &str = "CASEBOOK_UMASK_TEST";
    let site = Site::small("one").with("/large.bin", vec![1; 100_000]);
    if let Some(root) = std::env::var_os(PLACE) {
        let root = std::path::PathBuf::from(root);
        publish(&root, &root.join("public"), &site, Watch::silent()).unwrap();
        return;
    }
    for umask in ["000", "022", "077", "277"] {
        let project = Project::new();
        let again = "umask \"$0\" && exec \"$1\" --exact modes_do_not_depend_on_the_umask";
        let mut child = Command::new("sh");
        child.args(["-c", again, umask]).arg(std::env::current_exe().unwrap());
        let result = child.env(PLACE, project.root()).output().unwrap();
        let output = String::from_utf8_lossy(&result.stdout);
        assert!(result.status.success() && output.contains("1 passed"), "{output}");
        assert_eq!(files(&project.output()), site.files());
        for (path, mode) in modes(&project.output()) {
            assert_eq!(mode, if path.is_dir() { 0o755 } else { 0o644 }, "{} under {umask}", path.display());
        }
    }
}

#[test]
fn progress_counts_every_file_once() {
    let project = Project::new();
    let (calls, last) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let written = |number: usize| {
        calls.fetch_add(1, Ordering::Relaxed);
        last.fetch_max(number, Ordering::Relaxed);
    };
    let watch = Watch { written: &written, ..Watch::silent() };
    publish(&project.root(), &project.output(), &Site::small("one"), watch).unwrap();
    assert_eq!((calls.into_inner(), last.into_inner()), (4, 4));
}

#[test]
fn an_empty_site_is_a_site() {
    let project = Project::new();
    project.publish(&Site(std::collections::BTreeMap::new())).unwrap();
    assert_eq!(snapshot(&project.output()).into_keys().collect::<Vec<_>>(), ["casebook-manifest.json"]);
}

fn inode(project: &Project) -> u64 {
    fs::metadata(project.output()).unwrap().ino()
}
