//! What is left of a store when an update goes wrong: the program is killed, the disk is full, two
//! updates come at once, the file is torn. It opens with the old or the new state, and `verify`
//! proves it.

#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod harness;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use harness::{fixture, refuse, succeed};
use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_guiyi");

/// A store with the first of two exports in it.
struct Place {
    _guard: tempfile::TempDir,
    store: PathBuf,
    next: PathBuf,
}

impl Place {
    fn new() -> Place {
        let guard = tempfile::tempdir().unwrap();
        let store = guard.path().join("a.guiyi");
        let next = fixture("demo/finance.csv");
        let path = store.to_str().unwrap();
        succeed(&["master", "init", path]);
        succeed(&["master", "update", path, fixture("demo/erp.csv").to_str().unwrap(), "--quiet"]);
        Place { _guard: guard, store, next }
    }

    fn store(&self) -> &str {
        self.store.to_str().unwrap()
    }

    fn update(&self) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(["master", "update", self.store()]).arg(&self.next).arg("--json");
        command.env("LC_ALL", "C.UTF-8").args(["--threads", "1"]);
        command
    }

    /// The last step; the store must be whole.
    fn step(&self) -> String {
        let said = succeed(&["master", "verify", self.store()]);
        said.strip_prefix("whole: step ").unwrap().split(',').next().unwrap().to_string()
    }
}

fn copy(from: &Path, to: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let with = |path: &Path| {
            let mut path = path.as_os_str().to_owned();
            path.push(ending);
            PathBuf::from(path)
        };
        let _ = fs::remove_file(with(to));
        if with(from).exists() {
            fs::copy(with(from), with(to)).unwrap();
        }
    }
}

fn failed(output: &Output, code: i32) -> String {
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{error}");
    assert!(error.starts_with("error: ") && !error.contains("panicked"), "{error}");
    error
}

#[test]
fn killed_at_random_moments() {
    let place = Place::new();
    let saved = place.store.with_extension("saved");
    copy(&place.store, &saved);
    let begun = Instant::now();
    assert!(place.update().stdout(Stdio::null()).status().unwrap().success());
    let whole_run = begun.elapsed();
    let (mut state, mut old, mut new) = (7_u64, 0, 0);
    for round in 0..50 {
        copy(&saved, &place.store);
        let mut child = place.update().stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Anywhere within the time a run takes, by Knuth's linear congruence (MMIX); the later half
        // more often, where the store is written.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = ((state >> 40) as f64 / (1_u64 << 24) as f64).sqrt();
        std::thread::sleep(Duration::from_secs_f64(whole_run.as_secs_f64() * share));
        child.kill().unwrap();
        child.wait().unwrap();
        match place.step().as_str() {
            "1" => old += 1,
            "2" => new += 1,
            step => panic!("round {round}: step {step}"),
        }
    }
    assert!(old > 0, "old {old}, new {new}");
    // And it goes on from there.
    assert!(place.update().stdout(Stdio::null()).status().unwrap().success());
}

/// A limit on the size of files stands for a full disk: it works for everybody, root too.
#[test]
fn no_room() {
    let place = Place::new();
    let update = place.update();
    for blocks in [0, 8, 80, 160] {
        let mut shell = Command::new("sh");
        // The signal for a file that grew too long would end the program.
        shell.args(["-c", "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"", "sh"]);
        let output = shell
            .arg(blocks.to_string())
            .arg(PROGRAM)
            .args(update.get_args())
            .env("LC_ALL", "C.UTF-8")
            .output()
            .unwrap();
        let error = failed(&output, 1);
        assert!(error.contains("nothing was changed"), "{blocks}: {error}");
        assert_eq!(place.step(), "1");
    }
    assert!(place.update().stdout(Stdio::null()).status().unwrap().success());
    assert_eq!(place.step(), "2");
}

#[test]
fn two_updates_at_once_both_come_in() {
    let place = Place::new();
    let other = fixture("demo/service.csv");
    let mut first = place.update().stdout(Stdio::piped()).spawn().unwrap();
    let second = Command::new(PROGRAM)
        .args(["master", "update", place.store(), other.to_str().unwrap(), "--json"])
        .output()
        .unwrap();
    assert!(first.wait().unwrap().success());
    let second: Value = serde_json::from_slice(&second.stdout).unwrap();
    assert!(second["new"].as_u64().unwrap() > 0);
    assert_eq!(place.step(), "3");
}

#[test]
fn a_torn_file_is_told() {
    let place = Place::new();
    let bytes = fs::read(&place.store).unwrap();
    // Cut off, and with a page overwritten.
    fs::write(&place.store, &bytes[..bytes.len() / 2]).unwrap();
    refuse(&["master", "verify", place.store()]);
    let mut torn = bytes.clone();
    let middle = bytes.len() / 2 / 4096 * 4096;
    torn[middle..middle + 4096].fill(0xa5);
    fs::write(&place.store, &torn).unwrap();
    refuse(&["master", "verify", place.store()]);
    fs::write(&place.store, &bytes[..100]).unwrap();
    refuse(&["master", "show", place.store(), "E1"]);
    fs::write(&place.store, &bytes).unwrap();
    assert_eq!(place.step(), "1");
}
