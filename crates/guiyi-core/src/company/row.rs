//! The features of one company record: small, flat, and together, because a pair is compared by
//! looking at two of them.

use guiyi_lexicon::branch::BranchKind;
use guiyi_lexicon::org::OrgClass;

use super::align::ones;
use crate::normalize::{AddressParts, CreditCode, Phone};

/// Phone numbers a record is compared by.
pub const PHONES: usize = 3;

/// Characters from which a branch's own name is hardly another firm's too.
pub const NAMED_BRANCH: u32 = 3;

/// One name of a record. Texts live in the arena of the table, folded, as UTF-16 units of the
/// basic plane: first the body (nation, trade name, numbers, industry), then the branch.
#[derive(Clone, Copy, Debug)]
pub struct NameRow {
    /// Where the body starts in the arena.
    pub start: u32,
    /// Characters of the body.
    pub body: u8,
    /// Characters of the branch, forms and 市 县 区 left out.
    pub branch: u8,
    /// Characters of the branch that are the regions before its own name.
    pub branch_region: u8,
    /// Which characters of the body are the trade name (nation and numbers included): bit `i` is
    /// character `i`.
    pub brand_mask: u32,
    /// Where a word of the industry begins, like `brand_mask`.
    pub words: u32,
    /// Hash of the trade name; 0 without.
    pub brand: u64,
    /// Hash of the trade name's first readings in any order; 0 without.
    pub reading: u64,
    /// Hash of the trade name with its figures as digits, where it has any; 0 without.
    pub figures: u64,
    /// Hash of the body; 0 without.
    pub text: u64,
    /// Hash of the industry's strict concepts; 0 without.
    pub strict: u64,
    /// Hash of the industry's loose concepts; 0 without.
    pub loose: u64,
    /// The industry's loose concepts as a set: one bit a concept, which few share.
    pub concepts: u32,
    /// Hash of the numbers that belong to the identity; 0 without.
    pub ordinals: u32,
    /// The last branch's number; 0 without.
    pub branch_number: u32,
    /// What the last branch is; `None` without one, or when its form is missing.
    pub branch_kind: Option<BranchKind>,
    /// The finest place the head of the name says for certain, six digits; 0 without.
    pub place: u32,
    /// Hash of the town or village in the name's head; 0 without.
    pub town: u32,
    /// Surprisal of the trade name, of the industry: 1/1024 bits, from the frequencies of the file.
    pub brand_surprisal: i32,
    /// See `brand_surprisal`.
    pub trade_surprisal: i32,
    /// Surprisal of `place`.
    pub place_surprisal: i32,
    /// In how many prefectures the file has this very name, saturating.
    pub homonyms: u8,
    /// How many firms of this trade name the file has around the record: in its prefecture where
    /// that is known, else anywhere; without a trade name, how many valid codes its name has.
    /// Saturating.
    pub namesakes: u8,
    /// How many branches of this very name the file has, saturating.
    pub branches: u8,
    /// Class of the organisation form.
    pub org: Option<OrgClass>,
    /// What else was read.
    pub flags: NameFlags,
}

/// Yes or no questions about a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameFlags(pub u16);

impl NameFlags {
    /// No name at all.
    pub const MISSING: u16 = 1;
    /// A placeholder: 散客.
    pub const PLACEHOLDER: u16 = 1 << 1;
    /// A lost character in the trade name.
    pub const DAMAGED: u16 = 1 << 2;
    /// Calls itself a group.
    pub const GROUP: u16 = 1 << 3;
    /// Has a branch.
    pub const BRANCH: u16 = 1 << 4;
    /// A second name in the same cell.
    pub const SECOND: u16 = 1 << 5;
    /// No organisation form, or only 公司: the name may be cut short.
    pub const OPEN: u16 = 1 << 6;
    /// The text ends inside a form, or a branch has no form: cut off.
    pub const CUT: u16 = 1 << 8;
    /// Every word of the industry is known to the lexicon.
    pub const TRADE_KNOWN: u16 = 1 << 9;
    /// Reads like a person: two to four characters that begin with a surname, and nothing else.
    pub const PERSON: u16 = 1 << 10;
    /// The trade name is only the nation: 中国移动.
    pub const NATION: u16 = 1 << 11;
    /// A stock company, whatever else its form says: 股份有限公司, 集团股份有限公司.
    pub const STOCK: u16 = 1 << 12;
    /// Ends as large firms are called for short, in 股份 or 集团, or bears the mark of an exchange.
    pub const SHORT: u16 = 1 << 13;
    /// The place in the name could be several.
    pub const PLACE_UNCLEAR: u16 = 1 << 7;

    /// Whether the flag is set.
    pub fn has(self, flag: u16) -> bool {
        self.0 & flag != 0
    }

