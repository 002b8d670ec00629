//! Templates that include one another for ever: found in their texts, since rendering would only tell that
//! it went on too long.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
    },
    design::theme::Template,
};

/// The tags that bring another template in.
const TAGS: [&str; 4] = ["extends", "from", "import", "include"];

/// Another template, and where it is named.
type Include<'t> = (&'t str, Span);

/// Reports each circle of templates once, at its first include.
pub fn refuse_circles(templates: &BTreeMap<String, Template>, diagnostics: &mut Diagnostics) {
    let includes: BTreeMap<&str, Vec<Include<'_>>> =
        templates.iter().map(|(name, template)| (name.as_str(), includes(template))).collect();
    let mut seen = BTreeSet::new();
    for name in templates.keys() {
        if !seen.contains(name.as_str()) {
            follow(name, &includes, &mut seen, diagnostics);
        }
    }
}

/// Follows the includes of a template, depth first, without recursion: a theme may be hostile.
fn follow<'t>(
    name: &'t str,
    includes: &BTreeMap<&'t str, Vec<Include<'t>>>,
    seen: &mut BTreeSet<&'t str>,
    diagnostics: &mut Diagnostics,
) {
    let of = |name: &str| includes.get(name).cloned().unwrap_or_default();
    let mut path: Vec<(&str, Vec<Include<'_>>, Option<Span>)> = vec![(name, of(name), None)];
    seen.insert(name);
    while let Some((_, others, at)) = path.last_mut() {
        let Some((next, span)) = others.pop() else {
            path.pop();
            continue;
        };
        *at = Some(span);
        if let Some(start) = path.iter().position(|(open, ..)| *open == next) {
            let circle: Vec<Include<'_>> =
                path.iter().skip(start).filter_map(|(name, _, span)| Some((*name, (*span)?))).collect();
            diagnostics.extend(circular(&circle));
        } else if seen.insert(next) {
            path.push((next, of(next), None));
        }
    }
}

fn circular(circle: &[Include<'_>]) -> Option<Diagnostic> {
    let ((first, span), others) = circle.split_first()?;
    let names: Vec<String> =
        circle.iter().map(|(name, _)| *name).chain([*first]).map(|name| format!("`{name}`")).collect();
    let message = format!("these templates include one another for ever: {}", names.join(" → "));
    let mut problem =
        Diagnostic::error("circular-template", *span, message).help("take one of the includes out");
    for (_, span) in others {
        problem = problem.label(*span, "by way of this");
    }
    Some(problem)
}

/// The templates that a text names, in order.
fn includes(template: &Template) -> Vec<Include<'_>> {
    let text = template.text.as_str();
    let mut found = Vec::new();
    for (open, _) in text.match_indices("{%") {
        let Some(tag) = text.get(open + 2..).and_then(|rest| rest.split("%}").next()) else { continue };
        let word = tag.trim_start_matches(['-', '+']).split_whitespace().next().unwrap_or_default();
        if TAGS.contains(&word) {
            let quoted = literals(tag);
            found.extend(quoted.into_iter().map(|(at, name)| {
                let start = open + 2 + at;
                (name, Span::new(template.file, start, start + name.len()))
            }));
        }
    }
    found
}

/// The texts in quotes, each with its offset.
fn literals(tag: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((open, quote)) =
        tag.get(at..).and_then(|rest| rest.char_indices().find(|(_, c)| matches!(c, '"' | '\'')))
    {
        let start = at + open + 1;
        let Some(rest) = tag.get(start..) else { break };
        let Some(length) = rest.find(quote) else { break };
        found.push((start, rest.get(..length).unwrap_or_default()));
        at = start + length + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::FileId;

    fn problems(texts: &[(&str, &str)]) -> Vec<String> {
        let template = |text: &&str| Template { file: FileId(0), text: (*text).to_owned() };
        let templates = texts.iter().map(|(name, text)| ((*name).to_owned(), template(text))).collect();
        let mut diagnostics = Diagnostics::new();
        refuse_circles(&templates, &mut diagnostics);
        diagnostics.iter().map(|problem| problem.message.clone()).collect()
    }

    #[test]
    fn a_circle_is_named_once() {
        let found = problems(&[
            ("a", "{% include 'b' %}"),
            ("b", "{%- from \"c\" import x -%}"),
            ("c", "{% include [\"d\", \"b\"] %}"),
            ("d", ""),
        ]);
        assert_eq!(found, ["these templates include one another for ever: `b` → `c` → `b`"]);
        assert_eq!(problems(&[("a", "{% include 'a' %}")]).len(), 1);
    }

    #[test]
    fn a_template_that_is_included_twice_is_no_circle() {
        let texts =
            [("a", "{% extends 'c' %}{% include 'b' %}"), ("b", "{% include 'c' %}"), ("c", "{{ 'a' }}")];
        assert!(problems(&texts).is_empty());
    }
}
