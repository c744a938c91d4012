//! From headers and looks to roles: first each column by itself, then what only the whole table
//! can tell (which column is the key, whether the customers are persons).

use rayon::prelude::*;

use super::RoleGuess;
use super::header::{self, HeaderWord};
use super::look::{Kind, Look, is_key};
use super::stack::Stack;
use crate::hash::{hash_text, mix};
use crate::role::Role;

/// Cells of this share must look like a kind before they overrule a plain header.
const OVERRULES: f32 = 0.8;
/// Cells of this share must look like a kind for a column without a telling header.
const TELLS: f32 = 0.6;
/// Organisations share their column with persons and short forms, so fewer must show their form.
const ORGANISATIONS: f32 = 0.2;
/// More different values than this are no list of systems.
const MOST_SOURCES: usize = 50;
/// Text longer than this, on average and in characters, is remarks.
const REMARK_LENGTH: f32 = 40.0;

/// A guess for one column by itself.
pub fn column(header: &str, look: &Look) -> RoleGuess {
    let said = header::read(header);
    if look.filled == 0 {
        let role = said.map_or(Role::Ignore, |word| word.role);
        return guess(role, 0.5, "no value in the sample".to_string());
    }
    match said {
        Some(word) => headed(word, look),
        None => unheaded(look),
    }
}

/// Settles what depends on other columns and on all rows.
pub fn table(table: &Stack<'_>, looks: &[Look], guesses: &mut [RoleGuess]) {
    settle_names(looks, guesses);
    settle_key(table, looks, guesses);
}

fn headed(word: HeaderWord, look: &Look) -> RoleGuess {
    let role = word.role;
    if let Some((shown, share, what)) = shown(look) {
        let same = family(role) == family(shown);
        let overruled = match role {
            Role::Text | Role::FreeText | Role::Ignore | Role::Source | Role::RecordId => false,
            _ => share >= if word.vague { TELLS } else { OVERRULES },
        };
        if overruled && !same {
            let reason =
                format!("{} % of the values are {what}, whatever the header says", percent(share));
            return guess(shown, 0.6, reason);
        }
        if same {
            let reason =
                format!("the header says so, and {} % of the values are {what}", percent(share));
            return guess(role, 0.95, reason);
        }
    }
    if role == Role::CreditCode && look.share(Kind::Token) > TELLS {
        return guess(
            Role::Identifier,
            0.7,
            "the header names a number, but its checks fail".into(),
        );
    }
    if role == Role::Source && look.distinct > MOST_SOURCES {
        return guess(Role::Text, 0.5, "too many different values for a list of systems".into());
    }
    let confidence = if word.vague { 0.6 } else { 0.8 };
    guess(role, confidence, "the header says so".into())
}

fn unheaded(look: &Look) -> RoleGuess {
    if let Some((role, share, what)) = shown(look) {
        let reason = format!("{} % of the values are {what}", percent(share));
        return guess(role, 0.5 + 0.4 * share, reason);
    }
    if look.distinct == 1 && look.rows > 1 {
        return guess(Role::Ignore, 0.6, "the same value wherever there is one".into());
    }
    if look.length > REMARK_LENGTH {
        return guess(Role::FreeText, 0.4, "long text of no kind".into());
    }
    guess(Role::Text, 0.3, "neither header nor values tell".into())
}

/// The role that the cells show by themselves, the share of them that do, and a word for it.
fn shown(look: &Look) -> Option<(Role, f32, &'static str)> {
    let number = look.share(Kind::Digits) + look.share(Kind::Decimal);
    let codes = look.share(Kind::Code) + look.share(Kind::Identity);
    let cases = [
        (Role::Email, look.share(Kind::Email), TELLS, "e-mail addresses"),
        (Role::Text, look.share(Kind::Url), TELLS, "web addresses"),
        (
            Role::CreditCode,
            if look.share(Kind::Code) > 0.1 { codes } else { 0.0 },
            TELLS,
            "valid codes",
        ),
        (Role::Identifier, look.share(Kind::Identity), TELLS, "valid identity numbers"),
        (Role::Date, look.share(Kind::Date), OVERRULES, "dates"),
        (Role::Phone, look.share(Kind::Phone), TELLS, "telephone numbers"),
        (Role::CreditCode, look.share(Kind::TaiwanCode), 0.95, "valid numbers of Taiwan"),
        (Role::Province, look.share(Kind::Province), OVERRULES, "provinces"),
        (Role::City, look.share(Kind::City), OVERRULES, "cities or districts"),
        (Role::CompanyName, look.share(Kind::Organisation), 0.5, "names of organisations"),
        (Role::Address, look.share(Kind::Address), 0.5, "addresses"),
        (Role::Contact, look.share(Kind::ChinesePerson), 0.7, "names of persons"),
        (Role::Amount, if look.share(Kind::Decimal) > 0.5 { number } else { 0.0 }, 0.9, "amounts"),
    ];
    cases
        .into_iter()
        .find(|(_, share, least, _)| share >= least)
        .map(|(role, share, _, what)| (role, share.min(1.0), what))
}

