//! From the lexicons to the words.

mod form;
mod region;

use std::sync::OnceLock;

use guiyi_lexicon::alias;
use guiyi_lexicon::branch::{self, BranchForm};
use guiyi_lexicon::division::{self};
use guiyi_lexicon::org::{self, OrgClass, OrgForm, Writing};
use guiyi_lexicon::trade::{self};
use guiyi_lexicon::word::{self, Kind};

use form::{condition, form_cost, form_within, is_farm, says_trade};
use region::region_role;

use super::repair::Chars;
use super::trie::Trie;
use super::{
    BranchRole, Condition, FORM_SURE, FORMS_AT_END, Marks, NationRest, OrgRole, RegionRole,
    TradeRole, Vocabulary, Watched, Word, begins_with, repair,
};
use crate::fold::is_hanzi;
use crate::lattice::cost::{self, Cost};
use crate::sieve::Sieve;

/// Builds the vocabulary of the compiled-in lexicons.
pub(super) fn vocabulary() -> Vocabulary {
    let mut builder = Builder::new();
    builder.add_words();
    builder.add_forms();
    builder.add_trades();
    builder.finish()
}

struct Builder {
    trie: Trie,
    words: Vec<Word>,
    regions: Vec<RegionRole>,
    trades: Vec<TradeRole>,
    orgs: Vec<OrgRole>,
    branches: Vec<BranchRole>,
}

impl Builder {
    fn new() -> Builder {
        // A word has the number of its node; that of the root is none, for texts that cannot be words.
        Builder {
            trie: Trie::new(),
            words: vec![Word::default()],
            regions: Vec::new(),
            trades: Vec::new(),
            orgs: Vec::new(),
            branches: Vec::new(),
        }
    }

    /// The number of the word that is this text, a new one if need be. Words of Latin letters alone
    /// belong to names without hanzi and are none.
    fn word(&mut self, text: &str) -> usize {
        let chars: Chars = text.chars().collect();
        self.word_of(&chars)
    }

    fn word_of(&mut self, chars: &[char]) -> usize {
        if !chars.iter().any(|&c| is_hanzi(c)) {
            return 0;
        }
        let Some(id) = self.trie.insert(chars).map(|id| id as usize) else { return 0 };
        if self.words.len() <= id {
            self.words.resize(id + 1, Word::default());
        }
        let word = &mut self.words[id];
        if word.chars == 0 {
            word.chars = chars.len() as u8;
            if PUBLIC_FIRST.may_hold(chars[0])
                && PUBLIC.iter().any(|public| begins_with(chars, public))
            {
                word.marks.set(Marks::PUBLIC);
            }
        }
        id
    }

    fn mark_as(&mut self, text: &str, mark: Marks) {
        let id = self.word(text);
        self.words[id].marks.set(mark);
    }

    fn add_words(&mut self) {
        for surface in division::surfaces() {
            if let Some(role) = region_role(surface.text(), surface.candidates()) {
                let id = self.word(surface.text());
                put(&mut self.regions, &mut self.words[id].region, role, |role| role.cost);
            }
        }
        for text in word::texts(Kind::Nation) {
            self.mark_as(text, Marks::NATION);
        }
        for text in word::texts(Kind::Ownership) {
            self.mark_as(text, Marks::OWNERSHIP);
        }
        for alias in alias::aliases() {
            if !alias.is_full && !alias.is_shared && looks_like_region(alias.text) {
                self.mark_as(alias.text, Marks::KNOWN);
            }
        }
        for text in word::texts(Kind::Zone) {
            self.mark_as(text, Marks::ZONE);
        }
        for text in word::texts(Kind::Group) {
            self.mark_as(&without_brackets(text), Marks::GROUP);
        }
    }

    fn add_forms(&mut self) {
        for form in org::forms() {
            self.add_org(form);
        }
        for form in branch::forms() {
            let is_long = form.text.chars().count() > 1;
            let cost = if is_long { cost::BRANCH_FORM } else { cost::BRANCH_FORM_SHORT };
            let id = self.word(form.text);
            self.put_branch(id, form, Condition::Whole, cost);
            for (text, condition, further) in repair::form_variants(form.text) {
                let id = self.word_of(&text);
                self.put_branch(id, form, condition, cost + further);
            }
        }
    }

    fn add_org(&mut self, form: &'static OrgForm) {
        let text = without_brackets(form.text);
        if text != form.text && org::lookup(&text).is_some() {
            return;
        }
        let (condition, further) = condition(form);
        let cost = form_cost(&text, form.class) + further;
        let id = self.word(&text);
        self.put_org(id, form, condition, cost);
        // 超市 and 药房 end the names of shops and of companies alike: for a head they say the trade.
        let is_trade = trade::lookup(&text).is_some_and(|trade| !trade.is_modifier);
        if form.class == OrgClass::Shop && is_trade && !is_farm(&text) {
            let place = usize::from(self.words[id].org);
            if let Some(role) = self.orgs.get_mut(place.wrapping_sub(1)) {
                role.in_branch_only = true;
            }
            return;
        }
        if form.writing != Writing::Full {
            return;
        }
        for (text, condition, further) in repair::form_variants(&text) {
            // 实业 is no cut-off 实业总公司, nor 投资 a 投资合伙企业; but 专业 is rather a 专业合作社.
            let may_be_trade = form.class != OrgClass::Coop && condition == Condition::Truncated;
            if may_be_trade && trade::lookup(&text.iter().collect::<String>()).is_some() {
                continue;
            }
            let id = self.word_of(&text);
            self.put_org(id, form, condition, cost + further);
        }
        if says_trade(form.class) && text.chars().count() > 1 {
            let cost = cost::FORM_AS_TRADE;
            let role = TradeRole::new(None, Condition::Whole, cost);
            self.put_trade(id, role);
        }
    }

