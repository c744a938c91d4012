//! Score: from levels of agreement to a match weight, and the model behind it.

pub mod model;
pub mod pair;
pub mod train;
pub mod weight;
