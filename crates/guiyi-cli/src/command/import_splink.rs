//! `guiyi import-splink`: a Splink settings or model JSON into settings, where the meaning carries over.
//!
//! The form is Splink's, versions 3 to 5: `comparisons`, `blocking_rules_to_generate_predictions`,
//! `probability_two_random_records_match` and the names of columns.

use guiyi_core::plan::roles::infer_roles;
use guiyi_core::settings::reference::template;
use guiyi_core::{Error, ErrorKind, Role, TableBuilder};
use serde_json::{Map, Value};

use super::init::write;
use crate::args::ImportSplink;
use crate::lang::{self, say};
use crate::settings_file::quoted;

/// Runs the command.
pub fn run(args: &ImportSplink) -> Result<(), Vec<Error>> {
    import(args).map_err(|problem| vec![problem])
}

fn import(args: &ImportSplink) -> Result<(), Error> {
    let file = args.file.display().to_string();
    let text = std::fs::read_to_string(&args.file)
        .map_err(|problem| Error::usage(format!("cannot be read: {problem}")).in_file(&file))?;
    let no_splink = |why: String| {
        Error::new(ErrorKind::Format, why)
            .in_file(&file)
            .hint("it is what linker.misc.save_model_to_json() writes in Splink")
    };
    let json: Value =
        serde_json::from_str(&text).map_err(|e| no_splink(format!("is no JSON: {e}")))?;
    let splink = json.as_object().ok_or_else(|| no_splink("is no settings object".to_string()))?;
    if !splink.contains_key("comparisons") && !splink.contains_key("link_type") {
        return Err(no_splink("has neither comparisons nor a link_type".to_string()));
    }
    let roles = roles(splink);
    let settings = template(lang::current(), |table| match table {
        "" => vec![("format".to_string(), "1".to_string())],
        "roles" => {
            roles.iter().map(|(column, role)| (quoted(column), quoted(role.name()))).collect()
        }
        _ => Vec::new(),
    });
    write(&settings, args.out.as_deref(), args.force)?;
    for line in left_behind(splink) {
        eprintln!("{line}");
    }
    Ok(())
}

/// The columns that Splink was told of, with what their names say.
fn roles(splink: &Map<String, Value>) -> Vec<(String, Role)> {
    let text = |name: &str| splink.get(name).and_then(Value::as_str);
    let mut roles: Vec<(String, Role)> = Vec::new();
    let mut add = |column: &str, role: Role| {
        if !roles.iter().any(|(held, _)| held == column) {
            roles.push((column.to_string(), role));
        }
    };
    add(text("unique_id_column_name").unwrap_or("unique_id"), Role::RecordId);
    if text("link_type").is_some_and(|kind| kind != "dedupe_only") {
        add(text("source_dataset_column_name").unwrap_or("source_dataset"), Role::Source);
    }
    for column in compared(splink) {
        add(&column, by_name(&column));
    }
    roles
}

/// The columns that comparisons look at.
fn compared(splink: &Map<String, Value>) -> Vec<String> {
    let comparisons = splink.get("comparisons").and_then(Value::as_array).into_iter().flatten();
    let mut columns: Vec<String> = Vec::new();
    for comparison in comparisons {
        let levels = comparison["comparison_levels"].as_array().into_iter().flatten();
        let found: Vec<String> = levels
            .filter_map(|level| level["sql_condition"].as_str())
            .flat_map(columns_of)
            .collect();
        let named = comparison["output_column_name"].as_str().map(String::from);
        let own = if found.is_empty() { named.into_iter().collect() } else { found };
        for column in own {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
    }
    columns
}

/// The columns of a condition: what stands before `_l`, such as `"dob_l" = "dob_r"`.
fn columns_of(condition: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let words = condition.split(|c: char| !is_word(c));
    let mut columns: Vec<String> = Vec::new();
    for column in words.filter_map(|word| word.strip_suffix("_l")).filter(|word| !word.is_empty()) {
        // Term frequency columns are Splink's own.
        if !column.starts_with("tf_") && !columns.iter().any(|held| held == column) {
            columns.push(column.to_string());
        }
    }
    columns
}

/// The role that a header alone tells; a text when it tells none, for Splink compares it.
fn by_name(column: &str) -> Role {
    let table = TableBuilder::new([column]).finish();
    let told = infer_roles(&[&table]).concat().first().map_or(Role::Text, |guess| guess.role);
    match told {
        Role::Ignore | Role::FreeText | Role::RecordId => Role::Text,
        role => role,
    }
}

/// What does not carry over, and why.
fn left_behind(splink: &Map<String, Value>) -> Vec<String> {
    let mut lines = vec![say!("not carried over from Splink:", "以下 Splink 设置不沿用：")];
    let mut note = |text: String| lines.push(format!("  - {text}"));
    let count = |name: &str| splink.get(name).and_then(Value::as_array).map_or(0, Vec::len);
    let comparisons = count("comparisons");
    if comparisons > 0 {
        note(say!(
            "the levels of {comparisons} comparisons and their SQL: Guiyi has its own levels for each role",
            "{comparisons} 个比较项的等级及其 SQL：Guiyi 按角色自带比较等级"
        ));
    }
    let levels = splink.get("comparisons").and_then(Value::as_array).into_iter().flatten();
    let mut levels = levels.flat_map(|c| c["comparison_levels"].as_array().into_iter().flatten());
    if levels
        .any(|level| level.get("m_probability").is_some() || level.get("u_probability").is_some())
    {
        note(say!(
            "m and u probabilities: they belong to levels that differ; Guiyi trains its own",
            "m、u 概率：所属等级不同，Guiyi 自行训练"
        ));
    }
    let rules = count("blocking_rules_to_generate_predictions");
    if rules > 0 {
        note(say!(
            "{rules} blocking rules: Guiyi chooses its own from roles and frequencies",
            "{rules} 条分块规则：Guiyi 根据角色与频率自选规则"
        ));
    }
    if splink.contains_key("probability_two_random_records_match") {
        note(say!(
            "probability_two_random_records_match: the prior is estimated from the records",
            "probability_two_random_records_match：先验由记录估计"
        ));
    }
    if splink.get("link_type").and_then(Value::as_str) == Some("link_only") {
        note(say!(
            "link_type link_only: records of one source may join too",
            "link_type 为 link_only：同一来源的记录也可能合并"
        ));
    }
    let known = [
        "comparisons",
        "blocking_rules_to_generate_predictions",
        "link_type",
        "probability_two_random_records_match",
        "unique_id_column_name",
        "source_dataset_column_name",
    ];
    let others: Vec<&str> =
        splink.keys().map(String::as_str).filter(|key| !known.contains(key)).collect();
    if !others.is_empty() {
        let others = others.join(", ");
        note(say!("nothing in Guiyi answers to: {others}", "Guiyi 中没有对应的设置：{others}"));
    }
    lines
}
