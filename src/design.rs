//! `themes/` becomes a theme: tokens, font faces, messages, templates and assets.

pub mod font;
