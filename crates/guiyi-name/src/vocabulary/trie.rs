//! The words of all lexicons by their characters: a trie whose edges lie in one hash table.
//!
//! It is built at every start of the program, so building it must cost no more than a walk along each
//! word; and in texts as short as names a walk from every character finds the words no slower than an
//! automaton with fail links (Aho and Corasick, *Efficient string matching*, CACM 18, 1975).

use std::ops::Range;

use super::character::{self, Character};

/// Room for edges at first; more than the lexicons need, so that the table hardly ever grows.
const EDGES: usize = 1 << 17;

/// The table grows when more than this part of it, in quarters, is taken.
const FULL_QUARTERS: usize = 3;

/// Bits of the numbers of nodes and of characters.
const NODE_BITS: u32 = 24;
const CHAR_BITS: u32 = 16;

/// Bits for the first two characters of words: some forty thousand pairs, so that one in ten others
/// passes.
const PAIRS: usize = 1 << 19;

const PAIRS_WORD: usize = u64::BITS as usize;

/// A set of words over the characters of the Basic Multilingual Plane.
pub(super) struct Trie {
    /// All characters of the plane.
    characters: Vec<Character>,
    /// For each number the child of the root; 0, the root itself, for none.
    heads: Vec<u32>,
    /// Parent, number and child of each edge in one word, by open addressing with linear probing;
    /// 0 is a free place.
    edges: Vec<u64>,
    /// The bits of [`PAIRS`].
    pairs: Vec<u64>,
    count: usize,
    /// For each node the word that ends there, plus 1; 0 for none.
    words: Vec<u32>,
}

impl Trie {
    pub(super) fn new() -> Trie {
        Trie {
            characters: character::table(),
            heads: vec![0],
            edges: vec![0; EDGES],
            pairs: vec![0; PAIRS / PAIRS_WORD],
            count: 0,
            words: vec![0],
        }
    }

    /// The word that is this text; `fresh` where there is none yet, which then it is. `None` when the
    /// text is empty or holds a character beyond the plane.
    pub(super) fn insert(&mut self, text: &[char], fresh: u32) -> Option<u32> {
        let (first, rest) = text.split_first()?;
        let mut before = self.number(*first)?;
        let mut node = self.head(before);
        for (at, &c) in rest.iter().enumerate() {
            let number = self.number(c)?;
            if at == 0 {
                let bit = pair(before, number);
                self.pairs[bit / PAIRS_WORD] |= 1 << (bit % PAIRS_WORD);
            }
            node = self.child(node, number);
            before = number;
        }
        let word = self.words.get_mut(node as usize).filter(|_| node > 0)?;
        if *word == 0 {
            *word = fresh + 1;
        }
        Some(*word - 1)
    }

    /// The word that is this text.
    pub(super) fn get(&self, text: &str) -> Option<u32> {
        let mut node = 0;
        for c in text.chars() {
            let number = self.characters.get(c as usize)?.number;
            node = match node {
                0 => self.heads.get(usize::from(number)).copied().filter(|&head| head > 0)?,
                _ => self.next(node, number)?,
            };
        }
        self.words.get(node as usize)?.checked_sub(1)
    }

    /// What is known of a character.
    pub(super) fn character(&self, c: char) -> Character {
        match self.characters.get(c as usize) {
            Some(character) => *character,
            None => character::beyond(c),
        }
    }

    /// Every occurrence of every word that begins within a range, with its first position, the one
    /// behind its last, and the word; by ascending first position, then by length.
    #[inline]
    pub(super) fn find(
        &self,
        text: &[Character],
        range: Range<usize>,
        mut each: impl FnMut(usize, usize, u32),
    ) {
        for start in range {
            let Some((first, rest)) = text.get(start..).and_then(<[Character]>::split_first) else {
                return;
            };
            let mut node = self.heads[usize::from(first.number)];
            if node == 0 {
                continue;
            }
            self.tell(node, |word| each(start, start + 1, word));
            if !rest.first().is_some_and(|second| self.may_begin(first.number, second.number)) {
                continue;
            }
            for (end, next) in (start + 2..).zip(rest) {
                let Some(child) = self.next(node, next.number) else { break };
                node = child;
                self.tell(node, |word| each(start, end, word));
            }
        }
    }

    /// The word that ends at a node, if one does.
    #[inline]
    fn tell(&self, node: u32, mut each: impl FnMut(u32)) {
        let word = self.words[node as usize];
        if word > 0 {
            each(word - 1);
        }
    }

