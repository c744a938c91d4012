//! Plan: what the columns mean and which rules apply to them.

pub mod roles;
