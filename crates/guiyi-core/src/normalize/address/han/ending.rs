//! Words that end names in addresses.

use std::sync::LazyLock;

use crate::normalize::words::Words;

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
    ENDINGS.at(text)
}

/// Whether any word for a kind begins with the first character of `text`.
pub fn may_end(text: &str) -> bool {
    ENDINGS.may_begin(text)
}

static ENDINGS: LazyLock<Words<Ending>> = LazyLock::new(|| {
    let split =
        |(ending, words): (Ending, &'static str)| words.split(' ').map(move |word| (word, ending));
    Words::new(WORDS.into_iter().flat_map(split))
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
