//! Where every page stands: sections, addresses, languages. Nothing is filled yet.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        file_name,
        span::{FileId, Span},
        url::Url,
        yaml::{fields::quoted_list, scalar::Written},
    },
    content::{document::Document, name::Role, slug::slug},
    model::{
        language::Language,
        site::{PageId, Section, SectionId},
    },
};

/// The places of a site.
#[derive(Debug, Default)]
pub struct Layout {
    /// Its pages: first those of sections, parents first, then items in order of path.
    pub pages: Vec<Slot>,
    /// Its sections, parents before children.
    pub sections: Vec<Section>,
}

/// The place of one page.
#[derive(Debug)]
pub struct Slot {
    /// Its address.
    pub url: Url,
    /// Its language, by place.
    pub language: usize,
    /// What it is within its section.
    pub role: Role,
    /// Its section.
    pub section: SectionId,
    /// Its document, by place; `None` for a section without `_index.md`.
    pub document: Option<usize>,
    /// The title of a section without `_index.md`.
    pub fallback_title: String,
}

/// Sections by language and folders.
type Sections = BTreeMap<(usize, Vec<String>), SectionId>;

impl Layout {
    /// Lays out the documents.
    pub fn new(
        documents: &[Document],
        languages: &[Language],
        prefixes: &[String],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut layout = Self::default();
        let placed: Vec<Option<usize>> =
            documents.iter().map(|document| diagnostics.take(language_of(document, languages))).collect();
        let mut sections = Sections::new();
        for language in 0..languages.len().max(1) {
            layout.add_section(&mut sections, language, &[], prefixes);
        }
        for (document, language) in documents.iter().zip(&placed) {
            if let Some(language) = language {
                layout.add_section(&mut sections, *language, &document.name.section, prefixes);
            }
        }
        refuse_twin_folders(documents, diagnostics);
        for (place, (document, language)) in documents.iter().zip(&placed).enumerate() {
            let Some(section) =
                language.and_then(|language| sections.get(&(language, document.name.section.clone())))
            else {
                continue;
            };
            layout.add_document(place, document, *section, diagnostics);
        }
        layout
    }

    /// Adds a section and those that it lies in.
    fn add_section(
        &mut self,
        sections: &mut Sections,
        language: usize,
        folders: &[String],
        prefixes: &[String],
    ) -> SectionId {
        if let Some(id) = sections.get(&(language, folders.to_vec())) {
            return *id;
        }
        let parent =
            folders.split_last().map(|(_, parents)| self.add_section(sections, language, parents, prefixes));
        let prefix = prefixes.get(language).map_or("", String::as_str);
        let id = SectionId(self.sections.len());
        let page = PageId(self.pages.len());
        let path = folders.iter().fold(format!("{prefix}/"), |path, folder| format!("{path}{folder}/"));
        self.pages.push(Slot {
            url: Url::file(&path),
            language,
            role: Role::Section,
            section: id,
            document: None,
            fallback_title: folders.last().map(|folder| capitalised(folder)).unwrap_or_default(),
        });
        self.sections.push(Section {
            page,
            folders: folders.to_vec(),
            parent,
            pages: Vec::new(),
            listed: Vec::new(),
        });
        sections.insert((language, folders.to_vec()), id);
        id
    }

    fn add_document(
        &mut self,
        place: usize,
        document: &Document,
        id: SectionId,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(section) = self.sections.get_mut(id.0) else { return };
        let Role::Page { slug } = &document.name.role else {
            if let Some(slot) = self.pages.get_mut(section.page.0) {
                slot.document = Some(place);
            }
            return;
        };
        let own = document.front.slug.as_ref().map(|written| diagnostics.take(own_slug(written)));
        let slug = own.flatten().unwrap_or_else(|| slug.clone());
        if let Some(fault) = file_name::fault(&slug) {
            let span = document.front.slug.as_ref().map_or(Span::start_of(document.file), |slug| slug.span);
            diagnostics.push(
                Diagnostic::error("bad-slug", span, format!("`{}` {fault}", file_name::shortened(&slug)))
                    .help("write another `slug` in the front matter"),
            );
        }
        let Some(base) = self.pages.get(section.page.0) else { return };
        let (url, language) = (Url::file(&format!("{}{slug}/", base.url.as_str())), base.language);
        section.pages.push(PageId(self.pages.len()));
        let role = Role::Page { slug };
        self.pages.push(Slot {
            url,
            language,
            role,
            section: id,
            document: Some(place),
            fallback_title: String::new(),
        });
    }
}

/// Two folders whose names differ only by case or signs would be one section.
fn refuse_twin_folders(documents: &[Document], diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<&[String], (String, Span)> = BTreeMap::new();
    let mut told = BTreeSet::new();
    for document in documents {
        let section = document.name.section.as_slice();
        let folder = document.name.path.split('/').take(section.len()).collect::<Vec<_>>().join("/");
        let span = Span::start_of(document.file);
        let (other, place) = first.entry(section).or_insert_with(|| (folder.clone(), span));
        if *other != folder && told.insert(folder.clone()) {
            diagnostics.push(
                Diagnostic::error(
                    "two-spellings",
                    span,
                    format!("the folders `{folder}` and `{other}` would share one address"),
                )
                .help("move the files of one of them into the other, or rename it")
                .label(*place, "in the other folder"),
            );
        }
    }
}

/// The language of a document by its file's name.
fn language_of(document: &Document, languages: &[Language]) -> Result<usize, Diagnostic> {
    let Some(tag) = &document.name.language else { return Ok(0) };
    let tags = || languages.iter().map(|language| language.locale.tag());
    tags().position(|known| known == tag).ok_or_else(|| unknown_language(tag, document.file, tags()))
}

/// The problem of a file whose name ends in a language that the site does not have.
#[must_use]
pub fn unknown_language<'l>(tag: &str, file: FileId, known: impl Iterator<Item = &'l str>) -> Diagnostic {
    let message = format!("the site has no language `{tag}`");
    Diagnostic::error("unknown-language", Span::start_of(file), message)
        .help(format!("add it to `languages` in `casebook.yaml`; now there are {}", quoted_list(known)))
}

/// A slug that an author wrote: one part of an address, as it will stand there.
fn own_slug(written: &Written) -> Result<String, Diagnostic> {
    let plain = slug(&written.text);
    if plain == written.text && !plain.is_empty() {
        return Ok(plain);
    }
    let problem = Diagnostic::error(
        "bad-slug",
        written.span,
        format!("`{}` cannot be a part of an address", written.text),
    );
    Err(if plain.is_empty() {
        problem.help("write small letters, digits and hyphens")
    } else {
        problem.help(format!("write `{plain}`"))
    })
}

fn capitalised(folder: &str) -> String {
    let words = folder.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
