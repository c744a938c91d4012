//! What a result directory looks like after the program was killed, the disk was full, or the
//! place could not be written to: whole and as before.
//!
//! The tests run this very binary again as the program that is ended; `writer` is its entrance.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests may")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use guiyi_io::{CsvOptions, CsvWriter, Existing, OutputDir};

const PART: &str = "GUIYI_TEST_PART";
const TARGET: &str = "GUIYI_TEST_TARGET";
const FILES: [&str; 3] = ["profiles.csv", "members.csv", "rejects.csv"];

/// Writes a result of three files, each of `rows` rows that carry the result's number.
fn write_result(target: &Path, number: usize, rows: usize) -> Result<(), guiyi_core::Error> {
    let dir = OutputDir::create(target, Existing::Replace)?;
    for name in FILES {
        let mut writer = CsvWriter::new(dir.file(name)?, CsvOptions::default());
        for row in 0..rows {
            writer.write_row([&*row.to_string(), &*number.to_string()])?;
        }
        writer.finish()?;
    }
    dir.commit()
}

/// The number of the result at `target`, which must be whole.
fn whole_result(target: &Path, rows: usize) -> String {
    let mut numbers: Vec<String> = Vec::new();
    for name in FILES {
        let text = fs::read_to_string(target.join(name)).unwrap();
        let found: Vec<&str> = text.lines().map(|line| line.split_once(',').unwrap().1).collect();
        assert_eq!(found.len(), rows, "{name}");
        numbers.extend(found.iter().map(|number| (*number).to_owned()));
    }
    numbers.dedup();
    assert_eq!(numbers.len(), 1, "files of different results");
    numbers.remove(0)
}

/// Not a test of its own: what the other tests run as a program.
#[test]
fn writer() {
    let Some(target) = std::env::var_os(TARGET).map(std::path::PathBuf::from) else { return };
    match std::env::var(PART).unwrap().as_str() {
        "for ever" => {
            for number in 0.. {
                write_result(&target, number, 2000).unwrap();
            }
        }
        part => {
            write_result(&target, 1, 10).unwrap();
            if part == "read-only" {
                let mount = target.parent().unwrap();
                let remount = Command::new("mount").args(["-o", "remount,ro"]).arg(mount).status();
                assert!(remount.unwrap().success());
            }
            let error = write_result(&target, 2, 1_000_000).unwrap_err();
            println!("error: {error}");
            println!("kept: {}", whole_result(&target, 10));
            println!("beside: {}", fs::read_dir(target.parent().unwrap()).unwrap().count());
        }
    }
}

fn this_program(part: &str, target: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["writer", "--exact", "--nocapture"]).env(PART, part).env(TARGET, target);
    command
}

#[test]
fn killed_at_random_moments() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("result");
    write_result(&target, 0, 2000).unwrap();
    let mut moment = 7u64;
    for _ in 0..20 {
        let mut program = this_program("for ever", &target);
        let mut child = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Moments between 5 and 60 ms, spread by a linear congruence: in the middle of results.
        moment = moment.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        std::thread::sleep(std::time::Duration::from_millis(5 + (moment >> 33) % 55));
        child.kill().unwrap();
        child.wait().unwrap();
        whole_result(&target, 2000);
    }
    // The next run clears away what the killed ones have left.
    write_result(&target, 0, 2000).unwrap();
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
}

/// Runs `writer` on a file system of its own, 256 KiB in size. `None` where none can be mounted.
fn on_small_disk(part: &str) -> Option<String> {
    let place = tempfile::tempdir().unwrap();
    let program = this_program(part, &place.path().join("result"));
    let mut shell = Command::new("unshare");
    shell
        .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
        .arg("mount -t tmpfs -o size=256k none \"$1\" || exit 77; shift; exec \"$@\"")
        .arg("sh")
        .arg(place.path())
        .arg(program.get_program())
        .args(program.get_args());
    for (key, value) in program.get_envs() {
        shell.env(key, value.unwrap());
    }
    let output = shell.output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Some(text);
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    let unable = output.status.code() == Some(77) || errors.contains("unshare");
    assert!(unable, "{text}{errors}");
    eprintln!("no small disk to be had here: not tested");
    None
}

#[test]
fn full_disk() {
    let Some(text) = on_small_disk("full disk") else { return };
    assert!(text.contains("error: ") && text.contains("cannot be written"), "{text}");
    assert!(text.contains("kept: 1\nbeside: 1"), "{text}");
}

#[test]
fn read_only_place() {
    let Some(text) = on_small_disk("read-only") else { return };
    assert!(text.contains("Read-only file system"), "{text}");
    assert!(text.contains("help: write to a place you may write to"), "{text}");
    assert!(text.contains("kept: 1\nbeside: 1"), "{text}");
}
