//! What a population promises: the same bytes for the same recipe, a truth that holds, damage at its rate, valid codes.

use guiyi_synth::{COLUMNS, Corruption, Population, Rates, Recipe, Record};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn population(recipe: Recipe) -> Population {
    Population::new(recipe).expect("a recipe in range")
}

fn clean(records: u64) -> Recipe {
    Recipe { records, missing: 0.0, rates: Rates::none(), ..Recipe::default() }
}

/// The check of GB 32100-2015, written the slow way of the standard: weights 1, 3, 9, 27, 19, 26 … from a table.
fn is_valid(code: &str) -> bool {
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let digits: Option<Vec<usize>> =
        code.chars().map(|c| "0123456789ABCDEFGHJKLMNPQRTUWXY".find(c)).collect();
    let Some(digits) = digits.filter(|digits| digits.len() == 18) else { return false };
    let sum: usize = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    (sum + digits[17]).is_multiple_of(31)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn one_recipe_gives_the_same_bytes(seed in any::<u64>(), records in 0u64..400) {
        let recipe = Recipe { seed, records, ..Recipe::default() };
        let once: Vec<Record> = population(recipe.clone()).records().collect();
        let again = population(recipe);
        // Made alone and backwards, every record is what it is in the stream.
        let mut backwards: Vec<Record> = (0..again.len()).rev().filter_map(|n| again.record(n)).collect();
        backwards.reverse();
        prop_assert_eq!(once.len() as u64, records);
        prop_assert_eq!(once, backwards);
    }

    #[test]
    fn the_truth_has_the_sizes_asked_for(seed in any::<u64>(), ones in 1u64..100, threes in 1u64..100) {
        let copies = vec![(1, ones as f64), (3, threes as f64)];
        let records = ones + 3 * threes;
        let made = population(Recipe { seed, copies, placeholders: 0.0, ..clean(records) });
        let mut sizes: BTreeMap<u64, u64> = BTreeMap::new();
        for record in made.records() {
            *sizes.entry(record.entity).or_default() += 1;
        }
        prop_assert_eq!(sizes.len() as u64, made.customers());
        prop_assert!(sizes.values().all(|&size| size == 1 || size == 3));
        let large = sizes.values().filter(|&&size| size == 3).count() as u64;
        // Shares are rounded down to whole groups.
        prop_assert!(large.abs_diff(threes) <= 1, "{large} of {threes}");
    }
}

#[test]
fn another_seed_is_another_population() {
    let names = |seed| -> BTreeSet<String> {
        population(Recipe { seed, ..clean(200) }).records().map(|record| record.name).collect()
    };
    assert!(names(1).intersection(&names(2)).count() < 20);
}

#[test]
fn records_of_a_customer_agree_when_nothing_happens_to_them() {
    let mut seen: BTreeMap<u64, [String; 5]> = BTreeMap::new();
    let made = population(Recipe { placeholders: 0.0, ..clean(3000) });
    for record in made.records() {
        let Record { name, code, phone, address, email, .. } = record.clone();
        let cells = [name, code, phone, address, email];
        assert_eq!(seen.entry(record.entity).or_insert_with(|| cells.clone()), &cells);
        assert_eq!(record.damage.iter().count(), 0);
        assert_eq!(record.cells().len(), COLUMNS.len());
    }
}

#[test]
fn codes_are_valid_and_nobody_shares_one() {
    let mut holders: BTreeMap<String, u64> = BTreeMap::new();
    for record in population(clean(20_000)).records().filter(|record| !record.code.is_empty()) {
        assert!(is_valid(&record.code), "{}", record.code);
        assert_eq!(*holders.entry(record.code).or_insert(record.entity), record.entity);
    }
    assert!(holders.len() > 5_000);
}

#[test]
fn a_mistyped_code_says_so() {
    for record in population(Recipe { records: 20_000, ..Recipe::default() }).records() {
        let compact: String = record.code.split_whitespace().collect();
        if !compact.is_empty() {
            let mistyped = record.damage.has(Corruption::CodeMistyped);
            // One slip in thirty-one could give a valid code again; the check digits of the standard let none through.
            assert_eq!(is_valid(&compact.to_uppercase()), !mistyped, "{}", record.code);
        }
    }
}

#[test]
fn numbers_and_customer_numbers_are_unique() {
    let made = population(Recipe { records: 5000, ..Recipe::default() });
    let ids: BTreeSet<String> = made.records().map(|record| record.record_id).collect();
    let numbers: BTreeSet<String> = made.records().map(|record| record.customer_number).collect();
    assert_eq!((ids.len(), numbers.len()), (5000, 5000));
}

