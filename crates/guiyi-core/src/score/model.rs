//! The model: what each level of each comparison is worth. A value that is trained once, saved,
//! and never changed in place.

use serde::{Deserialize, Serialize};

use super::weight::MatchWeight;
use crate::compare::level::Comparison;
use crate::compare::pattern::{AgreementPattern, MOST_COMPARISONS, MOST_LEVELS};
use crate::error::{Error, ErrorKind};

/// The format of saved models. Raised when an older program could misread a newer model.
pub const MODEL_FORMAT: u32 = 1;

/// Where a probability came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provenance {
    /// Shipped with the program.
    Shipped,
    /// Estimated from the records, with the shipped value as its prior.
    Trained,
}

/// One level's probabilities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelModel {
    /// The level's name.
    pub name: String,
    /// Probability among pairs that are one customer, in [0, 1].
    pub m: f64,
    /// Probability among pairs drawn at random, in [0, 1].
    pub u: f64,
    /// Where `m` came from.
    pub m_from: Provenance,
    /// Where `u` came from.
    pub u_from: Provenance,
}

/// One comparison's levels, null left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparisonModel {
    /// The comparison's name.
    pub name: String,
    /// Its levels in order.
    pub levels: Vec<LevelModel>,
}

/// A frozen model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// [`MODEL_FORMAT`] when it was made.
    pub format: u32,
    /// Probability that two records drawn at random are one customer.
    pub prior: f64,
    /// The comparisons in pattern order.
    pub comparisons: Vec<ComparisonModel>,
}

impl Model {
    /// The shipped model for these comparisons.
    pub fn shipped(comparisons: &[Comparison], prior: f64) -> Model {
        let comparisons = comparisons
            .iter()
            .map(|comparison| ComparisonModel {
                name: comparison.name.clone(),
                levels: comparison
                    .levels
                    .iter()
                    .map(|level| LevelModel {
                        name: level.name.to_string(),
                        m: level.m,
                        u: level.u,
                        m_from: Provenance::Shipped,
                        u_from: Provenance::Shipped,
                    })
                    .collect(),
            })
            .collect();
        Model { format: MODEL_FORMAT, prior, comparisons }
    }

    /// Checks that this program can read the model.
    pub fn check_format(&self) -> Result<(), Error> {
        if self.format > MODEL_FORMAT {
            return Err(Error::new(
                ErrorKind::Format,
                format!("the model has format {}, this program reads {MODEL_FORMAT}", self.format),
            )
            .hint("use a newer program, or run once without a model and take the new one"));
        }
        Ok(())
    }

    /// Checks that this model was made for these comparisons, level by level.
    pub fn check(&self, comparisons: &[Comparison]) -> Result<(), Error> {
        self.check_format()?;
        let mine: Vec<(&str, Vec<&str>)> = self
            .comparisons
            .iter()
            .map(|c| (c.name.as_str(), c.levels.iter().map(|l| l.name.as_str()).collect()))
            .collect();
        let wanted: Vec<(&str, Vec<&str>)> = comparisons
            .iter()
            .map(|c| (c.name.as_str(), c.levels.iter().map(|l| l.name).collect()))
            .collect();
        let differs = wanted.iter().zip(&mine).find(|(a, b)| a != b).map(|(a, _)| a.0);
        match differs {
            None if mine.len() == wanted.len() => Ok(()),
            _ => Err(Error::new(
                ErrorKind::Format,
                match differs {
                    Some(name) => format!("the model's comparison '{name}' has other levels"),
                    None => "the model has other comparisons than these columns give".to_string(),
                },
            )
            .hint("take the model from the run.json of a run over the same columns")),
        }
    }

    /// The weights of all levels, ready for the hot loop.
    pub fn weights(&self) -> Weights {
        let mut table = [[MatchWeight::ZERO; MOST_LEVELS]; MOST_COMPARISONS];
        for (row, comparison) in table.iter_mut().zip(&self.comparisons) {
            for (slot, level) in row.iter_mut().skip(1).zip(&comparison.levels) {
                *slot = MatchWeight::from_m_u(level.m, level.u);
            }
        }
        Weights {
            prior: MatchWeight::from_probability(self.prior),
            comparisons: self.comparisons.len(),
            table,
        }
    }
}

/// The model as a table of weights: `comparison × level`.
#[derive(Clone, Debug)]
pub struct Weights {
    /// The log-odds before any evidence.
    pub prior: MatchWeight,
    comparisons: usize,
    table: [[MatchWeight; MOST_LEVELS]; MOST_COMPARISONS],
}

impl Weights {
    /// The weight of one level of one comparison.
    pub fn level(&self, comparison: usize, level: usize) -> MatchWeight {
        self.table[comparison][level]
    }

    /// Prior and level weights of a pattern, added up.
    pub fn total(&self, pattern: AgreementPattern) -> MatchWeight {
        let levels = (0..self.comparisons).map(|at| self.table[at][pattern.level(at)]);
        self.prior + levels.sum()
    }
}
