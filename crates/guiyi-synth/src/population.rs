//! A population: every record a pure function of the recipe and the record's number.

use crate::cell;
use crate::corruption::{Corruption, Damage};
use crate::customer::Customer;
use crate::family::Registry;
use crate::ground::{GROUND, Ground};
use crate::ladder::Ladder;
use crate::random::{Dice, Stream};
use crate::recipe::{BadRecipe, Recipe};
use crate::record::Record;
use crate::shuffle::Shuffle;
use crate::source::{Field, Source};
use crate::spelling::{Hand, character_damage, part_damage, text_damage};

/// A population of customers as four systems hold them.
///
/// No record is stored: memory does not grow with their number, and any record can be made alone.
///
/// How a row finds its customer: the row's number is shuffled; the shuffled number stands on a ladder of customers by how many
/// records each has; the customer's number is shuffled again and stands on a ladder of families by their size.
#[derive(Clone, Debug)]
pub struct Population {
    recipe: Recipe,
    ground: &'static Ground,
    rows: Shuffle,
    customers: Ladder,
    standing: Shuffle,
    families: Ladder,
    holders: Shuffle,
    numbers: Shuffle,
}

/// Credit codes there are room for; above the most records a recipe may ask for, so that no two customers share one.
const HOLDERS: u64 = 200_000_000;

impl Population {
    /// Lays out the population of `recipe`.
    ///
    /// # Errors
    ///
    /// The first field of the recipe that is out of range (see [`Recipe::check`]).
    pub fn new(recipe: Recipe) -> Result<Population, BadRecipe> {
        recipe.check()?;
        let customers = Ladder::new(recipe.records, &recipe.copies);
        let families = Ladder::new(customers.groups(), &recipe.families);
        Ok(Population {
            ground: &GROUND,
            rows: Shuffle::new(recipe.seed, 0, recipe.records),
            standing: Shuffle::new(recipe.seed, 1, customers.groups()),
            holders: Shuffle::new(recipe.seed, 2, HOLDERS),
            // Not the place on the ladder: that would put the records of a customer side by side.
            numbers: Shuffle::new(recipe.seed, 3, recipe.records),
            customers,
            families,
            recipe,
        })
    }

    /// Records there are.
    pub fn len(&self) -> u64 {
        self.recipe.records
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.recipe.records == 0
    }

    /// Customers there are; records of nobody (散客) not counted.
    pub fn customers(&self) -> u64 {
        self.customers.groups()
    }

    /// All records, in the order of their numbers.
    pub fn records(&self) -> impl Iterator<Item = Record> + '_ {
        (0..self.len()).filter_map(|number| self.record(number))
    }

    /// Record `number`; none at or above [`len`](Population::len).
    pub fn record(&self, number: u64) -> Option<Record> {
        if number >= self.len() {
            return None;
        }
        let mut dice = Dice::of(self.recipe.seed, Stream::Record, number);
        let entity = self.standing.at(self.customers.locate(self.rows.at(number)).group);
        let source = Source::draw(&mut dice);
        let mut record = Record {
            record_id: format!("r{number:08}"),
            source,
            customer_number: format!("{}{:07}", source.letter(), self.numbers.at(number)),
            updated: date(&mut dice),
            ..self.blank()
        };
        if dice.happens(self.recipe.placeholders) {
            record.name = self.ground.words.placeholders.draw(&mut dice).to_owned();
            record.sales = "0.00".to_owned();
            // Numbers above the customers' are nobody's but this record's.
            record.entity = self.customers() + number;
        } else {
            let customer = self.customer(entity)?;
            record.entity = entity;
            self.write(&customer, &mut record, &mut dice);
        }
        self.crowd(&mut record, &mut dice);
        Some(record)
    }

    fn customer(&self, id: u64) -> Option<Customer> {
        let registry =
            Registry { recipe: &self.recipe, atlas: &self.ground.atlas, words: &self.ground.words };
        registry.customer(id, self.families.locate(id), &self.holders)
    }

    /// Writes a customer into its record, as a clerk of the system would.
    fn write(&self, customer: &Customer, record: &mut Record, dice: &mut Dice) {
        let wrong = dice.next();
        let dealt = self.deal(dice);
        let mut hand = Hand { seed: dice.next(), dealt, shown: Damage::default() };
        let mut name = customer.name.clone();
        part_damage(&mut name, customer.town, &customer.former_brand, &mut hand);
        character_damage(&mut name, &self.ground.typist, &mut hand);
        record.name = name.text();
        text_damage(&mut record.name, &self.ground.words, &self.ground.typist, &mut hand);

        let source = record.source;
        let missing = self.recipe.missing;
        let mut lost = |field: Field| dice.happens(source.missing(field) * missing);
        if !lost(Field::Code) {
            record.code = cell::code(customer, &mut hand);
        }
        if !lost(Field::Contact) {
            record.contact = cell::contact(customer, &self.ground.words, &mut hand);
        }
        if !lost(Field::Phone) {
            record.phone = cell::phone(customer, &mut hand);
        }
        if !lost(Field::Email) {
            record.email = cell::email(customer, &mut hand);
        }
        if !lost(Field::Province) {
            record.province = customer.town.province.short_name().to_owned();
        }
        if !lost(Field::City) {
            record.city = customer.town.city.short_name().to_owned();
        }
        if !lost(Field::Address) {
            // Making another customer costs as much as making this one: only where it is needed.
            let others = self.customers().saturating_sub(1);
            let other = (dealt.has(Corruption::AddressWrong) && others > 0)
                .then(|| self.customer((record.entity + 1 + wrong % others) % self.customers()));
            let other = other.flatten();
            record.address = cell::address(customer, other.as_ref(), &mut hand);
        }
        // Systems disagree about sales, within a tenth.
        let sales = customer.sales / 100 * dice.between(95, 105);
        record.sales = format!("{}.{:02}", sales / 100, sales % 100);
        record.damage = hand.shown;
    }

    /// The damage dealt to one record. Every kind throws, whatever its rate.
    fn deal(&self, dice: &mut Dice) -> Damage {
        let mut dealt = Damage::default();
        for &kind in Corruption::ALL {
            if dice.happens(self.recipe.rates[kind]) {
                dealt.add(kind);
            }
        }
        dealt
    }

    /// Hostile skew: one name, one phone, one address for a share of all records.
    fn crowd(&self, record: &mut Record, dice: &mut Dice) {
        if dice.happens(self.recipe.crowd_name) {
            record.name = "恒源商贸有限公司".to_owned();
        }
        if dice.happens(self.recipe.crowd_phone) {
            record.phone = "0351-7225518".to_owned();
        }
        if dice.happens(self.recipe.crowd_address) {
            record.address = "山西省太原市小店区长治路226号".to_owned();
        }
    }

    fn blank(&self) -> Record {
        Record {
            record_id: String::new(),
            source: Source::Erp,
            customer_number: String::new(),
            name: String::new(),
            code: String::new(),
            contact: String::new(),
            phone: String::new(),
            email: String::new(),
            province: String::new(),
            city: String::new(),
            address: String::new(),
            sales: String::new(),
            updated: String::new(),
            entity: 0,
            damage: Damage::default(),
        }
    }
}

/// A day of the years 2015 to 2025. All months end at 28: nobody misses the rest.
fn date(dice: &mut Dice) -> String {
    format!("{}-{:02}-{:02}", dice.between(2015, 2025), dice.between(1, 12), dice.between(1, 28))
}
