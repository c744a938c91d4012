//! Similarity of texts as sets of weighted tokens, tolerant of a typing error in a token.

use super::edit::within;

/// One token of a text: which one it is, its characters and what it tells (bits).
#[derive(Clone, Copy, Debug)]
pub struct Token<'a> {
    /// Equal ids are equal tokens. A text lists its tokens by rising id.
    pub id: u32,
    /// The token's characters.
    pub chars: &'a [char],
    /// Information in bits, at least 0.
    pub bits: f32,
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
/// Tokens a side at most; what lies beyond counts as unmatched on both sides alike.
const MOST: usize = 64;

/// The overlap of two token lists, each by rising id. A token left over pairs with the first
/// left-over token on the other side that is one typing error away (two from eight characters
/// on), or of which it is the initial.
pub fn overlap(left: &[Token<'_>], right: &[Token<'_>]) -> Overlap {
    let mut result = Overlap::default();
    let (mut rest_left, mut rest_right) = (Vec::new(), Vec::new());
    let (mut i, mut j) = (0, 0);
    let (left, right) = (&left[..left.len().min(MOST)], &right[..right.len().min(MOST)]);
    while i < left.len() && j < right.len() {
        match left[i].id.cmp(&right[j].id) {
            std::cmp::Ordering::Equal => {
                result.shared += left[i].bits;
                i += 1;
                j += 1;
            }
            std::cmp::Ordering::Less => {
                rest_left.push(left[i]);
                i += 1;
            }
            std::cmp::Ordering::Greater => {
                rest_right.push(right[j]);
                j += 1;
            }
        }
    }
    rest_left.extend_from_slice(&left[i..]);
    rest_right.extend_from_slice(&right[j..]);
    for token in rest_left {
        match rest_right.iter().position(|other| nearly(token.chars, other.chars)) {
            Some(at) => {
                let other = rest_right.swap_remove(at);
                let bits = token.bits.min(other.bits);
                result.shared += MISTYPED * bits;
                result.left += (1.0 - MISTYPED) * bits;
            }
            None => result.left += token.bits,
        }
    }
    result.right += rest_right.iter().map(|token| token.bits).sum::<f32>();
    result
}

/// Whether one token could be the other mistyped or cut to its initial.
pub fn nearly(a: &[char], b: &[char]) -> bool {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    match short {
        0 => false,
        1 => a.first() == b.first(),
        2..=3 => long <= 4 && short == long && is_swap(a, b),
        4..=7 => within(a, b, 1),
        _ => within(a, b, 2),
    }
}

/// Whether the two have the same characters in another order, one swap apart.
fn is_swap(a: &[char], b: &[char]) -> bool {
    within(a, b, 1) && {
        let (mut x, mut y) = (a.to_vec(), b.to_vec());
        x.sort_unstable();
        y.sort_unstable();
        x == y
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(a: &str, b: &str) -> Overlap {
        let words: Vec<Vec<char>> =
            format!("{a} {b}").split(' ').map(|w| w.chars().collect()).collect();
        let mut known = words.clone();
        known.sort();
        known.dedup();
        let tokens = |from: usize, to: usize| {
            let mut list: Vec<Token<'_>> = words[from..to]
                .iter()
                .map(|w| Token {
                    id: known.binary_search(w).unwrap_or(0) as u32,
                    chars: w,
                    bits: 1.0,
                })
                .collect();
            list.sort_by_key(|token| token.id);
            list
        };
        let cut = a.split(' ').count();
        overlap(&tokens(0, cut), &tokens(cut, words.len()))
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
