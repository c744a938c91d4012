//! The comparisons of two companies and their levels, with the probabilities that are shipped.
//!
//! The shipped m are what a customer file of several systems shows (fields mostly agree, a tenth
//! of the phones and a quarter of the contacts changed); the shipped u are orders of magnitude for
//! companies of a whole country. Training replaces them by what the file says.

use crate::compare::level::Comparison;

/// Where each comparison stands in the pattern.
pub mod at {
    /// Trade name.
    pub const BRAND: usize = 0;
    /// Industry.
    pub const TRADE: usize = 1;
    /// Organisation form.
    pub const FORM: usize = 2;
    /// Branch.
    pub const BRANCH: usize = 3;
    /// Place.
    pub const PLACE: usize = 4;
    /// Code.
    pub const CODE: usize = 5;
    /// Phone.
    pub const PHONE: usize = 6;
    /// E-mail.
    pub const EMAIL: usize = 7;
    /// Contact.
    pub const CONTACT: usize = 8;
    /// Address.
    pub const ADDRESS: usize = 9;
}

/// Declares the levels of a comparison as constants from 1 (0 is null) with their names and
/// shipped m and u, so that the numbers in patterns and the order in the model cannot drift apart.
macro_rules! levels {
    ($(#[$doc:meta])* $module:ident: $($(#[$level_doc:meta])* $name:ident = $word:literal, $m:literal, $u:literal;)+) => {
        $(#[$doc])*
        pub mod $module {
            #[allow(clippy::upper_case_acronyms, non_camel_case_types)]
            #[repr(usize)]
            enum Order { Null, $($name,)+ }
            $($(#[$level_doc])* pub const $name: usize = { let _ = Order::Null as usize; Order::$name as usize };)+
            /// `(name, m, u)` of each level.
            pub(crate) const LEVELS: &[(&str, f64, f64)] = &[$(($word, $m, $u),)+];

            /// The shipped u of a level.
            #[allow(dead_code)]
            pub(crate) fn shipped_u(level: usize) -> f64 {
                LEVELS[level - 1].2
            }
        }
    };
}

levels! {
    /// How two trade names agree.
    brand:
    /// The same characters.
    EXACT = "exact", 0.78, 1e-5;
    /// Characters that sound or look alike, or that have moved.
    ALIKE = "alike", 0.06, 1e-5;
    /// One character more on one side.
    DROPPED = "one dropped", 0.05, 2e-5;
    /// One name holds the other.
    CONTAINED = "contained", 0.03, 1e-4;
    /// One character differs and nothing speaks for a slip.
    ONE_DIFFERS = "one differs", 0.01, 3e-4;
    /// Neither has a trade name.
    BRANDLESS = "both brandless", 0.01, 1e-3;
    /// One is what the other, a large firm, may be called for short; the industry is in it then.
    SHORT = "short form", 0.006, 2e-8;
    /// Only one has a trade name.
    ONE_BRANDLESS = "one brandless", 0.03, 0.04;
    /// Some characters in common.
    PARTLY = "partly", 0.01, 0.02;
    /// Nothing in common.
    DIFFER = "differ", 0.01, 0.94;
}

levels! {
    /// How two industries agree. Where a name that may be cut short leaves it out, that is null.
    trade:
    /// The same characters.
    EXACT = "exact", 0.62, 0.02;
    /// Strict synonyms.
    STRICT = "synonyms", 0.06, 0.02;
    /// A slip: characters that sound or look alike, one missing, one moved.
    SLIP = "slip", 0.12, 0.002;
    /// A name that may be cut short has the beginning of the other's.
    CUT = "cut short", 0.12, 0.02;
    /// One holds the other.
    CONTAINED = "contained", 0.05, 0.02;
    /// Loose synonyms.
    LOOSE = "related", 0.02, 0.05;
    /// Only one names its industry, and the other is whole.
    ONE_MISSING = "one missing", 0.09, 0.1;
    /// Something in common.
    PARTLY = "partly", 0.03, 0.1;
    /// Nothing in common.
    DIFFER = "differ", 0.01, 0.7;
}

levels! {
    /// How two organisation forms agree.
    form:
    /// The same class.
    SAME = "same", 0.65, 0.6;
    /// Two stock companies, of which there are few.
    STOCK = "both stock companies", 0.05, 0.002;
    /// Two groups, of which there are few.
    GROUPS = "both groups", 0.03, 0.002;
    /// The form of a short name, 股份 or 集团, and a firm of that kind, of which there are few.
    SHORT = "short and full", 0.05, 4e-4;
    /// Forms that are often written for each other.
    COMPATIBLE = "compatible", 0.12, 0.1;
    /// One is missing.
    ONE_MISSING = "one missing", 0.14, 0.1;
    /// One is missing and no place is told, and the other is of the large firms that are known by
    /// such short names.
    LARGE = "one missing, large", 0.06, 0.004;
    /// Forms that rarely agree.
    WEAK = "weak", 0.015, 0.1;
    /// Forms that exclude each other.
    CONFLICT = "conflict", 0.005, 0.1;
}

levels! {
    /// How two branches agree. Two heads are null.
    branch:
    /// The same branch.
    SAME = "same", 0.7, 0.001;
    /// The same but for a slip, or for the region before its name.
    NEAR = "near", 0.2, 0.001;
    /// One side may be cut short.
    CUT = "cut short", 0.06, 0.3;
    /// A branch against its head.
    HEAD = "branch and head", 0.03, 0.4;
    /// Different branches.
    DIFFER = "differ", 0.01, 0.3;
}

levels! {
    /// How two places agree.
    place:
    /// The same place in both names.
    NAMED = "same in the names", 0.4, 0.01;
    /// The same county.
    COUNTY = "same county", 0.25, 0.002;
    /// The same prefecture, the county missing on a side.
    PREFECTURE = "same prefecture", 0.2, 0.012;
    /// The same province, the prefecture missing on a side.
    PROVINCE = "same province", 0.08, 0.06;
    /// The same prefecture, another county.
    COUNTIES = "counties differ", 0.04, 0.01;
    /// The same province, another prefecture.
    PREFECTURES = "prefectures differ", 0.02, 0.06;
    /// Another province.
    PROVINCES = "provinces differ", 0.01, 0.846;
}

levels! {
    /// How two codes agree.
    code:
    /// The same valid code, or the same organisation code in both.
    SAME = "same", 0.6, 1e-7;
    /// The same characters, of which the check does not hold.
    SAME_INVALID = "same, invalid", 0.02, 1e-7;
    /// Two slips apart at most.
    NEAR = "near", 0.25, 2e-6;
    /// Different, at least one invalid.
    DIFFER = "differ", 0.1, 0.3;
    /// Two different valid codes.
    CONFLICT = "two valid codes", 0.03, 0.7;
}

levels! {
    /// How phones agree.
    phone:
    /// A number that hardly anyone else has.
    OWN = "same", 0.55, 1e-6;
    /// A number that a few trade names share.
    SHARED = "same, shared", 0.05, 1e-5;
    /// A number of five trade names or more.
    COMMON = "same, common", 0.02, 1e-4;
    /// The same local number, the area code missing.
    LOCAL = "same local", 0.02, 1e-6;
    /// One digit apart.
    NEAR = "near", 0.02, 5e-6;
    /// Different numbers.
    DIFFER = "differ", 0.34, 0.99989;
}

levels! {
    /// How e-mail addresses agree.
    email:
    /// The same address.
    SAME = "same", 0.3, 1e-7;
    /// The same own domain.
    DOMAIN = "same own domain", 0.3, 1e-6;
    /// Different own domains.
    DOMAINS = "own domains differ", 0.05, 0.3;
    /// Different, at least one of a public provider.
    DIFFER = "differ", 0.35, 0.7;
}

levels! {
    /// How contacts agree.
    contact:
    /// The same full name.
    SAME = "same", 0.68, 2e-5;
    /// The same surname, a given name missing on a side.
    SURNAME = "same surname", 0.02, 0.03;
    /// Different persons.
    DIFFER = "differ", 0.3, 0.97;
}

levels! {
    /// How addresses agree.
    address:
    /// The same text behind the divisions, or the same room.
    SAME = "same", 0.3, 1e-6;
    /// The same road and number, the rest missing or near.
    NUMBER = "same number", 0.3, 3e-6;
    /// Nearly the same text.
    NEAR = "near", 0.15, 3e-6;
    /// The same address as many others: an agency, a market.
    COMMON = "same, common", 0.02, 1e-4;
    /// The same house, another room.
    OTHER_ROOM = "other room", 0.02, 1e-5;
    /// The same named building or estate; or one text holds the other.
    CONTAINED = "contained", 0.06, 2e-5;
    /// The same road or village, a number missing.
    ROAD = "same road", 0.03, 5e-4;
    /// The same road, another number.
    NUMBERS = "numbers differ", 0.01, 0.002;
    /// Something in common.
    PARTLY = "partly", 0.03, 0.01;
    /// Nothing in common.
    DIFFER = "differ", 0.08, 0.987;
}

/// The comparisons in pattern order.
pub fn comparisons() -> Vec<Comparison> {
    vec![
        Comparison::new("trade-name", brand::LEVELS).with_term_frequency(4),
        Comparison::new("industry", trade::LEVELS).with_term_frequency(4),
        Comparison::new("form", form::LEVELS),
        Comparison::new("branch", branch::LEVELS),
        Comparison::new("place", place::LEVELS).with_term_frequency(3),
        Comparison::new("code", code::LEVELS),
        Comparison::new("phone", phone::LEVELS),
        Comparison::new("email", email::LEVELS),
        Comparison::new("contact", contact::LEVELS).with_term_frequency(1),
        Comparison::new("address", address::LEVELS),
    ]
}
