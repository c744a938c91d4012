//! `guiyi parse` as a user sees it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn guiyi() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guiyi"));
    command.arg("parse");
    command
}

fn parse(args: &[&str]) -> Output {
    guiyi().args(args).output().expect("the program runs")
}

fn parse_lines(args: &[&str], input: &[u8]) -> Output {
    let piped = || Stdio::piped();
    let mut child = guiyi()
        .args(args)
        .stdin(piped())
        .stdout(piped())
        .stderr(piped())
        .spawn()
        .expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(input).expect("the program reads");
    child.wait_with_output().expect("the program ends")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn a_table_shows_every_part_in_the_order_it_was_written() {
    let output = parse(&["【停用】红光（北京）酒业有限公司-张总"]);
    assert!(output.status.success());
    assert_eq!(
        text(&output.stdout),
        "\
【停用】红光（北京）酒业有限公司-张总
  part        text      written   from     meaning
  marker      停用      【停用】  pattern  inactive
  trade-name  红光      红光      context
  region      北京      （北京）  lexicon  110000 北京市
  industry    酒业      酒业      lexicon
  org-form    有限公司  有限公司  lexicon  ltd
  contact     张总      -张总     pattern
  core: 北京红光酒业有限公司
"
    );
}

#[test]
fn a_table_speaks_chinese() {
    let output = parse(&["--lang", "zh", "【停用】太原 恒源商贸有限公司-张总"]);
    assert_eq!(
        text(&output.stdout),
        "\
【停用】太原 恒源商贸有限公司-张总
  部分      规范形式  原文      依据    含义
  标记      停用      【停用】  格式    停用
  行政区划  太原      太原      词库    140100 太原市
  字号      恒源      恒源      上下文
  行业      商贸      商贸      词库
  组织形式  有限公司  有限公司  词库    有限责任公司
  联系人    张总      -张总     格式
  主体：太原恒源商贸有限公司
  说明：去掉了字间的空格 (spaces-removed)
"
    );
}

#[test]
fn a_table_names_what_was_noticed() {
    let output = parse(&["灞辫タ鐓や笟鏈夐檺鍏徃", ""]);
    assert_eq!(
        text(&output.stdout),
        "\
灞辫タ鐓や笟鏈夐檺鍏徃
  part      text      written     from     meaning
  region    山西      灞辫タ      lexicon  140000 山西省
  industry  煤业      鐓や笟      lexicon
  org-form  有限公司  鏈夐檺鍏徃  lexicon  ltd
  core: 山西煤业有限公司
  note: read in the wrong encoding before; decoded again (mojibake-repaired)
  note: no trade name; region and industry tell who it is (trade-name-missing)


  note: there is no name (empty)
"
    );
}

#[test]
fn json_is_an_object_a_line_with_spans_of_the_given_name() {
    let given = "太原 恒源经贸有限公司第二分店";
    let output = parse(&["--format", "json", given, "7-11"]);
    let lines: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    let name = &lines[0];
    assert_eq!(name["name"], given);
    assert_eq!(name["trade_name"], "恒源");
    assert_eq!(name["regions"][0]["divisions"][0]["code"], 140_100);
    assert_eq!(name["industry"][0]["concept"], "商贸");
    assert_eq!(name["org_form"]["class"], "ltd");
    assert_eq!(name["branches"][0]["number"], 2);
    assert_eq!(name["second_name"], serde_json::Value::Null);
    let chars: Vec<char> = given.chars().collect();
    for part in name["parts"].as_array().unwrap() {
        let at = |field: &str| part[field].as_u64().unwrap() as usize;
        let written: String = chars[at("start")..at("end")].iter().collect();
        assert_eq!(part["written"], written.as_str());
    }
}

#[test]
fn csv_is_a_row_a_line_for_programs() {
    let input = "\u{FEFF}太原恒源商贸有限公司\r\n\n=山西煤业,\"旧\"";
    let output = parse_lines(&["-", "--format", "csv"], input.as_bytes());
    let rows: Vec<&str> = text(&output.stdout).lines().collect();
    assert_eq!(
        rows,
        [
            "name,core,nation,region,region_code,trade_name,industry,ordinal,org_form,org_class,\
             is_group,branch,status,former_name,second_name,contact,known_as,notes",
            "太原恒源商贸有限公司,太原恒源商贸有限公司,,太原,140100,恒源,商贸,,有限公司,ltd,,,,,,,,",
            ",,,,,,,,,,,,,,,,,empty",
            "\"=山西煤业,\"\"旧\"\"\",山西煤业,,山西,140000,,煤业,,,,,,old,,,,,\
             form-missing; trade-name-missing",
        ]
    );
}

#[test]
fn names_and_standard_input_may_be_mixed() {
    let output = parse_lines(&["甲", "-", "丁", "--format", "csv"], "乙\n丙\n".as_bytes());
    let first = |line: &str| line.split(',').next().unwrap_or_default().to_owned();
    let names: Vec<String> = text(&output.stdout).lines().skip(1).map(first).collect();
    assert_eq!(names, ["甲", "乙", "丙", "丁"]);
}

#[test]
fn wrong_use_is_explained() {
    for (args, said) in [(&[][..], "<NAME>"), (&["--format", "xml", "甲"][..], "table, json, csv")]
    {
        let refused = parse(args);
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains(said), "{refused:?}");
    }
}

#[test]
fn a_line_in_another_encoding_is_named_with_a_remedy() {
    let output = parse_lines(&["-"], b"ABB\n\xC9\xBD\xCE\xF7\xC3\xBA\xD2\xB5\n");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: standard input:2: is not UTF-8\n  help: convert it first, for instance: \
         iconv -f GB18030 -t UTF-8 names.txt | guiyi parse -\n"
    );
    assert!(text(&output.stdout).starts_with("ABB\n"), "what came before is answered");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    for format in ["table", "json", "csv"] {
        let mut child = guiyi()
            .args(["-", "--format", format])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut input = child.stdin.take().unwrap();
        let names = "太原恒源商贸有限公司\n".repeat(20_000);
        // The program may have gone before it has read everything.
        let _ = input.write_all(names.as_bytes());
        drop(input);
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        assert_eq!(text(&output.stderr), "");
    }
}

#[test]
fn help_fits_a_screen_and_has_an_example() {
    let output = parse(&["--help"]);
    let help = text(&output.stdout);
    assert!(help.lines().count() <= 24, "{help}");
    assert!(help.contains("guiyi parse 红光（北京）"), "{help}");
}
