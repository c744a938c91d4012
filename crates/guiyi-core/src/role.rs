//! What a column means.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::Error;
use crate::suggest::nearest;

/// What a column means to the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The unique key of a row within its source.
    RecordId,
    /// The system the row came from.
    Source,
    /// A number one system gave its customer; means nothing to another system.
    CustomerCode,
    /// A company's name.
    CompanyName,
    /// A person's full name, where persons are the customers.
    PersonName,
    /// A person's given name.
    GivenName,
    /// A person's family name.
    Surname,
    /// A person to talk to at the customer.
    Contact,
    /// 统一社会信用代码, an organisation code or a registration number.
    CreditCode,
    /// Another number that identifies the customer everywhere: tax, identity card, social security.
    Identifier,
    /// Telephone or mobile numbers.
    Phone,
    /// E-mail addresses.
    Email,
    /// Province.
    Province,
    /// Prefecture or city.
    City,
    /// Postcode.
    Postcode,
    /// A postal address.
    Address,
    /// When the row was made or changed.
    Date,
    /// A date that belongs to the customer: birth, foundation.
    BirthDate,
    /// An amount of money or a quantity.
    Amount,
    /// Text that tells customers apart but has no role of its own.
    Text,
    /// Remarks.
    FreeText,
    /// Carried along, not used.
    Ignore,
}

impl Role {
    /// All roles with the words that name them in settings and on the command line.
    pub const NAMES: [(Role, &'static str); 22] = [
        (Role::RecordId, "record-id"),
        (Role::Source, "source"),
        (Role::CustomerCode, "customer-code"),
        (Role::CompanyName, "company-name"),
        (Role::PersonName, "person-name"),
        (Role::GivenName, "given-name"),
        (Role::Surname, "surname"),
        (Role::Contact, "contact"),
        (Role::CreditCode, "credit-code"),
        (Role::Identifier, "identifier"),
        (Role::Phone, "phone"),
        (Role::Email, "email"),
        (Role::Province, "province"),
        (Role::City, "city"),
        (Role::Postcode, "postcode"),
        (Role::Address, "address"),
        (Role::Date, "date"),
        (Role::BirthDate, "birth-date"),
        (Role::Amount, "amount"),
        (Role::Text, "text"),
        (Role::FreeText, "free-text"),
        (Role::Ignore, "ignore"),
    ];

    /// The word that names this role.
    pub fn name(self) -> &'static str {
        Role::NAMES.iter().find(|(role, _)| *role == self).map_or("", |(_, name)| name)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Role, D::Error> {
        let word = String::deserialize(deserializer)?;
        word.parse().map_err(|problem: Error| serde::de::Error::custom(problem.to_string()))
    }
}

impl FromStr for Role {
    type Err = Error;

    fn from_str(word: &str) -> Result<Role, Error> {
        let wanted = word.trim().to_ascii_lowercase().replace('_', "-");
        Role::NAMES.iter().find(|(_, name)| *name == wanted).map(|(role, _)| *role).ok_or_else(
            || {
                let words: Vec<&str> = Role::NAMES.iter().map(|(_, name)| *name).collect();
                let problem = Error::usage(format!("'{word}' is not a role"));
                let all = format!("roles are: {}", words.join(", "));
                match nearest(&wanted, words) {
                    Some(meant) => problem.hint(format!("did you mean {meant}? {all}")),
                    None => problem.hint(all),
                }
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_reads_back() {
        for (role, name) in Role::NAMES {
            assert_eq!(name.parse::<Role>().unwrap(), role);
            assert_eq!(role.to_string(), name);
        }
        assert!("name of company".parse::<Role>().is_err());
    }
}
