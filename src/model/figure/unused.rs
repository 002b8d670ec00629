//! Fields that say nothing to their mark: each is reported, so that none is passed over in silence.

use crate::{
    base::{diagnostic::Diagnostic, yaml::fields::quoted_list},
    content::figure::{Declaration, parts::Series},
    model::chart::Mark,
};

use Mark::{Area, Bar, Cell, Column, Coverage, Dot, Line, Map, Number, Range, Slope, Table, Timeline};

const COLOURED: [Mark; 10] = [Line, Area, Bar, Column, Dot, Range, Slope, Timeline, Number, Table];
const VALUED: [Mark; 11] = [Line, Area, Bar, Column, Dot, Range, Slope, Cell, Map, Number, Table];

/// Which marks know a field; fields that are not listed are known to all.
const KNOWN: [(&str, &[Mark]); 18] = [
    ("x", &[Line, Area, Bar, Column, Dot, Range, Slope, Cell, Coverage, Timeline, Number, Table]),
    ("y", &[Line, Area, Bar, Column, Dot, Range, Slope, Cell, Coverage, Map, Number, Table]),
    ("x2", &[Timeline]),
    ("text", &[Dot, Timeline]),
    ("series", &COLOURED),
    ("columns", &[Line, Area, Bar, Column, Dot, Range, Slope, Map]),
    ("context", &[Line, Area]),
    ("stack", &[Area, Bar, Column]),
    ("top", &[Line, Area, Bar, Column, Dot, Range, Slope, Cell, Coverage, Number, Table]),
    ("color", &[Bar, Column, Dot, Cell, Coverage, Table]),
    ("colors", &COLOURED),
    ("highlight", &COLOURED),
    ("join", &[Map]),
    ("boundaries", &[Map]),
    ("bins", &[Map, Cell]),
    ("divide", &VALUED),
    ("annotations", &[Line, Area, Bar, Column, Dot]),
    ("height", &[Line, Area, Column, Dot, Slope, Timeline]),
];

/// Fields that say nothing without another one.
const NEEDS: [(&str, &str); 2] = [("columns", "facet"), ("context", "facet")];

/// The problems of a declaration.
pub fn unused(declared: &Declaration, mark: Mark, words: &[(&'static str, Mark)]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (name, marks) in KNOWN {
        if let Some(span) = declared.field(name).filter(|_| !marks.contains(&mark)) {
            let message = format!("`{name}` says nothing to `mark: {}`", declared.mark.text);
            let knowing = words.iter().filter(|(_, mark)| marks.contains(mark)).map(|(word, _)| *word);
            problems.push(
                Diagnostic::error("unused-field", span, message)
                    .help(format!("leave it out; the marks that know it are {}", quoted_list(knowing))),
            );
        }
    }
    for (name, other) in NEEDS {
        if let Some(span) = declared.field(name).filter(|_| declared.facet.is_none()) {
            let message = format!("`{name}` says nothing without `{other}`");
            problems.push(
                Diagnostic::error("unused-field", span, message)
                    .help(format!("leave it out, or add a line `{other}: …` with the column of panels")),
            );
        }
    }
    problems.extend(color(declared, mark));
    problems
}

/// `color` names no series of lines: that is what `series` is for.
fn color(declared: &Declaration, mark: Mark) -> Option<Diagnostic> {
    let color = declared.color.as_ref()?;
    let alone = matches!(mark, Bar | Column | Dot) && declared.series.is_some();
    if !alone || ["series", "sign"].contains(&color.text.as_str()) {
        return None;
    }
    let series = match &declared.series {
        Some(Series::Column(series)) => series.text.as_str(),
        _ => "several columns",
    };
    let message = format!("`color: {}` and `series: {series}` both give the marks their colours", color.text);
    Some(Diagnostic::error("unused-field", color.span, message).help("leave one of them out"))
}
