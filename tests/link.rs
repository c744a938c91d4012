//! `guiyi link` as a user runs it: a verdict for every row, tables ready to load, exit codes that
//! a scheduler can read, and wrong calls that change nothing.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use guiyi_core::Table;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

fn guiyi(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guiyi")).args(arguments).output().unwrap()
}

/// Runs `link`; gives the exit code, what it said, and the output directory, which lives as long
/// as the guard.
fn link(new: &Path, master: &Path, more: &[&str]) -> (i32, String, PathBuf, tempfile::TempDir) {
    let guard = tempfile::tempdir().unwrap();
    let out = guard.path().join("out");
    let mut arguments = vec!["link", "--quiet", "--out", out.to_str().unwrap()];
    arguments.extend([new.to_str().unwrap(), "--against", master.to_str().unwrap()]);
    arguments.extend(more);
    let done = guiyi(&arguments);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    (done.status.code().unwrap(), said, out, guard)
}

fn read(path: &Path) -> Table {
    guiyi_io::read(path, &guiyi_io::ReadOptions::default()).unwrap().table
}

/// The cells of a column by those of the first one.
fn column(path: &Path, name: &str) -> BTreeMap<String, String> {
    let table = read(path);
    let at = table.headers().position(|header| header == name).unwrap();
    (0..table.rows()).map(|row| (table.cell(row, 0).into(), table.cell(row, at).into())).collect()
}

fn pairs(list: &[(&str, &str)]) -> BTreeMap<String, String> {
    list.iter().map(|(a, b)| ((*a).to_string(), (*b).to_string())).collect()
}

#[test]
fn every_row_has_its_verdict() {
    let (code, said, out, _guard) =
        link(&fixture("link/new.csv"), &fixture("link/master.csv"), &[]);
    assert_eq!(code, 3, "{said}");
    let matches = out.join("matches.csv");
    let expected = [
        ("n1", "match"),
        ("n2", "new"),
        ("n3", "duplicate-within"),
        ("n4", "reject"),
        ("n5", "review"),
        ("n6", "match"),
    ];
    assert_eq!(column(&matches, "verdict"), pairs(&expected));
    let ids = [("n1", "M001"), ("n2", ""), ("n3", ""), ("n4", ""), ("n5", ""), ("n6", "M002")];
    assert_eq!(column(&matches, "master_id"), pairs(&ids));
    assert_eq!(column(&matches, "same_as")["n3"], "n2");
    assert_eq!(column(&out.join("review.csv"), "master_id"), pairs(&[("n5", "M004")]));
    assert_eq!(read(&out.join("rejects.csv")).rows(), 1);
}

#[test]
fn new_rows_come_in_the_inputs_own_columns() {
    let (_, _, out, _guard) = link(&fixture("link/new.csv"), &fixture("link/master.csv"), &[]);
    let (new, input) = (read(&out.join("new.csv")), read(&fixture("link/new.csv")));
    assert!(new.headers().eq(input.headers()));
    let row: Vec<&str> = (0..new.width()).map(|at| new.cell(0, at)).collect();
    let typed: Vec<&str> = (0..input.width()).map(|at| input.cell(1, at)).collect();
    assert_eq!(row, typed);
}

#[test]
fn link_only_leaves_the_rows_to_themselves() {
    let (new, master) = (fixture("link/new.csv"), fixture("link/master.csv"));
    let (_, _, out, _guard) = link(&new, &master, &["--link-only"]);
    assert_eq!(column(&out.join("matches.csv"), "verdict")["n3"], "new");
}

#[test]
fn one_customer_takes_one_row() {
    let dir = tempfile::tempdir().unwrap();
    let new = dir.path().join("new.csv");
    let text = "id,客户名称,电话,城市\na,太原恒源商贸有限公司,0351-7654321,太原\n\
                b,太原市恒源贸易公司,,太原\n";
    fs::write(&new, text).unwrap();
    let (code, said, out, _guard) = link(&new, &fixture("link/master.csv"), &["--one-to-one"]);
    assert_eq!(code, 3, "{said}");
    let verdicts = column(&out.join("matches.csv"), "verdict");
    assert_eq!(verdicts, pairs(&[("a", "match"), ("b", "review")]));
    let (code, _, out, _guard) = link(&new, &fixture("link/master.csv"), &[]);
    assert_eq!(code, 0);
    assert!(column(&out.join("matches.csv"), "master_id").values().all(|id| id == "M001"));
}

