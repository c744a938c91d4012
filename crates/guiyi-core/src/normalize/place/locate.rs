//! Divisions at the head of a text: 山西省太原市迎泽区…, with parts left out, repeated or misnamed.

use std::sync::LazyLock;

use guiyi_lexicon::division::{Candidate, Division, Form, Level};
use smallvec::SmallVec;

use super::names::{begins_name, names_at};
use crate::normalize::words::Words;

/// Divisions a text may mean; several when its name is ambiguous.
pub type Divisions = SmallVec<[Division; 4]>;

/// What stands at the head of a text.
#[derive(Clone, Debug, Default)]
pub struct Located {
    /// The finest divisions named, all that fit; empty when none is named.
    pub possible: Divisions,
    /// A province or prefecture named outright that the others do not lie in.
    pub contradiction: Option<Division>,
    /// Bytes of the text that name divisions.
    pub len: usize,
}

/// The divisions that the folded `text` (no spaces) begins with. `within` is where the customer is
/// by other evidence: it chooses among places of one name, and gives way to what the text says.
pub fn locate(text: &str, within: Option<Division>) -> Located {
    let mut located = Located { len: damaged_head(text), ..Located::default() };
    while let Some(step) = step(&text[located.len..], &located, within) {
        located.len += step.len;
        match step.outcome {
            Outcome::Finer(possible) => located.possible = possible,
            Outcome::Contradiction(first) => {
                located.contradiction = located.possible.first().copied();
                located.possible = SmallVec::from_iter([first]);
            }
        }
    }
    if located.possible.is_empty() {
        located.len = 0;
    }
    located
}

/// The finest division that holds all of `possible`.
pub fn common(possible: &[Division]) -> Option<Division> {
    let (first, rest) = possible.split_first()?;
    let holds = |place: &Division| rest.iter().all(|other| place.contains(*other));
    let prefecture = || first.prefecture().filter(holds);
    Some(*first).filter(holds).or_else(prefecture).or_else(|| Some(first.province()).filter(holds))
}

struct Step {
    len: usize,
    outcome: Outcome,
}

enum Outcome {
    Finer(Divisions),
    Contradiction(Division),
}

/// The longest name at the head of `text` that fits what is known.
fn step(text: &str, known: &Located, within: Option<Division>) -> Option<Step> {
    names_at(text)
        .iter()
        .rev()
        .find_map(|&(end, found)| fit(found, &text[..end], &text[end..], known, within))
}

fn fit(
    found: &[Candidate],
    name: &str,
    after: &str,
    known: &Located,
    within: Option<Division>,
) -> Option<Step> {
    let plain = found.first().is_some_and(|place| place.form == Form::Full);
    let own = (plain && has_kind(name)) || !begins_other_name(after) || begins_name(after);
    if splits_word(name, after) || !own {
        return None;
    }
    let tail = if plain { 0 } else { stray_kind(after) };
    let len = name.len() + tail;
    let finer = |possible| Some(Step { len, outcome: Outcome::Finer(possible) });
    if known.possible.is_empty() {
        let possible = first_places(found, tail > 0 || plain, within)?;
        return finer(possible);
    }
    if let Some(possible) = narrow(&known.possible, found) {
        return finer(possible);
    }
    // A county that moved to another prefecture of the province, written under its old one, or
    // one beside the city that is named before it.
    let siblings: Divisions = places(found)
        .filter(|place| plain && place.county().is_some())
        .filter(|place| {
            known.possible.iter().any(|before| before.prefecture() == place.prefecture())
        })
        .collect();
    if !siblings.is_empty() {
        return finer(siblings);
    }
    let first = found.first().filter(|place| plain && !place.past)?.division;
    let high = matches!(first.level(), Level::Province | Level::Prefecture);
    (high && known.contradiction.is_none())
        .then_some(Step { len, outcome: Outcome::Contradiction(first) })
}

/// What the first name of a text may mean. A county without its kind is too often a street's or an
/// estate's name: it needs the kind, or that it lies where the customer is.
fn first_places(found: &[Candidate], sure: bool, within: Option<Division>) -> Option<Divisions> {
    let inside: Divisions = places(found)
        .filter(|place| {
            within.is_some_and(|within| within.contains(*place) || place.contains(within))
        })
        .collect();
    if !inside.is_empty() {
        return Some(inside);
    }
    let possible: Divisions =
        places(found).filter(|place| sure || place.county().is_none()).collect();
    (!possible.is_empty()).then_some(possible)
}

