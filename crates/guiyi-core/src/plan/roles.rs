//! What the columns of a table mean, from their headers and from what their cells look like.

mod decide;
mod header;
mod look;
mod sample;
mod stack;
mod words;

use crate::role::Role;
use crate::table::Table;
use stack::Stack;

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

/// A guess for every column of every table, in order.
///
/// Tables with the same headers, in whatever order, are judged as one, so that the parts of a split
/// file get the roles of the whole. Cells are judged on a sample that depends on what the rows say,
/// not on their order. At most one column becomes [`Role::RecordId`]: one that is filled and
/// different in every row; if there is none, one that is so within each table.
pub fn infer_roles(tables: &[&Table]) -> Vec<Vec<RoleGuess>> {
    let mut guesses = vec![Vec::new(); tables.len()];
    for stack in Stack::all(tables) {
        let looks = look::columns(&stack, &sample::rows(&stack));
        let columns = stack.headers().zip(&looks);
        let mut guessed: Vec<RoleGuess> =
            columns.map(|(header, look)| decide::column(header, look)).collect();
        decide::table(&stack, &looks, &mut guessed);
        for (table, order) in stack.places() {
            let own = order.iter().zip(&guessed);
            let mut own: Vec<(usize, RoleGuess)> = own.map(|(at, g)| (*at, g.clone())).collect();
            own.sort_by_key(|(at, _)| *at);
            guesses[table] = own.into_iter().map(|(_, guess)| guess).collect();
        }
    }
    guesses
}

#[cfg(test)]
mod tests;
