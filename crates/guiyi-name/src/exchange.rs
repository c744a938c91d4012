//! What a stock exchange puts before or behind the short name of a listed company: ST浩源, 深天马A.
//!
//! A short name has room for four hanzi, a mark of two letters counting as one, so marks stand only
//! beside two or three (Shanghai and Shenzhen exchanges, rules for 证券简称).

/// Marks in front: special treatment, delisting, rights, first day.
const FRONT: [&str; 7] = ["s*st", "sst", "*st", "st", "退市", "xd", "xr"];
/// Marks behind: delisting, classes of shares.
const BACK: [&str; 5] = ["a股", "b股", "退", "a", "b"];

/// Characters of the longest short name with its mark: other texts are told by this alone.
const LONGEST: usize = 7;

/// Characters of the mark at the front of a text that is otherwise only a short name.
pub(crate) fn at_front(chars: &[char]) -> Option<usize> {
    if chars.len() > LONGEST {
        return None;
    }
    let lengths = FRONT.iter().map(|mark| (mark, mark.chars().count()));
    let mut fitting = lengths.filter(|(mark, length)| {
        mark.chars().eq(chars.iter().take(*length).copied()) && is_short_name(&chars[*length..])
    });
    fitting.next().map(|(_, length)| length)
}

/// Characters of the mark at the back of a text that is otherwise only a short name.
pub(crate) fn at_back(chars: &[char]) -> Option<usize> {
    if chars.len() > LONGEST {
        return None;
    }
    let lengths = BACK.iter().map(|mark| (mark, mark.chars().count()));
    let mut fitting = lengths.filter(|(mark, length)| {
        let (name, behind) = chars.split_at(chars.len().saturating_sub(*length));
        mark.chars().eq(behind.iter().copied()) && is_short_name(name)
    });
    fitting.next().map(|(_, length)| length)
}

/// Whether a folded text is such a mark.
pub(crate) fn is_mark(text: &str) -> bool {
    FRONT.contains(&text) || BACK.contains(&text)
}

/// Two or three hanzi.
fn is_short_name(chars: &[char]) -> bool {
    (2..=3).contains(&chars.len()) && chars.iter().all(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
}