/// What people call a large firm leads to it, beside firms of a like name; heads of words alone are
/// for a person.
#[test]
fn short_names_lead_to_the_large_firm() {
    let guard = tempfile::tempdir().unwrap();
    let (new, master) = (guard.path().join("new.csv"), guard.path().join("master.csv"));
    let firms = [
        ("M1", "北方磐岭钢铁集团股份有限公司"),
        ("M2", "太原磐岭商贸有限公司"),
        ("M3", "广东省高速公路发展股份有限公司"),
        ("M4", "广东粤高物流有限公司"),
        ("M5", "宝鸡钛业股份有限公司"),
        ("M6", "中国科技出版传媒股份有限公司"),
        ("M7", "晋城汇阳化工股份有限公司"),
        ("M8", "长治汇阳建材有限公司"),
    ];
    let asked = [
        ("n1", "北磐钢铁", "review", "M1"),
        ("n2", "粤高速A", "review", "M3"),
        ("n3", "宝钛股份", "review", "M5"),
        ("n4", "中国科传", "review", "M6"),
        ("n5", "汇阳股份", "review", "M7"),
        ("n6", "岭北钢铁", "new", ""),
    ];
    let table = |rows: &[(&str, &str)]| {
        let lines = rows.iter().map(|(id, name)| format!("{id},{name}\n"));
        lines.fold("id,客户名称\n".to_string(), |all, line| all + &line)
    };
    fs::write(&master, table(&firms)).unwrap();
    fs::write(&new, table(&asked.map(|(id, name, _, _)| (id, name)))).unwrap();
    let (_, said, out, _guard) = link(&new, &master, &["--link-only"]);
    let verdicts = column(&out.join("matches.csv"), "verdict");
    let review = read(&out.join("review.csv"));
    for (id, name, verdict, firm) in asked {
        assert_eq!(verdicts[id], verdict, "{name}: {said}");
        let first = (0..review.rows()).find(|&row| review.cell(row, 0) == id);
        assert_eq!(first.map_or("", |row| review.cell(row, 3)), firm, "{name}");
    }
}

#[test]
fn an_archive_is_a_master() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("archive");
    let made = guiyi(&[
        "dedupe",
        "--quiet",
        fixture("link/master.csv").to_str().unwrap(),
        "--out",
        archive.to_str().unwrap(),
    ]);
    assert!(made.status.success());
    let (code, said, out, _guard) = link(&fixture("link/new.csv"), &archive, &[]);
    assert_eq!(code, 3, "{said}");
    let profiles = column(&archive.join("profiles.csv"), "company_name");
    let matched = column(&out.join("matches.csv"), "master_id");
    assert_eq!(profiles[&matched["n1"]], "太原恒源商贸有限公司");
}

#[test]
fn the_living_archive_is_a_master() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_string();
    let (store, compiled) = (path("customers.store"), path("store.idx"));
    let master = fixture("link/master.csv");
    let calls: [&[&str]; 3] = [
        &["master", "init", &store],
        &["master", "update", &store, master.to_str().unwrap()],
        &["index", "-q", &store, "-o", &compiled],
    ];
    for call in calls {
        let done = guiyi(call);
        assert!(done.status.success(), "{call:?} {}", String::from_utf8_lossy(&done.stderr));
    }
    let new = fixture("link/new.csv");
    let (_, _, plain, _kept) = link(&new, &master, &[]);
    let expected = column(&plain.join("matches.csv"), "verdict");
    for against in [&store, &compiled] {
        let (code, said, out, _guard) = link(&new, Path::new(against), &[]);
        assert_eq!(code, 3, "{said}");
        assert_eq!(column(&out.join("matches.csv"), "verdict"), expected);
        let entity = &column(&out.join("matches.csv"), "master_id")["n1"];
        let shown = guiyi(&["master", "show", &store, entity]);
        let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
        assert!(shown.contains("太原恒源商贸有限公司"), "{shown}");
    }
    let (code, said, out, _guard) =
        link(&new, Path::new(&store), &["--set", "thresholds.match=0.9"]);
    assert_eq!((code, said.contains("a store has settings of its own")), (2, true), "{said}");
    assert!(!out.exists());

    let empty = path("empty.store");
    assert!(guiyi(&["master", "init", &empty]).status.success());
    let (code, said, out, _guard) = link(&new, Path::new(&empty), &[]);
    assert_eq!((code, said.contains("the store holds no records yet")), (2, true), "{said}");
    assert!(!out.exists());
}

