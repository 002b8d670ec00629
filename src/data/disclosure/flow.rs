//! Moves in one table: which counts can change together so that everything published stays as it is.
//!
//! A move is a flow in the residual graph: along an arc a count grows up to its cap, against it it shrinks
//! down to what everyone knows. Paths are the cheapest ones; ties go to the fewest arcs, then to the order of
//! the cells, so that the same input gives the same paths.

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::data::disclosure::tabulation::{Table, Tabulation};

/// More than any count.
const PLENTY: i64 = i64::MAX / 4;

/// An arc as seen from one of its ends.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// The cell, by place.
    pub cell: usize,
    /// The node at the other end.
    pub node: usize,
    /// True if a flow along it makes the count larger.
    pub grows: bool,
}

/// The edges at each node of a table.
#[derive(Clone, Debug)]
pub struct Net {
    edges: Vec<Vec<Edge>>,
}

impl Net {
    /// The edges of those cells of a table that `holds`.
    pub fn of(table: &Table, holds: impl Fn(usize) -> bool) -> Self {
        let mut net = Self { edges: vec![Vec::new(); table.nodes] };
        for arc in table.arcs.iter().filter(|arc| holds(arc.cell)) {
            net.add(arc.from, Edge { cell: arc.cell, node: arc.to, grows: true });
            net.add(arc.to, Edge { cell: arc.cell, node: arc.from, grows: false });
        }
        net
    }

    fn add(&mut self, node: usize, edge: Edge) {
        if let Some(edges) = self.edges.get_mut(node) {
            edges.push(edge);
        }
    }

    /// The cheapest path from a node to any that `ends`; `cost` is `None` for edges that cannot be used.
    pub fn cheapest(
        &self,
        from: usize,
        ends: impl Fn(usize) -> bool,
        cost: impl Fn(&Edge) -> Option<u64>,
    ) -> Option<Path> {
        let mut reached: Vec<Option<(u64, u32)>> = vec![None; self.edges.len()];
        let mut back: Vec<Option<(usize, Edge)>> = vec![None; self.edges.len()];
        let mut queue = BinaryHeap::from([Reverse((0, 0, from))]);
        *reached.get_mut(from)? = Some((0, 0));
        while let Some(Reverse((price, hops, node))) = queue.pop() {
            if reached.get(node).copied().flatten() != Some((price, hops)) {
                continue;
            }
            if ends(node) {
                return Some(Path { edges: trace(&back, node), end: node, cost: price });
            }
            for edge in self.edges.get(node)? {
                let Some(step) = cost(edge) else { continue };
                let next = (price + step, hops + 1);
                let slot = reached.get_mut(edge.node)?;
                if slot.is_none_or(|known| next < known) {
                    *slot = Some(next);
                    *back.get_mut(edge.node)? = Some((node, *edge));
                    queue.push(Reverse((next.0, next.1, edge.node)));
                }
            }
        }
        None
    }
}

/// A way through a table.
#[derive(Clone, Debug)]
pub struct Path {
    /// Its edges, the last one first.
    pub edges: Vec<Edge>,
    /// The node where it ends.
    pub end: usize,
    /// What it costs.
    pub cost: u64,
}

impl Path {
    /// Moves the counts along it by `amount`.
    pub fn push(&self, values: &mut [i64], amount: i64) {
        for edge in &self.edges {
            if let Some(value) = values.get_mut(edge.cell) {
                *value += if edge.grows { amount } else { -amount };
            }
        }
    }

    /// How much fits through it.
    #[must_use]
    pub fn room(&self, tables: &Tabulation, values: &[i64]) -> i64 {
        self.edges.iter().map(|edge| room(tables, values, edge)).min().unwrap_or_default()
    }
}

fn trace(back: &[Option<(usize, Edge)>], end: usize) -> Vec<Edge> {
    let mut edges = Vec::new();
    let mut node = end;
    while let Some((before, edge)) = back.get(node).copied().flatten() {
        edges.push(edge);
        node = before;
    }
    edges
}

/// How far a count can move along an edge.
#[must_use]
pub fn room(tables: &Tabulation, values: &[i64], edge: &Edge) -> i64 {
    let (Some(cell), Some(value)) = (tables.cells.get(edge.cell), values.get(edge.cell)) else { return 0 };
    if edge.grows { cell.cap.map_or(PLENTY, |cap| cap - value) } else { value - tables.lowest }
}

/// How much more enters each node than leaves it.
#[must_use]
pub fn surplus(table: &Table, values: &[i64]) -> Vec<i64> {
    let mut surplus = vec![0; table.nodes];
    for arc in &table.arcs {
        let value = values.get(arc.cell).copied().unwrap_or_default();
        for (node, change) in [(arc.to, value), (arc.from, -value)] {
            if let Some(sum) = surplus.get_mut(node) {
                *sum += change;
            }
        }
    }
    surplus
}

/// The largest flow from one node to another over edges that `opens`, up to `most`; `values` move with it.
pub fn largest(
    tables: &Tabulation,
    net: &Net,
    values: &mut [i64],
    (from, to): (usize, usize),
    most: i64,
    opens: impl Fn(usize) -> bool,
) -> i64 {
    let mut total = 0;
    while total < most {
        let cost = |edge: &Edge| (opens(edge.cell) && room(tables, values, edge) > 0).then_some(0);
        let Some(path) = net.cheapest(from, |node| node == to, cost) else { break };
        let amount = path.room(tables, values).min(most - total);
        path.push(values, amount);
        total += amount;
    }
    total
}
