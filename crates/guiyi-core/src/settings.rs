//! Settings: what a user can write, and what the run makes of it.
//!
//! [`SettingsFile`] is as typed (everything optional), [`Settings`] is complete.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::block::index::Limits;
use crate::error::Error;
use crate::pipeline::Options;
use crate::role::Role;
use crate::score::weight::MatchWeight;

/// A settings file as typed. Unknown keys are errors.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct SettingsFile {
    /// Roles by header, overriding the inferred ones: `"客户名称" = "company-name"`.
    pub roles: BTreeMap<String, String>,
    /// When two records are one customer.
    pub thresholds: Thresholds,
    /// Rules about names.
    pub names: Names,
    /// Bounds of blocks.
    pub blocks: BlockBounds,
}

/// `[thresholds]`: probabilities in (0, 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Thresholds {
    /// Probability from which records join.
    #[serde(rename = "match")]
    pub joins: Option<f64>,
    /// Probability from which a pair that does not join is worth a look.
    pub review: Option<f64>,
}

/// `[names]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Names {
    /// Whether names without a trade name that say the same (山西煤业, 山西煤矿) join by
    /// themselves.
    pub join_brandless: Option<bool>,
}

/// `[blocks]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct BlockBounds {
    /// Records in a block at most.
    pub limit: Option<usize>,
    /// Neighbours still compared in a block that stays too large.
    pub window: Option<usize>,
}

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
            match_probability: 0.7,
            review_probability: 0.3,
            join_brandless: true,
            block_limit: limits.block,
            block_window: limits.window,
        }
    }
}

impl Settings {
    /// Completes a file with the defaults. Gives *all* problems at once.
    pub fn complete(file: &SettingsFile) -> Result<Settings, Vec<Error>> {
        let mut settings = Settings::default();
        let mut problems = Vec::new();
        for (header, word) in &file.roles {
            match word.parse::<Role>() {
                Ok(role) => {
                    settings.roles.insert(header.clone(), role);
                }
                Err(problem) => problems.push(problem.in_column(header)),
            }
        }
        let probability = |value: Option<f64>, name: &str, default: f64| match value {
            None => Ok(default),
            Some(p) if p > 0.0 && p < 1.0 => Ok(p),
            Some(p) => Err(Error::usage(format!("thresholds.{name} = {p} is no probability"))
                .hint("use a number between 0 and 1, such as 0.7")),
        };
        let mut take = |result: Result<f64, Error>, slot: &mut f64| match result {
            Ok(p) => *slot = p,
            Err(problem) => problems.push(problem),
        };
        let defaults = settings.clone();
        take(
            probability(file.thresholds.joins, "match", defaults.match_probability),
            &mut settings.match_probability,
        );
        take(
            probability(file.thresholds.review, "review", defaults.review_probability),
            &mut settings.review_probability,
        );
        if settings.review_probability > settings.match_probability {
            problems.push(
                Error::usage(format!(
                    "thresholds.review = {} is above thresholds.match = {}",
                    settings.review_probability, settings.match_probability
                ))
                .hint("review is for pairs below the match threshold: lower it"),
            );
        }
        settings.join_brandless = file.names.join_brandless.unwrap_or(settings.join_brandless);
        settings.block_limit = file.blocks.limit.unwrap_or(settings.block_limit);
        settings.block_window = file.blocks.window.unwrap_or(settings.block_window);
        if settings.block_limit < 2 {
            problems
                .push(Error::usage("blocks.limit must be at least 2").hint("the default is 200"));
        }
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

    #[test]
    fn all_problems_at_once() {
        let file = SettingsFile {
            roles: BTreeMap::from([("客户".to_string(), "nmae".to_string())]),
            thresholds: Thresholds { joins: Some(0.5), review: Some(0.8) },
            blocks: BlockBounds { limit: Some(1), window: None },
            ..SettingsFile::default()
        };
        let problems = Settings::complete(&file).unwrap_err();
        assert_eq!(problems.len(), 3, "{problems:?}");
    }

    #[test]
    fn an_empty_file_is_the_default() {
        assert_eq!(Settings::complete(&SettingsFile::default()).unwrap(), Settings::default());
    }
}
