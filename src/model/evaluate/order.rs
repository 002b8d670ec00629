//! The order in which facts are computed: each after those that it refers to. Facts may refer to one another
//! in chains of any length, so nothing here recurses over facts.

use crate::{
    base::{
        diagnostic::Diagnostic,
        expr::{Call, Expr, ExprKind},
    },
    data::{Datasets, fact::FactDeclaration},
};

/// So many facts of a circle are named.
const SHOWN: usize = 8;

/// The places of all facts, those first that others refer to. Facts that refer to themselves stand anywhere.
pub fn facts(datasets: &Datasets) -> Vec<usize> {
    let mut order = Vec::with_capacity(datasets.facts.len());
    let mut seen = vec![false; datasets.facts.len()];
    for first in 0..datasets.facts.len() {
        let mut path = Path::default();
        path.enter(first, &mut seen, datasets);
        while let Some(step) = path.step() {
            match step {
                Step::Down(place) => path.enter(place, &mut seen, datasets),
                Step::Up(place) => order.push(place),
            }
        }
    }
    order
}

/// The way from a fact down to the one that is looked at, each with those that it refers to.
#[derive(Default)]
struct Path {
    open: Vec<(usize, Vec<usize>)>,
}

enum Step {
    Down(usize),
    Up(usize),
}

impl Path {
    fn enter(&mut self, place: usize, seen: &mut [bool], datasets: &Datasets) {
        let Some(seen) = seen.get_mut(place) else { return };
        if !std::mem::replace(seen, true) {
            self.open.push((place, referred(datasets, place)));
        }
    }

    fn step(&mut self) -> Option<Step> {
        let (_, others) = self.open.last_mut()?;
        match others.pop() {
            Some(other) => Some(Step::Down(other)),
            None => self.open.pop().map(|(place, _)| Step::Up(place)),
        }
    }
}

/// The places of the facts that a fact refers to.
fn referred(datasets: &Datasets, place: usize) -> Vec<usize> {
    let Some(declaration) = datasets.facts.get(place) else { return Vec::new() };
    named_facts(&declaration.expr).into_iter().filter_map(|id| find(datasets, id)).collect()
}

fn find(datasets: &Datasets, id: &str) -> Option<usize> {
    datasets.facts.binary_search_by(|fact| fact.id.as_str().cmp(id)).ok()
}

/// The problem of a fact that refers to itself, with the whole circle.
pub fn circular(datasets: &Datasets, place: usize) -> Diagnostic {
    let circle = circle(datasets, place);
    let Some((first, others)) = circle.split_first() else {
        return Diagnostic::error("circular-fact", None, "a fact refers to itself");
    };
    let mut names: Vec<String> = circle.iter().map(|fact| format!("`{}`", fact.id)).collect();
    if names.len() > SHOWN {
        names.truncate(SHOWN);
        names.push("…".to_owned());
    }
    names.push(format!("`{}`", first.id));
    let message = format!("the fact `{}` refers to itself: {}", first.id, names.join(" → "));
    let mut problem = Diagnostic::error("circular-fact", first.span, message)
        .help("compute it from a dataset, or from a fact that is");
    for fact in others.iter().take(SHOWN) {
        problem = problem.label(fact.span, "by way of this");
    }
    problem
}

/// The facts of the circle that a fact leads into, from the one that is declared first.
fn circle(datasets: &Datasets, place: usize) -> Vec<&FactDeclaration> {
    let mut found = None;
    let mut seen = vec![false; datasets.facts.len()];
    let mut path = Path::default();
    path.enter(place, &mut seen, datasets);
    while let (None, Some(step)) = (&found, path.step()) {
        let Step::Down(next) = step else { continue };
        match path.open.iter().position(|(open, _)| *open == next) {
            Some(start) => found = path.open.get(start..).map(<[_]>::to_vec),
            None => path.enter(next, &mut seen, datasets),
        }
    }
    let facts = found.unwrap_or_default().into_iter();
    let mut circle: Vec<_> = facts.filter_map(|(place, _)| datasets.facts.get(place)).collect();
    let first = circle.iter().enumerate().min_by_key(|(_, fact)| fact.span).map_or(0, |(place, _)| place);
    circle.rotate_left(first);
    circle
}

/// The ids in the calls of `fact` in an expression.
fn named_facts(expr: &Expr) -> Vec<&str> {
    match &expr.kind {
        ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Unread => Vec::new(),
        ExprKind::Not(inner) | ExprKind::Negate(inner) => named_facts(inner),
        ExprKind::Binary(_, left, right) => [named_facts(left), named_facts(right)].concat(),
        ExprKind::Filter(inner, call) => [named_facts(inner), named_in_call(call)].concat(),
        ExprKind::Call(call) => named_in_call(call),
    }
}

fn named_in_call(call: &Call) -> Vec<&str> {
    let own = call.positional.first().filter(|_| call.name == "fact").and_then(|id| match &id.kind {
        ExprKind::Text(id) => Some(id.as_str()),
        _ => None,
    });
    let inner =
        call.positional.iter().chain(call.named.iter().map(|named| &named.value)).flat_map(named_facts);
    own.into_iter().chain(inner).collect()
}
