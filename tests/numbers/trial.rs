//! One cell, edited: the site is built again from the changed file and compared with what it was.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use casebook::{
    base::{diagnostic::Diagnostic, span::Span, url::Url},
    content::{figure::Declaration, filed::Filed},
    data::{Datasets, dataset::Dataset, field::Field, kind::FieldType, value::Value},
    model::chart::{Chart, Mark},
    render::{produce::Renderer, survey},
};
use rust_decimal::Decimal;

use crate::{
    drawing::{self, Truth},
    edition::{self, Edition},
    oracle::{Book, Form, Worth},
    page::{self, Grid},
    reads::{self, CellId, Of, Readers, Statement, What},
};

/// Faults that name a statement, or a row that an expression no longer finds.
const UNTRUE: [&str; 8] = [
    "false-statement",
    "undecided-by-bound",
    "broken-expectation",
    "no-such-value",
    "no-such-row",
    "ambiguous-row",
    "missing-figure",
    "no-result",
];

/// The site before any edit.
pub struct Base<'a> {
    pub edition: &'a Edition<'a>,
    pub statements: Vec<Statement<'a>>,
    documents: &'a [Filed],
    figures: &'a [Declaration],
    texts: BTreeMap<&'a Url, String>,
}

/// What came of an edit.
#[derive(Default)]
pub struct Outcome {
    /// Where the new value was found, or that the build was refused.
    pub met: Vec<&'static str>,
    pub complaints: Vec<String>,
}

/// An edition with one cell changed.
struct Trial<'t> {
    base: &'t Base<'t>,
    edition: &'t Edition<'t>,
    renderer: Renderer<'t>,
    book: Book<'t>,
    cell: CellId,
    new: Decimal,
    outcome: Outcome,
}

impl<'a> Base<'a> {
    pub fn new(edition: &'a Edition<'a>, documents: &'a [Filed], figures: &'a [Declaration]) -> Self {
        let renderer = edition.renderer();
        let text = |url: &'a Url| (url, edition.text(&renderer, url));
        let texts = edition.routes.list.iter().map(|route| text(&route.url)).collect();
        let statements = reads::statements(documents, figures);
        Self { edition, statements, documents, figures, texts }
    }

