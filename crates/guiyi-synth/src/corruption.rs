//! What happens to a customer's data on its way into a system: each kind of damage has a name and a rate.

use std::fmt;
use std::ops::{Index, IndexMut};

/// Writes the enum, its names and its default rates from one list.
macro_rules! corruptions {
    ($($(#[doc = $doc:literal])+ $variant:ident $name:literal $rate:literal;)+) => {
        /// A kind of damage to a record.
        ///
        /// The rate is the chance that a record is *dealt* the damage. What cannot show does not happen (a name without a
        /// city cannot lose it), and is not reported; kinds that always show say so.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Corruption {
            $($(#[doc = $doc])+ #[doc = concat!("\n\nDefault rate: ", $rate, ".")] $variant,)+
        }

        impl Corruption {
            /// All kinds, in the order in which they are dealt.
            pub const ALL: &'static [Corruption] = &[$(Corruption::$variant),+];

            /// The name in settings and in the truth file.
            pub fn name(self) -> &'static str {
                match self { $(Corruption::$variant => $name,)+ }
            }
        }

        impl Default for Rates {
            fn default() -> Rates {
                Rates([$($rate),+])
            }
        }

        const COUNT: usize = [$($rate),+].len();
    };
}

corruptions! {
    /// The name the firm had before it was renamed: another brand, the same credit code.
    FormerName "former-name" 0.01;
    /// Another spelling of the org form: 有限公司 and 有限责任公司.
    OrgForm "org-form" 0.10;
    /// The org form left out.
    OrgDropped "org-dropped" 0.06;
    /// The place finer or coarser: 市 added or left out, the province before it.
    RegionForm "region-form" 0.15;
    /// The place left out.
    RegionDropped "region-dropped" 0.04;
    /// The place in brackets behind the brand, or out of them.
    RegionMoved "region-moved" 0.03;
    /// The trade, or its first word, in another word of one meaning: 商贸 and 贸易.
    TradeSynonym "trade-synonym" 0.03;
    /// Brand and first word of the trade only: 恒源商贸.
    ShortName "short-name" 0.03;
    /// A character of the brand by one of the same sound, as an input method offers it.
    Homophone "homophone" 0.015;
    /// A character of the brand by one of like shape.
    LookAlike "look-alike" 0.008;
    /// A character of brand or trade lost.
    CharDropped "char-dropped" 0.008;
    /// A character of brand or trade twice.
    CharDoubled "char-doubled" 0.003;
    /// Two neighbouring characters of brand or trade in each other's place.
    CharSwapped "char-swapped" 0.004;
    /// A remark behind the name: （老客户）, -张总.
    Remark "remark" 0.04;
    /// A marker before the name: 【停用】. Always shows.
    Marker "marker" 0.015;
    /// The name in traditional characters.
    Traditional "traditional" 0.03;
    /// Letters, digits and brackets in the other width.
    FullWidth "full-width" 0.10;
    /// A space inside the name.
    Space "space" 0.02;
    /// A point or comma after the name. Always shows.
    Punctuation "punctuation" 0.01;
    /// A character of the name lost to U+FFFD. Always shows.
    Damaged "damaged" 0.001;
    /// The name's UTF-8 bytes read as GB 18030, where that can be undone.
    Mojibake "mojibake" 0.001;
    /// Another spelling of the phone: spaces, brackets, +86, full width.
    PhoneFormat "phone-format" 0.40;
    /// Another number of the customer.
    PhoneOther "phone-other" 0.10;
    /// Two numbers in one cell.
    PhoneTwo "phone-two" 0.04;
    /// One digit of the phone mistyped.
    PhoneMistyped "phone-mistyped" 0.01;
    /// The leading 0 of a landline lost in a spreadsheet.
    PhoneZeroLost "phone-zero-lost" 0.02;
    /// Another person of the customer.
    ContactOther "contact-other" 0.20;
    /// A title for the given name: 张总.
    ContactTitle "contact-title" 0.08;
    /// Another mail box of the customer.
    EmailOther "email-other" 0.25;
    /// Province and city left out of the address.
    AddressShort "address-short" 0.35;
    /// Building and room left out of the address.
    AddressCut "address-cut" 0.15;
    /// The customer's other address, in the same city.
    AddressOther "address-other" 0.05;
    /// Another customer's address. Shows where an address is given.
    AddressWrong "address-wrong" 0.005;
    /// One character of the credit code mistyped.
    CodeMistyped "code-mistyped" 0.005;
    /// The credit code in lower case, or with a space.
    CodeFormat "code-format" 0.03;
}

impl fmt::Display for Corruption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Corruption {
    /// The kind of that name.
    pub fn named(name: &str) -> Option<Corruption> {
        Corruption::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// The rate of each kind, 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Rates([f64; COUNT]);

impl Rates {
    /// Rates that leave every record as the customer is.
    pub fn none() -> Rates {
        Rates([0.0; COUNT])
    }
}

impl Index<Corruption> for Rates {
    type Output = f64;

    fn index(&self, kind: Corruption) -> &f64 {
        &self.0[kind as usize]
    }
}

impl IndexMut<Corruption> for Rates {
    fn index_mut(&mut self, kind: Corruption) -> &mut f64 {
        &mut self.0[kind as usize]
    }
}

/// A set of kinds: what happened to one record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Damage(u64);

impl Damage {
    /// Whether the record has this damage.
    pub fn has(self, kind: Corruption) -> bool {
        self.0 & 1 << kind as u32 != 0
    }

    /// The kinds of the record, in order.
    pub fn iter(self) -> impl Iterator<Item = Corruption> {
        Corruption::ALL.iter().copied().filter(move |&kind| self.has(kind))
    }

    pub(crate) fn add(&mut self, kind: Corruption) {
        self.0 |= 1 << kind as u32;
    }
}

/// A set holds one bit a kind.
const _: () = assert!(COUNT <= u64::BITS as usize);

impl fmt::Display for Damage {
    /// The names, parted by spaces.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, kind) in self.iter().enumerate() {
            let gap = if n > 0 { " " } else { "" };
            write!(f, "{gap}{kind}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_kind() {
        for &kind in Corruption::ALL {
            assert_eq!(Corruption::named(kind.name()), Some(kind));
        }
        assert_eq!(Corruption::named("typo"), None);
    }

    #[test]
    fn a_set_says_what_it_holds() {
        let mut damage = Damage::default();
        assert_eq!(damage.to_string(), "");
        damage.add(Corruption::Remark);
        damage.add(Corruption::OrgForm);
        assert_eq!(damage.to_string(), "org-form remark");
    }
}
