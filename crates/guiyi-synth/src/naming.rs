//! Names of customers, one by one: what each kind of customer is called.

use crate::atlas::Town;
use crate::family::Registry;
use crate::name::{Name, region};
use crate::random::Dice;

impl Registry<'_> {
    /// An ordinary company.
    pub(crate) fn company(&self, town: Town, dice: &mut Dice) -> Name {
        let org = match dice.below(100) {
            0..78 => "有限公司",
            78..90 => "有限责任公司",
            90..94 => "股份有限公司",
            94..96 => "厂",
            96..98 => "集团有限公司",
            98..99 => "合伙企业（有限合伙）",
            _ => "公司",
        };
        let region = region(town, dice);
        let bracketed = dice.happens(0.04);
        Name {
            bracketed,
            region,
            brand: self.brand(dice),
            trade: self.words.trades.draw(dice).to_owned(),
            org: org.to_owned(),
            branch: String::new(),
        }
    }

    /// A trade name: mostly two characters.
    pub(crate) fn brand(&self, dice: &mut Dice) -> String {
        let (heads, tails) = (&self.words.brand_heads, &self.words.brand_tails);
        match dice.below(100) {
            0..72 => [heads.draw(dice), tails.draw(dice)].concat(),
            72..88 => [heads.draw(dice), tails.draw(dice), tails.draw(dice)].concat(),
            88..95 => {
                [heads.draw(dice), tails.draw(dice), heads.draw(dice), tails.draw(dice)].concat()
            }
            95..98 => self.person(dice),
            98..99 => format!("{}{}", dice.between(3, 999), tails.draw(dice)),
            _ => (0..dice.between(2, 4)).map(|_| char::from(b'A' + dice.below(26) as u8)).collect(),
        }
    }

    /// A person's name.
    pub(crate) fn person(&self, dice: &mut Dice) -> String {
        let second = if dice.happens(0.8) { self.words.given.draw(dice) } else { "" };
        [self.words.surnames.draw(dice), self.words.given.draw(dice), second].concat()
    }

    pub(crate) fn shop(&self, town: Town, dice: &mut Dice) -> Name {
        let brand = match dice.below(10) {
            0..3 => format!("{}记", self.words.surnames.draw(dice)),
            3..6 => self.person(dice),
            6..7 => format!("老{}", self.words.surnames.draw(dice)),
            _ => self.brand(dice),
        };
        let region = format!("{}{}", town.city.name(), county_name(town));
        Name { region, brand, org: self.words.shops.draw(dice).to_owned(), ..Name::default() }
    }

    pub(crate) fn cooperative(&self, town: Town, dice: &mut Dice) -> Name {
        let trade = ["种植", "养殖", "农机", "果蔬", "粮食", "畜牧"];
        Name {
            region: town.county.name().to_owned(),
            brand: self.brand(dice),
            trade: dice.pick(&trade).to_owned(),
            org: "农民专业合作社".to_owned(),
            ..Name::default()
        }
    }

    pub(crate) fn institution(&self, town: Town, dice: &mut Dice) -> Name {
        let stem = self.words.towns.draw(dice);
        let brand = if dice.happens(0.7) { stem } else { "" };
        let org = self.words.institutions.draw(dice).to_owned();
        Name {
            region: town.county.name().to_owned(),
            brand: brand.to_owned(),
            org,
            ..Name::default()
        }
    }

    pub(crate) fn brandless(&self, town: Town, dice: &mut Dice) -> Name {
        let org = dice.pick(&["公司", "有限公司", "总公司", ""]).to_owned();
        let trade = self.words.brandless.draw(dice).to_owned();
        Name { region: town.county.name().to_owned(), trade, org, ..Name::default() }
    }

    /// The nth road of a city.
    pub(crate) fn road(&self, n: u64) -> String {
        let (roads, kinds) = (self.words.roads.all(), self.words.road_kinds.all());
        let n = n as usize % (roads.len() * kinds.len()).max(1);
        let pick = |words: &[&'static str], at: usize| words.get(at).copied().unwrap_or_default();
        [pick(roads, n % roads.len().max(1)), pick(kinds, n / roads.len().max(1))].concat()
    }
}

/// The county's name, or nothing where the county is the city.
fn county_name(town: Town) -> &'static str {
    if town.county == town.city { "" } else { town.county.name() }
}

/// 1 → 一, 23 → 二十三; digits from 100 on.
pub(crate) fn numeral(n: u64) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u64| DIGITS.get(n as usize).copied().unwrap_or_default();
    match n {
        0..=9 => digit(n).to_owned(),
        10..=19 => format!("十{}", digit(n % 10)),
        20..=99 => format!("{}十{}", digit(n / 10), digit(n % 10)),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_out() {
        for (n, text) in
            [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (45, "四十五"), (100, "100")]
        {
            assert_eq!(numeral(n), text);
        }
    }
}