/// The places `found` names inside those `known`; or those `known` inside what `found` repeats.
fn narrow(known: &[Division], found: &[Candidate]) -> Option<Divisions> {
    let inside: Divisions =
        places(found).filter(|place| known.iter().any(|before| before.contains(*place))).collect();
    if !inside.is_empty() {
        return Some(inside);
    }
    let kept: Divisions = known
        .iter()
        .copied()
        .filter(|before| places(found).any(|place| place.contains(*before)))
        .collect();
    (!kept.is_empty()).then_some(kept)
}

fn places(found: &[Candidate]) -> impl Iterator<Item = Division> {
    found.iter().map(|place| place.division)
}

fn has_kind(name: &str) -> bool {
    name.ends_with(['省', '市', '区', '县', '旗', '盟', '州'])
}

/// Bytes of a kind that does not belong to the name before: 新疆省, 河东市区, but not 太原市场.
fn stray_kind(after: &str) -> usize {
    let mut len = 0;
    for c in after.chars().take(2) {
        if !matches!(c, '省' | '市' | '区' | '县') {
            break;
        }
        len += c.len_utf8();
    }
    if splits_word(&after[..len], &after[len..]) { len - '市'.len_utf8() } else { len }
}

/// Whether a name that ends in a kind cuts a word in two: 太原市|场.
fn splits_word(name: &str, after: &str) -> bool {
    match (name.chars().next_back(), after.chars().next()) {
        (Some('市'), Some('场' | '政')) | (Some('区'), Some('域')) | (Some('县'), Some('政')) => {
            true
        }
        // 镇坪县|城关镇 is right.
        (Some('县'), Some('城')) => !after.starts_with("城关"),
        // 青岛|市南区 is not 青岛市|南区.
        (Some('市'), Some('南' | '北' | '中')) => {
            ["南区", "北区", "中区"].iter().any(|district| after.starts_with(district))
        }
        _ => false,
    }
}

/// Whether what follows makes the name before it a road's, a village's or a house's: 上海路, 长安镇.
fn begins_other_name(after: &str) -> bool {
    let is_other = |text: &str| OTHER_NAMES.at(text).is_some();
    is_other(after) || after.strip_prefix(DIRECTIONS).is_some_and(is_other)
}

const DIRECTIONS: [char; 17] = [
    '东', '西', '南', '北', '中', '前', '后', '上', '下', '一', '二', '三', '四', '五', '大', '新',
    '老',
];

/// Words that take a place's name as their own.
static OTHER_NAMES: LazyLock<Words<()>> =
    LazyLock::new(|| Words::new(OTHER_NAME_WORDS.map(|word| (word, ()))));

const OTHER_NAME_WORDS: [&str; 34] = [
    "路", "街", "道", "大道", "大街", "巷", "弄", "里", "胡同", "镇", "乡", "村", "苏木", "社区",
    "小区", "花园", "大厦", "广场", "商城", "市场", "新村", "苑", "公寓", "大楼", "酒店", "宾馆",
    "医院", "学校", "大学", "农场", "林场", "公司", "厂", "站",
];

/// Bytes to skip before a name whose beginning was cut off: 原市迎泽区 → 迎泽区, 族自治州贵定县 → 贵定县.
fn damaged_head(text: &str) -> usize {
    if begins_name(text) {
        return 0;
    }
    let cut_off = |(count, at): &(usize, usize)| {
        let head = &text[..*at];
        let short = *count <= LONGEST_DAMAGE && head.ends_with(['省', '市', '区', '县', '州']);
        (short || head.ends_with("自治州") || head.ends_with("自治区") || head.ends_with("自治县"))
            && begins_name(&text[*at..])
    };
    let ends = text.char_indices().map(|(at, _)| at).enumerate().skip(1).take(LONGEST_HEAD);
    ends.into_iter().find(cut_off).map_or(0, |(_, at)| at)
}

