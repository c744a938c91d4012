//! The output side of a job: a directory of tables in the format asked for.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use guiyi_core::archive::{RowWriter, Rows, Tables};
use guiyi_core::link::table as link;
use guiyi_core::{Error, ErrorKind};
use guiyi_io::{
    CsvOptions, CsvText, Existing, OutputDir, OutputFile, OutputFormat, STDIN, TableWriter,
};
use guiyi_store::Exported;
use rayon::prelude::*;
use serde_json::Value;

use crate::args::{Format, Writing};
use crate::job::FileReport;

/// A row that could be read and was rejected.
pub struct RejectedRow {
    /// Its file.
    pub file: String,
    /// Its line, from 1.
    pub line: u64,
    /// Why.
    pub reason: &'static str,
}

/// A directory of results that appears complete or not at all.
pub struct ResultDir {
    out: OutputDir,
    format: OutputFormat,
}

impl ResultDir {
    /// Begins the directory; `inputs` are the files that will be read.
    ///
    /// # Errors
    /// When the options contradict each other, when an input would be replaced by the result, or
    /// as [`OutputDir::create`].
    pub fn create(
        target: &Path,
        writing: &Writing,
        inputs: &[PathBuf],
    ) -> Result<ResultDir, Error> {
        let format = format(writing)?;
        check_apart(target, inputs)?;
        Ok(ResultDir { out: OutputDir::create(target, existing(writing.force))?, format })
    }

