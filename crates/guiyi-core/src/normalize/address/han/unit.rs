//! Numbers in addresses and the units after them.

use crate::normalize::text::is_han;

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
    let mut end = 0;
    let mut mark = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() {
            end = at + 1;
            mark = 0;
        } else if end > 0 && mark == 0 && is_mark(c) {
            mark = 1;
        } else if end > 0 && c == '-' {
            // 93---1 is 93-1.
        } else {
            break;
        }
    }
    if text[..end].bytes().any(|c| c.is_ascii_digit()) || (end == 1) {
        return end;
    }
    if end > 0 {
        // A word in letters: SOLO尚座.
        return 0;
    }
    text.find(|c| chinese_digit(c).is_none()).unwrap_or(text.len())
}

fn is_mark(c: char) -> bool {
    matches!(c, '-' | '~' | '/' | '.' | '、' | ',' | '之')
}

/// The unit behind the number `numeral`, and its length in bytes.
pub fn unit_at(numeral: &str, after: &str) -> (Unit, usize) {
    let chinese = numeral.starts_with(is_han);
    let found = UNITS.iter().find(|(word, _)| after.starts_with(word));
    if let Some((word, unit)) = found {
        // 六巷 is a name, 99巷 a number; 三区 and 三门 are names too.
        let name = chinese && matches!(word, &"巷" | &"区" | &"门" | &"里" | &"道" | &"队");
        return if name { (Unit::Name, 0) } else { (*unit, word.len()) };
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

/// Units; where one begins another the longer comes first.
const UNITS: [(&str, Unit); 54] = [
    ("号厂房", Unit::Building),
    ("号仓库", Unit::Building),
    ("号楼", Unit::Building),
    ("号栋", Unit::Building),
    ("号幢", Unit::Building),
    ("号库", Unit::Building),
    ("#楼", Unit::Building),
    ("#厂房", Unit::Building),
    ("号商铺", Unit::Room),
    ("号门面", Unit::Room),
    ("号门市", Unit::Room),
    ("号铺", Unit::Room),
    ("号室", Unit::Room),
    ("号房", Unit::Room),
    ("号店", Unit::Room),
    ("号摊", Unit::Room),
    ("号院", Unit::House),
    ("号线", Unit::Name),
    ("号", Unit::House),
    ("#", Unit::House),
    ("栋", Unit::Building),
    ("幢", Unit::Building),
    ("座", Unit::Building),
    ("单元", Unit::Entrance),
    ("门面", Unit::Room),
    ("门", Unit::Entrance),
    ("楼层", Unit::Floor),
    ("层", Unit::Floor),
    ("楼", Unit::Floor),
    ("室", Unit::Room),
    ("房", Unit::Room),
    ("户", Unit::Room),
    ("商铺", Unit::Room),
    ("店铺", Unit::Room),
    ("铺", Unit::Room),
    ("摊位", Unit::Room),
    ("组团", Unit::Other),
    ("村民小组", Unit::Group),
    ("村民组", Unit::Group),
    ("小组", Unit::Group),
    ("组", Unit::Group),
    ("社区", Unit::Name),
    ("社", Unit::Group),
    ("队", Unit::Group),
    ("弄", Unit::Lane),
    ("巷", Unit::Lane),
    ("段", Unit::Section),
    ("街坊", Unit::Other),
    ("区", Unit::Other),
    ("期", Unit::Other),
    ("米", Unit::Other),
    ("公里", Unit::Other),
    ("里", Unit::Name),
    ("排", Unit::Other),
];

/// The number in ASCII: Chinese numerals as digits, leading zeros off, marks as hyphens, after its
/// `prefix`.
pub fn digits_of(numeral: &str, prefix: Option<char>) -> String {
    let mut digits: String = prefix.into_iter().collect();
    if numeral.starts_with(is_han) {
        digits.push_str(&chinese_value(numeral).to_string());
        return digits;
    }
    // Of a list the first counts.
    let numeral = numeral.split([',', '、']).next().unwrap_or(numeral);
    let bare = numeral.trim_start_matches('0');
    let mut last = ' ';
    for c in
        if bare.starts_with(|c: char| c.is_ascii_alphanumeric()) { bare } else { numeral }.chars()
    {
        let c = if matches!(c, '~' | '之') { '-' } else { c };
        if !(c == '-' && last == '-') {
            digits.push(c);
        }
        last = c;
    }
    digits
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