    /// False only when no word begins with these two characters.
    #[inline]
    fn may_begin(&self, first: u16, second: u16) -> bool {
        let bit = pair(first, second);
        self.pairs[bit / PAIRS_WORD] >> (bit % PAIRS_WORD) & 1 != 0
    }

    /// The child of a node, not the root, along a character.
    #[inline]
    fn next(&self, node: u32, number: u16) -> Option<u32> {
        let key = key(node, number);
        let mut at = self.place(key);
        loop {
            let edge = self.edges[at];
            if edge >> NODE_BITS == key {
                return Some(child(edge));
            }
            if edge == 0 {
                return None;
            }
            at = (at + 1) & (self.edges.len() - 1);
        }
    }

    /// The number of a character, a new one if need be.
    fn number(&mut self, c: char) -> Option<u16> {
        let character = self.characters.get_mut(c as usize)?;
        if character.number == 0 {
            character.number = self.heads.len() as u16;
            self.heads.push(0);
        }
        Some(character.number)
    }

    /// The child of the root along a character, a new one if need be.
    fn head(&mut self, number: u16) -> u32 {
        let head = &mut self.heads[usize::from(number)];
        if *head == 0 {
            *head = self.words.len() as u32;
            self.words.push(0);
        }
        *head
    }

    /// The child of a node along a character, a new one if need be.
    fn child(&mut self, node: u32, number: u16) -> u32 {
        if let Some(known) = self.next(node, number) {
            return known;
        }
        self.count += 1;
        if self.count * 4 > self.edges.len() * FULL_QUARTERS {
            self.grow();
        }
        let child = self.words.len() as u32;
        self.words.push(0);
        self.put(key(node, number) << NODE_BITS | u64::from(child));
        child
    }

    fn grow(&mut self) {
        let larger = vec![0; self.edges.len() * 2];
        for edge in std::mem::replace(&mut self.edges, larger) {
            if edge != 0 {
                self.put(edge);
            }
        }
    }

    fn put(&mut self, edge: u64) {
        let mut at = self.place(edge >> NODE_BITS);
        while self.edges[at] != 0 {
            at = (at + 1) & (self.edges.len() - 1);
        }
        self.edges[at] = edge;
    }

    /// Where the search for an edge begins.
    #[inline]
    fn place(&self, key: u64) -> usize {
        (scatter(key) >> 32) as usize & (self.edges.len() - 1)
    }
}

/// A product whose upper bits are spread well (Knuth, *The Art of Computer Programming* 3, 6.4): with
/// 2^64 divided by the golden ratio.
fn scatter(key: u64) -> u64 {
    const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
    key.wrapping_mul(GOLDEN)
}

/// The bit of two characters among [`PAIRS`].
#[inline]
fn pair(first: u16, second: u16) -> usize {
    let key = u64::from(first) << CHAR_BITS | u64::from(second);
    (scatter(key) >> (u64::BITS - PAIRS.trailing_zeros())) as usize
}

/// What an edge is found by.
fn key(node: u32, number: u16) -> u64 {
    u64::from(node) << CHAR_BITS | u64::from(number)
}

/// The node an edge leads to.
fn child(edge: u64) -> u32 {
    edge as u32 & ((1 << NODE_BITS) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_wherever_it_stands() {
        let mut trie = Trie::new();
        for (id, word) in (0..).zip(["山西", "西", "山西煤", "煤业", "业", "公司"]) {
            let chars: Vec<char> = word.chars().collect();
            assert_eq!(trie.insert(&chars, id), Some(id), "{word}");
        }
        assert_eq!(trie.insert(&['煤', '业'], 99), Some(3), "known words stay");
        assert_eq!(trie.insert(&[], 99), None);
        assert_eq!((trie.get("西"), trie.get("山"), trie.get("龙")), (Some(1), None, None));
        let text: Vec<Character> = "山西煤业龙𠀀".chars().map(|c| trie.character(c)).collect();
        let mut found = Vec::new();
        trie.find(&text, 0..text.len(), |start, end, word| found.push((start, end, word)));
        assert_eq!(found, [(0, 2, 0), (0, 3, 2), (1, 2, 1), (2, 4, 3), (3, 4, 4)]);
    }

    #[test]
    fn the_table_grows() {
        let mut trie = Trie::new();
        let texts = || ('一'..='龥').map(|c| [c, '丁', c, '丂', c]);
        for (id, text) in (0..).zip(texts()) {
            trie.insert(&text, id);
        }
        assert!(trie.edges.len() > EDGES / 2 && trie.count == 4 * texts().count());
        for (id, text) in (0..).zip(texts()) {
            assert_eq!(trie.get(&text.into_iter().collect::<String>()), Some(id));
        }
    }
}