    /// Writes the tables of an archive.
    pub fn tables(&self, tables: &Tables<'_>) -> Result<(), Error> {
        type Make<'a> = for<'t> fn(&'t Tables<'a>) -> Rows<'t>;
        // The longest first, so that the others are written beside it.
        let all: [(&str, Make<'_>); 5] = [
            ("lineage", Tables::lineage),
            ("profiles", Tables::profiles),
            ("members", Tables::members),
            ("review", Tables::review),
            ("links", Tables::links),
        ];
        let written: Vec<Result<(), Error>> = all
            .par_iter()
            .with_max_len(1)
            .map(|(name, make)| self.rows(name, &make(tables)))
            .collect();
        written.into_iter().collect()
    }

    /// Writes every pair that was weighed and kept.
    pub fn pairs(&self, tables: &Tables<'_>) -> Result<(), Error> {
        self.rows("pairs", &tables.pairs())
    }

    /// Writes the page for people.
    pub fn report(&self, html: &str) -> Result<(), Error> {
        const NAME: &str = "report.html";
        let mut file = self.out.file(NAME)?;
        file.write_all(html.as_bytes())
            .map_err(|e| guiyi_io::output::failed("cannot be written", e).in_file(NAME))
    }

    /// Writes the tables of a link.
    pub fn link(&self, tables: &link::Tables<'_>) -> Result<(), Error> {
        self.table("matches", self.format, &|out| tables.matches(out))?;
        self.table("new", self.format, &|out| tables.new_rows(out))?;
        self.table("review", self.format, &|out| tables.review(out))
    }

    /// Writes the rows that could not be read: always as CSV, which holds rows of any length.
    pub fn rejects(&self, files: &[FileReport]) -> Result<(), Error> {
        self.rejects_with(files, &[])
    }

    /// The same, and behind them rows that could be read and were rejected.
    pub fn rejects_with(&self, files: &[FileReport], rows: &[RejectedRow]) -> Result<(), Error> {
        let format = match self.format {
            OutputFormat::Csv(options) => OutputFormat::Csv(options),
            _ => OutputFormat::Csv(CsvOptions::default()),
        };
        self.table("rejects", format, &|out| {
            out.row(&["file", "line", "column", "reason", "bytes"])?;
            for (file, reject) in
                files.iter().flat_map(|file| file.rejects.iter().map(move |reject| (file, reject)))
            {
                let (line, reason) = (reject.line.to_string(), reject.reason.to_string());
                let column = reject.column.as_deref().unwrap_or("");
                out.row(&[&file.file, &line, column, &reason, &reject.text(file.encoding)])?;
            }
            for row in rows {
                out.row(&[&row.file, &row.line.to_string(), "", row.reason, ""])?;
            }
            Ok(())
        })
    }

    /// Writes what was done, for programs: `run.json`.
    pub fn run(&self, run: &Value) -> Result<(), Error> {
        const NAME: &str = "run.json";
        let mut file = BufWriter::new(self.out.file(NAME)?);
        let written = serde_json::to_writer_pretty(&mut file, run).map_err(std::io::Error::from);
        written
            .and_then(|()| file.flush())
            .map_err(|e| guiyi_io::output::failed("cannot be written", e).in_file(NAME))
    }

    /// Puts the directory in place.
    pub fn commit(self) -> Result<(), Error> {
        self.out.commit()
    }

    /// Writes the tables of a living archive.
    pub fn exported(&self, exported: &Exported) -> Result<(), Error> {
        self.table("profiles", self.format, &|out| exported.profiles(out))?;
        self.table("members", self.format, &|out| exported.members(out))?;
        self.table("lineage", self.format, &|out| exported.lineage(out))
    }

    /// Writes a table; of a text several parts are made at once.
    fn rows(&self, name: &str, rows: &Rows<'_>) -> Result<(), Error> {
        let OutputFormat::Csv(options) = self.format else {
            return self.table(name, self.format, &|out| rows.write(out));
        };
        let name = format!("{name}.{}", self.format.ending());
        self.csv(&name, options, rows).map_err(|e| e.in_file(name))
    }

    fn csv(&self, name: &str, options: CsvOptions, rows: &Rows<'_>) -> Result<(), Error> {
        /// Items of a part: some hundred kilobytes of text.
        const PART: usize = 512;
        /// Parts that are held until they are written.
        const PARTS: usize = 16;
        let mut file = self.out.file(name)?;
        let mut put = |text: &[u8]| {
            file.write_all(text).map_err(|e| guiyi_io::output::failed("cannot be written", e))
        };
        let mut header = CsvPart(CsvText::new(options));
        rows.header(&mut header)?;
        put(&header.0.encoded()?)?;
        let part = || CsvPart(CsvText::new(CsvOptions { mark: false, ..options }));
        let many = rows.items().div_ceil(PART).min(PARTS);
        let mut parts: Vec<CsvPart> = std::iter::repeat_with(part).take(many).collect();
        for first in (0..rows.items()).step_by(PART * PARTS) {
            let ranges = (first..rows.items()).into_par_iter().step_by(PART);
            let texts: Vec<Result<Cow<'_, [u8]>, Error>> = (parts.par_iter_mut().zip(ranges))
                .map(|(part, at)| part.fill(|out| rows.part(at..rows.items().min(at + PART), out)))
                .collect();
            texts.into_iter().try_for_each(|text| put(&text?))?;
        }
        self.out.finished(file);
        Ok(())
    }

    fn table(&self, name: &str, format: OutputFormat, fill: Filler<'_>) -> Result<(), Error> {
        let name = format!("{name}.{}", format.ending());
        let file = BufWriter::new(self.out.file(&name)?);
        let mut rows = Table::Waiting { file: Some(file), format };
        let filled = fill(&mut rows);
        filled.and_then(|()| rows.finish()).map_err(|e| e.in_file(name))
    }
}

/// Writes one file that appears complete or not at all.
///
/// # Errors
/// When the file is there already and may not be replaced, or cannot be written.
pub fn write_text(path: &Path, text: &str, force: bool) -> Result<(), Error> {
    let mut file = OutputFile::create(path, existing(force))?;
    file.write_all(text.as_bytes()).map_err(|e| {
        guiyi_io::output::failed("cannot be written", e).in_file(path.display().to_string())
    })?;
    file.commit()
}

/// What happens to a result that is there already.
pub fn existing(force: bool) -> Existing {
    if force { Existing::Replace } else { Existing::Refuse }
}

impl Format {
    /// The ending of the files.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Jsonl => "jsonl",
            #[cfg(feature = "parquet")]
            Format::Parquet => "parquet",
        }
    }
}

