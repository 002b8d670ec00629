//! A filled text as HTML: the slots become values, links, images, figures and blocks.

use minijinja::{Environment, Error, Value, context};

use crate::{
    base::time::PartDate,
    content::{
        block::Tone,
        name::Role,
        prose::{Piece, SlotIndex, pieces},
    },
    model::{
        body::{Block, Body, Filled, Image, Target},
        line::{escape, open_data},
        show::Shown,
        site::{PageId, Site},
    },
    render::{
        figures::{Figures, safe},
        finish, forms,
        survey::collections::dataset_home,
        tongue,
    },
};

/// What texts are written with, for one page.
#[derive(Clone, Copy)]
pub struct Writer<'a> {
    /// The templates of the page's language.
    pub environment: &'a Environment<'a>,
    /// The site.
    pub site: &'a Site,
    /// Its drawings.
    pub figures: &'a Figures,
    /// The page's language, by place.
    pub language: usize,
}

/// Where in a text the writer is: a value in a link or a heading is no link itself.
#[derive(Default)]
struct Place {
    in_link: bool,
    in_heading: bool,
    /// Within checked words; true if they are linked.
    fact: Option<bool>,
}

impl Writer<'_> {
    /// A text as HTML.
    ///
    /// # Errors
    /// When a template of a block or figure fails.
    pub fn html(&self, body: &Body) -> Result<String, Error> {
        let mut out = String::with_capacity(body.html.len() + body.html.len() / 4);
        let mut place = Place::default();
        for piece in pieces(&body.html) {
            match piece {
                Piece::Words(words) => {
                    place.pass(words);
                    out.push_str(words);
                }
                Piece::Slot(SlotIndex::Expression(index)) => {
                    if let Some(value) = body.values.get(index) {
                        let linked = !(place.in_link || place.in_heading || place.fact.is_some());
                        self.value(value, linked, &mut out);
                    }
                }
                Piece::Slot(SlotIndex::Mark(index)) => {
                    if let Some(mark) = body.marks.get(index) {
                        self.mark(mark, &mut place, &mut out)?;
                    }
                }
            }
        }
        Ok(out)
    }

    fn mark(&self, mark: &Filled, place: &mut Place, out: &mut String) -> Result<(), Error> {
        match mark {
            Filled::Link { target, title, language } => {
                place.in_link = true;
                out.push_str("<a href=\"");
                match target {
                    Target::Inside(url, fragment) => out.push_str(&finish::href_with(url, fragment)),
                    Target::Outside(address) => out.push_str(&escape(address)),
                }
                if !title.is_empty() {
                    out.push_str("\" title=\"");
                    out.push_str(&escape(title));
                }
                out.push('"');
                out.push_str(&tongue::attributes(self.site, *language));
                out.push('>');
            }
            Filled::Term(term) => {
                place.in_link = true;
                let href = self.site.page(*term).map(|page| finish::href(&page.url)).unwrap_or_default();
                out.push_str(&format!("<a class=\"term\" href=\"{href}\">"));
            }
            Filled::TermEnd(term, first) => {
                place.in_link = false;
                out.push_str("</a>");
                if *first && !place.in_heading {
                    out.push_str(&self.definition(*term)?);
                }
            }
            Filled::LinkEnd(linked) => {
                place.in_link = false;
                out.push_str(if *linked { "</a>" } else { "" });
            }
            Filled::Fact(value) => {
                let about = self.about(value).filter(|_| !place.in_heading);
                open(value, about.as_deref(), out);
                place.fact = Some(about.is_some());
            }
            Filled::FactEnd => {
                let linked = place.fact.take().unwrap_or_default();
                out.push_str(if linked { "</a></data>" } else { "</data>" });
            }
            Filled::Image(image) => out.push_str(&self.image(image)?),
            Filled::Figure(place, edition) => out.push_str(&self.figure(*place, *edition)?),
            Filled::Block(block) => out.push_str(&self.block(block)?),
            Filled::Nothing => {}
        }
        Ok(())
    }

    /// A value: a number is marked as data and leads to what is known about it.
    fn value(&self, value: &Shown, linked: bool, out: &mut String) {
        if value.value.is_empty() {
            out.push_str(&escape(&value.text));
            return;
        }
        let about = self.about(value).filter(|_| linked);
        open(value, about.as_deref(), out);
        out.push_str(&escape(&value.text));
        out.push_str(if about.is_some() { "</a></data>" } else { "</data>" });
    }

    /// The page that explains a value: its fact's, or its dataset's if that is published.
    #[must_use]
    pub fn about(&self, value: &Shown) -> Option<String> {
        let fact = value.fact.and_then(|fact| self.site.facts.get(fact)?.urls.get(self.language));
        let dataset = || dataset_home(self.site, value.dataset?, self.language).map(|(url, _)| url);
        fact.cloned().or_else(dataset).map(|url| finish::href(&url))
    }

    /// What a term means, to open where it stands.
    fn definition(&self, term: PageId) -> Result<String, Error> {
        let Some(page) = self.site.page(term) else { return Ok(String::new()) };
        let Role::Page { slug } = &page.role else { return Ok(String::new()) };
        let tag = self.site.languages.get(page.language).filter(|_| page.language != self.language);
        let term = context! {
            id => slug,
            title => safe(page.title.html.clone()),
            plain_title => &page.title.plain,
            definition => safe(page.summary.html.clone()),
            href => safe(finish::href(&page.url)),
            language => tag.map_or("", |words| words.locale.tag()),
        };
        self.template("blocks/term.html", context! { term => term })
    }

    fn image(&self, image: &Image) -> Result<String, Error> {
        let (width, height) = image.size.unwrap_or_default();
        let context = context! {
            image => context! { src => safe(finish::href(&image.url)), alt => &image.alt, caption => &image.caption, width => width, height => height },
        };
        self.template("blocks/image.html", context)
    }

    /// A figure within a text.
    ///
    /// # Errors
    /// When its template fails.
    pub fn figure(&self, place: usize, edition: Option<usize>) -> Result<String, Error> {
        let Some(figure) = self.figures.of_edition(self.site, self.language, place, edition) else {
            return Ok(String::new());
        };
        self.template("blocks/figure.html", context! { figure => figure })
    }

    fn block(&self, block: &Block) -> Result<String, Error> {
        match block {
            Block::Callout { tone, title, text } => {
                let kind = match tone {
                    Tone::Note => "note",
                    Tone::Warning => "warning",
                };
                let callout = context! { kind => kind, title => safe(title.html.clone()), text => safe(self.html(text)?) };
                self.template("blocks/callout.html", context! { callout => callout })
            }
            Block::Documents(items) => {
                let item = |(title, note): &(Body, Body)| {
                    Ok(context! { title => safe(self.html(title)?), note => safe(self.html(note)?) })
                };
                let documents = items.iter().map(item).collect::<Result<Vec<_>, Error>>()?;
                self.template("blocks/documents.html", context! { documents => documents })
            }
            Block::KeyFigures(items) => {
                let item = |(value, label): &(Shown, Body)| {
                    let number = format!("{}{}</data>", open_data(&value.value), escape(&value.text));
                    Ok(
                        context! { value => safe(number), label => safe(self.html(label)?), href => safe(self.about(value).unwrap_or_default()) },
                    )
                };
                let figures = items.iter().map(item).collect::<Result<Vec<_>, Error>>()?;
                self.template("blocks/key-figures.html", context! { key_figures => figures })
            }
            Block::Quote { text, who, source } => {
                let quote = context! { text => safe(self.html(text)?), who => who, source => safe(self.html(source)?) };
                self.template("blocks/quote.html", context! { quote => quote })
            }
            Block::Form(place) => {
                let form = forms::context(self.site, *place, self.language);
                self.template("blocks/form.html", context! { form => form })
            }
            Block::Privacy => {
                let privacy = forms::privacy(self.site, self.language);
                self.template("blocks/privacy.html", context! { privacy => privacy })
            }
            Block::Timeline(events) => {
                let events =
                    events.iter().map(|event| self.event(event)).collect::<Result<Vec<_>, Error>>()?;
                self.template("blocks/timeline.html", context! { timeline => events })
            }
        }
    }

    fn event(&self, (date, title, text): &(PartDate, Body, Body)) -> Result<Value, Error> {
        let shown =
            self.site.language(self.language).map(|language| language.date(*date)).unwrap_or_default();
        Ok(context! {
            date => shown,
            date_iso => date.to_string(),
            title => safe(self.html(title)?),
            text => safe(self.html(text)?),
        })
    }

    fn template(&self, name: &str, context: Value) -> Result<String, Error> {
        self.environment.get_template(name)?.render(context)
    }
}

/// The start of a value, with a link to what is known `about` it.
fn open(value: &Shown, about: Option<&str>, out: &mut String) {
    match about {
        None => out.push_str(&open_data(&value.value)),
        Some(about) => {
            out.push_str("<data class=\"fact\" value=\"");
            out.push_str(&escape(&value.value));
            out.push_str("\"><a href=\"");
            out.push_str(about);
            out.push_str("\">");
        }
    }
}

impl Place {
    /// Notes whether the writer comes out of some HTML within a heading.
    fn pass(&mut self, html: &str) {
        let last = memchr::memrchr_iter(b'<', html.as_bytes()).find_map(|at| {
            match html.as_bytes().get(at + 1..)? {
                [b'h', level, ..] if level.is_ascii_digit() => Some(true),
                [b'/', b'h', level, ..] if level.is_ascii_digit() => Some(false),
                _ => None,
            }
        });
        self.in_heading = last.unwrap_or(self.in_heading);
    }
}
