//! The words of all lexicons by their characters: a trie whose edges lie in one hash table.
//!
//! It is built at every start of the program, so building it must cost no more than a walk along each
//! word; and in texts as short as names a walk from every character finds the words no slower than an
//! automaton with fail links (Aho and Corasick, *Efficient string matching*, CACM 18, 1975).

use std::ops::Range;

use guiyi_lexicon::bits::{Bits, scatter};

use super::character::{self, Character};

/// Room for edges at first; more than the lexicons need, so that the table hardly ever grows.
const EDGES: usize = 1 << 18;

/// The table grows when more than this part of it, in quarters, is taken.
const FULL_QUARTERS: usize = 3;

/// Bits of what an edge leads to and of the number of a character.
const NODE_BITS: u32 = 24;
const CHAR_BITS: u32 = 16;

/// What an edge leads to: the number of a node above two marks, which spare most looks into memory.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Node(u32);

impl Node {
    /// A word ends there.
    const WORD: u32 = 1;
    /// Edges go on from there.
    const INNER: u32 = 1 << 1;
    const MARKS: u32 = 2;

    fn number(self) -> u32 {
        self.0 >> Self::MARKS
    }

    fn has(self, mark: u32) -> bool {
        self.0 & mark != 0
    }
}

/// A set of words over the characters of the Basic Multilingual Plane.
pub(super) struct Trie {
    /// All characters of the plane.
    characters: Vec<Character>,
    /// For each number the child of the root; the root itself for none.
    heads: Vec<Node>,
    /// Parent, number and child of each edge in one word, by open addressing with linear probing;
    /// 0 is a free place.
    edges: Vec<u64>,
    /// The first two characters of words.
    pairs: Bits,
    count: usize,
    /// How many nodes there are, the root with the number 0 among them.
    nodes: u32,
}

/// Where a node is marked.
enum Mark {
    Head(u16),
    Edge(usize),
}

impl Trie {
    pub(super) fn new() -> Trie {
        Trie {
            characters: character::table(),
            heads: vec![Node(0)],
            edges: vec![0; EDGES],
            pairs: Bits::new(),
            count: 0,
            nodes: 1,
        }
    }

    /// How many nodes there are: no word has a number as high.
    pub(super) fn nodes(&self) -> usize {
        self.nodes as usize
    }

    /// Makes a text a word and gives its number, from 1 on. `None` when the text is empty or holds a
    /// character beyond the plane.
    pub(super) fn insert(&mut self, text: &[char]) -> Option<u32> {
        let (first, rest) = text.split_first()?;
        let first = self.number(*first)?;
        let mut node = self.head(first);
        let mut place = Mark::Head(first);
        for (at, &c) in rest.iter().enumerate() {
            let number = self.number(c)?;
            if at == 0 {
                self.pairs.add(pair(first, number));
            }
            self.mark(&place, Node::INNER);
            let edge = self.child(node, number);
            node = child(self.edges[edge]).number();
            place = Mark::Edge(edge);
        }
        self.mark(&place, Node::WORD);
        Some(node)
    }

    /// The number of the word that is this text.
    pub(super) fn get(&self, text: &str) -> Option<u32> {
        let mut chars = text.chars();
        let number = |c: char| self.characters.get(c as usize).map(|c| c.number);
        let mut node = *self.heads.get(usize::from(number(chars.next()?)?))?;
        for c in chars {
            node = self.next(node, number(c)?)?;
        }
        node.has(Node::WORD).then_some(node.number())
    }

