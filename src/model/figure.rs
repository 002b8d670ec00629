//! A figure with every name resolved: its words, its chart, its table.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::{FileId, Span},
        url::Url,
        yaml::{fields::quoted_list, nearest, scalar::Written},
    },
    content::{
        figure::{
            Declaration,
            parts::Table,
            words::{Translation, Words},
        },
        wording::Wording,
    },
    data::Datasets,
    model::{
        chart::{Certainty, Chart, KeyWords, Labels, Mark, Scale, Stack},
        evaluate::Evaluator,
        figure::{
            axis::Axes,
            drawing::Drawing,
            groups::Groups,
            inks::Inks,
            names::Names,
            numbers::Writer,
            order::What,
            points::{Part, Plan},
        },
        figure_table::FigureTable,
        index,
        language::Language,
        line::Line,
        protected, summary,
    },
};

mod annotation;
pub mod axis;
pub mod columns;
mod context;
pub mod drawing;
pub mod groups;
pub mod inks;
mod lint;
mod map;
pub mod names;
pub mod numbers;
pub mod order;
pub mod points;
pub mod sketch;
pub mod source;
mod top;
mod unused;
mod withheld;

/// A figure in one language.
#[derive(Debug)]
pub struct Figure {
    /// Its id.
    pub id: String,
    /// Where it was declared.
    pub file: FileId,
    /// The address of its page; that in the first language if its words are not translated.
    pub url: Url,
    /// True if its words are in the language that it is drawn in.
    pub translated: bool,
    /// The finding.
    pub title: Line,
    /// What is measured.
    pub subtitle: Line,
    /// Whose numbers they are.
    pub source: Line,
    /// What a reader must know.
    pub note: Line,
    /// Who made it.
    pub byline: Line,
    /// What the chart shows, in a sentence or two.
    pub alt: Line,
    /// What the numbers say, computed from them.
    pub summary: String,
    /// What a reader must know of withheld values; empty if there are none.
    pub protection: String,
    /// Its dataset, by place; none if its rows stand in the figure itself.
    pub dataset: Option<usize>,
    /// What is drawn.
    pub chart: Chart,
    /// The same numbers to read.
    pub table: FigureTable,
    /// How that table stands below the drawing.
    pub fold: Table,
    /// Values are shown under the pointer.
    pub hover: bool,
    /// There is a picture for links that are shared.
    pub card: bool,
}

/// What declarations can ask for.
#[derive(Clone, Copy, Debug)]
pub struct Resolver<'a> {
    /// Datasets.
    pub datasets: &'a Datasets,
    /// Facts and functions for the words.
    pub evaluator: &'a Evaluator<'a>,
    /// The language.
    pub language: &'a Language,
    /// The language of its own words.
    pub first: &'a Language,
}

/// The marks by their words.
pub const MARKS: [(&str, Mark); 13] = [
    ("line", Mark::Line),
    ("area", Mark::Area),
    ("bar", Mark::Bar),
    ("column", Mark::Column),
    ("dot", Mark::Dot),
    ("range", Mark::Range),
    ("slope", Mark::Slope),
    ("cell", Mark::Cell),
    ("coverage", Mark::Coverage),
    ("map", Mark::Map),
    ("timeline", Mark::Timeline),
    ("number", Mark::Number),
    ("table", Mark::Table),
];

const STACKS: [(&str, Stack); 3] =
    [("none", Stack::None), ("zero", Stack::Zero), ("percent", Stack::Percent)];

