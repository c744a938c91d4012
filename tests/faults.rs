//! What is left when a run of `guiyi dedupe` goes wrong: the program is killed, the disk is full, the
//! place is read-only, the input is gone or is the output. The result that was there stays as it
//! was, and nothing half-written is left for long.

#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_guiyi");

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

fn dedupe(input: &Path, out: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(["dedupe", "--quiet", "--force", "--threads", "1", "--out"]).arg(out).arg(input);
    command
}

fn done(output: &Output) -> String {
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{error}");
    error
}

fn failed(output: &Output, code: i32) -> String {
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{error}");
    assert!(error.starts_with("error: ") && !error.contains("panicked"), "{error}");
    error
}

/// Every file of a result but `run.json`, which tells how long it took.
fn contents(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(out).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    files
        .map(|path| (name(&path), fs::read(path).unwrap()))
        .filter(|(name, _)| name != "run.json")
        .collect()
}

fn names(dir: &Path) -> Vec<String> {
    let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
    let mut names: Vec<String> = fs::read_dir(dir).unwrap().map(|e| name(e.unwrap())).collect();
    names.sort();
    names
}

/// A place with a result in `out`, made from the founding example.
struct Place {
    guard: tempfile::TempDir,
    out: PathBuf,
    before: BTreeMap<String, Vec<u8>>,
}

impl Place {
    fn new() -> Place {
        let guard = tempfile::tempdir().unwrap();
        let out = guard.path().join("out");
        done(&dedupe(&fixture("founding/three.csv"), &out).output().unwrap());
        let before = contents(&out);
        Place { guard, out, before }
    }

    /// The result is the one from before, and nothing else is there.
    fn is_intact(&self) {
        assert!(contents(&self.out) == self.before);
        assert_eq!(names(self.guard.path()), ["out"]);
    }
}

#[test]
fn killed_at_random_moments() {
    let place = Place::new();
    let input = fixture("demo/erp.csv");
    let other = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    done(&dedupe(&input, &other.path().join("out")).output().unwrap());
    let whole_run = begun.elapsed();
    let after = contents(&other.path().join("out"));
    assert!(place.before != after);
    let mut state = 7_u64;
    for round in 0..20 {
        let mut child = dedupe(&input, &place.out).stderr(Stdio::null()).spawn().unwrap();
        // Anywhere within the time a run takes, by Knuth's linear congruence (MMIX).
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = (state >> 40) as f64 / (1_u64 << 24) as f64;
        std::thread::sleep(Duration::from_secs_f64(whole_run.as_secs_f64() * share));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = contents(&place.out);
        assert!(now == place.before || now == after, "round {round}: neither result is whole");
        assert!(place.out.join("run.json").exists(), "round {round}");
    }
    // The next run clears away what the killed ones have left.
    done(&dedupe(&input, &place.out).output().unwrap());
    assert_eq!(names(place.guard.path()), ["out"]);
    assert!(contents(&place.out) == after);
}

