//! Words that end names in addresses.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a word at the end of a name makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// 街道, 镇, 乡.
    Town,
    /// 村, 社区.
    Village,
    /// 里: a quarter of houses in a few cities, else a measure.
    Quarter,
    /// 路, 街.
    Road,
    /// 巷, 弄: off a road, or a road of its own.
    Lane,
    /// A zone or park, which a finer name replaces.
    Zone,
    /// A named building, estate, market.
    Landmark,
    /// A district or city that the divisions did not know: damaged, or no division at all.
    District,
}

/// The longest word for a kind of name at the head of `text`, and its length in bytes.
pub fn ending_at(text: &str) -> Option<(Ending, usize)> {
    let words = BY_HEAD.get(&text.chars().next()?)?;
    words
        .iter()
        .find(|(word, _)| text.starts_with(word))
        .map(|(word, ending)| (*ending, word.len()))
}

/// The words by their first character, longer ones first.
static BY_HEAD: LazyLock<FxHashMap<char, Vec<(&str, Ending)>>> = LazyLock::new(|| {
    let mut by_head: FxHashMap<char, Vec<(&str, Ending)>> = FxHashMap::default();
    for (ending, words) in WORDS {
        for word in words.split(' ') {
            if let Some(head) = word.chars().next() {
                by_head.entry(head).or_default().push((word, ending));
            }
        }
    }
    for words in by_head.values_mut() {
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    by_head
});

const WORDS: [(Ending, &str); 8] = [
    (Ending::Town, "街道办事处 街道办 街道 街办 办事处 苏木 镇 乡"),
    (Ending::Village, "村民委员会 村委会 村委 社区居委会 居委会 社区 嘎查 村 屯"),
    (Ending::Quarter, "里"),
    (Ending::Road, "大道 大街 公路 国道 省道 胡同 步行街 路 街 道"),
    (Ending::Lane, "巷 弄"),
    (
        Ending::Zone,
        "经济技术开发区 高新技术产业开发区 经济开发区 高新技术开发区 高新开发区 开发区 经开区 高新区 保税区 工业集中区 工业园区 工业区 工业园 产业集聚区 \
         产业园区 产业园 产业区 科技园区 科技园 创业园 物流园 园区 新区",
    ),
    (
        Ending::Landmark,
        "大厦 大楼 商厦 商场 商城 广场 中心 市场 花园 花苑 家园 佳园 小区 公寓 新城 宾馆 酒店 饭店 学校 医院 大学 大院 仓库 车站 公司 办公楼 综合楼 \
         城 园 苑 院 厂 楼 场 府",
    ),
    (Ending::District, "区 县 市"),
];
