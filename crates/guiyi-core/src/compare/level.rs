//! Comparison levels: the ordered answers a comparison can give.

use super::pattern::MOST_LEVELS;

/// One answer, with the probabilities the engine ships for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// The name in models and explanations.
    pub name: &'static str,
    /// Shipped probability of this level among pairs that are one customer.
    pub m: f64,
    /// Shipped probability of this level among pairs drawn at random.
    pub u: f64,
    /// Whether the frequency of the agreeing value adjusts the weight. Such a level keeps its
    /// shipped `u` in training: the adjustment is measured from it.
    pub term_frequency: bool,
}

/// A comparison: its name and its levels, of which the first that holds wins.
///
/// Level 0 is always *null*, nothing to compare, and carries no weight; `levels[0]` is level 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The name in models and explanations.
    pub name: String,
    /// The levels after null, from the strongest agreement to disagreement.
    pub levels: Vec<Level>,
}

impl Comparison {
    /// A comparison from `(level name, m, u)` triples.
    ///
    /// # Panics
    /// In debug builds, when there are more levels than a pattern can hold.
    pub fn new(name: impl Into<String>, levels: &[(&'static str, f64, f64)]) -> Comparison {
        debug_assert!(levels.len() < MOST_LEVELS);
        let levels = levels
            .iter()
            .map(|&(name, m, u)| Level { name, m, u, term_frequency: false })
            .collect();
        Comparison { name: name.into(), levels }
    }

    /// This comparison with the term-frequency adjustment on its first `levels` levels.
    #[must_use]
    pub fn with_term_frequency(mut self, levels: usize) -> Comparison {
        for level in self.levels.iter_mut().take(levels) {
            level.term_frequency = true;
        }
        self
    }

    /// The name of a level, null included.
    pub fn level_name(&self, level: usize) -> &'static str {
        match level.checked_sub(1) {
            None => "null",
            Some(at) => self.levels.get(at).map_or("?", |level| level.name),
        }
    }
}
