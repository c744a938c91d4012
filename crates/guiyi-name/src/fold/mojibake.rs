//! Text that was decoded with the wrong encoding, when the way back is certain.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use encoding_rs::{Encoding, GBK, WINDOWS_1252};

use super::Origin;
use super::repaired::Repaired;

/// Longest text decoded again, in bytes: many times the longest name, and little enough to take no time.
const MAX_BYTES: usize = 1 << 12;

/// Fewest hanzi a repaired text must show: two by chance need six fitting bytes, one only three.
const MIN_HANZI: usize = 2;

/// 公司 loses its middle two bytes when UTF-8 is read as GBK, because GBK leaves AC E5 unassigned.
const COMPANY_LOST: [u8; 4] = [0xE5, 0x85, 0x8F, 0xB8];
const COMPANY_LOST_AT: usize = 2;
const LOST_BYTES: [u8; 2] = [0xAC, 0xE5];

/// Decodes again a text whose UTF-8 bytes were read as GBK (灞辫タ for 山西), whose UTF-8 bytes were
/// read as Latin (å±±è¥¿), or whose GBK bytes were read as Latin (É½Î÷).
pub(super) fn repair(raw: &str) -> Option<Repaired> {
    if raw.len() > MAX_BYTES {
        return None;
    }
    let mut chars = raw.chars().skip_while(char::is_ascii);
    let first = chars.next()?;
    match first {
        '\u{80}'..='\u{FF}' | '\u{152}'..='\u{17E}' => {
            let (bytes, places) = encode(raw, WINDOWS_1252)?;
            as_utf8(bytes.clone(), places.clone()).or_else(|| as_gbk(&bytes, &places))
        }
        '\u{4E00}'..='\u{9FFF}' if may_be_utf8(first, chars.next()) => {
            let (bytes, places) = encode(raw, GBK)?;
            let (bytes, places) = restore_company(bytes, places);
            as_utf8(bytes, places)
        }
        _ => None,
    }
}

/// Whether the GBK codes of a hanzi and of what follows it can be hanzi in UTF-8. Encoding is slow in
/// `encoding_rs` and nearly every name asks.
fn may_be_utf8(first: char, second: Option<char>) -> bool {
    static SETS: LazyLock<[HanziSet; 2]> = LazyLock::new(|| {
        let starts = HanziSet::of_codes(0xE3..=0xE9, |trail| matches!(trail, 0x80..=0xBF));
        // The last byte of a hanzi, then the first one of a hanzi or a mark, or the last one of 公司.
        let next = |byte| matches!(byte, ..0x80 | 0xC2 | 0xE2..=0xE9 | 0xEF | 0xB8);
        [starts, HanziSet::of_codes(0x81..=0xBF, next)]
    });
    let [starts, go_on] = &*SETS;
    let is_hanzi = |c: char| (FIRST_HANZI..FIRST_HANZI + HANZI).contains(&(c as usize));
    starts.holds(first) && second.is_some_and(|c| !c.is_ascii() && (go_on.holds(c) || !is_hanzi(c)))
}

/// A set of hanzi, one bit for each of the block.
struct HanziSet(Vec<u64>);

impl HanziSet {
    /// Those whose GBK code has such bytes.
    fn of_codes(leads: RangeInclusive<u8>, may_trail: impl Fn(u8) -> bool) -> HanziSet {
        let mut bits = vec![0; HANZI.div_ceil(u64::BITS as usize)];
        let trails: Vec<u8> = (0x40..=0xFE).filter(|&trail| may_trail(trail)).collect();
        for lead in leads {
            let codes: Vec<u8> = trails.iter().flat_map(|&trail| [lead, trail]).collect();
            for c in GBK.decode_without_bom_handling(&codes).0.chars() {
                let at = (c as usize).wrapping_sub(FIRST_HANZI);
                if let Some(bits) = bits.get_mut(at / 64) {
                    *bits |= 1 << (at % 64);
                }
            }
        }
        HanziSet(bits)
    }

    fn holds(&self, c: char) -> bool {
        let at = (c as usize).wrapping_sub(FIRST_HANZI);
        self.0.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 != 0)
    }
}

