//! Alignment of two short texts, and what is left over on each side.
//!
//! What does not match says more than how much does: 恒源商贸 and 恒源建材 share most characters,
//! and the rest decides. The alignment is a longest common subsequence (Wagner & Fischer 1974) in
//! which characters that sound or look alike may stand for each other at a small price, and in
//! which characters that only moved are not left over.

use super::alike::{Near, Soft};

/// Characters of a text that are aligned; what follows is not looked at.
pub const LONGEST: usize = 32;

/// What an alignment found. Positions are bits: bit `i` is character `i`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// Characters of the left text with no counterpart.
    pub left_over: u32,
    /// Characters of the right text with no counterpart.
    pub right_over: u32,
    /// Characters of the left text whose counterpart only sounds or looks alike, or has moved.
    pub left_soft: u32,
    /// Characters of the right text whose counterpart only sounds or looks alike, or has moved.
    pub right_soft: u32,
}

impl Alignment {
    /// Nothing is left over and nothing is soft.
    pub fn is_equal(&self) -> bool {
        *self == Alignment::default()
    }
}

/// Aligns two texts; `soft` says whether two different characters may stand for each other.
pub fn align(left: &[u16], right: &[u16], soft: &impl Soft) -> Alignment {
    /// Most names are short, and their lanes are few.
    const SHORT: usize = 12;
    let left = &left[..left.len().min(LONGEST)];
    let right = &right[..right.len().min(LONGEST)];
    let prefix = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let (a, b) = (&left[prefix..], &right[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    let mut found = match (a.len(), b.len()) {
        (0, 0) => Alignment::default(),
        (n, 0) => Alignment { left_over: ones(n), ..Alignment::default() },
        (0, n) => Alignment { right_over: ones(n), ..Alignment::default() },
        (n, m) if n.max(m) <= SHORT => align_middle::<SHORT>(a, b, soft),
        _ => align_middle::<LONGEST>(a, b, soft),
    };
    found.left_over <<= prefix;
    found.right_over <<= prefix;
    found.left_soft <<= prefix;
    found.right_soft <<= prefix;
    found
}

/// How many characters two texts have in common, each used once, wherever they stand: what an
/// alignment without soft pairs leaves of the shorter one.
pub fn common(a: &[u16], b: &[u16]) -> usize {
    /// Slots for the characters of a text, of which two seldom share one.
    const SLOTS: usize = 64;
    let slot = |c: u16| usize::from(c) % SLOTS;
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let mut places = [0u32; SLOTS];
    for (at, &c) in b.iter().enumerate() {
        places[slot(c)] |= 1 << at;
    }
    let mut found = 0;
    for &c in a {
        let here = &mut places[slot(c)];
        if let Some(at) = bits(*here).find(|&at| b[at] == c) {
            *here &= !(1 << at);
            found += 1;
        }
    }
    found
}

/// The lowest `n` bits.
pub fn ones(n: usize) -> u32 {
    if n >= 32 { u32::MAX } else { (1 << n) - 1 }
}

/// Which characters of the right text each one of the left may stand for, as bits.
struct Pairs<const N: usize> {
    equal: [u32; N],
    soft: [u32; N],
}

impl<const N: usize> Pairs<N> {
    fn new(a: &[u16], b: &[u16], soft: &impl Soft) -> Pairs<N> {
        let mut pairs = Pairs { equal: [0; N], soft: [0; N] };
        let mut near = Near::new();
        for (j, &y) in b.iter().enumerate() {
            near.add(y, 1 << j, soft);
        }
        for ((&x, equal), alike) in a.iter().zip(&mut pairs.equal).zip(&mut pairs.soft) {
            for j in bits(near.to(x, soft) & ones(b.len())) {
                match b[j] {
                    y if y == x => *equal |= 1 << j,
                    y => *alike |= u32::from(soft.alike(x, y)) << j,
                }
            }
        }
        pairs
    }
}

/// The places of the bits that are set, rising.
fn bits(mut mask: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(at)
    })
}

