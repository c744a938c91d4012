//! Sharing: how many different names use a phone number or an address.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ROWS;
use crate::company::row::Row;

/// Counts by how many trade names each phone and each address is used.
pub(super) fn share(rows: &mut [Row], arena: &[u16]) {
    let numbered = || (0..rows.len() as u32).into_par_iter().with_min_len(ROWS).zip(&*rows);
    let phones = || {
        let numbers = |(at, row): (u32, &Row)| {
            row.phones.into_iter().flatten().map(move |phone| (phone.number(), at))
        };
        sharing(numbered().flat_map_iter(numbers).collect(), rows, arena)
    };
    let addresses = || {
        let whole = |(at, row): (u32, &Row)| (row.address.whole, at);
        sharing(numbered().map(whole).filter(|it| it.0 != 0).collect(), rows, arena)
    };
    let (phones, addresses) = rayon::join(phones, addresses);
    rows.par_iter_mut().for_each(|row| {
        for (slot, phone) in row.phone_sharing.iter_mut().zip(row.phones) {
            let found = phone.and_then(|phone| phones.get(&phone.number()));
            *slot = found.copied().unwrap_or(u8::from(phone.is_some()));
        }
        row.address.sharing = addresses.get(&row.address.whole).copied().unwrap_or(1);
    });
}

/// For each value of two records or more, how many different names use it. Names that share half
/// of the shorter one's characters are one name with slips.
fn sharing(mut uses: Vec<(u64, u32)>, rows: &[Row], arena: &[u16]) -> FxHashMap<u64, u8> {
    uses.par_sort_unstable();
    let groups: Vec<&[(u64, u32)]> =
        uses.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1).collect();
    groups
        .par_iter()
        .map(|group| {
            let names = group.iter().map(|&(_, at)| (at, rows[at as usize].name.body_in(arena)));
            (group[0].0, different_names(names).len().min(255) as u8)
        })
        .collect()
}

/// Records looked at a value: enough to know that it is common.
pub(in crate::company) const LOOKED_AT: usize = 40;

/// Of the first [`LOOKED_AT`] rows with their names, those that are the first of a name.
pub(in crate::company) fn different_names<'a>(
    rows: impl Iterator<Item = (u32, &'a [u16])>,
) -> Vec<u32> {
    let mut different: Vec<(u32, &[u16])> = Vec::new();
    for (at, body) in rows.take(LOOKED_AT) {
        if !different.iter().any(|(_, other)| is_one_name(other, body)) {
            different.push((at, body));
        }
    }
    different.into_iter().map(|(at, _)| at).collect()
}

pub(in crate::company) fn is_one_name(a: &[u16], b: &[u16]) -> bool {
    let shorter = a.len().min(b.len());
    let common = a.iter().filter(|c| b.contains(c)).count();
    shorter == 0 || common * 2 >= shorter
}