    /// Sets the flag if `on`.
    pub fn set(&mut self, flag: u16, on: bool) {
        if on {
            self.0 |= flag;
        }
    }
}

impl NameRow {
    /// The body's characters.
    pub fn body_in<'a>(&self, arena: &'a [u16]) -> &'a [u16] {
        &arena[self.start as usize..][..usize::from(self.body)]
    }

    /// The branch's characters.
    pub fn branch_in<'a>(&self, arena: &'a [u16]) -> &'a [u16] {
        &arena[self.start as usize + usize::from(self.body)..][..usize::from(self.branch)]
    }

    /// Characters of the trade name.
    pub fn brand_chars(&self) -> u32 {
        self.brand_mask.count_ones()
    }

    /// Which characters of the body are the industry, like `brand_mask`.
    pub fn trade_mask(&self) -> u32 {
        ones(usize::from(self.body)) & !self.brand_mask
    }

    /// Whether the name counts as a firm of its own among its namesakes: whole, and of a known
    /// industry. A name cut short is none.
    pub fn is_counted(&self) -> bool {
        self.brand != 0
            && self.flags.has(NameFlags::TRADE_KNOWN)
            && !self.flags.has(NameFlags::OPEN)
            && !self.flags.has(NameFlags::BRANCH)
    }

    /// Whether both names say the same place.
    pub fn says_place_of(&self, other: &NameRow) -> bool {
        self.place != 0 && self.place == other.place
    }

    /// Whether the name has a body but no trade name: 山西煤业.
    pub fn is_brandless(&self) -> bool {
        self.brand == 0 && self.body > 0
    }
}

/// The features of one record.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The name in use.
    pub name: NameRow,
    /// Further names: former ones, expanded aliases, the second of a cell. A range in the table.
    pub further: (u32, u32),
    /// The code.
    pub code: Option<CreditCode>,
    /// Phone numbers.
    pub phones: [Option<Phone>; PHONES],
    /// For each phone, by how many trade names it is used, saturating.
    pub phone_sharing: [u8; PHONES],
    /// Hash of the e-mail address; 0 without.
    pub email: u64,
    /// Hash of the e-mail's own domain; 0 for none or a public one.
    pub domain: u64,
    /// Hash of the contact's full name; 0 without.
    pub contact: u64,
    /// Surprisal of the contact in 1/1024 bits.
    pub contact_surprisal: i32,
    /// The contact's surname; 0 without.
    pub surname: u32,
    /// The record's place by all evidence, six digits down to what is known; 0 without.
    pub place: u32,
    /// Surprisal of its county and of its prefecture, in 1/1024 bits.
    pub place_surprisal: [i32; 2],
    /// The address.
    pub address: AddressRow,
}

impl Row {
    /// The row with its texts and names so far behind where they were.
    pub fn behind(mut self, texts: u32, names: u32) -> Row {
        self.name.start += texts;
        self.address.start += texts;
        self.further = (self.further.0 + names, self.further.1 + names);
        self
    }

    /// Something of every cache line of the row and of the beginnings of its texts.
    pub fn glance(&self, arena: &[u16]) -> u64 {
        let unit = |start: u32| arena.get(start as usize).copied().unwrap_or(0);
        let Row { name, address, .. } = self;
        name.text
            ^ name.brand
            ^ name.strict
            ^ self.code.map_or(0, |code| code.packed() as u64)
            ^ self.phones[0].map_or(0, |phone| phone.packed())
            ^ self.contact
            ^ address.whole
            ^ u64::from(name.flags.0 ^ unit(name.start) ^ unit(address.start))
            ^ u64::from(address.parts.road ^ self.place ^ name.place)
    }

    /// The four digits of the prefecture it lies in; 0 where only the province is known, or nothing.
    pub fn prefecture(&self) -> u32 {
        known(self.place / 100)
    }

    /// The six digits of the county it lies in; 0 where it is not known.
    pub fn county(&self) -> u32 {
        known(self.place)
    }
}

/// A division whose own two digits are 00 is one of those above it.
fn known(place: u32) -> u32 {
    if place.is_multiple_of(100) { 0 } else { place }
}

/// The features of an address.
#[derive(Clone, Copy, Debug, Default)]
pub struct AddressRow {
    /// Where its text starts in the arena.
    pub start: u32,
    /// Characters of the text behind the divisions, at most [`super::align::LONGEST`].
    pub text: u8,
    /// By how many trade names the whole is used, saturating.
    pub sharing: u8,
    /// Whether it is an agency's or a shared desk: no evidence.
    pub is_agency: bool,
    /// Hash of the whole text behind the divisions; 0 without.
    pub whole: u64,
    /// Road, number, building, room.
    pub parts: AddressParts,
}
