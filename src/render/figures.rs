//! The drawings of figures, each made once however many pages show it.

use std::{collections::BTreeMap, sync::OnceLock};

use minijinja::{Value, context};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        url::Url,
    },
    data::{self, publish},
    model::{
        figure::Figure,
        figure_table::{Column, FigureTable, TableCell},
        pinned::Pinned,
        site::{Page, Site},
    },
    plot::{
        self, card, glyphs, raster,
        style::{Style, Width},
        svg,
        text::Shaper,
    },
    render::{finish, survey, tongue},
};

/// The drawings of a site's figures, by language and place.
pub struct Figures {
    shaper: Shaper,
    drawn: Vec<Vec<OnceLock<Drawn>>>,
    /// Those of pinned pages, by edition.
    pinned: Vec<BTreeMap<(usize, usize), OnceLock<Drawn>>>,
}

/// A figure, drawn.
#[derive(Debug)]
struct Drawn {
    /// What templates get.
    context: Value,
    /// The words for which a phone has no room.
    lost: Vec<String>,
}

impl Figures {
    /// Nothing drawn yet.
    #[must_use]
    pub fn new(site: &Site, shaper: Shaper) -> Self {
        let drawn =
            site.figures.iter().map(|figures| figures.iter().map(|_| OnceLock::new()).collect()).collect();
        let empty = |list: &Pinned| list.keys().map(|key| (*key, OnceLock::new())).collect();
        Self { shaper, drawn, pinned: site.pinned.iter().map(empty).collect() }
    }

    /// Warns of each figure with a letter that no font has.
    pub fn check_glyphs(&self, site: &Site, diagnostics: &mut Diagnostics) {
        for figure in site.figures.iter().flatten() {
            let words =
                [&figure.title.plain, &figure.subtitle.plain, &figure.source.plain].map(String::as_str);
            if let Some((glyph, words)) = glyphs::missing(&figure.chart, &words, &self.shaper) {
                diagnostics.push(missing_glyph(figure, glyph, words));
            }
        }
    }

    /// What words in drawings are shaped with.
    #[must_use]
    pub fn shaper(&self) -> &Shaper {
        &self.shaper
    }

    /// A figure as templates get it.
    #[must_use]
    pub fn context(&self, site: &Site, language: usize, place: usize) -> Option<Value> {
        let slot = self.drawn.get(language)?.get(place)?;
        let figure = site.figures.get(language)?.get(place)?;
        Some(slot.get_or_init(|| self.draw(site, language, figure, false)).context.clone())
    }

    /// Warns of words for which the drawing for phones, 320 pixels wide and up, has no room.
    #[must_use]
    pub fn check_room(&self, site: &Site, language: usize, place: usize) -> Option<Diagnostic> {
        let figure = site.figures.get(language)?.get(place)?;
        let drawn = self.drawn.get(language)?.get(place)?;
        no_room(figure, &drawn.get_or_init(|| self.draw(site, language, figure, false)).lost)
    }

    /// A figure as the texts of a page get it: with the rows of today, or of an edition.
    #[must_use]
    pub fn of_edition(
        &self,
        site: &Site,
        language: usize,
        place: usize,
        edition: Option<usize>,
    ) -> Option<Value> {
        let Some(edition) = edition else { return self.context(site, language, place) };
        let slot = self.pinned.get(edition)?.get(&(language, place))?;
        let figure = site.pinned.get(edition)?.get(&(language, place))?;
        Some(slot.get_or_init(|| self.draw(site, language, figure, true)).context.clone())
    }

    fn draw(&self, site: &Site, language: usize, figure: &Figure, pinned: bool) -> Drawn {
        let (drawings, lost) = self.drawings(site, language, figure);
        let home = figure.dataset.and_then(|place| tongue::dataset(site, place, language));
        // The files to download hold the rows of today.
        let file = |url: &Url| (!pinned).then(|| safe(finish::href(url)));
        let context = context! {
            id => &figure.id,
            title => safe(figure.title.html.clone()),
            plain_title => &figure.title.plain,
            subtitle => safe(figure.subtitle.html.clone()),
            note => safe(figure.note.html.clone()),
            source => safe(figure.source.html.clone()),
            byline => safe(figure.byline.html.clone()),
            fold => figure.fold.word(),
            hover => figure.hover,
            alt => &figure.alt.plain,
            summary => &figure.summary,
            protection => &figure.protection,
            href => safe(finish::href(&figure.url)),
            csv => file(&survey::figure_csv_url(&figure.id)),
            png => file(&survey::png_url(&figure.url, &figure.id)),
            embed => site.config.url.join(&survey::embed_url(&figure.url)),
            drawings => drawings,
            table => table(&figure.table, &figure.title.plain),
            dataset => home,
            ..tongue::mark(site, if figure.translated { language } else { 0 }, language)
        };
        Drawn { context, lost }
    }

    /// A figure as a picture, twice as wide as its drawing.
    #[must_use]
    pub fn png(&self, site: &Site, language: usize, place: usize) -> Option<Vec<u8>> {
        let figure = site.figures.get(language)?.get(place)?;
        let style = Style { shaper: &self.shaper, locale: &site.language(language)?.locale };
        raster::png(&plot::draw(&figure.chart, &style, Width::Wide), &self.shaper, 2.0)
    }

