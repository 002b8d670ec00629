//! A figure with every name resolved: its words, its chart, its table.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::FileId,
        url::Url,
        yaml::{fields::quoted_list, nearest, scalar::Written},
    },
    content::{
        figure::{Channel, Declaration},
        wording::Wording,
    },
    data::{
        Datasets,
        dataset::Dataset,
        rows::{self, Condition},
    },
    model::{
        chart::{Certainty, Chart, KeyWords, Labels, Mark, Panel, Stack},
        evaluate::Evaluator,
        figure::{annotation::annotations, axis::Axes, columns::Columns, points::Series},
        figure_table::FigureTable,
        language::Language,
        line::Line,
        summary,
    },
};

mod annotation;
pub mod axis;
pub mod columns;
mod map;
pub mod points;

/// A figure in one language.
#[derive(Debug)]
pub struct Figure {
    /// Its id.
    pub id: String,
    /// Where it was declared.
    pub file: FileId,
    /// The address of its page.
    pub url: Url,
    /// The finding.
    pub title: Line,
    /// What is measured.
    pub subtitle: Line,
    /// Whose numbers they are.
    pub source: Line,
    /// What a reader must know.
    pub note: Line,
    /// What the chart shows, in a sentence or two.
    pub alt: Line,
    /// What the numbers say, computed from them.
    pub summary: String,
    /// Its dataset, by place.
    pub dataset: usize,
    /// What is drawn.
    pub chart: Chart,
    /// The same numbers to read.
    pub table: FigureTable,
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
}

const MARKS: [(&str, Mark); 10] = [
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
];

const STACKS: [(&str, Stack); 3] =
    [("none", Stack::None), ("zero", Stack::Zero), ("percent", Stack::Percent)];

/// More colours than this cannot be told apart.
const MOST_SERIES: usize = 7;

impl Resolver<'_> {
    /// Resolves a declaration; every name that fits nothing is reported.
    pub fn resolve(&self, declared: &Declaration, url: Url, diagnostics: &mut Diagnostics) -> Option<Figure> {
        let mark = diagnostics.take(choose(&declared.mark, "mark", &MARKS));
        let (place, dataset) = diagnostics.take(self.dataset(&declared.data))?;
        let chart = self.chart(declared, mark?, dataset, diagnostics)?;
        let (chart, table) = chart;
        let summary = summary::of(&chart, self.language);
        Some(Figure {
            id: declared.id.clone(),
            file: declared.file,
            url,
            title: self.line(Some(&declared.title), diagnostics),
            subtitle: self.line(declared.subtitle.as_ref(), diagnostics),
            source: self.line(Some(&declared.source), diagnostics),
            note: self.line(declared.note.as_ref(), diagnostics),
            alt: self.alt(declared, &summary, diagnostics),
            summary,
            dataset: place,
            chart,
            table,
        })
    }

    fn line(&self, wording: Option<&Wording>, diagnostics: &mut Diagnostics) -> Line {
        wording
            .map(|wording| Line::fill(wording, self.evaluator, self.language, diagnostics))
            .unwrap_or_default()
    }

    /// The alternative text; where it is missing, what is computed is offered as the cure.
    fn alt(&self, declared: &Declaration, summary: &str, diagnostics: &mut Diagnostics) -> Line {
        if declared.alt.is_none() {
            diagnostics.push(
                Diagnostic::error(
                    "missing-field",
                    declared.mark.span,
                    "`alt` is missing: a reader who cannot see the chart gets nothing",
                )
                .help(format!("add a line such as `alt: \"{summary}\"`")),
            );
        }
        self.line(declared.alt.as_ref(), diagnostics)
    }

    fn dataset(&self, written: &Written) -> Result<(usize, &Dataset), Diagnostic> {
        let list = &self.datasets.list;
        let found = list.iter().position(|dataset| dataset.id == written.text);
        found.and_then(|place| Some((place, list.get(place)?))).ok_or_else(|| {
            let problem = Diagnostic::error(
                "unknown-dataset",
                written.span,
                format!("there is no dataset `{}`", written.text),
            );
            match nearest(&written.text, list.iter().map(|dataset| dataset.id.as_str())) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help("name a descriptor of `data/` without its ending"),
            }
        })
    }

    fn chart(
        &self,
        declared: &Declaration,
        mark: Mark,
        dataset: &Dataset,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Chart, FigureTable)> {
        if !dataset.sound {
            return None;
        }
        let columns = Columns::find(declared, mark, dataset, diagnostics)?;
        let rows = self.rows(declared, dataset, diagnostics)?;
        let stack = declared
            .stack
            .as_ref()
            .and_then(|word| diagnostics.take(choose(word, "stack", &STACKS)))
            .unwrap_or(Stack::None);
        let labels = labels(declared, diagnostics);
        let axes = diagnostics.take(Axes::new(declared, mark, &columns, dataset, &rows, self.language))?;
        let panels =
            diagnostics.take(points::panels(declared, &columns, dataset, &rows, &axes, self.language))?;
        if !matches!(mark, Mark::Cell | Mark::Coverage) {
            refuse_rainbow(declared, &panels, diagnostics);
        }
        refuse_broken_axis(mark, &columns.value_channel, diagnostics);
        let table = FigureTable::new(&panels, &axes, &columns, dataset, declared.decimals, self.language);
        let annotations = annotations(declared, &axes, columns.lies, diagnostics);
        let map = (mark == Mark::Map).then(|| map::map(declared, &axes, diagnostics));
        let words = words(mark, &panels, self.language);
        let chart = Chart {
            span: declared.mark.span,
            mark,
            dimension: axes.dimension,
            values: axes.values,
            panels: panels.into_iter().map(Panel::from).collect(),
            columns: declared.columns,
            stack,
            by_sign: declared.color.as_ref().is_some_and(|color| color.text == "sign"),
            labels,
            annotations,
            unit: unit(declared, columns.value, dataset),
            decimals: declared.decimals,
            height: declared.height,
            right_to_left: self.language.locale.right_to_left(),
            bins: declared.bins.clone(),
            words,
            map,
        };
        Some((chart, table))
    }

    /// The rows that the filter leaves.
    fn rows(
        &self,
        declared: &Declaration,
        dataset: &Dataset,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<usize>> {
        let wanted = declared.filter.len();
        let conditions: Vec<Condition> = declared
            .filter
            .iter()
            .filter_map(|predicate| diagnostics.take(Condition::declared(dataset, predicate)))
            .collect();
        (conditions.len() == wanted).then(|| rows::select(&dataset.table, &conditions))
    }
}