    fn datasets(&self) -> &'a Datasets {
        &self.edition.project.site.datasets
    }

    fn text(&self, url: &Url) -> &str {
        self.texts.get(url).map_or("", String::as_str)
    }

    /// Edits a cell in the copy of the project in `folder`, looks everywhere, and puts the old file back.
    pub fn try_cell(&self, cell: CellId, readers: &Readers, folder: &Path) -> Outcome {
        let dataset = &self.datasets().list[cell.0];
        let sources = self.edition.project.sources;
        let (path, old) = (folder.join(sources.path(dataset.file)), sources.text(dataset.file));
        let span = dataset.table.span(cell.1, cell.2);
        let mut refused = None;
        for new in self.candidates(cell, readers) {
            let edited = format!("{}{new}{}", &old[..span.start as usize], &old[span.end as usize..]);
            fs::write(&path, edited).unwrap();
            let outcome = self.try_number(cell, readers, new, folder);
            if let Some(outcome) = outcome.0 {
                fs::write(&path, old).unwrap();
                return outcome;
            }
            refused = refused.or(outcome.1);
        }
        fs::write(&path, old).unwrap();
        refused.unwrap_or_else(|| self.complaint(cell, "there is no other number to try"))
    }

    /// The outcome; or, where the checks of the dataset refuse the number, what they say about it.
    fn try_number(
        &self,
        cell: CellId,
        readers: &Readers,
        new: Decimal,
        folder: &Path,
    ) -> (Option<Outcome>, Option<Outcome>) {
        let sources = edition::sources(folder);
        let edition = Edition::new(&sources);
        if !edition.project.site.datasets.list[cell.0].sound {
            return (None, Some(self.refused_by_the_data(cell, &edition)));
        }
        // A key decides which rows are meant, so they are selected anew.
        let book = if readers.selects {
            Book { datasets: &edition.project.site.datasets, sources: &sources, edit: None }
        } else {
            let edit = Some((cell, new));
            Book { datasets: self.datasets(), sources: self.edition.project.sources, edit }
        };
        let renderer = edition.renderer();
        let mut trial =
            Trial { base: self, edition: &edition, renderer, book, cell, new, outcome: Outcome::default() };
        trial.run(readers);
        (Some(trial.outcome), None)
    }

    /// The dataset's own checks speak, and at a place of its files.
    fn refused_by_the_data(&self, cell: CellId, edition: &Edition<'_>) -> Outcome {
        let dataset = &self.datasets().list[cell.0];
        let own = |span: &Span| span.file == dataset.file || span.file == dataset.span.file;
        let errors = edition.errors();
        if errors.iter().any(|error| error.span.is_some_and(|span| own(&span))) {
            return Outcome { met: vec!["refused by a check"], complaints: Vec::new() };
        }
        self.complaint(cell, &format!("refused without a place in the dataset: {errors:?}"))
    }

    fn complaint(&self, cell: CellId, words: &str) -> Outcome {
        Outcome { met: Vec::new(), complaints: vec![format!("{}: {words}", self.name(cell))] }
    }

    fn name(&self, cell: CellId) -> String {
        let dataset = &self.datasets().list[cell.0];
        let place = dataset.table.place(cell.1, cell.2);
        format!("data/{}.csv, row {}, `{}`", dataset.id, place.row, place.column)
    }

    /// Numbers to put into a cell: far enough from the old one to be seen in every drawing, within what the
    /// descriptor and the axes allow; or one that the descriptor refuses, if it allows no other.
    fn candidates(&self, cell: CellId, readers: &Readers) -> Vec<Decimal> {
        let dataset = &self.datasets().list[cell.0];
        let field = &dataset.table.fields()[cell.2];
        let numbers: Vec<Decimal> = dataset.table.column(cell.2).filter_map(|cell| cell.decimal()).collect();
        let old = dataset.table.cell(cell.1, cell.2).decimal().unwrap();
        let all: Vec<Decimal> = if field.kind == FieldType::Year {
            (1..60)
                .flat_map(|step| [Decimal::from(step), Decimal::from(-step)])
                .map(|step| old + step)
                .collect()
        } else {
            let reach = numbers.iter().max().copied().unwrap_or(Decimal::ONE);
            let steps = [23, -23, 41, -41, 11, -11].map(|step| reach * Decimal::new(step, 2));
            steps.into_iter().chain([Decimal::ONE, -Decimal::ONE]).map(|step| old + step).collect()
        };
        let fits = |number: &Decimal| {
            *number > Decimal::ZERO
                && *number != old
                && within(field, *number)
                && (field.kind != FieldType::Year || !numbers.contains(number))
                && readers.lengths.iter().all(|figure| self.on_axis(*figure, *number))
        };
        let all: Vec<Decimal> = all.into_iter().map(|number| number.round_dp(old.scale())).collect();
        let fitting: Vec<Decimal> = all.iter().copied().filter(fits).collect();
        if fitting.is_empty() { all.into_iter().take(1).collect() } else { fitting }
    }

    fn on_axis(&self, figure: usize, number: Decimal) -> bool {
        let domain = self.edition.project.site.figures[0][figure].chart.values.domain;
        let divisor = self.figures[figure].numbers.divide.unwrap_or(Decimal::ONE);
        domain.is_none_or(|(low, high)| {
            let number: f64 = (number / divisor).try_into().unwrap();
            low <= number && number <= high
        })
    }
}

fn within(field: &Field, number: Decimal) -> bool {
    let limit = |value: &Option<Value>| value.as_ref().and_then(Value::decimal);
    limit(&field.constraints.minimum).is_none_or(|low| low <= number)
        && limit(&field.constraints.maximum).is_none_or(|high| number <= high)
        && field.constraints.allowed.is_empty()
}

impl<'t> Trial<'t> {
    fn run(&mut self, readers: &Readers) {
        let untrue = self.untrue(readers);
        for figure in readers.lengths.union(&readers.positions) {
            self.figure(*figure, readers);
        }
        readers.derived.iter().for_each(|figure| self.derived_figure(*figure, &untrue));
        self.dataset();
        readers.facts.iter().for_each(|fact| self.fact(*fact, &untrue));
        readers.statements.iter().for_each(|statement| self.statement(*statement, &untrue));
        self.pages(readers, &untrue);
    }

    fn complain(&mut self, words: String) {
        let name = self.base.name(self.cell);
        self.outcome.complaints.push(format!("{name} becomes {}: {words}", self.new));
    }