/// Roles whose cells look alike share a family.
fn family(role: Role) -> Role {
    match role {
        Role::BirthDate => Role::Date,
        Role::Province => Role::City,
        Role::PersonName | Role::GivenName | Role::Surname => Role::Contact,
        Role::Identifier => Role::CreditCode,
        other => other,
    }
}

/// One column is the customer's name; whether it names companies or persons is for its cells and
/// its neighbours to say.
fn settle_names(looks: &[Look], guesses: &mut [RoleGuess]) {
    let organisations = |at: usize| looks[at].share(Kind::Organisation);
    let company = (0..guesses.len())
        .filter(|&at| guesses[at].role == Role::CompanyName)
        // Of equal columns the first.
        .min_by(|&a, &b| {
            let by_cells = organisations(b).total_cmp(&organisations(a));
            by_cells.then(guesses[b].confidence.total_cmp(&guesses[a].confidence))
        });
    let about_persons = guesses.iter().any(|guess| {
        matches!(guess.role, Role::GivenName | Role::Surname | Role::PersonName | Role::BirthDate)
    });
    for (at, found) in guesses.iter_mut().enumerate() {
        if found.role != Role::CompanyName || looks[at].filled == 0 {
            continue;
        }
        let look = &looks[at];
        let persons = look.share(Kind::ChinesePerson);
        let words = look.share(Kind::LatinWords);
        if organisations(at) < ORGANISATIONS && persons > TELLS {
            let reason = format!("{} % of the values are names of persons", percent(persons));
            *found = guess(Role::PersonName, 0.8, reason);
        } else if organisations(at) < ORGANISATIONS && words > TELLS && about_persons {
            *found = guess(Role::PersonName, 0.6, "other columns describe persons".into());
        } else if company != Some(at) {
            *found = guess(Role::Text, 0.5, "another column holds the company's name".into());
        }
    }
    let has_company = guesses.iter().any(|guess| guess.role == Role::CompanyName);
    let has_person = guesses.iter().any(|guess| guess.role == Role::PersonName);
    if !has_company && !has_person {
        // Persons without a company are the customers themselves.
        if let Some(contact) = guesses.iter_mut().find(|guess| guess.role == Role::Contact) {
            contact.role = Role::PersonName;
        }
    }
}

/// At most one key; a customer's number in one system is no key of the rows if there is a better one.
fn settle_key(table: &Stack<'_>, looks: &[Look], guesses: &mut [RoleGuess]) {
    let source = guesses.iter().position(|guess| guess.role == Role::Source);
    let mut ranked: Vec<(u8, usize)> = (0..guesses.len())
        .filter(|&at| looks[at].rows > 0 && looks[at].filled == looks[at].rows)
        .filter_map(|at| Some((key_rank(&guesses[at], &looks[at])?, at)))
        .collect();
    ranked.sort_by_key(|&(rank, at)| (std::cmp::Reverse(rank), at));
    let ranked = || ranked.iter().map(|(_, at)| *at);
    // The numbers of two branches may begin at one in each file; those of a split file do not.
    let key = ranked()
        .find(|&at| is_unique(table, at, source, |_| 0))
        .or_else(|| ranked().find(|&at| is_unique(table, at, source, |row| table.part_of(row))));
    for (at, found) in guesses.iter_mut().enumerate() {
        if Some(at) == key {
            *found = guess(Role::RecordId, 0.95, "filled and different in every row".into());
        } else if found.role == Role::RecordId {
            let (role, reason) = if looks[at].variety() > 0.5 {
                (Role::CustomerCode, "a number of one system, not the key of the rows")
            } else {
                (Role::Text, "named like a key, but it repeats")
            };
            *found = guess(role, 0.5, reason.into());
        }
    }
}

/// How good a key the column would be, before its values are counted; `None` for no candidate.
fn key_rank(guess: &RoleGuess, look: &Look) -> Option<u8> {
    match guess.role {
        Role::RecordId if guess.confidence > 0.7 => Some(3),
        Role::RecordId => Some(2),
        Role::CustomerCode => Some(1),
        Role::Text if guess.confidence < 0.4 && look.share(Kind::Token) > 0.99 => Some(0),
        _ => None,
    }
}

/// Whether the column is filled with key-like values that differ in every row of one source and
/// one part.
fn is_unique(
    table: &Stack<'_>,
    column: usize,
    source: Option<usize>,
    part: impl Fn(usize) -> usize + Sync,
) -> bool {
    let key = |row| {
        let cell = table.cell(row, column);
        let system = source.map_or(0, |source| hash_text(table.cell(row, source), 0));
        let system = mix(system, part(row) as u64);
        is_key(cell).then(|| mix(hash_text(cell.trim(), 0), system))
    };
    let keys: Option<Vec<u64>> = (0..table.rows()).into_par_iter().map(key).collect();
    keys.is_some_and(|mut keys| {
        keys.par_sort_unstable();
        keys.windows(2).all(|two| two[0] != two[1])
    })
}

fn guess(role: Role, confidence: f32, reason: String) -> RoleGuess {
    RoleGuess { role, confidence, reason }
}

fn percent(share: f32) -> u32 {
    (share * 100.0).round() as u32
}
