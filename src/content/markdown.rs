//! CommonMark with tables, footnotes, strikethrough and definition lists becomes HTML with slots: the one
//! home of pulldown-cmark.
//!
//! Raw HTML is shown as text. Links, images, facts, figures and blocks become marks; code keeps its
//! braces, since it is known only here what is code.

use std::{ops::Range, sync::Arc};

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::{FileId, Span},
        yaml::scalar::Written,
    },
    content::{
        figure::Declaration,
        markdown::{
            anchors::Anchors,
            capture::Capture,
            cells::Cells,
            limits::{DEEPEST, Limits},
        },
        prose::{Heading, Mark, Prose, mark_character},
        scan::Scan,
    },
};

mod anchors;
mod capture;
mod cells;
mod fences;
mod headings;
mod limits;
mod links;
mod raw;

/// About how many bytes of text make an event.
const EVENT: usize = 12;

/// The text of a page, which starts `base` bytes into `file`.
pub fn prose(text: &str, file: FileId, base: usize, diagnostics: &mut Diagnostics) -> Prose {
    convert(Scan::of(text, Span::new(file, base, base + text.len()), true), diagnostics)
}

/// A text in a field; one paragraph loses its `<p>`.
pub fn inline(written: &Written, diagnostics: &mut Diagnostics) -> Prose {
    let mut prose = convert(Scan::new(written), diagnostics);
    let only = prose
        .html
        .strip_prefix("<p>")
        .and_then(|rest| rest.strip_suffix("</p>\n"))
        .filter(|rest| !rest.contains("<p>"));
    if let Some(only) = only {
        prose.html = Arc::from(only);
    }
    prose
}

fn convert(mut scan: Scan<'_>, diagnostics: &mut Diagnostics) -> Prose {
    let text = std::mem::take(&mut scan.text);
    let mut converter = Converter::new(&scan, text.len(), diagnostics);
    for (event, range) in Parser::new_ext(&text, options()).into_offset_iter() {
        if let Some(problem) = converter.refusal(&range) {
            converter.diagnostics.push(problem);
            converter.out.clear();
            break;
        }
        converter.event(event, range);
    }
    let (code, mut prose) = converter.finish(&text);
    scan.problems(&code, diagnostics);
    prose.expressions = scan.expressions;
    prose
}

/// Named one by one: `Options::all` grows with releases.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

/// Turns events into events that pulldown-cmark's own writer can print.
struct Converter<'c, 't> {
    scan: &'c Scan<'c>,
    diagnostics: &'c mut Diagnostics,
    out: Vec<Event<'t>>,
    marks: Vec<Mark>,
    headings: Vec<Heading>,
    figures: Vec<Declaration>,
    anchors: Anchors,
    capture: Capture,
    cells: Cells,
    code: Vec<Range<usize>>,
    /// Where the open paragraph starts in `out`.
    paragraph: usize,
    /// A fenced block that is being read: its kind, its YAML and the offset of its first line.
    block: Option<OpenBlock>,
    /// Whether HTML of this block was reported already.
    html_block: bool,
    limits: Limits,
}

struct OpenBlock {
    kind: String,
    body: String,
    start: Option<usize>,
}

impl<'c, 't> Converter<'c, 't> {
    fn new(scan: &'c Scan<'c>, length: usize, diagnostics: &'c mut Diagnostics) -> Self {
        Self {
            scan,
            diagnostics,
            out: Vec::with_capacity(length / EVENT),
            marks: Vec::new(),
            headings: Vec::new(),
            figures: Vec::new(),
            anchors: Anchors::default(),
            capture: Capture::default(),
            cells: Cells::default(),
            code: Vec::new(),
            paragraph: 0,
            block: None,
            html_block: false,
            limits: Limits::new(length),
        }
    }

