//! Survivorship: which of several values becomes the golden one.
//!
//! The criteria stand in one order for every field: the best quality (valid, complete), then what
//! most records say, then the most recent, then the first record. The first criterion that leaves
//! one value names the rule.

use std::cmp::Reverse;

use serde::Serialize;

use crate::record::RecordId;

/// One value a record offers for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer<'a> {
    /// Whose value.
    pub record: RecordId,
    /// The value as it was read.
    pub raw: &'a str,
    /// Equal for values that say the same, whatever their spelling.
    pub key: u64,
    /// How good a value of its kind it is; higher is better.
    pub quality: u8,
    /// Days since some epoch of the record's last change; `None` when unknown.
    pub day: Option<i32>,
}

/// Which criterion decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
    /// Nothing told them apart; the first record's.
    FirstRecord,
}

impl Rule {
    /// The word for this rule in the lineage.
    pub fn name(self) -> &'static str {
        match self {
            Rule::OnlyValue => "only-value",
            Rule::BestQuality => "best-quality",
            Rule::MostFrequent => "most-frequent",
            Rule::MostRecent => "most-recent",
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

/// Chooses among the offers of one field; `None` when there is none.
pub fn choose(offers: &[Offer<'_>]) -> Option<Choice> {
    let first = offers.first()?;
    let agreed = offers.iter().all(|offer| offer.key == first.key);
    let support = |offer: &Offer<'_>| match agreed {
        true => offers.len(),
        false => offers.iter().filter(|other| other.key == offer.key).count(),
    };
    let merits = |offer: &Offer<'_>| (offer.quality, support(offer), offer.day);
    let best = (0..offers.len()).min_by_key(|&at| {
        let offer = &offers[at];
        (Reverse(merits(offer)), offer.record, at)
    })?;
    let chosen = &offers[best];
    let rule = if agreed { Rule::OnlyValue } else { deciding(offers, merits(chosen), &merits) };
    Some(Choice { offer: best, rule, support: support(chosen) })
}

/// Quality, support and day: the criteria in their order.
type Merits = (u8, usize, Option<i32>);

/// The last criterion that ruled a value out.
fn deciding(offers: &[Offer<'_>], best: Merits, merits: &dyn Fn(&Offer<'_>) -> Merits) -> Rule {
    let left = |is_left: &dyn Fn(Merits) -> bool| {
        let mut keys: Vec<u64> =
            offers.iter().filter(|offer| is_left(merits(offer))).map(|offer| offer.key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.len()
    };
    let of_best_quality = left(&|it| it.0 == best.0);
    let of_most_records = left(&|it| (it.0, it.1) == (best.0, best.1));
    let of_last_day = left(&|it| it == best);
    match (of_best_quality, of_most_records, of_last_day) {
        (_, _, 2..) => Rule::FirstRecord,
        (_, 2.., _) => Rule::MostRecent,
        (2.., _, _) => Rule::MostFrequent,
        _ => Rule::BestQuality,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(record: u32, key: u64, quality: u8, day: i32) -> Offer<'static> {
        Offer { record: RecordId(record), raw: "", key, quality, day: Some(day) }
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
}
