//! An inspection for people, and for programs.

use guiyi_io::Format;
use serde_json::{Value, json};

use super::Inspection;
use super::column::{Column, Finding};
use crate::lang::{say, tr};
use crate::table::aligned;

/// The rejects of which the place and the reason are shown.
const REJECTS_SHOWN: usize = 3;

/// The inspection as text.
pub fn as_text(inspection: &Inspection<'_>) -> String {
    let Inspection { input, columns, rows } = inspection;
    let mut text =
        say!("{}: {} rows, {}\n", "{}：{} 行，{}\n", input.file, rows.all, described(inspection));
    for note in &input.notes {
        text += &say!("  note: {}\n", "  注意：{}\n", tr(&note.to_string()));
    }
    for reject in input.rejects.iter().take(REJECTS_SHOWN) {
        text.push_str(&format!("  rejected: line {}: {}\n", reject.line, reject.reason));
    }
    let more = input.rejects.len().saturating_sub(REJECTS_SHOWN);
    if more > 0 {
        text.push_str(&format!("  rejected: {more} more\n"));
    }
    let head = ["column", "role", "filled", "distinct", "good", "why this role"];
    let mut table = vec![head.map(|word| tr(word).into_owned()).to_vec()];
    for column in columns {
        table.push(vec![
            column.header.clone(),
            column.guess.role.to_string(),
            share(column.filled, rows.all),
            column.distinct.to_string(),
            column.quality.map_or(String::new(), |q| share(q.valid + q.repaired, column.filled)),
            tr(&column.guess.reason).into_owned(),
        ]);
    }
    text.push_str(&aligned(&table));
    text.push_str(&aligned(&findings(columns)));
    let counts = [
        ("can be linked", rows.linkable, "by a company's name, code, phone, e-mail or address"),
        ("with a valid code", rows.with_code, ""),
        ("with a name only", rows.name_only, "nothing else confirms a match"),
        ("repeat another row", rows.repeated, "in every cell but the key"),
    ];
    let lines: Vec<Vec<String>> = counts
        .iter()
        .map(|(label, count, words)| {
            vec![
                tr(label).into_owned(),
                count.to_string(),
                share(*count, rows.all),
                tr(words).into_owned(),
            ]
        })
        .collect();
    text.push_str(&aligned(&lines));
    text.push('\n');
    text
}

/// The inspection as JSON.
pub fn as_json(inspection: &Inspection<'_>) -> Value {
    let Inspection { input, columns, rows } = inspection;
    let layout = &input.layout;
    json!({
        "file": input.file,
        "format": format!("{:?}", layout.format).to_lowercase(),
        "encoding": layout.encoding.name(),
        "delimiter": layout.delimiter,
        "sheet": layout.sheet,
        "header_line": layout.header_line,
        "rows": rows.all,
        "rejected": input.rejects.len(),
        "notes": input.notes.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "linkable": rows.linkable,
        "with_code": rows.with_code,
        "name_only": rows.name_only,
        "repeated": rows.repeated,
        "columns": columns.iter().map(column_json).collect::<Vec<_>>(),
    })
}

fn column_json(column: &Column) -> Value {
    json!({
        "column": column.header,
        "role": column.guess.role.to_string(),
        "confidence": column.guess.confidence,
        "reason": column.guess.reason,
        "filled": column.filled,
        "distinct": column.distinct,
        "quality": column.quality.map(|quality| json!({
            "valid": quality.valid,
            "repaired": quality.repaired,
            "invalid": quality.invalid,
            "nothing": quality.nothing,
        })),
        "findings": column.findings.iter().map(|finding| json!({
            "kind": finding.kind,
            "rows": finding.rows,
            "examples": finding.examples.iter()
                .map(|(value, rows)| json!({ "value": value, "rows": rows }))
                .collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

fn described(inspection: &Inspection<'_>) -> String {
    let layout = &inspection.input.layout;
    let mut words = match layout.format {
        Format::Text => layout.encoding.to_string(),
        other => format!("{other:?}").to_uppercase(),
    };
    if let Some(delimiter) = layout.delimiter {
        words.push_str(&format!(", {} between cells", name_of(delimiter)));
    }
    if let Some(sheet) = &layout.sheet {
        words.push_str(&format!(", sheet {sheet}"));
    }
    match layout.header_line {
        Some(line) => words.push_str(&format!(", header on line {line}")),
        None if layout.format == Format::JsonLines => {}
        None => words.push_str(", no header"),
    }
    let rejected = inspection.input.rejects.len();
    if rejected > 0 {
        words.push_str(&format!(", {rejected} rejected"));
    }
    words
}

/// A delimiter in words: most look like nothing, or like the sentence's own.
fn name_of(delimiter: char) -> String {
    let name = match delimiter {
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        '|' => "bars",
        '，' => "full-width commas",
        c if c.is_control() => return format!("U+{:04X}", u32::from(c)),
        c => return format!("'{c}'"),
    };
    name.to_owned()
}

/// One line a finding, under a heading; nothing when there is none.
fn findings(columns: &[Column]) -> Vec<Vec<String>> {
    let lines = columns.iter().flat_map(|column| {
        let line = |finding: &Finding| {
            let examples: Vec<String> = finding.examples.iter().map(example).collect();
            let rows = finding.rows.to_string();
            vec![column.header.clone(), rows, finding.words.to_owned(), examples.join(", ")]
        };
        column.findings.iter().map(line)
    });
    let head = ["column", "rows", "suspicious", "such as"].map(str::to_owned).to_vec();
    let table: Vec<Vec<String>> = std::iter::once(head).chain(lines).collect();
    if table.len() > 1 { table } else { Vec::new() }
}

fn example((value, rows): &(String, u64)) -> String {
    match rows {
        1 => shortened(value),
        rows => format!("{} ×{rows}", shortened(value)),
    }
}

/// A value on one line, its end left out when it is long.
fn shortened(value: &str) -> String {
    const LONGEST: usize = 24;
    let line: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let percent = part as f64 * 100.0 / whole as f64;
    // 100 % is all, 0 % is none: nothing in between is rounded to them.
    let shown = if part < whole && part > 0 { percent.clamp(0.1, 99.9) } else { percent };
    format!("{shown:.1} %")
}
