//! Documents, datasets and theme become a [`Site`](site::Site): every name resolved, nothing unready left.

pub mod assemble;
pub mod body;
pub mod chart;
pub mod claim;
pub mod evaluate;
pub mod expectation;
pub mod fact_text;
pub mod figure;
pub mod figure_table;
pub mod fill;
pub mod groups;
pub mod image;
pub mod index;
pub mod language;
pub mod layout;
pub mod line;
pub mod link;
pub mod order;
pub mod quantity;
pub mod select;
pub mod show;
pub mod site;
pub mod statement;
pub mod summary;
pub mod uses;
pub mod vocabulary;
