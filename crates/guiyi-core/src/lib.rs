//! Record deduplication and entity resolution as pure stages over in-memory tables.
//!
//! The stages, in order: normalize → parse → feature → block → compare → score → cluster → unify.
//! Nothing here opens a file, reads a clock or draws a random number.

pub mod error;
pub mod hash;
pub mod normalize;
pub mod role;
pub mod table;

pub use error::{Error, ErrorKind, Place};
pub use role::Role;
pub use table::{Table, TableBuilder};
