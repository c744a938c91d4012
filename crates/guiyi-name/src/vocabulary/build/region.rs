//! What the names of divisions are worth as regions.

use guiyi_lexicon::division::{self, Candidate, Form, Level};

use super::super::RegionRole;
use crate::lattice::cost::{self, Cost};

/// From this length, in characters, the name of a district is hardly ever a trade name: 九龙坡.
const DISTINCT_CHARS: usize = 3;

/// The first digits of the codes of Taiwan's divisions.
const TAIWAN: u32 = 71;

/// What is left of a code behind the digits of its province.
const PROVINCE: u32 = 10_000;

pub(super) fn region_role(text: &str, candidates: &'static [Candidate]) -> Option<RegionRole> {
    let mut cost = candidates.iter().map(|candidate| candidate_cost(text, candidate)).min()?;
    // 嘉定 was a county with a name of its own, and its firms still say so; 新华 never was. 州 ends old
    // names of places and no trade name.
    let is_county_like = || match candidates {
        [only] => only.form == Form::Short && (text.ends_with('州') || was_county(text, only)),
        _ => false,
    };
    if cost > cost::COUNTY_SHORT && (division::is_well_known(text) || is_county_like()) {
        cost = cost::COUNTY_SHORT;
    }
    let is_distinct = text.chars().count() >= DISTINCT_CHARS;
    if is_distinct && text.ends_with(['区', '园']) {
        // 廊坊开发区 says what it is.
        cost = cost.min(cost::COUNTY_FULL);
    } else if is_distinct {
        cost = cost.min(cost::COUNTY_SHORT);
    }
    let is_full = candidates.iter().any(|candidate| is_full(text, candidate));
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

/// Whether a text names a division with its kind: 太原市, and 峨山县 for 峨山彝族自治县.
fn is_full(text: &str, candidate: &Candidate) -> bool {
    let has_kind = || text.chars().count() >= DISTINCT_CHARS && text.ends_with(['县', '旗', '州']);
    candidate.form == Form::Full || candidate.form == Form::Colloquial && has_kind()
}

fn candidate_cost(text: &str, candidate: &Candidate) -> Cost {
    let is_full = is_full(text, candidate);
    let cost = match (candidate.division.level(), candidate.form) {
        (_, Form::Letter) => cost::PROVINCE_LETTER,
        // 九龙 is not all of Hong Kong.
        (Level::Province, Form::Zone) => cost::COUNTY_SHORT,
        (Level::Province, _) => cost::PROVINCE,
        // Nor is 寮步 all of 东莞; but 光谷 is hardly anything else.
        (Level::Prefecture, Form::Zone) if !division::is_well_known(text) => cost::COUNTY_SHORT,
        (Level::Prefecture, _) if is_full => cost::PREFECTURE_FULL,
        (Level::Prefecture, _) => cost::PREFECTURE_SHORT,
        _ if is_full => cost::COUNTY_FULL,
        (_, _) if candidate.division.name().ends_with('区') => cost::DISTRICT_SHORT,
        // 成功, 三星 and 和美 in Taiwan are words of trade names elsewhere.
        (_, _) if candidate.division.code() / PROVINCE == TAIWAN => cost::DISTRICT_SHORT,
        (_, _) => cost::COUNTY_SHORT,
    };
    if candidate.past { cost + cost::PAST } else { cost }
}
