//! Values in the one form in which they can be compared.
//!
//! One module per kind of value. A normalizer is a pure function of one cell (and, where the
//! domain asks for it, of what is known about the row); it never fails and never changes the cell.
//! What it returns can be made in no other way, is small, and is `Copy` wherever millions are held.

pub mod address;
pub mod amount;
pub mod credit_code;
pub mod date;
pub mod email;
pub mod narrow;
pub mod person;
pub mod phone;
pub mod place;
pub mod postcode;
pub mod text;
mod words;

pub use address::{Address, AddressAgreement, AddressParts};
pub use amount::Amount;
pub use credit_code::{CodeKind, CreditCode, OrganisationCode, Standing};
pub use date::Date;
pub use email::{Email, Emails, emails};
pub use person::{Person, PersonShape, Persons, persons};
pub use phone::{Phone, PhoneAgreement, PhoneKind, Phones, phones};
pub use place::{Place, Testimony, Witness};
pub use postcode::Postcode;
pub use text::Text;

/// What a cell said, where a value is there or not and good or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Normalized<T> {
    /// Nothing: empty, or a word or figure that stands for nothing.
    Missing,
    /// Something that cannot be such a value.
    Invalid,
    /// A value.
    Valid(T),
}

impl<T> Normalized<T> {
    /// The value, if it is one.
    pub fn valid(self) -> Option<T> {
        match self {
            Normalized::Valid(value) => Some(value),
            Normalized::Missing | Normalized::Invalid => None,
        }
    }

    /// Whether the cell said nothing.
    pub fn is_missing(&self) -> bool {
        matches!(self, Normalized::Missing)
    }
}

#[cfg(test)]
mod tests;
