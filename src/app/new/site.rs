//! `casebook new site`: a few answers come in, a small complete site that builds comes out.

use std::{
    io::{BufRead, IsTerminal, Write},
    path::Path,
};

use include_dir::{Dir, DirEntry, include_dir};
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    app::new::{Started, command::NewSite, day, fresh, quoted},
    base::{
        base_url::BaseUrl,
        diagnostic::{Diagnostic, Diagnostics},
        locale::Locale,
    },
    write::source::Fresh,
};

static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/starter");

/// The item of news, which is named after its day.
const ITEM: &str = "content/news/example.md";

/// Files that git would take for its own, or leave out, if they lay among the others.
const FOR_GIT: [(&str, &str); 2] = [
    (
        ".gitignore",
        "# The result, made anew by each build, and the cache.\n/public/*\n!/public/.gitkeep\n/.public.*\n/.casebook/\n",
    ),
    ("public/.gitkeep", ""),
];

/// Writes a site into the folder that is named, or into `root`.
pub fn start(
    root: &Path,
    wanted: &NewSite,
    clock: Timestamp,
    diagnostics: &mut Diagnostics,
) -> Option<Started> {
    let folder = wanted.folder.as_ref().map_or_else(|| root.to_owned(), |folder| root.join(folder));
    let answers = Answers::gather(wanted, &folder, diagnostics)?;
    let zone = TimeZone::get(&answers.timezone).unwrap_or(TimeZone::UTC);
    let today = day(wanted.now.as_deref(), &zone, clock, diagnostics).to_string();
    let mut files: Vec<(String, Fresh)> = FOR_GIT.map(|(path, text)| (path.to_owned(), fresh(text))).into();
    for (path, text) in texts(&STARTER) {
        let path = if path == ITEM { format!("content/news/{today}-example.md") } else { path };
        files.push((path, fresh(answers.fill(text, &today))));
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let next = format!(
        "go there with `cd {}`, look at it with `casebook serve`, and read README.md",
        folder.strip_prefix(".").unwrap_or(&folder).display()
    );
    Some(Started { root: folder, files, next })
}

fn texts(folder: &'static Dir<'static>) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => found.extend(texts(inner)),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                found.extend(file.contents_utf8().map(|text| (path, text)));
            }
        }
    }
    found
}

/// What the site is to be.
struct Answers {
    title: String,
    url: String,
    language: String,
    timezone: String,
}

impl Answers {
    /// Takes the options, asks for the others on a terminal, and takes the plain answers elsewhere.
    fn gather(wanted: &NewSite, folder: &Path, diagnostics: &mut Diagnostics) -> Option<Self> {
        let asks = !wanted.yes && std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        let mut answer =
            |question: &Question<'_>, given: Option<&String>| diagnostics.take(question.answer(given, asks));
        let name = named_after(folder);
        let title = Question {
            words: "What is the name of the organisation or site?",
            plain: &name,
            check: |text| {
                (!text.trim().is_empty()).then_some(()).ok_or_else(|| "a site needs a name".to_owned())
            },
        };
        let url = Question {
            words: "Where will it be published? If that is open, keep the example",
            plain: "https://example.org/",
            check: |text| {
                BaseUrl::parse(text)
                    .map(drop)
                    .map_err(|fault| format!("`{text}` {fault}; write it as `https://example.org/`"))
            },
        };
        let language = Question {
            words: "In which language will most pages be? Write its tag, such as en, fr or ar",
            plain: "en",
            check: |text| Locale::new(text).map(drop).ok_or_else(|| format!("`{text}` is no language tag")),
        };
        let timezone = Question {
            words: "In which zone are your times? Write it as Europe/London",
            plain: "UTC",
            check: |text| {
                TimeZone::get(text).map(drop).map_err(|_| format!("there is no time zone `{text}`"))
            },
        };
        let title = answer(&title, wanted.title.as_ref());
        let url = answer(&url, wanted.url.as_ref());
        let language = answer(&language, wanted.language.as_ref());
        let timezone = answer(&timezone, wanted.timezone.as_ref());
        Some(Self { title: title?, url: url?, language: language?, timezone: timezone? })
    }

    /// A file of the starter with the answers in their places.
    ///
    /// Words such as "more than six in ten" are checked by the rules of a language, so a site in another
    /// language shows the values themselves until its texts are translated.
    fn fill(&self, text: &str, today: &str) -> String {
        let english = self.language == "en" || self.language.starts_with("en-");
        let words = |words: &str, fact: &str| {
            if english { format!("[{words}](fact:{fact})") } else { format!("{{{{ fact(\"{fact}\") }}}}") }
        };
        let places = [
            ("@languages@", format!("[{}]", self.language)),
            ("@timezone@", self.timezone.clone()),
            ("@date@", today.to_owned()),
            ("@deleted@", words("296", "ccf-deleted")),
            ("@complaints@", words("478", "ccf-complaints")),
            ("@share@", words("more than six in ten", "ccf-deleted-share")),
            // What a person wrote comes last, so that nothing in it is taken for a place.
            ("@url@", quoted(&self.url)),
            ("@heading@", self.title.clone()),
            ("@title@", quoted(&self.title)),
        ];
        places.iter().fold(text.to_owned(), |text, (place, answer)| text.replace(place, answer))
    }
}

/// The name of a folder as a title.
fn named_after(folder: &Path) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().replace(['-', '_'], " "));
    let mut letters = name.as_deref().unwrap_or("new site").trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A question with the answer that an empty line gives.
struct Question<'q> {
    words: &'static str,
    plain: &'q str,
    check: fn(&str) -> Result<(), String>,
}

impl Question<'_> {
    /// The option if it was given, else what a person types, asked again until it can be used.
    fn answer(&self, given: Option<&String>, asks: bool) -> Result<String, Diagnostic> {
        if let Some(text) = given {
            return match (self.check)(text) {
                Ok(()) => Ok(text.clone()),
                Err(fault) => Err(Diagnostic::error("bad-option", None, fault).help("correct the option")),
            };
        }
        while let Some(line) = asks.then(|| self.ask()).flatten() {
            match (self.check)(&line) {
                Ok(()) => return Ok(line),
                Err(fault) => {
                    let _ = writeln!(anstream::stderr(), "  {fault}");
                }
            }
        }
        Ok(self.plain.to_owned())
    }

    /// What a person types; `None` for an empty line, and where nobody types any more.
    fn ask(&self) -> Option<String> {
        let mut err = anstream::stderr();
        let _ = write!(err, "{} [{}] ", self.words, self.plain).and_then(|()| err.flush());
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).ok()?;
        let line = line.trim();
        (!line.is_empty()).then(|| line.to_owned())
    }
}

/// The folder that a path names, for the last line.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_names_its_site() {
        assert_eq!(named_after(Path::new("sites/fair-trials")), "Fair trials");
        assert_eq!(named_after(Path::new(".")), "New site");
    }
}
