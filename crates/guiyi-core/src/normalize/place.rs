//! Where a customer is: all that speaks of a place, weighed together.

mod locate;
mod names;
mod testimony;

use guiyi_lexicon::division::{Division, Level};
use smallvec::SmallVec;

pub use locate::{Divisions, Located, common, locate};
pub use testimony::{Testimony, Witness};

/// Where a customer is, on the word of all witnesses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    division: Option<Division>,
    /// One bit per [`Witness`].
    against: u8,
    conflict: Option<Level>,
}

impl Place {
    /// Weighs `testimonies`: the division that a [`Hearing`] of them finds, and who contradicts it.
    pub fn weigh(testimonies: &[Testimony]) -> Place {
        let mut hearing = Hearing::default();
        testimonies.iter().for_each(|told| hearing.hear(told));
        let Some(division) = hearing.division() else { return Place::default() };
        let mut place = Place { division: Some(division), ..Place::default() };
        place.hear(Spot::of(division), testimonies);
        place
    }

    /// Notes who contradicts; of several readings of a testimony the kindest counts.
    fn hear(&mut self, chosen: Spot, testimonies: &[Testimony]) {
        for told in testimonies {
            let clashes = told.places.iter().map(|other| chosen.clash(Spot::of(*other)));
            let kindest = clashes.max_by_key(|clash| clash.map_or(u8::MAX, |level| level as u8));
            if let Some(Some(level)) = kindest {
                self.against |= 1 << told.witness as u8;
                self.conflict = Some(self.conflict.map_or(level, |known| known.min(level)));
            }
        }
    }

    /// The finest division that is known.
    pub fn division(self) -> Option<Division> {
        self.division
    }

    /// The province.
    pub fn province(self) -> Option<Division> {
        self.division.map(Division::province)
    }

    /// The prefecture, or the county directly under its province.
    pub fn prefecture(self) -> Option<Division> {
        self.division.and_then(Division::prefecture)
    }

    /// The county, district or zone.
    pub fn county(self) -> Option<Division> {
        self.division.and_then(Division::county)
    }

    /// The highest level at which some witness contradicts.
    pub fn conflict(self) -> Option<Level> {
        self.conflict
    }

    /// Whether `witness` contradicts.
    pub fn is_contradicted_by(self, witness: Witness) -> bool {
        self.against & 1 << witness as u8 != 0
    }

    /// The highest level at which two customers' places clash; `None` when one lies in the other
    /// or one is unknown.
    pub fn clash(self, other: Place) -> Option<Level> {
        clash(self.division?, other.division?)
    }
}

/// Testimonies of a place, one after the other, of which each may be heard with what those before
/// it say in mind.
#[derive(Clone, Debug, Default)]
pub struct Hearing {
    /// How many were heard.
    heard: u8,
    /// What they may mean, each with its place among them.
    spots: SmallVec<[(u8, Witness, Spot); 12]>,
    /// What the first so many spots say together.
    found: (usize, Option<Division>),
    /// The one of these that lies inside all others.
    innermost: Option<Spot>,
}

impl Hearing {
    /// Hears one more.
    pub fn hear(&mut self, told: &Testimony) {
        let spot = |place: &Division| (self.heard, told.witness, Spot::of(*place));
        self.spots.extend(told.places.iter().map(spot));
        self.heard = self.heard.saturating_add(1);
    }

    /// The finest division with the most weight behind it, where witnesses that name a coarser or a
    /// finer one that fits count in full. Among places with equal weight the one that holds them
    /// all, if there is one.
    pub fn division(&mut self) -> Option<Division> {
        let known = self.found.0;
        if known != self.spots.len() {
            // What holds the innermost changes nothing.
            let is_still = |inner: Spot| {
                self.spots[known..].iter().all(|(_, _, other)| other.is_around(inner))
            };
            if !self.innermost.is_some_and(is_still) {
                self.innermost = self.find_innermost();
            }
            let found = self.innermost.map(|inner| inner.division).or_else(|| self.heaviest());
            self.found = (self.spots.len(), found);
        }
        self.found.1
    }

    /// The one that lies inside all others named: nobody contradicts then, and it has all the
    /// weight. `None` when there is none, as where two are written for each other.
    fn find_innermost(&self) -> Option<Spot> {
        let spots = || self.spots.iter().map(|(_, _, spot)| *spot);
        let finest = spots().max_by_key(|spot| spot.level)?;
        spots().all(|other| other.is_around(finest)).then_some(finest)
    }

    fn heaviest(&self) -> Option<Division> {
        let spots = &self.spots;
        let support = |spot: Spot| {
            let (mut sum, mut last) = (0, None);
            for (at, witness, other) in spots {
                if last != Some(*at) && spot.clash(*other).is_none() {
                    sum += weight(*witness);
                    last = Some(*at);
                }
            }
            sum
        };
        let supports: SmallVec<[u32; 12]> = spots.iter().map(|spot| support(spot.2)).collect();
        let most = *supports.iter().max()?;
        let best = || spots.iter().zip(&supports).filter(|(_, support)| **support == most);
        let finest: Divisions = best()
            .map(|((_, _, spot), _)| *spot)
            .filter(|spot| !best().any(|((_, _, other), _)| other != spot && spot.contains(*other)))
            .map(|spot| spot.division)
            .collect();
        common(&finest)
    }
}

/// The highest level at which two divisions differ; `None` when one lies in the other. Development
/// zones lie across districts, so inside a prefecture they differ from nothing.
pub fn clash(a: Division, b: Division) -> Option<Level> {
    Spot::of(a).clash(Spot::of(b))
}

/// A division with what is above it, looked up once.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spot {
    division: Division,
    level: Level,
    province: u32,
    /// 0 for a province.
    prefecture: u32,
}

impl Spot {
    fn of(division: Division) -> Spot {
        Spot {
            division,
            level: division.level(),
            province: division.province().code(),
            prefecture: division.prefecture().map_or(0, Division::code),
        }
    }

    fn contains(self, other: Spot) -> bool {
        self.division == other.division
            || match self.level {
                Level::Province => self.province == other.province,
                Level::Prefecture => self.prefecture != 0 && self.prefecture == other.prefecture,
                Level::County | Level::Zone => false,
            }
    }

    /// Whether it is this very place, or holds it and does not lie in it.
    fn is_around(self, inner: Spot) -> bool {
        self.division == inner.division || self.contains(inner) && !inner.contains(self)
    }

    fn clash(self, other: Spot) -> Option<Level> {
        if self.contains(other) || other.contains(self) {
            return None;
        }
        if self.province != other.province {
            return Some(Level::Province);
        }
        if self.prefecture != other.prefecture {
            return Some(Level::Prefecture);
        }
        let zone = self.level == Level::Zone || other.level == Level::Zone;
        if zone { None } else { Some(Level::County) }
    }
}

/// How much a witness counts. Columns and addresses are kept for this purpose; a name's region and
/// a code's digits are where the firm was founded; an area code may be a person's.
fn weight(witness: Witness) -> u32 {
    match witness {
        Witness::City | Witness::Address => 4,
        Witness::Name | Witness::CreditCode => 3,
        Witness::Province => 2,
        Witness::AreaCode => 1,
    }
}

#[cfg(test)]
mod tests;
