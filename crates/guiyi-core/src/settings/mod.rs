//! Settings: what a user can write, and what the run makes of it.
//!
//! [`Typed`] is as typed, key by key with its place; [`Settings`] is complete. The table of all keys
//! is [`key::KEYS`]; [`mod@reference`] describes them.

pub mod key;
pub mod reference;
mod typed;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::block::index::Limits;
use crate::error::Error;
use crate::pipeline::Options;
use crate::role::Role;
use crate::score::weight::MatchWeight;

pub use typed::{Entry, FORMAT, Typed, Value};

/// Complete settings of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Settings {
    /// Roles by header that override the inferred ones.
    pub roles: BTreeMap<String, Role>,
    /// Probability from which records join.
    pub match_probability: f64,
    /// Probability from which a pair that does not join is worth a look.
    pub review_probability: f64,
    /// Whether names without a trade name that say the same join by themselves.
    pub join_brandless: bool,
    /// Records in a block at most.
    pub block_limit: usize,
    /// Neighbours still compared in a block that stays too large.
    pub block_window: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        let limits = Limits::default();
        Settings {
            roles: BTreeMap::new(),
            match_probability: 0.55,
            review_probability: 0.4,
            join_brandless: true,
            block_limit: limits.block,
            block_window: limits.window,
        }
    }
}

impl Settings {
    /// Completes what was typed with the defaults. Gives *all* problems at once.
    pub fn complete(typed: &Typed) -> Result<Settings, Vec<Error>> {
        let mut problems = typed.check();
        let mut settings = Settings::default();
        let defaults = Settings::default();
        for entry in typed.entries().iter().filter(|entry| entry.table == "roles") {
            if let Value::Text(word) = &entry.value
                && let Ok(role) = word.parse::<Role>()
            {
                settings.roles.insert(entry.name.clone(), role);
            }
        }
        let matches = typed.float("thresholds", "match");
        let review = typed.float("thresholds", "review");
        settings.match_probability = matches.unwrap_or(defaults.match_probability);
        // A match threshold below the default for review takes that along.
        let usual = defaults.review_probability.min(settings.match_probability);
        settings.review_probability = review.unwrap_or(usual);
        if settings.review_probability > settings.match_probability
            && let Some(entry) = typed.get("thresholds", "review")
        {
            problems.push(
                entry
                    .problem(format!(
                        "thresholds.review = {} is above thresholds.match = {}",
                        settings.review_probability, settings.match_probability
                    ))
                    .hint("review is for pairs below the match threshold: lower it"),
            );
        }
        let count = |name, default: usize| {
            typed.integer("blocks", name).and_then(|n| usize::try_from(n).ok()).unwrap_or(default)
        };
        settings.join_brandless =
            typed.flag("names", "join-brandless").unwrap_or(defaults.join_brandless);
        settings.block_limit = count("limit", defaults.block_limit);
        settings.block_window = count("window", defaults.block_window);
        if problems.is_empty() { Ok(settings) } else { Err(problems) }
    }

    /// The pipeline's options under these settings.
    pub fn options(&self) -> Options {
        Options {
            match_threshold: MatchWeight::from_probability(self.match_probability),
            review_threshold: MatchWeight::from_probability(self.review_probability),
            limits: Limits { block: self.block_limit, window: self.block_window },
            ..Options::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(entries: &[(&str, &str, Value)]) -> Typed {
        let mut typed = Typed::default();
        for (at, (table, name, value)) in entries.iter().enumerate() {
            typed.set(Entry {
                table: table.to_string(),
                name: name.to_string(),
                value: value.clone(),
                file: "job.toml".to_string(),
                line: Some(at as u64 + 1),
            });
        }
        typed
    }

    #[test]
    fn all_problems_at_once_each_with_its_line() {
        let problems = Settings::complete(&typed(&[
            ("roles", "客户", Value::Text("nmae".into())),
            ("thresholds", "match", Value::Float(0.5)),
            ("thresholds", "review", Value::Float(0.8)),
            ("blocks", "limit", Value::Integer(1)),
            ("blocks", "limti", Value::Integer(3)),
            ("names", "join-brandless", Value::Text("yes".into())),
        ]))
        .unwrap_err();
        let mut lines: Vec<u64> = problems.iter().filter_map(|p| p.place().line).collect();
        lines.sort_unstable();
        assert_eq!(lines, [1, 3, 4, 5, 6], "{problems:?}");
        assert!(problems.iter().all(|problem| problem.remedy().is_some()));
        assert!(problems.iter().any(|p| p.remedy() == Some("did you mean blocks.limit?")));
    }

    #[test]
    fn nothing_typed_is_the_default() {
        assert_eq!(Settings::complete(&Typed::default()).unwrap(), Settings::default());
    }

    /// The table of keys says the defaults that the engine has.
    #[test]
    fn defaults_in_the_table_are_those_of_the_engine() {
        let mut typed = Typed::default();
        for key in key::KEYS.iter().filter(|key| !key.default.is_empty()) {
            let value: serde_json::Value = serde_json::from_str(key.default).unwrap();
            let value = match value {
                serde_json::Value::Bool(flag) => Value::Flag(flag),
                serde_json::Value::Number(n) if n.is_i64() => Value::Integer(n.as_i64().unwrap()),
                other => Value::Float(other.as_f64().unwrap()),
            };
            let (table, name) = (key.table.to_string(), key.name.to_string());
            typed.set(Entry { table, name, value, file: String::new(), line: None });
        }
        assert_eq!(Settings::complete(&typed).unwrap(), Settings::default());
    }

    #[test]
    fn of_a_newer_format_only_that_is_said() {
        let newer = typed(&[("", "format", Value::Integer(2)), ("x", "y", Value::Flag(true))]);
        let problems = Settings::complete(&newer).unwrap_err();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].kind(), crate::ErrorKind::Format);
    }
}
