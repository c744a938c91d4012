//! What the columns of a table mean, from their headers and from what their cells look like.

mod decide;
mod header;
mod look;
mod sample;
mod words;

use crate::role::Role;
use crate::table::Table;

/// What one column seems to mean.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleGuess {
    /// The role.
    pub role: Role,
    /// How sure the guess is, from 0 to 1. A rough judgement, not a frequency: about 0.95 when header
    /// and cells agree, 0.7 when only one of them speaks, 0.3 when neither does.
    pub confidence: f32,
    /// Why, in words for the user; no customer data.
    pub reason: String,
}

/// A guess for every column of `table`, in order.
///
/// Cells are judged on a sample that depends on what the rows say, not on their order. At most one
/// column becomes [`Role::RecordId`]: one that is filled and different in every row.
pub fn infer_roles(table: &Table) -> Vec<RoleGuess> {
    let looks = look::columns(table, &sample::rows(table));
    let mut guesses: Vec<RoleGuess> =
        table.headers().zip(&looks).map(|(header, look)| decide::column(header, look)).collect();
    decide::table(table, &looks, &mut guesses);
    guesses
}

#[cfg(test)]
mod tests;
