//! A customer's name in its parts, and how the parts make a text.

use crate::atlas::Town;
use crate::random::Dice;
use guiyi_lexicon::trade;

/// A name as the law parses it: region, trade name, trade, org form, branch. Any part may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) region: String,
    /// The region stands in brackets behind the brand.
    pub(crate) bracketed: bool,
    pub(crate) brand: String,
    pub(crate) trade: String,
    pub(crate) org: String,
    pub(crate) branch: String,
}

impl Name {
    /// The whole name.
    pub(crate) fn text(&self) -> String {
        let Name { region, brand, trade, org, branch, .. } = self;
        if self.bracketed && !region.is_empty() {
            format!("{brand}（{region}）{trade}{org}{branch}")
        } else {
            format!("{region}{brand}{trade}{org}{branch}")
        }
    }

    /// Whether the name stands for a firm that is no branch and has both brand and trade.
    pub(crate) fn is_plain_firm(&self) -> bool {
        !self.brand.is_empty() && !self.trade.is_empty() && self.branch.is_empty()
    }
}

/// How a firm writes its region when it is registered: with 市, without, by province, or by county.
pub(crate) fn region(town: Town, dice: &mut Dice) -> String {
    let (city, province) = (town.city, town.province);
    match dice.below(100) {
        0..50 => city.name().to_owned(),
        50..78 => city.short_name().to_owned(),
        78..84 => province.name().to_owned(),
        84..90 => province.short_name().to_owned(),
        90..95 if city != town.county => town.county.name().to_owned(),
        90..97 => format!("{}{}", city.short_name(), town.county.name()),
        _ => String::new(),
    }
}

/// Ways to write the same region, the present one among them.
pub(crate) fn regions(town: Town) -> [String; 5] {
    let (city, province) = (town.city, town.province);
    // 北京北京 is nobody's address.
    let before =
        if province.short_name() == city.short_name() { "" } else { province.short_name() };
    [
        city.name().to_owned(),
        city.short_name().to_owned(),
        format!("{before}{}", city.name()),
        format!("{before}{}", city.short_name()),
        format!(
            "{}{}",
            city.short_name(),
            if city == town.county { "" } else { town.county.name() }
        ),
    ]
}

/// Org forms that are spellings of one form.
pub(crate) fn org_spellings(org: &str) -> &'static [&'static str] {
    match org {
        "有限公司" | "有限责任公司" => &["有限公司", "有限责任公司", "公司"],
        "股份有限公司" => &["股份公司", "有限公司", "股份有限责任公司"],
        "集团有限公司" => &["（集团）有限公司", "集团", "集团有限责任公司", "集团公司"],
        "农民专业合作社" => &["专业合作社", "合作社"],
        "合伙企业（有限合伙）" => &["合伙企业", "(有限合伙)"],
        _ => &[],
    }
}

/// Ways to write a trade: the words that mean the same as all of it, or as the longest beginning the lexicon knows.
pub(crate) fn trade_spellings(text: &str) -> Vec<String> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut beginnings: Vec<(&str, &str)> =
        ends.filter_map(|end| text.split_at_checked(end)).collect();
    beginnings.reverse();
    let known = beginnings.into_iter().find_map(|(word, rest)| Some((trade::lookup(word)?, rest)));
    let Some((word, rest)) = known else { return Vec::new() };
    let synonyms = trade::words().iter().filter(|other| other.strict == word.strict);
    synonyms.map(|synonym| format!("{}{rest}", synonym.text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_a_text() {
        let mut name = Name {
            region: "太原".into(),
            brand: "恒源".into(),
            trade: "商贸".into(),
            org: "有限公司".into(),
            ..Name::default()
        };
        assert_eq!(name.text(), "太原恒源商贸有限公司");
        name.bracketed = true;
        name.branch = "第一分公司".into();
        assert_eq!(name.text(), "恒源（太原）商贸有限公司第一分公司");
    }

    #[test]
    fn a_trade_has_the_words_of_its_meaning() {
        assert!(trade_spellings("商贸").contains(&"贸易".to_owned()));
        assert!(trade_spellings("餐饮甲乙").contains(&"餐饮管理甲乙".to_owned()));
        assert!(trade_spellings("").is_empty());
    }
}
