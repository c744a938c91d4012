//! The words of the table in Chinese. They are not in the catalog, which would put them into messages
//! where a column happens to bear such a name.

use guiyi_core::Lang;

use crate::lang;

/// What programs read, and what people read in Chinese.
const CHINESE: [(&str, &str); 62] = [
    ("part", "部分"),
    ("text", "规范形式"),
    ("written", "原文"),
    ("from", "依据"),
    ("meaning", "含义"),
    // Parts.
    ("nation", "国名"),
    ("ownership", "所有制"),
    ("region", "行政区划"),
    ("trade-name", "字号"),
    ("ordinal", "序号"),
    ("industry", "行业"),
    ("group", "集团"),
    ("org-form", "组织形式"),
    ("branch-region", "分支区划"),
    ("branch-name", "分支名称"),
    ("branch-ordinal", "分支序号"),
    ("branch-form", "分支形式"),
    ("marker", "标记"),
    ("remark", "备注"),
    ("former-name", "曾用名"),
    ("second-name", "另一名称"),
    ("contact", "联系人"),
    ("surplus", "多余文字"),
    // How a part was recognised.
    ("lexicon", "词库"),
    ("pattern", "格式"),
    ("repair", "纠错"),
    ("context", "上下文"),
    // Classes of forms and kinds of branches.
    ("ltd", "有限责任公司"),
    ("plc", "股份有限公司"),
    ("state", "国有或集体企业"),
    ("plant", "工厂"),
    ("mine", "矿山"),
    ("shop", "店铺"),
    ("partnership", "合伙企业"),
    ("coop", "合作社"),
    ("sole", "个人独资企业"),
    ("firm", "商行"),
    ("institution", "机构"),
    ("company", "分公司"),
    ("bank", "银行网点"),
    ("sales", "营业网点"),
    ("station", "站点"),
    ("project", "项目部"),
    ("institute", "院所"),
    ("department", "部门"),
    // What markers say.
    ("inactive", "停用"),
    ("cancelled", "注销"),
    ("blocked", "冻结"),
    ("test", "测试"),
    ("duplicate", "重复"),
    ("pending", "待定"),
    ("old", "旧"),
    ("new", "新"),
    ("vip", "重点"),
    // Between and behind words.
    (" or ", " 或 "),
    ("says little", "泛指"),
    ("unknown trade", "未知行业"),
    ("core: ", "主体："),
    ("known as: ", "登记名称："),
    ("placeholder: names no customer", "占位名称：不指任何客户"),
    ("note: ", "说明："),
    (", ", "、"),
];

/// A word in the language of this process; one without Chinese stays English.
pub fn word(english: &str) -> &str {
    match lang::current() {
        Lang::En => english,
        Lang::Zh => chinese(english).unwrap_or(english),
    }
}

fn chinese(english: &str) -> Option<&'static str> {
    CHINESE.iter().find(|(known, _)| *known == english).map(|(_, chinese)| *chinese)
}

#[cfg(test)]
mod tests {
    use super::*;
    use guiyi_lexicon::org::OrgClass;
    use guiyi_name::{Note, PartKind};

    #[test]
    fn every_word_is_there_once() {
        let mut words: Vec<&str> = CHINESE.iter().map(|(english, _)| *english).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), CHINESE.len());
        for kind in [PartKind::Nation, PartKind::TradeName, PartKind::BranchForm, PartKind::Surplus]
        {
            assert!(chinese(kind.name()).is_some(), "{}", kind.name());
        }
        for class in [OrgClass::Ltd, OrgClass::Coop, OrgClass::Institution] {
            assert!(chinese(class.name()).is_some(), "{}", class.name());
        }
        for note in Note::ALL {
            assert_ne!(lang::chinese(note.sentence()), note.sentence(), "{}", note.name());
        }
    }
}
