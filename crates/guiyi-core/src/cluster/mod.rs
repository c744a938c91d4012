//! Cluster: from weighed pairs to groups of records that are one customer.
//!
//! Pairs that could join split the records into connected [components]; inside one, groups
//! grow by [average] linkage under cannot-link constraints, so that a chain of near pairs does not
//! swallow its neighbours. A component's result depends on nothing outside it.

pub mod average;
pub mod components;
pub mod edge;
mod link;
mod queue;

pub use edge::{Edge, KnownPairs, Standing};
