//! Disclosure control: small counts are withheld when a dataset is read, together with what else it takes so
//! that nobody can work them out, and an audit proves it before anything later sees the dataset.
//!
//! The method is cell suppression as in the European Handbook on Statistical Disclosure Control, with exact
//! integers in place of floats. What is here is arithmetic over counts that a caller brings; the counts of a
//! dataset never leave `data`.

pub mod aim;
pub mod audit;
pub mod audit_file;
pub mod aware;
pub mod checker;
pub mod contribution;
pub mod count;
pub mod declaration;
pub mod dimension;
pub mod finest;
pub mod flow;
pub mod guard;
pub mod interval;
pub mod keeper;
mod merge;
pub mod moves;
pub mod personal;
pub mod protect;
pub mod protection;
pub mod published;
pub mod release;
pub mod rules;
pub mod selector;
pub mod steps;
pub mod sum;
pub mod sum_file;
pub mod sums;
pub mod suppress;
pub mod tabulation;
pub mod worlds;
