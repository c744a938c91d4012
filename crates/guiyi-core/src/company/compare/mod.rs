//! Comparing two companies: from features to levels.

mod address;
mod branch;
mod field;
mod form;
mod name;
mod place;
mod surprise;

use super::levels::at;
use super::row::Row;
use super::sound::Sounds;
use crate::compare::pattern::AgreementPattern;
use crate::score::weight::MatchWeight;
use crate::subject::Compared;

pub use name::NameAgreement;
pub use surprise::References;

/// Compares rows whose texts are in one arena.
#[derive(Debug)]
pub struct Comparer<'a> {
    /// The texts of names and addresses.
    pub arena: &'a [u16],
    /// Which characters sound or look alike.
    pub sounds: &'a Sounds,
    /// What the levels' shipped u stand for.
    pub references: &'a References,
}

impl Comparer<'_> {
    /// Compares two records by the names given and by all other fields.
    pub fn compare(&self, a: &Row, b: &Row, name: NameAgreement) -> Compared {
        let place = place::places(a, b);
        let contact = field::contacts(a, b);
        let pattern = AgreementPattern::NULL
            .with(at::BRAND, name.brand)
            .with(at::TRADE, name.trade)
            .with(at::FORM, name.form)
            .with(at::BRANCH, name.branch)
            .with(at::PLACE, place)
            .with(at::CODE, field::codes(a, b))
            .with(at::PHONE, field::phones(a, b))
            .with(at::EMAIL, field::emails(a, b))
            .with(at::CONTACT, contact)
            .with(at::ADDRESS, self.addresses(&a.address, &b.address));
        let parts = self.adjustments(a, b, name, place, contact);
        let sum = parts.iter().map(|(_, parts)| parts).sum();
        Compared { pattern, term_frequency: MatchWeight::from_parts(sum) }
    }

    /// What each comparison adds to the term frequencies of [`Comparer::compare`].
    pub fn term_frequencies(&self, a: &Row, b: &Row, name: NameAgreement) -> [(usize, i32); 4] {
        self.adjustments(a, b, name, place::places(a, b), field::contacts(a, b))
    }

    fn adjustments(
        &self,
        a: &Row,
        b: &Row,
        name: NameAgreement,
        place: usize,
        contact: usize,
    ) -> [(usize, i32); 4] {
        [
            (at::BRAND, name.brand_adjustment),
            (at::TRADE, name.trade_adjustment),
            (at::PLACE, self.references.place(a, b, place)),
            (at::CONTACT, self.references.contact(a, contact)),
        ]
    }
}
