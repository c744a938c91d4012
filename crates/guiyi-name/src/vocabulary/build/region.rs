//! What the names of divisions are worth as regions.

use guiyi_lexicon::division::{self, Candidate, Form, Level};

use super::super::{RegionRole, is_full};
use crate::lattice::cost::{self, Cost};

/// From this length, in characters, the name of a district is hardly ever a trade name: 九龙坡.
const DISTINCT_CHARS: usize = 3;

pub(super) fn region_role(text: &str, candidates: &'static [Candidate]) -> Option<RegionRole> {
    let mut cost = candidates.iter().map(candidate_cost).min()?;
    // 嘉定 was a county with a name of its own, and its firms still say so; 新华 never was. 州 ends old
    // names of places and no trade name.
    if let [only] = candidates
        && cost > cost::COUNTY_SHORT
        && only.form == Form::Short
        && (text.ends_with('州') || was_county(text, only))
    {
        cost = cost.min(cost::COUNTY_SHORT);
    }
    let is_distinct = text.chars().count() >= DISTINCT_CHARS;
    if is_distinct && text.ends_with(['区', '园']) {
        // 廊坊开发区 says what it is.
        cost = cost.min(cost::COUNTY_FULL);
    } else if is_distinct {
        cost = cost.min(cost::COUNTY_SHORT);
    }
    let is_full = candidates.iter().any(is_full);
    Some(RegionRole {
        candidates,
        cost,
        cost_contained: if is_full { cost::CONTAINED_FULL } else { cost::CONTAINED_SHORT },
        is_doubtful: cost >= cost::COUNTY_SHORT,
        is_full,
        is_bare_town: false,
    })
}

/// Whether a district was a county or a city of this name.
fn was_county(short: &str, district: &Candidate) -> bool {
    ["县", "市"].iter().any(|kind| {
        let known = division::lookup(&format!("{short}{kind}"));
        known.iter().any(|past| past.past && past.division == district.division)
    })
}

fn candidate_cost(candidate: &Candidate) -> Cost {
    let cost = match (candidate.division.level(), candidate.form) {
        (_, Form::Letter) => cost::PROVINCE_LETTER,
        // 九龙 is not all of Hong Kong.
        (Level::Province, Form::Zone) => cost::COUNTY_SHORT,
        (Level::Province, _) => cost::PROVINCE,
        (Level::Prefecture, Form::Full) => cost::PREFECTURE_FULL,
        (Level::Prefecture, _) => cost::PREFECTURE_SHORT,
        (_, Form::Full) => cost::COUNTY_FULL,
        (_, _) if candidate.division.name().ends_with('区') => cost::DISTRICT_SHORT,
        (_, _) => cost::COUNTY_SHORT,
    };
    if candidate.past { cost + cost::PAST } else { cost }
}
