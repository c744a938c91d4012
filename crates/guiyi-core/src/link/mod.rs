//! Link: rows that come in, held against a master that stands still.
//!
//! Each row gets one [`Verdict`]. What a row is told depends on the master alone, and, for rows
//! that are new, on the other new rows; never on the order in which they come.

mod customers;
mod decide;
mod general;
mod linked;
mod master;
mod settle;
pub mod table;
mod verdict;

pub use customers::Customers;
pub use linked::{Linked, link, link_to};
pub use master::Master;
pub use settle::Mode;
pub use verdict::{Answer, Candidate, Verdict, Why};
