//! Survivorship: which of several values becomes the golden one.
//!
//! The criteria stand in one order for every field: the best quality (valid, complete), then what
//! most records say, then the most recent, then the first record. The first criterion that leaves
//! one value names the rule.

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
    let support = |offer: &Offer<'_>| offers.iter().filter(|o| o.key == offer.key).count();
    let day = |offer: &Offer<'_>| offer.day.unwrap_or(i32::MIN);
    let mut left: Vec<usize> = (0..offers.len()).collect();
    let mut rule = Rule::OnlyValue;
    type Criterion<'c> = &'c dyn Fn(&Offer<'_>) -> i64;
    let criteria: [(Rule, Criterion<'_>); 3] = [
        (Rule::BestQuality, &|offer| i64::from(offer.quality)),
        (Rule::MostFrequent, &|offer| support(offer) as i64),
        (Rule::MostRecent, &|offer| i64::from(day(offer))),
    ];
    for (name, criterion) in criteria {
        let best = left.iter().map(|&at| criterion(&offers[at])).max()?;
        let values_before = distinct(&left, offers);
        left.retain(|&at| criterion(&offers[at]) == best);
        if distinct(&left, offers) < values_before {
            rule = name;
        }
    }
    if distinct(&left, offers) > 1 {
        rule = Rule::FirstRecord;
    }
    let offer = left.into_iter().min_by_key(|&at| (offers[at].record, at))?;
    Some(Choice { offer, rule, support: support(&offers[offer]) })
}

fn distinct(left: &[usize], offers: &[Offer<'_>]) -> usize {
    let mut keys: Vec<u64> = left.iter().map(|&at| offers[at].key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.len()
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
