//! What the names of divisions are worth as regions.

use guiyi_lexicon::division::{self, Candidate, Form, Level};

use super::super::RegionRole;
use crate::lattice::cost::{self, Cost};

/// From this length, in characters, the name of a district is hardly ever a trade name: 九龙坡.
const DISTINCT_CHARS: usize = 3;

/// Districts of large cities, without their kind, that firms write without their city and that are hardly
/// ever trade names.
const WELL_KNOWN: &str = "海淀 怀柔 宣武 塘沽 汉沽 津南 北辰 宝坻 西青 浦东 徐汇 闵行 虹口 杨浦 黄浦 闸北 卢湾 普陀 \
    奉贤 青浦 渝北 渝中 南岸 巴南 北碚 涪陵 江津 璧山 綦江 番禺 荔湾 黄埔 萝岗 增城 从化 坪山 硚口 武昌 蔡甸 黄陂 \
    武侯 郫都 温江 双流 浑南 于洪 皇姑 沈河 秦淮 建邺 浦口 江宁 溧水 余杭 萧山 拱墅 海曙 北仑 历下 历城 槐荫 \
    崂山 李沧 芝罘 雁塔 灞桥 碑林 集美 海沧 翔安 仓山 马尾 岳麓 芗城";

pub(super) fn region_role(text: &str, candidates: &'static [Candidate]) -> Option<RegionRole> {
    let mut cost = candidates.iter().map(|candidate| candidate_cost(text, candidate)).min()?;
    // 嘉定 was a county with a name of its own, and its firms still say so; 新华 never was. 州 ends old
    // names of places and no trade name.
    if let [only] = candidates
        && cost > cost::COUNTY_SHORT
        && only.form == Form::Short
        && (text.ends_with('州') || is_well_known(text) || was_county(text, only))
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

fn is_well_known(district: &str) -> bool {
    WELL_KNOWN.split(' ').any(|known| known == district)
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
        (Level::Prefecture, _) if is_full => cost::PREFECTURE_FULL,
        (Level::Prefecture, _) => cost::PREFECTURE_SHORT,
        _ if is_full => cost::COUNTY_FULL,
        (_, _) if candidate.division.name().ends_with('区') => cost::DISTRICT_SHORT,
        (_, _) => cost::COUNTY_SHORT,
    };
    if candidate.past { cost + cost::PAST } else { cost }
}
