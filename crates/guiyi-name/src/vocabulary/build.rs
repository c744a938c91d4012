//! From the lexicons to the words.

use daachorse::CharwiseDoubleArrayAhoCorasick;
use guiyi_lexicon::alias;
use guiyi_lexicon::branch::{self, BranchForm};
use guiyi_lexicon::division::{self, Candidate, Form, Level};
use guiyi_lexicon::org::{self, OrgClass, OrgForm, Writing};
use guiyi_lexicon::trade::{self, TradeWord};
use guiyi_lexicon::word::{self, Kind};
use rustc_hash::FxHashMap;

use super::near::NearWords;
use super::{
    BranchRole, Condition, OrgRole, RegionRole, TradeRole, Traits, Vocabulary, Word, is_full,
    repair,
};
use crate::fold::is_hanzi;
use crate::lattice::cost::{self, Cost};

/// Builds the vocabulary of the compiled-in lexicons.
pub(super) fn vocabulary() -> Vocabulary {
    let mut builder = Builder::default();
    builder.add_words();
    builder.add_forms();
    builder.add_trades();
    builder.finish()
}

#[derive(Default)]
struct Builder {
    words: FxHashMap<String, Word>,
}

impl Builder {
    fn word(&mut self, text: &str) -> &mut Word {
        self.words.entry(text.to_owned()).or_insert_with(|| Word {
            chars: text.chars().count(),
            is_rural: text.starts_with("农村"),
            ..Word::default()
        })
    }

    fn add_words(&mut self) {
        for surface in division::surfaces() {
            self.word(surface.text()).region = region_role(surface.text(), surface.candidates());
        }
        for text in word::texts(Kind::Nation) {
            self.word(text).is_nation = true;
        }
        for text in word::texts(Kind::Ownership) {
            self.word(text).is_ownership = true;
        }
        for alias in alias::aliases() {
            if !alias.is_full && !alias.is_shared && looks_like_region(alias.text) {
                self.word(alias.text).is_known = true;
            }
        }
        for text in word::texts(Kind::Zone) {
            self.word(text).is_zone = true;
        }
        for text in word::texts(Kind::Group) {
            self.word(&without_brackets(text)).is_group = true;
        }
    }

    fn add_forms(&mut self) {
        for form in org::forms() {
            self.add_org(form);
        }
        for form in branch::forms() {
            let is_long = form.text.chars().count() > 1;
            let cost = if is_long { cost::BRANCH_FORM } else { cost::BRANCH_FORM_SHORT };
            self.add_branch(form.text, form, Condition::Whole, cost);
            for (text, condition, further) in repair::form_variants(form.text) {
                self.add_branch(&text, form, condition, cost + further);
            }
        }
    }

    fn add_org(&mut self, form: &'static OrgForm) {
        let text = without_brackets(form.text);
        if text != form.text && org::lookup(&text).is_some() {
            return;
        }
        let (condition, further) = condition(form);
        let cost = form_cost(&text) + further;
        self.put_org(&text, form, condition, cost);
        // 超市 and 药房 end the names of shops and of companies alike: for a head they say the trade.
        let is_trade = trade::lookup(&text).is_some_and(|trade| !trade.is_modifier);
        if form.class == OrgClass::Shop && is_trade && !is_farm(&text) {
            if let Some(role) = &mut self.word(&text).org {
                role.in_branch_only = true;
            }
            return;
        }
        if form.writing != Writing::Full {
            return;
        }
        for (text, condition, further) in repair::form_variants(&text) {
            // 实业 is no cut-off 实业总公司, nor 投资 a 投资合伙企业; but 专业 is rather a 专业合作社.
            let is_trade = form.class != OrgClass::Coop && trade::lookup(&text).is_some();
            if is_trade && condition == Condition::Truncated {
                continue;
            }
            self.put_org(&text, form, condition, cost + further);
        }
        if says_trade(form.class) && text.chars().count() > 1 {
            let cost = cost::FORM_AS_TRADE;
            self.put_trade(&text, TradeRole { word: None, condition: Condition::Whole, cost });
        }
    }

