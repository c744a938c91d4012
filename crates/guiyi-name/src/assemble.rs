//! From the best path to the finished name.

use guiyi_lexicon::alias::{self, Alias};
use guiyi_lexicon::branch::BranchKind;
use guiyi_lexicon::org::OrgClass;
use guiyi_lexicon::trade::TradeWord;
use guiyi_lexicon::word::{self, Kind};
use guiyi_lexicon::{division, trade};

use crate::frame::{Bracketed, Frame};
use crate::latin::{LatinKind, LatinPart};
use crate::lattice::{ArcKind, Path, Step};
use crate::line::Line;
use crate::name::{BranchSlot, CompanyName, TradeSlot};
use crate::note::{Note, Notes};
use crate::part::{Part, PartKind, Source, Span};
use crate::region::{self, Position, RegionSlot};
use crate::vocabulary::{Condition, OrgRole, TradeRole, Vocabulary};

/// Longest trade name, in characters, that is not suspected of hiding an unknown trade word.
const TRADE_NAME_SURE: std::ops::RangeInclusive<usize> = 2..=4;

/// Bytes of nearly every hanzi in UTF-8; those of the further planes have four.
const HANZI_BYTES: usize = 3;

/// Puts a name together from its best path; its folded text is there already.
pub(crate) fn chinese(
    name: &mut CompanyName,
    frame: &Frame,
    path: &Path,
    vocabulary: &'static Vocabulary,
) {
    let Frame { line, bracketed, .. } = frame;
    let mut assembly = Assembly::new(name, frame, vocabulary);
    let head_end = head_end(path);
    let lead = path
        .iter()
        .take_while(|step| {
            matches!(step.kind, ArcKind::Nation | ArcKind::Ownership | ArcKind::Region)
        })
        .take_while(|step| step.end() <= head_end)
        .count();
    let leads_into_name = path.len() > lead;
    for (index, step) in path.iter().enumerate() {
        if index == lead {
            assembly.bracketed(bracketed, head_end, line.len());
        }
        if step.start() == head_end && assembly.is_head_station(step, index, path) {
            let text = assembly.push(PartKind::OrgForm, Source::Lexicon, step);
            assembly.name.org = Some((text, OrgClass::Shop));
            continue;
        }
        let in_branch = step.start() >= head_end && step.kind != ArcKind::Org
            || step.in_branch
            || step.kind == ArcKind::Branch;
        if step.kind == ArcKind::Org && assembly.extend_form(step) {
            continue;
        }
        assembly.after_form = step.kind == ArcKind::Org && !in_branch;
        if in_branch {
            for bracket in bracketed.iter().filter(|b| b.at == step.start() && b.at > head_end) {
                assembly.bracket(bracket, PartKind::BranchRegion);
            }
            assembly.branch_step(step);
        } else {
            if bracketed.iter().any(|b| step.start() < b.at && b.at < step.end()) {
                assembly.name.notes.insert(Note::RegionMisplaced);
            }
            assembly.head_step(step, index < lead);
        }
    }
    if !leads_into_name {
        assembly.bracketed(bracketed, head_end, line.len());
    }
    assembly.close_branch();
    assembly.finish(&frame.parts);
}

/// Puts a name without hanzi together.
pub(crate) fn latin(
    name: &mut CompanyName,
    frame: &Frame,
    latin: &[LatinPart],
    vocabulary: &'static Vocabulary,
) {
    let mut assembly = Assembly::new(name, frame, vocabulary);
    for bracket in &frame.bracketed {
        assembly.bracket(bracket, PartKind::Region);
    }
    for part in latin {
        assembly.latin_part(part);
    }
    assembly.finish(&frame.parts);
}

