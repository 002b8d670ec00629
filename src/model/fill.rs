//! Fills the slots of a text: values, checked words, links, images, figures, blocks.

use std::sync::Arc;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
        yaml::{nearest, scalar::Written},
    },
    content::{
        block,
        prose::{Heading, Mark, Piece, Prose, SlotIndex, pieces},
        wording::Wording,
    },
    data::Datasets,
    model::{
        body::{Block, Body, Filled, Image, Target},
        evaluate::Evaluator,
        fact_text, image,
        index::Index,
        language::Language,
        line::{Line, escape, open_data},
        link::{self, From},
        show::{self, Shown},
        site::PageId,
        term,
        uses::Uses,
    },
};

/// Everything that slots can ask for, for one page.
#[derive(Clone, Copy, Debug)]
pub struct Filler<'a> {
    /// Names.
    pub index: &'a Index<'a>,
    /// Datasets.
    pub datasets: &'a Datasets,
    /// Facts and functions.
    pub evaluator: &'a Evaluator<'a>,
    /// Whose rows the figures show, if the page is pinned to a day on which others stood.
    pub edition: Option<usize>,
    /// The page's language.
    pub language: &'a Language,
    /// Where links start.
    pub from: From<'a>,
}

/// What the innermost link is.
#[derive(Clone, Copy)]
enum Opened {
    Nothing,
    Link,
    Term(PageId, bool),
}

impl Opened {
    /// The start of a term.
    fn begin(self) -> Filled {
        if let Self::Term(page, _) = self { Filled::Term(page) } else { Filled::Nothing }
    }

    fn end(self) -> Filled {
        match self {
            Self::Term(page, first) => Filled::TermEnd(page, first),
            Self::Link => Filled::LinkEnd(true),
            Self::Nothing => Filled::LinkEnd(false),
        }
    }
}

