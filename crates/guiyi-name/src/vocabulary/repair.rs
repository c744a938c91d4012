//! Misspelt and cut-off words, as further words that lead to the right one.

use guiyi_lexicon::trade;
use smallvec::SmallVec;

use super::Condition;
use super::character::{BEGINS_FORMS, is_rest_of_trade};
use crate::lattice::cost::{self, Cost};

/// The characters of a word; the longest are names of divisions.
pub(super) type Chars = SmallVec<[char; 16]>;

/// Shortest word whose misspellings are safe to know: three characters leave too little (分公 is
/// also the beginning of other words), except at the end of the text.
pub(super) const MISSPELT_CHARS: usize = 4;

/// Shortest trade word that is known without its last character at the end of the text.
const TRUNCATED_TRADE_CHARS: usize = 3;

/// Endings of the forms whose misspelt and cut-off writings are known. Other forms (中心, 加工厂) begin
/// like words of a trade.
const ENDINGS: [&str; 6] = ["公司", "合作社", "合伙企业", "门市部", "营业部", "办事处"];

/// Typed twice at the end of a form: 有限公司公司.
const COMPANY: &str = "公司";

/// What looks like a form without a character, 联合公司 or 独资有限公司, and is what is left of a trade before a whole
/// one: 耐磨合(金)|公司, 生产资(料)|有限公司.
const REST_AND_FORM: [&str; 2] = ["合公司", "资有限公司"];

/// The end of longer forms that stands alone as often.
pub(super) const COOP: &str = "合作社";

/// Forms in which one wrong character is forgiven: 有限公可.
pub(super) const WATCHED: [&str; 10] = [
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "农民专业合作社",
    "专业合作社",
    "合伙企业",
    "分公司",
    "总公司",
    "合作社",
    "集团公司",
];

/// The same of words of trades that are forms as well and of which a place has one: 供消合作社.
pub(super) const WATCHED_PUBLIC: [&str; 5] =
    ["供销合作社", "供销社", "农村信用合作联社", "信用合作联社", "农村信用社"];

/// Schools that are called by one character behind their number: 一中, 二小.
pub(super) const SCHOOLS: [(char, &str); 2] = [('中', "中学"), ('小', "小学")];

/// Misspelt and cut-off ways of writing a form, with their further cost.
pub(super) fn form_variants(form: &str) -> Vec<(Chars, Condition, Cost)> {
    if !ENDINGS.iter().any(|ending| form.ends_with(ending)) {
        return Vec::new();
    }
    let chars: Chars = form.chars().collect();
    let cut = (1..chars.len()).map(|length| {
        let cost = match length {
            1 if BEGINS_FORMS.contains(chars[0]) => cost::FORM_TRUNCATED_CLEARLY,
            1 => cost::FORM_TRUNCATED_TO_ONE,
            _ => cost::FORM_TRUNCATED,
        };
        (Chars::from_slice(&chars[..length]), Condition::Truncated, cost)
    });
    let mut out: Vec<(Chars, Condition, Cost)> = cut.collect();
    if form == COMPANY {
        out.extend(doubled(&chars).map(|text| (text, Condition::Repaired, cost::REPAIR)));
    }
    if chars.len() >= MISSPELT_CHARS {
        let last = chars.iter().chain(chars.last()).copied().collect();
        out.push((last, Condition::Repaired, cost::FORM_LAST_DOUBLED));
        let misspelt = dropped(&chars).chain(swapped(&chars)).chain(doubled(&chars));
        let misspelt = misspelt
            .filter(|text| !REST_AND_FORM.iter().any(|rest| rest.chars().eq(text.iter().copied())));
        out.extend(misspelt.map(|text| (text, Condition::Repaired, cost::REPAIR)));
        if form.ends_with(COMPANY) {
            let twice = chars.iter().copied().chain(COMPANY.chars()).collect();
            out.push((twice, Condition::Repaired, cost::REPAIR));
        }
    }
    out
}

/// Calls `each` with the misspelt and cut-off ways of writing a trade word and their further cost; of a rare one
/// only with the latter.
pub(super) fn trade_variants(
    word: &str,
    is_rare: bool,
    mut each: impl FnMut(&[char], Condition, Cost),
) {
    let chars: Chars = word.chars().collect();
    if chars.len() < TRUNCATED_TRADE_CHARS {
        return;
    }
    each(&chars[..chars.len() - 1], Condition::Truncated, cost::TRADE_TRUNCATED);
    if is_rare {
        return;
    }
    swapped(&chars).for_each(|text| each(&text, Condition::Repaired, cost::REPAIR));
    // The first and the last one doubled are seen where the word is found.
    let inner = doubled(&chars).take(chars.len() - 1).skip(1);
    inner.for_each(|text| each(&text, Condition::Repaired, cost::REPAIR));
    if chars.len() >= MISSPELT_CHARS {
        for text in dropped(&chars) {
            let further = lost_cost(&chars, &text);
            each(&text, Condition::Repaired, further);
        }
    }
}

/// Characters that end trade names of two, 中建 and 博文, but hardly longer ones before what is left of a trade: 恒源建|工程, 恒源文|传播.
const BEFORE_TRADE: &str = "建文";

/// What a trade word without one of its characters costs more. Of 建筑工程 筑|工程 may be left, for 筑 hardly ends a trade
/// name; of 家居装饰 居|装饰 is rather the end of one.
fn lost_cost(chars: &[char], left: &[char]) -> Cost {
    let is_half = chars.len() == MISSPELT_CHARS && chars.ends_with(&left[1..]);
    let is_trade = || trade::lookup(&left[1..].iter().collect::<String>()).is_some();
    if !is_half || !is_trade() {
        cost::REPAIR
    } else if is_rest_of_trade(left[0]) || BEFORE_TRADE.contains(left[0]) {
        cost::REPAIR_BEFORE_TRADE
    } else {
        cost::REPAIR_DOUBTFUL
    }
}

/// All but the last character may be missing; without the last the word is cut off.
fn dropped(chars: &[char]) -> impl Iterator<Item = Chars> {
    (0..chars.len() - 1).map(|at| {
        let mut chars = Chars::from_slice(chars);
        chars.remove(at);
        chars
    })
}

fn swapped(chars: &[char]) -> impl Iterator<Item = Chars> {
    (1..chars.len()).map(|at| {
        let mut chars = Chars::from_slice(chars);
        chars.swap(at - 1, at);
        chars
    })
}

fn doubled(chars: &[char]) -> impl Iterator<Item = Chars> {
    (0..chars.len()).map(|at| {
        let mut chars = Chars::from_slice(chars);
        chars.insert(at, chars[at]);
        chars
    })
}
