//! Whole runs of the program over made-up populations: growth, hostile skew, threads. Prints a table
//! for `benches/runs/`; `scripts/bench` calls it.
//!
//! A faster run with a worse answer fails: each run is held against the truth of its population.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// F1 that a made-up population must keep at least; a few thousandths below what was measured.
const LEAST_F1: f64 = 0.97;

/// One run.
struct Case {
    records: u64,
    crowded: bool,
    threads: Option<usize>,
}

impl Case {
    fn name(&self) -> String {
        let skew = if self.crowded { ", hostile skew" } else { "" };
        let threads = match self.threads {
            Some(1) => ", one thread".to_string(),
            Some(threads) => format!(", {threads} threads"),
            None => String::new(),
        };
        format!("{} records{skew}{threads}", self.records)
    }
}

/// What a run took and gave.
struct Outcome {
    seconds: f64,
    peak: u64,
    pairs: u64,
    left_out: u64,
    f1: f64,
}

fn main() -> ExitCode {
    let full = std::env::args().any(|typed| typed == "--full");
    match run(full) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("a population came out with an F1 below {LEAST_F1}");
            ExitCode::FAILURE
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(full: bool) -> Result<bool, String> {
    let ordinary = |records, threads| Case { records, crowded: false, threads };
    let mut cases = vec![ordinary(100_000, None)];
    if full {
        cases.extend([
            ordinary(1_000_000, None),
            ordinary(1_000_000, Some(1)),
            Case { records: 1_000_000, crowded: true, threads: None },
            ordinary(10_000_000, None),
        ]);
    }
    println!("| run | seconds | µs a record | peak MB | pairs a record | pairs left out | F1 |");
    println!("|---|---|---|---|---|---|---|");
    let mut good = true;
    for case in &cases {
        let out = outcome(case)?;
        // Skew makes truth of its own: firms that share all they have are not told apart.
        good &= case.crowded || out.f1 >= LEAST_F1;
        println!(
            "| {} | {:.1} | {:.1} | {} | {:.1} | {} | {:.4} |",
            case.name(),
            out.seconds,
            out.seconds * 1e6 / case.records as f64,
            out.peak / 1_000_000,
            out.pairs as f64 / case.records as f64,
            out.left_out,
            out.f1,
        );
    }
    Ok(good)
}

fn outcome(case: &Case) -> Result<Outcome, String> {
    let place = PathBuf::from("target/scale");
    let population = place.join(format!("{}-{}", case.records, case.crowded));
    let out = place.join("out");
    if !population.join("truth.csv").exists() {
        let mut synth = program("synth");
        synth.arg("--records").arg(case.records.to_string()).arg("--out").arg(&population);
        synth.arg("--force").args(case.crowded.then_some("--crowded"));
        measured(&mut synth)?;
    }
    let mut dedupe = program("dedupe");
    dedupe.arg(population.join("customers.csv")).arg("--out").arg(&out).arg("--force");
    if let Some(threads) = case.threads {
        dedupe.arg("--threads").arg(threads.to_string());
    }
    let (seconds, peak) = measured(&mut dedupe)?;
    let run = json(&std::fs::read(out.join("run.json")).map_err(|e| e.to_string())?)?;
    let left_out = run["blocks"].as_array().into_iter().flatten();
    Ok(Outcome {
        seconds: seconds.as_secs_f64(),
        peak,
        pairs: run["counts"]["pairs_compared"].as_u64().unwrap_or(0),
        left_out: left_out.filter_map(|rule| rule["left_out"].as_u64()).sum(),
        f1: f1(&out, &population.join("truth.csv"))?,
    })
}

fn f1(run: &Path, truth: &Path) -> Result<f64, String> {
    let mut evaluate = Command::new(PROGRAM);
    let evaluate = evaluate.arg("evaluate").arg(run).arg("--truth").arg(truth).arg("--json");
    let answer = evaluate.output().map_err(|e| e.to_string())?;
    let scores = json(&answer.stdout)?;
    scores["scores"]["pairwise"]["f1"]["value"].as_f64().ok_or_else(|| "no F1".to_string())
}

fn json(text: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(text).map_err(|e| e.to_string())
}

/// The program as `cargo build --release` leaves it.
const PROGRAM: &str = "target/release/guiyi";

fn program(command: &str) -> Command {
    let mut program = Command::new(PROGRAM);
    program.arg(command).arg("--quiet").stdout(Stdio::null());
    program
}

/// Runs a command; how long it took, and its peak memory in bytes (0 where the system does not say).
fn measured(command: &mut Command) -> Result<(Duration, u64), String> {
    /// How often memory is asked for; the system itself keeps the peak.
    const EVERY: Duration = Duration::from_millis(20);
    let begun = Instant::now();
    let mut child = command.spawn().map_err(|e| format!("{PROGRAM}: {e}"))?;
    let mut peak = 0;
    loop {
        peak = peak.max(peak_of(&child));
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            let took = begun.elapsed();
            return if status.success() { Ok((took, peak)) } else { Err(status.to_string()) };
        }
        std::thread::sleep(EVERY);
    }
}

fn peak_of(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
    let line = status.ok().and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|line| line.trim().strip_suffix(" kB").map(str::to_string))
    });
    line.and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) * 1024
}
