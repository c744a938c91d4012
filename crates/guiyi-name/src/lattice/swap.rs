//! A trade name whose last character changed places with the first of the trade behind it: 恒贸昌易 is
//! 恒昌|贸易. Words cannot be found across the two, so the line is read again with them the right way round.

use super::path::{ArcKind, Path, Step};
use crate::line::Line;
use crate::vocabulary::Vocabulary;

/// Shortest trade name, in characters, that may have got one of the trade's: 恒贸昌|易.
const TRADE_NAME_CHARS: usize = 3;

/// Longest trade word looked for, in characters.
const TRADE_CHARS: usize = 3;

/// The first of two characters that make a trade word whole when they change places.
pub(super) fn pair(line: &Line, path: &Path, vocabulary: &Vocabulary) -> Option<usize> {
    let chars = line.chars();
    let is_name = |step: &Step| step.kind == ArcKind::TradeName && !step.in_branch;
    let (name, behind) = path.split_at_checked(1 + path.iter().position(is_name)?)?;
    let (start, end) = name.last().map(|name| (name.start(), name.end()))?;
    if end - start < TRADE_NAME_CHARS {
        return None;
    }
    // 恒云昌|科技 is no 恒昌|云科技: the trade is whole as it stands.
    let is_whole = |step: &Step| {
        let word = vocabulary.word(step.data);
        usize::from(word.chars) == step.range().len()
            && word.trade().is_some_and(|trade| trade.is_whole)
    };
    let to = match behind.first() {
        Some(step) if step.kind == ArcKind::Trade && is_whole(step) => end,
        _ => chars.len(),
    };
    // At least one character of the trade name stands before the pair.
    ((start + 1).max(end - TRADE_NAME_CHARS)..end - 1).find(|&at| {
        // Nobody lets characters change places over a bracket.
        let are_neighbours = line.place(at) + 1 == line.place(at + 1);
        are_neighbours
            && (2..=TRADE_CHARS).any(|length| {
                let Some(rest) = chars[..to].get(at + 2..at + 1 + length) else { return false };
                // 业 ends trade names as well: 恒实昌业.
                rest != ['业'] && vocabulary.is_trade(chars[at], rest)
            })
    })
}

/// Whether a path has the right of the two characters as the last of a trade name.
pub(super) fn parts(path: &Path, at: usize) -> bool {
    path.iter().any(|step| step.kind == ArcKind::TradeName && step.end() == at + 1)
}
