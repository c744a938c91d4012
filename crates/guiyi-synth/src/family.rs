//! Families: customers that share a brand or a house, and how their names go together.

use crate::atlas::{Atlas, Town};
use crate::credit_code::Register;
use crate::ladder::Place;
use crate::name::Name;
use crate::naming::numeral;
use crate::random::{Dice, Stream};
use crate::recipe::Recipe;
use crate::vocabulary::Vocabulary;

/// What a customer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Company,
    Shop,
    Cooperative,
    Institution,
    Person,
}

impl Kind {
    /// Who keeps the credit code of such a customer; a person has none.
    pub(crate) fn register(self) -> Option<Register> {
        match self {
            Kind::Company => Some(Register::Company),
            Kind::Shop => Some(Register::Individual),
            Kind::Cooperative => Some(Register::Cooperative),
            Kind::Institution => Some(Register::Institution),
            Kind::Person => None,
        }
    }
}

/// A customer as its family makes it: who it is and where.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) kind: Kind,
    pub(crate) town: Town,
    pub(crate) name: Name,
}

/// What is needed to name customers.
pub(crate) struct Registry<'a> {
    pub(crate) recipe: &'a Recipe,
    pub(crate) atlas: &'a Atlas,
    pub(crate) words: &'a Vocabulary,
}

/// Families up to this size are sister companies; larger ones are houses with branches.
const LARGEST_SISTERS: u64 = 5;

impl Registry<'_> {
    /// The member at `place`; none only where the lexicon has no towns.
    pub(crate) fn member(&self, place: Place) -> Option<Member> {
        // What the family shares is thrown before what is the member's own.
        let mut dice = Dice::of(self.recipe.seed, Stream::Family, place.group);
        let home = self.atlas.draw(&mut dice)?;
        match place.size {
            0..=1 => self.alone(home, &mut dice),
            2..=LARGEST_SISTERS => self.sister(home, place.member, &mut dice),
            _ => self.house(home, place.member, &mut dice),
        }
    }

    /// A customer without family.
    fn alone(&self, town: Town, dice: &mut Dice) -> Option<Member> {
        let recipe = self.recipe;
        let kinds = [
            (Kind::Person, recipe.persons),
            (Kind::Shop, recipe.shops),
            (Kind::Cooperative, recipe.cooperatives),
            (Kind::Institution, recipe.institutions),
        ];
        let mut luck = dice.below(1 << 53) as f64 / (1u64 << 53) as f64;
        let mut chosen = Kind::Company;
        for (kind, share) in kinds {
            if luck < share {
                chosen = kind;
                break;
            }
            luck -= share;
        }
        let name = match chosen {
            Kind::Person => Name { brand: self.person(dice), ..Name::default() },
            Kind::Shop => self.shop(town, dice),
            Kind::Cooperative => self.cooperative(town, dice),
            Kind::Institution => self.institution(town, dice),
            Kind::Company if dice.happens(recipe.brandless) => self.brandless(town, dice),
            Kind::Company => self.company(town, dice),
        };
        Some(Member { kind: chosen, town, name })
    }

    /// A member of a small family: a group's firms, namesakes in other cities, or numbered houses of one town.
    fn sister(&self, home: Town, member: u64, dice: &mut Dice) -> Option<Member> {
        let sort = dice.below(100);
        let start = dice.next();
        let mut town = home;
        let mut name = self.company(home, dice);
        match sort {
            0..55 => {
                let trades = self.words.subsidiary_trades.all();
                let at = (start % 97 + member) as usize % trades.len().max(1);
                name.trade = trades.get(at).copied().unwrap_or_default().to_owned();
                if member == 0 && start.is_multiple_of(2) {
                    name.trade = String::new();
                    name.org = "集团有限公司".to_owned();
                }
            }
            55..85 => {
                town = self.atlas.leap_cities(start, member)?;
                name.region = town.city.short_name().to_owned();
            }
            _ => {
                let what = self.words.numbered.draw(dice);
                let brand = format!("第{}", numeral(member + 1));
                name = Name {
                    region: home.city.name().to_owned(),
                    brand,
                    org: what.to_owned(),
                    ..Name::default()
                };
            }
        }
        Some(Member { kind: Kind::Company, town, name })
    }

    /// A member of a house: the head office (member 0) or a branch.
    fn house(&self, home: Town, member: u64, dice: &mut Dice) -> Option<Member> {
        let sort = dice.below(100);
        let start = dice.next();
        let mut name = self.company(home, dice);
        if sort < 25 {
            name.trade = format!("{}银行", self.words.banks.draw(dice));
            name.org = "股份有限公司".to_owned();
        }
        if member == 0 {
            return Some(Member { kind: Kind::Company, town: home, name });
        }
        let mut town = self.atlas.leap(start, member)?;
        name.branch = match sort {
            0..25 => format!("{}{}支行", town.city.short_name(), short_county(town)),
            25..55 => format!("{}{}分公司", town.city.short_name(), short_county(town)),
            55..70 => {
                town = home;
                format!("第{}分公司", numeral(member))
            }
            _ => {
                town = home;
                format!("{}店", self.road(start.wrapping_add(member.wrapping_mul(7))))
            }
        };
        Some(Member { kind: Kind::Company, town, name })
    }
}

/// The county's short name, or nothing where the county is the city.
fn short_county(town: Town) -> &'static str {
    if town.county == town.city { "" } else { town.county.short_name() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn members_of_a_family_have_names_of_their_own() {
        let (recipe, atlas, words) = (Recipe::default(), Atlas::new(), Vocabulary::new());
        let registry = Registry { recipe: &recipe, atlas: &atlas, words: &words };
        for size in [2, 5, 12, 300] {
            for group in 0..60 {
                let names: BTreeSet<String> = (0..size)
                    .filter_map(|member| registry.member(Place { group, member, size }))
                    .map(|member| member.name.text())
                    .collect();
                assert_eq!(names.len() as u64, size, "family {group}: {names:?}");
            }
        }
    }
}
