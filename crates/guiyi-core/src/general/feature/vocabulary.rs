//! The vocabulary: every distinct value of the file once, with its characters and tokens.

use rustc_hash::FxHashMap;

use super::Cell;
use crate::compare::similarity::edit::{least_distance, signature, within};
use crate::compare::similarity::token::{self, Overlap, Token};
use crate::hash::hash_text;

/// A distinct value; 0 is *missing*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueId(u32);

impl ValueId {
    /// Nothing to compare.
    pub const MISSING: ValueId = ValueId(0);

    /// Whether there is nothing to compare.
    pub fn is_missing(self) -> bool {
        self.0 == 0
    }

    /// The value that a token is.
    pub fn of(token: Token) -> ValueId {
        ValueId(token.id)
    }

    fn index(self) -> usize {
        self.0 as usize
    }
}

/// Values that can stand in for each other share a domain; equal text in two domains is two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Domain {
    /// Names of persons and their parts.
    Name,
    /// Words: places, streets, titles, categories.
    Word,
    /// Codes, numbers, dates: digits and letters.
    Code,
    /// E-mail addresses.
    Email,
    /// Telephone numbers.
    Phone,
}

/// All distinct values and, as values themselves, their tokens.
#[derive(Debug, Default)]
pub struct Vocabulary {
    chars: Vec<char>,
    ends: Vec<u32>,
    /// Stable hash of each value's text under its domain.
    hashes: Vec<u64>,
    /// Each value's tokens by rising id; a value of one token is its own token.
    tokens: Vec<Token>,
    token_ends: Vec<u32>,
}

impl Vocabulary {
    /// The value's characters.
    pub fn chars(&self, value: ValueId) -> &[char] {
        span(&self.chars, &self.ends, value.index())
    }

    /// The value's tokens by rising id; a value of one token is its own token.
    pub fn tokens(&self, value: ValueId) -> &[Token] {
        span(&self.tokens, &self.token_ends, value.index())
    }

    /// Whether two values have a token in common.
    pub fn share_token(&self, a: ValueId, b: ValueId) -> bool {
        self.tokens(a).iter().any(|x| self.tokens(b).iter().any(|y| x.id == y.id))
    }

    /// Whether a token of one is one edit from a token of the other.
    pub fn nearly_share_token(&self, a: ValueId, b: ValueId) -> bool {
        let near = |x: &Token, y: &Token| {
            least_distance(x.signature, y.signature) <= 1
                && within(self.chars(ValueId(x.id)), self.chars(ValueId(y.id)), 1)
        };
        self.tokens(a).iter().any(|x| self.tokens(b).iter().any(|y| near(x, y)))
    }

    /// How far the tokens of two values agree.
    pub fn overlap(&self, a: ValueId, b: ValueId) -> Overlap {
        token::overlap(self.tokens(a), self.tokens(b), |id| self.chars(ValueId(id)))
    }

    /// The stable hash of the value: a blocking key.
    pub fn hash(&self, value: ValueId) -> u64 {
        self.hashes[value.index()]
    }

    /// Whether two cells' values are at most `most` edits apart.
    pub fn within(&self, a: Cell, b: Cell, most: usize) -> bool {
        least_distance(a.signature, b.signature) <= most
            && usize::from(a.length.abs_diff(b.length)) <= most
            && within(self.chars(a.value), self.chars(b.value), most)
    }
}

fn span<'a, T>(arena: &'a [T], ends: &[u32], at: usize) -> &'a [T] {
    let start = if at == 0 { 0 } else { ends[at - 1] };
    &arena[start as usize..ends[at] as usize]
}

/// Builds a [`Vocabulary`] by interning values in the order of the records.
#[derive(Debug)]
pub struct Interner {
    vocabulary: Vocabulary,
    known: FxHashMap<(Domain, String), ValueId>,
    /// How many cells hold a value as a token.
    seen: Vec<u32>,
}

impl Interner {
    /// An interner that knows only the missing value.
    pub fn new() -> Interner {
        let mut interner = Interner {
            vocabulary: Vocabulary::default(),
            known: FxHashMap::default(),
            seen: Vec::new(),
        };
        interner.push(Domain::Word, "", &[]);
        interner
    }

    /// The id of `text` in a domain, its tokens given by `split`. Empty text is missing.
    pub fn intern<'t, I>(
        &mut self,
        domain: Domain,
        text: &'t str,
        split: impl FnOnce(&'t str) -> I,
    ) -> ValueId
    where
        I: Iterator<Item = &'t str>,
    {
        if text.is_empty() {
            return ValueId::MISSING;
        }
        let value = match self.known.get(&(domain, text.to_string())) {
            Some(&value) => value,
            None => {
                let mut tokens: Vec<ValueId> = split(text)
                    .filter(|&t| t != text)
                    .map(|t| self.intern_token(domain, t))
                    .collect();
                tokens.sort_unstable();
                tokens.dedup();
                self.add(domain, text, &tokens)
            }
        };
        for token in self.vocabulary.tokens(value) {
            self.seen[token.id as usize] += 1;
        }
        value
    }

    fn intern_token(&mut self, domain: Domain, text: &str) -> ValueId {
        match self.known.get(&(domain, text.to_string())) {
            // What came as a whole value with tokens of its own is no token.
            Some(&value) => value,
            None => self.add(domain, text, &[]),
        }
    }

    fn add(&mut self, domain: Domain, text: &str, tokens: &[ValueId]) -> ValueId {
        let value = self.push(domain, text, tokens);
        self.known.insert((domain, text.to_string()), value);
        value
    }

    /// Appends a value; without tokens it is its own.
    fn push(&mut self, domain: Domain, text: &str, tokens: &[ValueId]) -> ValueId {
        let vocabulary = &mut self.vocabulary;
        let value = ValueId(vocabulary.ends.len() as u32);
        vocabulary.chars.extend(text.chars());
        vocabulary.ends.push(vocabulary.chars.len() as u32);
        vocabulary.hashes.push(hash_text(text, domain as u64));
        let own = [value];
        let tokens = if tokens.is_empty() { &own } else { tokens };
        vocabulary.tokens.extend(tokens.iter().map(|token| Token {
            id: token.0,
            bits: 0.0,
            signature: signature(span(&vocabulary.chars, &vocabulary.ends, token.index())),
        }));
        vocabulary.token_ends.push(vocabulary.tokens.len() as u32);
        self.seen.push(0);
        value
    }

    /// The vocabulary, tokens weighed by how few of `records` records hold them.
    pub fn finish(self, records: usize) -> Vocabulary {
        let mut vocabulary = self.vocabulary;
        let all = records as f32 + 1.0;
        for token in &mut vocabulary.tokens {
            let seen = self.seen[token.id as usize] as f32;
            token.bits = (all / seen.max(1.0)).log2().max(0.0);
        }
        vocabulary
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_values_too() {
        let mut interner = Interner::new();
        let words = |text: &'static str| text.split(' ');
        let full = interner.intern(Domain::Name, "mabel clair", words);
        let part = interner.intern(Domain::Name, "clair", words);
        let other = interner.intern(Domain::Word, "clair", words);
        assert_eq!(interner.intern(Domain::Name, "", words), ValueId::MISSING);
        let vocabulary = interner.finish(3);
        assert!(vocabulary.share_token(full, part));
        assert_eq!(vocabulary.tokens(part).len(), 1);
        assert_ne!(part, other);
        assert_eq!(vocabulary.chars(part).iter().collect::<String>(), "clair");
        assert!(vocabulary.tokens(part)[0].bits < vocabulary.tokens(other)[0].bits);
    }
}