/// Aligns texts of at most `N` characters.
fn align_middle<const N: usize>(a: &[u16], b: &[u16], soft: &impl Soft) -> Alignment {
    let pairs = Pairs::<N>::new(a, b, soft);
    let mut found = if pairs.soft.iter().all(|&alike| alike == 0) {
        subsequence(a.len(), b.len(), &pairs)
    } else {
        weighed(a.len(), b.len(), &pairs)
    };
    forgive_moves(&mut found, &pairs.equal);
    found
}

/// Without soft pairs: a longest common subsequence, a row of the table in the bits of one number
/// (Hyyrö 2004, "Bit-parallel LCS-length computation revisited").
fn subsequence<const N: usize>(n: usize, m: usize, pairs: &Pairs<N>) -> Alignment {
    // Bit j of row i is 0 where character j makes the subsequence of the first i longer.
    let mut rows = [u32::MAX; N];
    let mut row = u32::MAX;
    for (slot, &equal) in rows.iter_mut().zip(&pairs.equal[..n]) {
        let hit = row & equal;
        row = row.wrapping_add(hit) | (row - hit);
        *slot = row;
    }
    let row = |i: usize| if i == 0 { u32::MAX } else { rows[i - 1] };
    let length = |i: usize, j: usize| (!row(i) & ones(j)).count_ones();
    let mut found = Alignment::default();
    let (mut i, mut j, mut here) = (n, m, length(n, m));
    while here > 0 {
        if length(i - 1, j) == here {
            i -= 1;
            found.left_over |= 1 << i;
        } else if row(i) >> (j - 1) & 1 == 1 {
            j -= 1;
            found.right_over |= 1 << j;
        } else {
            i -= 1;
            j -= 1;
            here -= 1;
        }
    }
    found.left_over |= ones(i);
    found.right_over |= ones(j);
    found
}

/// With soft pairs, which are worth less than equal ones and more than nothing. Only the characters that have a counterpart
/// at all are in the table.
fn weighed<const N: usize>(n: usize, m: usize, pairs: &Pairs<N>) -> Alignment {
    const EQUAL: u8 = 4;
    const SOFT: u8 = 3;
    let paired = |i: usize| pairs.equal[i] | pairs.soft[i];
    let (mut rows, mut row_of) = (0, [0; N]);
    let mut columns = 0;
    for i in (0..n).filter(|&i| paired(i) != 0) {
        row_of[rows] = i;
        rows += 1;
        columns |= paired(i);
    }
    let (mut width, mut column_of) = (0, [0; N]);
    for j in bits(columns) {
        column_of[width] = j;
        width += 1;
    }
    // The first row and the first column are those of the empty texts.
    let mut best = [[0u8; LONGEST + 1]; LONGEST + 1];
    for (r, &i) in row_of[..rows].iter().enumerate() {
        for (c, &j) in column_of[..width].iter().enumerate() {
            let gain =
                (pairs.equal[i] >> j & 1) as u8 * EQUAL + (pairs.soft[i] >> j & 1) as u8 * SOFT;
            let paired = if gain > 0 { best[r][c] + gain } else { 0 };
            best[r + 1][c + 1] = paired.max(best[r][c + 1]).max(best[r + 1][c]);
        }
    }
    let mut found = Alignment { left_over: ones(n), right_over: ones(m), ..Alignment::default() };
    let (mut r, mut c) = (rows, width);
    while r > 0 && c > 0 {
        let here = best[r][c];
        if best[r - 1][c] == here {
            r -= 1;
        } else if best[r][c - 1] == here {
            c -= 1;
        } else {
            // Neither neighbour explains the score, so the two characters are paired.
            r -= 1;
            c -= 1;
            let (i, j) = (row_of[r], column_of[c]);
            found.left_over &= !(1 << i);
            found.right_over &= !(1 << j);
            found.left_soft |= (pairs.soft[i] >> j & 1) << i;
            found.right_soft |= (pairs.soft[i] >> j & 1) << j;
        }
    }
    found
}

