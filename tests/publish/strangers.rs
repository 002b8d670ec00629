//! What stands in the output and is not ours is never lost.

use std::fs;

use crate::fixture::{Project, Site, codes, files, snapshot};

#[test]
fn a_folder_with_only_hidden_entries_is_empty_and_they_stay() {
    let project = Project::new();
    fs::create_dir_all(project.output().join(".well-known/empty")).unwrap();
    fs::write(project.output().join(".gitkeep"), "").unwrap();
    fs::write(project.output().join(".well-known/token"), "proof").unwrap();
    for mark in ["one", "two"] {
        let (_, diagnostics) = project.publish(&Site::small(mark)).unwrap();
        assert_eq!(codes(&diagnostics), [""; 0]);
        let mut wanted = Site::small(mark).files();
        wanted.insert(".gitkeep".to_owned(), Vec::new());
        wanted.insert(".well-known/token".to_owned(), b"proof".to_vec());
        wanted.insert(".well-known/empty/".to_owned(), Vec::new());
        assert_eq!(files(&project.output()), wanted);
        assert_eq!(project.names(), ["public"]);
    }
    assert!(project.publish(&Site::small("two")).unwrap().0.unchanged);
}

#[test]
fn a_hidden_link_is_carried_over_as_a_link() {
    let project = Project::new();
    fs::create_dir(project.output()).unwrap();
    std::os::unix::fs::symlink("nowhere", project.output().join(".link")).unwrap();
    project.publish(&Site::small("one")).unwrap();
    assert_eq!(fs::read_link(project.output().join(".link")).unwrap().to_str(), Some("nowhere"));
}

#[test]
fn a_hidden_file_of_ours_goes_when_the_site_drops_it() {
    let project = Project::new();
    let site = Site::small("one").with("/.well-known/security.txt", "mailto").with("/.nojekyll", "");
    project.publish(&site).unwrap();
    fs::write(project.output().join(".well-known/token"), "proof").unwrap();
    project.publish(&site.clone().with("/new.txt", "")).unwrap();
    assert!(project.output().join(".well-known/security.txt").exists());

    project.publish(&Site::small("one")).unwrap();
    let hidden: Vec<_> =
        snapshot(&project.output()).into_keys().filter(|path| path.starts_with('.')).collect();
    assert_eq!(hidden, [".well-known/token"]);
}

#[test]
fn a_strangers_file_is_moved_aside_and_named() {
    let project = Project::new();
    project.publish(&Site::small("one")).unwrap();
    let leave = |text: &str| {
        fs::create_dir_all(project.output().join("news/mine")).unwrap();
        fs::write(project.output().join("news/mine/notes.txt"), text).unwrap();
        fs::write(project.output().join("CNAME"), "example.org").unwrap();
        fs::write(project.output().join("news/Thumbs.db"), "litter").unwrap();
    };
    leave("first");
    let (_, diagnostics) = project.publish(&Site::small("one")).unwrap();
    assert_eq!(codes(&diagnostics), ["files-kept"]);
    let message = &diagnostics.iter().next().unwrap().message;
    assert!(message.contains("public/CNAME` and 1 more are not part of the site"), "{message}");
    assert_eq!(files(&project.output()), Site::small("one").files());

    leave("second");
    project.publish(&Site::small("two")).unwrap();
    let kept = snapshot(&project.root().join(".public.kept"));
    let texts: Vec<_> = kept.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    let wanted: [(&str, &[u8]); 4] = [
        ("CNAME", b"example.org"),
        ("CNAME-2", b"example.org"),
        ("news/mine/notes.txt", b"first"),
        ("news/mine/notes.txt-2", b"second"),
    ];
    assert_eq!(texts, wanted);
}

#[test]
fn what_lies_behind_a_link_is_never_removed() {
    let project = Project::new();
    project.publish(&Site::small("one")).unwrap();
    let elsewhere = project.root().join("elsewhere");
    fs::rename(project.output().join("news"), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, project.output().join("news")).unwrap();
    let before = snapshot(&elsewhere);
    let (written, _) = project.publish(&Site::small("one")).unwrap();
    assert!(!written.unchanged);
    assert_eq!(snapshot(&elsewhere), before);
    assert_eq!(files(&project.output()), Site::small("one").files());
    assert_eq!(fs::read_link(project.root().join(".public.kept/news")).unwrap(), elsewhere);
}

#[test]
fn with_an_unreadable_manifest_everything_is_written_and_nothing_lost() {
    for text in ["", "{\"version\": 1", "{\"version\": 99, \"more\": []}", "[[[[", "\0"] {
        let project = Project::new();
        project.publish(&Site::small("one").with("/old.txt", "old")).unwrap();
        fs::write(project.output().join("casebook-manifest.json"), text).unwrap();
        let (written, diagnostics) = project.publish(&Site::small("one")).unwrap();
        assert!(!written.unchanged);
        assert_eq!(codes(&diagnostics), ["manifest-unreadable", "files-kept"]);
        assert_eq!(files(&project.output()), Site::small("one").files());
        assert_eq!(
            snapshot(&project.root().join(".public.kept")),
            Site::small("one").with("/old.txt", "old").files()
        );
        assert!(project.publish(&Site::small("one")).unwrap().0.unchanged);
    }
}
