//! Survivorship: which of several values becomes the golden one.
//!
//! The usual order of the criteria is the same for every field: the best quality (valid, complete),
//! then what most records say, then the most recent, then the first record. A [`Preference`] puts
//! others before them. The first criterion that leaves one value names the rule.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::record::RecordId;

/// One value a record offers for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer<'a> {
    /// Whose value.
    pub record: RecordId,
    /// Which of its source's columns of the field it stands in; see [`GoldenValue::place`](super::GoldenValue::place).
    pub place: u16,
    /// The value as it was read.
    pub raw: &'a str,
    /// Equal for values that say the same, whatever their spelling.
    pub key: u64,
    /// How good a value of its kind it is; higher is better.
    pub quality: u8,
    /// Days since some epoch of the record's last change; `None` when unknown.
    pub day: Option<i32>,
    /// How far the record's source is trusted; higher is better, 0 is the usual.
    pub trust: i64,
}

impl<'a> Offer<'a> {
    /// The value in a record's cell, of which is not yet said what it is worth.
    pub fn unjudged(record: RecordId, place: u16, raw: &'a str, day: Option<i32>) -> Offer<'a> {
        Offer { record, place, raw, key: 0, quality: 0, day, trust: 0 }
    }
}

/// Which values are preferred, beyond the usual.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preference {
    /// By the label of a field the criteria that come before the usual ones.
    pub rules: BTreeMap<String, Vec<Rule>>,
    /// By the name of a source how far it is trusted.
    pub trust: BTreeMap<String, i64>,
}

impl Preference {
    /// The criteria of a field, in order.
    pub fn order(&self, label: &str) -> Vec<Rule> {
        let mut order = self.rules.get(label).cloned().unwrap_or_default();
        let usual: Vec<Rule> = USUAL.into_iter().filter(|rule| !order.contains(rule)).collect();
        order.extend(usual);
        order
    }
}

/// The usual order of the criteria.
pub const USUAL: [Rule; 3] = [Rule::BestQuality, Rule::MostFrequent, Rule::MostRecent];

/// Which criterion decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// All records that have a value say the same.
    OnlyValue,
    /// The most valid or complete value.
    BestQuality,
    /// The value of most records.
    MostFrequent,
    /// The value of the record that changed last.
    MostRecent,
    /// The value of the source that is trusted most.
    MostTrusted,
    /// The value with the most characters.
    Longest,
    /// Nothing told them apart; the first record's.
    FirstRecord,
}

impl Rule {
    /// The criteria that a preference can name.
    pub const NAMED: [Rule; 5] =
        [Rule::BestQuality, Rule::MostFrequent, Rule::MostRecent, Rule::MostTrusted, Rule::Longest];

    /// The word for this rule in the lineage.
    pub fn name(self) -> &'static str {
        match self {
            Rule::OnlyValue => "only-value",
            Rule::BestQuality => "best-quality",
            Rule::MostFrequent => "most-frequent",
            Rule::MostRecent => "most-recent",
            Rule::MostTrusted => "most-trusted",
            Rule::Longest => "longest",
            Rule::FirstRecord => "first-record",
        }
    }
}

/// A choice among offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Index of the chosen offer.
    pub offer: usize,
    /// What decided.
    pub rule: Rule,
    /// Records that say the same.
    pub support: usize,
}