    fn event(&mut self, event: Event<'t>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.limits.open();
                self.start(tag, range);
            }
            Event::End(tag) => {
                self.limits.close();
                self.end(tag);
            }
            Event::Text(text) => self.text(text, range),
            Event::Code(code) => self.inline_code(&code, range),
            Event::Html(html) => {
                if !std::mem::replace(&mut self.html_block, true) {
                    self.warn_of_html(&html, &range);
                }
                self.show_html(html);
            }
            Event::InlineHtml(html) => {
                if !html.starts_with("</") {
                    self.warn_of_html(&html, &range);
                }
                self.show_html(html);
            }
            Event::SoftBreak | Event::HardBreak => {
                self.capture.say(" ");
                self.push(event);
            }
            other => self.push(other),
        }
    }

    /// Adds an event, unless it is part of an image's description.
    fn push(&mut self, event: Event<'t>) {
        if !self.capture.in_image() {
            self.out.push(event);
        }
    }

    fn start(&mut self, tag: Tag<'t>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.paragraph = self.out.len();
                self.capture.start_paragraph();
                self.push(Event::Start(Tag::Paragraph));
            }
            Tag::Heading { level, id, classes, attrs } => {
                self.start_heading(level, id, classes, attrs, range)
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                self.count_reference(link_type, dest_url.len() + title.len(), &range);
                self.start_link(&dest_url, &title, range);
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.count_reference(link_type, dest_url.len() + title.len(), &range);
                self.capture.start_image(&dest_url, &title, range);
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if self.opens_block(&info, &range) => {}
            Tag::CodeBlock(kind) => {
                self.code.push(range);
                self.push(Event::Start(Tag::CodeBlock(kind)));
            }
            Tag::HtmlBlock => {
                self.html_block = false;
                self.push(Event::Start(Tag::Paragraph));
            }
            Tag::Table(alignments) => {
                self.push(html_of("<div class=\"scroll\" tabindex=\"0\">"));
                let table = self.cells.table(alignments);
                self.push(Event::Start(table));
            }
            Tag::TableHead | Tag::TableRow => {
                self.cells.row(tag == Tag::TableHead);
                self.push(Event::Start(tag));
            }
            Tag::TableCell => {
                let event = self.cells.start();
                self.push(event);
            }
            other => self.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(),
            TagEnd::CodeBlock if self.block.is_some() => self.end_block(),
            TagEnd::HtmlBlock => self.push(Event::End(TagEnd::Paragraph)),
            TagEnd::Table => {
                self.push(Event::End(TagEnd::Table));
                self.push(html_of("</div>\n"));
            }
            TagEnd::TableCell => {
                let empty =
                    matches!(self.out.last(), Some(Event::InlineHtml(start)) if start.starts_with("<th"));
                if empty {
                    self.out.pop();
                }
                let event = if empty { html_of("<td></td>") } else { self.cells.end() };
                self.push(event);
            }
            other => self.push(Event::End(other)),
        }
    }

    fn text(&mut self, text: CowStr<'t>, range: Range<usize>) {
        if let Some(block) = &mut self.block {
            block.start.get_or_insert(range.start);
            block.body.push_str(&text);
            self.code.push(range);
        } else if self.code.last().is_some_and(|code| code.start <= range.start && range.end <= code.end) {
            let restored = self.scan.restore(&text);
            self.push(Event::Text(restored.into()));
        } else {
            self.capture.say(&text);
            self.push(Event::Text(text));
        }
    }

    fn inline_code(&mut self, code: &str, range: Range<usize>) {
        self.code.push(range);
        let restored = self.scan.restore(code);
        self.capture.say(&restored);
        self.push(Event::Code(restored.into()));
    }

    /// A paragraph that holds nothing but a figure or an image is no paragraph.
    fn end_paragraph(&mut self) {
        self.capture.end_paragraph();
        let lone = match self.out.get(self.paragraph + 1..) {
            Some([Event::InlineHtml(slot)]) => self.is_block(slot).then(|| slot.clone()),
            _ => None,
        };
        match lone {
            Some(slot) => {
                self.out.truncate(self.paragraph);
                self.push(Event::Html(format!("{slot}\n").into()));
            }
            None => self.push(Event::End(TagEnd::Paragraph)),
        }
    }

    fn is_block(&self, slot: &str) -> bool {
        let last = mark_character(self.marks.len().wrapping_sub(1));
        slot.chars().next() == last && matches!(self.marks.last(), Some(Mark::Figure { .. } | Mark::Image(_)))
    }

    /// Puts a mark's slot into the text.
    fn mark(&mut self, mark: Mark, block: bool) {
        let Some(sign) = mark_character(self.marks.len()) else { return };
        self.marks.push(mark);
        let text = sign.to_string().into();
        self.push(if block { Event::Html(text) } else { Event::InlineHtml(text) });
    }

    /// Why the text is not read on at `range`: it nests too deeply, or has no sign left for a slot.
    fn refusal(&self, range: &Range<usize>) -> Option<Diagnostic> {
        let span = self.scan.span(range.start, range.start);
        if self.limits.is_too_deep() {
            let message = format!("lists and quotations are nested more than {DEEPEST} levels deep");
            let problem = Diagnostic::error("nested-too-deeply", span, message);
            return Some(problem.help("delete some of the signs at the line's start"));
        }
        if mark_character(self.marks.len()).is_none() {
            let problem = Diagnostic::error("too-long", span, "there are too many links in one text");
            return Some(problem.help("divide it into several pages"));
        }
        None
    }

    fn finish(self, text: &str) -> (Vec<Range<usize>>, Prose) {
        let mut html = String::with_capacity(text.len() + text.len() / 4);
        html::push_html(&mut html, self.out.into_iter());
        let prose = Prose {
            // All texts are held at once: what was reserved and not needed goes back.
            html: Arc::from(html.as_str()),
            expressions: Vec::new(),
            marks: self.marks,
            headings: self.headings,
            figures: self.figures,
            lead: self.capture.into_lead(),
        };
        (self.code, prose)
    }
}

