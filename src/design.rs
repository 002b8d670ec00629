//! `themes/` becomes a theme: templates, messages, assets with hashed names, font faces.

pub mod asset;
pub mod builtin;
pub mod font;
pub mod includes;
pub mod theme;

use crate::{
    base::{config::Config, diagnostic::Diagnostics, source::Sources},
    design::theme::Theme,
};

/// Loads the theme that the site names.
pub fn load(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> Theme {
    Theme::load(sources, config, diagnostics)
}
