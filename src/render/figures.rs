//! The drawings of figures, each made once however many pages show it.

use std::sync::OnceLock;

use minijinja::{Value, context};

use crate::{
    base::diagnostic::{Diagnostic, Diagnostics},
    data::{self, publish},
    model::{
        figure::Figure,
        figure_table::{Column, FigureTable, TableCell},
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
    drawn: Vec<Vec<OnceLock<Value>>>,
}

impl Figures {
    /// Nothing drawn yet.
    #[must_use]
    pub fn new(site: &Site, shaper: Shaper) -> Self {
        let drawn =
            site.figures.iter().map(|figures| figures.iter().map(|_| OnceLock::new()).collect()).collect();
        Self { shaper, drawn }
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
        Some(slot.get_or_init(|| self.draw(site, language, figure)).clone())
    }

    fn draw(&self, site: &Site, language: usize, figure: &Figure) -> Value {
        let home = figure.dataset.and_then(|place| tongue::dataset(site, place, language));
        context! {
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
            csv => safe(finish::href(&survey::figure_csv_url(&figure.id))),
            png => safe(finish::href(&survey::png_url(&figure.url, &figure.id))),
            embed => site.config.url.join(&survey::embed_url(&figure.url)),
            drawings => self.drawings(site, language, figure),
            table => table(&figure.table, &figure.title.plain),
            dataset => home,
            ..tongue::mark(site, if figure.translated { language } else { 0 }, language)
        }
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

    fn drawings(&self, site: &Site, language: usize, figure: &Figure) -> Vec<Value> {
        let Some(language) = site.language(language) else { return Vec::new() };
        let style = Style { shaper: &self.shaper, locale: &language.locale };
        let drawing = |width: Width| {
            let scene = plot::draw(&figure.chart, &style, width);
            context! { width => width.pixels(), svg => safe(svg::write(&scene, &figure.id)) }
        };
        Width::ALL.into_iter().map(drawing).collect()
    }
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
