//! Those who take and give nothing: rows F34 and F37 of the list of faults.

use std::{
    fs,
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    time::{Duration, Instant},
};

use crate::preview::{PROJECT, Preview, Project, Reply};

/// What the program may hold, whatever is sent to it, in KiB.
const MEMORY: u64 = 300 * 1024;

/// Another reader is answered within this time, once the machine is free to.
const QUICK: Duration = Duration::from_millis(200);

/// The quickest of a few answers: other work of the machine slows some of them.
fn quickest(preview: &Preview) -> Duration {
    let one = |_| {
        let start = Instant::now();
        assert_eq!(preview.get("/news/first/").status, 200);
        start.elapsed()
    };
    (0..10).map(one).min().unwrap()
}

#[test]
fn f34_idle_connections_and_half_requests_keep_nobody_waiting() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    let port = preview.port;
    let open = |number: usize| {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        match number % 3 {
            0 => {}
            1 => stream.write_all(b"GET / HTTP/1.1\r\n").unwrap(),
            _ => stream
                .write_all(format!("GET / HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nx: ").as_bytes())
                .unwrap(),
        }
        stream
    };
    // No more than a test may open itself.
    let idle: Vec<TcpStream> = (0..900).map(open).collect();
    let time = quickest(&preview);
    assert!(time < QUICK, "{time:?}");
    assert!(preview.status("VmRSS") < MEMORY);
    assert!(preview.status("FDSize") <= 512, "{}", preview.status("FDSize"));
    drop(idle);
}

#[test]
fn f34_a_head_without_end_is_refused() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    let mut stream = preview.connect();
    let head = format!("GET / HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nx: ", preview.port);
    stream.write_all(head.as_bytes()).unwrap();
    let megabyte = vec![b'a'; 1024 * 1024];
    let sent = (0..100).take_while(|_| stream.write_all(&megabyte).is_ok()).count();
    let reply = Reply::read(stream);
    assert!(reply.status == 431 || (sent < 100 && reply.status == 0), "{sent} MB: {}", reply.head);
    assert!(preview.status("VmRSS") < MEMORY);
    let many: String = (0..1_000).map(|number| format!("x-{number}: 1\r\n")).collect();
    assert_eq!(preview.request("GET", "/", &many).status, 431);
    assert_eq!(preview.request("GET", "/", &format!("x: {}\r\n", "a".repeat(40_000))).status, 431);
}

#[test]
fn f34_a_request_that_never_ends_is_ended() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    assert_eq!(preview.raw(b"GET / HTTP/1.1\r\nhost:").status, 408);
    // One that asks for nothing is let go without a word.
    let mut idle = preview.connect();
    let mut nothing = Vec::new();
    assert_eq!(idle.read_to_end(&mut nothing).unwrap(), 0);
}

#[test]
fn f37_browsers_that_vanish_leave_nothing_behind() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    quickest(&preview);
    let (threads, files) = (preview.status("Threads"), files(&preview));
    for _ in 0..100 {
        let mut browser = preview.listen();
        browser.next();
    }
    let mut last = preview.listen();
    last.next();
    let text = project.read("content/news/2026-01-10-first.md");
    project.write("content/news/2026-01-10-first.md", &format!("{text}\nMore.\n"));
    last.next();
    assert!(preview.status("Threads") <= threads + 4, "{} threads", preview.status("Threads"));
    assert!(files + 40 > self::files(&preview), "{} files", self::files(&preview));
    assert!(preview.status("VmRSS") < MEMORY);
}

#[test]
fn f37_a_sleep_loses_nothing() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    let mut browser = preview.listen();
    browser.next();
    preview.signal("STOP");
    let text = project.read("content/news/2026-01-10-first.md");
    project.write("content/news/2026-01-10-first.md", &format!("{text}\nSaved in its sleep.\n"));
    let mut asleep = preview.connect();
    let head = format!("GET / HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nconnection: close\r\n\r\n", preview.port);
    asleep.write_all(head.as_bytes()).unwrap();
    preview.signal("CONT");
    assert_eq!(Reply::read(asleep).status, 200);
    browser.until("\"revision\":2,");
    assert!(preview.get("/news/first/").text().contains("Saved in its sleep"));
}

#[test]
fn a_reader_who_stops_reading_holds_up_nobody() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    let head = format!("GET /figures/outcomes/card.png HTTP/1.1\r\nhost: 127.0.0.1:{}\r\n\r\n", preview.port);
    let lazy: Vec<TcpStream> = (0..6)
        .map(|_| {
            let mut stream = preview.connect();
            stream.write_all(head.repeat(6).as_bytes()).unwrap();
            stream
        })
        .collect();
    assert_eq!(preview.get("/").status, 200);
    lazy.iter().for_each(|stream| drop(stream.shutdown(Shutdown::Both)));
    assert!(preview.status("VmRSS") < MEMORY);
}

/// How many files and connections the program holds open.
fn files(preview: &Preview) -> usize {
    fs::read_dir(format!("/proc/{}/fd", preview.id())).unwrap().count()
}