    /// Trade words, and the forms some of them are at the same time.
    fn add_trades(&mut self) {
        for trade in trade::words() {
            let id = self.word(trade.text);
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
                self.words[id].org = 0;
                put(&mut self.orgs, &mut self.words[id].org, role, |role| role.cost);
            }
            let whole = TradeRole::new(Some(trade), Condition::Whole, cost);
            self.words[id].trade = 0;
            put(&mut self.trades, &mut self.words[id].trade, whole, |role| role.cost);
        }
        for trade in trade::words() {
            let right = self.word(trade.text);
            repair::trade_variants(trade.text, trade.is_rare, |text, condition, further| {
                let cost = cost::TRADE_WORD[cost::TRADE_WORD.len() - 1] + further;
                let role = TradeRole::new(Some(trade), condition, cost);
                let id = self.word_of(text);
                self.put_trade(id, role);
                if condition == Condition::Repaired && self.words[id].org == 0 {
                    self.repeat_form(right, id, further);
                }
            });
        }
    }

    fn put_org(&mut self, id: usize, form: &'static OrgForm, condition: Condition, cost: Cost) {
        let role = OrgRole::new(form, condition, cost);
        put(&mut self.orgs, &mut self.words[id].org, role, |role| role.cost);
    }

    fn put_trade(&mut self, id: usize, role: TradeRole) {
        // What counts wherever it stands is worth more than what counts at the end only.
        let rank = |role: &TradeRole| match role.condition {
            Condition::Truncated => role.cost - cost::TRADE_TRUNCATED + cost::REPAIR,
            _ => role.cost,
        };
        put(&mut self.trades, &mut self.words[id].trade, role, rank);
    }

    fn put_branch(
        &mut self,
        id: usize,
        form: &'static BranchForm,
        condition: Condition,
        cost: Cost,
    ) {
        let role = BranchRole { form, condition, cost };
        put(&mut self.branches, &mut self.words[id].branch, role, |role| role.cost);
    }

    fn finish(mut self) -> Vocabulary {
        for at in 0..self.words.len() {
            self.mark(at);
        }
        let schools = repair::SCHOOLS.map(|(short, school)| (short, self.word(school) as u32));
        let forms_at_end =
            FORMS_AT_END.map(|form| (form.chars().collect(), self.word(form) as u32)).to_vec();
        // What follows has numbers that no text has.
        self.words.resize(self.trie.nodes(), Word::default());
        let watched = self.watch_all(&repair::WATCHED);
        let watched_public = self.watch_all(&repair::WATCHED_PUBLIC);
        let town = self.town(cost::TOWN, true);
        let bare_town = self.town(cost::TOWN_BARE, false);
        let cut_trade = self.cut_trade();
        let misspelt_nation = self.words.len() as u32;
        self.words.push(Word { marks: Marks::NATION, ..Word::default() });
        Vocabulary {
            trie: self.trie,
            words: self.words,
            regions: self.regions,
            trades: self.trades,
            orgs: self.orgs,
            branches: self.branches,
            watched,
            watched_public,
            forms_at_end,
            town,
            bare_town,
            cut_trade,
            misspelt_nation,
            nation_rests: nation_rests(),
            schools,
            near: OnceLock::new(),
            near_places: OnceLock::new(),
            short_places: OnceLock::new(),
        }
    }

    /// Adds a word that stands for any town, written with its kind or without.
    fn town(&mut self, cost: Cost, is_full: bool) -> u32 {
        let id = self.words.len() as u32;
        let mut word = Word::default();
        let role = RegionRole {
            candidates: &[],
            cost,
            cost_contained: cost,
            is_doubtful: !is_full,
            is_full,
            is_bare_town: !is_full,
        };
        put(&mut self.regions, &mut word.region, role, |role| role.cost);
        self.words.push(word);
        id
    }

    /// Adds a word that stands for any trade of which one character is left.
    fn cut_trade(&mut self) -> u32 {
        let id = self.words.len();
        self.words.push(Word { chars: 1, ..Word::default() });
        let cost = cost::TRADE_CUT;
        self.put_trade(id, TradeRole::new(None, Condition::Truncated, cost));
        id as u32
    }

    /// Marks a word by the condition of its roles.
    fn mark(&mut self, at: usize) {
        let word = &mut self.words[at];
        if word.chars == 0 {
            return;
        }
        let trade = self.trades.get(usize::from(word.trade).wrapping_sub(1));
        if let Some(role) = trade {
            word.weigh_trade(role);
        }
        let org = self.orgs.get(usize::from(word.org).wrapping_sub(1));
        // 合作社 may be the right end of a misspelt 专业合作社.
        let is_coop = org.is_some_and(|role| role.form.text == repair::COOP);
        let org = org.map(|role| role.condition);
        let roles = [
            trade.map(|role| role.condition),
            org,
            self.branches.get(usize::from(word.branch).wrapping_sub(1)).map(|role| role.condition),
        ];
        let is_cut = |role: &Option<Condition>| matches!(role, None | Some(Condition::Truncated));
        if word.region == 0 && !word.marks.has(Marks::PARTS) && roles.iter().all(is_cut) {
            word.marks.set(Marks::AT_END_ONLY);
        }
        if org == Some(Condition::Whole) && usize::from(word.chars) >= FORM_SURE && !is_coop {
            word.marks.set(Marks::SURE_FORM);
        }
    }

    fn watch_all(&mut self, forms: &[&str]) -> Vec<Watched> {
        forms.iter().map(|form| (form.chars().collect(), self.watch(form))).collect()
    }

    /// Adds a form as it is when one of its characters is wrong, found by other means than the trie.
    fn watch(&mut self, text: &str) -> u32 {
        let id = self.words.len();
        self.words.push(Word { chars: text.chars().count() as u8, ..Word::default() });
        let condition = Condition::Repaired;
        let is_long = text.chars().count() > repair::MISSPELT_CHARS;
        let further = if is_long { cost::REPAIR_LONG } else { cost::REPAIR };
        if let Some(trade) = trade::lookup(text) {
            let right = self.word(text);
            self.repeat_form(right, id, further);
            let cost = cost::TRADE_WORD[cost::TRADE_WORD.len() - 1] + cost::TRADE_IS_FORM + further;
            let role = TradeRole::new(Some(trade), condition, cost);
            self.put_trade(id, role);
            self.words[id].weigh_trade(&role);
        } else if let Some(form) = org::lookup(text) {
            self.put_org(id, form, condition, cost::FORM + further);
        }
        if let Some(form) = branch::lookup(text) {
            self.put_branch(id, form, condition, cost::BRANCH_FORM + further);
        }
        id as u32
    }

    /// Lets a misspelt trade word be the form that the right one is: 供合作社.
    fn repeat_form(&mut self, right: usize, misspelt: usize, further: Cost) {
        let place = usize::from(self.words[right].org);
        let Some(&role) = self.orgs.get(place.wrapping_sub(1)) else { return };
        if role.says_trade && !role.in_branch_only {
            let is_public = self.words[right].marks.has(Marks::PUBLIC);
            let further = if is_public { cost::REPAIR_PUBLIC } else { further };
            let role =
                OrgRole { condition: Condition::Repaired, cost: role.cost + further, ..role };
            let word = &mut self.words[misspelt];
            put(&mut self.orgs, &mut word.org, role, |role| role.cost);
            if is_public {
                word.marks.set(Marks::PUBLIC);
            }
        }
    }
}

