//! Numbers that tell units apart: 第一, 三 before 厂, 十二 before 局.

use smallvec::SmallVec;

use super::cost::{self, Cost};
use crate::line::Line;
use crate::number;
use crate::vocabulary::begins_with;

/// A numeral read as an ordinal.
#[derive(Clone, Copy, Debug)]
pub(super) struct OrdinalArc {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: u32,
    pub(super) cost: Cost,
}

/// Words that make a numeral before them an ordinal.
const COUNTED: [&str; 25] = [
    "厂",
    "矿",
    "局",
    "店",
    "院",
    "号",
    "公司",
    "分公司",
    "中学",
    "小学",
    "分厂",
    "分店",
    "处",
    "队",
    "所",
    "站",
    "库",
    "部",
    "车间",
    "药店",
    "门市部",
    "商店",
    "分",
    "医院",
    "幼儿园",
];

/// The ordinals of a line.
pub(super) fn arcs(line: &Line) -> SmallVec<[OrdinalArc; 4]> {
    let chars = line.chars();
    let mut out = SmallVec::new();
    let mut at = 0;
    while at < chars.len() {
        let marked = chars[at] == '第';
        if !marked && !number::is_numeral(chars[at]) {
            at += 1;
            continue;
        }
        let first = at + usize::from(marked);
        let digits = chars[first..].iter().take_while(|&&c| number::is_numeral(c)).count();
        let end = first + digits;
        if let Some(value) = number::value(&chars[first..end]) {
            let rest = &chars[end..];
            let counted = COUNTED.iter().any(|word| begins_with(rest, word))
                || is_builder(rest)
                || is_school(rest);
            if marked {
                out.push(OrdinalArc { start: at, end, value, cost: cost::ORDINAL_MARKED });
            } else if counted && !(digits == 1 && is_sum(chars[at])) {
                let end = end + usize::from(matches!(chars.get(end), Some('号' | '建' | '冶')));
                out.push(OrdinalArc { start: at, end, value, cost: cost::ORDINAL_BARE });
            }
        }
        at = end.max(at + 1);
    }
    out
}

/// Whether a digit is one of those for sums of money, which alone number no unit: 安陆|分公司.
fn is_sum(c: char) -> bool {
    "壹贰叁肆伍陆柒捌玖拾佰仟".contains(c)
}

/// Whether the rest of a text is the 中 of 一中 or the 小 of 二小, which stand for 中学 and 小学.
fn is_school(rest: &[char]) -> bool {
    matches!(rest, ['中' | '小'])
}

/// Whether a text begins with the 建 of 三建 or the 冶 of 二十冶, which stand for 建筑公司 and 冶金公司,
/// and not with a word such as 建材.
fn is_builder(rest: &[char]) -> bool {
    const MAY_FOLLOW: [&str; 8] = ["公司", "集团", "有限", "股份", "建", "房", "工程", "安装"];
    let ['建' | '冶', after @ ..] = rest else { return false };
    after.is_empty() || MAY_FOLLOW.iter().any(|word| begins_with(after, word))
}
