//! Compare: how two records agree, comparison by comparison, level by level.

pub mod level;
pub mod pattern;
pub mod similarity;
