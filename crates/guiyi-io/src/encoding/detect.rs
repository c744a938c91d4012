//! Detection: byte order mark → NUL pattern → valid UTF-8 → the commonest characters.
//!
//! The last step decodes the sample under each candidate and compares the mean log frequency of
//! its characters: text read in the wrong one turns into rare characters.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::{Encoding, frequency::BANDS};

/// How many bytes of text with characters beyond ASCII are looked at: enough for thousands of
/// characters, little enough to cost nothing.
pub(crate) const SAMPLE: usize = 64 << 10;

/// What the first bytes of a file say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// A byte order mark of this length, or the NUL pattern of UTF-16 (length 0).
    Known(Encoding, usize),
    /// Bytes of an encoding that contains ASCII; which, the characters beyond ASCII will say.
    Bytes,
    /// Full of bytes that no text has.
    Binary,
}

/// Looks at the first bytes of a file.
pub(crate) fn from_start(bytes: &[u8]) -> Start {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        return Start::Known(Encoding(encoding), length);
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // One unit in 50 is a digit, a delimiter or a line end in any table; a sixteenth of as many
    // zeros on the other side are characters such as U+4E00.
    let enough = (sample.len() / 100).max(1);
    let utf16 = if odd >= enough && even * 16 <= odd {
        Some(Encoding::UTF_16LE)
    } else if even >= enough && odd * 16 <= even {
        Some(Encoding::UTF_16BE)
    } else {
        None
    };
    match utf16 {
        Some(encoding) if !is_full_of_controls(decoded(encoding, sample).chars()) => {
            Start::Known(encoding, 0)
        }
        Some(_) => Start::Binary,
        None if is_full_of_controls(sample.iter().map(|b| char::from(*b))) => Start::Binary,
        None => Start::Bytes,
    }
}

/// Whether more than one character in fifty is a control character that no text has: in random
/// bytes every tenth is. U+0001 is a delimiter of data warehouses.
fn is_full_of_controls(characters: impl Iterator<Item = char>) -> bool {
    let (mut controls, mut all) = (0, 0);
    for c in characters {
        all += 1;
        controls += usize::from(c < ' ' && !matches!(c, '\t' | '\n' | '\r' | '\u{1}'));
    }
    controls * 50 > all
}

/// The encoding of bytes that contain characters beyond ASCII, whole lines at best.
pub(super) fn from_text(bytes: &[u8]) -> Encoding {
    let sample = beyond_ascii(bytes);
    if is_nearly_utf8(&sample) && !is_short_gb18030(&sample) {
        return Encoding::UTF_8;
    }
    let gb = score(&decoded(Encoding::GB18030, &sample));
    let big5 = score(&decoded(Encoding::BIG5, &sample));
    if gb.max(big5) < PLAUSIBLE && isolated_share(&sample) > 0.7 {
        Encoding::WINDOWS_1252
    } else if big5 > gb {
        Encoding::BIG5
    } else {
        Encoding::GB18030
    }
}

/// The mean log2 frequency above which a line reads as Chinese. Real names and addresses measure
/// −10 to −13, the same bytes in a wrong encoding −17 and less.
pub(super) const PLAUSIBLE: f32 = -15.0;

/// The mean log2 frequency of the characters beyond ASCII; ASCII only is 0.
pub(super) fn score(text: &str) -> f32 {
    let (mut sum, mut count) = (0.0, 0u32);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        sum += log_frequency(c);
        count += 1;
    }
    if count == 0 { 0.0 } else { sum / count as f32 }
}

fn decoded(encoding: Encoding, bytes: &[u8]) -> Cow<'_, str> {
    encoding.0.decode_without_bom_handling(bytes).0
}

/// The first lines with characters beyond ASCII, up to [`SAMPLE`] bytes of them.
fn beyond_ascii(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::new();
    for line in bytes.split_inclusive(|b| *b == b'\n' || *b == b'\r') {
        if !line.is_ascii() {
            let room = SAMPLE.saturating_sub(sample.len());
            if room == 0 {
                break;
            }
            sample.extend_from_slice(line.get(..room).unwrap_or(line));
        }
    }
    sample
}

/// Whether the bytes are UTF-8 but for a few damaged characters or lines. One character in twenty
/// is far more than cut cells leave; and half of the lines are not valid UTF-8 by chance.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let (mut valid, mut lines) = (0, 0);
    for line in bytes.split(|b| *b == b'\n').filter(|line| !line.is_ascii()) {
        lines += 1;
        valid += usize::from(std::str::from_utf8(line).is_ok());
    }
    // The sample's own cut may go through a character.
    bad * 20 <= good || (bad <= 1 && good > 0) || (valid * 2 > lines && lines >= 4)
}

