//! The reference of the settings, written from the table of keys: a page, a JSON schema, and the
//! commented file that `guiyi init` begins with.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::key::{KEYS, Key, Kind, TABLES};
use crate::lang::Lang;
use crate::role::Role;

/// The page: a section a table, a row a key.
pub fn page(lang: Lang) -> String {
    let mut text = String::from(lang.pick((
        "# Settings\n\nWritten from the program's table of keys; a test compares them. Everything is optional. `guiyi init FILE…`\n\
         writes a commented file; `--set path=value` sets one key for one run and outranks the file. Unknown keys are errors.\n",
        "# 设置\n\n由程序中的键表生成，并由测试核对。所有项均可省略。`guiyi init FILE…` 生成带注释的设置文件；\n\
         `--set 路径=值` 仅对一次运行生效，优先于文件。未知的键会报错。\n",
    )));
    for (table, words) in TABLES {
        let _ = write!(text, "\n## {}", lang.pick(words));
        if !table.is_empty() {
            let _ = write!(text, " `[{table}]`");
        }
        text.push_str(lang.pick((
            "\n\n| key | value | default | what it does |\n|---|---|---|---|\n",
            "\n\n| 键 | 取值 | 默认 | 作用 |\n|---|---|---|---|\n",
        )));
        for key in KEYS.iter().filter(|key| key.table == table) {
            let default =
                if key.default.is_empty() { String::new() } else { format!("`{}`", key.default) };
            let name = if key.name == "*" {
                lang.pick(("*header*", "*列名*")).to_string()
            } else {
                format!("`{}`", key.name)
            };
            let _ = writeln!(
                text,
                "| {name} | {}, {}`{}` | {default} | {} |",
                lang.pick(key.kind.words()),
                lang.pick(("as ", "如 ")),
                key.example,
                lang.pick(key.words)
            );
        }
    }
    let roles: Vec<String> = Role::NAMES.iter().map(|(_, name)| format!("`{name}`")).collect();
    let _ = writeln!(text, "\n{}{}", lang.pick(("Roles: ", "角色：")), roles.join(", "));
    text
}

/// The JSON schema (draft 2020-12) of a settings file, for editors.
pub fn schema() -> Value {
    let mut tables = Map::new();
    for (table, words) in TABLES {
        let keys = KEYS.iter().filter(|key| key.table == table);
        if table.is_empty() {
            tables.extend(keys.map(|key| (key.name.to_string(), key_schema(key))));
            continue;
        }
        let own_words = KEYS.iter().find(|key| key.table == table && key.name == "*");
        let properties: Map<String, Value> = keys
            .filter(|key| key.name != "*")
            .map(|key| (key.name.to_string(), key_schema(key)))
            .collect();
        let further = own_words.map_or(json!(false), key_schema);
        tables.insert(
            table.to_string(),
            json!({
                "type": "object",
                "description": words.0,
                "properties": properties,
                "additionalProperties": further,
            }),
        );
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Guiyi settings",
        "type": "object",
        "properties": tables,
        "additionalProperties": false,
    })
}

fn key_schema(key: &Key) -> Value {
    let mut schema = match key.kind {
        Kind::Probability => {
            json!({ "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1 })
        }
        Kind::Count(least) => json!({ "type": "integer", "minimum": least }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Text => json!({ "type": "string" }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Role => json!({ "enum": Role::NAMES.map(|(_, name)| name) }),
    };
    schema["description"] = json!(key.words.0);
    if let Ok(default) = serde_json::from_str::<Value>(key.default) {
        schema["default"] = default;
    }
    schema
}

/// A commented settings file. `lines` gives the lines of a table that are to hold; every other key
/// stands there as a comment with its default or an example.
pub fn template(lang: Lang, lines: impl Fn(&str) -> Vec<(String, String)>) -> String {
    let mut text = String::new();
    for (table, words) in TABLES {
        if !table.is_empty() {
            let _ = writeln!(text, "\n# {}\n[{table}]", lang.pick(words));
        }
        let held = lines(table);
        for key in KEYS.iter().filter(|key| key.table == table) {
            let _ = writeln!(text, "# {}", lang.pick(key.words));
            match held.iter().find(|(name, _)| name == key.name) {
                Some((name, value)) => {
                    let _ = writeln!(text, "{name} = {value}");
                }
                None if key.name == "*" => {
                    for (name, value) in &held {
                        let _ = writeln!(text, "{name} = {value}");
                    }
                }
                None => {
                    let value = if key.default.is_empty() { key.example } else { key.default };
                    let _ = writeln!(text, "# {} = {value}", key.name);
                }
            }
        }
    }
    text
}
