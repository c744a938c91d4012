//! Settings files: TOML to settings as typed, every entry with its line.

use std::path::Path;

use guiyi_core::Error;
use guiyi_core::settings::{Entry, Typed, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads a settings file.
///
/// # Errors
/// Every mistake in its writing, each with its line.
pub fn read(path: &Path) -> Result<Typed, Vec<Error>> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|problem| {
        vec![
            Error::usage(format!("cannot be read: {problem}"))
                .in_file(&file)
                .hint("'guiyi init FILE…' writes a settings file"),
        ]
    })?;
    parse(&text, &file)
}

/// Reads the text of a settings file.
fn parse(text: &str, file: &str) -> Result<Typed, Vec<Error>> {
    // Editors on Windows begin a file with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let line =
        |at: usize| text.get(..at).map_or(1, |before| before.matches('\n').count() as u64 + 1);
    let (root, mistakes) = DeTable::parse_recoverable(text);
    if !mistakes.is_empty() {
        return Err(mistakes
            .iter()
            .map(|mistake| {
                let at = line(mistake.span().map_or(0, |span| span.start));
                Error::usage(mistake.message().to_string())
                    .in_file(file)
                    .at_line(at)
                    .hint("a setting is written key = value; texts stand in \"quotes\"")
            })
            .collect());
    }
    let mut typed = Typed::default();
    let mut add = |table: &str, key: &Spanned<std::borrow::Cow<'_, str>>, of: &DeValue<'_>| {
        typed.set(Entry {
            table: table.to_string(),
            name: key.get_ref().to_string(),
            value: value(of),
            file: file.to_string(),
            line: Some(line(key.span().start)),
        });
    };
    for (key, of) in root.get_ref() {
        match of.get_ref() {
            DeValue::Table(table) => {
                table.iter().for_each(|(name, of)| add(key.get_ref(), name, of.get_ref()));
            }
            of => add("", key, of),
        }
    }
    Ok(typed)
}

fn value(of: &DeValue<'_>) -> Value {
    match of {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Integer(number) => {
            let parsed = i64::from_str_radix(number.as_str(), number.radix());
            parsed.map_or(Value::Other("integer"), Value::Integer)
        }
        DeValue::Float(number) => {
            number.as_str().parse().map_or(Value::Other("float"), Value::Float)
        }
        DeValue::Array(list) => {
            let text = |item: &Spanned<DeValue<'_>>| item.get_ref().as_str().map(String::from);
            let texts: Option<Vec<String>> = list.iter().map(text).collect();
            texts.map_or(Value::Other("array"), Value::Texts)
        }
        other => Value::Other(other.type_str()),
    }
}

/// `--set path=value`: the value as TOML, or as a text when it is none.
///
/// # Errors
/// When there is no `=`.
pub fn set(typed: &str) -> Result<Entry, Error> {
    let Some((path, written)) = typed.split_once('=') else {
        return Err(Error::usage(format!("--set {typed} has no '='"))
            .hint("write --set PATH=VALUE, such as --set thresholds.match=0.8"));
    };
    let (table, name) = path.trim().split_once('.').unwrap_or(("", path.trim()));
    let value = match DeValue::parse(written.trim()) {
        Ok(parsed) => value(parsed.get_ref()),
        Err(_) => Value::Text(written.trim().to_string()),
    };
    Ok(Entry {
        table: table.to_string(),
        name: name.trim_matches('"').to_string(),
        value,
        file: "--set".to_string(),
        line: None,
    })
}

/// A text as TOML writes it.
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.to_string()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_know_their_lines() {
        let text = "\u{feff}format = 1\n\n[roles]\n\"客户 名.称\" = \"phone\"\n[input]\nfiles = [\"a\", \"b\"]\n";
        let typed = parse(text, "job.toml").unwrap();
        let role = typed.get("roles", "客户 名.称").unwrap();
        assert_eq!((role.line, &role.value), (Some(4), &Value::Text("phone".into())));
        assert_eq!(typed.texts("input", "files"), ["a", "b"]);
        assert_eq!(typed.integer("", "format"), Some(1));
    }

    #[test]
    fn every_mistake_in_writing_is_said_with_its_line() {
        let problems = parse("[thresholds]\nmatch = 0,5\n[names\nx = \n", "job.toml").unwrap_err();
        let lines: Vec<u64> = problems.iter().filter_map(|p| p.place().line).collect();
        assert!(lines.contains(&2) && lines.contains(&3), "{problems:?}");
    }

    #[test]
    fn values_on_the_command_line_need_no_quotes() {
        for (typed, table, name, value) in [
            ("thresholds.match=0.8", "thresholds", "match", Value::Float(0.8)),
            ("names.join-brandless=false", "names", "join-brandless", Value::Flag(false)),
            ("roles.客户.名称=phone", "roles", "客户.名称", Value::Text("phone".into())),
            ("output.dir=\"a b\"", "output", "dir", Value::Text("a b".into())),
            ("input.encoding=GB18030", "input", "encoding", Value::Text("GB18030".into())),
        ] {
            let entry = set(typed).unwrap();
            assert_eq!(
                (entry.table.as_str(), entry.name.as_str(), entry.value),
                (table, name, value)
            );
        }
        assert!(set("thresholds.match").is_err());
    }
}
