//! What a file's path says: its section, its part of the address, its language.

use std::sync::Arc;

use crate::{
    base::{
        diagnostic::Diagnostic,
        span::{FileId, Span},
        time::PartDate,
    },
    content::slug::slug,
};

/// The address parts of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Path below `content/`, as links name it.
    pub path: Arc<str>,
    /// The folders of its section.
    pub section: Vec<String>,
    /// What it is within its section.
    pub role: Role,
    /// The language in its file's name.
    pub language: Option<String>,
}

/// What a file is within its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// `_index.md`: describes the section itself.
    Section,
    /// A page with its last part of the address: `2019-07-26-x.md`, or `x/index.md`, which keeps its images beside it.
    Page {
        /// The last part of the address.
        slug: Arc<str>,
    },
}

impl Name {
    /// Reads a path below `content/`.
    ///
    /// # Errors
    /// When nothing of the name is left for an address.
    pub fn parse(path: &str, file: FileId) -> Result<Self, Diagnostic> {
        let (folders, name) = path.rsplit_once('/').map_or(("", path), |(folders, name)| (folders, name));
        let stem = name.strip_suffix(".md").unwrap_or(name);
        let (stem, language) = match stem.rsplit_once('.') {
            Some((stem, tag)) if is_language(tag) => (stem, Some(tag.to_owned())),
            _ => (stem, None),
        };
        let mut section: Vec<String> =
            folders.split('/').filter(|folder| !folder.is_empty()).map(slug).collect();
        let role = match stem {
            "_index" => Role::Section,
            "index" => Role::Page { slug: section.pop().unwrap_or_default().into() },
            _ => Role::Page { slug: slug(without_date(stem)).into() },
        };
        let empty =
            matches!(&role, Role::Page { slug } if slug.is_empty()) || section.iter().any(String::is_empty);
        if empty {
            let problem = Diagnostic::error(
                "bad-slug",
                Span::start_of(file),
                "the file's name leaves nothing for an address",
            );
            return Err(match path {
                "index.md" => problem.help("name the home page `_index.md`"),
                _ => problem.help("name it with letters and digits"),
            });
        }
        Ok(Self { path: path.into(), section, role, language })
    }

    /// The path without its language: translations of one text share it.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.language {
            Some(tag) => self.path.replacen(&format!(".{tag}.md"), ".md", 1),
            None => self.path.as_ref().to_owned(),
        }
    }

    /// True for `_index.md`.
    #[must_use]
    pub fn is_section(&self) -> bool {
        self.role == Role::Section
    }
}

/// `interpol-meeting` of `2019-07-26-interpol-meeting` or `2019-07-interpol-meeting`.
fn without_date(stem: &str) -> &str {
    let after = |length: usize| {
        let (date, rest) = stem.split_at_checked(length)?;
        PartDate::parse(date).map(|_| rest)
    };
    let rest = after(10).or_else(|| after(7)).and_then(|rest| rest.strip_prefix('-'));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(stem)
}

/// True for tags like `fr` or `pt-BR`.
fn is_language(tag: &str) -> bool {
    let (language, region) =
        tag.split_once('-').map_or((tag, None), |(language, region)| (language, Some(region)));
    (2..=3).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && region.is_none_or(|region| region.len() == 2 && region.bytes().all(|b| b.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(path: &str) -> Name {
        Name::parse(path, FileId(0)).unwrap()
    }

    fn page(slug: &str) -> Role {
        Role::Page { slug: slug.into() }
    }

    #[test]
    fn dates_and_languages_leave_the_address() {
        let name = name("news/2019-07-26-interpol-meeting.fr.md");
        assert_eq!(name.section, ["news"]);
        assert_eq!(name.role, page("interpol-meeting"));
        assert_eq!(name.language.as_deref(), Some("fr"));
        assert_eq!(name.text(), "news/2019-07-26-interpol-meeting.md");
    }

    #[test]
    fn a_date_without_its_day_leaves_too() {
        assert_eq!(name("news/2013-11-report.md").role, page("report"));
    }

    #[test]
    fn a_folder_with_an_index_is_a_page() {
        assert_eq!(name("news/meeting/index.md").role, page("meeting"));
        assert_eq!(name("news/meeting/index.md").section, ["news"]);
        assert_eq!(name("_index.md").role, Role::Section);
        assert_eq!(name("2019-07-26.md").role, page("2019-07-26"));
    }
}
