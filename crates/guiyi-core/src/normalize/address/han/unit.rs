//! Numbers in addresses and the units after them.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::normalize::text::is_han;
use crate::normalize::words::Words;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 号, #: a house on a road, else a door.
    House,
    /// 栋, 幢, 座, 号楼.
    Building,
    /// 单元, 门.
    Entrance,
    /// 层, 楼.
    Floor,
    /// 室, 房, 铺.
    Room,
    /// 组, 社, 队.
    Group,
    /// 弄, 巷.
    Lane,
    /// 段 of a road.
    Section,
    /// 区, 期, 米 …: counts something that tells nothing.
    Other,
    /// No unit.
    Bare,
    /// It is part of a name.
    Name,
}

/// Bytes of the number at the head of `text`, 0 if there is none: letters, digits and the marks
/// between them, or Chinese numerals.
pub fn numeral_len(text: &str) -> usize {
    if !text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return text.find(|c| chinese_digit(c).is_none()).unwrap_or(text.len());
    }
    let mut end = 0;
    let mut mark = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() {
            end = at + 1;
            mark = 0;
        } else if mark == 0 && is_mark(c) {
            mark = 1;
        } else if c != '-' {
            // 93---1 is 93-1.
            break;
        }
    }
    // Several letters are a word: SOLO尚座.
    let is_number = end == 1 || text[..end].bytes().any(|c| c.is_ascii_digit());
    if is_number { end } else { 0 }
}

fn is_mark(c: char) -> bool {
    matches!(c, '-' | '~' | '/' | '.' | '、' | ',' | '之')
}

/// The unit behind the number `numeral`, and its length in bytes.
pub fn unit_at(numeral: &str, after: &str) -> (Unit, usize) {
    let chinese = numeral.starts_with(is_han);
    if let Some((unit, len)) = UNITS.at(after) {
        // 六巷 is a name, 99巷 a number; 三区 and 三门 are names too.
        let name = chinese && matches!(&after[..len], "巷" | "区" | "门" | "里" | "道" | "队");
        return if name { (Unit::Name, 0) } else { (unit, len) };
    }
    if chinese || (numeral.len() == 1 && numeral.starts_with(|c: char| c.is_ascii_alphabetic())) {
        return (Unit::Name, 0);
    }
    let road = ["路", "街", "大道", "大街", "国道", "省道", "县道", "道", "村", "厂"];
    if road.iter().any(|word| after.starts_with(word)) {
        return (Unit::Name, 0);
    }
    let floor =
        numeral.strip_suffix('f').is_some_and(|digits| digits.bytes().all(|c| c.is_ascii_digit()));
    (if floor { Unit::Floor } else { Unit::Bare }, 0)
}

static UNITS: LazyLock<Words<Unit>> = LazyLock::new(|| {
    let split =
        |(unit, words): (Unit, &'static str)| words.split(' ').map(move |word| (word, unit));
    Words::new(WORDS.into_iter().flat_map(split))
});

const WORDS: [(Unit, &str); 10] = [
    (Unit::Building, "号厂房 号仓库 号楼 号栋 号幢 号库 #楼 #厂房 栋 幢 座"),
    (Unit::Room, "号商铺 号门面 号门市 号铺 号室 号房 号店 号摊 门面 室 房 户 商铺 店铺 铺 摊位"),
    (Unit::House, "号院 号 #"),
    (Unit::Name, "号线 社区 里"),
    (Unit::Entrance, "单元 门"),
    (Unit::Floor, "楼层 层 楼"),
    (Unit::Other, "组团 街坊 区 期 米 公里 排"),
    (Unit::Group, "村民小组 村民组 小组 组 社 队"),
    (Unit::Lane, "弄 巷"),
    (Unit::Section, "段"),
];

/// The number in ASCII: Chinese numerals as digits, leading zeros off, marks as hyphens, after its
/// `prefix`.
pub fn digits_of(numeral: &str, prefix: Option<char>) -> Cow<'_, str> {
    if numeral.starts_with(is_han) {
        let value = chinese_value(numeral);
        return match prefix {
            Some(prefix) => format!("{prefix}{value}").into(),
            None => value.to_string().into(),
        };
    }
    // Of a list the first counts.
    let numeral = numeral.split([',', '、']).next().unwrap_or(numeral);
    let bare = numeral.trim_start_matches('0');
    let bare = if bare.starts_with(|c: char| c.is_ascii_alphanumeric()) { bare } else { numeral };
    if prefix.is_none() && bare.bytes().all(|c| c.is_ascii_alphanumeric()) {
        return bare.into();
    }
    let mut digits: String = prefix.into_iter().collect();
    let mut last = ' ';
    for c in bare.chars() {
        let c = if matches!(c, '~' | '之') { '-' } else { c };
        if !(c == '-' && last == '-') {
            digits.push(c);
        }
        last = c;
    }
    digits.into()
}

/// 三十二 → 32, 一二三 → 123.
fn chinese_value(numeral: &str) -> u32 {
    let (mut total, mut digit, mut seen) = (0_u32, 0_u32, false);
    for c in numeral.chars() {
        match chinese_digit(c) {
            Some(power @ (10 | 100)) => {
                total += power * if seen { digit } else { 1 };
                (digit, seen) = (0, false);
            }
            Some(next) => {
                digit = if seen { digit.saturating_mul(10).saturating_add(next) } else { next };
                seen = true;
            }
            None => {}
        }
    }
    total.saturating_add(digit)
}

fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        _ => return None,
    })
}
