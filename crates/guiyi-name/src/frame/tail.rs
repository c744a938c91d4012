//! What stands behind a name: remarks, contacts, second names.

use guiyi_lexicon::{org, word};

use super::bracket::{self, Content};
use super::{Field, is_close, is_mark};
use crate::marker;
use crate::part::PartKind;

/// What people put before a former name.
const FORMER: [&str; 9] =
    ["曾用名", "原名称", "原名", "原公司", "更名前", "前身为", "前身", "曾用", "原"];

/// What people put before another name of the same company.
const SECOND: [&str; 9] =
    ["简称", "又名", "别名", "现名", "现更名为", "更名为", "英文名", "开票名称", "现"];

/// What people put before a contact.
const CONTACT: [&str; 4] = ["联系人", "经办人", "业务员", "法人"];

/// Titles behind a surname.
const TITLES: [&str; 22] = [
    "总", "总经理", "经理", "董事长", "董事", "董", "先生", "女士", "小姐", "老板", "老师", "主任", "厂长",
    "店长", "师傅", "会计", "科长", "部长", "处长", "局长", "工", "姐",
];

/// Longest contact, in characters: a compound surname, a given name of two and a title of three.
const CONTACT_CHARS: usize = 7;

/// Shortest text behind a separator that is read as a name of its own.
const SECOND_NAME_CHARS: usize = 4;

impl Field<'_> {
    /// Takes one thing off the end; false when the name ends.
    pub(super) fn take_back(&mut self) -> bool {
        if self.start >= self.end {
            return false;
        }
        let c = self.chars[self.end - 1];
        if is_close(c) {
            return self.take_back_bracket();
        }
        if is_mark(c) {
            self.punctuation(self.end - 1, self.end);
            self.end -= 1;
            return true;
        }
        self.take_back_marker() || self.take_back_separated()
    }

    fn take_back_bracket(&mut self) -> bool {
        let close = self.end - 1;
        let Some(open) = bracket::open_of(self.chars, self.start, close) else {
            self.frame.notes.insert(crate::note::Note::BracketUnbalanced);
            self.punctuation(close, self.end);
            self.end -= 1;
            return true;
        };
        match bracket::read(self, open + 1, close) {
            Content::Empty => self.punctuation(open, close + 1),
            Content::Status(status) => {
                self.frame.status.insert(status);
                self.part(PartKind::Marker, (open + 1, close), (open, close + 1));
            }
            Content::Side(kind, skip) if open > self.start => {
                self.part(kind, (open + 1 + skip, close), (open, close + 1));
            }
            Content::Remark if open > self.start => {
                self.part(PartKind::Remark, (open + 1, close), (open, close + 1));
            }
            _ => return false,
        }
        self.end = open;
        true
    }

    /// A marker without brackets, 停用太原恒源商贸.
    pub(super) fn take_front_marker(&mut self) -> bool {
        let rest = &self.chars[self.start..self.end];
        let Some((length, status)) = marker::at_front(rest) else { return false };
        self.frame.status.insert(status);
        let span = (self.start, self.start + length);
        self.part(PartKind::Marker, span, span);
        self.start += length;
        true
    }

    fn take_back_marker(&mut self) -> bool {
        let rest = &self.chars[self.start..self.end];
        let Some((length, status)) = marker::at_back(rest) else { return false };
        if let Some(status) = status {
            self.frame.status.insert(status);
        }
        let span = (self.end - length, self.end);
        let kind = if status.is_some() { PartKind::Marker } else { PartKind::Remark };
        self.part(kind, span, span);
        self.end -= length;
        true
    }

    /// Something behind the last separator that is no part of the name.
    fn take_back_separated(&mut self) -> bool {
        let rest = &self.chars[self.start..self.end];
        let is_separator = |c: char| matches!(c, '-' | '/' | '\\' | '|' | ';' | ',' | ':' | '_');
        let Some(separator) = rest.iter().rposition(|&c| is_separator(c)) else { return false };
        if separator == 0 || rest[separator..].iter().any(|&c| is_close(c)) {
            return false;
        }
        let tail = &rest[separator + 1..];
        let text: String = tail.iter().collect();
        let (kind, skip) = if let Some(status) = marker::status(&text) {
            self.frame.status.insert(status);
            (PartKind::Marker, 0)
        } else if let Some(side) = side_note(tail) {
            side
        } else if is_person(tail) && ends_in_form(&rest[..separator]) {
            (PartKind::Contact, 0)
        } else if is_second_name(rest[separator], tail, &text) {
            (PartKind::SecondName, 0)
        } else {
            return false;
        };
        let at = self.start + separator;
        self.part(kind, (at + 1 + skip, self.end), (at, self.end));
        if kind == PartKind::SecondName {
            self.frame.notes.insert(crate::note::Note::SecondName);
        }
        self.end = at;
        true
    }
}

/// Reads 原太原恒源, 简称恒源 or 张总: the kind, and how many characters only announce it.
pub(super) fn side_note(chars: &[char]) -> Option<(PartKind, usize)> {
    for (announcements, kind) in [
        (&FORMER[..], PartKind::FormerName),
        (&SECOND[..], PartKind::SecondName),
        (&CONTACT[..], PartKind::Contact),
    ] {
        for announcement in announcements {
            let length = announcement.chars().count();
            if chars.len() > length + 1 && announcement.chars().eq(chars[..length].iter().copied()) {
                let sign = chars[length..].iter().take_while(|&&c| is_mark(c)).count();
                return (chars.len() > length + sign).then_some((kind, length + sign));
            }
        }
    }
    let title = TITLES.iter().any(|title| {
        let length = title.chars().count();
        let name = chars.len().saturating_sub(length);
        (1..=CONTACT_CHARS - 3).contains(&name)
            && title.chars().eq(chars[name..].iter().copied())
            && begins_with_surname(&chars[..name])
    });
    (title && chars.len() <= CONTACT_CHARS).then_some((PartKind::Contact, 0))
}

/// Whether a text can be a person's name, or a surname alone.
fn is_person(chars: &[char]) -> bool {
    (1..=4).contains(&chars.len()) && begins_with_surname(chars)
}

fn begins_with_surname(chars: &[char]) -> bool {
    (1..=chars.len().min(2)).any(|length| {
        let text: String = chars[..length].iter().collect();
        word::is_surname(&text)
    })
}

fn ends_in_form(chars: &[char]) -> bool {
    let text: String = chars.iter().collect();
    org::forms().iter().any(|form| form.text.chars().count() > 1 && text.ends_with(form.text))
}

/// Whether a text behind a separator is another name. A dash may also join the two halves of one.
fn is_second_name(separator: char, tail: &[char], text: &str) -> bool {
    let is_company = org::forms()
        .iter()
        .any(|form| text.len() > form.text.len() && text.ends_with(form.text));
    match separator {
        '-' | '_' | ':' => text.ends_with("公司") && tail.len() > SECOND_NAME_CHARS && !text.ends_with("分公司"),
        _ => tail.len() >= SECOND_NAME_CHARS && (is_company || tail.len() > SECOND_NAME_CHARS),
    }
}
