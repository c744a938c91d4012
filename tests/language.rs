//! Help and messages in both languages, completions and the manual page.

#![allow(clippy::unwrap_used)]

mod harness;

use std::process::Command;

use harness::{fixture, guiyi, refuse, succeed};

const COMMANDS: [&str; 16] = [
    "dedupe",
    "init",
    "plan",
    "import-splink",
    "evaluate",
    "explain",
    "why",
    "why-not",
    "label",
    "inspect",
    "synth",
    "completions",
    "man",
    "master",
    "parse",
    "",
];

/// Lines and columns of a screen: a terminal of 100 columns with a status line to spare.
const LINES: usize = 48;
const COLUMNS: usize = 100;

fn has_han(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn every_help_fits_a_screen_and_has_an_example_in_both_languages() {
    for command in COMMANDS.iter().filter(|command| !command.is_empty()) {
        let english = succeed(&[command, "--help"]);
        assert!(english.contains("Example"), "{command}: {english}");
        let chinese = succeed(&["--lang", "zh", command, "--help"]);
        assert!(chinese.contains("示例") && chinese.contains("用法："), "{command}: {chinese}");
        for help in [&english, &chinese] {
            assert!(help.lines().count() <= LINES, "{command}: {} lines", help.lines().count());
            let longest = help.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(longest <= COLUMNS, "{command}: {longest} columns");
        }
        for english in ["Options", "Usage", "Print help", "Arguments"] {
            assert!(!chinese.contains(english), "{command}: {english}: {chinese}");
        }
    }
    let all = succeed(&["--help"]);
    let listed = COMMANDS.iter().filter(|command| !command.is_empty());
    assert!(listed.clone().all(|command| all.contains(&format!("\n  {command}"))), "{all}");
    assert!(all.contains("Example"), "{all}");
    assert!(all.lines().count() <= LINES);
}

#[test]
fn so_has_every_help_of_the_living_archive() {
    let commands = [
        "init", "update", "show", "export", "decide", "prefer", "history", "changes", "undo",
        "retrain", "compact", "verify",
    ];
    for command in commands {
        let english = succeed(&["master", command, "--help"]);
        assert!(english.contains("Example"), "{command}: {english}");
        let chinese = succeed(&["--lang", "zh", "master", command, "--help"]);
        assert!(chinese.contains("示例") && chinese.contains("用法："), "{command}: {chinese}");
        for help in [&english, &chinese] {
            assert!(help.lines().count() <= LINES, "{command}: {} lines", help.lines().count());
            let longest = help.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(longest <= COLUMNS, "{command}: {longest} columns: {help}");
        }
    }
}

#[test]
fn the_locale_decides_and_the_option_outranks_it() {
    let help = |locale: &str, arguments: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_guiyi"))
            .args(arguments)
            .arg("--help")
            .env_remove("LC_MESSAGES")
            .env("LC_ALL", locale)
            .output()
            .unwrap();
        String::from_utf8(done.stdout).unwrap()
    };
    assert!(help("zh_CN.UTF-8", &[]).contains("用法"));
    assert!(help("de_DE.UTF-8", &[]).contains("Usage"));
    assert!(help("zh_CN.UTF-8", &["--lang", "en"]).contains("Usage"));
    assert!(help("C", &["dedupe", "--lang=zh"]).contains("用法"));
}

#[test]
fn mistakes_are_said_in_chinese_with_place_and_remedy() {
    let file = fixture("founding/three.csv");
    let file = file.to_str().unwrap();
    let out = std::env::temp_dir().join("guiyi-never-written");
    let out = out.to_str().unwrap();
    let cases: [(&[&str], &[&str]); 6] = [
        (
            &["dedupe", file, "--out", out, "--role", "客户名=company-name"],
            &["没有文件有此列", "是否指"],
        ),
        (
            &["dedupe", file, "--out", out, "--set", "thresholds.match=7"],
            &["必须是大于 0 且小于 1 的数", "提示"],
        ),
        (&["dedupe", "/nowhere.csv", "--out", out], &["/nowhere.csv", "无法打开"]),
        (&["dedup", file], &["没有命令 dedup", "dedupe"]),
        (&["dedupe", "--fore", file], &["没有选项 --fore", "--force"]),
        (&["why", "P000001", "--run", "/nowhere"], &["无法读取", "guiyi dedupe --out"]),
    ];
    for (arguments, says) in cases {
        let done = guiyi(&[&["--lang", "zh"], arguments].concat());
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(!done.status.success());
        for part in says {
            assert!(said.contains(part), "{arguments:?}: {part}: {said}");
        }
        assert!(said.starts_with("错误："), "{said}");
        assert!(!said.contains("error:") && !said.contains("help:"), "{said}");
    }
    assert!(refuse(&["--lang", "tlh", "dedupe", file]).contains("zh or en"));
}

#[test]
fn a_run_speaks_the_language_asked_for() {
    let guard = tempfile::tempdir().unwrap();
    let file = fixture("founding/three.csv");
    for (lang, expected) in [("zh", true), ("en", false)] {
        let out = guard.path().join(lang);
        let done = guiyi(&[
            "--lang",
            lang,
            "dedupe",
            file.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
        ]);
        let said = String::from_utf8(done.stderr).unwrap();
        // The header is Chinese in either language.
        let said = said.replace("客户名称", "");
        assert_eq!(has_han(&said), expected, "{said}");
        assert!(done.status.success());
    }
}

#[test]
fn completions_and_the_manual_are_generated() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let text = succeed(&["completions", shell]);
        for command in ["dedupe", "why-not", "import-splink"] {
            assert!(text.contains(command), "{shell}: {command}");
        }
    }
    let page = succeed(&["man"]);
    assert!(page.contains(".TH guiyi 1") && page.contains("dedupe"), "{page}");
    let page = succeed(&["man", "dedupe"]);
    assert!(page.contains("decisions") && page.contains("guiyi\\-dedupe"), "{page}");
    assert!(refuse(&["man", "dedup"]).contains("did you mean dedupe?"));
}
