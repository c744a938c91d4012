//! Similarity of texts as sets of weighted tokens, tolerant of a typing error in a token.

use std::cmp::Ordering;

use smallvec::SmallVec;

use super::edit::{least_distance, within};

/// One token of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Token {
    /// Which token it is: equal ids are equal tokens. A text lists its tokens by rising id.
    pub id: u32,
    /// What it tells in bits, at least 0.
    pub bits: f32,
    /// The [`signature`](super::edit::signature) of its characters.
    pub signature: u64,
}

/// How far two token sets agree, all in bits of information.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overlap {
    /// What both say.
    pub shared: f32,
    /// What only the left says.
    pub left: f32,
    /// What only the right says.
    pub right: f32,
}

impl Overlap {
    /// Shared over all, 0 to 1: the weighted Jaccard index.
    pub fn jaccard(&self) -> f32 {
        ratio(self.shared, self.shared + self.left + self.right)
    }

    /// Shared over the lesser side, 0 to 1: 1 when one text contains the other.
    pub fn containment(&self) -> f32 {
        ratio(self.shared, self.shared + self.left.min(self.right))
    }
}

fn ratio(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// A mistyped token counts this much of its bits as shared.
const MISTYPED: f32 = 0.8;
/// Tokens a side at most; what lies beyond is not looked at.
const MOST: usize = 64;
/// Tokens that most texts leave unmatched at most: so many need no allocation.
const USUAL: usize = 16;

/// The overlap of two token lists, each by rising id; `chars` gives a token's characters. A token
/// left over pairs with the first left-over token on the other side that is one typing error away
/// (two from eight characters on), or of which it is the initial.
pub fn overlap<'a>(left: &[Token], right: &[Token], chars: impl Fn(u32) -> &'a [char]) -> Overlap {
    let mut result = Overlap::default();
    let mut rest_left: SmallVec<[Token; USUAL]> = SmallVec::new();
    let mut rest_right: SmallVec<[Token; USUAL]> = SmallVec::new();
    let (mut i, mut j) = (0, 0);
    let (left, right) = (&left[..left.len().min(MOST)], &right[..right.len().min(MOST)]);
    while i < left.len() && j < right.len() {
        match left[i].id.cmp(&right[j].id) {
            Ordering::Equal => {
                result.shared += left[i].bits;
                i += 1;
                j += 1;
            }
            Ordering::Less => {
                rest_left.push(left[i]);
                i += 1;
            }
            Ordering::Greater => {
                rest_right.push(right[j]);
                j += 1;
            }
        }
    }
    rest_left.extend_from_slice(&left[i..]);
    rest_right.extend_from_slice(&right[j..]);
    for token in rest_left {
        match rest_right.iter().position(|other| nearly(token, *other, &chars)) {
            Some(at) => {
                let bits = token.bits.min(rest_right.swap_remove(at).bits);
                result.shared += MISTYPED * bits;
                result.left += (1.0 - MISTYPED) * bits;
            }
            None => result.left += token.bits,
        }
    }
    result.right += rest_right.iter().map(|token| token.bits).sum::<f32>();
    result
}

/// Whether one token could be the other mistyped or cut to its initial. The signatures refuse most
/// pairs before their characters are looked at.
fn nearly<'a>(a: Token, b: Token, chars: &impl Fn(u32) -> &'a [char]) -> bool {
    let (common, least) = (a.signature & b.signature, least_distance(a.signature, b.signature));
    let one_letter = a.signature.is_power_of_two() || b.signature.is_power_of_two();
    if common == 0 || least > 2 && !one_letter {
        return false;
    }
    let (x, y) = (chars(a.id), chars(b.id));
    match x.len().min(y.len()) {
        0 => false,
        1 => x.first() == y.first(),
        // Too short for another letter; the same letters in another order have one signature.
        2..=3 => least == 0 && x.len() == y.len() && within(x, y, 1),
        4..=7 => least <= 1 && within(x, y, 1),
        _ => within(x, y, 2),
    }
}

#[cfg(test)]
mod tests {
    use super::super::edit::signature;
    use super::*;

    fn run(a: &str, b: &str) -> Overlap {
        let mut known: Vec<Vec<char>> =
            format!("{a} {b}").split(' ').map(|w| w.chars().collect()).collect();
        known.sort();
        known.dedup();
        let tokens = |text: &str| {
            let mut list: Vec<Token> = text
                .split(' ')
                .map(|word| {
                    let word: Vec<char> = word.chars().collect();
                    let id = known.binary_search(&word).unwrap_or(0) as u32;
                    Token { id, signature: signature(&word), bits: 1.0 }
                })
                .collect();
            list.sort_by_key(|token| token.id);
            list
        };
        overlap(&tokens(a), &tokens(b), |id| &known[id as usize])
    }

    #[test]
    fn order_does_not_matter_and_typing_errors_cost_little() {
        assert_eq!(run("query views using", "using query views").jaccard(), 1.0);
        assert!(run("materialized view", "materialised view").jaccard() > 0.85);
        assert_eq!(run("a query", "a query planner").containment(), 1.0);
        assert_eq!(run("north road", "south lane").jaccard(), 0.0);
        assert!(run("j smith", "john smith").jaccard() > 0.8);
    }
}
