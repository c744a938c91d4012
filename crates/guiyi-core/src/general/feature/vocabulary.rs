//! The vocabulary: every distinct value of the file once, with its characters and tokens.

use rustc_hash::FxHashMap;

use crate::compare::similarity::token::Token;
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
    tokens: Vec<ValueId>,
    token_ends: Vec<u32>,
    /// Bits of information of a value as a token.
    bits: Vec<f32>,
}

impl Vocabulary {
    /// The value's characters.
    pub fn chars(&self, value: ValueId) -> &[char] {
        span(&self.chars, &self.ends, value.index())
    }

    /// The value's tokens by rising id; a value of one token is its own token.
    pub fn tokens(&self, value: ValueId) -> &[ValueId] {
        span(&self.tokens, &self.token_ends, value.index())
    }

    /// The stable hash of the value: a blocking key.
    pub fn hash(&self, value: ValueId) -> u64 {
        self.hashes[value.index()]
    }

    /// What the value tells as a token, in bits.
    pub fn bits(&self, token: ValueId) -> f32 {
        self.bits.get(token.index()).copied().unwrap_or(0.0)
    }

    /// The value's tokens with their weights, appended to `out`.
    pub fn weighted<'a>(&'a self, value: ValueId, out: &mut Vec<Token<'a>>) {
        out.extend(self.tokens(value).iter().map(|&token| Token {
            id: token.0,
            chars: self.chars(token),
            bits: self.bits(token),
        }));
    }

    /// How many values, the missing one included.
    pub fn len(&self) -> usize {
        self.ends.len()
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
        for at in 0..self.vocabulary.tokens(value).len() {
            let token = self.vocabulary.tokens(value)[at];
            self.seen[token.index()] += 1;
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
        if tokens.is_empty() {
            vocabulary.tokens.push(value);
        }
        vocabulary.tokens.extend_from_slice(tokens);
        vocabulary.token_ends.push(vocabulary.tokens.len() as u32);
        self.seen.push(0);
        value
    }

    /// The vocabulary, tokens weighed by how few of `records` records hold them.
    pub fn finish(self, records: usize) -> Vocabulary {
        let mut vocabulary = self.vocabulary;
        let all = records as f32 + 1.0;
        vocabulary.bits =
            self.seen.iter().map(|&seen| (all / (seen as f32).max(1.0)).log2().max(0.0)).collect();
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
        assert!(vocabulary.tokens(full).contains(&part));
        assert_eq!(vocabulary.tokens(part), [part]);
        assert_ne!(part, other);
        assert_eq!(vocabulary.chars(part).iter().collect::<String>(), "clair");
        assert!(vocabulary.bits(part) < vocabulary.bits(other));
        assert_eq!(vocabulary.len(), 5);
    }
}
