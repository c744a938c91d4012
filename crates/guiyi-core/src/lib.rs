//! Record deduplication and entity resolution as pure stages over in-memory tables.
//!
//! The stages, in order: normalize → parse → feature → block → compare → score → cluster → unify.
//! Nothing here opens a file, reads a clock or draws a random number.

pub mod archive;
pub mod block;
pub mod cluster;
pub mod company;
pub mod compare;
pub mod decision;
pub mod dedupe;
pub mod error;
pub mod evaluate;
pub mod explain;
pub mod field;
pub mod general;
pub mod hash;
pub mod index;
pub mod lang;
pub mod link;
pub mod normalize;
pub mod pipeline;
pub mod plan;
pub mod record;
pub mod review;
pub mod role;
pub mod score;
pub mod settings;
pub mod subject;
pub mod suggest;
pub mod table;
pub mod unify;

pub use error::{Error, ErrorKind, Place};
pub use lang::Lang;
pub use record::{RecordId, Records, Source};
pub use role::Role;
pub use table::{Table, TableBuilder};
