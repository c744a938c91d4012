//! Results are there whole or not at all.

#![allow(clippy::unwrap_used, reason = "tests may")]

use std::fs;
use std::io::Write;
use std::path::Path;

use guiyi_io::{Existing, OutputDir, OutputFile};

fn write_result(target: &Path, text: &str, existing: Existing) -> Result<(), guiyi_core::Error> {
    let dir = OutputDir::create(target, existing)?;
    dir.file("a.csv")?.write_all(text.as_bytes()).unwrap();
    dir.commit()
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn refuses_then_replaces() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("new/parent/result");
    write_result(&target, "1", Existing::Refuse).unwrap();
    let error = write_result(&target, "2", Existing::Refuse).unwrap_err();
    assert!(error.to_string().contains("exists already"), "{error}");
    assert_eq!(fs::read_to_string(target.join("a.csv")).unwrap(), "1");
    write_result(&target, "3", Existing::Replace).unwrap();
    assert_eq!(fs::read_to_string(target.join("a.csv")).unwrap(), "3");
    assert_eq!(names(target.parent().unwrap()), ["result"]);
}

#[test]
fn never_replaces_what_is_not_ours() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("thesis.txt"), "mine").unwrap();
    let error = write_result(place.path(), "1", Existing::Replace).unwrap_err();
    assert!(error.to_string().contains("no result of this program"), "{error}");
    let file = place.path().join("thesis.txt");
    assert!(write_result(&file, "1", Existing::Replace).is_err());
    assert!(OutputFile::create(place.path(), Existing::Replace).is_err());
    assert_eq!(fs::read_to_string(file).unwrap(), "mine");
}

#[test]
fn an_empty_directory_is_taken() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("empty");
    fs::create_dir(&target).unwrap();
    write_result(&target, "1", Existing::Refuse).unwrap();
    assert_eq!(names(&target), [".guiyi-output", "a.csv"]);
}

#[test]
fn what_is_not_committed_leaves_no_trace() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("result");
    write_result(&target, "1", Existing::Refuse).unwrap();
    let dir = OutputDir::create(&target, Existing::Replace).unwrap();
    dir.file("a.csv").unwrap().write_all(b"half").unwrap();
    assert_eq!(names(place.path()).len(), 2);
    drop(dir);
    assert_eq!(names(place.path()), ["result"]);
    assert_eq!(fs::read_to_string(target.join("a.csv")).unwrap(), "1");
}

#[test]
fn what_a_killed_run_left_is_cleaned_and_a_live_one_is_not() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("result");
    let live = OutputDir::create(&target, Existing::Refuse).unwrap();
    let dead = place.path().join(".result.guiyi-999999999-0.partial");
    fs::create_dir(&dead).unwrap();
    fs::write(dead.join(".guiyi-output"), "").unwrap();
    let other = place.path().join(".result.guiyi-notes.txt");
    fs::write(&other, "").unwrap();
    write_result(&target, "2", Existing::Refuse).unwrap();
    assert!(!dead.exists());
    assert!(other.exists());
    // The first run comes late and finds a result it was not allowed to replace.
    live.file("a.csv").unwrap();
    assert!(live.commit().is_err());
    assert_eq!(fs::read_to_string(target.join("a.csv")).unwrap(), "2");
}

#[test]
fn a_result_on_its_way_out_returns() {
    let place = tempfile::tempdir().unwrap();
    let (target, aside) =
        (place.path().join("result"), place.path().join(".result.guiyi-7-0.previous"));
    write_result(&target, "1", Existing::Refuse).unwrap();
    fs::rename(&target, &aside).unwrap();
    assert!(write_result(&target, "2", Existing::Refuse).is_err());
    assert_eq!(fs::read_to_string(target.join("a.csv")).unwrap(), "1");
    assert_eq!(names(place.path()), ["result"]);
}

#[test]
fn single_files_too() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("out.csv");
    let write = |text: &str, existing| {
        let mut file = OutputFile::create(&target, existing)?;
        file.write_all(text.as_bytes()).unwrap();
        file.commit()
    };
    write("1", Existing::Refuse).unwrap();
    assert!(write("2", Existing::Refuse).is_err());
    write("3", Existing::Replace).unwrap();
    drop(OutputFile::create(&target, Existing::Replace).unwrap());
    assert_eq!(fs::read_to_string(&target).unwrap(), "3");
    assert_eq!(names(place.path()), ["out.csv"]);
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_its_target_is_replaced() {
    let place = tempfile::tempdir().unwrap();
    let (real, link) = (place.path().join("real"), place.path().join("link"));
    write_result(&real, "1", Existing::Refuse).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    write_result(&link, "2", Existing::Replace).unwrap();
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(real.join("a.csv")).unwrap(), "2");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_brought_to_the_disk_leaves_what_was_there() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("result");
    write_result(&target, "1", Existing::Refuse).unwrap();
    let dir = OutputDir::create(&target, Existing::Replace).unwrap();
    dir.file("a.csv").unwrap().write_all(b"2").unwrap();
    // A pipe has no disk that it could be brought to.
    let (_reader, writer) = std::io::pipe().unwrap();
    dir.finished(std::os::fd::OwnedFd::from(writer).into());
    assert_eq!(dir.commit().unwrap_err().kind(), guiyi_core::ErrorKind::Output);
    assert_eq!(fs::read_to_string(target.join("a.csv")).unwrap(), "1");
    assert_eq!(names(place.path()), ["result"]);
}