    /// Trade words, and the forms some of them are at the same time.
    fn add_trades(&mut self) {
        for trade in trade::words() {
            let chars = trade.text.chars().count();
            let mut cost = cost::TRADE_WORD[chars.min(cost::TRADE_WORD.len() - 1)];
            if let Some(form) = form_within(trade) {
                let in_branch_only = matches!(form.class, OrgClass::Plant | OrgClass::Mine);
                if !in_branch_only {
                    cost += cost::TRADE_IS_FORM;
                }
                let role = OrgRole {
                    says_trade: true,
                    in_branch_only,
                    ..OrgRole::new(form, Condition::Whole, cost::FORM_IS_TRADE)
                };
                self.word(trade.text).org = Some(role);
            }
            let whole = TradeRole { word: Some(trade), condition: Condition::Whole, cost };
            self.word(trade.text).trade = Some(whole);
        }
        for trade in trade::words() {
            for (text, condition) in repair::trade_variants(trade.text) {
                let cost = cost::TRADE_WORD[cost::TRADE_WORD.len() - 1] + cost::REPAIR;
                self.put_trade(&text, TradeRole { word: Some(trade), condition, cost });
            }
        }
    }

    fn put_org(&mut self, text: &str, form: &'static OrgForm, condition: Condition, cost: Cost) {
        let slot = &mut self.word(text).org;
        if slot.is_none_or(|known| cost < known.cost) {
            *slot = Some(OrgRole::new(form, condition, cost));
        }
    }

    fn put_trade(&mut self, text: &str, role: TradeRole) {
        let slot = &mut self.word(text).trade;
        if slot.is_none_or(|known| role.cost < known.cost) {
            *slot = Some(role);
        }
    }

    fn add_branch(
        &mut self,
        text: &str,
        form: &'static BranchForm,
        condition: Condition,
        cost: Cost,
    ) {
        let slot = &mut self.word(text).branch;
        if slot.is_none_or(|known| cost < known.cost) {
            *slot = Some(BranchRole { form, condition, cost });
        }
    }

    fn finish(self) -> Vocabulary {
        // Words of Latin letters belong to names without hanzi.
        let words = self.words.into_iter().filter(|(text, _)| text.chars().any(is_hanzi));
        let mut words: Vec<(String, Word)> = words.collect();
        words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let automaton =
            CharwiseDoubleArrayAhoCorasick::new(words.iter().map(|(text, _)| text)).ok();
        let near = NearWords::new(words.iter().map(|(text, word)| (text.as_str(), word)));
        let schools = repair::SCHOOLS.map(|(short, school)| {
            let at = words.binary_search_by(|(text, _)| text.as_str().cmp(school));
            (short, at.unwrap_or(0) as u32)
        });
        let mut words: Vec<Word> = words.into_iter().map(|(_, word)| word).collect();
        let mut watched = Vec::new();
        for text in repair::WATCHED {
            watched.push((text.chars().collect(), words.len() as u32));
            words.push(watched_word(text));
        }
        let town = words.len() as u32;
        let region = RegionRole {
            candidates: &[],
            cost: cost::TOWN,
            cost_contained: cost::TOWN,
            is_doubtful: false,
            is_full: true,
        };
        words.push(Word { region: Some(region), ..Word::default() });
        let traits = words.iter().map(Traits::of).collect();
        Vocabulary { words, traits, automaton, watched, town, schools, near }
    }
}

/// A form as it is when one of its characters is wrong.
fn watched_word(text: &str) -> Word {
    let condition = Condition::Repaired;
    let org =
        org::lookup(text).map(|form| OrgRole::new(form, condition, cost::FORM + cost::REPAIR));
    let branch = branch::lookup(text).map(|form| BranchRole {
        form,
        condition,
        cost: cost::BRANCH_FORM + cost::REPAIR,
    });
    Word { chars: text.chars().count(), org, branch, ..Word::default() }
}

/// Brackets are gone from a name before its words are looked for.
fn without_brackets(text: &str) -> String {
    text.replace(['(', ')'], "")
}

