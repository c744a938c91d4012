//! Training: returns a new model and a report, and changes nothing in place.

pub mod em;