    /// The picture of a figure for links that are shared.
    #[must_use]
    pub fn card(&self, site: &Site, language: usize, place: usize) -> Option<Vec<u8>> {
        let figure = site.figures.get(language)?.get(place)?;
        let words = site.language(language)?;
        let style = Style { shaper: &self.shaper, locale: &words.locale };
        let name = site_name(site, language);
        let words = card::Words {
            title: &figure.title.plain,
            subtitle: &figure.subtitle.plain,
            source: &figure.source.plain,
            site: &name,
        };
        card::png(&figure.chart, &words, &style)
    }

    /// The picture of a section for links that are shared: its pages without a figure have it too.
    #[must_use]
    pub fn poster(&self, site: &Site, page: &Page) -> Option<Vec<u8>> {
        let locale = &site.language(page.language)?.locale;
        let words = card::Words {
            title: if page.title.is_empty() { site.title(page.language) } else { &page.title.plain },
            subtitle: &page.summary.plain,
            source: "",
            site: &site_name(site, page.language),
        };
        card::poster(&words, locale.right_to_left(), &Style { shaper: &self.shaper, locale })
    }

    /// The drawings at all widths, and what the narrowest has no room for.
    fn drawings(&self, site: &Site, language: usize, figure: &Figure) -> (Vec<Value>, Vec<String>) {
        let Some(language) = site.language(language) else { return Default::default() };
        let style = Style { shaper: &self.shaper, locale: &language.locale };
        let mut lost = Vec::new();
        let drawing = |width: Width| {
            let scene = plot::draw(&figure.chart, &style, width);
            let svg = safe(svg::write(&scene, &figure.id));
            if width == Width::Narrow {
                lost = scene.lost();
            }
            context! { width => width.pixels(), svg => svg }
        };
        (Width::ALL.into_iter().map(drawing).collect(), lost)
    }
}

/// How many words a message lists.
const SHOWN: usize = 4;

fn no_room(figure: &Figure, lost: &[String]) -> Option<Diagnostic> {
    if lost.is_empty() {
        return None;
    }
    let more = lost.len().saturating_sub(SHOWN);
    let rest = if more > 0 { format!(", and {more} more") } else { String::new() };
    let listed = lost.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    let message = format!("on a phone there is no room for {listed}{rest}");
    Some(
        Diagnostic::warning("no-room", figure.chart.span, message)
            .help("shorten the words, show fewer, or ask for fewer `labels`; the table has them all"),
    )
}

/// The site, and that it only demonstrates if it does.
fn site_name(site: &Site, language: usize) -> String {
    let notice = site.language(language).filter(|_| site.demonstrates());
    let notice = notice.map(|words| format!(" – {}", words.say("demonstration", &[])));
    format!("{}{}", site.title(language), notice.unwrap_or_default())
}

fn missing_glyph(figure: &Figure, glyph: char, words: &str) -> Diagnostic {
    let shown: String = words.chars().take(60).collect();
    Diagnostic::warning(
        "missing-glyph",
        figure.chart.span,
        format!("no font has `{glyph}` (U+{:04X}), which stands in `{shown}`", u32::from(glyph)),
    )
    .help("write it in Latin, Greek, Cyrillic or Arabic letters: pictures of this figure have a gap there")
}

/// HTML that is already escaped.
#[must_use]
pub fn safe(html: String) -> Value {
    Value::from_safe_string(html)
}

/// A table as templates get it.
#[must_use]
pub fn table(table: &FigureTable, caption: &str) -> Value {
    let column = |column: &Column| context! { title => &column.title, numeric => column.numeric };
    let cell = |cell: &TableCell| context! { text => &cell.text, class => cell.class, row_header => cell.header, value => &cell.value, row => cell.row };
    context! {
        caption => caption,
        columns => table.columns.iter().map(column).collect::<Vec<_>>(),
        rows => table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>()).collect::<Vec<_>>(),
    }
}

/// A figure's numbers as CSV: what a reader sees in the table, without separators and bounds. Behind a column in
/// which values are withheld stands one of their status.
#[must_use]
pub fn csv(table: &FigureTable) -> Vec<u8> {
    let withheld = |at: usize| table.rows.iter().any(|row| row.get(at).is_some_and(is_withheld));
    let columns: Vec<(bool, String)> = (table.columns.iter().enumerate())
        .map(|(at, column)| (withheld(at), publish::harmless(&column.title)))
        .collect();
    let head = columns.iter().flat_map(|(withheld, title)| {
        [Some(title.clone()), withheld.then(|| format!("{title} status"))].into_iter().flatten()
    });
    let head = head.collect();
    let plain = |cell: &TableCell| match (cell.header, cell.value.is_empty()) {
        (false, false) => cell.value.clone(),
        (false, true) => String::new(),
        (true, _) => publish::harmless(&cell.text),
    };
    let status = |cell: &TableCell| if is_withheld(cell) { data::cell::WITHHELD } else { "" }.to_owned();
    let row = |row: &Vec<TableCell>| {
        let cells = row.iter().zip(&columns);
        let both = cells.map(|(cell, (withheld, _))| [Some(plain(cell)), withheld.then(|| status(cell))]);
        both.flatten().flatten().collect()
    };
    let rows = table.rows.iter().map(row);
    publish::csv_of(std::iter::once(head).chain(rows))
}

fn is_withheld(cell: &TableCell) -> bool {
    cell.class == "withheld"
}
