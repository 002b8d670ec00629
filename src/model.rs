//! Documents, datasets and theme become a [`Site`](site::Site): every name resolved, nothing unready left.

pub mod chart;