    fn note(&mut self, place: &'static str, complaint: Option<String>) {
        match complaint {
            None => self.outcome.met.push(place),
            Some(words) => self.complain(format!("{place}: {words}")),
        }
    }

    fn text(&self, url: &Url) -> String {
        self.edition.text(&self.renderer, url)
    }

    /// The places of what the build refuses; each must belong to somebody who reads the cell.
    fn untrue(&mut self, readers: &Readers) -> Vec<Span> {
        let mut places = Vec::new();
        for error in self.edition.errors().into_iter().cloned().collect::<Vec<Diagnostic>>() {
            let known = UNTRUE.contains(&error.code) || error.code == "unusable-fact";
            let gone = |span: &Span| error.code == "no-such-value" && self.is_of_a_figure(*span, readers);
            let own = |span: &Span| self.reads(*span, readers) || gone(span);
            match error.span.filter(|span| known && own(span)) {
                Some(span) => places.push(span),
                None => self.complain(format!("refused for no reason: {error:?}")),
            }
        }
        if !places.is_empty() {
            self.outcome.met.push("refused");
        }
        places
    }

    /// Whether a figure that shows, selects or groups by the cell is declared there: it may name a series or a
    /// row that it no longer has.
    fn is_of_a_figure(&self, span: Span, readers: &Readers) -> bool {
        readers.positions.iter().any(|figure| self.base.figures[*figure].file == span.file)
    }

    fn reads(&self, span: Span, readers: &Readers) -> bool {
        let within =
            |outer: Span| outer.file == span.file && outer.start <= span.start && span.end <= outer.end;
        let datasets = self.base.datasets();
        let statements = readers.statements.iter().any(|place| within(self.base.statements[*place].span));
        let facts = readers.facts.iter().any(|place| within(datasets.facts[*place].expr.span));
        let selected = readers.selects && {
            let all = self.base.statements.iter().map(|statement| statement.span);
            all.chain(datasets.facts.iter().map(|fact| fact.expr.span)).any(within)
        };
        let expected = datasets.list.iter().flat_map(|dataset| &dataset.expectations);
        statements || facts || selected || expected.into_iter().any(|expected| within(expected.span))
    }

    /// The mark stands where the new number says, on the figure's page and wherever the figure is shown.
    fn figure(&mut self, place: usize, readers: &Readers) {
        let figure = &self.base.edition.project.site.figures[0][place];
        let declared = &self.base.figures[place];
        let columns = reads::columns(declared, self.base.datasets());
        let table = &self.base.datasets().list[columns.dataset].table;
        let stays = reads::stays(declared, &table.fields()[self.cell.2].name, self.new);
        let number = |row: usize, column: &Option<String>| -> Option<f64> {
            let gone = row == usize::MAX || (row == self.cell.1 && !stays);
            let field = table.field(column.as_ref()?).filter(|_| !gone)?;
            self.book.number((columns.dataset, row, field))?.try_into().ok()
        };
        let length = |row: usize| match columns.value {
            Some(_) => number(row, &columns.value),
            None => number(row, &columns.dimension).map(|_| 1.0),
        };
        let position = |row: usize| number(row, &columns.dimension);
        let at = |url: &Url| {
            let complaint = self.drawing(url, &figure.chart, &figure.id, &length, &position);
            complaint.map(|words| format!("{} at {}: {words}", figure.id, url.as_str()))
        };
        let complaints: Vec<Option<String>> = self.shown(place).into_iter().map(at).collect();
        complaints.into_iter().for_each(|complaint| self.note("drawing", complaint));
        let (url, csv) = (figure.url.clone(), survey::figure_csv_url(&figure.id));
        if readers.lengths.contains(&place) {
            self.figure_table(place, &url);
            self.figure_csv(&csv, declared.numbers.divide);
        } else if self.base.text(&url) == self.text(&url) {
            self.complain(format!("the page of the figure {} is as it was", figure.id));
        }
    }

