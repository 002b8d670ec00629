//! What is answered, and to whom: row B75 of the list of bad input, foreign names and sites, and what a request
//! may never do.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use crate::preview::{PROJECT, Preview, Project};

/// Every path that an attacker of previews tries, as it is sent.
const TARGETS: [(&str, &[u8], &[u16]); 17] = [
    ("an encoded slash", b"/..%2fcasebook.yaml", &[400]),
    ("encoded twice", b"/%252e%252e/casebook.yaml", &[404]),
    ("encoded dots", b"/%2e%2e/casebook.yaml", &[400]),
    ("plain dots", b"/../casebook.yaml", &[400]),
    ("dots behind a page", b"/news/../../casebook.yaml", &[400]),
    ("backslashes", b"/..\\casebook.yaml", &[400]),
    ("encoded backslashes", b"/..%5ccasebook.yaml", &[400]),
    ("two slashes", b"//etc/passwd", &[400]),
    ("a path of the machine", b"/etc/passwd", &[404]),
    ("a file of the project", b"/content/news/2026-01-10-first.md", &[404]),
    ("another form of a file", b"/casebook.yaml?raw??", &[404]),
    ("a NUL", b"/\0", &[400]),
    ("an encoded NUL", b"/news/%00", &[400]),
    ("overlong UTF-8", b"/\xc0\xae\xc0\xae/casebook.yaml", &[400]),
    ("encoded overlong UTF-8", b"/%c0%ae%c0%ae/casebook.yaml", &[400]),
    ("another host", b"http://example.org/", &[421]),
    ("another scheme", b"file:///etc/passwd", &[400, 421]),
];

#[test]
fn b75_no_path_leads_out_of_the_list_of_pages() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    for (name, target, statuses) in TARGETS {
        let rest = format!(" HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nconnection: close\r\n\r\n", preview.port);
        let reply = preview.raw(&[b"GET ", target, rest.as_bytes()].concat());
        assert!(statuses.contains(&reply.status), "{name}: {}", reply.head);
        let text = reply.text();
        for secret in ["title: Watch", "root:", "draft: true", "The text of the first item"] {
            assert!(!text.contains(secret), "{name}: {text}");
        }
    }
    let long = preview.get(&format!("/{}", "a".repeat(64 * 1024)));
    assert!([414, 431].contains(&long.status), "{}", long.head);
    // What stands behind a `#` is no part of an address: the page before it is shown, and nothing else.
    assert_eq!(preview.get("/#/../casebook.yaml").body, preview.get("/").body);
}

#[test]
fn b75_what_is_no_plain_request_is_refused() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    assert_eq!(preview.raw(b"GET /\r\n\r\n").status, 400);
    assert_eq!(preview.raw(b"GET / HTTP/1.0\r\n\r\n").status, 400);
    let bodies = [
        "content-length: 4\r\ntransfer-encoding: chunked\r\n",
        "transfer-encoding: chunked\r\n",
        "content-length: 0\r\ncontent-length: 4\r\n",
        "content-length: 4\r\n",
        "host: 127.0.0.1\r\n",
        "x: folded\r\n over two lines\r\n",
    ];
    for headers in bodies {
        assert_eq!(preview.request("GET", "/", headers).status, 400, "{headers}");
    }
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
        let reply = preview.request(method, "/", "");
        assert_eq!((reply.status, reply.header("allow")), (405, Some("get, head")), "{method}");
    }
    assert_eq!(preview.request("CONNECT", "example.org:443", "").status, 421);
}

#[test]
fn foreign_names_and_sites_are_refused() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    for host in ["example.org".to_owned(), format!("example.org:{}", preview.port), "127.0.0.1:1".to_owned()]
    {
        let reply =
            preview.raw(format!("GET / HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").as_bytes());
        assert_eq!(reply.status, 421, "{host}");
        assert!(!reply.text().contains("Watch"));
    }
    let foreign = [
        "origin: https://example.org\r\n",
        "origin: null\r\n",
        "sec-fetch-site: cross-site\r\nsec-fetch-mode: no-cors\r\nsec-fetch-dest: image\r\n",
        "sec-fetch-site: cross-site\r\nsec-fetch-mode: navigate\r\nsec-fetch-dest: iframe\r\n",
        "sec-fetch-site: same-site\r\nsec-fetch-mode: cors\r\nsec-fetch-dest: empty\r\n",
    ];
    for headers in foreign {
        for target in ["/", "/-/events", "/-/desk/"] {
            assert_eq!(preview.request("GET", target, headers).status, 403, "{target} {headers}");
        }
    }
    let followed = "sec-fetch-site: cross-site\r\nsec-fetch-mode: navigate\r\nsec-fetch-dest: document\r\n";
    assert_eq!(preview.request("GET", "/", followed).status, 200);
}

