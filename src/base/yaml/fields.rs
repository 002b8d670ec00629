//! Reads the fields of a map one by one, and goes on after each problem.
//!
//! [`Fields::finish`] reports every key that nobody asked for, with the nearest name that was. A required
//! key that is only misspelled is one fault, told at the misspelled key.

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    yaml::{Entry, Node, nearest},
};

/// A map that is being read.
#[derive(Debug)]
pub struct Fields<'y, 'd> {
    node: Node<'y>,
    entries: Vec<Entry<'y>>,
    known: Vec<&'static str>,
    /// Required fields that are not there, until it is known whether one is misspelled.
    missing: Vec<(&'static str, Diagnostic)>,
    /// Where problems go; lend it to whoever reads a nested map.
    pub diagnostics: &'d mut Diagnostics,
}

impl<'y, 'd> Fields<'y, 'd> {
    /// Starts to read `node`; one that is no map is a problem and has no fields. Nothing written is an
    /// empty map.
    pub fn new(node: Node<'y>, diagnostics: &'d mut Diagnostics) -> Self {
        let entries = node.entries().unwrap_or_else(|| {
            if !node.is_null() {
                diagnostics.push(node.wrong_type("a map of keys and values", "write `key: value` lines"));
            }
            Vec::new()
        });
        for entry in entries.iter().filter(|entry| entry.name.is_empty()) {
            diagnostics.push(
                Diagnostic::error("wrong-type", entry.key.span(), "this key is no text")
                    .help("put it in quotes"),
            );
        }
        Self { node, entries, known: Vec::new(), missing: Vec::new(), diagnostics }
    }

    /// The value of `name`, if one is written; from now on the name is known.
    pub fn child(&mut self, name: &'static str) -> Option<Node<'y>> {
        self.known.push(name);
        let node = self.entries.iter().find(|entry| entry.name == name)?.node;
        (!node.is_null()).then_some(node)
    }

    /// The value of `name` as `read` understands it.
    pub fn optional<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Node<'y>) -> Result<T, Diagnostic>,
    ) -> Option<T> {
        let node = self.child(name)?;
        self.diagnostics.take(read(&node))
    }

    /// The same; its absence is a problem.
    pub fn required<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Node<'y>) -> Result<T, Diagnostic>,
    ) -> Option<T> {
        if let Some(node) = self.child(name) {
            return self.diagnostics.take(read(&node));
        }
        let written = self.entries.iter().find(|entry| entry.name == name);
        let problem = match written {
            Some(entry) => Diagnostic::error("missing-field", entry.key.span(), format!("`{name}` is empty")),
            None => Diagnostic::error("missing-field", self.head(), format!("`{name}` is missing")),
        };
        let cure = if written.is_some() { "write it behind the colon:" } else { "add a line" };
        self.missing.push((name, problem.help(format!("{cure} `{name}: …`"))));
        None
    }

    /// The value of `name` as `read` understands it, which then refuses an empty one: for fields whose
    /// absence means something.
    pub fn filled<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Node<'y>) -> Result<T, Diagnostic>,
    ) -> Option<T> {
        self.known.push(name);
        let node = self.entries.iter().find(|entry| entry.name == name)?.node;
        self.diagnostics.take(read(&node))
    }

    /// The items of `name`, each as `read` understands it; a single value is a list of one.
    pub fn list<T>(
        &mut self,
        name: &'static str,
        mut read: impl FnMut(&Node<'y>) -> Result<T, Diagnostic>,
    ) -> Vec<T> {
        let Some(node) = self.child(name) else { return Vec::new() };
        let items = node.items().unwrap_or_else(|| vec![node]);
        items.iter().filter_map(|item| self.diagnostics.take(read(item))).collect()
    }

    /// The nodes of the list `name`, for items that are maps themselves.
    pub fn nodes(&mut self, name: &'static str) -> Vec<Node<'y>> {
        let Some(node) = self.child(name) else { return Vec::new() };
        node.items().unwrap_or_else(|| {
            self.diagnostics.push(node.wrong_type("a list", "start each item with `- `"));
            Vec::new()
        })
    }

    /// The entries of the map `name`, for maps whose keys the author chooses.
    pub fn entries(&mut self, name: &'static str) -> Vec<Entry<'y>> {
        let Some(node) = self.child(name) else { return Vec::new() };
        node.entries().unwrap_or_else(|| {
            self.diagnostics.push(node.wrong_type("a map of keys and values", "write `key: value` lines"));
            Vec::new()
        })
    }

    /// The entries that nobody has asked for yet; they count as known from now on.
    pub fn rest(&mut self) -> Vec<Entry<'y>> {
        let (rest, known): (Vec<_>, Vec<_>) =
            self.entries.iter().partition(|entry| !self.known.contains(&entry.name));
        self.entries = known;
        rest
    }

    /// The node itself.
    #[must_use]
    pub fn node(&self) -> Node<'y> {
        self.node
    }

    /// Reports every key that nobody asked for, and every required one that is not there.
    pub fn finish(self) {
        let known = &self.known;
        let unknown = |entry: &&Entry<'y>| !entry.name.is_empty() && !known.contains(&entry.name);
        let mut missing = self.missing;
        for entry in self.entries.iter().filter(unknown) {
            self.diagnostics.push(unknown_field(&entry.key, known.iter().copied()));
            let meant = nearest(entry.name, known.iter().copied());
            missing.retain(|(name, _)| Some(*name) != meant);
        }
        self.diagnostics.extend(missing.into_iter().map(|(_, problem)| problem));
    }

    /// The start of the map, where a missing field is reported.
    fn head(&self) -> crate::base::span::Span {
        self.entries.first().map_or_else(|| self.node.span(), |entry| entry.key.span())
    }
}

/// The problem of a key that has no meaning here.
pub fn unknown_field<'k>(key: &Node<'_>, known: impl Iterator<Item = &'k str> + Clone) -> Diagnostic {
    let problem =
        Diagnostic::error("unknown-field", key.span(), format!("there is no field `{}` here", key.name));
    match nearest(key.name, known.clone()) {
        Some(name) => problem.help(format!("did you mean `{name}`?")),
        None => problem.help(format!("the fields here are {}", quoted_list(known))),
    }
}

/// `` `a`, `b` and `c` ``.
pub fn quoted_list<'k>(names: impl Iterator<Item = &'k str>) -> String {
    let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => "none".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
