//! From a cell to its numbers: groups of digits, told apart by what stands between them.

use super::number::{classify, complete, international, is_dummy, other};
use super::{MOST_PHONES, Phone, PhoneKind, Phones};
use crate::normalize::narrow::narrowed;

/// What stands before a group of digits.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    /// Nothing that tells: a space, a dot, a bracket.
    Soft,
    Hyphen,
    /// 转, ext, #: what follows is an extension.
    Extension,
    /// What follows is another number.
    Hard,
}

/// Reads the numbers in `cell`, completing local ones with `area`.
pub fn read(cell: &str, area: Option<u16>) -> Phones {
    let mut reader = Reader { phones: Phones::new(), area, line: Line::default() };
    if let [b'1', b'3'..=b'9', ..] = cell.as_bytes()
        && cell.len() == MOBILE
        && cell.bytes().all(|digit| digit.is_ascii_digit())
    {
        // What most cells hold.
        classify(cell.as_bytes(), 0).into_iter().for_each(|phone| reader.push(phone));
        return reader.phones;
    }
    let mut chars = narrowed(cell).peekable();
    while let Some(c) = chars.next() {
        match c {
            '0'..='9' => reader.line.digit(c as u8),
            '-' | '~' | '至' => reader.gap(Gap::Hyphen),
            '*' if chars.peek() == Some(&'*') => reader.line.unreadable = true,
            ' ' | '.' | '(' | ')' | '_' | '\'' | '"' | ':' | '\t' | '*' => reader.gap(Gap::Soft),
            '#' | '转' | '轉' | '分' => reader.gap(Gap::Extension),
            '机' | '機' if reader.line.gap == Some(Gap::Extension) => {}
            '+' => {
                reader.finish();
                reader.line.international = true;
            }
            'a'..='z' | 'A'..='Z' => {
                let mut word = c.to_ascii_lowercase().to_string();
                while let Some(next) = chars.next_if(char::is_ascii_alphabetic) {
                    word.push(next.to_ascii_lowercase());
                }
                let extension = matches!(word.as_str(), "x" | "ext" | "extn" | "extension");
                reader.gap(if extension { Gap::Extension } else { Gap::Hard });
            }
            _ => reader.gap(Gap::Hard),
        }
    }
    reader.finish();
    reader.phones
}

struct Reader {
    phones: Phones,
    area: Option<u16>,
    line: Line,
}

/// Digits between two hard gaps.
#[derive(Default)]
struct Line {
    digits: [u8; MOST_DIGITS],
    len: usize,
    groups: [Group; MOST_GROUPS],
    count: usize,
    /// The strongest gap since the last digit.
    gap: Option<Gap>,
    international: bool,
    /// Too many digits, or some of them masked.
    unreadable: bool,
}

/// Digits of a mobile number.
const MOBILE: usize = 11;
/// Room for two numbers written as one.
const MOST_DIGITS: usize = 32;
/// Country, area, a number in three groups, extension, twice.
const MOST_GROUPS: usize = 12;
/// An extension is at most this long; a longer group is a number.
const MOST_EXTENSION: usize = 5;
/// A group this long ends a number: the next one begins another, or is an extension.
const WHOLE: usize = 7;

#[derive(Clone, Copy)]
struct Group {
    start: u8,
    end: u8,
    gap: Gap,
}

impl Default for Group {
    fn default() -> Group {
        Group { start: 0, end: 0, gap: Gap::Soft }
    }
}

impl Group {
    fn len(self) -> usize {
        usize::from(self.end - self.start)
    }

    /// Where it begins among the line's digits.
    fn start(self) -> usize {
        self.start.into()
    }

    /// Where it ends.
    fn end(self) -> usize {
        self.end.into()
    }
}

impl Line {
    fn digit(&mut self, digit: u8) {
        if self.count == 0 || self.gap.is_some() {
            if self.count == MOST_GROUPS {
                self.unreadable = true;
                return;
            }
            let gap = self.gap.take().unwrap_or(Gap::Soft);
            self.groups[self.count] = Group { start: self.len as u8, end: self.len as u8, gap };
            self.count += 1;
        }
        if self.len == MOST_DIGITS {
            self.unreadable = true;
            return;
        }
        self.digits[self.len] = digit;
        self.len += 1;
        self.groups[self.count - 1].end = self.len as u8;
    }
}

