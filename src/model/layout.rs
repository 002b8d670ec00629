//! Where every page stands: sections, addresses, languages. Nothing is filled yet.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        file_name,
        span::{ByFile, FileId, Span},
        url::Url,
        yaml::{fields::quoted_list, scalar::Written},
    },
    content::{document::Document, filed::Filed, name::Role, slug::slug},
    model::{
        documents::{Documents, Known},
        index::Names,
        language::Language,
        site::{PageId, Section, SectionId},
        twins::Twins,
    },
};

/// The places of a site.
#[derive(Debug, Default)]
pub struct Layout {
    /// Its pages: first those of sections, parents first, then items in order of path.
    pub pages: Vec<Slot>,
    /// Its sections, parents before children.
    pub sections: Vec<Section>,
    /// Its documents, as links name them.
    pub documents: Documents,
    /// The pages of each text.
    pub twins: Twins,
    /// Nothing was wrong.
    pub sound: bool,
}

impl Slot {
    /// True for a page that is no section's description.
    #[must_use]
    pub fn is_item(&self) -> bool {
        matches!(self.role, Role::Page { .. })
    }
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
type Sections = Vec<BTreeMap<Vec<String>, SectionId>>;

impl Layout {
    /// Lays out the documents, and knows those that are not published by their paths. What was laid out before is
    /// not looked at again.
    pub fn new(
        documents: &[Filed],
        unready: &[(Arc<str>, FileId)],
        languages: &[Language],
        earlier: Option<&Names>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let before = diagnostics.len();
        let known = known(documents, earlier);
        let mut layout = Self { pages: Vec::with_capacity(documents.len() + 1), ..Self::default() };
        let sections = layout.add_sections(documents, &known, languages, diagnostics);
        refuse_twin_folders(first_of_folders(documents, &known), diagnostics);
        for (place, document) in documents.iter().enumerate() {
            if let Some(section) = sections.get(place).copied().flatten() {
                let known = known.get(place).copied().flatten().map(|(slot, _)| slot);
                layout.add_document((place, document), section, known, diagnostics);
            }
        }
        layout.documents = layout.named(documents, unready);
        layout.twins = Twins::new(&layout, documents);
        layout.sound = diagnostics.len() == before;
        layout
    }

    /// The numbers of pages by their files.
    #[must_use]
    pub fn numbers(&self, documents: &[Filed]) -> ByFile<PageId> {
        let number =
            |(place, slot): (usize, &Slot)| Some((documents.get(slot.document?)?.file, PageId(place)));
        self.pages.iter().enumerate().filter_map(number).collect()
    }

    /// Adds all sections; what comes out is that of each document.
    fn add_sections(
        &mut self,
        documents: &[Filed],
        known: &[Option<(&Slot, &Section)>],
        languages: &[Language],
        diagnostics: &mut Diagnostics,
    ) -> Vec<Option<SectionId>> {
        let mut sections: Sections = vec![BTreeMap::new(); languages.len().max(1)];
        for language in 0..sections.len() {
            self.add_section(&mut sections, language, &[], languages);
        }
        let mut again: BTreeMap<SectionId, SectionId> = BTreeMap::new();
        let mut section = |(document, known): (&Filed, &Option<(&Slot, &Section)>)| match known {
            Some((slot, earlier)) => Some(*again.entry(slot.section).or_insert_with(|| {
                self.add_section(&mut sections, slot.language, &earlier.folders, languages)
            })),
            None => {
                let language = diagnostics.take(language_of(document, languages))?;
                Some(self.add_section(&mut sections, language, &document.name.section, languages))
            }
        };
        documents.iter().zip(known).map(&mut section).collect()
    }

    /// The documents that links can name.
    fn named(&self, documents: &[Filed], unready: &[(Arc<str>, FileId)]) -> Documents {
        let unready = unready.iter().map(|(path, _)| (Arc::clone(path), Known::Unready));
        let page = |(place, slot): (usize, &Slot)| {
            let document = documents.get(slot.document?)?;
            Some((Arc::clone(&document.name.path), Known::Page(PageId(place))))
        };
        self.pages.iter().enumerate().filter_map(page).chain(unready).collect()
    }

    /// Adds a section and those that it lies in.
    fn add_section(
        &mut self,
        sections: &mut Sections,
        language: usize,
        folders: &[String],
        languages: &[Language],
    ) -> SectionId {
        if let Some(id) = sections.get(language).and_then(|sections| sections.get(folders)) {
            return *id;
        }
        let parent =
            folders.split_last().map(|(_, parents)| self.add_section(sections, language, parents, languages));
        let prefix = languages.get(language).map_or("", |language| language.prefix.as_str());
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
        sections.get_mut(language).map(|sections| sections.insert(folders.to_vec(), id));
        id
    }

    fn add_document(
        &mut self,
        (place, document): (usize, &Filed),
        id: SectionId,
        known: Option<&Slot>,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(section) = self.sections.get_mut(id.0) else { return };
        if let Some(slot) = known.filter(|slot| slot.is_item()) {
            section.pages.push(PageId(self.pages.len()));
            let (url, role) = (slot.url.clone(), slot.role.clone());
            let (language, document, fallback_title) = (slot.language, Some(place), String::new());
            self.pages.push(Slot { url, language, role, section: id, document, fallback_title });
            return;
        }
        let Role::Page { slug } = &document.name.role else {
            if let Some(slot) = self.pages.get_mut(section.page.0) {
                slot.document = Some(place);
            }
            return;
        };
        let own = document.front.slug.as_ref().map(|written| diagnostics.take(own_slug(written)));
        let slug = own.flatten().map_or_else(|| Arc::clone(slug), Arc::from);
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

/// The place and the section of each document that an earlier run laid out.
fn known<'n>(documents: &[Filed], earlier: Option<&'n Names>) -> Vec<Option<(&'n Slot, &'n Section)>> {
    let numbers = earlier.map(Names::numbers).unwrap_or_default();
    let known = |filed: &Filed| {
        let names = earlier?;
        let slot = names.place_of(filed, *numbers.get(filed.file)?)?;
        Some((slot, names.layout.sections.get(slot.section.0)?))
    };
    documents.iter().map(known).collect()
}

/// The documents by which folders are compared: new ones, and one of each folder that was compared before.
fn first_of_folders<'d>(
    documents: &'d [Filed],
    known: &'d [Option<(&Slot, &Section)>],
) -> impl Iterator<Item = &'d Filed> {
    let mut seen = BTreeSet::new();
    let first =
        move |known: &Option<(&Slot, &Section)>| known.is_none_or(|(slot, _)| seen.insert(slot.section));
    documents.iter().zip(known.iter().map(first)).filter(|(_, first)| *first).map(|(document, _)| document)
}

/// Two folders whose names differ only by case or signs would be one section.
fn refuse_twin_folders<'d>(documents: impl Iterator<Item = &'d Filed>, diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<&[String], (&str, Span)> = BTreeMap::new();
    let mut told = BTreeSet::new();
    for document in documents {
        let section = document.name.section.as_slice();
        let folder = first_parts(&document.name.path, section.len());
        let span = Span::start_of(document.file);
        let (other, place) = first.entry(section).or_insert((folder, span));
        if *other != folder && told.insert(folder) {
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

/// The first parts of a path.
fn first_parts(path: &str, count: usize) -> &str {
    let end = count.checked_sub(1).and_then(|last| path.match_indices('/').nth(last));
    end.and_then(|(end, _)| path.get(..end)).unwrap_or_default()
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
