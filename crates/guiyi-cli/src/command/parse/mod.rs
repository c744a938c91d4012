//! `guiyi parse`: company names in, their parts out.

mod csv;
mod json;
mod show;
mod words;

use std::io::{self, BufRead, BufWriter, IsTerminal, Write};

use guiyi_core::{Error, ErrorKind};
use guiyi_io::{CsvOptions, CsvWriter};
use guiyi_name::Parser;

use crate::args::{Parse, ParseFormat};

/// Stands for standard input among the names.
const STDIN: &str = "-";

/// Runs the command. A reader that has seen enough, as `head`, ends it without an error.
pub fn run(args: &Parse) -> Result<(), Vec<Error>> {
    let mut out = Pipe { out: BufWriter::new(io::stdout().lock()), is_closed: false };
    let done = print(args, &mut out).and_then(|()| out.flush().map_err(unwritten));
    if out.is_closed { Ok(()) } else { done.map_err(|problem| vec![problem]) }
}

fn print(args: &Parse, out: &mut Pipe<impl Write>) -> Result<(), Error> {
    let parser = Parser::new();
    match args.format {
        ParseFormat::Table => {
            let mut is_first = true;
            each_name(&args.names, |raw| {
                let gap = if std::mem::take(&mut is_first) { "" } else { "\n" };
                let text = show::table(raw, &parser.parse(raw));
                write!(out, "{gap}{text}").map_err(unwritten)?;
                flush_for_people(out)
            })
        }
        ParseFormat::Json => each_name(&args.names, |raw| {
            let line = json::line(raw, &parser.parse(raw))?;
            writeln!(out, "{line}").map_err(unwritten)?;
            flush_for_people(out)
        }),
        ParseFormat::Csv => {
            // For programs: neither mark nor guard, so that a cell is what was read.
            let options =
                CsvOptions { mark: false, guard_formulas: false, ..CsvOptions::default() };
            let mut writer = CsvWriter::new(out, options);
            writer.write_row(csv::COLUMNS)?;
            each_name(&args.names, |raw| {
                let name = parser.parse(raw);
                writer.write_row(csv::row(raw, &name).iter().map(|cell| cell.as_ref()))
            })?;
            writer.finish().map(|_| ())
        }
    }
}

/// Who types names wants an answer to each.
fn flush_for_people(out: &mut impl Write) -> Result<(), Error> {
    if io::stdin().is_terminal() { out.flush().map_err(unwritten) } else { Ok(()) }
}

/// Calls `each` with every name, those of standard input line by line. An empty line is a name
/// without text: every line has its answer.
fn each_name(
    names: &[String],
    mut each: impl FnMut(&str) -> Result<(), Error>,
) -> Result<(), Error> {
    for name in names {
        if name == STDIN { each_line(&mut each)? } else { each(name)? }
    }
    Ok(())
}

fn each_line(each: &mut impl FnMut(&str) -> Result<(), Error>) -> Result<(), Error> {
    let place = |problem: Error, line| problem.in_file("standard input").at_line(line);
    let mut input = io::stdin().lock();
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        let read = input.read_until(b'\n', &mut bytes);
        let read = read.map_err(|e| place(Error::input(format!("cannot be read: {e}")), line))?;
        if read == 0 {
            break;
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| {
            place(Error::input("is not UTF-8"), line)
                .hint("convert it first, for instance: iconv -f GB18030 -t UTF-8 names.txt | guiyi parse -")
        })?;
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        each(if line == 1 { text.strip_prefix('\u{FEFF}').unwrap_or(text) } else { text })?;
    }
    Ok(())
}

fn unwritten(problem: io::Error) -> Error {
    Error::new(ErrorKind::Output, format!("standard output cannot be written: {problem}"))
}

/// Standard output that knows when nobody reads it any more.
struct Pipe<W> {
    out: W,
    is_closed: bool,
}

impl<W> Pipe<W> {
    fn watch<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        self.is_closed |=
            result.as_ref().is_err_and(|problem| problem.kind() == io::ErrorKind::BrokenPipe);
        result
    }
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.out.write(bytes);
        self.watch(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.out.flush();
        self.watch(result)
    }
}
