//! One problem as a workflow command: GitHub shows it beside the line of a pull request.

use crate::base::{
    diagnostic::{Diagnostic, Severity},
    report::place,
    source::Sources,
};

/// `::error file=…,line=…,col=…,title=code::message`.
pub fn write(diagnostic: &Diagnostic, sources: Option<&Sources>) -> String {
    let command = match diagnostic.severity {
        Severity::Note => "notice",
        Severity::Warning => "warning",
        Severity::Error | Severity::Failure => "error",
    };
    let mut properties = Vec::new();
    if let (Some(span), Some(sources)) = (diagnostic.span, sources) {
        let place = place(span, sources);
        properties.push(format!("file={}", property(&place.path)));
        properties.push(format!("line={},col={}", place.start.0, place.start.1));
    }
    properties.push(format!("title={}", property(diagnostic.code)));
    let help = diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    format!("::{command} {}::{}\n", properties.join(","), data(&format!("{}{help}", diagnostic.message)))
}

/// Escapes a message as the runner reads it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property's value as the runner reads it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