    /// What is known of a character.
    pub(super) fn character(&self, c: char) -> Character {
        self.characters.get(c as usize).copied().unwrap_or_default()
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
            if node.has(Node::WORD) {
                each(start, start + 1, node.number());
            }
            let second = rest.first().map_or(0, |second| second.number);
            if !node.has(Node::INNER) || !self.pairs.may_hold(pair(first.number, second)) {
                continue;
            }
            for (end, next) in (start + 2..).zip(rest) {
                let Some(child) = self.next(node, next.number) else { break };
                node = child;
                if node.has(Node::WORD) {
                    each(start, end, node.number());
                }
                if !node.has(Node::INNER) {
                    break;
                }
            }
        }
    }

    /// The child of a node, not the root, along a character.
    #[inline]
    fn next(&self, node: Node, number: u16) -> Option<Node> {
        self.edge(key(node.number(), number)).ok().map(|at| child(self.edges[at]))
    }

    /// Where the edge of a key is, or where it would be.
    #[inline]
    fn edge(&self, key: u64) -> Result<usize, usize> {
        let mut at = self.place(key);
        loop {
            let edge = self.edges[at];
            if edge >> NODE_BITS == key {
                return Ok(at);
            }
            if edge == 0 {
                return Err(at);
            }
            at = (at + 1) & (self.edges.len() - 1);
        }
    }

    /// The number of a character, a new one if need be.
    fn number(&mut self, c: char) -> Option<u16> {
        let character = self.characters.get_mut(c as usize)?;
        if character.number == 0 {
            character.number = self.heads.len() as u16;
            self.heads.push(Node(0));
        }
        Some(character.number)
    }

    fn mark(&mut self, place: &Mark, mark: u32) {
        match *place {
            Mark::Head(number) => self.heads[usize::from(number)].0 |= mark,
            Mark::Edge(at) => self.edges[at] |= u64::from(mark),
        }
    }

    /// The child of the root along a character, a new one if need be.
    fn head(&mut self, number: u16) -> u32 {
        let at = usize::from(number);
        if self.heads[at].number() == 0 {
            self.heads[at] = self.fresh();
        }
        self.heads[at].number()
    }

    /// The edge from a node along a character, a new one if need be.
    fn child(&mut self, node: u32, number: u16) -> usize {
        let key = key(node, number);
        let at = match self.edge(key) {
            Ok(known) => return known,
            Err(free) => free,
        };
        self.count += 1;
        let child = self.fresh();
        let edge = key << NODE_BITS | u64::from(child.0);
        if self.count * 4 > self.edges.len() * FULL_QUARTERS {
            self.grow();
            return self.put(edge);
        }
        self.edges[at] = edge;
        at
    }

    fn fresh(&mut self) -> Node {
        self.nodes += 1;
        Node((self.nodes - 1) << Node::MARKS)
    }

    fn grow(&mut self) {
        let larger = vec![0; self.edges.len() * 2];
        for edge in std::mem::replace(&mut self.edges, larger) {
            if edge != 0 {
                self.put(edge);
            }
        }
    }

    fn put(&mut self, edge: u64) -> usize {
        let mut at = self.place(edge >> NODE_BITS);
        while self.edges[at] != 0 {
            at = (at + 1) & (self.edges.len() - 1);
        }
        self.edges[at] = edge;
        at
    }

    /// Where the search for an edge begins.
    #[inline]
    fn place(&self, key: u64) -> usize {
        (scatter(key) >> 32) as usize & (self.edges.len() - 1)
    }
}

/// Two characters in one number.
#[inline]
fn pair(first: u16, second: u16) -> u64 {
    u64::from(first) << CHAR_BITS | u64::from(second)
}

/// What an edge is found by.
fn key(node: u32, number: u16) -> u64 {
    u64::from(node) << CHAR_BITS | u64::from(number)
}

/// What an edge leads to.
fn child(edge: u64) -> Node {
    Node(edge as u32 & ((1 << NODE_BITS) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_wherever_it_stands() {
        let mut trie = Trie::new();
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        let words = ["山西", "西", "山西煤", "煤业", "业", "公司"];
        let numbers = words.map(|word| trie.insert(&chars(word)).unwrap_or_default());
        assert!(numbers.iter().all(|&number| number > 0 && (number as usize) < trie.nodes()));
        assert_eq!(trie.insert(&chars("煤业")), Some(numbers[3]), "known words stay");
        assert_eq!(trie.insert(&[]), None);
        let got = ["西", "山", "龙"].map(|text| trie.get(text));
        assert_eq!(got, [Some(numbers[1]), None, None]);
        let text: Vec<Character> = "山西煤业龙𠀀".chars().map(|c| trie.character(c)).collect();
        let mut found = Vec::new();
        trie.find(&text, 0..text.len(), |start, end, word| found.push((start, end, word)));
        let expected = [(0, 2, 0), (0, 3, 2), (1, 2, 1), (2, 4, 3), (3, 4, 4)];
        assert_eq!(found, expected.map(|(start, end, word)| (start, end, numbers[word])));
    }

    #[test]
    fn the_table_grows() {
        let mut trie = Trie::new();
        let texts = || ('一'..='龥').map(|c| [c, '丁', c, '丂', c]);
        let numbers: Vec<_> = texts().map(|text| trie.insert(&text)).collect();
        assert!(trie.edges.len() > EDGES / 2 && trie.count == 4 * texts().count());
        for (number, text) in numbers.into_iter().zip(texts()) {
            assert!(number.is_some());
            assert_eq!(trie.get(&text.into_iter().collect::<String>()), number);
        }
    }
}