#[test]
fn persons_are_linked_too() {
    let persons = fixture("persons/english.csv");
    let (code, said, out, _guard) = link(&persons, &persons, &["--link-only"]);
    assert!(code == 0 || code == 3, "{said}");
    let verdicts = column(&out.join("matches.csv"), "verdict");
    assert_eq!(verdicts.len(), read(&persons).rows());
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let (new, master) = (fixture("demo/finance.csv"), fixture("demo/erp.csv"));
    let (_, _, one, _g1) = link(&new, &master, &["--threads", "1"]);
    let (_, _, two, _g2) = link(&new, &master, &["--threads", "2"]);
    for name in ["matches.csv", "new.csv", "review.csv", "rejects.csv"] {
        assert!(fs::read(one.join(name)).unwrap() == fs::read(two.join(name)).unwrap(), "{name}");
    }
}

/// Compiles the master of the fixture; the index lives as long as the guard.
fn index() -> (PathBuf, tempfile::TempDir) {
    let guard = tempfile::tempdir().unwrap();
    let path = guard.path().join("master.idx");
    let master = fixture("link/master.csv");
    let done = guiyi(&["index", "-q", master.to_str().unwrap(), "-o", path.to_str().unwrap()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    (path, guard)
}

#[test]
fn an_index_answers_as_its_master_does() {
    let (index, _kept) = index();
    let new = fixture("link/new.csv");
    let (_, _, from_file, _g1) = link(&new, &fixture("link/master.csv"), &[]);
    let (_, said, from_index, _g2) = link(&new, &index, &[]);
    for name in ["matches.csv", "new.csv", "review.csv", "rejects.csv"] {
        let [a, b] = [&from_file, &from_index].map(|out| fs::read(out.join(name)).unwrap());
        assert!(a == b, "{name} {said}");
    }
}

/// `match`, to be asked and listened to.
fn matcher(index: &Path, said: Stdio) -> Child {
    Command::new(env!("CARGO_BIN_EXE_guiyi"))
        .args(["match", "--index", index.to_str().unwrap()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(said)
        .spawn()
        .unwrap()
}

#[test]
fn a_program_may_ask_row_by_row() {
    let (index, _kept) = index();
    let mut open = matcher(&index, Stdio::inherit());
    let mut ask = open.stdin.take().unwrap();
    let mut answers = BufReader::new(open.stdout.take().unwrap());
    let rows = [
        (
            r#"{"id": 1, "customer": "太原市恒源商贸有限责任公司", "phone": "(0351)7654321"}"#,
            "match",
        ),
        (r#"{"id": 2, "customer": "忻州北岳茶叶有限公司", "phone": null}"#, "new"),
        ("no object", "reject"),
        (r#"{"id": 3, "customer": "散客"}"#, "reject"),
    ];
    for (row, verdict) in rows {
        // The answer comes before the next row is sent.
        writeln!(ask, "{row}").unwrap();
        let mut line = String::new();
        answers.read_line(&mut line).unwrap();
        let answer: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(answer["verdict"], verdict, "{line}");
    }
    drop(ask);
    assert!(open.wait().unwrap().success());
}

/// What `match` answers to these bytes: exit code, one object a line, and what it said.
fn answers(index: &Path, rows: &[u8]) -> (Option<i32>, Vec<serde_json::Value>, String) {
    let mut open = matcher(index, Stdio::piped());
    // A refused header closes the pipe early.
    let _ = open.stdin.take().unwrap().write_all(rows);
    let done = open.wait_with_output().unwrap();
    let lines = String::from_utf8(done.stdout).unwrap();
    let objects = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (done.status.code(), objects, String::from_utf8_lossy(&done.stderr).into_owned())
}

#[test]
fn a_line_that_cannot_be_read_does_not_end_the_answers() {
    let (index, _kept) = index();
    let text = "编号;客户名称\n1;太原恒源商贸有限公司\n\n2\n3;忻州北岳茶叶有限公司\n";
    let mut csv = text.as_bytes().to_vec();
    csv.extend_from_slice(b"4;\xc4\xe3\n5;");
    csv.extend_from_slice("太原恒源商贸有限公司".as_bytes());
    let (code, told, said) = answers(&index, &csv);
    assert_eq!(code, Some(0), "{said}");
    let verdicts: Vec<&str> = told.iter().map(|it| it["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["match", "reject", "new", "reject", "match"]);
    let lines: Vec<u64> = told.iter().map(|it| it["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [2, 4, 5, 6, 7]);

    let objects = "{\"客户名称\":\"太原恒源商贸有限公司\",\"年销售额\":3.5}\n[1]\n{\"客户\n\
                   {\"客户名称\":{\"a\":1}}\n{\"x\":1}\n{\"客户名称\":null}\n";
    let (code, told, said) = answers(&index, objects.as_bytes());
    assert_eq!(code, Some(0), "{said}");
    let verdicts: Vec<&str> = told.iter().map(|it| it["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["match", "reject", "reject", "reject", "reject", "reject"]);
}

#[test]
fn a_stream_without_names_is_refused() {
    let (index, _kept) = index();
    let gbk = b"\xbf\xcd\xbb\xa7,\xb5\xe7\xbb\xb0\n";
    let cases: [(&[u8], i32, &str); 4] = [
        (b"", 0, ""),
        (b"\n\n", 0, ""),
        (b"a,b\n1,2\n", 2, "no column with names of companies"),
        (gbk, 2, "is no UTF-8"),
    ];
    for (rows, expected, part) in cases {
        let (code, told, said) = answers(&index, rows);
        assert_eq!((code, said.contains(part)), (Some(expected), true), "{said}");
        assert!(told.is_empty());
    }
}

#[test]
fn nobody_reading_is_no_failure() {
    let (index, _kept) = index();
    let mut open = matcher(&index, Stdio::inherit());
    drop(open.stdout.take());
    let mut ask = open.stdin.take().unwrap();
    // Enough to outlast what the pipe holds, if the program went on.
    while writeln!(ask, "{{\"客户名称\":\"太原恒源商贸有限公司\"}}").is_ok() {}
    drop(ask);
    assert!(open.wait().unwrap().success());
}

#[test]
fn an_index_is_not_told_another_model_or_threshold() {
    let (index, kept) = index();
    let new = fixture("link/new.csv");
    let model = kept.path().join("model.json");
    fs::write(&model, "{}").unwrap();
    let cases: [(&[&str], &str); 2] = [
        (&["--model", model.to_str().unwrap()], "a model of its own"),
        (&["--set", "thresholds.match=0.9"], "settings of its own"),
    ];
    for (more, part) in cases {
        let (code, said, out, _guard) = link(&new, &index, more);
        assert_eq!((code, said.contains(part)), (2, true), "{said}");
        assert!(!out.exists());
    }
}

#[test]
fn what_is_no_sound_index_is_refused() {
    let (index, kept) = index();
    let sound = fs::read(&index).unwrap();
    let mut damaged = sound.clone();
    damaged[sound.len() / 2] ^= 1;
    let mut other = sound.clone();
    other[8] += 1;
    let cases = [
        (sound[..sound.len() - 7].to_vec(), "is cut short"),
        (sound[..11].to_vec(), "contradicts itself"),
        (damaged, "is damaged"),
        (other, "of version"),
        (fs::read(fixture("link/master.csv")).unwrap(), "is no index"),
        (Vec::new(), "is no index"),
    ];
    for (bytes, part) in cases {
        let path = kept.path().join("unsound.idx");
        fs::write(&path, bytes).unwrap();
        let done = guiyi(&["match", "--index", path.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!((done.status.code(), said.contains(part)), (Some(2), true), "{said}");
    }
}

#[test]
fn wrong_calls_change_nothing() {
    let (new, master) = (fixture("link/new.csv"), fixture("link/master.csv"));
    let dir = tempfile::tempdir().unwrap();
    let persons = fixture("persons/english.csv");
    let cases: [(&Path, &Path, &[&str], i32, &str); 5] = [
        (&new, Path::new("absent.csv"), &[], 1, "absent.csv"),
        (&new, dir.path(), &[], 2, "without members.csv"),
        (&persons, &master, &[], 2, "no column with names of companies"),
        (&new, &master, &["--role", "nobody=phone"], 2, "no file has this column"),
        (&new, &master, &["--max-rejects", "0"], 4, "rejected"),
    ];
    for (new, master, more, expected, part) in cases {
        let (code, said, out, _guard) = link(new, master, more);
        assert_eq!((code, said.contains(part)), (expected, true), "{said}");
        assert!(!out.exists(), "{said}");
    }
}
