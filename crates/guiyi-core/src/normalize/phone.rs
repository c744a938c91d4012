//! Telephone numbers: a cell holds none, one or several; each becomes one packed word.

mod cell;
mod number;

use std::fmt;
use std::num::NonZeroU64;

use smallvec::SmallVec;

/// Numbers kept from one cell: beyond the fourth they are no longer the customer's own.
pub const MOST_PHONES: usize = 4;

/// The numbers of one cell, in the order written, each once.
pub type Phones = SmallVec<[Phone; MOST_PHONES]>;

/// One telephone number without prefixes and punctuation, packed into a word.
///
/// Made only by [`phones`]. Equal words are equal numbers with equal extensions; compare
/// [`Phone::number`] to leave the extension out, or use [`Phone::agreement`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone(NonZeroU64);

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PhoneKind {
    /// A mobile number: 11 digits on the mainland, 9 in Taiwan (without the 0).
    Mobile,
    /// A fixed line with its area code.
    Landline,
    /// A fixed line whose area code is not known.
    Local,
    /// 400, 800, 95xxx, 96xxx: one number for a whole firm.
    Service,
    /// A foreign number, or one that fits no plan: its last twelve digits.
    Other,
}

/// How two numbers agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PhoneAgreement {
    /// Not the same line.
    Different,
    /// The same digits, but one lacks the area code.
    SameLocal,
    /// The same line, perhaps another extension.
    Same,
}

/// The numbers in `cell`. Empty when it says nothing or only dummies (repeated or counted digits,
/// 13800138000). Numbers without an area code take `area` (without its 0: Taiyuan is 351), the
/// code of the customer's city, if it is given.
pub fn phones(cell: &str, area: Option<u16>) -> Phones {
    cell::read(cell, area)
}

impl Phone {
    /// What kind of number it is.
    pub fn kind(self) -> PhoneKind {
        match self.0.get() >> KIND_SHIFT & 7 {
            1 => PhoneKind::Mobile,
            2 => PhoneKind::Landline,
            3 => PhoneKind::Local,
            4 => PhoneKind::Service,
            _ => PhoneKind::Other,
        }
    }

    /// The number as it is packed, for an index.
    pub(crate) fn packed(self) -> u64 {
        self.0.get()
    }

    /// A number from [`Phone::packed`].
    pub(crate) fn from_packed(packed: u64) -> Option<Phone> {
        NonZeroU64::new(packed).map(Phone)
    }

    /// Kind and digits without the extension: the key under which one line is one line.
    pub fn number(self) -> u64 {
        self.0.get() & ((1 << EXTENSION_SHIFT) - 1)
    }

    /// The area code without its 0: 10, 20–29 or three digits on the mainland, 2–8,
    /// 37, 49, 82 or 89 in Taiwan.
    pub fn area(self) -> Option<u16> {
        (self.kind() == PhoneKind::Landline).then_some((self.digits() / LOCAL_SPAN) as u16)
    }

    /// Whether the number belongs to Taiwan's plan.
    pub fn is_taiwan(self) -> bool {
        match self.kind() {
            PhoneKind::Mobile => self.digits() < 10_000_000_000,
            PhoneKind::Landline => matches!(self.digits() / LOCAL_SPAN, ..10 | 30..100),
            _ => false,
        }
    }

    /// The digits without area code and extension.
    pub fn subscriber(self) -> u64 {
        match self.kind() {
            PhoneKind::Landline => self.digits() % LOCAL_SPAN,
            _ => self.digits(),
        }
    }

    /// The extension, without leading zeros.
    pub fn extension(self) -> Option<u32> {
        (self.0.get() >> EXTENSION_SHIFT).checked_sub(1).map(|extension| extension as u32)
    }

    /// How this number agrees with `other`; extensions are not compared.
    pub fn agreement(self, other: Phone) -> PhoneAgreement {
        let one_is_local = (self.kind() == PhoneKind::Local && other.kind() == PhoneKind::Landline)
            || (self.kind() == PhoneKind::Landline && other.kind() == PhoneKind::Local);
        if self.number() == other.number() {
            PhoneAgreement::Same
        } else if one_is_local && self.subscriber() == other.subscriber() {
            PhoneAgreement::SameLocal
        } else {
            PhoneAgreement::Different
        }
    }

    fn new(kind: PhoneKind, digits: u64) -> Option<Phone> {
        let kind = match kind {
            PhoneKind::Mobile => 1,
            PhoneKind::Landline => 2,
            PhoneKind::Local => 3,
            PhoneKind::Service => 4,
            PhoneKind::Other => 5,
        };
        if digits == 0 || digits >> KIND_SHIFT != 0 {
            return None;
        }
        NonZeroU64::new(kind << KIND_SHIFT | digits).map(Phone)
    }

    fn landline(area: u64, subscriber: u64) -> Option<Phone> {
        Phone::new(PhoneKind::Landline, area * LOCAL_SPAN + subscriber)
    }

    /// `extension` above 99,999 is none.
    fn with_extension(self, extension: u64) -> Phone {
        if extension > 99_999 { self } else { Phone(self.0 | (extension + 1) << EXTENSION_SHIFT) }
    }

    fn digits(self) -> u64 {
        self.0.get() & ((1 << KIND_SHIFT) - 1)
    }
}

/// Bits 0–39 hold up to twelve digits; of a landline, area · 10⁸ + subscriber.
const KIND_SHIFT: u32 = 40;
/// Bits 43–60 hold the extension plus one, 0 for none.
const EXTENSION_SHIFT: u32 = 43;
/// One more than the longest number inside an area.
const LOCAL_SPAN: u64 = 100_000_000;

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.area() {
            Some(area) => write!(f, "0{area}-{}", self.subscriber())?,
            None if self.is_taiwan() => write!(f, "0{}", self.subscriber())?,
            None => write!(f, "{}", self.subscriber())?,
        }
        self.extension().map_or(Ok(()), |extension| write!(f, "-{extension}"))
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {self}", self.kind())
    }
}

#[cfg(test)]
mod tests;
