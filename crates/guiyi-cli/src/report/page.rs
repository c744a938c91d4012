//! The page around the sections: its style, its switch of languages, its tables.

use std::fmt::Display;

use guiyi_core::explain::escape;

use crate::lang;

/// A cell of a table, as HTML.
pub struct Cell {
    html: String,
    is_number: bool,
}

impl Cell {
    /// A text, which is escaped.
    pub fn text(text: impl AsRef<str>) -> Cell {
        Cell { html: escape(text.as_ref()), is_number: false }
    }

    /// A text in both languages.
    pub fn both(words: (&str, &str)) -> Cell {
        Cell { html: both(words), is_number: false }
    }

    /// A figure, aligned to the right.
    pub fn number(number: impl Display) -> Cell {
        Cell { html: escape(&number.to_string()), is_number: true }
    }

    /// A share as a figure over a bar.
    pub fn share(share: f64) -> Cell {
        let percent = (share * 100.0).clamp(0.0, 100.0);
        let html = format!(
            "<span class=\"share\"><i style=\"width:{percent:.0}%\"></i></span> {percent:.0} %"
        );
        Cell { html, is_number: true }
    }

    /// Nothing.
    pub fn empty() -> Cell {
        Cell { html: String::new(), is_number: false }
    }
}

/// A text in both languages, of which the page shows one.
pub fn both((english, chinese): (&str, &str)) -> String {
    format!(
        "<span lang=\"en\">{}</span><span lang=\"zh-CN\">{}</span>",
        escape(english),
        escape(chinese)
    )
}

/// A section with its heading.
pub fn section(id: &str, title: (&str, &str), body: &str) -> String {
    format!("<section id=\"{id}\">\n<h2>{}</h2>\n{body}</section>\n", both(title))
}

/// A table with its caption; a word instead when it has no rows.
pub fn table(
    caption: (&str, &str),
    heads: &[(&str, &str)],
    rows: impl Iterator<Item = Vec<Cell>>,
) -> String {
    let row = |cells: Vec<Cell>| {
        let cells = cells.iter().map(|cell| {
            let class = if cell.is_number { " class=\"number\"" } else { "" };
            format!("<td{class}>{}</td>", cell.html)
        });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    };
    let rows: String = rows.map(row).collect();
    if rows.is_empty() {
        return format!("<p>{}: {}</p>\n", both(caption), both(("none", "无")));
    }
    let heads: String = heads.iter().map(|head| format!("<th>{}</th>", both(*head))).collect();
    format!(
        "<div class=\"wide\"><table><caption>{}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n",
        both(caption)
    )
}

/// The whole document. Two radio buttons and the rules of style choose the language, so the page
/// needs no script, and its policy allows none.
pub fn document(body: &str) -> String {
    let checked = |is: bool| if is { " checked" } else { "" };
    let is_chinese = lang::current() == guiyi_core::Lang::Zh;
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<title>Guiyi 归一</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <input type=\"radio\" name=\"language\" id=\"english\"{}><label for=\"english\">English</label>\n\
         <input type=\"radio\" name=\"language\" id=\"chinese\"{}><label for=\"chinese\">中文</label>\n\
         <main>\n<h1>Guiyi 归一: {}</h1>\n{body}</main>\n</body>\n</html>\n",
        lang::current().tag(),
        checked(!is_chinese),
        checked(is_chinese),
        both(("one profile per customer", "一户一档"))
    )
}

const STYLE: &str = "\
:root { color-scheme: light; }
body { font: 14px/1.5 system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif; color: #111; background: #fff; margin: 0 auto; max-width: 1080px; padding: 16px; }
h1 { font-size: 22px; } h2 { font-size: 17px; border-bottom: 1px solid #ccc; padding-bottom: 4px; margin-top: 32px; }
input[name=language] { margin-left: 12px; }
#english:checked ~ main [lang=zh-CN], #chinese:checked ~ main [lang=en] { display: none; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(190px, 1fr)); gap: 10px; }
.tile { border: 1px solid #ccc; border-radius: 6px; padding: 10px 12px; color: #444; }
.tile b { display: block; font-size: 24px; color: #111; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; margin: 12px 0 20px; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: 600; padding: 4px 0; }
th, td { text-align: left; padding: 4px 10px 4px 0; border-bottom: 1px solid #e4e4e4; vertical-align: top; overflow-wrap: anywhere; }
th { color: #555; font-weight: 600; white-space: nowrap; } td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.share { display: inline-block; width: 90px; height: 9px; background: #eee; } .share i { display: block; height: 9px; background: #0072b2; }
figure { margin: 12px 0 24px; overflow-x: auto; } figcaption { font-weight: 600; margin-bottom: 4px; } svg { max-width: 100%; height: auto; }
p { max-width: 75ch; }
@media print { body { max-width: none; font-size: 11px; } input, label { display: none; } figure, tr, .tile { break-inside: avoid; } h2 { break-after: avoid; } .wide { overflow: visible; } }
";