/// Characters of a cut-off name that are skipped: 市, 原市.
const LONGEST_DAMAGE: usize = 2;
/// Characters of a cut-off name of an autonomous division: 依族苗族自治州.
const LONGEST_HEAD: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str, within: Option<u32>) -> (Vec<u32>, String) {
        let located = locate(text, within.and_then(Division::from_code));
        let codes = located.possible.iter().map(|place| place.code()).collect();
        (codes, text[located.len..].to_string())
    }

    #[test]
    fn finds_the_finest_division() {
        let cases: [(&str, &[u32], &str); 30] = [
            ("山西省太原市迎泽区解放路12号", &[140106], "解放路12号"),
            ("山西太原迎泽区解放路", &[140106], "解放路"),
            ("山西太原迎泽解放路", &[140106], "解放路"),
            ("太原市太原市迎泽区解放路", &[140106], "解放路"),
            ("山西省山西省太原市", &[140100], ""),
            ("山西省迎泽区解放路", &[140106], "解放路"),
            ("新疆省乌鲁木齐市天山区", &[650102], ""),
            ("内蒙古呼和浩特", &[150100], ""),
            ("内蒙呼和浩特", &[150100], ""),
            ("天津市河东市区六纬路", &[120102], "六纬路"),
            ("北京市朝阳区建国路", &[110105], "建国路"),
            ("襄樊市樊城区", &[420606], ""),
            ("江苏省吴江市盛泽镇", &[320509], "盛泽镇"),
            ("原市迎泽区解放路", &[140106], "解放路"),
            ("市迎泽区解放路", &[140106], "解放路"),
            ("依族苗族自治州贵定县解放路", &[522723], "解放路"),
            ("上海路11号", &[], "上海路11号"),
            ("北京西路11号", &[], "北京西路11号"),
            ("南昌市上海路11号", &[360100], "上海路11号"),
            ("广州大道南1028号", &[], "广州大道南1028号"),
            ("长安镇涌头社区", &[], "长安镇涌头社区"),
            ("东莞市长安镇涌头社区", &[441900], "长安镇涌头社区"),
            ("太原市场3号", &[], "太原市场3号"),
            ("山东青岛市南区香港中路12号", &[370202], "香港中路12号"),
            ("济南市市中区经四路2号", &[370103], "经四路2号"),
            ("黑龙江哈尔滨道里区中央大街", &[230102], "中央大街"),
            ("江苏盐城城南新区", &[320900], "城南新区"),
            ("陕西省镇坪县城关镇", &[610927], "城关镇"),
            ("台北市中正区宝庆路37号", &[710103], "宝庆路37号"),
            ("解放路12号", &[], "解放路12号"),
        ];
        for (text, wanted, rest) in cases {
            assert_eq!(codes(text, None), (wanted.to_vec(), rest.to_string()), "{text}");
        }
    }

    #[test]
    fn other_evidence_chooses_among_namesakes() {
        let (all, _) = codes("朝阳区建设街", None);
        assert!(all.len() > 1 && all.contains(&110_105) && all.contains(&220_104));
        assert_eq!(codes("朝阳区建设街", Some(220_100)).0, [220_104]);
        assert_eq!(codes("迎泽建设街", Some(140_100)).0, [140_106]);
        assert_eq!(codes("太原市迎泽区", Some(110_000)).0, [140_106], "the text itself wins");
    }

    #[test]
    fn a_second_city_contradicts_the_first() {
        let located = locate("山东省济南市陕西省西安市新城区", None);
        assert_eq!(located.contradiction.map(Division::code), Some(370_100));
        assert_eq!(located.possible[0].code(), 610_102);
    }

    #[test]
    fn finds_what_namesakes_have_in_common() {
        let divisions = |codes: &[u32]| -> Divisions {
            codes.iter().filter_map(|code| Division::from_code(*code)).collect()
        };
        let cases: [(&[u32], Option<u32>); 5] = [
            (&[140106], Some(140106)),
            (&[140105, 140106], Some(140100)),
            (&[140105, 140200], Some(140000)),
            (&[140105, 110105], None),
            (&[], None),
        ];
        for (codes, wanted) in cases {
            assert_eq!(common(&divisions(codes)).map(Division::code), wanted, "{codes:?}");
        }
    }
}