/// A limit on the size of files stands for a full disk: it works for everybody, root too.
#[test]
fn no_room_for_the_result() {
    let place = Place::new();
    let dedupe = dedupe(&fixture("demo/erp.csv"), &place.out);
    for blocks in ["0", "2", "8"] {
        let mut shell = Command::new("sh");
        // The signal for a file that grew too long would end the program.
        shell.args(["-c", "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"", "sh", blocks]);
        let output = shell.arg(PROGRAM).args(dedupe.get_args()).output().unwrap();
        let error = failed(&output, 1);
        assert!(error.contains("cannot be written: File too large"), "{error}");
        assert!(error.contains("help: make room"), "{error}");
        place.is_intact();
    }
}

/// Runs `guiyi` over the demo on a file system of its own that was mounted with these options.
/// `None` where nothing can be mounted.
fn on_own_disk(size: &str, remount: &str) -> Option<(String, String)> {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out");
    let script = "mount -t tmpfs -o size=\"$1\" none \"$2\" || exit 77
        \"$4\" dedupe --quiet --out \"$2/out\" \"$5\" || exit 78
        cksum \"$2\"/out/*.csv
        [ -z \"$3\" ] || mount -o \"remount,$3\" \"$2\" || exit 77
        \"$4\" dedupe --quiet --force --out \"$2/out\" \"$6\"; echo \"code $?\"
        cksum \"$2\"/out/*.csv; ls -A \"$2\"";
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", size])
        .arg(out.parent().unwrap())
        .args([remount, PROGRAM])
        .args([fixture("founding/three.csv"), fixture("demo/erp.csv")])
        .output()
        .ok()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (said, error) = (text(&output.stdout), text(&output.stderr));
    if output.status.success() {
        return Some((said, error));
    }
    assert!(output.status.code() == Some(77) || error.contains("unshare"), "{said}{error}");
    eprintln!("no file system can be mounted here: not tested");
    None
}

/// The checksums before the failure are those after it, and only `out` is there.
fn kept(said: &str) {
    let (before, after) = said.split_once("code 1\n").unwrap();
    assert!(!before.is_empty());
    assert_eq!(after, format!("{before}out\n"));
}

#[test]
fn full_disk() {
    let Some((said, error)) = on_own_disk("96k", "") else { return };
    assert!(error.contains("No space left on device"), "{error}");
    assert!(error.contains("help: make room"), "{error}");
    kept(&said);
}

#[test]
fn read_only_disk() {
    let Some((said, error)) = on_own_disk("1m", "ro") else { return };
    assert!(error.contains("Read-only file system"), "{error}");
    assert!(error.contains("help: write to a place you may write to"), "{error}");
    kept(&said);
}

/// Nobody may make files there, root included.
#[cfg(target_os = "linux")]
#[test]
fn a_place_nobody_may_write_to() {
    let output = dedupe(&fixture("founding/three.csv"), Path::new("/proc/guiyi-out")).output();
    let error = failed(&output.unwrap(), 1);
    assert!(error.contains("/proc/guiyi-out: cannot be written"), "{error}");
}

#[test]
fn inputs_that_are_gone_or_no_tables() {
    let place = Place::new();
    let inputs = tempfile::tempdir().unwrap();
    let cut = inputs.path().join("cut.csv.gz");
    let whole = fs::read(fixture("files/packed-gzip.csv.gz")).unwrap();
    fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    for (input, says) in [
        (inputs.path().join("gone.csv"), "gone.csv: cannot be opened"),
        (inputs.path().to_owned(), "is a directory"),
        (cut, "ends too early"),
    ] {
        let error = failed(&dedupe(&input, &place.out).output().unwrap(), 1);
        assert!(error.contains(says), "{error}");
        place.is_intact();
    }
}

#[test]
fn the_output_is_never_an_input() {
    let place = Place::new();
    let inside = place.out.join("members.csv");
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link.csv");
    std::os::unix::fs::symlink(&inside, &link).unwrap();
    for input in [&inside, &link] {
        let error = failed(&dedupe(input, &place.out).output().unwrap(), 2);
        assert!(error.contains("lies in the output directory"), "{error}");
        place.is_intact();
    }
    // A file, and the directory it is in, are no results of this program.
    let file = elsewhere.path().join("mine.csv");
    fs::copy(fixture("founding/three.csv"), &file).unwrap();
    for (out, code) in [(&file, 2), (&elsewhere.path().to_owned(), 2)] {
        failed(&dedupe(&file, out).output().unwrap(), code);
        assert_eq!(names(elsewhere.path()), ["link.csv", "mine.csv"]);
        assert!(fs::read(&file).unwrap() == fs::read(fixture("founding/three.csv")).unwrap());
    }
}

/// What is printed may have nowhere to go: a full disk is an error, a reader who has seen enough
/// is not.
#[cfg(target_os = "linux")]
#[test]
fn nowhere_to_print() {
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let inspect = |format: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.arg("inspect").args(format).arg(fixture("demo/erp.csv"));
        command
    };
    for format in [&[][..], &["--json"]] {
        let output = inspect(format).stdout(full()).output().unwrap();
        assert!(failed(&output, 1).contains("No space left on device"));
    }
    let script = "\"$@\" | head -c 1; exit \"${PIPESTATUS[0]}\"";
    let mut shell = Command::new("bash");
    shell.args(["-c", script, "bash", PROGRAM, "inspect", "--json"]).arg(fixture("demo/erp.csv"));
    let output = shell.output().unwrap();
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
    let place = Place::new();
    let mut dedupe = Command::new(PROGRAM);
    dedupe.args(["dedupe", "--force", "--out"]).arg(&place.out).arg(fixture("demo/erp.csv"));
    let output = dedupe.stderr(full()).output().unwrap();
    assert!(output.status.success(), "notes for people are not what was asked for");
}
