//! What a population is to be like.

use crate::corruption::{Corruption, Rates};
use std::fmt;

/// A population, described. Fields not named take the defaults given with them.
///
/// Shares and rates run from 0 to 1. Lists of `(size, share)` are weighed against their own sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    /// Records to make, over all systems. Default 10,000.
    pub records: u64,
    /// Chooses one population among all with this description. Default 1.
    pub seed: u64,
    /// Records a customer has, and the share of customers with so many.
    /// Default: 40 % one, 27 % two, 16 % three, 10 % four, 5 % six, 2 % ten; 2.4 on average.
    pub copies: Vec<(u64, f64)>,
    /// Customers of one family (a brand with its sister companies, or a house with its branches), and the share of families so large.
    /// Default: 88 % stand alone, few chains of up to 300: most firms have no sister, but a third of all customers has one.
    pub families: Vec<(u64, f64)>,
    /// Share of persons among customers that stand alone. Default 0.04.
    pub persons: f64,
    /// Share of individual businesses (个体工商户) among customers that stand alone. Default 0.12.
    pub shops: f64,
    /// Share of farmers' cooperatives among customers that stand alone. Default 0.03.
    pub cooperatives: f64,
    /// Share of public institutions among customers that stand alone. Default 0.03.
    pub institutions: f64,
    /// Share of names without a brand (a place and a trade) among customers that stand alone. Default 0.003.
    pub brandless: f64,
    /// Share of companies that give their bookkeeping agent's phone. Default 0.05.
    pub agencies: f64,
    /// Share of companies that are registered at an address of many (集群注册). Default 0.03.
    pub hubs: f64,
    /// Share of records that stand for nobody: 散客, 现金. Each is a customer of its own in the truth. Default 0.001.
    pub placeholders: f64,
    /// Factor to each system's habit of leaving cells empty (see [`Source`](crate::Source)); 0 fills all. Default 1.
    pub missing: f64,
    /// The rate of each kind of damage, as [`Corruption`] has them.
    pub rates: Rates,
    /// Share of records with one and the same name, to try what skew does. Default 0.
    pub crowd_name: f64,
    /// Share of records with one and the same phone. Default 0.
    pub crowd_phone: f64,
    /// Share of records with one and the same address. Default 0.
    pub crowd_address: f64,
}

impl Default for Recipe {
    fn default() -> Recipe {
        Recipe {
            records: 10_000,
            seed: 1,
            copies: vec![(1, 0.40), (2, 0.27), (3, 0.16), (4, 0.10), (6, 0.05), (10, 0.02)],
            families: vec![
                (1, 0.8800),
                (2, 0.0700),
                (3, 0.0250),
                (5, 0.0150),
                (12, 0.0070),
                (40, 0.0020),
                (120, 0.0004),
                (300, 0.0001),
            ],
            persons: 0.04,
            shops: 0.12,
            cooperatives: 0.03,
            institutions: 0.03,
            brandless: 0.003,
            agencies: 0.05,
            hubs: 0.03,
            placeholders: 0.001,
            missing: 1.0,
            rates: Rates::default(),
            crowd_name: 0.0,
            crowd_phone: 0.0,
            crowd_address: 0.0,
        }
    }
}

/// Record numbers fit 32 bits everywhere else, so a population that does not is refused here.
const MAX_RECORDS: u64 = u32::MAX as u64;

/// Members a family may have: the largest chains there are.
const MAX_FAMILY: u64 = 100_000;

/// Records a customer may have.
const MAX_COPIES: u64 = 10_000;

impl Recipe {
    /// A recipe with hostile skew: a fifth of the records with one name, a tenth with one phone, a twentieth with one address.
    pub fn crowded(self) -> Recipe {
        Recipe { crowd_name: 0.20, crowd_phone: 0.10, crowd_address: 0.05, ..self }
    }

    /// Whether a population can be made of it.
    ///
    /// # Errors
    ///
    /// The first field out of range.
    pub fn check(&self) -> Result<(), BadRecipe> {
        if self.records > MAX_RECORDS {
            let range = format!("0 to {MAX_RECORDS}");
            return Err(BadRecipe { field: "records", value: self.records.to_string(), range });
        }
        let shares = [
            ("persons", self.persons),
            ("shops", self.shops),
            ("cooperatives", self.cooperatives),
            ("institutions", self.institutions),
            ("brandless", self.brandless),
            ("agencies", self.agencies),
            ("hubs", self.hubs),
            ("placeholders", self.placeholders),
            ("crowd_name", self.crowd_name),
            ("crowd_phone", self.crowd_phone),
            ("crowd_address", self.crowd_address),
        ];
        let rates = Corruption::ALL.iter().map(|&kind| (kind.name(), self.rates[kind]));
        for (field, share) in shares.into_iter().chain(rates) {
            if !(0.0..=1.0).contains(&share) {
                return Err(BadRecipe {
                    field,
                    value: share.to_string(),
                    range: "0 to 1".to_owned(),
                });
            }
        }
        if !(self.missing.is_finite() && self.missing >= 0.0) {
            let range = "0 or more".to_owned();
            return Err(BadRecipe { field: "missing", value: self.missing.to_string(), range });
        }
        check_sizes("copies", &self.copies, MAX_COPIES)?;
        check_sizes("families", &self.families, MAX_FAMILY)
    }
}

fn check_sizes(field: &'static str, sizes: &[(u64, f64)], most: u64) -> Result<(), BadRecipe> {
    let bad = |value: String, range: String| Err(BadRecipe { field, value, range });
    for &(size, share) in sizes {
        let fits = (1..=most).contains(&size) && share.is_finite() && share >= 0.0;
        if !fits {
            return bad(
                format!("size {size} with share {share}"),
                format!("sizes 1 to {most}, shares 0 or more"),
            );
        }
    }
    if sizes.iter().all(|&(_, share)| share == 0.0) {
        return bad("nothing".to_owned(), "at least one share above 0".to_owned());
    }
    Ok(())
}

/// A field of a recipe that no population can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRecipe {
    /// The field, or the name of the corruption.
    pub field: &'static str,
    /// What it holds.
    pub value: String,
    /// What it may hold.
    pub range: String,
}

impl fmt::Display for BadRecipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is {}; it may be {}", self.field, self.value, self.range)
    }
}

impl std::error::Error for BadRecipe {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_in_range() {
        Recipe::default().check().unwrap();
        Recipe::default().crowded().check().unwrap();
    }

    #[test]
    fn what_is_out_of_range_is_named() {
        let cases = [
            (Recipe { shops: 1.5, ..Recipe::default() }, "shops"),
            (Recipe { persons: f64::NAN, ..Recipe::default() }, "persons"),
            (Recipe { missing: -1.0, ..Recipe::default() }, "missing"),
            (Recipe { copies: vec![(0, 1.0)], ..Recipe::default() }, "copies"),
            (Recipe { families: vec![(2, 0.0)], ..Recipe::default() }, "families"),
            (Recipe { records: u64::MAX, ..Recipe::default() }, "records"),
        ];
        for (recipe, field) in cases {
            let said = recipe.check().unwrap_err().to_string();
            assert!(said.contains(field), "{said}");
        }
        let mut recipe = Recipe::default();
        recipe.rates[Corruption::Traditional] = 2.0;
        assert!(recipe.check().unwrap_err().to_string().contains("traditional"));
    }
}
