//! An address behind a name: …有限公司太原市小店区长风街88号.

use super::bracket;
use super::tail::ends_in_form;
use super::{Field, is_mark};
use crate::number::is_numeral;
use crate::part::PartKind;

/// What people put before an address.
const SAID: [&str; 6] = ["注册地址", "经营地址", "详细地址", "通讯地址", "住址", "地址"];

/// Last characters of streets, villages and estates, behind which a number is a house.
fn ends_street(c: char) -> bool {
    "路街道巷弄村里园区庄镇组段".contains(c)
}

/// What is numbered in an address, and what says more about that. Every name is asked.
fn is_unit(c: char) -> bool {
    matches!(
        c,
        '号' | '室'
            | '楼'
            | '层'
            | '栋'
            | '座'
            | '幢'
            | '铺'
            | '房'
            | '院'
            | '户'
            | '弄'
            | '单'
            | '元'
            | '门'
            | '间'
            | '厅'
            | '之'
            | '附'
            | '甲'
            | '乙'
            | '丙'
            | '丁'
            | '东'
            | '西'
            | '南'
            | '北'
            | '侧'
            | '旁'
            | '内'
            | '底'
            | '商'
    )
}

/// Units behind the number of a house that make a street and it an address.
fn is_house(c: char) -> bool {
    "号弄栋幢座楼院".contains(c)
}

impl Field<'_> {
    /// An address straight behind a form. A branch that is named after its street ends in a form of
    /// its own, and stays.
    pub(super) fn take_back_address(&mut self) -> bool {
        let rest = &self.chars[self.start..self.end];
        let Some((from, skip)) = behind_form(rest) else { return false };
        let at = self.start + from;
        self.part(PartKind::Remark, (at + skip, self.end), (at, self.end));
        self.end = at;
        true
    }
}

/// Where the address behind a form begins, and how many characters only announce it.
fn behind_form(chars: &[char]) -> Option<(usize, usize)> {
    if !ends_as_address(chars) {
        return None;
    }
    let house = house(chars)?;
    // The last form before it: a branch may have an address too.
    (1..house).rev().find_map(|from| {
        let (name, behind) = chars.split_at(from);
        let sign = behind.iter().take_while(|&&c| is_mark(c)).count();
        let said = announced(&behind[sign..]);
        let address = &behind[sign + said..];
        let is_sure =
            || said > 0 || name.ends_with(&['公', '司']) || bracket::leading_place(address) > 0;
        (ends_in_form(name) && has_street(address) && is_sure()).then_some((from, sign + said))
    })
}

/// Whether a text is an address with the number of a house.
pub(super) fn is_address(chars: &[char]) -> bool {
    let address = &chars[announced(chars)..];
    ends_as_address(address) && has_street(address)
}

/// Whether a text may end an address: in a number, or in what is numbered.
fn ends_as_address(chars: &[char]) -> bool {
    let Some((&last, before)) = chars.split_last() else { return false };
    let is_numbered = || before.last().is_some_and(|&c| is_numeral(c) || is_unit(c));
    last.is_ascii_digit() || is_unit(last) && is_numbered()
}

/// Whether a text has a street with a name, and a house in it.
fn has_street(chars: &[char]) -> bool {
    house(chars).is_some_and(|at| at >= 2)
}

/// Where the last character of a street is with the number of a house behind it.
fn house(chars: &[char]) -> Option<usize> {
    (0..chars.len()).find(|&at| {
        let behind = &chars[at + 1..];
        let digits = behind.iter().take_while(|&&c| is_numeral(c) || c == '-').count();
        ends_street(chars[at])
            && digits > 0
            && behind.get(digits).is_some_and(|&unit| is_house(unit))
    })
}

fn announced(chars: &[char]) -> usize {
    let said = SAID.iter().map(|said| (said, said.chars().count()));
    let mut found = said.filter(|(said, length)| {
        chars.get(..*length).is_some_and(|front| front.iter().copied().eq(said.chars()))
    });
    let Some((_, length)) = found.next() else { return 0 };
    length + chars[length..].iter().take_while(|&&c| is_mark(c)).count()
}
