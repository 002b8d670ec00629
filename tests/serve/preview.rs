//! A project in a folder of its own, and the preview that runs over it until the test ends.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{Shutdown, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use tempfile::TempDir;

/// Nothing takes longer, also on a machine that does other work.
const PATIENCE: Duration = Duration::from_secs(60);

pub const PROJECT: &str = include_str!("../sites/preview.txt");

/// A project folder, removed at the end of the test.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// The files of a text with `-- path --` before each.
    pub fn written(text: &str) -> Self {
        let project = Self { folder: tempfile::tempdir().unwrap() };
        for part in text.split("\n-- ").map(|part| part.trim_start_matches("-- ")) {
            let (path, body) = part.split_once(" --\n").expect("a path and a text");
            project.write(path, body);
        }
        project
    }

    pub fn root(&self) -> PathBuf {
        fs::canonicalize(self.folder.path()).unwrap()
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap()
    }

    /// Replaces a text that stands exactly once in a file.
    pub fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {path}");
        self.write(path, &text.replace(from, to));
    }

    pub fn build(&self) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        let output = command.arg("-C").arg(self.root()).arg("build").output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// A running preview; it ends with the test.
pub struct Preview {
    child: Child,
    lines: Receiver<String>,
    pub port: u16,
}

impl Preview {
    /// `casebook serve --port 0` with these arguments.
    pub fn start(project: &Project, arguments: &[&str]) -> Self {
        Self::spawn(Command::new(env!("CARGO_BIN_EXE_casebook")), project, arguments)
    }

    /// The same under another program, which `command` names.
    pub fn spawn(mut command: Command, project: &Project, arguments: &[&str]) -> Self {
        command.arg("-C").arg(project.root()).arg("serve").args(arguments);
        if !arguments.contains(&"--port") {
            command.args(["--port", "0"]);
        }
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let errors = BufReader::new(child.stderr.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || errors.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let mut preview = Self { child, lines, port: 0 };
        let greeting = preview.line("Preview at http://127.0.0.1:");
        let address = greeting.split("127.0.0.1:").nth(1).unwrap();
        preview.port = address.split('/').next().unwrap().parse().unwrap();
        preview.line("/-/desk/");
        preview
    }

    /// The next line of the terminal that holds `words`.
    pub fn line(&self, words: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no `{words}`"));
            if line.contains(words) {
                return line;
            }
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// What comes back for some bytes; the end of sending is told unless the answer comes first.
    pub fn raw(&self, bytes: &[u8]) -> Reply {
        let mut stream = self.connect();
        let _ = stream.write_all(bytes);
        Reply::read(stream)
    }

    /// The answer to a plain request.
    pub fn request(&self, method: &str, target: &str, headers: &str) -> Reply {
        let port = self.port;
        self.raw(
            format!(
                "{method} {target} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\n{headers}\r\n"
            )
            .as_bytes(),
        )
    }

    pub fn get(&self, target: &str) -> Reply {
        self.request("GET", target, "")
    }

    /// A browser that listens for changes.
    pub fn listen(&self) -> Events {
        let mut stream = self.connect();
        let head = format!("GET /-/events HTTP/1.1\r\nhost: 127.0.0.1:{}\r\n\r\n", self.port);
        stream.write_all(head.as_bytes()).unwrap();
        Events { lines: BufReader::new(stream) }
    }

    /// A number out of `/proc/ID/status`.
    pub fn status(&self, name: &str) -> u64 {
        let text = fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap();
        let line = text.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    /// Sends the program a signal.
    pub fn signal(&self, name: &str) {
        let status = Command::new("kill").args(["-s", name, &self.id().to_string()]).status().unwrap();
        assert!(status.success());
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    /// Reads to the end of the connection.
    pub fn read(mut stream: TcpStream) -> Self {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let _ = stream.shutdown(Shutdown::Both);
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").map_or(bytes.len(), |at| at + 4);
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        Self { status, head, body: bytes[end..].to_vec() }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The text without the script that the preview adds to a page.
    pub fn page(&self) -> String {
        let mut text = self.text();
        if let Some(at) = text.find("<script src=\"/-/preview.js\"") {
            let end = at + text[at..].find("</script>\n").unwrap() + "</script>\n".len();
            text.replace_range(at..end, "");
        }
        text
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let start = format!("{name}: ");
        self.head.lines().find_map(|line| line.strip_prefix(start.as_str()))
    }
}

/// The events of one browser.
pub struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// The next event's data.
    pub fn next(&mut self) -> String {
        let mut line = String::new();
        while self.lines.read_line(&mut line).unwrap() > 0 {
            if let Some(data) = line.trim_end().strip_prefix("data: ") {
                return data.to_owned();
            }
            line.clear();
        }
        panic!("the stream ended");
    }

    /// Reads events until one holds `words`.
    pub fn until(&mut self, words: &str) -> String {
        loop {
            let event = self.next();
            if event.contains(words) {
                return event;
            }
        }
    }
}