/// What a place has one of, without a trade name, and how its name begins.
const PUBLIC: [&str; 22] = [
    "农村",
    "供销合作",
    "供销社",
    "信用社",
    "信用合作",
    "卫生院",
    "敬老院",
    "自来水",
    "供水",
    "供电",
    "粮库",
    "粮站",
    "烟草",
    "新华书店",
    "城市建设",
    "城乡建设",
    "城镇建设",
    "国有资",
    "集体资产",
    "交通投资",
    "公共交通",
    "水务",
];

/// The first characters of [`PUBLIC`].
const PUBLIC_FIRST: Sieve = Sieve::of("农供信卫敬自粮烟新城国集交公水");

/// Gives a word a role, at the place its word holds + 1; the cheaper of two stays.
fn put<T>(roles: &mut Vec<T>, place: &mut u16, role: T, cost: impl Fn(&T) -> Cost) {
    match roles.get_mut(usize::from(*place).wrapping_sub(1)) {
        Some(known) if cost(&role) < cost(known) => *known = role,
        Some(_) => {}
        None => {
            roles.push(role);
            // The lexicons have far fewer roles of a kind; a further one would be none.
            *place = u16::try_from(roles.len()).unwrap_or(0);
        }
    }
}

/// What the names of the nation's organisations go on with, sorted.
fn nation_rests() -> Vec<NationRest> {
    let names = alias::aliases().iter().filter_map(|alias| alias.text.strip_prefix("中国"));
    let first_chars = |rest: &str| {
        let mut chars = rest.chars();
        let mut next = || chars.next();
        Some([next()?, next()?, next()?, next()?])
    };
    // The aliases are sorted by their text, which UTF-8 sorts like its characters.
    let mut rests: Vec<NationRest> = names.filter_map(first_chars).collect();
    rests.dedup();
    rests
}

/// Brackets are gone from a name before its words are looked for.
fn without_brackets(text: &str) -> String {
    text.replace(['(', ')'], "")
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
