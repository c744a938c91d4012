//! Text that was decoded with the wrong encoding, when the way back is certain.

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
    let first = raw.chars().find(|c| !c.is_ascii())?;
    match first {
        '\u{80}'..='\u{FF}' | '\u{152}'..='\u{17E}' => {
            let (bytes, places) = encode(raw, WINDOWS_1252)?;
            as_utf8(bytes.clone(), places.clone()).or_else(|| as_gbk(&bytes, &places))
        }
        '\u{4E00}'..='\u{9FFF}' if may_start_utf8(first) => {
            let (bytes, places) = encode(raw, GBK)?;
            let (bytes, places) = restore_company(bytes, places);
            as_utf8(bytes, places)
        }
        _ => None,
    }
}

/// Whether the GBK code of a hanzi can be the first two bytes of a hanzi in UTF-8. Encoding is slow
/// in `encoding_rs` and nearly every name asks, so the few hundred such hanzi are marked once, one bit
/// for each of the block.
fn may_start_utf8(c: char) -> bool {
    static STARTS: LazyLock<Vec<u64>> = LazyLock::new(|| {
        let mut starts = vec![0; HANZI.div_ceil(u64::BITS as usize)];
        for (lead, trail) in (0xE3..=0xE9).flat_map(|lead| (0x80..=0xBF).map(move |b| (lead, b))) {
            let start = GBK.decode(&[lead, trail]).0.chars().next();
            let at = start.and_then(|c| (c as usize).checked_sub(FIRST_HANZI));
            if let Some(at) = at.filter(|&at| at < HANZI) {
                starts[at / 64] |= 1 << (at % 64);
            }
        }
        starts
    });
    let at = (c as usize).wrapping_sub(FIRST_HANZI);
    STARTS.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 != 0)
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
