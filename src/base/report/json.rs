//! One problem as a line of JSON.

use serde_json::{Value, json};

use crate::base::{diagnostic::Diagnostic, report::place, source::Sources, span::Span};

/// `{"severity", "code", "message", "help", "path", "line", "column", "end_line", "end_column", "labels"}`.
pub fn write(diagnostic: &Diagnostic, sources: Option<&Sources>) -> String {
    let mut line = json!({
        "severity": diagnostic.severity.word(),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "help": diagnostic.help,
    });
    if let (Some(map), Some(span), Some(sources)) = (line.as_object_mut(), diagnostic.span, sources) {
        if let Value::Object(found) = place_of(span, sources) {
            map.extend(found);
        }
        let labels = diagnostic.labels.iter().map(|(span, words)| {
            let mut label = place_of(*span, sources);
            if let Some(label) = label.as_object_mut() {
                label.insert("message".to_owned(), json!(words));
            }
            label
        });
        map.insert("labels".to_owned(), labels.collect());
    }
    format!("{line}\n")
}

fn place_of(span: Span, sources: &Sources) -> Value {
    let place = place(span, sources);
    json!({
        "path": place.path,
        "line": place.start.0,
        "column": place.start.1,
        "end_line": place.end.0,
        "end_column": place.end.1,
    })
}