/// One of a few words, written in a declaration.
pub fn choose<T: Copy>(
    written: &Written,
    name: &str,
    choices: &[(&'static str, T)],
) -> Result<T, Diagnostic> {
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
        [("end", 0), ("value", 1), ("total", 2), ("key", 3), ("inside", 5), ("none", 4)];
    let mut labels = Labels::default();
    for written in &declared.labels {
        match diagnostics.take(choose(written, "labels", &WORDS)) {
            Some(0) => labels.end = true,
            Some(1) => labels.value = true,
            Some(2) => labels.total = true,
            Some(3) => labels.key = true,
            // Where nothing is stacked, the values stand at their marks.
            Some(5) => (labels.inside, labels.value) = (true, true),
            _ => {}
        }
    }
    labels
}

/// The words of the key, for what occurs; a map always has countries without a value.
fn words(mark: Mark, panels: &[Series], language: &Language) -> KeyWords {
    let points = || panels.iter().flat_map(|panel| &panel.series).flat_map(|series| &series.points);
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

/// The unit's word: of the figure, or of the field; none for a field without one.
fn unit(declared: &Declaration, value: usize, dataset: &Dataset) -> String {
    let of_field = || dataset.table.fields().get(value).map(|field| field.unit.clone()).unwrap_or_default();
    declared.unit.clone().unwrap_or_else(of_field)
}

fn refuse_rainbow(declared: &Declaration, panels: &[Series], diagnostics: &mut Diagnostics) {
    let most = panels.iter().map(|panel| panel.series.len()).max().unwrap_or_default();
    if most > MOST_SERIES && declared.highlight.is_empty() {
        let span = declared.series.as_ref().map_or(declared.mark.span, |series| series.span);
        diagnostics.push(
            Diagnostic::error(
                "too-many-colours",
                span,
                format!("{most} series cannot be told apart by colour"),
            )
            .help("name the few that matter under `highlight`, select some with `filter`, or use `facet`"),
        );
    }
}

/// A bar whose axis does not start at zero lies about proportions.
fn refuse_broken_axis(mark: Mark, channel: &Channel, diagnostics: &mut Diagnostics) {
    let lengths = matches!(mark, Mark::Bar | Mark::Column | Mark::Area);
    if let Some((low, high)) = channel.domain.filter(|(low, high)| lengths && (*low > 0.0 || *high < 0.0)) {
        diagnostics.push(
            Diagnostic::error(
                "broken-axis",
                channel.field.span,
                format!("an axis from {low} to {high} cuts the marks' feet off"),
            )
            .help("let the domain hold zero, or use `mark: dot`"),
        );
    }
}
