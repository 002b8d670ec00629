//! The same site after texts of some pages were changed and nothing else: what a preview makes after nearly every
//! save.
//!
//! Whatever more than one page rests on (addresses, dates, groups, headings that links name, figures, fields of a
//! collection) must be as it was; headings that no link names may come and go. Where it is not, there is no shorter way than through all stages.

use std::sync::Arc;

use crate::{
    base::{diagnostic::Diagnostics, source::Sources, span::Span, time::Moment, yaml::scalar::Written},
    content::{document::Document, front::Front},
    model::{
        assemble::Assembled,
        edition::Editions,
        evaluate::Evaluator,
        giveaway,
        index::{Index, Known},
        layout::Slot,
        site::{Page, PageId},
        text::{self, Evaluators},
    },
};

/// A document as it was and as it is.
#[derive(Debug)]
pub struct Edit {
    /// As it was.
    pub before: Document,
    /// As it is.
    pub after: Document,
    /// The front matter has another byte.
    pub front: bool,
    /// What is wrong within it now.
    pub problems: Diagnostics,
}

impl Assembled {
    /// The site with the documents as they are now; nothing if an edit changes more than its own page.
    #[must_use]
    pub fn again(&self, edits: Vec<Edit>, sources: &Sources) -> Option<Self> {
        let mut next = self.clone();
        next.problems.forget(|span| edits.iter().any(|edit| edit.after.file == span.file));
        for edit in &edits {
            next.rename(edit, sources)?;
        }
        // A pinned page shares its figures with others of its day; all stages draw them.
        let editions = Editions::default();
        let current = Evaluator::new(&self.site.datasets);
        let evaluators = Evaluators { current: &current, pinned: &[], editions: &editions };
        let index = Index {
            sources,
            names: Arc::clone(&next.names),
            tongues: &self.site.languages,
            forms: &self.site.config.forms,
        };
        for edit in edits {
            next.problems.merge(edit.problems.clone());
            let known = self.names.documents.get(&edit.after.name.path)?;
            match known {
                Known::Page(page) if edit.stays(self.site.page(*page)?) => {
                    next.fill(edit.after, *page, &index, evaluators)?;
                }
                Known::Unready if edit.stays_unready() => {}
                _ => return None,
            }
        }
        Some(next)
    }

    /// Takes the headings of a page as they are now; nothing if a link elsewhere may name one that is gone, or was
    /// in vain until now.
    fn rename(&mut self, edit: &Edit, sources: &Sources) -> Option<()> {
        let Some(Known::Page(page)) = self.names.documents.get(&edit.after.name.path).copied() else {
            return Some(());
        };
        let (before, after) = (anchors(&edit.before), anchors(&edit.after));
        if before == after {
            return Some(());
        }
        let gone: Vec<String> =
            before.iter().filter(|id| !after.contains(id)).map(|id| format!("#{id}")).collect();
        let named = |text: &str| gone.iter().any(|link| text.contains(link.as_str()));
        let others = sources.under("").filter(|(file, _)| *file != edit.after.file);
        let mut texts = others.map(|(file, _)| sources.text(file));
        let dead = self.problems.iter().any(|problem| problem.code == "dead-anchor");
        if dead || gone.iter().any(|id| !id.is_ascii()) || texts.any(named) {
            return None;
        }
        *Arc::make_mut(&mut self.names).anchors.get_mut(page.0)? = after;
        Some(())
    }

    /// Fills the text of one page; nothing if it uses other files or gives other addresses.
    fn fill(
        &mut self,
        document: Document,
        id: PageId,
        index: &Index<'_>,
        evaluators: Evaluators<'_>,
    ) -> Option<()> {
        let place = self.site.pages.get(id.0)?;
        let slot = slot(place);
        let file = document.file;
        let language = self.site.language(slot.language)?;
        let problems = &mut self.problems;
        let mut text = text::text(Some(document), (id, &slot), index, evaluators, language, problems);
        giveaway::check(&self.site.datasets, [file].into_iter(), index.sources, problems);
        let before = self.uses.get(id.0)?;
        let elsewhere = (&text.uses.files, &text.uses.forms) != (&before.files, &before.forms);
        if elsewhere || text.aliases != place.aliases {
            return None;
        }
        if text.uses != *before {
            let before = before.clone();
            before.leave(&mut self.site, id);
            text.uses.enter(&mut self.site, id);
            *Arc::make_mut(&mut self.uses).get_mut(id.0)? = std::mem::take(&mut text.uses);
        }
        let place = self.site.pages.get_mut(id.0)?;
        *place = Arc::new(Page {
            groups: place.groups.clone(),
            previous: place.previous,
            next: place.next,
            twins: place.twins.clone(),
            record: place.record,
            deadline: place.deadline,
            ..text.page(&slot, &self.site.files)
        });
        Some(())
    }
}

/// The ids of a document's headings.
fn anchors(document: &Document) -> Vec<String> {
    document.body.headings.iter().map(|heading| heading.id.clone()).collect()
}

/// Where a page stands.
fn slot(page: &Page) -> Slot {
    Slot {
        url: page.url.clone(),
        language: page.language,
        role: page.role.clone(),
        section: page.section,
        document: None,
        fallback_title: String::new(),
    }
}

impl Edit {
    /// True if only the document's own page shows what is another. Fields that a collection explains are compared
    /// byte by byte, and so is a section's front matter, whose title others show. A text in several languages is
    /// compared with its translations elsewhere.
    fn stays(&self, page: &Page) -> bool {
        let alone = page.is_item() && page.record.is_none() && self.after.front.own.is_none();
        page.twins.is_empty()
            && page.data_as_of.is_none()
            && self.declares_nothing()
            && (!self.front || (alone && same_place(&self.before.front, &self.after.front)))
    }

    /// True if a document that no reader sees yet stays as it is to others.
    fn stays_unready(&self) -> bool {
        !self.front && self.declares_nothing()
    }

    /// A figure that a text declares belongs to the site.
    fn declares_nothing(&self) -> bool {
        self.before.body.figures.is_empty() && self.after.body.figures.is_empty()
    }
}

/// True if two front matters place a page alike. All fields are named here, so that a new one has to be decided on.
fn same_place(before: &Front, after: &Front) -> bool {
    let Front {
        // What only the page itself shows, or lists that ask it for no more.
        title: _,
        summary: _,
        updated: _,
        corrections: _,
        image: _,
        // Compared once they are addresses.
        aliases: _,
        date,
        authors,
        topics,
        regions,
        slug,
        draft,
        publish,
        press,
        announce,
        expire,
        data_as_of,
        own,
    } = after;
    let moment = |written: Option<(Moment, Span)>| written.map(|(moment, _)| moment);
    let names =
        |list: &[Written]| -> Vec<String> { list.iter().map(|written| written.text.clone()).collect() };
    announce.is_none()
        && before.announce.is_none()
        && own.is_none()
        && before.own.is_none()
        && (*date, *draft, *press) == (before.date, before.draft, before.press)
        && names(authors) == names(&before.authors)
        && names(topics) == names(&before.topics)
        && names(regions) == names(&before.regions)
        && slug.as_ref().map(|slug| &slug.text) == before.slug.as_ref().map(|slug| &slug.text)
        && moment(*publish) == moment(before.publish)
        && moment(*expire) == moment(before.expire)
        && data_as_of.map(|(day, _)| day) == before.data_as_of.map(|(day, _)| day)
}
