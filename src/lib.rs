//! casebook: a static site generator for organisations that publish news backed by case statistics.
//!
//! Each module is a stage, and alphabetical order is the order of the data; `docs/architecture.md`
//! in the repository has the picture and the invariants.

pub mod app;
pub mod base;
pub mod content;
pub mod data;
pub mod design;
pub mod model;
pub mod plot;
pub mod render;
pub mod verify;
pub mod write;
