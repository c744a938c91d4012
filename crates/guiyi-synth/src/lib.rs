//! Seeded populations of customers with named corruptions and their truth.
//!
//! A [`Recipe`] says what a population is like, a [`Population`] yields its [`Record`]s one by one, each with the customer it stands for
//! and the [`Corruption`]s that happened to it. Same recipe, same bytes; memory does not grow with the number of records.
//!
//! ```
//! use guiyi_synth::{Corruption, Population, Recipe};
//!
//! let mut recipe = Recipe { records: 1000, seed: 7, ..Recipe::default() };
//! recipe.rates[Corruption::Traditional] = 0.5;
//! let population = Population::new(recipe)?;
//! for record in population.records() {
//!     let row = record.cells().join(",");
//!     let truth = (record.entity_id(), record.damage.to_string());
//! #   assert!(!row.is_empty() && !truth.0.is_empty());
//! }
//! # Ok::<(), guiyi_synth::BadRecipe>(())
//! ```
//!
//! # What it is like, and what it is not
//!
//! Brands are drawn character by character, so that a few are everywhere and most are rare. Most firms stand alone; some have sisters under one brand
//! in other trades or cities, some are houses with hundreds of branches. There are shops, cooperatives, institutions, persons, names without a brand,
//! agents' phones, and addresses where hundreds are registered. All of it is invented, from the places of `guiyi-lexicon` and lists of words in this crate.
//!
//! Damage is dealt independently by rate. Real files have more habits than that: a figure measured here is for comparing runs and for watching growth,
//! not a promise about a customer's file.

mod atlas;
mod cell;
mod corruption;
mod credit_code;
mod customer;
mod family;
mod ground;
mod ladder;
mod name;
mod naming;
mod population;
mod random;
mod recipe;
mod record;
mod shuffle;
mod source;
mod spelling;
mod typist;
mod vocabulary;

pub use corruption::{Corruption, Damage, Rates};
pub use population::Population;
pub use recipe::{BadRecipe, Recipe};
pub use record::{COLUMNS, Record};
pub use source::Source;
