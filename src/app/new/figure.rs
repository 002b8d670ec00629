//! `casebook new figure`: a dataset is looked at, and a first declaration comes out.

use std::{
    io::{self, IsTerminal},
    path::Path,
};

use crate::{
    app::{
        command::Form,
        load,
        new::{Started, command::NewFigure, fresh},
        report,
    },
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        yaml::{fields::quoted_list, nearest},
    },
    content::slug::slug,
    data::{self, Datasets, dataset::Dataset},
    model::figure::sketch::{Choice, Sketch},
};

/// Writes a declaration for a dataset, and says what else its columns can be drawn as.
pub fn start(root: &Path, wanted: &NewFigure, diagnostics: &mut Diagnostics) -> Option<Started> {
    let sources = diagnostics.take(load::sources(root, Vec::new()))?;
    let mut found = Diagnostics::new();
    let datasets = data::read(&sources, &mut found);
    let dataset = diagnostics.take(chosen(&datasets, wanted))?;
    if !dataset.sound {
        report::print(&found.sorted(), Some(&sources), Form::Human);
        diagnostics.push(
            Diagnostic::error("unknown-dataset", None, format!("`{}` cannot be drawn as it is", dataset.id))
                .help("correct its errors first"),
        );
        return None;
    }
    let sketch = Sketch::new(dataset);
    let choices = sketch.choices();
    let choice = diagnostics.take(mark(&choices, dataset, wanted))?;
    let id = diagnostics.take(name(&sources, dataset, wanted))?;
    let marks: String =
        choices.iter().map(|choice| format!("\n  {:<9} {}", choice.mark, choice.what)).collect();
    report::say(&format!(
        "The columns of {}:\n{}They make, the likeliest first:{marks}",
        dataset.id,
        sketch.described()
    ));
    let path = format!("content/figures/{id}.yaml");
    let next = format!("it has `mark: {}`; fill in its words, then run `casebook check`", choice.mark);
    Some(Started { root: root.to_owned(), files: vec![(path, fresh(sketch.declaration(choice)))], next })
}

/// The mark that was asked for, or the likeliest.
fn mark(choices: &[Choice], dataset: &Dataset, wanted: &NewFigure) -> Result<Choice, Diagnostic> {
    let found = match &wanted.mark {
        None => choices.first(),
        Some(mark) => choices.iter().find(|choice| choice.mark == mark),
    };
    found.copied().ok_or_else(|| {
        let message = match &wanted.mark {
            Some(mark) => format!("the columns of `{}` make no `{mark}`", dataset.id),
            None => format!("`{}` has no column of numbers to draw", dataset.id),
        };
        let marks = quoted_list(choices.iter().map(|choice| choice.mark));
        Diagnostic::error("unknown-word", None, message).help(format!("what they can make: {marks}"))
    })
}

/// The id that was asked for, or that of the dataset with the first number that is free.
fn name(sources: &Sources, dataset: &Dataset, wanted: &NewFigure) -> Result<String, Diagnostic> {
    let free = |id: &String| sources.find(&format!("content/figures/{id}.yaml")).is_none();
    let own = || slug(&dataset.id);
    let mut numbered = (2..).map(|number| format!("{}-{number}", own()));
    let id = match &wanted.name {
        Some(name) => name.clone(),
        None => Some(own()).filter(free).or_else(|| numbered.find(free)).unwrap_or_default(),
    };
    if id.is_empty() || slug(&id) != id {
        return Err(Diagnostic::error("bad-slug", None, format!("a figure cannot be named `{id}`"))
            .help("name it with `--name` in small letters a to z, digits and hyphens"));
    }
    Ok(id)
}

/// The dataset that was named, or is chosen on a terminal.
fn chosen<'d>(datasets: &'d Datasets, wanted: &NewFigure) -> Result<&'d Dataset, Diagnostic> {
    let ids = || datasets.list.iter().map(|dataset| dataset.id.as_str());
    let name = match &wanted.dataset {
        Some(name) => name.clone(),
        None if io::stdin().is_terminal() => {
            report::say(&format!("Which dataset?\n  {}", ids().collect::<Vec<_>>().join("\n  ")));
            let mut line = String::new();
            // What cannot be read is no name.
            let _ = io::stdin().read_line(&mut line);
            line.trim().to_owned()
        }
        None => {
            return Err(Diagnostic::error("unknown-dataset", None, "no dataset is named")
                .help(format!("write `casebook new figure DATASET`; there are {}", quoted_list(ids()))));
        }
    };
    datasets.list.iter().find(|dataset| dataset.id == name).ok_or_else(|| {
        let problem = Diagnostic::error("unknown-dataset", None, format!("there is no dataset `{name}`"));
        match nearest(&name, ids()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!("there are {}", quoted_list(ids()))),
        }
    })
}