/// Where in the line the head ends: behind its form, or, when it has none, before the regions,
/// numbers and unknown text that stand directly before the first branch form.
fn head_end(path: &Path) -> usize {
    let length = path.last().map_or(0, Step::end);
    if let Some(org) = path.iter().find(|step| step.kind == ArcKind::Org && !step.in_branch) {
        return org.end();
    }
    let Some(branch) = path.iter().position(|step| step.kind == ArcKind::Branch || step.in_branch)
    else {
        return length;
    };
    let own = path[..branch]
        .iter()
        .rev()
        .take_while(|step| {
            matches!(step.kind, ArcKind::Region | ArcKind::Ordinal | ArcKind::Unknown)
        })
        .count();
    // A name cannot begin with its branch: 太原分行 keeps its region at the head.
    if own == branch { path[branch].start() } else { path[branch - own].start() }
}

struct Assembly<'a> {
    name: &'a mut CompanyName,
    line: &'a Line,
    vocabulary: &'static Vocabulary,
    /// Whether the folded text is hanzi of [`HANZI_BYTES`] only, so that the line is a stretch of it, and the
    /// core from the beginning.
    is_plain: bool,
    branch: Option<BranchSlot>,
    /// Whether the last step was the head's form.
    after_form: bool,
}

impl<'a> Assembly<'a> {
    fn new(
        name: &'a mut CompanyName,
        frame: &'a Frame,
        vocabulary: &'static Vocabulary,
    ) -> Assembly<'a> {
        name.status = frame.status;
        name.notes = frame.notes.union(name.folded.notes());
        let text = name.folded.text();
        let line = &frame.line;
        let is_plain = frame.is_plain && text.len() == HANZI_BYTES * name.folded.origins().len();
        let start = HANZI_BYTES * line.place(0);
        match text.get(start..start + HANZI_BYTES * line.len()) {
            Some(text) if is_plain => name.core = text.to_owned(),
            _ => name.core.reserve(text.len()),
        }
        Assembly { name, line, vocabulary, is_plain, branch: None, after_form: false }
    }

    fn finish(self, parts: &[Part]) {
        let name = self.name;
        for &part in parts {
            // A separator inside a word belongs to the word.
            let is_inside = |outer: &Part| {
                outer.chars.start <= part.chars.start && part.chars.end <= outer.chars.end
            };
            if part.kind != PartKind::Punctuation || !name.parts.iter().any(is_inside) {
                name.parts.push(part);
            }
        }
        finish(name);
    }

    /// Adds a part of a Latin name. Words of the core keep one space between them, which a
    /// bracket or comma may have stood for.
    fn latin_part(&mut self, part: &LatinPart) {
        let chars = Span::new(self.line.place(part.start), self.line.place(part.end - 1) + 1);
        if part.kind == LatinKind::Punctuation {
            let text = Span::default();
            let kind = PartKind::Punctuation;
            self.name.parts.push(Part { kind, source: Source::Pattern, chars, text });
            return;
        }
        if !self.name.core.is_empty() {
            self.name.core.push(' ');
        }
        let start = self.name.core.len();
        self.name.core.extend(&self.line.chars()[part.start..part.end]);
        let text = Span::new(start, self.name.core.len());
        let (kind, source) = match part.kind {
            LatinKind::TradeName => (PartKind::TradeName, Source::Context),
            _ => (PartKind::OrgForm, Source::Lexicon),
        };
        match part.kind {
            LatinKind::TradeName => self.name.trade_name = text,
            LatinKind::Form(form) => {
                let class = self.name.org.map_or(form.class, |(_, class)| class);
                self.name.is_group |= form.text.starts_with("group");
                let start = self.name.org.map_or(text.start, |(first, _)| first.start);
                self.name.org = Some((Span { start, end: text.end }, class));
            }
            LatinKind::Punctuation => {}
        }
        self.name.parts.push(Part { kind, source, chars, text });
    }

    /// Whether a branch form is the only form there is and the trade name's own: 恒源加油站.
    fn is_head_station(&self, step: &Step, index: usize, path: &Path) -> bool {
        // An ordinal's step holds its number, not a word.
        if step.kind != ArcKind::Branch {
            return false;
        }
        let kind =
            self.vocabulary.branch(self.vocabulary.word(step.data)).map(|branch| branch.form.kind);
        self.name.org.is_none()
            && index + 1 == path.len()
            && !self.name.trade_name.is_empty()
            && matches!(kind, Some(BranchKind::Station | BranchKind::Shop))
    }

    /// Adds the bracketed regions and nations of the head.
    fn bracketed(&mut self, all: &[Bracketed], head_end: usize, length: usize) {
        for bracket in all.iter().filter(|b| b.at <= head_end || b.at == length) {
            self.bracket(bracket, PartKind::Region);
        }
    }

    fn bracket(&mut self, bracket: &Bracketed, kind: PartKind) {
        let start = self.name.core.len();
        let inner = bracket.inner.range();
        let written = self.name.folded.text().chars().skip(inner.start).take(inner.len());
        self.name.core.extend(written);
        self.name.core.extend(bracket.suffix);
        let text = Span::new(start, self.name.core.len());
        let kind = match (&bracket.candidates, kind) {
            (None, PartKind::Region) => PartKind::Nation,
            (None, _) => PartKind::BranchName,
            _ => kind,
        };
        self.name.parts.push(Part { kind, source: Source::Lexicon, chars: bracket.chars, text });
        if let Some(candidates) = &bracket.candidates {
            let position = match kind {
                PartKind::BranchRegion => Position::Branch,
                _ => Position::Parenthesis,
            };
            let candidates = candidates.clone();
            let is_bare_town = false;
            self.name.regions.push(RegionSlot { text, position, candidates, is_bare_town });
            self.extend_branch(kind, text, None);
        }
    }

    fn head_step(&mut self, step: &Step, is_prefix: bool) {
        let word = match step.kind {
            ArcKind::TradeName | ArcKind::Unknown | ArcKind::Ordinal => None,
            _ => Some(self.vocabulary.word(step.data)),
        };
        match step.kind {
            ArcKind::Nation => {
                self.push(PartKind::Nation, Source::Lexicon, step);
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
    fn extend_form(&mut self, step: &Step) -> bool {
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

    fn branch_step(&mut self, step: &Step) {
        match step.kind {
            ArcKind::Region => {
                let text = self.push(PartKind::BranchRegion, Source::Lexicon, step);
                self.region(step, text, Position::Branch);
                self.extend_branch(PartKind::BranchRegion, text, None);
            }
            ArcKind::Ordinal => {
                let text = self.push(PartKind::BranchOrdinal, Source::Pattern, step);
                self.extend_branch(PartKind::BranchOrdinal, text, Some(step.data));
            }
            ArcKind::Branch | ArcKind::Org => {
                let word = self.vocabulary.word(step.data);
                let (condition, kind) =
                    match (step.kind, self.vocabulary.branch(word), self.vocabulary.org(word)) {
                        (_, Some(form), _) => (form.condition, Some(form.form.kind)),
                        (_, None, Some(form)) => (form.condition, None),
                        _ => (Condition::Whole, None),
                    };
                let source = self.note_condition(condition);
                let text = self.push(PartKind::BranchForm, source, step);
                self.extend_branch(PartKind::BranchForm, text, None);
                if let Some(mut branch) = self.branch.take() {
                    branch.form = Some((text, kind));
                    self.name.branches.push(branch);
                }
            }
            _ => {
                let text = self.push(PartKind::BranchName, Source::Context, step);
                self.extend_branch(PartKind::BranchName, text, None);
            }
        }
    }

    /// Lets the open branch, or a new one, reach to the end of `text`.
    fn extend_branch(&mut self, kind: PartKind, text: Span, number: Option<u32>) {
        if !kind.is_branch() {
            return;
        }
        let regions = self.name.regions.len();
        let branch = self.branch.get_or_insert_with(|| BranchSlot {
            text,
            name: Span { start: text.start, end: text.start },
            form: None,
            number: None,
            regions: Span::new(regions - usize::from(kind == PartKind::BranchRegion), regions),
        });
        branch.text.end = text.end;
        branch.regions.end = regions as u32;
        branch.number = number.or(branch.number);
        if kind == PartKind::BranchName {
            if branch.name.is_empty() {
                branch.name.start = text.start;
            }
            branch.name.end = text.end;
        }
    }

    /// A branch at the end of the text without a form.
    fn close_branch(&mut self) {
        if let Some(branch) = self.branch.take() {
            self.name.branches.push(branch);
        }
    }

    fn region(&mut self, step: &Step, text: Span, position: Position) {
        let word = self.vocabulary.word(step.data);
        let Some(region) = self.vocabulary.region(word) else { return };
        let candidates = region::divisions(region.candidates);
        let is_bare_town = step.data == self.vocabulary.bare_town();
        self.name.regions.push(RegionSlot { text, position, candidates, is_bare_town });
    }

    fn note_condition(&mut self, condition: Condition) -> Source {
        match condition {
            Condition::Whole => Source::Lexicon,
            Condition::Repaired => {
                self.name.notes.insert(Note::FormRepaired);
                Source::Repair
            }
            Condition::Truncated => {
                self.name.notes.insert(Note::FormTruncated);
                Source::Repair
            }
        }
    }

    /// Adds a step's text to the core as a part; a part of the same kind and source that can only
    /// be told by context grows instead.
    fn push(&mut self, kind: PartKind, source: Source, step: &Step) -> Span {
        let text = self.push_text(step);
        let chars = Span::new(self.line.place(step.start()), self.line.place(step.end() - 1) + 1);
        match self.name.parts.last_mut() {
            Some(last)
                if last.kind == kind
                    && source == Source::Context
                    && last.source == source
                    && kind != PartKind::TradeName =>
            {
                last.chars.end = chars.end;
                last.text.end = text.end;
            }
            _ => self.name.parts.push(Part { kind, source, chars, text }),
        }
        text
    }

    fn push_text(&mut self, step: &Step) -> Span {
        if self.is_plain {
            return Span::new(HANZI_BYTES * step.start(), HANZI_BYTES * step.end());
        }
        let start = self.name.core.len();
        self.name.core.extend(&self.line.chars()[step.range()]);
        Span::new(start, self.name.core.len())
    }
}

/// What can only be said about the whole.
fn finish(name: &mut CompanyName) {
    region::narrow(&mut name.regions);
    let mut notes = name.notes;
    if name.regions.iter().any(region::is_ambiguous) {
        notes.insert(Note::RegionAmbiguous);
    }
    if name.core.is_empty() {
        notes.insert(Note::Empty);
    } else {
        if name.org.is_none() {
            notes.insert(Note::FormMissing);
        }
        doubt(name, &mut notes);
    }
    if name.parts.iter().any(|part| part.kind == PartKind::SecondName) {
        notes.insert(Note::SecondName);
    }
    name.notes = notes;
    name.alias = known(name);
    name.is_placeholder =
        word::is(Kind::Placeholder, name.folded.text()) || word::is(Kind::Placeholder, &name.core);
}

/// The well-known organisation whose name the head is, with its form or without.
fn known(name: &CompanyName) -> Option<&'static Alias> {
    let head = name.head();
    alias::lookup(head).or_else(|| {
        let form = name.org.map_or(0, |(form, _)| form.start as usize);
        head.get(..form).filter(|text| !text.is_empty()).and_then(alias::lookup)
    })
}

/// Whether the trade name could be read otherwise.
fn doubt(name: &CompanyName, notes: &mut Notes) {
    let text = name.trade_name();
    if text.is_empty() {
        if name.ordinals.is_empty() {
            notes.insert(Note::TradeNameMissing);
        }
        if !name.parts.iter().any(|p| matches!(p.kind, PartKind::Region | PartKind::Nation)) {
            notes.insert(Note::TradeNameDoubtful);
        }
        return;
    }
    let is_latin = text.is_ascii();
    let is_unsure = !is_latin && !TRADE_NAME_SURE.contains(&text.chars().count());
    if is_unsure || !division::lookup(text).is_empty() || trade::lookup(text).is_some() {
        notes.insert(Note::TradeNameDoubtful);
    }
}
