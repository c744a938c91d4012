//! Ruling: what the weight alone may not decide.
//!
//! A household shares its family name, address, telephone and often a date of birth. The model takes
//! these for independent and adds them up, so two members of one household outweigh any threshold.
//! What tells them apart, and what proves one person, is decided here.

use super::compare::{Agreement, Comparisons};
use super::feature::{FeatureTable, Kind, identity};
use crate::cluster::Standing;
use crate::subject::{Compared, Reason, Ruling};

/// What the rules say about a compared pair.
pub fn ruling(
    table: &FeatureTable,
    comparisons: &Comparisons,
    (left, right): (u32, u32),
    compared: &Compared,
) -> Ruling {
    if identity::differ(table, left, right) {
        return Ruling::because(Standing::Forbidden, Reason::CodesDiffer);
    }
    let evidence = Evidence { comparisons, compared };
    if !evidence.agrees(TELLING) {
        return Ruling::because(Standing::Capped, Reason::NameAlone);
    }
    if evidence.is_another_member() {
        return Ruling::because(Standing::Capped, Reason::Household);
    }
    Ruling::FREE
}

/// Kinds that can corroborate a name: not the name itself, nor one of few values.
const TELLING: &[Kind] =
    &[Kind::Date, Kind::Code, Kind::Postcode, Kind::Email, Kind::Phone, Kind::Text];
/// Kinds that members of a household rarely share.
const PERSONAL: &[Kind] = &[Kind::Code, Kind::Email, Kind::Phone];

struct Evidence<'a> {
    comparisons: &'a Comparisons,
    compared: &'a Compared,
}

impl Evidence<'_> {
    /// Whether some comparison of these kinds says so.
    fn any(&self, kinds: &[Kind], wanted: impl Fn(Agreement) -> bool) -> bool {
        let mut found = self.comparisons.agreements(self.compared.pattern);
        found.any(|(kind, agreement)| kinds.contains(&kind) && wanted(agreement))
    }

    fn agrees(&self, kinds: &[Kind]) -> bool {
        self.any(kinds, |agreement| agreement == Agreement::Agrees)
    }

    fn differs(&self, kind: Kind) -> bool {
        self.any(&[kind], |agreement| agreement == Agreement::Differs)
    }

    /// Whether given names or dates of birth differ and nothing personal says that it is an error.
    fn is_another_member(&self) -> bool {
        if self.agrees(&[Kind::Code]) {
            return false;
        }
        let denied = self.any(PERSONAL, |agreement| agreement != Agreement::Agrees);
        if self.differs(Kind::Given) {
            // Perhaps a pet name: the date of birth settles it, but for twins.
            let settled = self.agrees(&[Kind::Date]) && !denied;
            return !settled && !self.agrees(&[Kind::Email]);
        }
        // Parents and children may have one name.
        let another_date = self.any(&[Kind::Date], |agreement| agreement != Agreement::Agrees);
        another_date && !self.agrees(PERSONAL) && (denied || self.differs(Kind::Date))
    }
}