#[test]
fn nothing_is_kept_and_nothing_is_for_others() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    for target in ["/", "/nothing/", "/figures/outcomes/outcomes.csv", "/-/desk/", "/-/preview.js"] {
        let reply = preview.get(target);
        assert_eq!(reply.header("cache-control"), Some("no-store"), "{target}");
        assert_eq!(reply.header("cross-origin-resource-policy"), Some("same-origin"), "{target}");
        assert!(!reply.head.contains("access-control"), "{target}");
        assert!(reply.header("content-security-policy").unwrap().contains("default-src 'none'"), "{target}");
    }
}

#[test]
fn head_says_what_get_would() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    let (head, get) = (preview.request("HEAD", "/news/first/", ""), preview.get("/news/first/"));
    assert!(head.body.is_empty());
    assert_eq!(head.header("content-length"), get.header("content-length"));
    assert_eq!(head.header("etag"), get.header("etag"));
}

#[test]
fn every_file_of_a_build_is_served_with_the_same_bytes() {
    let project = Project::written(PROJECT);
    project.build();
    let preview = Preview::start(&project, &["--published"]);
    let built = tree(&project.root().join("public"));
    assert!(built.len() > 20, "{}", built.len());
    for (path, bytes) in built.iter().filter(|(path, _)| *path != "casebook-manifest.json") {
        let reply = preview.get(&format!("/{}", path.strip_suffix("index.html").unwrap_or(path)));
        if path.ends_with(".html") {
            assert_ne!(reply.page(), reply.text(), "{path} has no script");
            assert_eq!(reply.page(), String::from_utf8_lossy(bytes), "{path}");
        } else {
            assert_eq!(&reply.body, bytes, "{path}");
        }
    }
    for unready in ["/news/a-draft/", "/news/to-come/", "/news/gone/"] {
        assert_eq!(preview.get(unready).status, 404, "{unready}");
    }
}

#[test]
fn public_is_not_touched() {
    let project = Project::written(PROJECT);
    project.build();
    let before = tree(&project.root());
    let preview = Preview::start(&project, &[]);
    for target in ["/", "/news/", "/-/desk/", "/-/desk/item/?page=/news/first/", "/news/a-draft/"] {
        assert_eq!(preview.get(target).status, 200, "{target}");
    }
    drop(preview);
    assert!(before == tree(&project.root()));
}

/// Runs the preview under strace and reads which files it opens while it answers.
#[cfg(target_os = "linux")]
#[test]
fn no_request_opens_a_file() {
    let project = Project::written(PROJECT);
    project.build();
    let trace = project.root().join("trace.txt");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", "trace=open,openat,openat2,creat", "-o"]).arg(&trace);
    strace.arg(env!("CARGO_BIN_EXE_casebook"));
    let preview = Preview::spawn(strace, &project, &[]);
    // The threads that make pages are started, and whatever they look up once.
    assert_eq!(preview.get("/").status, 200);
    let before = opened(&trace).len();
    assert!(before > 20, "strace saw nothing");
    for path in tree(&project.root().join("public")).into_keys() {
        let target = format!("/{}", path.strip_suffix("index.html").unwrap_or(&path));
        if path != "casebook-manifest.json" {
            assert!([200, 404].contains(&preview.get(&target).status), "{target}");
        }
    }
    for target in [
        "/..%2fcasebook.yaml",
        "/etc/passwd",
        "/-/desk/",
        "/-/desk/item/?page=/news/first/",
        "/-/print/news/first/",
    ] {
        preview.get(target);
    }
    let after = opened(&trace);
    let ours: Vec<&String> = after[before..].iter().filter(|line| !line.contains("/sys/fs/cgroup")).collect();
    assert!(ours.is_empty(), "{ours:?}");
}

/// The lines of a trace.
fn opened(trace: &Path) -> Vec<String> {
    fs::read_to_string(trace).unwrap().lines().map(str::to_owned).collect()
}

/// Every file below a folder.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}
