//! Where bytes come from, and what they are by their first bytes: endings of names lie.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use guiyi_core::Error;

use crate::zstd::Zstd;

/// The name of standard input on the command line.
pub const STDIN: &str = "-";

/// The first bytes that tell a format; the longest mark and its place within a ZIP header.
const HEAD: usize = 128;

/// Bytes that can be read again from the start.
pub(crate) trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// What is in a file.
pub(crate) enum Content<'a> {
    Text(Box<dyn Read + 'a>),
    JsonLines(Box<dyn Read + 'a>),
    Markup(Box<dyn Read + 'a>),
    Workbook(Workbook, Box<dyn ReadSeek>),
    #[cfg(feature = "parquet")]
    Parquet(Vec<u8>),
}

/// The kinds of workbooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Workbook {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
}

/// Opens a file, or standard input for [`STDIN`].
pub(crate) fn open(path: &Path) -> Result<Content<'static>, Error> {
    if path.as_os_str() == STDIN {
        return sort(io::stdin().lock());
    }
    let opened = File::open(path).and_then(|mut file| {
        let directory = file.metadata()?.is_dir();
        let head = if directory { Vec::new() } else { head_of(&mut file)? };
        Ok((file, head, directory))
    });
    match opened {
        Err(e) => Err(Error::input(format!("cannot be opened: {e}"))),
        Ok((_, _, true)) => Err(Error::input("is a directory").hint("name the files in it")),
        // A workbook is read here and there, not from end to end: no need to hold it.
        Ok((file, head, _)) if matches!(Kind::of(&head), Kind::Zip | Kind::Ole) => {
            rewound(file).and_then(|file| workbook(&head, Box::new(BufReader::new(file))))
        }
        Ok((file, _, _)) => sort(rewound(file)?),
    }
}

fn rewound(mut file: File) -> Result<File, Error> {
    file.rewind().map_err(unreadable)?;
    Ok(file)
}

/// Finds out what a stream of bytes is, unpacking it if need be.
pub(crate) fn sort<'a>(stream: impl Read + 'a) -> Result<Content<'a>, Error> {
    let (head, stream) = peek(stream)?;
    match Kind::of(&head) {
        Kind::Gzip => sort_unpacked(MultiGzDecoder::new(stream)),
        Kind::Zstd => sort_unpacked(Zstd::new(stream)),
        _ => sort_plain(&head, stream),
    }
}

fn sort_unpacked<'a>(stream: impl Read + 'a) -> Result<Content<'a>, Error> {
    let (head, stream) = peek(stream)?;
    match Kind::of(&head) {
        Kind::Gzip | Kind::Zstd => Err(Error::input("is packed twice").hint("unpack it first")),
        _ => sort_plain(&head, stream),
    }
}

fn sort_plain<'a>(head: &[u8], mut stream: impl Read + 'a) -> Result<Content<'a>, Error> {
    match Kind::of(head) {
        Kind::Zip | Kind::Ole => {
            let mut bytes = Vec::new();
            stream.read_to_end(&mut bytes).map_err(unreadable)?;
            workbook(head, Box::new(Cursor::new(bytes)))
        }
        Kind::Parquet => parquet(stream),
        Kind::Other(what, help) => Err(Error::input(format!("is {what}")).hint(help)),
        Kind::JsonLines => Ok(Content::JsonLines(Box::new(stream))),
        Kind::Markup => Ok(Content::Markup(Box::new(stream))),
        Kind::Text | Kind::Gzip | Kind::Zstd => Ok(Content::Text(Box::new(stream))),
    }
}

#[cfg(feature = "parquet")]
fn parquet<'a>(mut stream: impl Read + 'a) -> Result<Content<'a>, Error> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(Content::Parquet(bytes))
}

#[cfg(not(feature = "parquet"))]
fn parquet<'a>(_: impl Read + 'a) -> Result<Content<'a>, Error> {
    Err(Error::input("is a Parquet file, for which this program was built without support")
        .hint("export it as CSV, or build the program with --features parquet"))
}

