//! Tables about Chinese company names: data only.
//!
//! | module | what |
//! |---|---|
//! | [`fold`] | the normal form of every character: NFKC, case, simplified, variants, radicals |
//! | [`division`] | administrative divisions since 1980 with their heirs, names in every form, area codes |
//! | [`town`] | towns, townships and subdistricts by county |
//! | [`org`], [`branch`] | organisation forms with their classes; branch forms |
//! | [`trade`] | words of trade by strict and loose concept |
//! | [`word`] | nation, group, markers, remarks, titles, placeholders, agency addresses |
//! | [`surname`] | single and compound surnames |
//! | [`reading`], [`lookalike`] | which characters sound or look alike |
//! | [`alias`] | well-known organisations and their short names |
//! | [`idf`] | how telling a character is |
//! | [`bits`] | a set of numbers that refuses most others by one look |
//!
//! Every table is a text file under `data/` whose header names its source, version, licence and date
//! (`data/LICENSES.md` has them all); generated ones come from `cargo run -p xtask -- lexicon`. The files are
//! compiled in and parsed once, on first use, into `'static` values that any thread may share.
//! All words are *folded*: fold the text first (see [`fold`]), then look it up.
//! Ids belong to one version of the tables and are never stored.

pub mod alias;
pub mod bits;
pub mod branch;
pub mod division;
pub mod fold;
pub mod idf;
pub mod lookalike;
pub mod org;
pub mod reading;
pub mod surname;
mod table;
pub mod town;
pub mod trade;
pub mod word;

/// Parses every table now, so that no first look-up pays for it. Takes some milliseconds, once.
pub fn load() {
    fold::table();
    division::surfaces();
    town::load();
    org::forms();
    org::relation(None, Some(org::OrgClass::Ltd));
    branch::forms();
    trade::words();
    word::is(word::Kind::Nation, "");
    surname::is_compound("");
    reading::readings('一');
    lookalike::of('一');
    alias::aliases();
    idf::tenths('一');
}
