//! The guard against cells that a spreadsheet would run as a formula.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break, or one of their full-width
//! twins, is computed when a spreadsheet opens the file (OWASP, *CSV Injection*). A `'` before it
//! prevents that. Numbers and phone numbers (`-12.5`, `+86 138 0013 8000`) contain nothing to run
//! and stay. The guard can be undone: a cell that already begins with `'` and such a character
//! gets another one.

/// Whether a cell needs a `'` before it.
pub(crate) fn needs_guard(cell: &str) -> bool {
    may_need_guard(cell) && is_formula(cell.trim_start_matches('\''))
}

/// Whether the first byte leaves it open that a cell needs a guard; of nearly all it does not.
#[inline]
pub(crate) fn may_need_guard(cell: &str) -> bool {
    let first = cell.as_bytes().first();
    matches!(first, Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n' | b'\'' | 0xEF))
}

/// A cell without the `'` of a guard.
#[inline]
pub(crate) fn without_guard(cell: &str) -> &str {
    // Nearly no cell begins with one, and a byte tells.
    match cell.as_bytes().first() {
        Some(b'\'') if is_formula(cell.trim_start_matches('\'')) => &cell[1..],
        _ => cell,
    }
}

fn is_formula(cell: &str) -> bool {
    let mut characters = cell.chars();
    let harmless = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '-' | '(' | ')');
    match characters.next() {
        Some('=' | '@' | '\t' | '\r' | '\n' | '＝' | '＠') => true,
        Some('+' | '-' | '＋' | '－') => !characters.all(harmless),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_formulas_and_nothing_else() {
        for cell in
            ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-张总", "\t=1", "＝1", "'=1", "''@x"]
        {
            assert!(needs_guard(cell), "{cell}");
            assert_eq!(without_guard(&format!("'{cell}")), cell);
        }
        for cell in ["", "北京", "-12.5", "+86 138 0013 8000", "-", "1=1", "'阳光'", "（有限）"]
        {
            assert!(!needs_guard(cell), "{cell}");
            assert_eq!(without_guard(cell), cell);
        }
    }
}