/// How good a writing of a form is, and what it costs more than the full one.
fn condition(form: &OrgForm) -> (Condition, Cost) {
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
fn says_trade(class: OrgClass) -> bool {
    !matches!(
        class,
        OrgClass::Ltd | OrgClass::Plc | OrgClass::State | OrgClass::Group | OrgClass::Partnership
    )
}

/// Whether a short name begins like a division and goes on with no trade: 阿里巴巴, not 青岛啤酒.
fn looks_like_region(text: &str) -> bool {
    let mut cuts = text.char_indices().skip(1).map(|(at, _)| text.split_at(at));
    let mut begins = false;
    let goes_on = cuts.all(|(region, rest)| {
        begins |= region.chars().count() > 1 && !division::lookup(region).is_empty();
        trade::lookup(rest).is_none() && org::lookup(rest).is_none()
    });
    begins && goes_on && division::lookup(text).is_empty()
}

/// The organisation form that a trade word is or ends in, where it is one: 供销社, 人民|医院, 煤|矿.
/// Forms of shops are left out; see [`Builder::add_org`].
fn form_within(trade: &TradeWord) -> Option<&'static OrgForm> {
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
fn is_farm(text: &str) -> bool {
    ["农场", "林场", "牧场", "渔场", "养殖场", "种植场"].iter().any(|farm| text.ends_with(farm))
}

fn form_cost(text: &str) -> Cost {
    const COMMON: &str = "厂矿店馆行部坊社站场局院所";
    match (text.chars().count(), COMMON.contains(text)) {
        (1, true) => cost::FORM_SHORT,
        (1, false) => cost::FORM_SHORT_RARE,
        _ => cost::FORM,
    }
}

/// From this length, in characters, the name of a district is hardly ever a trade name: 九龙坡.
const DISTINCT_CHARS: usize = 3;

fn region_role(text: &str, candidates: &'static [Candidate]) -> Option<RegionRole> {
    let mut cost = candidates.iter().map(candidate_cost).min()?;
    // 嘉定 was a county with a name of its own, and its firms still say so; 新华 never was.
    if let [only] = candidates
        && only.form == Form::Short
        && was_county(text, only)
    {
        cost = cost.min(cost::COUNTY_SHORT);
    }
    if text.ends_with(['区', '园']) {
        // 廊坊开发区 says what it is.
        cost = cost.min(cost::COUNTY_FULL);
    } else if text.chars().count() >= DISTINCT_CHARS {
        cost = cost.min(cost::COUNTY_SHORT);
    }
    let is_full = candidates.iter().any(is_full);
    Some(RegionRole {
        candidates,
        cost,
        cost_contained: if is_full { cost::CONTAINED_FULL } else { cost::CONTAINED_SHORT },
        is_doubtful: cost >= cost::COUNTY_SHORT,
        is_full,
    })
}

/// Whether a district was a county or a city of this name.
fn was_county(short: &str, district: &Candidate) -> bool {
    ["县", "市"].iter().any(|kind| {
        let known = division::lookup(&format!("{short}{kind}"));
        known.iter().any(|past| past.past && past.division == district.division)
    })
}

fn candidate_cost(candidate: &Candidate) -> Cost {
    let cost = match (candidate.division.level(), candidate.form) {
        (_, Form::Letter) => cost::PROVINCE_LETTER,
        // 九龙 is not all of Hong Kong.
        (Level::Province, Form::Zone) => cost::COUNTY_SHORT,
        (Level::Province, _) => cost::PROVINCE,
        (Level::Prefecture, Form::Full) => cost::PREFECTURE_FULL,
        (Level::Prefecture, _) => cost::PREFECTURE_SHORT,
        (_, Form::Full) => cost::COUNTY_FULL,
        (_, _) if candidate.division.name().ends_with('区') => cost::DISTRICT_SHORT,
        (_, _) => cost::COUNTY_SHORT,
    };
    if candidate.past { cost + cost::PAST } else { cost }
}
