//! What a build that was killed left beside the output; each is put in order by the next build.

use std::{fs, path::Path};

use crate::fixture::{Project, Site, codes, files, snapshot};

/// A project whose output holds the site `one`, and a complete tree of the site `two` elsewhere.
fn two_sites() -> (Project, Project) {
    let [one, two] = ["one", "two"].map(|mark| {
        let project = Project::new();
        project.publish(&Site::small(mark)).unwrap();
        project
    });
    (one, two)
}

fn place(tree: &Project, project: &Project, name: &str) {
    let copied =
        std::process::Command::new("cp").arg("-a").arg(tree.output()).arg(project.root().join(name)).status();
    assert!(copied.unwrap().success());
}

#[test]
fn a_half_written_tree_is_swept() {
    let project = Project::new();
    project.publish(&Site::small("one")).unwrap();
    let next = project.root().join(".public.next");
    fs::create_dir_all(next.join("news")).unwrap();
    fs::write(next.join("index.html"), "half").unwrap();
    fs::write(next.join("casebook-manifest.json.part"), "{").unwrap();
    let (written, diagnostics) = project.publish(&Site::small("one")).unwrap();
    assert!(written.unchanged, "the site that stands is still whole");
    assert_eq!(codes(&diagnostics), [""; 0]);
    assert_eq!(project.names(), ["public"]);
}

#[test]
fn an_old_site_is_swept_and_strangers_files_in_it_are_kept() {
    let (project, other) = two_sites();
    place(&other, &project, ".public.next");
    fs::write(project.root().join(".public.next/CNAME"), "example.org").unwrap();
    let (_, diagnostics) = project.publish(&Site::small("one")).unwrap();
    assert_eq!(codes(&diagnostics), ["files-kept"]);
    assert_eq!(project.names(), [".public.kept", "public"]);
    assert_eq!(snapshot(&project.root().join(".public.kept")).into_keys().collect::<Vec<_>>(), ["CNAME"]);
}

#[test]
fn a_lock_of_a_dead_process_is_taken_over_with_a_note() {
    let project = Project::new();
    fs::write(project.root().join(".public.lock"), "4194305").unwrap();
    let (_, diagnostics) = project.publish(&Site::small("one")).unwrap();
    assert_eq!(codes(&diagnostics), ["stale-lock"]);
    assert!(diagnostics.iter().next().unwrap().message.contains("(process 4194305)"));
    assert_eq!(project.names(), ["public"]);
}

#[test]
fn a_lock_that_is_a_link_is_refused() {
    let project = Project::new();
    let precious = project.root().join("precious");
    fs::write(&precious, "years").unwrap();
    std::os::unix::fs::symlink(&precious, project.root().join(".public.lock")).unwrap();
    assert_eq!(project.publish(&Site::small("one")).unwrap_err().code, "write-refused");
    assert_eq!(fs::read(&precious).unwrap(), b"years");
}

/// The two renames, cut short after each step: the journal, the first rename, the second.
#[test]
fn two_renames_cut_short_anywhere_are_finished() {
    for steps in 1..=3 {
        let (project, other) = two_sites();
        let root = project.root();
        place(&other, &project, ".public.next");
        fs::write(root.join(".public.journal"), "two renames").unwrap();
        if steps >= 2 {
            fs::rename(project.output(), root.join(".public.old")).unwrap();
        }
        if steps >= 3 {
            fs::rename(root.join(".public.next"), project.output()).unwrap();
        }
        let stands = if steps == 1 { "one" } else { "two" };
        let (written, diagnostics) = project.publish(&Site::small(stands)).unwrap();
        assert!(written.unchanged, "after step {steps} the next run finds the site `{stands}`");
        assert_eq!(codes(&diagnostics), ["swap-finished"]);
        assert_eq!(project.names(), ["public"]);
    }
}

#[test]
fn the_old_site_comes_back_if_a_journal_is_all_that_is_left_of_the_new_one() {
    let (project, _) = two_sites();
    fs::write(project.root().join(".public.journal"), "two renames").unwrap();
    fs::rename(project.output(), project.root().join(".public.old")).unwrap();
    let (written, _) = project.publish(&Site::small("one")).unwrap();
    assert!(written.unchanged);
    assert_eq!(project.names(), ["public"]);
}

#[test]
fn without_a_journal_an_old_tree_is_never_brought_back() {
    let (project, _) = two_sites();
    fs::rename(project.output(), project.root().join(".public.old")).unwrap();
    fs::remove_file(project.root().join(".public.old/index.html")).unwrap();
    project.publish(&Site::small("three")).unwrap();
    assert_eq!(files(&project.output()), Site::small("three").files());
    assert_eq!(project.names(), ["public"]);
}

#[test]
fn a_closed_folder_that_was_carried_over_does_not_stop_the_sweep() {
    let project = Project::new();
    fs::create_dir_all(project.output().join(".closed")).unwrap();
    fs::write(project.output().join(".closed/a"), "kept").unwrap();
    let closed: fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o555);
    fs::set_permissions(project.output().join(".closed"), closed).unwrap();
    project.publish(&Site::small("one")).unwrap();
    project.publish(&Site::small("two")).unwrap();
    assert_eq!(fs::read(project.output().join(Path::new(".closed/a"))).unwrap(), b"kept");
    assert_eq!(project.names(), ["public"]);
}
