//! From the best path to the finished name.

mod branch;
mod head;
mod whole;

use std::ops::Range;

use guiyi_lexicon::branch::BranchKind;
use guiyi_lexicon::org::OrgClass;

use crate::frame::{Bracketed, Frame};
use crate::latin::{LatinKind, LatinPart};
use crate::lattice::{ArcKind, Path, Step};
use crate::line::Line;
use crate::name::{BranchSlot, CompanyName};
use crate::note::Note;
use crate::part::{Part, PartKind, Source, Span};
use crate::region::{self, Position, RegionSlot};
use crate::vocabulary::{Condition, Vocabulary};

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
        let is_plain = frame.is_plain
            && frame.line.swapped().is_none()
            && text.len() == HANZI_BYTES * name.folded.origins().len();
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
        whole::finish(name);
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
    /// be told by context grows instead, if nothing stands between them. Where two characters of the line have been put back, what stands apart in
    /// the text becomes a part of its own.
    fn push(&mut self, kind: PartKind, source: Source, step: &Step) -> Span {
        let text = self.push_text(step);
        match self.line.swapped() {
            Some(at) if step.start() < at + 2 && at < step.end() => {
                self.push_pieces(kind, step, at, text)
            }
            _ => self.push_part(kind, source, step.range(), text),
        }
        text
    }

    /// Adds the pieces of a step that holds one of the two characters put back, or both.
    #[cold]
    fn push_pieces(&mut self, kind: PartKind, step: &Step, at: usize, text: Span) {
        self.name.notes.insert(Note::TradeRepaired);
        let (mut from, mut start) = (step.start(), text.start as usize);
        let borders = [at, at + 1, at + 2].into_iter().filter(|to| step.range().contains(to));
        for to in borders.chain([step.end()]).filter(|&to| to > step.start()) {
            let bytes: usize = self.line.chars()[from..to].iter().map(|c| c.len_utf8()).sum();
            self.push_part(kind, Source::Repair, from..to, Span::new(start, start + bytes));
            (from, start) = (to, start + bytes);
        }
    }

    #[inline(always)]
    fn push_part(&mut self, kind: PartKind, source: Source, range: Range<usize>, text: Span) {
        let chars = Span::new(self.line.place(range.start), self.line.place(range.end - 1) + 1);
        match self.name.parts.last_mut() {
            Some(last)
                if last.kind == kind
                    && source == Source::Context
                    && last.source == source
                    && last.chars.end == chars.start
                    && kind != PartKind::TradeName =>
            {
                last.chars.end = chars.end;
                last.text.end = text.end;
            }
            _ => self.name.parts.push(Part { kind, source, chars, text }),
        }
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
