//! Totals: rows of a report that add up the rows above, and are no customers.

use std::borrow::Cow;

use guiyi_core::normalize::narrow::narrowed;

/// What stands at the head of a total, folded to half width and without spaces.
const LABELS: [&str; 22] = [
    "合计",
    "总计",
    "小计",
    "共计",
    "累计",
    "总合计",
    "合计数",
    "合计金额",
    "本页合计",
    "本页小计",
    "本月合计",
    "本年累计",
    "合計",
    "總計",
    "小計",
    "共計",
    "累計",
    "總合計",
    "total",
    "subtotal",
    "sub-total",
    "grandtotal",
];

/// What labels begin with, in either width.
const FIRST: [char; 15] =
    ['合', '总', '總', '小', '共', '累', '本', 't', 'T', 's', 'S', 'g', 'G', 'Ｔ', 'Ｓ'];

/// The longest label in bytes, with spaces between its characters and a colon: longer cells are
/// not looked at closely.
const LONGEST: usize = 40;

/// What may follow a number in a total: 金额 in 元, a count of 家, 户, 条.
const UNITS: [char; 9] = ['元', '万', '家', '户', '戶', '条', '條', '笔', '%'];

/// Whether a row is a total: one of its cells is a label such as 合计, and all others are empty or
/// numbers. A label in Latin letters could be a firm's name (Total), so it must stand first and
/// one of the numbers must look like a sum: with decimals or separated thousands.
pub(crate) fn is_total<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let (mut label, mut before, mut sum) = (None, false, false);
    for cell in cells.map(str::trim).filter(|cell| !cell.is_empty()) {
        if is_number(cell) {
            sum |= cell.contains(['.', ',']);
            before |= label.is_none();
        } else if label.is_none() && cell.len() <= LONGEST {
            match label_of(cell) {
                Some(found) => label = Some(found),
                None => return false,
            }
        } else {
            return false;
        }
    }
    label.is_some_and(|label| !label.is_ascii() || (!before && sum))
}

fn label_of(cell: &str) -> Option<&'static str> {
    // Nearly every row ends here.
    if !cell.starts_with(FIRST) {
        return None;
    }
    let text: String = narrowed(cell).filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_end_matches(':').to_ascii_lowercase();
    LABELS.into_iter().find(|label| *label == text)
}

/// Whether a cell is a number, perhaps with a currency before it and a unit behind.
fn is_number(cell: &str) -> bool {
    let first = |c: char| matches!(c, '0'..='9' | '０'..='９' | '-' | '.' | '¥' | '￥' | '$' | '−');
    if !cell.starts_with(first) {
        return false;
    }
    let text: Cow<'_, str> =
        if cell.is_ascii() { cell.into() } else { narrowed(cell).collect::<String>().into() };
    let digits = text.trim_start_matches(['¥', '￥', '$']).trim_end_matches(UNITS).trim();
    !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-' | b' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_and_what_only_looks_like_one() {
        for (row, total) in [
            ("合计||||7934.68|", true),
            ("|合 计：|￥1,234.50|12家", true),
            ("41|合计||", true),
            ("小计", true),
            ("總計|215|-", true),
            ("Total:||1,234.00", true),
            ("Grand Total|12|99.5", true),
            // A firm's name, its number and its telephone.
            ("Total|0147444546", false),
            ("7|Total|99.50", false),
            ("合计科技有限公司|1", false),
            ("合计|太原", false),
            ("合计|小计", false),
            ("1|100.5", false),
            ("|", false),
            ("阳光商贸|合计", false),
        ] {
            assert_eq!(is_total(row.split('|')), total, "{row}");
        }
    }
}
