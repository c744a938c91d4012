//! What can only be said about the whole name.

use guiyi_lexicon::alias::{self, Alias};
use guiyi_lexicon::word::{self, Kind};
use guiyi_lexicon::{division, trade};

use crate::name::CompanyName;
use crate::note::{Note, Notes};
use crate::part::PartKind;
use crate::region;

/// Longest trade name, in characters, that is not suspected of hiding an unknown trade word.
const TRADE_NAME_SURE: std::ops::RangeInclusive<usize> = 2..=4;

/// What can only be said about the whole.
pub(super) fn finish(name: &mut CompanyName) {
    name.kinds = name.parts.iter().fold(0, |kinds, part| kinds | 1 << part.kind as u32);
    region::narrow(&mut name.regions);
    let mut notes = name.notes;
    if name.regions.iter().any(region::is_ambiguous) {
        notes.insert(Note::RegionAmbiguous);
    }
    if name.core.is_empty() {
        notes.insert(Note::Empty);
    } else {
        if name.org.is_none() {
            notes.insert(Note::FormMissing);
        }
        doubt(name, &mut notes);
    }
    if name.has(PartKind::SecondName) {
        notes.insert(Note::SecondName);
    }
    name.notes = notes;
    name.alias = known(name);
    name.is_placeholder =
        word::is(Kind::Placeholder, name.folded.text()) || word::is(Kind::Placeholder, &name.core);
}

/// The well-known organisation whose name the head is, with its form or without.
fn known(name: &CompanyName) -> Option<&'static Alias> {
    let head = name.head();
    alias::lookup(head).or_else(|| {
        let form = name.org.map_or(0, |(form, _)| form.start as usize);
        head.get(..form).filter(|text| !text.is_empty()).and_then(alias::lookup)
    })
}

/// Whether the trade name could be read otherwise.
fn doubt(name: &CompanyName, notes: &mut Notes) {
    let text = name.trade_name();
    if text.is_empty() {
        if name.ordinals.is_empty() {
            notes.insert(Note::TradeNameMissing);
        }
        if !name.has(PartKind::Region) && !name.has(PartKind::Nation) {
            notes.insert(Note::TradeNameDoubtful);
        }
        return;
    }
    let is_latin = text.is_ascii();
    let is_unsure = !is_latin && !TRADE_NAME_SURE.contains(&text.chars().count());
    if is_unsure || !division::lookup(text).is_empty() || trade::lookup(text).is_some() {
        notes.insert(Note::TradeNameDoubtful);
    }
}