impl Reader {
    fn gap(&mut self, gap: Gap) {
        if gap == Gap::Hard {
            self.finish();
        } else if self.line.count > 0 {
            let stronger = match (self.line.gap, gap) {
                (Some(Gap::Extension), _) | (_, Gap::Extension) => Gap::Extension,
                (Some(Gap::Hyphen), _) | (_, Gap::Hyphen) => Gap::Hyphen,
                _ => Gap::Soft,
            };
            self.line.gap = Some(stronger);
        }
    }

    fn finish(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.count == 0 || line.unreadable {
            return;
        }
        let groups = &line.groups[..line.count];
        if line.international {
            let cut = number_end(groups);
            if let Some(phone) = international(&line.digits[..groups[cut - 1].end()]) {
                let used = self.push_with_extension(phone, &line, cut);
                self.numbers(&line, used);
            }
        } else {
            self.numbers(&line, 0);
        }
    }

    /// Takes numbers from the groups from `at` on.
    fn numbers(&mut self, line: &Line, mut at: usize) {
        while at < line.count {
            match longest(line, at) {
                Some((phone, next)) => at = self.push_with_extension(phone, line, next),
                None => at = self.unplanned(line, at),
            }
        }
    }

    /// Adds `phone`, takes the group at `next` as its extension if it is one, and returns the
    /// group to go on with.
    fn push_with_extension(&mut self, phone: Phone, line: &Line, next: usize) -> usize {
        let group = line.groups[..line.count]
            .get(next)
            .filter(|group| group.len() <= MOST_EXTENSION && phone.kind() != PhoneKind::Mobile);
        let Some(group) = group else {
            // What follows a mobile number in a hyphen or a space is noise when it is short.
            self.push(phone);
            return next;
        };
        let extension = line.digits[group.start()..group.end()]
            .iter()
            .fold(0, |value, &digit| value * 10 + u64::from(digit - b'0'));
        self.push(if group.len() > 0 { phone.with_extension(extension) } else { phone });
        next + 1
    }

    /// Digits that no plan explains: two mobile numbers run together, or a foreign number. Returns
    /// the group to go on with.
    fn unplanned(&mut self, line: &Line, at: usize) -> usize {
        let next = at + number_end(&line.groups[at..line.count]);
        let digits = &line.digits[line.groups[at].start()..line.groups[next - 1].end()];
        if let Some((left, right)) = digits.split_at_checked(11).filter(|_| digits.len() == 22) {
            for mobile in [left, right].into_iter().filter_map(|half| classify(half, 0)) {
                self.push(mobile);
            }
        } else if let Some(phone) = other(digits) {
            return self.push_with_extension(phone, line, next);
        }
        next
    }

    fn push(&mut self, phone: Phone) {
        let phone = self.area.map_or(phone, |area| complete(phone, area));
        let known = self.phones.iter().any(|known| known.number() == phone.number());
        if !is_dummy(phone) && !known && self.phones.len() < MOST_PHONES {
            self.phones.push(phone);
        }
    }
}

/// The number that begins with group `at`, and the group after it: the first that ends in a group
/// of [`WHOLE`] digits or more, else the one with the most groups.
fn longest(line: &Line, at: usize) -> Option<(Phone, usize)> {
    let mut best = None;
    let start = line.groups[at].start();
    for (next, group) in line.groups[..line.count].iter().enumerate().skip(at) {
        if next > at && group.gap == Gap::Extension {
            break;
        }
        let first_group = if next > at { line.groups[at].len() } else { 0 };
        if let Some(phone) = classify(&line.digits[start..group.end()], first_group) {
            best = Some((phone, next + 1));
            if group.len() >= WHOLE {
                break;
            }
        }
    }
    best
}

/// How many of `groups` make one number of an unknown plan: up to the first that is whole, or to
/// an extension.
fn number_end(groups: &[Group]) -> usize {
    let extension = groups.iter().skip(1).position(|group| group.gap == Gap::Extension);
    let whole = groups.iter().position(|group| group.len() >= WHOLE);
    let end = extension.map_or(groups.len(), |at| at + 1);
    whole.map_or(end, |at| end.min(at + 1))
}
