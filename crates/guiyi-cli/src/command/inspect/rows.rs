//! The rows of a file as wholes: which can be linked to others at all, which are there twice.

use guiyi_core::hash::{hash_text, mix};
use guiyi_core::{Role, Table};
use rustc_hash::FxHashSet;

/// What can be said of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// All rows.
    pub all: u64,
    /// Rows with something to link them by: a company's name, a valid code or number, a phone, an
    /// e-mail address, an address, or a person's name and date of birth.
    pub linkable: u64,
    /// Rows among these with a valid code, which decides by itself.
    pub with_code: u64,
    /// Rows with a name and nothing to confirm it.
    pub name_only: u64,
    /// Rows that repeat an earlier row in every cell but the key.
    pub repeated: u64,
}

impl Rows {
    /// Looks at the rows; `usable` says for each column and row whether the cell is of use.
    pub fn look(table: &Table, roles: &[Role], usable: &[Vec<bool>]) -> Rows {
        let mut rows = Rows { all: table.rows() as u64, ..Rows::default() };
        let mut seen = FxHashSet::default();
        for row in 0..table.rows() {
            let has = |wanted: &dyn Fn(Role) -> bool| {
                roles
                    .iter()
                    .zip(usable)
                    .any(|(role, usable)| wanted(*role) && usable.get(row) == Some(&true))
            };
            let company = has(&|role| role == Role::CompanyName);
            let code = has(&|role| role == Role::CreditCode);
            let person = has(&is_person);
            let born = person && has(&|role| role == Role::BirthDate);
            let other = code || born || has(&confirms);
            // A person's name says nothing by itself: too many share it.
            rows.linkable += u64::from(company || other);
            rows.with_code += u64::from(code);
            rows.name_only += u64::from((company || person) && !other);
            rows.repeated += u64::from(!seen.insert(content(table, roles, row)));
        }
        rows
    }
}

fn is_person(role: Role) -> bool {
    matches!(role, Role::PersonName | Role::GivenName | Role::Surname)
}

fn confirms(role: Role) -> bool {
    matches!(role, Role::Phone | Role::Email | Role::Address | Role::Identifier)
}

/// All that a row says, but for its key.
fn content(table: &Table, roles: &[Role], row: usize) -> u64 {
    let columns = roles.iter().enumerate().filter(|(_, role)| **role != Role::RecordId);
    columns.fold(0, |hash, (column, _)| mix(hash, hash_text(table.cell(row, column).trim(), 0)))
}