impl Resolver<'_> {
    /// Resolves a declaration; every name that fits nothing is reported.
    pub fn resolve(&self, declared: &Declaration, diagnostics: &mut Diagnostics) -> Option<Figure> {
        let mark = diagnostics.take(choose(&declared.mark, "mark", &MARKS));
        let source = source::source(declared, self.datasets, diagnostics)?;
        let (mark, place, notice) = (mark?, source.place, source.dataset.notice.clone());
        diagnostics.extend(unused::unused(declared, mark, &MARKS));
        let tag = self.language.locale.tag();
        let translation = declared.translations.iter().find(|translation| translation.tag == tag);
        let translated = self.language.prefix.is_empty() || translation.is_some();
        let words = (self.language, self.first, translation);
        let drawing = Drawing::new(declared, mark, source, words, diagnostics)?;
        let (chart, table) = self.chart(declared, mark, &drawing, translation, diagnostics)?;
        let protection = protected::figure_note(notice.as_ref(), &table, self.language);
        let summary = summary::of(&chart, self.language);
        let sentences = [summary, protection.clone()].into_iter().filter(|words| !words.is_empty());
        let summary = sentences.collect::<Vec<_>>().join(" ");
        let say = Says { resolver: self, own: &declared.words, translation };
        Some(Figure {
            id: declared.id.clone(),
            file: declared.file,
            url: index::figure_url(if translated { &self.language.prefix } else { "" }, &declared.id),
            translated,
            title: say.line(|words| words.title.as_ref(), diagnostics),
            subtitle: say.line(|words| words.subtitle.as_ref(), diagnostics),
            source: say.line(|words| words.source.as_ref(), diagnostics),
            note: say.line(|words| words.note.as_ref(), diagnostics),
            byline: say.line(|words| words.byline.as_ref(), diagnostics),
            alt: say.alt(declared.mark.span, &summary, diagnostics),
            summary,
            protection,
            dataset: place,
            chart,
            table,
            fold: declared.table,
            hover: declared.hover,
            card: declared.card,
        })
    }

    fn chart(
        &self,
        declared: &Declaration,
        mark: Mark,
        drawing: &Drawing<'_>,
        translation: Option<&Translation>,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Chart, FigureTable)> {
        let (dataset, columns) = (&drawing.dataset, &drawing.columns);
        let names = Names { dataset, language: self.language, first: self.first, translation };
        if declared.top.is_none() {
            names.check(&columns.named(), diagnostics);
        }
        diagnostics.extend(withheld::refused(declared, drawing));
        let numbers = columns.value_channel.numbers.or(&declared.numbers);
        let writer = Writer::new(dataset.table.fields().get(columns.value)?, numbers, self.language);
        let axes = diagnostics.take(Axes::new(declared, mark, drawing, names, &writer))?;
        let series = columns.series.map(|column| {
            let mut groups = Groups::new(dataset, column, &drawing.rows);
            let sort = drawing.sort(declared, What::Series);
            order::arrange(&mut groups, column, sort, What::Series, (columns, names)).map(|()| groups)
        });
        let series = diagnostics.take(series.transpose())?;
        let inks = Inks::new(declared, drawing, (series.as_ref(), &axes), names, diagnostics);
        let (axes, series) = (&axes, series.as_ref());
        let plan = Plan { declared, mark, drawing, axes, inks: &inks, names, writer: &writer, series };
        let panels = diagnostics.take(plan.panels())?;
        lint::lint(&plan, mark, &panels, diagnostics);
        let context = declared.context.as_ref().map(|context| context::context(context, &plan));
        let context = context.and_then(|context| diagnostics.take(context));
        let table = FigureTable::new(&panels, context.as_ref(), &plan);
        let chart = Chart {
            panels: panels.iter().map(|panel| panel.panel(context.as_ref())).collect(),
            words: key_words(mark, &panels, self.language),
            tints: inks.key.clone(),
            ..self.shape(&plan, mark, diagnostics)
        };
        Some((chart, table))
    }

    /// All of a chart but its panels.
    fn shape(&self, plan: &Plan<'_>, mark: Mark, diagnostics: &mut Diagnostics) -> Chart {
        let Plan { declared, axes, writer, names, .. } = plan;
        let stack = declared.stack.as_ref();
        let stack = stack.and_then(|word| diagnostics.take(choose(word, "stack", &STACKS)));
        Chart {
            dimension: axes.dimension.clone(),
            values: axes.values.clone(),
            columns: declared.columns,
            stack: stack.unwrap_or(Stack::None),
            by_sign: declared.color.as_ref().is_some_and(|color| color.text == "sign"),
            labels: labels(declared, diagnostics),
            annotations: annotation::annotations(plan, diagnostics),
            unit: self.unit(declared, names.translation, writer),
            decimals: writer.numbers.decimals,
            height: declared.height,
            right_to_left: self.language.locale.right_to_left(),
            bins: declared.bins.clone(),
            map: (mark == Mark::Map).then(|| map::map(declared, axes, diagnostics)),
            ..Chart::new(declared.mark.span, mark, Scale::Quantity, Vec::new())
        }
    }

    /// The unit's word: of the figure, or of the field; none for a field without one.
    fn unit(&self, declared: &Declaration, translation: Option<&Translation>, writer: &Writer<'_>) -> String {
        let translated = translation.and_then(|translation| translation.words.unit.clone());
        translated
            .or_else(|| declared.words.unit.clone())
            .unwrap_or_else(|| writer.field.unit_in(self.language.locale.tag()).to_owned())
    }
}

