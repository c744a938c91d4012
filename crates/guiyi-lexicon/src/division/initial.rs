//! The single characters that stand for a place in short names: 晋煤, 沪东, 穗恒运, 太钢.

use super::Division;

/// Characters of provinces and of cities that have one of their own (GB/T 2260 and common use), by
/// the leading digits of their codes.
const LETTERS: [(u32, &str); 36] = [
    (11, "京"),
    (12, "津"),
    (13, "冀"),
    (14, "晋"),
    (15, "蒙"),
    (21, "辽"),
    (22, "吉"),
    (23, "黑"),
    (31, "沪申"),
    (32, "苏"),
    (33, "浙"),
    (34, "皖"),
    (35, "闽"),
    (36, "赣"),
    (37, "鲁"),
    (41, "豫"),
    (42, "鄂"),
    (43, "湘"),
    (44, "粤"),
    (45, "桂"),
    (46, "琼"),
    (50, "渝"),
    (51, "川蜀"),
    (52, "黔贵"),
    (53, "滇云"),
    (54, "藏"),
    (61, "陕秦"),
    (62, "甘陇"),
    (63, "青"),
    (64, "宁"),
    (65, "新"),
    (3302, "甬"),
    (3501, "榕"),
    (4201, "汉"),
    (4401, "穗"),
    (5101, "蓉"),
];

impl Division {
    /// The characters that stand for the division in short names: the head of its name and of
    /// those above it, and their letters.
    pub fn initials(self) -> impl Iterator<Item = char> {
        let above = [Some(self), self.prefecture(), Some(self.province())];
        let heads = above.into_iter().flatten().filter_map(|it| it.short_name().chars().next());
        let code = self.code();
        let is_held = move |digits: u32| {
            let width = if digits < 100 { 10_000 } else { 100 };
            code / width == digits
        };
        let letters = LETTERS.iter().filter(move |(digits, _)| is_held(*digits));
        heads.chain(letters.flat_map(|(_, letters)| letters.chars()))
    }
}
