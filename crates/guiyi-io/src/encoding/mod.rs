//! Which encoding a text is in, and its decoding line by line.

mod decode;
mod detect;
mod frequency;

use std::fmt;
use std::str::FromStr;

use guiyi_core::Error;

pub(crate) use decode::Decoder;
pub(crate) use detect::{SAMPLE, Start, from_start};

/// The encoding of a text file.
///
/// GBK and GB 2312 are read and named as GB18030, which contains both; Big5 includes HKSCS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(pub(crate) &'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8, of which ASCII is a part.
    pub const UTF_8: Encoding = Encoding(encoding_rs::UTF_8);
    /// GB18030, the superset of GBK and GB 2312.
    pub const GB18030: Encoding = Encoding(encoding_rs::GB18030);
    /// Big5 with the Hong Kong supplement.
    pub const BIG5: Encoding = Encoding(encoding_rs::BIG5);
    /// UTF-16, low byte first.
    pub const UTF_16LE: Encoding = Encoding(encoding_rs::UTF_16LE);
    /// UTF-16, high byte first.
    pub const UTF_16BE: Encoding = Encoding(encoding_rs::UTF_16BE);
    /// Western European, the superset of Latin-1.
    pub const WINDOWS_1252: Encoding = Encoding(encoding_rs::WINDOWS_1252);

    /// The name shown to people: `UTF-8`, `GB18030`, `Big5`, `UTF-16LE` …
    pub fn name(self) -> &'static str {
        if self == Encoding::GB18030 { "GB18030" } else { self.0.name() }
    }

    /// An error for an encoding that is only read.
    ///
    /// # Errors
    /// For UTF-16 and the encodings that the WHATWG Encoding Standard has no encoder for.
    pub fn check_writable(self) -> Result<(), Error> {
        if self.0.output_encoding() == self.0 {
            return Ok(());
        }
        Err(Error::usage(format!("{self} is only read, not written"))
            .hint("write UTF-8 or GB18030"))
    }

    /// How bytes group into the units among which a line end is searched.
    pub(crate) fn unit(self) -> Unit {
        if self == Encoding::UTF_16LE {
            Unit::Little
        } else if self == Encoding::UTF_16BE {
            Unit::Big
        } else {
            Unit::Byte
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Encoding {
    type Err = Error;

    /// Any label of the WHATWG Encoding Standard, in any case; `cp936` and the like too.
    fn from_str(label: &str) -> Result<Encoding, Error> {
        let wanted = label.trim().to_ascii_lowercase().replace('_', "-");
        let label_of = match wanted.as_str() {
            "cp936" | "ms936" | "windows-936" | "gb2312" | "gbk" | "gb18030" => "gb18030",
            "cp950" | "ms950" | "windows-950" | "hkscs" => "big5",
            "utf8-bom" | "utf-8-bom" | "utf-8-sig" | "cp65001" => "utf-8",
            "cp1252" | "latin1" | "ansi" => "windows-1252",
            other => other,
        };
        encoding_rs::Encoding::for_label_no_replacement(label_of.as_bytes())
            .map(
                |encoding| {
                    if encoding == encoding_rs::GBK {
                        Encoding::GB18030
                    } else {
                        Encoding(encoding)
                    }
                },
            )
            .ok_or_else(|| {
                Error::usage(format!("'{label}' is not an encoding")).hint(
                    "for instance utf-8, gb18030, gbk, big5, utf-16le, utf-16be, windows-1252",
                )
            })
    }
}

/// The code unit of an encoding.
///
/// Every byte-wise encoding read here keeps the bytes of CR and LF for CR and LF, so lines can be
/// cut before the text is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Byte,
    Little,
    Big,
}

impl Unit {
    /// The offset just past the first `terminator` at or after `from`.
    pub(crate) fn line_end(self, bytes: &[u8], from: usize, terminator: u8) -> Option<usize> {
        let tail = bytes.get(from..)?;
        match self {
            Unit::Byte => memchr::memchr(terminator, tail).map(|at| from + at + 1),
            Unit::Little => {
                tail.chunks_exact(2).position(|u| u == [terminator, 0]).map(|n| from + 2 * n + 2)
            }
            Unit::Big => {
                tail.chunks_exact(2).position(|u| u == [0, terminator]).map(|n| from + 2 * n + 2)
            }
        }
    }

    /// The offset just past the last `terminator`. Offsets count from a unit's border.
    pub(crate) fn last_line_end(self, bytes: &[u8], terminator: u8) -> Option<usize> {
        match self {
            Unit::Byte => memchr::memrchr(terminator, bytes).map(|at| at + 1),
            Unit::Little => {
                bytes.chunks_exact(2).rposition(|u| u == [terminator, 0]).map(|n| 2 * n + 2)
            }
            Unit::Big => {
                bytes.chunks_exact(2).rposition(|u| u == [0, terminator]).map(|n| 2 * n + 2)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_people_type() {
        for (label, name) in [
            ("GBK", "GB18030"),
            ("gb2312", "GB18030"),
            ("cp936", "GB18030"),
            ("Big5", "Big5"),
            ("big5-hkscs", "Big5"),
            ("utf8", "UTF-8"),
            ("UTF-16LE", "UTF-16LE"),
            ("latin1", "windows-1252"),
        ] {
            assert_eq!(label.parse::<Encoding>().unwrap().name(), name, "{label}");
        }
        assert!("utf-9".parse::<Encoding>().is_err());
    }

    #[test]
    fn lines_end_on_unit_borders() {
        // U+0A00 holds the byte of LF without being one.
        let text = [0x00, 0x0A, 0x0A, 0x00, 0x41, 0x00];
        assert_eq!(Unit::Little.line_end(&text, 0, b'\n'), Some(4));
        assert_eq!(Unit::Little.last_line_end(&text, b'\n'), Some(4));
        assert_eq!(Unit::Big.line_end(&text, 0, b'\n'), Some(2));
    }
}