/// Chooses among the offers of one field by these criteria; `None` when there is none.
pub fn choose_by(offers: &[Offer<'_>], order: &[Rule]) -> Option<Choice> {
    let support = |offer: &Offer<'_>| offers.iter().filter(|o| o.key == offer.key).count();
    let worth = |rule: Rule, offer: &Offer<'_>| match rule {
        Rule::BestQuality => i64::from(offer.quality),
        Rule::MostFrequent => support(offer) as i64,
        Rule::MostRecent => offer.day.map_or(i64::MIN, i64::from),
        Rule::MostTrusted => offer.trust,
        Rule::Longest => offer.raw.trim().chars().count() as i64,
        Rule::OnlyValue | Rule::FirstRecord => 0,
    };
    let values = |left: &[usize]| {
        let mut keys: Vec<u64> = left.iter().map(|&at| offers[at].key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.len()
    };
    let mut left: Vec<usize> = (0..offers.len()).collect();
    let mut rule = Rule::OnlyValue;
    for &criterion in order {
        let best = left.iter().map(|&at| worth(criterion, &offers[at])).max()?;
        let before = values(&left);
        left.retain(|&at| worth(criterion, &offers[at]) == best);
        if values(&left) < before {
            rule = criterion;
        }
    }
    if values(&left) > 1 {
        rule = Rule::FirstRecord;
    }
    let offer = left.into_iter().min_by_key(|&at| (offers[at].record, at))?;
    Some(Choice { offer, rule, support: support(&offers[offer]) })
}

/// Chooses among the offers of one field, which are in the order of their records, by the usual criteria; `None` when
/// there is none.
pub fn choose(offers: &[Offer<'_>]) -> Option<Choice> {
    let first = offers.first()?;
    let agreed = offers.iter().all(|offer| offer.key == first.key);
    let support = |offer: &Offer<'_>| match agreed {
        true => offers.len(),
        false => offers.iter().filter(|other| other.key == offer.key).count(),
    };
    let merits = |offer: &Offer<'_>| (offer.quality, support(offer), offer.day);
    let (mut best, mut most) = (0, merits(first));
    for (at, offer) in offers.iter().enumerate().skip(1) {
        let merits = merits(offer);
        if merits > most {
            (best, most) = (at, merits);
        }
    }
    let others = offers.iter().filter(|offer| offer.key != offers[best].key);
    let rule = others.map(merits).max().map_or(Rule::OnlyValue, |other| deciding(most, other));
    Some(Choice { offer: best, rule, support: most.1 })
}

/// Quality, support and day: the criteria in their order.
type Merits = (u8, usize, Option<i32>);

/// The criterion that ruled out the best of the other values, and with it the last of them.
fn deciding(chosen: Merits, other: Merits) -> Rule {
    match other {
        _ if other.0 < chosen.0 => Rule::BestQuality,
        _ if other.1 < chosen.1 => Rule::MostFrequent,
        _ if other.2 < chosen.2 => Rule::MostRecent,
        _ => Rule::FirstRecord,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(record: u32, key: u64, quality: u8, day: i32) -> Offer<'static> {
        Offer { key, quality, ..Offer::unjudged(RecordId(record), 0, "", Some(day)) }
    }

    fn chosen(offers: &[Offer<'_>]) -> (u32, Rule, usize) {
        let choice = choose(offers).unwrap();
        (offers[choice.offer].record.0, choice.rule, choice.support)
    }

    #[test]
    fn criteria_in_order() {
        assert_eq!(chosen(&[offer(0, 7, 1, 1), offer(1, 7, 1, 2)]), (1, Rule::OnlyValue, 2));
        assert_eq!(chosen(&[offer(0, 7, 1, 9), offer(1, 8, 2, 1)]), (1, Rule::BestQuality, 1));
        let frequent = [offer(0, 7, 1, 9), offer(1, 8, 1, 1), offer(2, 8, 1, 2)];
        assert_eq!(chosen(&frequent), (2, Rule::MostFrequent, 2));
        assert_eq!(chosen(&[offer(0, 7, 1, 1), offer(1, 8, 1, 2)]), (1, Rule::MostRecent, 1));
        assert_eq!(chosen(&[offer(0, 7, 1, 1), offer(1, 8, 1, 1)]), (0, Rule::FirstRecord, 1));
        assert!(choose(&[]).is_none());
    }

    #[test]
    fn a_preference_comes_before_the_usual() {
        let rules = [("phone".to_string(), vec![Rule::MostTrusted, Rule::Longest])];
        let preference = Preference { rules: rules.into(), trust: BTreeMap::new() };
        let order = preference.order("phone");
        assert_eq!(order, [&[Rule::MostTrusted, Rule::Longest][..], &USUAL].concat());
        assert_eq!(preference.order("email"), USUAL);
        let trusted = Offer { trust: 2, ..offer(0, 7, 0, 1) };
        let offers = [offer(1, 8, 2, 9), trusted, Offer { raw: "long", ..offer(2, 9, 2, 9) }];
        let chosen = |order: &[Rule]| choose_by(&offers, order).map(|it| (it.offer, it.rule));
        assert_eq!(chosen(&order), Some((1, Rule::MostTrusted)));
        assert_eq!(chosen(&[Rule::Longest]), Some((2, Rule::Longest)));
    }

    proptest::proptest! {
        /// The usual criteria one after the other choose what the quick way chooses.
        #[test]
        fn the_quick_way_is_the_usual(
            said in proptest::collection::vec((0..4_u64, 0..3_u8, 0..3_i32), 0..7),
        ) {
            let offers: Vec<Offer<'_>> = (0..).zip(&said)
                .map(|(at, &(key, quality, day))| Offer {
                    day: Some(day).filter(|day| *day > 0), ..offer(at, key, quality, day)
                })
                .collect();
            proptest::prop_assert_eq!(choose(&offers), choose_by(&offers, &USUAL));
        }
    }
}
