//! Term frequencies: what the rarity of an agreeing value adds to the weight of its level.

use crate::company::levels::{brand, contact, place, trade};
use crate::company::row::{NameRow, Row};
use crate::company::short;
use crate::score::weight::MatchWeight;

/// A slip or a cut may hide a commoner value, so its surprisal counts for less.
const SLIP_SHARE: i32 = 2;

/// What the shipped u of short forms stands for: characters that one in a million names has.
const SHORT: MatchWeight = MatchWeight::whole(20);

/// The surprisals, in 1/1024 bits, that the shipped u of levels with term frequencies stand for:
/// a rarer value adds what it is beyond them, a commoner one takes it away.
#[derive(Clone, Copy, Debug)]
pub struct References {
    brand: i32,
    trade: i32,
    contact: i32,
    named: i32,
    county: i32,
    prefecture: i32,
}

impl References {
    /// Those of the shipped levels.
    pub fn new() -> References {
        let surprisal = |u: f64| MatchWeight::from_bits(-u.log2()).parts();
        References {
            brand: surprisal(brand::shipped_u(brand::EXACT)),
            trade: surprisal(trade::shipped_u(trade::EXACT)),
            contact: surprisal(contact::shipped_u(contact::SAME)),
            named: surprisal(place::shipped_u(place::NAMED)),
            county: surprisal(place::shipped_u(place::COUNTY)),
            prefecture: surprisal(place::shipped_u(place::PREFECTURE)),
        }
    }

    pub(super) fn brand(&self, a: &NameRow, b: &NameRow, level: usize, arena: &[u16]) -> i32 {
        let beyond = a.brand_surprisal.min(b.brand_surprisal) - self.brand;
        match level {
            brand::EXACT => beyond,
            brand::ALIKE | brand::DROPPED => beyond / SLIP_SHARE,
            brand::CONTAINED => beyond.min(0) / SLIP_SHARE,
            brand::SHORT => short::surprisal(a, b, arena) - SHORT.parts(),
            _ => 0,
        }
    }

    pub(super) fn trade(&self, a: &NameRow, b: &NameRow, level: usize) -> i32 {
        match level {
            trade::EXACT | trade::STRICT => a.trade_surprisal.min(b.trade_surprisal) - self.trade,
            // How many industries begin like the one that is cut short, its own surprisal tells in part.
            trade::CUT if a.trade_mask() == 0 || b.trade_mask() == 0 => 0,
            trade::CUT if a.trade_mask().count_ones() < b.trade_mask().count_ones() => {
                (a.trade_surprisal - self.trade) / SLIP_SHARE
            }
            trade::CUT => (b.trade_surprisal - self.trade) / SLIP_SHARE,
            _ => 0,
        }
    }

    pub(super) fn contact(&self, row: &Row, level: usize) -> i32 {
        if level == contact::SAME { row.contact_surprisal - self.contact } else { 0 }
    }

    pub(super) fn place(&self, a: &Row, b: &Row, level: usize) -> i32 {
        match level {
            place::NAMED => a.name.place_surprisal - self.named,
            place::COUNTY => a.place_surprisal[0] - self.county,
            place::PREFECTURE => a.place_surprisal[1].min(b.place_surprisal[1]) - self.prefecture,
            _ => 0,
        }
    }
}

impl Default for References {
    fn default() -> References {
        References::new()
    }
}
