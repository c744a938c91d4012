//! 统一社会信用代码 and the other numbers by which organisations are registered.

mod check;
mod read;

use std::fmt;
use std::num::NonZeroU128;

/// Most characters a code keeps; the longest real one (a tax number) has 20.
const CAPACITY: usize = 20;
/// Bits of one packed character: 0 is "no character", then 0–9, A–Z.
const CHARACTER_BITS: u32 = 6;
const STANDING_SHIFT: u32 = 120;
const KIND_SHIFT: u32 = 122;

/// A registration code, packed: equal when kind and characters are equal, repaired or not.
///
/// Made only by [`CreditCode::normalize`].
#[derive(Clone, Copy)]
pub struct CreditCode(NonZeroU128);

/// Which kind of number it is, told by its length and its check characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CodeKind {
    /// 统一社会信用代码, 18 characters (GB 32100-2015).
    Credit,
    /// 组织机构代码, 9 characters (GB 11714-1997).
    Organisation,
    /// A tax number of the years before 2015: six digits of place, then the organisation code.
    Tax,
    /// 工商注册号, 15 digits (GS 15-2006).
    Registration,
    /// A citizen's identity number, 18 characters (GB 11643-1999): a sole trader's tax number.
    Identity,
    /// Taiwan's 統一編號, 8 digits.
    Taiwan,
    /// Something else: no check holds.
    Unknown,
}

/// How far a code can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Its check characters hold as written (apart from case, width and spaces).
    Valid,
    /// Its check characters hold after letters that cannot occur were read as the digits they
    /// resemble, or a leading zero was put back.
    Repaired,
    /// They do not hold. It may still be compared as text: the same slip can be copied.
    Invalid,
}

/// An organisation code, which a credit code contains: 9 characters, packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OrganisationCode(u64);

impl CreditCode {
    /// Reads a cell. `None` when it says nothing: empty, a placeholder, no run of at least
    /// seven letters and digits, or digits in scientific notation, which have lost their end.
    ///
    /// Of several codes in a cell the first valid one counts, else the longest.
    pub fn normalize(cell: &str) -> Option<CreditCode> {
        read::code(cell)
    }

    /// What kind of number it is.
    pub fn kind(self) -> CodeKind {
        KINDS[(self.0.get() >> KIND_SHIFT & 7) as usize]
    }

    /// How far it can be trusted.
    pub fn standing(self) -> Standing {
        match self.0.get() >> STANDING_SHIFT & 3 {
            0 => Standing::Valid,
            1 => Standing::Repaired,
            _ => Standing::Invalid,
        }
    }

    /// Whether its check characters hold, perhaps after a repair.
    pub fn is_valid(self) -> bool {
        self.standing() != Standing::Invalid
    }

    /// The code as it is packed, for an index.
    pub(crate) fn packed(self) -> u128 {
        self.0.get()
    }

    /// A code from [`CreditCode::packed`].
    pub(crate) fn from_packed(packed: u128) -> Option<CreditCode> {
        NonZeroU128::new(packed).map(CreditCode)
    }

    /// Kind and characters as one number: equal codes have equal keys.
    pub fn key(self) -> u128 {
        self.0.get() & !(3 << STANDING_SHIFT)
    }

    /// The organisation code it is or contains; `None` when the kind has none or a check fails.
    pub fn organisation_code(self) -> Option<OrganisationCode> {
        let start = match self.kind() {
            CodeKind::Credit => 8,
            CodeKind::Tax => 6,
            CodeKind::Organisation => 0,
            _ => return None,
        };
        let shifted = self.0.get() >> (CHARACTER_BITS * (CAPACITY as u32 - start - 9));
        self.is_valid().then_some(OrganisationCode(shifted as u64 & ((1 << 54) - 1)))
    }

    /// The six digits of the place where it was registered, if it is valid and its kind has them.
    pub fn division(self) -> Option<u32> {
        let start = match self.kind() {
            CodeKind::Credit => 2,
            CodeKind::Tax | CodeKind::Registration => 0,
            _ => return None,
        };
        if !self.is_valid() {
            return None;
        }
        let shifted = (self.0.get() >> (CHARACTER_BITS * (CAPACITY as u32 - start - 6))) as u64;
        (0..6).rev().try_fold(0, |code, place| {
            let character = (shifted >> (CHARACTER_BITS * place)) as u32 & 0x3f;
            // A character is a digit plus one.
            (1..=10).contains(&character).then(|| code * 10 + character - 1)
        })
    }

    /// Its characters: upper case, without spaces, repaired.
    pub fn characters(self) -> impl Iterator<Item = char> {
        unpack(self.0.get())
    }

    fn new(kind: CodeKind, standing: Standing, text: &[u8]) -> Option<CreditCode> {
        let text = &text[..text.len().min(CAPACITY)];
        let packed =
            text.iter().fold(0, |packed, &byte| packed << CHARACTER_BITS | character(byte));
        let placed = packed << (CHARACTER_BITS * (CAPACITY - text.len()) as u32);
        let head = (kind as u128) << KIND_SHIFT | (standing as u128) << STANDING_SHIFT;
        NonZeroU128::new(head | placed).map(CreditCode)
    }
}

impl PartialEq for CreditCode {
    fn eq(&self, other: &CreditCode) -> bool {
        self.key() == other.key()
    }
}

impl Eq for CreditCode {}

impl std::hash::Hash for CreditCode {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.characters().try_for_each(|c| fmt::Write::write_char(f, c))
    }
}

impl fmt::Debug for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?} {self}", self.standing(), self.kind())
    }
}

impl OrganisationCode {
    /// The nine characters as one number below 2^54.
    pub fn key(self) -> u64 {
        self.0
    }
}

impl fmt::Display for OrganisationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shift = CHARACTER_BITS * (CAPACITY as u32 - 9);
        unpack(u128::from(self.0) << shift).try_for_each(|c| fmt::Write::write_char(f, c))
    }
}

/// In the order of their discriminants.
const KINDS: [CodeKind; 8] = [
    CodeKind::Credit,
    CodeKind::Organisation,
    CodeKind::Tax,
    CodeKind::Registration,
    CodeKind::Identity,
    CodeKind::Taiwan,
    CodeKind::Unknown,
    CodeKind::Unknown,
];

fn character(byte: u8) -> u128 {
    match byte {
        b'0'..=b'9' => u128::from(byte - b'0') + 1,
        b'A'..=b'Z' => u128::from(byte - b'A') + 11,
        _ => 0,
    }
}

fn unpack(packed: u128) -> impl Iterator<Item = char> {
    (0..CAPACITY as u32).rev().map_while(move |place| {
        match (packed >> (CHARACTER_BITS * place) & 0x3f) as u8 {
            0 => None,
            digit @ 1..=10 => Some(char::from(b'0' + digit - 1)),
            letter => Some(char::from(b'A' + letter - 11)),
        }
    })
}

#[cfg(test)]
mod tests;