    /// What is wrong with the drawings of a figure at an address.
    fn drawing(
        &self,
        url: &Url,
        chart: &Chart,
        id: &str,
        length: &dyn Fn(usize) -> Option<f64>,
        position: &dyn Fn(usize) -> Option<f64>,
    ) -> Option<String> {
        let text = self.text(url);
        let drawings = drawing::drawings(&text, id);
        if drawings.is_empty() {
            return Some("is gone".to_owned());
        }
        let coloured = matches!(chart.mark, Mark::Map | Mark::Cell);
        let truth = Truth::new(chart, length, position);
        drawings.iter().find_map(|svg| {
            let colours = if coloured { drawing::misclassed(svg, chart, length) } else { None };
            let places = (chart.mark != Mark::Map).then(|| truth.complaint(&drawing::spots(svg)));
            colours.or(places.flatten())
        })
    }

    /// A figure of a derived dataset, and the dataset itself, say in every place what is worked out anew from
    /// the CSV files.
    fn derived_figure(&mut self, place: usize, untrue: &[Span]) {
        let old = &self.base.edition.project.site.figures[0][place];
        let declared = &self.base.figures[place];
        let columns = reads::columns(declared, self.base.datasets());
        let Some(value) = &columns.value else { return };
        let site = &self.edition.project.site;
        let Some(figure) = site.figures[0].iter().find(|figure| figure.id == old.id) else {
            if untrue.is_empty() {
                self.complain(format!("{} is gone, and nothing says so", old.id));
            }
            return;
        };
        let sheet = self.book.sheet(columns.dataset);
        let number = |row: usize, column: &str| sheet.number(row, column)?.try_into().ok();
        let length = |row: usize| number(row, value);
        let position = |row: usize| number(row, columns.dimension.as_ref()?);
        let complaint = self.drawing(&figure.url, &figure.chart, &figure.id, &length, &position);
        self.note("derived drawing", complaint.map(|words| format!("{}: {words}", figure.id)));

        let numbers: Vec<Decimal> =
            (0..sheet.rows.len()).filter_map(|row| sheet.number(row, value)).collect();
        let shown =
            figure.chart.panels.iter().flat_map(|panel| &panel.series).flat_map(|series| &series.points);
        let shown = shown.filter(|point| length(point.row).is_some()).count();
        let all = shown == numbers.len();
        self.note("derived rows", (!all).then(|| format!("{shown} marks for {} numbers", numbers.len())));

        let grid = page::grid(&self.text(&figure.url), &figure.title.plain);
        let places = declared.numbers.decimals.map(u32::from);
        let mut words = numbers.iter().map(|number| Form::Number(places).write(*number));
        let unsaid = words.find(|words| !grid.values().any(|text| page::says(text, words)));
        self.note("derived table", unsaid.map(|words| format!("{}: no cell says `{words}`", figure.id)));

        let dataset = &self.base.datasets().list[columns.dataset];
        let files = [survey::figure_csv_url(&figure.id), survey::dataset_file_url(&dataset.id, "csv")];
        for (url, listed) in files.iter().zip([true, dataset.publish]) {
            let records = records(&self.text(url));
            let told: BTreeSet<String> =
                records.iter().flatten().filter_map(|cell| cell.parse().ok()).map(machine).collect();
            let missing = numbers.iter().map(|number| machine(*number)).find(|words| !told.contains(words));
            let complaint = missing.filter(|_| listed);
            self.note("derived CSV", complaint.map(|words| format!("{}: no `{words}`", url.as_str())));
        }
    }

