//! What one look at a character tells: its number among those of words, and what it may be part of.

use crate::number;

use super::repair;

/// A character as the vocabulary knows it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Character {
    /// Its number among the characters of words, from 1 on; 0 for those in no word.
    pub(super) number: u16,
    pub(crate) hints: Hints,
}

/// What a character may be part of, one bit each. Most names hold hardly any of these, so that one
/// look at all of their characters spares most searches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hints(u8);

impl Hints {
    pub(crate) const NONE: Hints = Hints(0);
    /// 第, or part of a numeral.
    pub(crate) const NUMERAL: Hints = Hints(1);
    /// The last of the name of a town or village with its kind.
    pub(crate) const TOWN: Hints = Hints(1 << 1);
    /// What is left of a trade where damage took its other character.
    pub(crate) const TRADE_LEFT: Hints = Hints(1 << 2);
    /// The first of the form of a company or cooperative.
    pub(crate) const FORM_FIRST: Hints = Hints(1 << 3);
    /// Part of a form whose misspellings are looked for.
    pub(crate) const WATCHED: Hints = Hints(1 << 4);
    /// 业, which may end any trade.
    pub(crate) const TRADE_SUFFIX: Hints = Hints(1 << 5);
    /// What makes a place's name the name of a landmark there: 赤水|河, 浔阳|楼.
    pub(crate) const LANDMARK: Hints = Hints(1 << 6);
    /// A form of one character, before which a trade word has one as well: 鞋|厂.
    pub(crate) const SHORT_FORM: Hints = Hints(1 << 7);

    /// The characters of each hint that lists some.
    const TEXTS: [(Hints, &str); 7] = [
        (Hints::TOWN, "镇乡道村"),
        (Hints::TRADE_LEFT, LEFT_OF_TRADES),
        (Hints::FORM_FIRST, "有公股集责专"),
        (Hints::TRADE_SUFFIX, "业"),
        (Hints::NUMERAL, "第"),
        (Hints::LANDMARK, "河江湖海山岭峰峡谷岛洲湾滩港溪泉池潭楼塔寺庙观桥关城"),
        (Hints::SHORT_FORM, "厂店铺行社馆坊场"),
    ];

    /// Whether any of these is set.
    pub(crate) fn has(self, any: Hints) -> bool {
        self.0 & any.0 != 0
    }

    /// Those of both.
    pub(crate) fn union(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }
}

/// Characters that words of trade begin or end with and trade names do not end in: what is left of 商贸,
/// 建筑, 物流 where damage took the other.
const LEFT_OF_TRADES: &str = "贸建械饰输筑术询售具材储料媒牧饮务程设工机车投农矿纺棉印塑橡钢铁药医食装修造销营服管商资邮煤泵阀\
     模锻焊纸板线缆仪表教旅酒茶物网软电房告产流技器件剂备殖植种养劳咨策租赁疗训娱播测监铸炼冶畜禽蔬粮苗饲科实汽供广置餐经\
     胶铝轴包箱玻燃潢肥硅酱缝防货油传预贷担拍勘鉴翻殡剧拖挖吊拆爆凿钻\
     砖砂陶锁螺喷涂镀漆染绣袜革锅炉暖排污垃洗诊";

/// Characters of the Basic Multilingual Plane, the only ones in words.
const PLANE: usize = 1 << 16;

/// The table of all characters, numbers not yet given.
pub(super) fn table() -> Vec<Character> {
    let mut table = vec![Character::default(); PLANE];
    let mut add = |c: char, hint: Hints| {
        if let Some(character) = table.get_mut(c as usize) {
            character.hints = character.hints.union(hint);
        }
    };
    for c in number::SIGNS.chars().chain('0'..='9') {
        add(c, Hints::NUMERAL);
    }
    for (hint, text) in Hints::TEXTS {
        text.chars().for_each(|c| add(c, hint));
    }
    for text in repair::WATCHED {
        text.chars().for_each(|c| add(c, Hints::WATCHED));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_say_what_slow_looks_say() {
        let table = table();
        for c in '\0'..='\u{FFFF}' {
            let hints = table[c as usize].hints;
            assert_eq!(hints.has(Hints::NUMERAL), c == '第' || number::is_numeral(c), "{c}");
        }
    }
}
