//! Record deduplication and entity resolution as pure stages over in-memory tables.
//!
//! The stages, in order: normalize → parse → feature → block → compare → score → cluster → unify.
//! Nothing here opens a file, reads a clock or draws a random number.

pub mod block;
pub mod cluster;
pub mod compare;
pub mod error;
pub mod hash;
pub mod record;
pub mod role;
pub mod score;
pub mod subject;
pub mod table;

pub use error::{Error, ErrorKind, Place};
pub use record::{RecordId, Records, Source};
pub use role::Role;
pub use table::{Table, TableBuilder};
