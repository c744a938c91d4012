//! The reading of characters that codes, numbers and separators need: full-width forms, dashes,
//! brackets and spaces become ASCII, invisible characters vanish. And the words for "nothing".

/// `c` as ASCII where it is only another width or shape of an ASCII character, else `c` itself;
/// `None` for characters nobody sees: zero-width, bidirectional and control characters, variation
/// selectors, the byte order mark.
#[inline]
pub fn narrow(c: char) -> Option<char> {
    match c {
        ' '..='~' | '\u{4e00}'..='\u{9fff}' => Some(c),
        _ => narrow_other(c),
    }
}

/// The same of a character that is neither printable ASCII nor a common Han character.
fn narrow_other(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_whitespace().then_some(c);
    }
    let narrowed = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from((c as u32 - 0xff01 + 0x21) as u8),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => return None,
        '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => return None,
        '\u{80}'..='\u{9f}' => return None,
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | '━' | '﹣' | '﹘' => {
            '-'
        }
        '〔' | '【' | '﹙' | '「' | '『' | '〖' => '(',
        '〕' | '】' | '﹚' | '」' | '』' | '〗' => ')',
        '、' | '､' | '﹐' | '﹑' => ',',
        '。' | '｡' => '.',
        '﹔' => ';',
        '﹕' | '︰' => ':',
        '⁄' | '∕' => '/',
        '‘' | '’' | '′' => '\'',
        '“' | '”' | '″' => '"',
        '〜' | '∼' => '~',
        '№' => '#',
        '￥' => '¥',
        '￡' => '£',
        _ => c,
    };
    Some(narrowed)
}

/// The characters of `cell`, narrowed.
pub fn narrowed(cell: &str) -> impl DoubleEndedIterator<Item = char> + Clone + '_ {
    cell.chars().filter_map(narrow)
}

/// Whether `cell` says nothing: empty, only punctuation, or a word that stands for nothing.
pub fn is_missing(cell: &str) -> bool {
    if cell.chars().next().is_some_and(begins_something) {
        return false;
    }
    let mut word = [0_u8; LONGEST_NOTHING];
    let mut len = 0;
    let mut spoken = false;
    for c in narrowed(cell) {
        spoken |= is_letter(c);
        if c.is_whitespace() || c == '.' {
            continue;
        }
        let c = c.to_ascii_lowercase();
        match word.get_mut(len..len + c.len_utf8()) {
            Some(room) => {
                c.encode_utf8(room);
                len += c.len_utf8();
            }
            None => return !spoken,
        }
    }
    !spoken || NOTHING.iter().any(|nothing| nothing.as_bytes() == &word[..len])
}

/// Whether `c` is a letter or digit that no word for nothing begins with: most cells are told by it.
fn begins_something(c: char) -> bool {
    match c {
        '无' | '無' | '暂' | '暫' | '没' | '沒' | '未' | '不' | '空' | '待' | '略' | '尚' => {
            false
        }
        '\u{4e00}'..='\u{9fff}' => true,
        _ => c.is_ascii_alphanumeric() && !matches!(c, 'n' | 'N' | 'u' | 'U' | 't' | 'T'),
    }
}

/// Whether `c` is a letter or a digit; quick for the common Han characters, which all are letters.
pub(crate) fn is_letter(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()
}

/// Longest of [`NOTHING`], in bytes.
const LONGEST_NOTHING: usize = 18;

/// What people and programs write where they have nothing to write; lower case, no spaces or dots.
const NOTHING: [&str; 34] = [
    "无",
    "無",
    "暂无",
    "暫無",
    "没有",
    "沒有",
    "未知",
    "不详",
    "不詳",
    "不明",
    "未填",
    "未填写",
    "未提供",
    "未登记",
    "空",
    "空白",
    "待补",
    "待定",
    "待补充",
    "待完善",
    "略",
    "null",
    "(null)",
    "none",
    "nil",
    "nan",
    "na",
    "n/a",
    "#n/a",
    "unknown",
    "undefined",
    "tbd",
    "不适用",
    "尚未提供",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrows_width_dashes_and_brackets() {
        let narrow: String = narrowed("（０５９２）—４３２\u{200b}ＡＢ　ｃ：").collect();
        assert_eq!(narrow, "(0592)-432AB c:");
    }

    /// The quick look at the first character hides no word.
    #[test]
    fn what_begins_something_begins_no_word_for_nothing() {
        for word in NOTHING {
            assert!(!word.chars().next().is_some_and(begins_something), "{word}");
        }
    }

    #[test]
    fn knows_the_words_for_nothing() {
        for cell in
            ["", " ", "　", "-", "——", "/", "无", " 暂无 ", "NULL", "n/a", "N.A.", "#N/A", "***"]
        {
            assert!(is_missing(cell), "{cell:?}");
        }
        for cell in ["0", "无锡", "a", "暂无锡山", "nanjing", "不详细说明文字很长很长很长很长"]
        {
            assert!(!is_missing(cell), "{cell:?}");
        }
    }
}
