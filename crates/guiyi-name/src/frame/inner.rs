//! Brackets inside a name.

use guiyi_lexicon::division;

use super::bracket::{self, Content};
use super::{Bracketed, Field, tail};
use crate::fold::is_word_like;
use crate::note::Note;
use crate::part::{PartKind, Span};
use crate::region;

impl Field<'_> {
    /// Deals with a bracket inside the name and gives the position behind it.
    pub(super) fn take_inner_bracket(&mut self, open: usize) -> usize {
        let close = bracket::close_of(&self.chars[..self.end], open);
        if close.is_none() {
            self.frame.notes.insert(Note::BracketUnbalanced);
            // Damage left one character of a place and no closing bracket: 恒源(哈公司.
            if self.frame.line.len() > 0
                && bracket::is_cut_before_form(&self.chars[open + 1..self.end])
            {
                self.part(PartKind::Remark, (open + 1, open + 2), (open, open + 2));
                return open + 2;
            }
        }
        let inner_end = close.unwrap_or(self.end);
        let end = close.map_or(self.end, |close| close + 1);
        let words = (self.frame.line.chars().last(), self.chars[..self.end].get(end));
        if let (Some(&before), Some(&after)) = words
            && is_word_like(before)
            && is_word_like(after)
        {
            self.frame.line.push(' ', open);
        }
        let content = match bracket::read(self, open + 1, inner_end) {
            // A bracket that is never closed may hold the rest of the name.
            Content::Remark | Content::Other | Content::Side(..)
                if close.is_none() && tail::ends_in_form(&self.chars[open + 1..inner_end]) =>
            {
                Content::Inline
            }
            Content::Other if self.is_bracketed_trade_name(open, inner_end) => Content::Inline,
            content => content,
        };
        match content {
            Content::Regions(regions) => self.add_regions(regions, open, end),
            Content::Other if self.take_damaged_regions(open, inner_end, end) => {}
            Content::Inline => {
                self.punctuation(open, open + 1);
                for at in open + 1..inner_end {
                    self.frame.line.push(self.chars[at], at);
                }
                self.punctuation(inner_end, end);
            }
            Content::Status(status) => {
                self.frame.status.insert(status);
                self.part(PartKind::Marker, (open + 1, inner_end), (open, end));
            }
            Content::Side(kind, skip) => {
                self.part(kind, (open + 1 + skip, inner_end), (open, end));
            }
            Content::Empty => self.punctuation(open, end),
            Content::Remark | Content::Other => {
                self.part(PartKind::Remark, (open + 1, inner_end), (open, end));
            }
        }
        end
    }

    /// Takes a bracket inside the name that holds regions and one character more; false if it holds anything else.
    fn take_damaged_regions(&mut self, open: usize, inner_end: usize, end: usize) -> bool {
        if self.frame.line.len() == 0 || end == self.end {
            return false;
        }
        let Some((slipped, regions)) = bracket::damaged_regions(self, open + 1, inner_end) else {
            return false;
        };
        let start = open + slipped;
        self.punctuation(open, start);
        for at in open + 1..=start {
            self.frame.line.push(self.chars[at], at);
        }
        self.add_regions(regions, if slipped > 0 { start + 1 } else { open }, end);
        true
    }

    /// Adds the regions of a bracket that takes up the characters between two positions.
    fn add_regions(&mut self, regions: bracket::Places, start: usize, end: usize) {
        let at = self.frame.line.len();
        let count = regions.len();
        for (index, (inner, candidates)) in regions.into_iter().enumerate() {
            let first = if index == 0 { start } else { inner.start as usize };
            let last = if index + 1 == count { end } else { inner.end as usize };
            let chars = Span::new(first, last);
            self.frame.bracketed.push(Bracketed { inner, chars, candidates, at, suffix: None });
        }
    }

    /// Gives a bracketed region back the 市 or 县 that was left at the front of the name.
    pub(super) fn reunite_suffix(&mut self) {
        let Some(last) = self.frame.bracketed.last_mut() else { return };
        let line = &self.frame.line;
        let Some(&suffix) = line.chars().first() else { return };
        if !matches!(suffix, '省' | '市' | '区' | '县' | '旗' | '州' | '盟' | '镇') || last.at == 0
        {
            return;
        }
        let mut text: String = self.chars[last.inner.range()].iter().collect();
        text.push(suffix);
        let candidates = division::lookup(&text);
        if candidates.is_empty() {
            return;
        }
        last.candidates = Some(region::divisions(candidates));
        last.suffix = Some(suffix);
        last.chars.start = last.chars.start.min(line.place(0) as u32);
        self.frame.line.remove_first();
        for bracket in &mut self.frame.bracketed {
            bracket.at = bracket.at.saturating_sub(1);
        }
        self.frame.notes.insert(Note::RegionMisplaced);
    }
}
