//! A customer: everything true of it, before any system writes it down.

use crate::atlas::Town;
use crate::credit_code::credit_code;
use crate::family::{Kind, Registry};
use crate::ladder::Place;
use crate::name::Name;
use crate::random::{Dice, Stream};
use crate::shuffle::Shuffle;

/// A customer and what it can give: the first of two is the usual one.
#[derive(Clone, Debug)]
pub(crate) struct Customer {
    pub(crate) town: Town,
    pub(crate) name: Name,
    /// The brand it had before it was renamed, if it ever is.
    pub(crate) former_brand: String,
    /// Empty for persons.
    pub(crate) code: String,
    pub(crate) contacts: [String; 2],
    /// Digits only; a landline begins with 0.
    pub(crate) phones: [String; 2],
    pub(crate) emails: [String; 2],
    pub(crate) addresses: [Address; 2],
    /// Yearly sales, in hundredths of a yuan.
    pub(crate) sales: u64,
}

/// An address without the names of province and city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// District or county, with what follows down to the number.
    pub(crate) street: String,
    /// Building, floor and room; may be empty.
    pub(crate) room: String,
}

/// Bookkeeping agents a city has.
const AGENCIES_PER_CITY: u64 = 12;

/// Addresses of a city where many are registered.
const HUBS_PER_CITY: u64 = 6;

/// How often a member of a small family gives the phone or the address of the family.
const FAMILY_SHARES: f64 = 0.2;

impl Registry<'_> {
    /// The customer number `id`, who stands at `place` among the families; `holders` numbers the credit codes.
    pub(crate) fn customer(&self, id: u64, place: Place, holders: &Shuffle) -> Option<Customer> {
        let member = self.member(place)?;
        let (kind, town, name) = (member.kind, member.town, member.name);
        let mut dice = Dice::of(self.recipe.seed, Stream::Customer, id);
        let code = kind
            .register()
            .map(|register| credit_code(register, town.county.code(), holders.at(id)))
            .unwrap_or_default();
        let contacts = match kind {
            Kind::Person => [name.brand.clone(), name.brand.clone()],
            _ => [self.person(&mut dice), self.person(&mut dice)],
        };
        let phones = [self.phone(kind, town, &mut dice), self.phone(Kind::Person, town, &mut dice)];
        let emails = self.emails(kind, &mut dice);
        let addresses = [self.address(kind, town, &mut dice), self.address(kind, town, &mut dice)];
        let mut customer = Customer {
            former_brand: self.brand(&mut dice),
            sales: sales(&mut dice),
            town,
            name,
            code,
            contacts,
            phones,
            emails,
            addresses,
        };
        self.share(kind, place, &mut customer, &mut dice);
        Some(customer)
    }

    /// Gives the customer what it has in common with others: an agent's phone, a hub's address, the family's phone and address.
    fn share(&self, kind: Kind, place: Place, customer: &mut Customer, dice: &mut Dice) {
        let city = u64::from(customer.town.city.code());
        let agency = dice.below(AGENCIES_PER_CITY);
        if dice.happens(self.recipe.agencies) && kind == Kind::Company {
            let mut dice = Dice::of(self.recipe.seed, Stream::Agency, city * 1000 + agency);
            customer.phones[0] = self.phone(kind, customer.town, &mut dice);
        }
        let hub = dice.below(HUBS_PER_CITY);
        if dice.happens(self.recipe.hubs) && kind == Kind::Company {
            let mut dice = Dice::of(self.recipe.seed, Stream::Agency, city * 1000 + 500 + hub);
            customer.addresses[0].street = self.street(customer.town, &mut dice);
            customer.addresses[0].room = format!("集群注册{}区", char::from(b'A' + hub as u8));
        }
        if dice.happens(FAMILY_SHARES) && place.size > 1 {
            let mut dice = Dice::of(self.recipe.seed, Stream::Agency, 1 << 40 | place.group);
            customer.phones[0] = self.phone(kind, customer.town, &mut dice);
            customer.addresses[0] = self.address(kind, customer.town, &mut dice);
        }
    }

    fn phone(&self, kind: Kind, town: Town, dice: &mut Dice) -> String {
        let landline = match kind {
            Kind::Company => 0.45,
            Kind::Institution => 0.80,
            Kind::Shop | Kind::Cooperative => 0.10,
            Kind::Person => 0.0,
        };
        let area = town.city.area_codes().first().copied().unwrap_or(0);
        if dice.happens(landline) && area > 0 {
            let long = town.has_long_numbers(area);
            let (low, high) = if long { (20_000_000, 89_999_999) } else { (2_000_000, 8_999_999) };
            format!("0{area}{}", dice.between(low, high))
        } else {
            format!("{}{:08}", self.words.mobile_heads.draw(dice), dice.below(100_000_000))
        }
    }

    /// Two mail boxes: both at the firm's own domain, or both at a public provider.
    fn emails(&self, kind: Kind, dice: &mut Dice) -> [String; 2] {
        let own = kind == Kind::Company && dice.happens(0.35);
        let stem = syllables(dice);
        if own {
            let boxes = self.words.mail_boxes.all();
            let at = dice.below(boxes.len() as u64) as usize;
            let pick = |at: usize| boxes.get(at % boxes.len().max(1)).copied().unwrap_or_default();
            // A domain reserved for examples: no firm's.
            return [at, at + 1].map(|at| format!("{}@{stem}.example", pick(at)));
        }
        std::array::from_fn(|_| {
            let host = self.words.mail_hosts.draw(dice);
            match dice.happens(0.6) {
                true => format!("{}@{host}", dice.between(10_000_000, 3_999_999_999)),
                false => format!("{stem}{}@{host}", dice.between(1, 9999)),
            }
        })
    }

    fn address(&self, kind: Kind, town: Town, dice: &mut Dice) -> Address {
        let street = self.street(town, dice);
        let room = match dice.below(10) {
            0..4 if kind == Kind::Company => {
                let building = self.words.buildings.draw(dice);
                format!("{building}{}层{}室", dice.between(1, 28), dice.between(101, 2899))
            }
            4..6 => format!("{}幢{}室", dice.between(1, 30), dice.between(101, 1806)),
            _ => String::new(),
        };
        Address { street, room }
    }

    fn street(&self, town: Town, dice: &mut Dice) -> String {
        let county = if town.county == town.city { "" } else { town.county.name() };
        if dice.happens(0.15) {
            let (town, village) = (self.words.towns.draw(dice), self.words.towns.draw(dice));
            return format!("{county}{town}镇{village}村{}号", dice.between(1, 320));
        }
        let (road, kind) = (self.words.roads.draw(dice), self.words.road_kinds.draw(dice));
        format!("{county}{road}{kind}{}号", dice.between(1, 1299))
    }
}

/// Pronounceable letters for a mail domain.
fn syllables(dice: &mut Dice) -> String {
    const HEADS: [&str; 16] =
        ["b", "ch", "d", "f", "g", "h", "j", "k", "l", "m", "n", "q", "sh", "t", "x", "zh"];
    const TAILS: [&str; 12] =
        ["a", "ai", "an", "ang", "ao", "e", "en", "i", "ing", "ong", "u", "uan"];
    (0..dice.between(2, 4)).flat_map(|_| [dice.pick(&HEADS), dice.pick(&TAILS)]).collect()
}

/// Yearly sales: every order of magnitude from a hundred to ten million yuan is as likely.
fn sales(dice: &mut Dice) -> u64 {
    let magnitude = 10u64.pow(dice.between(4, 8) as u32);
    dice.between(magnitude, magnitude * 10)
}
