//! Tables about Chinese company names: data only.
//!
//! Every table is a text file under `data/` whose header names its source, version, licence and date.
//! Files are compiled in and parsed once, on first use, into `'static` values that any thread may share.
//! All words are *folded* (see [`fold`]): fold the text first, then look it up.
//!
//! Here today: [`fold`], [`division`], [`org`], [`branch`], [`trade`], [`lookalike`], [`word`], [`surname`].
//!
//! # Signatures to come
//!
//! ```text
//! reading::readings(c: char) -> &'static [Syllable]           toneless; Syllable is Copy u16, .text() -> &'static str
//! reading::sounds_alike(a: char, b: char) -> bool
//! alias::aliases() -> &'static [Alias]        { text, full, id: AliasId };  alias::lookup(folded)
//! idf::nats(c: char) -> f32                   background inverse document frequency
//! ```
//!
//! A name in this list without a module yet is on its way; the list shrinks into the modules' own pages.

pub mod branch;
pub mod division;
pub mod fold;
pub mod lookalike;
pub mod org;
pub mod surname;
mod table;
pub mod trade;
pub mod word;