/// The first of the CJK Unified Ideographs, and how many places their block has.
const FIRST_HANZI: usize = 0x4E00;
const HANZI: usize = 0x5200;

/// The bytes of a text in an encoding, each with the place of its character; `None` when one has
/// no code there. Latin C1 controls stand for themselves.
fn encode(raw: &str, encoding: &'static Encoding) -> Option<(Vec<u8>, Vec<Origin>)> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut places = Vec::with_capacity(raw.len());
    let mut buffer = [0; 4];
    for (start, c) in raw.char_indices() {
        let place = Origin { start: start as u32, end: (start + c.len_utf8()) as u32 };
        if encoding == WINDOWS_1252 && matches!(c, '\u{80}'..='\u{9F}') {
            bytes.push(c as u8);
        } else {
            let (code, _, failed) = encoding.encode(c.encode_utf8(&mut buffer));
            if failed {
                return None;
            }
            bytes.extend_from_slice(&code);
        }
        places.resize(bytes.len(), place);
    }
    Some((bytes, places))
}

fn restore_company(bytes: Vec<u8>, places: Vec<Origin>) -> (Vec<u8>, Vec<Origin>) {
    if !bytes.windows(COMPANY_LOST.len()).any(|w| w == COMPANY_LOST) {
        return (bytes, places);
    }
    let mut out = (Vec::with_capacity(bytes.len() + 2), Vec::with_capacity(bytes.len() + 2));
    for (at, (&byte, &place)) in bytes.iter().zip(&places).enumerate() {
        let start = at.checked_sub(COMPANY_LOST_AT);
        if start.is_some_and(|start| bytes[start..].starts_with(&COMPANY_LOST)) {
            for lost in LOST_BYTES {
                out.0.push(lost);
                out.1.push(place);
            }
        }
        out.0.push(byte);
        out.1.push(place);
    }
    out
}

fn as_utf8(bytes: Vec<u8>, places: Vec<Origin>) -> Option<Repaired> {
    let text = String::from_utf8(bytes).ok()?;
    is_plausible(&text).then_some(Repaired { text, places })
}

fn as_gbk(bytes: &[u8], places: &[Origin]) -> Option<Repaired> {
    let (text, failed) = GBK.decode_without_bom_handling(bytes);
    if failed || !is_plausible(&text) {
        return None;
    }
    // In GBK every ASCII character is one byte and every other two.
    let mut at = 0;
    let mut spread = Vec::with_capacity(text.len());
    for c in text.chars() {
        let width = if c.is_ascii() { 1 } else { 2 };
        let (first, last) = (places.get(at)?, places.get(at + width - 1)?);
        spread.resize(spread.len() + c.len_utf8(), Origin { start: first.start, end: last.end });
        at += width;
    }
    Some(Repaired { text: text.into_owned(), places: spread })
}

/// Whether a text holds nothing but hanzi, ASCII and the marks of Chinese writing.
fn is_plausible(text: &str) -> bool {
    let is_hanzi = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}');
    let is_mark = |c: char| {
        c.is_ascii() && !c.is_ascii_control()
            || matches!(c, '\u{3000}'..='\u{3015}' | '\u{FF01}'..='\u{FF5E}' | '·' | '“' | '”')
    };
    text.chars().filter(|&c| is_hanzi(c)).count() >= MIN_HANZI
        && text.chars().all(|c| is_hanzi(c) || is_mark(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quick look refuses no text whose UTF-8 bytes were read as GBK.
    #[test]
    fn what_was_hanzi_may_be() {
        for first in '\u{4E00}'..='\u{9FFF}' {
            for rest in ["山", "司", "（", "·", "“", "a"] {
                let text = format!("{first}{rest}");
                let (wrong, failed) = GBK.decode_without_bom_handling(text.as_bytes());
                let mut chars = wrong.chars();
                if let (Some(wrong), false) = (chars.next(), failed) {
                    assert!(may_be_utf8(wrong, chars.next()), "{first}{rest}");
                }
            }
        }
        assert!(repair("鍏徃").is_some_and(|repaired| repaired.text == "公司"));
    }
}
