//! Index: flat tables in which one record finds those it should be compared with.
//!
//! A block of [`crate::block`] is found by going through all records; here a record that is not
//! among them asks for the members of its blocks.

pub mod codec;
pub mod key_table;
pub mod lookup;
pub mod numbers;