impl Filler<'_> {
    /// Fills a line.
    pub fn line(&self, wording: &Wording, uses: &mut Uses, diagnostics: &mut Diagnostics) -> Line {
        uses.data |= !wording.expressions.is_empty() || !wording.marks.is_empty();
        Line::fill(wording, self.evaluator, self.language, diagnostics)
    }

    /// Fills a text; notes in `uses` what it shows.
    pub fn body(&self, prose: &Prose, uses: &mut Uses, diagnostics: &mut Diagnostics) -> Body {
        uses.data |= !prose.expressions.is_empty();
        let values: Vec<Shown> = prose
            .expressions
            .iter()
            .map(|expr| {
                diagnostics.take(show::expression(expr, self.evaluator, self.language)).unwrap_or_default()
            })
            .collect();
        values.iter().for_each(|value| uses.note(value));
        let mut linked = Opened::Nothing;
        let mut marks = Vec::with_capacity(prose.marks.len());
        for mark in &prose.marks {
            let filled = self.mark(mark, &mut linked, uses, diagnostics);
            marks.push(filled);
        }
        let mut body = Body { html: Arc::clone(&prose.html), values, marks, headings: Vec::new() };
        body.headings = prose.headings.iter().map(|heading| self.heading(heading, &body)).collect();
        body
    }

    fn mark(
        &self,
        mark: &Mark,
        linked: &mut Opened,
        uses: &mut Uses,
        diagnostics: &mut Diagnostics,
    ) -> Filled {
        match mark {
            Mark::Link(written) => self.link(written, linked, uses, diagnostics),
            Mark::LinkEnd => linked.end(),
            Mark::Fact(text) => {
                uses.data = true;
                let shown = diagnostics
                    .take(fact_text::check(text, self.evaluator, self.language))
                    .unwrap_or_default();
                uses.note(&shown);
                Filled::Fact(shown)
            }
            Mark::FactEnd => Filled::FactEnd,
            Mark::Image(written) => {
                diagnostics.take(self.image(written, uses)).map_or(Filled::Nothing, Filled::Image)
            }
            Mark::Figure { id, span } => {
                uses.data = true;
                let place = self.index.names.figures.binary_search(id).ok();
                let problem =
                    || link::resolve(&format!("figure:{id}"), *span, self.from, self.index, self.datasets);
                match place {
                    Some(place) if uses.figures.insert(place) => Filled::Figure(place, self.edition),
                    Some(_) => {
                        diagnostics.push(
                            Diagnostic::error(
                                "repeated-figure",
                                *span,
                                format!("the figure `{id}` stands on this page already"),
                            )
                            .help("link it the second time: `[the chart above](figure:ID)`"),
                        );
                        Filled::Nothing
                    }
                    None => diagnostics.take(problem()).map_or(Filled::Nothing, |_| Filled::Nothing),
                }
            }
            Mark::Block(block) => {
                diagnostics.take(self.block(block, uses)).map_or(Filled::Nothing, |(block, problems)| {
                    diagnostics.merge(problems);
                    Filled::Block(Box::new(block))
                })
            }
        }
    }

    fn link(
        &self,
        written: &crate::content::prose::Link,
        linked: &mut Opened,
        uses: &mut Uses,
        diagnostics: &mut Diagnostics,
    ) -> Filled {
        if let Some(id) = written.target.trim().strip_prefix(term::SCHEME) {
            *linked = self.term(id, written.span, uses, diagnostics);
            return linked.begin();
        }
        let found = diagnostics.take(link::resolve(
            &written.target,
            written.span,
            self.from,
            self.index,
            self.datasets,
        ));
        *linked = if found.is_some() { Opened::Link } else { Opened::Nothing };
        let Some(found) = found else { return Filled::Nothing };
        uses.data |= ["dataset:", "figure:"].iter().any(|scheme| written.target.trim().starts_with(scheme));
        uses.files.extend(found.file);
        uses.documents.extend(found.document);
        Filled::Link { target: found.target, title: written.title.clone(), language: found.language }
    }

    /// A word that the site explains; on its own page it is no link.
    fn term(&self, id: &str, span: Span, uses: &mut Uses, diagnostics: &mut Diagnostics) -> Opened {
        let page = diagnostics.take(self.index.names.terms.find(id, self.from.language, span, self.index));
        let page = page.filter(|page| *page != self.from.page);
        page.map_or(Opened::Nothing, |page| Opened::Term(page, uses.terms.insert(page)))
    }

    fn image(&self, written: &crate::content::prose::Image, uses: &mut Uses) -> Result<Image, Diagnostic> {
        image::refuse_elsewhere(&written.target, written.span)?;
        let found = link::resolve(&written.target, written.span, self.from, self.index, self.datasets)?;
        let (Some(file), Target::Inside(url, _)) = (found.file, found.target) else {
            return Err(image::no_image(&written.target, written.span));
        };
        if written.alt.trim().is_empty() {
            return Err(Diagnostic::error("missing-alt", written.span, "this image has no description")
                .help("write what it shows between the brackets: `![Two people at a table](photo.jpg)`"));
        }
        let size = image::size(file, self.index.sources, written.span)?;
        uses.files.insert(file);
        Ok(Image { url, alt: written.alt.clone(), caption: written.caption.clone(), size })
    }

    fn block(&self, block: &block::Block, uses: &mut Uses) -> Result<(Block, Diagnostics), Diagnostic> {
        let mut problems = Diagnostics::new();
        let filled = match block {
            block::Block::Callout { tone, title, text } => {
                let title =
                    title.as_ref().map(|title| self.line(title, uses, &mut problems)).unwrap_or_default();
                Block::Callout { tone: *tone, title, text: self.body(text, uses, &mut problems) }
            }
            block::Block::Documents(items) => {
                let pair = |item: &block::DocumentItem| {
                    (self.body(&item.title, uses, &mut problems), self.body(&item.note, uses, &mut problems))
                };
                Block::Documents(items.iter().map(pair).collect())
            }
            block::Block::Form(id) => Block::Form(self.form(id, uses)?),
            block::Block::Privacy => Block::Privacy,
            block::Block::KeyFigures(items) => {
                uses.data = true;
                let mut figures = Vec::with_capacity(items.len());
                for item in items {
                    let shown = problems.take(self.named_fact(item)).unwrap_or_default();
                    uses.note(&shown);
                    figures.push((shown, self.body(&item.label, uses, &mut problems)));
                }
                Block::KeyFigures(figures)
            }
            block::Block::Quote { text, who, source } => Block::Quote {
                text: self.body(text, uses, &mut problems),
                who: who.clone(),
                source: self.body(source, uses, &mut problems),
            },
            block::Block::Timeline(events) => {
                let event = |event: &block::Event| {
                    (
                        event.date,
                        self.body(&event.title, uses, &mut problems),
                        self.body(&event.text, uses, &mut problems),
                    )
                };
                Block::Timeline(events.iter().map(event).collect())
            }
        };
        Ok((filled, problems))
    }

    fn form(&self, id: &Written, uses: &mut Uses) -> Result<usize, Diagnostic> {
        let names = || self.index.forms.iter().map(|form| form.id.as_str());
        if let Some(place) = names().position(|name| name == id.text) {
            uses.forms.insert(place);
            return Ok(place);
        }
        let problem = Diagnostic::error("unknown-form", id.span, format!("there is no form `{}`", id.text));
        Err(match nearest(&id.text, names()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("declare it under `forms` in `casebook.yaml`"),
        })
    }

    fn named_fact(&self, item: &block::KeyFigure) -> Result<Shown, Diagnostic> {
        let place = self.evaluator.find_fact(&item.fact, item.span)?;
        let Some(declaration) = self.evaluator.declaration(place) else { return Ok(Shown::default()) };
        show::fact(declaration, place, &self.evaluator.fact(place)?, self.language)
    }

    /// A heading's words as a line: for the table of contents.
    fn heading(&self, heading: &Heading, body: &Body) -> (Heading, Line) {
        (heading.clone(), words(&heading.words, body))
    }
}

/// Plain text with slots as a line.
#[must_use]
pub fn words(text: &str, body: &Body) -> Line {
    let mut line = Line::default();
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => {
                line.plain.push_str(words);
                line.html.push_str(&escape(words));
            }
            Piece::Slot(SlotIndex::Expression(index)) => {
                let Some(value) = body.values.get(index) else { continue };
                line.plain.push_str(&value.text);
                line.html.push_str(&format!("{}{}</data>", open_data(&value.value), escape(&value.text)));
            }
            Piece::Slot(SlotIndex::Mark(index)) => match body.marks.get(index) {
                Some(Filled::Fact(value)) => line.html.push_str(&open_data(&value.value)),
                Some(Filled::FactEnd) => line.html.push_str("</data>"),
                _ => {}
            },
        }
    }
    line
}
