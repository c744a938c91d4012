//! Decoding of blocks of whole lines, with a second look at lines that do not fit.

use super::detect::{PLAUSIBLE, from_text, score};
use super::{Encoding, Unit};
use crate::note::{NoteKind, Notes};

/// Decodes a file block by block. While all is ASCII the encoding stays open.
#[derive(Clone, Debug)]
pub(crate) struct Decoder {
    encoding: Option<Encoding>,
    /// The user named the encoding: no line is read in another.
    fixed: bool,
}

impl Decoder {
    /// A decoder for an encoding known beforehand, by name (`fixed`) or by its mark, or not yet
    /// known.
    pub(crate) fn new(encoding: Option<Encoding>, fixed: bool) -> Decoder {
        Decoder { encoding, fixed }
    }

    /// The encoding as far as it is known; plain ASCII counts as UTF-8.
    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding.unwrap_or(Encoding::UTF_8)
    }

    /// Whether what it makes of a block depends on no earlier one any more.
    pub(crate) fn is_settled(&self) -> bool {
        self.encoding.is_some()
    }

    /// Appends the text of `block`, whole lines of which the first is number `line`.
    pub(crate) fn decode(&mut self, block: &[u8], line: u64, text: &mut String, notes: &mut Notes) {
        let encoding = match self.encoding {
            Some(encoding) => encoding,
            None if block.is_ascii() => Encoding::UTF_8,
            None => *self.encoding.insert(from_text(block)),
        };
        if encoding == Encoding::UTF_8 {
            match simdutf8::basic::from_utf8(block) {
                Ok(whole) => text.push_str(whole),
                Err(_) => self.decode_lines(encoding, block, line, text, notes),
            }
        } else if self.fixed || encoding.unit() != Unit::Byte {
            let before = text.len();
            push_decoded(encoding, block, text);
            note_damage(&text[before..], line, notes);
        } else {
            self.decode_lines(encoding, block, line, text, notes);
        }
    }

    /// Line by line: a line that is not in the file's encoding may be whole in another, as in
    /// files put together from two exports.
    fn decode_lines(
        &self,
        encoding: Encoding,
        block: &[u8],
        first: u64,
        text: &mut String,
        notes: &mut Notes,
    ) {
        for (number, line) in (first..).zip(block.split_inclusive(|b| *b == b'\n')) {
            let before = text.len();
            if line.is_ascii() {
                // ASCII is the same everywhere, and `from_utf8` cannot fail on it.
                text.push_str(std::str::from_utf8(line).unwrap_or_default());
            } else if let Some(other) = self.better(encoding, line) {
                push_decoded(other, line, text);
                notes.add(NoteKind::OtherEncoding(other), number);
            } else {
                push_decoded(encoding, line, text);
                note_damage(&text[before..], number, notes);
            }
        }
    }

    /// The encoding that reads `line` without error and plausibly, where the file's does not.
    fn better(&self, encoding: Encoding, line: &[u8]) -> Option<Encoding> {
        if self.fixed {
            return None;
        }
        let utf8 = std::str::from_utf8(line);
        if encoding == Encoding::UTF_8 {
            if utf8.is_ok() {
                return None;
            }
            let (decoded, broken) = Encoding::GB18030.0.decode_without_bom_handling(line);
            return (!broken && score(&decoded) > PLAUSIBLE).then_some(Encoding::GB18030);
        }
        let read_as_utf8 = score(utf8.ok()?);
        let (decoded, broken) = encoding.0.decode_without_bom_handling(line);
        (read_as_utf8 > PLAUSIBLE && (broken || read_as_utf8 > score(&decoded)))
            .then_some(Encoding::UTF_8)
    }
}

fn push_decoded(encoding: Encoding, bytes: &[u8], text: &mut String) {
    text.push_str(&encoding.0.decode_without_bom_handling(bytes).0);
}

fn note_damage(text: &str, first: u64, notes: &mut Notes) {
    if !text.contains('\u{FFFD}') {
        return;
    }
    for (number, line) in (first..).zip(text.split('\n')) {
        if line.contains('\u{FFFD}') {
            notes.add(NoteKind::DamagedText, number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(blocks: &[&[u8]]) -> (String, Encoding, Vec<(NoteKind, u64, u64)>) {
        let (mut decoder, mut text, mut notes) =
            (Decoder::new(None, false), String::new(), Notes::default());
        for block in blocks {
            decoder.decode(block, 1, &mut text, &mut notes);
        }
        let notes = notes.into_iter().map(|n| (n.kind, n.count, n.line)).collect();
        (text, decoder.encoding(), notes)
    }

    #[test]
    fn waits_for_the_first_character_beyond_ascii() {
        let gbk = Encoding::GB18030.0.encode("2,北京阳光商贸有限公司\n").0;
        let (text, encoding, notes) = decoded(&[b"1,ACME\n", &gbk]);
        assert_eq!(text, "1,ACME\n2,北京阳光商贸有限公司\n");
        assert_eq!(encoding, Encoding::GB18030);
        assert!(notes.is_empty());
    }

    #[test]
    fn reads_a_file_put_together_from_two() {
        let gbk = Encoding::GB18030.0.encode("2,北京阳光商贸有限公司\n").0;
        let utf8 = "1,北京明月商贸有限公司\n";
        let most_utf8 = [utf8.repeat(30).as_bytes(), &gbk].concat();
        let (text, encoding, notes) = decoded(&[&most_utf8]);
        assert!(text.ends_with("\n2,北京阳光商贸有限公司\n"));
        assert_eq!(encoding, Encoding::UTF_8);
        assert_eq!(notes, [(NoteKind::OtherEncoding(Encoding::GB18030), 1, 31)]);

        let most_gbk = [&gbk.repeat(30), utf8.as_bytes()].concat();
        let (text, encoding, notes) = decoded(&[&most_gbk]);
        assert!(text.ends_with("\n1,北京明月商贸有限公司\n"));
        assert_eq!(encoding, Encoding::GB18030);
        assert_eq!(notes, [(NoteKind::OtherEncoding(Encoding::UTF_8), 1, 31)]);
    }

    #[test]
    fn marks_damage_and_goes_on() {
        let mut bytes = "1,北京\n".repeat(9).into_bytes();
        bytes.truncate(bytes.len() - 2);
        let (text, _, notes) = decoded(&[&bytes]);
        assert!(text.ends_with("1,北\u{FFFD}"));
        assert_eq!(notes, [(NoteKind::DamagedText, 1, 9)]);
    }
}
