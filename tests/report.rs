//! `report.html`: complete, escaped, and shown by a browser without a complaint.

#![allow(clippy::unwrap_used)]

mod harness;

use std::fs;
use std::path::Path;
use std::process::Command;

use harness::{dedupe, demo};

#[test]
fn it_needs_nothing_but_itself() {
    let (_guard, out) = dedupe(&demo(), &[]);
    let html = fs::read_to_string(out.join("report.html")).unwrap();
    for id in ["files", "quality", "weights", "pairs", "profiles", "conflicts", "blocks"] {
        assert!(html.contains(&format!("<section id=\"{id}\">")), "{id}");
    }
    assert!(html.contains("Match weights") && html.contains("匹配权重"));
    assert!(html.matches("<svg ").count() >= 8);
    // No script, and nothing from elsewhere but the name of the language of the pictures.
    assert!(!html.contains("<script"));
    let elsewhere = html.replace("http://www.w3.org/2000/svg", "");
    assert!(!elsewhere.contains("http:") && !elsewhere.contains("https:"));
    for (open, close) in [("<section", "</section>"), ("<table", "</table>"), ("<svg ", "</svg>")] {
        assert_eq!(html.matches(open).count(), html.matches(close).count(), "{open}");
    }
    // The same input gives the same page.
    let (_again, again) = dedupe(&demo(), &["--threads", "1"]);
    assert_eq!(html, fs::read_to_string(again.join("report.html")).unwrap());
}

#[test]
fn every_source_has_one_column_of_quality() {
    let (_guard, out) = dedupe(&demo(), &[]);
    let html = fs::read_to_string(out.join("report.html")).unwrap();
    let (_, quality) = html.split_once("<section id=\"quality\">").unwrap();
    let (quality, _) = quality.split_once("</section>").unwrap();
    assert_eq!(quality.matches("<th").count() - quality.matches("<thead").count(), 5);
    for source in ["erp", "finance", "sales-sheet", "service"] {
        assert!(quality.contains(source), "{source}");
    }
}

#[test]
fn what_customers_are_called_is_text() {
    let guard = tempfile::tempdir().unwrap();
    let file = guard.path().join("<b>hostile.csv");
    let hostile = "<script>alert('x')</script>有限公司";
    let mut text = "客户名称,<img src=x onerror=alert(1)>,电话\n".to_string();
    for row in 0..6 {
        text += &format!("太原恒源商贸{hostile},\"\"\"><svg onload=alert({row})>\",13607976140\n");
    }
    fs::write(&file, text).unwrap();
    let (_run, out) = dedupe(&[file], &[]);
    let html = fs::read_to_string(out.join("report.html")).unwrap();
    for raw in ["<script", "<img", "<svg onload", "<b>hostile"] {
        assert!(!html.contains(raw), "{raw}");
    }
    assert!(html.contains("&lt;"));
}

#[test]
fn an_empty_or_lonely_run_has_a_report_too() {
    let guard = tempfile::tempdir().unwrap();
    let file = guard.path().join("one.csv");
    fs::write(&file, "客户名称,电话\n太原恒源商贸有限公司,\n").unwrap();
    let (_run, out) = dedupe(&[file], &[]);
    let html = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(html.contains("</html>") && html.contains("no pair was worth keeping"));
}

/// The browser of this machine, if it has one.
fn browser() -> Option<&'static str> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    names.into_iter().find(|name| Command::new(name).arg("--version").output().is_ok())
}

/// Draws the page in a real browser: it logs no complaint, and the picture is no blank sheet. With
/// `GUIYI_SCREENSHOTS=DIR` the pictures stay there to be looked at.
#[test]
fn a_browser_shows_it_without_a_complaint() {
    let Some(browser) = browser() else {
        eprintln!("skipped: this machine has no chromium");
        return;
    };
    for lang in ["en", "zh"] {
        let (guard, out) = dedupe(&demo(), &["--lang", lang]);
        let kept = std::env::var_os("GUIYI_SCREENSHOTS");
        let folder = kept.as_deref().map_or(guard.path(), Path::new);
        let picture = folder.join(format!("report-{lang}.png"));
        let shown = Command::new(browser)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"])
            .args(["--enable-logging=stderr", "--window-size=1120,5200"])
            .arg(format!("--user-data-dir={}", guard.path().join("browser").display()))
            .arg(format!("--screenshot={}", picture.display()))
            .arg(format!("file://{}", out.join("report.html").display()))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&shown.stderr);
        assert!(!said.contains("CONSOLE"), "{said}");
        let bytes = fs::read(&picture).unwrap();
        assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 50_000, "{} bytes", bytes.len());
    }
}
