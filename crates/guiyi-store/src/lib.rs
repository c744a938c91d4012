//! The living archive: customers whose ids last, in one SQLite file.
//!
//! A [`Store`] holds the records of all sources, the entities they are one of, and a log of steps:
//! updates, decisions, and what took them back. A [`Batch`] of new, changed and deleted records is
//! applied in one transaction; which records are one customer afterwards is a pure function of the
//! records in the store, the decisions in force and the frozen model, so that the sequence of the
//! batches does not matter. What the sequence does decide is the ids; see [`identity`].
//!
//! The clock is the caller's: every step is given a [`Stamp`].

mod batch;
mod block;
mod catalog;
mod cells;
mod change;
mod compact;
mod decide;
mod edge;
mod export;
mod fault;
mod feature;
mod fixed;
mod frozen;
mod golden;
pub mod identity;
mod log;
mod master;
mod partial;
mod prefer;
mod recompute;
mod row;
mod schema;
mod settle;
mod show;
mod slot;
mod store;
mod undo;
mod update;
mod verify;
mod working;

pub use batch::{Batch, Mode};
pub use change::{Change, ChangeKind};
pub use decide::{RecordKey, Statement};
pub use export::Exported;
pub use identity::EntityId;
pub use log::Step;
pub use master::Master;
pub use prefer::Preferred;
pub use schema::FORMAT;
pub use show::{EntityState, Member, Shown};
pub use store::{Stamp, Status, Store};
pub use update::Outcome;
