//! Places.

use crate::company::levels::place;
use crate::company::row::Row;

/// Compares two places by their six digits: province, prefecture, county.
pub(super) fn places(a: &Row, b: &Row) -> usize {
    if a.name.says_place_of(&b.name) {
        return place::NAMED;
    }
    let (a, b) = (a.place, b.place);
    if a == 0 || b == 0 {
        return 0;
    }
    if a / 10_000 != b / 10_000 {
        return place::PROVINCES;
    }
    let prefecture = |code: u32| code / 100 % 100;
    match (prefecture(a), prefecture(b)) {
        (0, _) | (_, 0) => return place::PROVINCE,
        (x, y) if x != y => return place::PREFECTURES,
        _ => {}
    }
    match (a % 100, b % 100) {
        (0, _) | (_, 0) => place::PREFECTURE,
        (x, y) if x == y => place::COUNTY,
        _ => place::COUNTIES,
    }
}