/// Some rows of a table as text.
struct CsvPart(CsvText);

impl CsvPart {
    /// The text of some rows, in the room of those before.
    fn fill(
        &mut self,
        rows: impl FnOnce(&mut dyn RowWriter) -> Result<(), Error>,
    ) -> Result<Cow<'_, [u8]>, Error> {
        self.0.clear();
        rows(self)?;
        self.0.encoded()
    }
}

impl RowWriter for CsvPart {
    fn row(&mut self, cells: &[&str]) -> Result<(), Error> {
        self.0.push_row(cells.iter().copied());
        Ok(())
    }
}

type Filler<'a> = &'a dyn Fn(&mut dyn RowWriter) -> Result<(), Error>;

/// The rows of one table, of which the first is the header.
enum Table {
    /// No row yet.
    Waiting { file: Option<BufWriter<File>>, format: OutputFormat },
    /// The header is written.
    Begun(Box<TableWriter<BufWriter<File>>>),
}

impl RowWriter for Table {
    fn row(&mut self, cells: &[&str]) -> Result<(), Error> {
        match self {
            Table::Begun(writer) => writer.write_row(cells.iter().copied()),
            Table::Waiting { file, format } => {
                let Some(file) = file.take() else { return Ok(()) };
                *self = Table::Begun(Box::new(TableWriter::new(file, *format, cells)?));
                Ok(())
            }
        }
    }
}

impl Table {
    fn finish(self) -> Result<(), Error> {
        match self {
            Table::Begun(writer) => writer.finish().map(drop),
            Table::Waiting { .. } => Ok(()),
        }
    }
}

/// The format from what was typed.
fn format(writing: &Writing) -> Result<OutputFormat, Error> {
    if writing.output_format != Format::Csv {
        let only = |option: &str| {
            Error::usage(format!("{option} is for CSV, the only format that has a choice there"))
        };
        if writing.output_encoding.is_some() {
            return Err(only("--output-encoding"));
        }
        if writing.no_formula_guard {
            return Err(only("--no-formula-guard"));
        }
    }
    Ok(match writing.output_format {
        Format::Csv => OutputFormat::Csv(csv_options(writing)?),
        Format::Xlsx => OutputFormat::Xlsx,
        Format::Jsonl => OutputFormat::JsonLines,
        #[cfg(feature = "parquet")]
        Format::Parquet => OutputFormat::Parquet,
    })
}

fn csv_options(writing: &Writing) -> Result<CsvOptions, Error> {
    let mut options =
        CsvOptions { guard_formulas: !writing.no_formula_guard, ..CsvOptions::default() };
    if let Some(label) = &writing.output_encoding {
        options.encoding = label.parse()?;
        let label = label.to_ascii_lowercase();
        options.mark = label.ends_with("bom") || label.ends_with("sig");
        options.encoding.check_writable()?;
    }
    Ok(options)
}

/// A result never takes the place of what it is made from.
fn check_apart(target: &Path, inputs: &[PathBuf]) -> Result<(), Error> {
    let Ok(out) = fs::canonicalize(target) else { return Ok(()) };
    let inside = inputs.iter().find(|input| {
        let real = fs::canonicalize(input).ok().filter(|_| input.as_os_str() != STDIN);
        real.is_some_and(|real| real.starts_with(&out))
    });
    inside.map_or(Ok(()), |input| {
        Err(Error::new(ErrorKind::Usage, "lies in the output directory, which would be replaced")
            .in_file(input.display().to_string())
            .hint("give another --out"))
    })
}