/// A few characters of GB18030 can happen to be valid UTF-8: 模 is `C4 A3`, which reads `ģ`. Only
/// two-byte sequences are at risk. They are GB18030 when that gives common characters and none
/// stands at an ASCII letter, as the accented letters of a European word do.
fn is_short_gb18030(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let in_word = |pair: &[u8]| {
        matches!(pair, [a, b] if a.is_ascii() != b.is_ascii()
            && (a.is_ascii_alphabetic() || b.is_ascii_alphabetic()))
    };
    if text.chars().any(|c| c.len_utf8() > 2) || bytes.windows(2).any(in_word) {
        return false;
    }
    let (decoded, broken) = Encoding::GB18030.0.decode_without_bom_handling(bytes);
    !broken && score(&decoded) > PLAUSIBLE
}

/// The share of the runs of high bytes that are a single byte, as an accented letter is.
fn isolated_share(bytes: &[u8]) -> f32 {
    let (mut single, mut all) = (0u32, 0u32);
    for run in bytes.split(u8::is_ascii).filter(|run| !run.is_empty()) {
        all += 1;
        single += u32::from(run.len() == 1);
    }
    if all == 0 { 0.0 } else { single as f32 / all as f32 }
}

/// log2 of how often a character is met, roughly, for characters beyond ASCII.
fn log_frequency(c: char) -> f32 {
    match c {
        '\u{4E00}'..='\u{9FFF}' => -f32::from(HANZI[c as usize - 0x4E00]),
        // Full-width punctuation, letters and digits of Chinese text.
        '、' | '。' | '（' | '）' | '，' | '：' | '；' | '“' | '”' | '《' | '》' | '·' | '—' => {
            -9.0
        }
        '\u{FF01}'..='\u{FF5E}' | '\u{3000}'..='\u{3017}' => -12.0,
        '\u{FFFD}' => -40.0,
        '\u{E000}'..='\u{F8FF}' => -30.0,
        _ => -22.0,
    }
}

/// −log2 of each hanzi's share; 22 for those rarer than any in the table.
static HANZI: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut table = vec![22; 0x9FFF - 0x4E00 + 1];
    for (band, characters) in BANDS {
        for c in characters.chars() {
            if let Some(cell) = table.get_mut((c as usize).wrapping_sub(0x4E00)) {
                *cell = *band;
            }
        }
    }
    table
});

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "编号,客户名称,地址\n1,山西阳光煤业有限公司,太原市小店区长治路12号\n";
    const TRADITIONAL: &str =
        "編號,客戶名稱,地址\n1,台灣陽光實業股份有限公司,台北市信義區松高路12號\n";

    fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
        encoding.0.encode(text).0.into_owned()
    }

    #[test]
    fn tells_the_byte_encodings_apart() {
        for (text, encoding) in [
            (SIMPLIFIED, Encoding::UTF_8),
            (SIMPLIFIED, Encoding::GB18030),
            (TRADITIONAL, Encoding::UTF_8),
            (TRADITIONAL, Encoding::BIG5),
            (TRADITIONAL, Encoding::GB18030),
            ("1,联通\n", Encoding::GB18030),
            ("1,模\n", Encoding::GB18030),
            ("1,電信\n", Encoding::BIG5),
            ("1,Müller GmbH,Köln\n", Encoding::WINDOWS_1252),
            ("1,Müller GmbH,Köln\n", Encoding::UTF_8),
            ("1,Café Zoë\n", Encoding::UTF_8),
        ] {
            assert_eq!(from_text(&encoded(text, encoding)), encoding, "{text}");
        }
    }

    #[test]
    fn utf8_survives_damage() {
        let mut bytes = SIMPLIFIED.repeat(20).into_bytes();
        let cut = bytes.len() - 20;
        bytes.remove(cut);
        assert_eq!(from_text(&bytes), Encoding::UTF_8);
    }

    #[test]
    fn reads_marks_and_nul_patterns() {
        let le: Vec<u8> = SIMPLIFIED.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = SIMPLIFIED.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(from_start(&le), Start::Known(Encoding::UTF_16LE, 0));
        assert_eq!(from_start(&be), Start::Known(Encoding::UTF_16BE, 0));
        assert_eq!(from_start(b"\xEF\xBB\xBFid"), Start::Known(Encoding::UTF_8, 3));
        assert_eq!(from_start(b"id,name\n"), Start::Bytes);
        assert_eq!(from_start(b"\x7FELF\0\0\0\0\0\0\0\0\x01\x02"), Start::Binary);
        assert_eq!(from_start(b""), Start::Bytes);
    }
}
