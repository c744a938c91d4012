//! `guiyi synth`: a made-up population of customers, and its truth.

use std::fs::File;

use guiyi_core::Error;
use guiyi_io::{CsvOptions, CsvWriter, OutputDir};
use guiyi_synth::{COLUMNS, Corruption, Population, Recipe, Record, Source};
use rayon::prelude::*;

use super::dedupe::set_threads;
use crate::args::Synth;
use crate::lang::say;
use crate::progress::Progress;
use crate::result;

/// Runs the command.
pub fn run(args: &Synth) -> Result<(), Vec<Error>> {
    set_threads(args.threads);
    let recipe = recipe(args)?;
    let population = Population::new(recipe).map_err(|bad| vec![Error::usage(bad.to_string())])?;
    let out = OutputDir::create(&args.out, result::existing(args.force))
        .map_err(|problem| vec![problem])?;
    let progress = Progress::new(args.quiet);
    write(&population, &out, args.split, &progress).map_err(|problem| vec![problem])?;
    out.commit().map_err(|problem| vec![problem])?;
    progress.finish();
    if !args.quiet {
        let (records, customers) = (population.len(), population.customers());
        eprintln!(
            "{}",
            say!(
                "{records} records of {customers} customers",
                "{customers} 户客户的 {records} 条记录"
            )
        );
    }
    Ok(())
}

fn recipe(args: &Synth) -> Result<Recipe, Vec<Error>> {
    let mut recipe = Recipe { records: args.records, seed: args.seed, ..Recipe::default() };
    if args.crowded {
        recipe = recipe.crowded();
    }
    let mut problems = Vec::new();
    for typed in &args.rates {
        match rate(typed) {
            Ok((kind, rate)) => recipe.rates[kind] = rate,
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(recipe) } else { Err(problems) }
}

/// A rate as typed: `remark=0.2`.
fn rate(typed: &str) -> Result<(Corruption, f64), Error> {
    let form = || Error::usage(format!("--rate {typed}")).hint("write NAME=RATE, as remark=0.2");
    let (name, rate) = typed.split_once('=').ok_or_else(form)?;
    let kind = Corruption::named(name).ok_or_else(|| {
        let names: Vec<&str> = Corruption::ALL.iter().map(|kind| kind.name()).collect();
        Error::usage(format!("--rate {typed}: there is no corruption {name}"))
            .hint(format!("one of {}", names.join(", ")))
    })?;
    Ok((kind, rate.parse().map_err(|_| form())?))
}

/// Records rendered at once by one thread: about a megabyte of text.
const CHUNK: u64 = 8192;

/// Chunks rendered before they are written, which bounds the memory.
const CHUNKS_AT_ONCE: u64 = 16;

/// The text of one chunk: the rows of each table, and of the truth.
struct Chunk {
    tables: Vec<Vec<u8>>,
    truth: Vec<u8>,
}

fn write(
    population: &Population,
    out: &OutputDir,
    split: bool,
    progress: &Progress,
) -> Result<(), Error> {
    let names: Vec<String> = match split {
        true => Source::ALL.iter().map(|source| format!("{}.csv", source.name())).collect(),
        false => vec!["customers.csv".to_owned()],
    };
    let mut files =
        names.iter().map(|name| out.file(name)).collect::<Result<Vec<File>, Error>>()?;
    let mut truth = out.file("truth.csv")?;
    for file in &mut files {
        append(file, &lines([COLUMNS])?)?;
    }
    append(&mut truth, &lines([["record_id", "entity_id", "corruptions"]])?)?;

    let chunks = population.len().div_ceil(CHUNK);
    progress.stage("synth", chunks);
    for first in (0..chunks).step_by(CHUNKS_AT_ONCE as usize) {
        let last = (first + CHUNKS_AT_ONCE).min(chunks);
        let rendered: Vec<Chunk> = (first..last)
            .into_par_iter()
            .map(|chunk| render(population, chunk, split))
            .collect::<Result<_, _>>()?;
        for chunk in &rendered {
            for (file, rows) in files.iter_mut().zip(&chunk.tables) {
                append(file, rows)?;
            }
            append(&mut truth, &chunk.truth)?;
        }
    }
    Ok(())
}

fn render(population: &Population, chunk: u64, split: bool) -> Result<Chunk, Error> {
    let numbers = chunk * CHUNK..((chunk + 1) * CHUNK).min(population.len());
    let records: Vec<Record> = numbers.filter_map(|number| population.record(number)).collect();
    let rows = |source: Option<Source>| {
        lines(
            records
                .iter()
                .filter(|record| source.is_none_or(|source| record.source == source))
                .map(Record::cells),
        )
    };
    let tables = match split {
        true => Source::ALL.iter().map(|&source| rows(Some(source))).collect::<Result<_, _>>()?,
        false => vec![rows(None)?],
    };
    let truths: Vec<[String; 3]> = records
        .iter()
        .map(|record| [record.record_id.clone(), record.entity_id(), record.damage.to_string()])
        .collect();
    let truth =
        lines(truths.iter().map(|[record, entity, damage]| [record.as_str(), entity, damage]))?;
    Ok(Chunk { tables, truth })
}

/// Rows as CSV. No mark and no guard of formulas: this is raw data for machines.
fn lines<'a, const N: usize>(
    rows: impl IntoIterator<Item = [&'a str; N]>,
) -> Result<Vec<u8>, Error> {
    let options = CsvOptions { mark: false, guard_formulas: false, ..CsvOptions::default() };
    let mut writer = CsvWriter::new(Vec::new(), options);
    for row in rows {
        writer.write_row(row)?;
    }
    writer.finish()
}

fn append(file: &mut File, bytes: &[u8]) -> Result<(), Error> {
    use std::io::Write;
    file.write_all(bytes).map_err(|problem| {
        Error::new(guiyi_core::ErrorKind::Output, format!("cannot be written: {problem}"))
    })
}
