//! A site and a theme become routes, and each route becomes bytes.

pub mod routes;