    /// The addresses whose drawings are read: the figure's own, and for one of its rows all that show it.
    fn shown(&self, place: usize) -> Vec<&'t Url> {
        let figure = &self.base.edition.project.site.figures[0][place];
        let first =
            figure.chart.panels.iter().flat_map(|panel| &panel.series).flat_map(|series| &series.points);
        if first.map(|point| point.row).min() != Some(self.cell.1) {
            return vec![&figure.url];
        }
        let named = format!("aria-labelledby=\"{}-title\" aria-describedby", figure.id);
        self.base.texts.iter().filter(|(_, text)| text.contains(&named)).map(|(url, _)| *url).collect()
    }

    /// One cell of the figure's table is another, and says the new number.
    fn figure_table(&mut self, place: usize, url: &Url) {
        let caption = |edition: &Edition<'_>| edition.project.site.figures[0][place].title.plain.clone();
        let was = page::grid(self.base.text(url), &caption(self.base.edition));
        let is = page::grid(&self.text(url), &caption(self.edition));
        let declared = &self.base.figures[place];
        let places = declared.numbers.decimals.map_or(self.scale(), |decimals| Some(u32::from(decimals)));
        let divided = |number: Decimal| number / declared.numbers.divide.unwrap_or(Decimal::ONE);
        let words = Form::Number(places).write(divided(self.new));
        let complaint = match changes(&was, &is).as_slice() {
            [only] if page::says(only, &words) => None,
            // Rounded, the number may be the one that it was.
            [] if Form::Number(places).write(divided(self.old())) == words => None,
            other => Some(format!("`{words}` is not the one change of the table: {other:?}")),
        };
        self.note("figure table", complaint);
    }

    fn figure_csv(&mut self, url: &Url, divide: Option<Decimal>) {
        let was = records(self.base.text(url));
        let is = records(&self.text(url));
        let mut changed: Vec<String> = Vec::new();
        for record in is.iter().filter(|record| !was.contains(record)) {
            changed.extend(record.iter().cloned());
        }
        let words = (self.new / divide.unwrap_or(Decimal::ONE)).normalize().to_string();
        let complaint = (!changed.contains(&words)).then(|| format!("`{words}` is not in {changed:?}"));
        self.note("figure CSV", complaint);
    }

    /// The page and the downloads of the dataset.
    fn dataset(&mut self) {
        let dataset = &self.base.datasets().list[self.cell.0];
        if !dataset.publish {
            return;
        }
        self.dataset_page(dataset);
        let csv = survey::dataset_file_url(&dataset.id, "csv");
        let (was, is) = (records(self.base.text(&csv)), records(&self.text(&csv)));
        let mut wanted = was;
        wanted[self.cell.1 + 1][self.cell.2] = self.new.to_string();
        self.note("CSV", (is != wanted).then(|| "is not the old one with the new number".to_owned()));

        let json = survey::dataset_file_url(&dataset.id, "json");
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let (mut wanted, is) = (read(self.base.text(&json)), read(&self.text(&json)));
        let name = &dataset.table.fields()[self.cell.2].name;
        wanted[self.cell.1][name] = read(&self.new.to_string());
        self.note("JSON", (is != wanted).then(|| "is not the old one with the new number".to_owned()));
    }

    fn dataset_page(&mut self, dataset: &Dataset) {
        let url = casebook::model::index::dataset_url("", &dataset.id);
        let fields = dataset.table.fields();
        let status: Vec<usize> = fields.iter().filter_map(|field| field.status).collect();
        let column = (0..self.cell.2).filter(|field| !status.contains(field)).count();
        let was = page::rows(self.base.text(&url), &dataset.about.title);
        let is = page::rows(&self.text(&url), &dataset.about.title);
        if self.cell.1 >= was.len() {
            return;
        }
        let found = is[self.cell.1][column].clone();
        let words = if fields[self.cell.2].kind == FieldType::Year {
            self.new.to_string()
        } else {
            Form::Number(self.scale()).write(self.new)
        };
        let others = was.iter().zip(&is).filter(|(was, is)| was != is).count();
        let right = page::says(&found, &words) && others == 1;
        self.note("dataset table", (!right).then(|| format!("says `{found}`, not `{words}`")));
    }

    /// The decimals of a column that has some; none for counts.
    fn scale(&self) -> Option<u32> {
        let field = &self.base.datasets().list[self.cell.0].table.fields()[self.cell.2];
        (field.kind == FieldType::Number).then(|| self.new.scale())
    }

    fn old(&self) -> Decimal {
        self.before().number(self.cell).unwrap()
    }

    fn before(&self) -> Book<'_> {
        Book { datasets: self.base.datasets(), sources: self.base.edition.project.sources, edit: None }
    }

    /// The page of a fact and the manifest say the new worth.
    fn fact(&mut self, place: usize, untrue: &[Span]) {
        let datasets = self.base.datasets();
        let declared = &datasets.facts[place];
        let Some(wanted) = self.book.decimal(&declared.expr) else {
            if untrue.is_empty() {
                self.complain(format!("the fact {} has no row, and nothing says so", declared.id));
            }
            return;
        };
        let url = casebook::model::index::fact_url("", &declared.id);
        let value = machine(wanted);
        let words = Form::of(What::Value { fact: &declared.id }, datasets).unwrap().write(wanted);
        let found = page::marked(&self.text(&url));
        let right = found.iter().any(|(number, text)| *number == value && page::says(text, &words));
        let listed = self.edition.routes.published.get(&format!("fact:{}", declared.id)) == Some(&value);
        let complaint = format!("{} should be {value}, `{words}`, not {found:?}", declared.id);
        self.note("fact page", (!(right && listed)).then_some(complaint));
    }

    /// Words that are a number must be refused exactly when they are not the new one; a condition, exactly
    /// when it does not hold.
    fn statement(&mut self, place: usize, untrue: &[Span]) {
        let statement = &self.base.statements[place];
        let refused = untrue.iter().any(|span| {
            span.file == statement.span.file
                && statement.span.start <= span.start
                && span.end <= statement.span.end
        });
        let holds = match (statement.what, self.book.statement(statement.what)) {
            (What::Expression(_), Some(Worth::Words(holds))) => Some(holds),
            (what @ What::Words { words, .. }, Some(Worth::Number(number))) => {
                let digits = words.starts_with(|c: char| c.is_ascii_digit());
                let form = Form::of(what, self.base.datasets()).filter(|_| digits);
                form.map(|form| form.write(number) == words)
            }
            _ => None,
        };
        if holds.is_some_and(|holds| holds == refused) {
            let found = if refused { "refused" } else { "published" };
            self.complain(format!("the statement at {:?} is {found}", statement.span));
        }
    }

    /// Every page that is still true marks the new worth of everything that is computed from the cell.
    fn pages(&mut self, readers: &Readers, untrue: &[Span]) {
        for (place, document) in self.base.documents.iter().enumerate() {
            let own = |statement: &&usize| self.base.statements[**statement].of == Of::Page(place);
            let own: Vec<usize> = readers.statements.iter().filter(own).copied().collect();
            if own.is_empty() || untrue.iter().any(|span| span.file == document.file) {
                continue;
            }
            let page =
                self.base.edition.project.site.pages.iter().find(|page| page.file == Some(document.file));
            let Some(url) = page.map(|page| page.url.clone()) else { continue };
            let complaint = self.prose(&url, &own);
            self.note("prose", complaint.map(|words| format!("{}: {words}", url.as_str())));
        }
    }

    fn prose(&self, url: &Url, own: &[usize]) -> Option<String> {
        // What has no worth any more is refused where it is declared.
        if own.iter().any(|place| self.book.statement(self.base.statements[*place].what).is_none()) {
            return None;
        }
        let (was, is) = (page::marked(self.base.text(url)), page::marked(&self.text(url)));
        if was.len() != is.len() {
            return Some("marks another number of values".to_owned());
        }
        let changed: Vec<&(String, String)> =
            was.iter().zip(&is).filter(|(was, is)| was.0 != is.0).map(|(_, is)| is).collect();
        let before = self.before();
        let mut moved = 0;
        for place in own {
            let what = self.base.statements[*place].what;
            let Some(Worth::Number(number)) = self.book.statement(what) else { continue };
            if before.statement(what) == Some(Worth::Number(number)) {
                continue;
            }
            moved += 1;
            let value = machine(number);
            // Words stay as the author wrote them; they were found to be true.
            let form = Form::of(what, self.base.datasets()).filter(|_| !matches!(what, What::Words { .. }));
            let words = form.map(|form| form.write(number));
            let right = |(found, text): &&(String, String)| {
                *found == value && words.as_ref().is_none_or(|words| page::says(text, words))
            };
            if !changed.iter().any(right) {
                return Some(format!("`{value}` is not among what changed: {changed:?}"));
            }
        }
        (changed.len() < moved).then(|| format!("{moved} values should be others, but only {changed:?} are"))
    }
}

/// The new texts of the cells that changed.
fn changes(was: &Grid, is: &Grid) -> Vec<String> {
    let gone = was.keys().filter(|key| !is.contains_key(*key)).map(|key| format!("{key:?} is gone"));
    let changed = is.iter().filter(|(key, text)| was.get(*key) != Some(*text)).map(|(_, text)| text.clone());
    gone.chain(changed).collect()
}

fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// A number as machines read it: a quotient has 28 digits, of which the site writes nine.
fn machine(number: Decimal) -> String {
    let short = if number.scale() > 20 { number.round_sf(9).unwrap_or(number) } else { number };
    short.normalize().to_string()
}
