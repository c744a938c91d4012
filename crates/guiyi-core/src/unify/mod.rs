//! Unify: one golden profile a cluster, and where each of its values came from.

pub mod profile;
pub mod survivorship;
pub mod value;

pub use profile::{GoldenValue, Profile, unify, unify_by};
pub use survivorship::Preference;
pub use value::Worth;
