//! What organisation forms are worth, by themselves and within trade words.

use guiyi_lexicon::org::{self, OrgClass, OrgForm, Writing};
use guiyi_lexicon::trade::TradeWord;

use super::super::Condition;
use crate::lattice::cost::{self, Cost};

/// How good a writing of a form is, and what it costs more than the full one.
pub(super) fn condition(form: &OrgForm) -> (Condition, Cost) {
    match form.writing {
        Writing::Full => (Condition::Whole, 0),
        Writing::Typo => (Condition::Repaired, cost::REPAIR),
        Writing::Short | Writing::Cut if form.text.ends_with('司') => {
            (Condition::Repaired, cost::REPAIR)
        }
        Writing::Short | Writing::Cut => (Condition::Truncated, cost::FORM_TRUNCATED),
    }
}

/// Whether names of this class end in a word that also says what they do: 医院, 供销社, 事务所.
pub(super) fn says_trade(class: OrgClass) -> bool {
    !matches!(
        class,
        OrgClass::Ltd | OrgClass::Plc | OrgClass::State | OrgClass::Group | OrgClass::Partnership
    )
}

/// The organisation form that a trade word is or ends in, where it is one: 供销社, 人民|医院, 煤|矿.
/// Forms of shops are left out; see [`Builder::add_org`].
pub(super) fn form_within(trade: &TradeWord) -> Option<&'static OrgForm> {
    if trade.is_modifier {
        return None;
    }
    let mut ends = trade.text.char_indices().map(|(at, _)| &trade.text[at..]);
    let form = ends.find_map(|ending| {
        let form = org::lookup(ending).filter(|form| form.writing == Writing::Full)?;
        let is_short = ending.chars().count() == 1;
        match form.class {
            // 购物中心 is no institution.
            OrgClass::Institution if ending == "中心" => None,
            OrgClass::Institution | OrgClass::Coop | OrgClass::Firm => (!is_short).then_some(form),
            OrgClass::Plant | OrgClass::Mine => Some(form),
            OrgClass::Shop => is_farm(trade.text).then_some(form),
            _ => None,
        }
    })?;
    // 矿 itself is a form wherever it stands.
    let is_itself = form.text == trade.text;
    let is_works = matches!(form.class, OrgClass::Plant | OrgClass::Mine);
    (!is_itself || !is_works).then_some(form)
}

/// Whether a word ends in a farm, which is a form and says the trade.
pub(super) fn is_farm(text: &str) -> bool {
    ["农场", "林场", "牧场", "渔场", "养殖场", "种植场"].iter().any(|farm| text.ends_with(farm))
}

/// Characters of 加工厂 and 制品厂.
const WORKS_CHARS: usize = 3;

pub(super) fn form_cost(text: &str, class: OrgClass) -> Cost {
    const COMMON: &str = "厂矿店馆行部坊社站场局院所";
    match (text.chars().count(), COMMON.contains(text)) {
        (1, true) => cost::FORM_SHORT,
        (1, false) => cost::FORM_SHORT_RARE,
        (WORKS_CHARS, _) if class == OrgClass::Plant => cost::FORM_WORKS,
        _ => cost::FORM,
    }
}