fn html_of<'t>(html: &'static str) -> Event<'t> {
    Event::Html(html.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::prose::{Piece, SlotIndex, pieces};

    fn read(text: &str) -> (Prose, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let prose = prose(text, FileId(0), 0, &mut diagnostics);
        (prose, diagnostics)
    }

    /// The HTML with `<0>` for an expression and `<<0>>` for a mark.
    fn shown(text: &str) -> String {
        let (prose, _) = read(text);
        let show = |piece| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Slot(SlotIndex::Expression(index)) => format!("<{index}>"),
            Piece::Slot(SlotIndex::Mark(index)) => format!("<<{index}>>"),
        };
        pieces(&prose.html).map(show).collect()
    }

    #[test]
    fn an_expression_with_a_bar_is_safe_in_a_table_cell() {
        let html = shown("| a | b |\n|---|--:|\n| x | {{ sum(\"a\", \"b\") | number }} |\n");
        assert!(html.contains("<td>x</td><td class=\"right\"><0></td>"), "{html}");
    }

    #[test]
    fn braces_in_code_stay_as_they_are() {
        let (prose, diagnostics) =
            read("`{{ x` and ``{{ fact(\"a\") }}``\n\n    {{ y\n\n```\n{{ z }}\n```\n");
        assert_eq!(diagnostics, Diagnostics::new());
        assert!(prose.html.contains("<code>{{ fact(\"a\") }}</code>"), "{}", prose.html);
        assert!(prose.html.contains("{{ z }}"), "{}", prose.html);
    }

    #[test]
    fn an_open_expression_is_an_error_at_its_place() {
        let (_, diagnostics) = read("a *b* {{ c\n\nd }}");
        let found: Vec<_> = diagnostics.iter().map(|d| (d.code, d.span.unwrap().start)).collect();
        assert_eq!(found, [("unclosed-expression", 6)]);
    }

    #[test]
    fn links_and_facts_become_marks_with_their_places() {
        let text = "See [the *report*](x.md#a) and [62%](fact:share).";
        let (prose, _) = read(text);
        let Mark::Link(link) = &prose.marks[0] else { panic!("no link") };
        assert_eq!((link.target.as_str(), link.words.as_str()), ("x.md#a", "the report"));
        let Mark::Fact(fact) = &prose.marks[2] else { panic!("no fact") };
        assert_eq!((fact.id.as_str(), fact.words.as_str()), ("share", "62%"));
        assert_eq!(text.get(fact.span.start as usize..fact.span.end as usize), Some("62%"));
        assert_eq!(shown(text), "<p>See <<0>>the <em>report</em><<1>> and <<2>>62%<<3>>.</p>\n");
    }

    #[test]
    fn places_are_right_behind_an_expression() {
        let text = "{{ fact(\"a\") }} then [62%](fact:share).";
        let (prose, _) = read(text);
        let Mark::Fact(fact) = &prose.marks[0] else { panic!("no fact") };
        assert_eq!(text.get(fact.span.start as usize..fact.span.end as usize), Some("62%"));
    }

    #[test]
    fn a_lone_figure_is_no_paragraph() {
        assert_eq!(shown("![](figure:x)\n\ntext"), "<<0>>\n<p>text</p>\n");
    }

    #[test]
    fn headings_have_anchors_that_data_cannot_move() {
        let (prose, _) = read("## Of {{ fact(\"a\") }} cases\n\n## Of cases\n\n## Own {#mine}\n");
        let ids: Vec<_> = prose.headings.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(ids, ["of-cases", "of-cases-2", "mine"]);
    }

    #[test]
    fn raw_html_is_shown_as_text() {
        let (prose, diagnostics) = read("a <script>alert(1)</script>\n\n<div>b</div>\n");
        assert!(!prose.html.contains("<script") && !prose.html.contains("<div"), "{}", prose.html);
        assert_eq!(diagnostics.iter().filter(|d| d.code == "raw-html").count(), 2);
    }

    #[test]
    fn blocks_are_read_as_yaml() {
        let (prose, diagnostics) = read("```key-figures\n- fact: share\n  label: of complaints\n```\n");
        assert_eq!(diagnostics, Diagnostics::new());
        assert!(matches!(prose.marks.as_slice(), [Mark::Block(_)]));
    }

    #[test]
    fn a_figure_can_be_declared_where_it_stands() {
        let (prose, diagnostics) =
            read("```figure\nid: own\nmark: bar\ntitle: T\nsource: S\nalt: A\ndata: d\nx: a\ny: b\n```\n");
        assert_eq!(diagnostics, Diagnostics::new());
        assert_eq!(prose.figures.iter().map(|figure| figure.id.as_str()).collect::<Vec<_>>(), ["own"]);
        assert!(matches!(prose.marks.as_slice(), [Mark::Figure { id, .. }] if id == "own"));
    }

    #[test]
    fn deep_nesting_is_refused_before_any_stack_ends() {
        let (_, diagnostics) = read(&"> ".repeat(10_000));
        assert_eq!(diagnostics.iter().next().map(|d| d.code), Some("nested-too-deeply"));
    }
}