/// The words of a figure in the language, or in the first one.
struct Says<'a> {
    resolver: &'a Resolver<'a>,
    own: &'a Words,
    translation: Option<&'a Translation>,
}

impl Says<'_> {
    fn line<'w>(
        &'w self,
        which: impl Fn(&'w Words) -> Option<&'w Wording>,
        diagnostics: &mut Diagnostics,
    ) -> Line {
        let Resolver { evaluator, language, first, .. } = self.resolver;
        let translated = self.translation.and_then(|translation| which(&translation.words));
        let language = if translated.is_some() { language } else { first };
        let wording = translated.or_else(|| which(self.own));
        wording.map(|wording| Line::fill(wording, evaluator, language, diagnostics)).unwrap_or_default()
    }

    /// The alternative text; where it is missing, what is computed is offered as the cure.
    fn alt(&self, mark: Span, summary: &str, diagnostics: &mut Diagnostics) -> Line {
        let missing = match self.translation {
            Some(Translation { words, .. }) if words.alt.is_none() => words.title.as_ref().map(|t| t.span),
            None if self.own.alt.is_none() => Some(mark),
            _ => None,
        };
        if let Some(span) = missing {
            let message = "`alt` is missing: a reader who cannot see the chart gets nothing";
            diagnostics.push(
                Diagnostic::error("missing-field", span, message)
                    .help(format!("add a line such as `alt: \"{summary}\"`")),
            );
        }
        self.line(|words| words.alt.as_ref(), diagnostics)
    }
}

/// One of a few words, written in a declaration.
fn choose<T: Copy>(written: &Written, name: &str, choices: &[(&'static str, T)]) -> Result<T, Diagnostic> {
    if let Some((_, value)) = choices.iter().find(|(word, _)| *word == written.text) {
        return Ok(*value);
    }
    let words = || choices.iter().map(|(word, _)| *word);
    let problem =
        Diagnostic::error("unknown-word", written.span, format!("`{name}` cannot be `{}`", written.text));
    Err(match nearest(&written.text, words()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("write one of {}", quoted_list(words()))),
    })
}

fn labels(declared: &Declaration, diagnostics: &mut Diagnostics) -> Labels {
    const WORDS: [(&str, u8); 6] =
        [("end", 0), ("value", 1), ("total", 2), ("key", 3), ("inside", 4), ("none", 5)];
    let mut labels = Labels::default();
    for written in &declared.labels {
        match diagnostics.take(choose(written, "labels", &WORDS)) {
            Some(0) => labels.end = true,
            Some(1) => labels.value = true,
            Some(2) => labels.total = true,
            Some(3) => labels.key = true,
            // Where nothing is stacked, the values stand at their marks.
            Some(4) => (labels.inside, labels.value) = (true, true),
            _ => {}
        }
    }
    labels
}

/// The words of the key, for what occurs; a map always has countries without a value.
fn key_words(mark: Mark, panels: &[Part], language: &Language) -> KeyWords {
    let points = || panels.iter().flat_map(|panel| &panel.drawn).flat_map(|drawn| &drawn.series.points);
    let sure = |wanted: &[Certainty]| {
        points().any(|point| point.value.is_some() && wanted.contains(&point.certainty))
    };
    let say = |needed: bool, id| if needed { language.say(id, &[]) } else { String::new() };
    let blank = mark == Mark::Map || points().any(|point| point.value.is_none());
    if mark == Mark::Coverage {
        return KeyWords {
            sure: say(sure(&[Certainty::Sure]), "chart-known"),
            unsure: say(sure(&[Certainty::Unsure]), "chart-unsure"),
            conflict: say(sure(&[Certainty::Conflicting]), "chart-conflict"),
            bound: say(sure(&[Certainty::AtLeast, Certainty::AtMost]), "chart-bound"),
            blank: say(blank, "chart-not-found"),
        };
    }
    KeyWords { blank: say(blank, "chart-no-data"), ..KeyWords::default() }
}
