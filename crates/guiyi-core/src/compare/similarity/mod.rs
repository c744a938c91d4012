//! How alike two values are, as numbers. Comparisons cut these into levels.

pub mod edit;
pub mod jaro;
pub mod token;

pub use edit::edit_distance;
pub use jaro::jaro_winkler;
