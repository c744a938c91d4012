//! Which rows are looked at.

use rayon::prelude::*;

use super::stack::Stack;
use crate::hash::{hash_text, mix};

/// Rows looked at: shares are then known to about two percent, and the whole takes milliseconds.
pub const MOST_ROWS: usize = 2_000;

/// The rows with the smallest hashes of their cells: the same rows however the table is ordered.
pub fn rows(table: &Stack<'_>) -> Vec<usize> {
    if table.rows() <= MOST_ROWS {
        return (0..table.rows()).collect();
    }
    let mut hashed: Vec<(u64, usize)> = (0..table.rows())
        .into_par_iter()
        .map(|row| {
            let cells = table.cells(row).map(|cell| hash_text(cell, 0));
            (cells.fold(SAMPLE_SEED, mix), row)
        })
        .collect();
    hashed.select_nth_unstable(MOST_ROWS - 1);
    hashed.truncate(MOST_ROWS);
    hashed.into_iter().map(|(_, row)| row).collect()
}

/// Keeps the choice of rows apart from other uses of the hash.
const SAMPLE_SEED: u64 = 0x726f_6c65;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Table, TableBuilder};

    fn chosen(table: &Table) -> Vec<String> {
        let stack = &Stack::all(&[table])[0];
        let mut cells: Vec<String> =
            rows(stack).into_iter().map(|row| stack.cell(row, 0).to_string()).collect();
        cells.sort();
        cells
    }

    fn table(numbers: impl Iterator<Item = usize>) -> Table {
        let mut builder = TableBuilder::new(["n"]);
        for (line, number) in numbers.enumerate() {
            builder.push(line as u64, [number.to_string().as_str()]);
        }
        builder.finish()
    }

    #[test]
    fn does_not_depend_on_the_order_of_rows() {
        let forward = chosen(&table(0..5000));
        assert_eq!(forward.len(), MOST_ROWS);
        assert_eq!(forward, chosen(&table((0..5000).rev())));
    }
}