/// Which workbook a ZIP or OLE container holds.
fn workbook(head: &[u8], mut bytes: Box<dyn ReadSeek>) -> Result<Content<'static>, Error> {
    let kind = if Kind::of(head) == Kind::Ole {
        let mut whole = Vec::new();
        bytes.read_to_end(&mut whole).map_err(unreadable)?;
        // A protected XLSX is wrapped in the container of XLS.
        let wrapped: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
        if contains(&whole, &wrapped) {
            return Err(Error::input("is protected by a password").hint("save it without one"));
        }
        bytes = Box::new(Cursor::new(whole));
        Workbook::Xls
    } else if contains(head, b"application/vnd.oasis.opendocument.spreadsheet") {
        Workbook::Ods
    } else {
        let names = zip_directory(&mut bytes).map_err(unreadable)?;
        if contains(&names, b"xl/workbook.bin") {
            Workbook::Xlsb
        } else if contains(&names, b"xl/") {
            Workbook::Xlsx
        } else {
            return Err(Error::input("is a ZIP archive, not a workbook").hint("unpack it first"));
        }
    };
    bytes.rewind().map_err(unreadable)?;
    Ok(Content::Workbook(kind, bytes))
}

/// The end of a ZIP file, where the names of its parts are. A workbook has some dozens.
fn zip_directory(bytes: &mut Box<dyn ReadSeek>) -> io::Result<Vec<u8>> {
    const DIRECTORY: u64 = 256 << 10;
    let length = bytes.seek(SeekFrom::End(0))?;
    bytes.seek(SeekFrom::Start(length.saturating_sub(DIRECTORY)))?;
    let mut end = Vec::new();
    bytes.read_to_end(&mut end)?;
    Ok(end)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(bytes, part).is_some()
}

/// A format by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    JsonLines,
    /// HTML or XML, under the name of a workbook as a rule.
    Markup,
    Gzip,
    Zstd,
    Zip,
    Parquet,
    /// The container of Excel 97 and its contemporaries.
    Ole,
    /// Something that is no table, and what to do about it.
    Other(&'static str, &'static str),
}

impl Kind {
    fn of(head: &[u8]) -> Kind {
        const UNPACK: &str = "unpack it first";
        const OTHERS: [(&[u8], &str, &str); 5] = [
            (b"BZh", "packed by bzip2", UNPACK),
            (b"\xFD7zXZ\0", "packed by xz", UNPACK),
            (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive", UNPACK),
            (b"Rar!\x1A\x07", "a RAR archive", UNPACK),
            (b"%PDF-", "a PDF document", "export the table as CSV or XLSX"),
        ];
        // A Zstandard file may begin with a skippable frame (RFC 8878, 3.1.2).
        let skippable = matches!(head, [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..]);
        if head.starts_with(b"\x1F\x8B") {
            Kind::Gzip
        } else if head.starts_with(b"\x28\xB5\x2F\xFD") || skippable {
            Kind::Zstd
        } else if head.starts_with(b"PK\x03\x04") {
            Kind::Zip
        } else if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            Kind::Ole
        } else if head.starts_with(b"PAR1") {
            Kind::Parquet
        } else if is_json_object(head) {
            Kind::JsonLines
        } else if is_markup(head) {
            Kind::Markup
        } else {
            OTHERS
                .iter()
                .find(|(mark, ..)| head.starts_with(mark))
                .map_or(Kind::Text, |(_, what, help)| Kind::Other(what, help))
        }
    }
}

fn is_markup(head: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 6] =
        [b"<html", b"<table", b"<!doctype", b"<?xml", b"<head", b"<meta"];
    let text = start_of_text(head);
    BEGINNINGS.iter().any(|b| text.get(..b.len()).is_some_and(|t| t.eq_ignore_ascii_case(b)))
}

fn start_of_text(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start()
}

/// Whether a file begins with a JSON object: a brace and a key, or an empty object's other brace.
fn is_json_object(head: &[u8]) -> bool {
    let inside = start_of_text(head).strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    inside.is_some_and(|inside| inside.starts_with(b"\"") || inside.starts_with(b"}"))
}

/// The first bytes of a stream, and the whole stream again.
fn peek<'a>(mut stream: impl Read + 'a) -> Result<(Vec<u8>, impl Read + 'a), Error> {
    let head = head_of(&mut stream).map_err(unreadable)?;
    Ok((head.clone(), Cursor::new(head).chain(stream)))
}

fn head_of(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    stream.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// The error for bytes that cannot be read or unpacked.
pub(crate) fn unreadable(e: io::Error) -> Error {
    match e.kind() {
        io::ErrorKind::UnexpectedEof => {
            Error::input("ends too early").hint("the file is cut short; fetch it again")
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            Error::input(format!("is damaged: {e}"))
        }
        _ => Error::input(format!("cannot be read: {e}")),
    }
}
