//! The head: trade name, trades, numbers, form.

use guiyi_lexicon::org::OrgClass;
use guiyi_lexicon::trade::{self, TradeWord};

use super::Assembly;
use crate::lattice::{ArcKind, Step};
use crate::name::TradeSlot;
use crate::note::Note;
use crate::part::{PartKind, Source, Span};
use crate::region::Position;
use crate::vocabulary::{Condition, OrgRole, TradeRole};

/// Trades that own firms with a trade name of their own.
const OWNERS: [&str; 3] = ["供销社", "供销合作社", "农工商"];

impl Assembly<'_> {
    pub(super) fn head_step(&mut self, step: &Step, is_prefix: bool) {
        let word = match step.kind {
            ArcKind::TradeName | ArcKind::Unknown | ArcKind::Ordinal => None,
            _ => Some(self.vocabulary.word(step.data)),
        };
        match step.kind {
            ArcKind::Nation => {
                let is_misspelt = self.vocabulary.is_misspelt_nation(step.data);
                let source = if is_misspelt { Source::Repair } else { Source::Lexicon };
                self.push(PartKind::Nation, source, step);
            }
            ArcKind::Ownership => {
                self.push(PartKind::Ownership, Source::Lexicon, step);
            }
            ArcKind::Region => {
                let is_bare_town = step.data == self.vocabulary.bare_town();
                let source = if is_bare_town { Source::Context } else { Source::Lexicon };
                let text = self.push(PartKind::Region, source, step);
                let position = if is_prefix { Position::Prefix } else { Position::Inside };
                self.region(step, text, position);
            }
            ArcKind::TradeName => {
                let text = self.push(PartKind::TradeName, Source::Context, step);
                if self.name.trade_name.is_empty() {
                    self.name.trade_name = text;
                }
            }
            ArcKind::Trade | ArcKind::Modifier => {
                if let Some(trade) = word.and_then(|word| self.vocabulary.trade(word)) {
                    self.trade(step, trade);
                }
            }
            ArcKind::Unknown => self.unknown_trade(step),
            ArcKind::Ordinal => {
                let text = self.push(PartKind::Ordinal, Source::Pattern, step);
                self.name.ordinals.push(step.data);
                self.counted_trade(text);
            }
            ArcKind::Group => {
                self.push(PartKind::Group, Source::Lexicon, step);
                self.name.is_group = true;
            }
            // 集团有限公司 is one form.
            ArcKind::Org => {
                if let Some(org) = word.and_then(|word| self.vocabulary.org(word)) {
                    self.org(step, org);
                }
            }
            ArcKind::Branch => self.branch_step(step),
        }
    }

    fn trade(&mut self, step: &Step, trade: &TradeRole) {
        if self.name.trade_name.is_empty() && self.name.units.len() > 1 {
            self.daughter();
        }
        let written = &self.line.chars()[step.range()];
        let is_as_written = |word: &TradeWord| word.text.chars().eq(written.iter().copied());
        let is_whole = trade.condition != Condition::Truncated || trade.word.is_some();
        let source = if is_whole && trade.word.is_none_or(is_as_written) {
            Source::Lexicon
        } else {
            self.name.notes.insert(Note::TradeRepaired);
            Source::Repair
        };
        let text = self.push(PartKind::Industry, source, step);
        // What is left of a trade could be of several.
        if is_whole {
            self.unit(text, trade);
        }
    }

    /// 永福县供销社|万通|农资: what no lexicon knows between an owner and a trade is the trade name.
    fn daughter(&mut self) {
        let [.., owner, name] = &self.name.units[..] else { return };
        let text = name.text;
        let is_unknown = name.strict.is_none() && text.len() > '社'.len_utf8();
        let is_behind = owner.text.end == text.start;
        if !is_unknown || !is_behind || !OWNERS.contains(&self.name.slice(owner.text)) {
            return;
        }
        if let Some(part) = self.name.parts.last_mut().filter(|part| part.text == text) {
            part.kind = PartKind::TradeName;
            self.name.trade_name = text;
            self.name.units.pop();
        }
    }

    fn unit(&mut self, text: Span, trade: &TradeRole) {
        self.name.units.push(TradeSlot {
            text,
            strict: trade.word.map(|word| word.strict),
            loose: trade.word.map(|word| word.loose),
            is_modifier: trade.word.is_some_and(|word| word.is_modifier),
        });
    }

    fn org(&mut self, step: &Step, org: &OrgRole) {
        let source = self.note_condition(org.condition);
        let text = self.push(PartKind::OrgForm, source, step);
        self.name.org = Some((text, org.form.class));
        self.name.is_group |= org.is_group;
        let trade = self.vocabulary.trade(self.vocabulary.word(step.data));
        if let (true, Some(trade)) = (org.says_trade, trade) {
            self.unit(text, trade);
        }
    }

    /// 合伙企业（有限合伙）: the second form says which kind of the first it is.
    pub(super) fn extend_form(&mut self, step: &Step) -> bool {
        let form = self.vocabulary.org(self.vocabulary.word(step.data));
        let (Some(form), Some((text, class)), true) = (form, self.name.org, self.after_form) else {
            return false;
        };
        if form.form.class != OrgClass::Partnership {
            return false;
        }
        let class = if class == OrgClass::Firm { class } else { OrgClass::Partnership };
        let start = text.start;
        let source = self.note_condition(form.condition);
        let text = self.push(PartKind::OrgForm, source, step);
        self.name.org = Some((Span { start, end: text.end }, class));
        true
    }

    /// Unknown characters in a row are one unit.
    fn unknown_trade(&mut self, step: &Step) {
        if self.trade_suffix(step) {
            return;
        }
        let text = self.push(PartKind::Industry, Source::Context, step);
        if let Some(last) = self.name.units.last_mut()
            && last.strict.is_none()
            && last.text.end == text.start
        {
            last.text.end = text.end;
            return;
        }
        self.name.units.push(TradeSlot { text, strict: None, loose: None, is_modifier: false });
    }

    /// 业 behind a known trade word says nothing and joins it.
    fn trade_suffix(&mut self, step: &Step) -> bool {
        let chars = &self.line.chars()[step.range()];
        let (Some(part), Some(unit)) = (self.name.parts.last(), self.name.units.last()) else {
            return false;
        };
        if chars != ['业'] || part.kind != PartKind::Industry || unit.strict.is_none() {
            return false;
        }
        let text = self.push_text(step);
        let end = self.line.place(step.end() - 1) as u32 + 1;
        if let Some(part) = self.name.parts.last_mut() {
            part.chars.end = end;
            part.text.end = text.end;
        }
        if let Some(unit) = self.name.units.last_mut() {
            unit.text.end = text.end;
        }
        true
    }

    /// The 建 of 三建 says 建筑.
    fn counted_trade(&mut self, ordinal: Span) {
        let text = self.name.slice(ordinal);
        let trade = match text.chars().last() {
            Some('建') => "建筑",
            Some('冶') => "冶金",
            _ => return,
        };
        let width = '建'.len_utf8() as u32;
        let known = trade::lookup(trade);
        self.name.units.push(TradeSlot {
            text: Span { start: ordinal.end - width, end: ordinal.end },
            strict: known.map(|trade| trade.strict),
            loose: known.map(|trade| trade.loose),
            is_modifier: false,
        });
    }
}