/// Every kind, dealt to all records: how often it shows at least. Kinds that need something of the name show where it is.
const SHOWS: &[(Corruption, f64)] = &[
    (Corruption::FormerName, 0.6),
    (Corruption::OrgForm, 0.6),
    (Corruption::OrgDropped, 0.6),
    (Corruption::RegionForm, 0.6),
    (Corruption::RegionDropped, 0.6),
    (Corruption::RegionMoved, 0.6),
    (Corruption::TradeSynonym, 0.3),
    (Corruption::ShortName, 0.6),
    (Corruption::Homophone, 0.8),
    (Corruption::LookAlike, 0.3),
    (Corruption::CharDropped, 0.2),
    (Corruption::CharDoubled, 0.95),
    (Corruption::CharSwapped, 0.4),
    (Corruption::Remark, 0.99),
    (Corruption::Marker, 0.99),
    (Corruption::Traditional, 0.85),
    (Corruption::FullWidth, 0.03),
    (Corruption::Space, 0.99),
    (Corruption::Punctuation, 0.99),
    (Corruption::Damaged, 0.99),
    (Corruption::Mojibake, 0.05),
    (Corruption::PhoneFormat, 0.9),
    (Corruption::PhoneOther, 0.99),
    (Corruption::PhoneTwo, 0.99),
    (Corruption::PhoneMistyped, 0.85),
    (Corruption::PhoneZeroLost, 0.3),
    (Corruption::ContactOther, 0.9),
    (Corruption::ContactTitle, 0.99),
    (Corruption::EmailOther, 0.99),
    (Corruption::AddressShort, 0.99),
    (Corruption::AddressCut, 0.3),
    (Corruption::AddressOther, 0.99),
    (Corruption::AddressWrong, 0.99),
    (Corruption::CodeMistyped, 0.85),
    (Corruption::CodeFormat, 0.85),
];

#[test]
fn every_kind_of_damage_shows_where_it_can_and_changes_the_record() {
    let kinds: BTreeSet<Corruption> = SHOWS.iter().map(|&(kind, _)| kind).collect();
    assert_eq!(kinds.len(), Corruption::ALL.len());
    let recipe = Recipe { placeholders: 0.0, ..clean(400) };
    let whole: Vec<Record> = population(recipe.clone()).records().collect();
    for &(kind, least) in SHOWS {
        let mut recipe = recipe.clone();
        recipe.rates[kind] = 1.0;
        let damaged: Vec<Record> = population(recipe).records().collect();
        let shown = damaged.iter().filter(|record| record.damage.has(kind)).count();
        assert!(shown as f64 >= least * 400.0, "{kind} showed in {shown} of 400");
        for (whole, damaged) in whole.iter().zip(&damaged) {
            assert_eq!(whole.entity, damaged.entity);
            let differs = whole.cells()[3..11] != damaged.cells()[3..11];
            assert_eq!(differs, damaged.damage.has(kind), "{kind}: {whole:?} {damaged:?}");
        }
    }
}

#[test]
fn a_rate_changes_nothing_but_its_own_kind() {
    let usual = Recipe { records: 500, ..Recipe::default() };
    let mut changed = usual.clone();
    changed.rates[Corruption::Space] = 1.0;
    for (usual, changed) in population(usual).records().zip(population(changed).records()) {
        let squeezed: String = changed.name.split([' ', '\u{3000}']).collect();
        assert!(usual.damage.has(Corruption::Space) || squeezed == usual.name, "{}", changed.name);
        assert_eq!(usual.cells()[4..], changed.cells()[4..]);
    }
}

#[test]
fn damage_comes_at_its_rate() {
    let mut recipe = Recipe { placeholders: 0.0, ..clean(20_000) };
    let rates =
        [(Corruption::Remark, 0.20), (Corruption::Marker, 0.05), (Corruption::PhoneTwo, 0.01)];
    for (kind, rate) in rates {
        recipe.rates[kind] = rate;
    }
    let made: Vec<Record> = population(recipe).records().collect();
    for (kind, rate) in rates {
        let shown = made.iter().filter(|record| record.damage.has(kind)).count() as f64 / 20_000.0;
        // Four standard deviations of a draw of 20,000.
        let margin = 4.0 * (rate * (1.0 - rate) / 20_000.0).sqrt();
        assert!((shown - rate).abs() < margin, "{kind}: {shown} for {rate}");
    }
}

#[test]
fn nobody_is_a_customer_of_his_own() {
    let made = population(Recipe { records: 5000, placeholders: 0.5, ..Recipe::default() });
    let nobodies: Vec<Record> =
        made.records().filter(|record| record.entity >= made.customers()).collect();
    let entities: BTreeSet<u64> = nobodies.iter().map(|record| record.entity).collect();
    assert!((2_300..2_700).contains(&nobodies.len()), "{}", nobodies.len());
    assert_eq!(entities.len(), nobodies.len());
}

#[test]
fn a_crowd_shares_what_the_recipe_says() {
    let made: Vec<Record> =
        population(Recipe { records: 10_000, ..Recipe::default() }.crowded()).records().collect();
    let most = |cell: fn(&Record) -> &str| {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for text in made.iter().map(cell).filter(|text| !text.is_empty()) {
            *counts.entry(text).or_default() += 1;
        }
        counts.into_values().max().unwrap_or(0)
    };
    assert!((1_850..2_150).contains(&most(|record| &record.name)));
    assert!((900..1_100).contains(&most(|record| &record.phone)));
    assert!((430..570).contains(&most(|record| &record.address)));
}