/// A character left over on both sides has moved: 材建 for 建材.
fn forgive_moves(found: &mut Alignment, equal: &[u32]) {
    if found.right_over == 0 {
        return;
    }
    for i in bits(found.left_over) {
        let twins = equal[i] & found.right_over;
        let twin = twins & twins.wrapping_neg();
        if twin != 0 {
            found.left_over &= !(1 << i);
            found.right_over &= !twin;
            found.left_soft |= 1 << i;
            found.right_soft |= twin;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chars(text: &str) -> Vec<u16> {
        text.chars().map(|c| c as u16).collect()
    }

    /// 源, 原 and 元 sound alike.
    struct Springs;

    impl Soft for Springs {
        fn marks(&self, c: u16) -> u64 {
            u64::from("源原元".contains(char::from_u32(u32::from(c)).unwrap()))
                * 0x0101_0101_0101_0101
        }

        fn further_marks(&self, _: u16) -> Option<impl Iterator<Item = u16>> {
            Some(std::iter::empty())
        }

        fn alike(&self, a: u16, b: u16) -> bool {
            self.marks(a) != 0 && self.marks(b) != 0
        }
    }

    /// Nothing sounds like anything.
    struct Nothing;

    impl Soft for Nothing {
        fn marks(&self, _: u16) -> u64 {
            0
        }

        fn further_marks(&self, _: u16) -> Option<impl Iterator<Item = u16>> {
            Some(std::iter::empty())
        }

        fn alike(&self, _: u16, _: u16) -> bool {
            false
        }
    }

    fn aligned(left: &str, right: &str) -> (String, String, u32) {
        let (a, b) = (chars(left), chars(right));
        let found = align(&a, &b, &Springs);
        let pick = |text: &str, mask: u32| -> String {
            text.chars().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, c)| c).collect()
        };
        (pick(left, found.left_over), pick(right, found.right_over), found.left_soft.count_ones())
    }

    #[test]
    fn says_what_is_left_over() {
        assert_eq!(aligned("恒源商贸", "恒源商贸"), ("".into(), "".into(), 0));
        assert_eq!(aligned("恒源商贸", "恒源建材"), ("商贸".into(), "建材".into(), 0));
        assert_eq!(aligned("恒源商贸", "恒源"), ("商贸".into(), "".into(), 0));
        assert_eq!(aligned("恒源商贸", "恒原商贸"), ("".into(), "".into(), 1));
        assert_eq!(aligned("伟成建材", "伟成材建"), ("".into(), "".into(), 1));
        assert_eq!(aligned("", "恒源"), ("".into(), "恒源".into(), 0));
    }

    /// The length of the longest common subsequence, the slow and obvious way.
    fn longest(a: &[u16], b: &[u16]) -> usize {
        match (a, b) {
            ([], _) | (_, []) => 0,
            ([x, ..], [y, ..]) if x == y => 1 + longest(&a[1..], &b[1..]),
            _ => longest(&a[1..], b).max(longest(a, &b[1..])),
        }
    }

    proptest! {
        #[test]
        fn rows_of_bits_give_what_the_table_gives(
            a in proptest::collection::vec(0u16..6, 0..=LONGEST),
            b in proptest::collection::vec(0u16..6, 0..=LONGEST),
        ) {
            let pairs = Pairs::<LONGEST>::new(&a, &b, &Nothing);
            let (n, m) = (a.len(), b.len());
            prop_assert_eq!(subsequence(n, m, &pairs), weighed(n, m, &pairs));
        }

        #[test]
        fn what_is_common_is_what_an_alignment_keeps(
            a in proptest::collection::vec(0u16..5, 0..40),
            b in proptest::collection::vec(0u16..5, 0..40),
        ) {
            let found = align(&a, &b, &Nothing);
            let kept = a.len().min(LONGEST) - found.left_over.count_ones() as usize;
            prop_assert_eq!(common(&a, &b), kept);
        }

        #[test]
        fn leaves_over_no_more_than_a_common_subsequence_does(
            a in proptest::collection::vec(0u16..4, 0..9),
            b in proptest::collection::vec(0u16..4, 0..9),
        ) {
            let found = align(&a, &b, &Nothing);
            let paired = longest(&a, &b) + found.left_soft.count_ones() as usize;
            prop_assert_eq!(a.len() - found.left_over.count_ones() as usize, paired);
            prop_assert_eq!(b.len() - found.right_over.count_ones() as usize, paired);
        }
    }
}
