//! Comparisons and their levels in words.

use crate::lang::Words;

/// A comparison in words; a comparison named by a header is called by it.
pub fn comparison_words(name: &str) -> Option<Words> {
    Some(match name {
        "trade-name" => ("trade name", "字号"),
        "industry" => ("industry", "行业"),
        "form" => ("organisation form", "组织形式"),
        "branch" => ("branch", "分支机构"),
        "place" => ("place", "所在地"),
        "code" | "credit-code" => ("code", "代码"),
        "phone" => ("phone", "电话"),
        "email" => ("e-mail", "邮箱"),
        "contact" => ("contact", "联系人"),
        "address" => ("address", "地址"),
        "source" => ("source", "来源"),
        "given-name" => ("given name", "名"),
        "surname" => ("surname", "姓"),
        "other-names" | "other names" => ("other names", "其他名字"),
        "person-name" => ("name", "姓名"),
        "company-name" => ("company name", "企业名称"),
        "customer-code" => ("customer code", "客户编码"),
        "identifier" => ("identifier", "证件号码"),
        "province" => ("province", "省份"),
        "city" => ("city", "城市"),
        "postcode" => ("postcode", "邮编"),
        "birth-date" => ("date of birth", "出生日期"),
        "date" => ("date", "日期"),
        "amount" => ("amount", "金额"),
        _ => return None,
    })
}

/// A level in words, by its name in the model; a name means the same in all comparisons.
pub fn level_words(name: &str) -> Option<Words> {
    LEVELS
        .iter()
        .find(|(level, _, _)| *level == name)
        .map(|&(_, english, chinese)| (english, chinese))
}

/// Name in the model, English, Chinese.
const LEVELS: &[(&str, &str, &str)] = &[
    ("null", "nothing to compare", "无从比较"),
    ("exact", "the same", "相同"),
    ("same", "the same", "相同"),
    ("equal", "the same", "相同"),
    ("differ", "different", "不同"),
    ("different", "different", "不同"),
    ("partly", "something in common", "部分相同"),
    ("alike", "sounds or looks alike", "音近或形近"),
    ("one dropped", "one character more on one side", "一方多一个字"),
    ("contained", "one holds the other", "一方包含另一方"),
    ("one differs", "one character differs", "差一个字"),
    ("both brandless", "neither has a trade name", "双方均无字号"),
    ("one brandless", "only one has a trade name", "仅一方有字号"),
    ("synonyms", "synonyms", "同义"),
    ("slip", "the same but for a slip", "疑似笔误"),
    ("related", "related", "相近"),
    ("one missing", "missing on one side", "一方缺失"),
    ("compatible", "often written for each other", "常互相替代"),
    ("weak", "rarely agree", "很少一致"),
    ("conflict", "exclude each other", "互斥"),
    ("near", "nearly the same", "近似"),
    ("cut short", "one side may be cut short", "一方可能被截断"),
    ("branch and head", "a branch and its head office", "分支机构与总部"),
    ("same in the names", "the same in the names", "名称中所在地相同"),
    ("same county", "the same county", "同县区"),
    ("same prefecture", "the same city", "同城市"),
    ("same province", "the same province", "同省"),
    ("counties differ", "the same city, another county", "同城市不同县区"),
    ("prefectures differ", "the same province, another city", "同省不同城市"),
    ("provinces differ", "another province", "不同省"),
    ("same, invalid", "the same, but the check digit is wrong", "相同但校验位不符"),
    ("two valid codes", "two valid, different codes", "两个有效代码不同"),
    ("same, shared", "the same, shared by a few", "相同，少数几家共用"),
    ("same, common", "the same, shared by many", "相同，多家共用"),
    ("same local", "the same without area code", "不含区号相同"),
    ("same own domain", "the same own domain", "自有域名相同"),
    ("own domains differ", "own domains differ", "自有域名不同"),
    ("same surname", "the same surname", "同姓"),
    ("same number", "the same house number", "门牌号相同"),
    ("other room", "the same house, another room", "同楼不同室"),
    ("same road", "the same road", "同一道路"),
    ("numbers differ", "the same road, another number", "同路不同号"),
    ("elsewhere in the name", "elsewhere in the name", "出现在姓名的其他位置"),
    ("exchanged", "exchanged", "互换"),
    ("day and month exchanged", "day and month exchanged", "日月互换"),
    ("short form", "a short form", "简称"),
    ("typing error", "a typing error", "录入错误"),
    ("typing errors", "typing errors", "录入错误"),
    ("one character", "one character differs", "差一个字符"),
    ("one digit", "one digit differs", "差一位数字"),
    ("two digits", "two digits differ", "差两位数字"),
    ("same domain", "the same domain", "域名相同"),
    ("same mailbox name", "the same mailbox name", "邮箱名相同"),
    ("same first half", "the same first half", "前半部分相同"),
    ("same year, day unknown", "the same year, the day unknown", "同年，日期不详"),
    ("year and month or day", "year and month or day", "年与月或日相同"),
    ("one in common", "one in common", "有一个相同"),
    ("all of the shorter", "all of the shorter", "包含较短的一方"),
    ("all words of the shorter", "all words of the shorter", "包含较短一方的全部词"),
    ("most words", "most words", "大部分词相同"),
    ("nearly all words", "nearly all words", "几乎全部词相同"),
    ("some", "some in common", "部分相同"),
    ("some words", "some words", "部分词相同"),
];
