//! Tables on the terminal, aligned where Chinese characters take two columns.

use unicode_width::UnicodeWidthStr;

/// Lines of a table with its columns aligned to the left, two spaces apart.
pub fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(|c| c.width()).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::from(" ");
        for (cell, width) in row.iter().zip(&widths) {
            line.push(' ');
            line.push_str(cell);
            line.push_str(&" ".repeat(width - cell.width() + 1));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::aligned;

    #[test]
    fn wide_characters_take_two_columns() {
        let rows = vec![
            vec!["客户".to_string(), "x".to_string()],
            vec!["abcdef".to_string(), "y".to_string()],
        ];
        assert_eq!(aligned(&rows), "  客户    x\n  abcdef  y\n");
    }
}
