//! Addresses: by house and room where they can be read, else by their characters.

use super::Comparer;
use crate::company::align::common;
use crate::company::levels::address;
use crate::company::row::AddressRow;
use crate::normalize::AddressAgreement;

/// Trade names at one address from which on the address says little.
const COMMON_ADDRESS: u8 = 5;

impl Comparer<'_> {
    /// The level of two addresses; 0 where one is missing or an agency's.
    pub(super) fn addresses(&self, a: &AddressRow, b: &AddressRow) -> usize {
        if a.whole == 0 || b.whole == 0 || a.is_agency || b.is_agency {
            return 0;
        }
        let unless_common = |level| {
            if a.sharing.max(b.sharing) >= COMMON_ADDRESS { address::COMMON } else { level }
        };
        if a.whole == b.whole {
            return unless_common(address::SAME);
        }
        let agreement = a.parts.agreement(b.parts);
        match agreement {
            AddressAgreement::Room => return unless_common(address::SAME),
            AddressAgreement::Number => return unless_common(address::NUMBER),
            AddressAgreement::OtherRoom => return address::OTHER_ROOM,
            _ => {}
        }
        let (x, y) = (self.address(a), self.address(b));
        let kept = common(x, y);
        let (over_x, over_y) = (x.len() - kept, y.len() - kept);
        let least = x.len().min(y.len());
        let numbers_differ = agreement == AddressAgreement::OtherNumber;
        if over_x + over_y <= 2 + least / 8 && least >= 5 && !numbers_differ {
            return unless_common(address::NEAR);
        }
        if agreement == AddressAgreement::Landmark || (over_x.min(over_y) == 0 && least >= 4) {
            return unless_common(address::CONTAINED);
        }
        match agreement {
            AddressAgreement::Road => address::ROAD,
            AddressAgreement::OtherNumber => address::NUMBERS,
            _ if kept * 2 >= least && kept >= 4 => address::PARTLY,
            _ => address::DIFFER,
        }
    }

    fn address(&self, row: &AddressRow) -> &[u16] {
        &self.arena[row.start as usize..][..usize::from(row.text)]
    }
}
