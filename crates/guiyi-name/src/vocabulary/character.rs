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
pub(crate) struct Hints(u16);

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

    /// What is left of a trade before a form or where the text was cut off, but may end a trade name elsewhere.
    pub(crate) const TRADE_BEGUN: Hints = Hints(1 << 8);

    /// The last of many names of villages without 村: 王家山, 李家屯.
    pub(crate) const VILLAGE: Hints = Hints(1 << 9);

    /// Part of trades alone: with one character behind it, it is a trade no lexicon knows or a misspelt one.
    pub(crate) const TRADE_ONLY: Hints = Hints(1 << 10);

    /// What is left of a trade and ends no trade name.
    pub(crate) const TRADE_REST: Hints = Hints(1 << 11);

    /// The first or the last of the name of a cooperative whose misspellings are looked for.
    pub(crate) const PUBLIC: Hints = Hints(1 << 12);

    /// The characters of each hint that lists some.
    const TEXTS: [(Hints, &str); 10] = [
        (Hints::PUBLIC, "供信社"),
        (
            Hints::VILLAGE,
            "庄屯寨营堡沟坪湾坝岭桥铺店岗墩塘洼窑圩坳岙场山坡垭坑埠集滩谷寮涌亭边湖里",
        ),
        (Hints::TOWN, "镇乡道村省渠"),
        (Hints::TRADE_BEGUN, BEGINS_TRADES),
        (Hints::TRADE_LEFT, LEFT_OF_TRADES),
        (Hints::FORM_FIRST, BEGINS_FORMS),
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
     砖砂陶锁螺喷涂镀漆染绣袜革锅炉暖排污垃洗诊息络";

/// Characters that the forms of companies and cooperatives begin with; hardly one of them ends a trade name.
pub(super) const BEGINS_FORMS: &str = "有公股集责专";

/// Characters that words of frequent trades begin with, 化工, 石材, 鞋业, and that seldom end trade names of three: before
/// a company's form or at the very end of a text something is missing behind them.
const BEGINS_TRADES: &str = "化石木鞋皮电加环水银纸灯针果财工运轻废彩";

/// Of what may be left of a trade, what ends trade names of two pairs as well: 李家三农, 广西柳工, 晋之旅.
const ENDS_NAMES: &str = "农工建防旅水运";

/// Of what may be left of a trade, what also stands inside trade names: 晋阳印象, 前程达.
const IN_NAMES: &str = "铁印传机车路网电茶酒汽科实广养投商管油程货";

/// Further characters that stand in trades alone; of them one by itself is left less often than a word of two with a slip.
const IN_TRADES_ALONE: &str = "属织刷检泥璃炭险配纤脂卸遣腐构套递估版碳搬锈混";

/// Whether a character is what may be left of a trade and ends no trade name.
pub(super) fn is_rest_of_trade(c: char) -> bool {
    (LEFT_OF_TRADES.contains(c) || BEGINS_TRADES.contains(c)) && !ENDS_NAMES.contains(c)
}

/// Whether a character stands in trades alone.
pub(super) fn is_trade_only(c: char) -> bool {
    let is_left = LEFT_OF_TRADES.contains(c) && is_rest_of_trade(c) && !IN_NAMES.contains(c);
    is_left || IN_TRADES_ALONE.contains(c)
}

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
    for c in LEFT_OF_TRADES.chars().chain(BEGINS_TRADES.chars()).filter(|&c| is_rest_of_trade(c)) {
        add(c, Hints::TRADE_REST);
    }
    let both = LEFT_OF_TRADES.chars().chain(IN_TRADES_ALONE.chars());
    for c in both.filter(|&c| is_trade_only(c)) {
        add(c, Hints::TRADE_ONLY);
    }
    repair::WATCHED.iter().for_each(|text| text.chars().for_each(|c| add(c, Hints::WATCHED)));
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
