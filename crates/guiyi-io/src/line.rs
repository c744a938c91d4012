//! One line of CSV, for a program that hands in a row at a time.

use crate::delimited::DELIMITERS;

/// The character between the cells of a header: of those in use, the one that gives most cells; a
/// comma where there is only one cell.
pub fn delimiter(header: &str) -> char {
    let [comma, others @ ..] = DELIMITERS;
    let width = |delimiter: char| cells(header, delimiter).len();
    others
        .into_iter()
        .fold(comma, |best, other| if width(other) > width(best) { other } else { best })
}

/// The cells of one line (RFC 4180): a cell in double quotes may hold the delimiter, and a quote
/// that is written twice. A cell cannot hold a line break, as there is one row a line.
pub fn cells(line: &str, delimiter: char) -> Vec<String> {
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let mut quoted = false;
    let mut characters = line.trim_end_matches(['\r', '\n']).chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            c if c == delimiter && !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_tells_its_delimiter() {
        let cases = [
            ("id,客户", ','),
            ("id;客户;电话", ';'),
            ("a\tb", '\t'),
            ("名称", ','),
            ("\"a;b;c\",d", ','),
        ];
        for (header, expected) in cases {
            assert_eq!(delimiter(header), expected, "{header}");
        }
    }

    #[test]
    fn cuts_where_the_delimiter_stands_bare() {
        let cases: [(&str, &[&str]); 6] = [
            ("a,b", &["a", "b"]),
            ("a,,\r\n", &["a", "", ""]),
            ("\"a,b\",c", &["a,b", "c"]),
            ("\"say \"\"hi\"\"\",x", &["say \"hi\"", "x"]),
            ("5\" pipe,y", &["5\" pipe", "y"]),
            ("", &[""]),
        ];
        for (line, expected) in cases {
            assert_eq!(cells(line, ','), expected, "{line}");
        }
    }
}
