//! What stands behind a name: remarks, contacts, second names.

use guiyi_lexicon::word::{self, Kind, Status};
use guiyi_lexicon::{branch, org, surname};

use super::bracket::{self, Content};
use super::{Field, is_close, is_mark};
use crate::exchange;
use crate::fold::is_hanzi;
use crate::marker;
use crate::part::PartKind;

/// What people put before a contact.
const CONTACT: [&str; 4] = ["联系人", "经办人", "业务员", "法人"];

/// Longest announcement, in characters: "formerly known as" has more, but stands alone.
const ANNOUNCEMENT_CHARS: usize = 17;

/// Longest marker or remark before a separator, in characters.
const MARKER_CHARS: usize = 6;

/// Longest remark behind a whole name and a separator, in characters.
const REMARK_CHARS: usize = 6;

/// Longest person's name, in characters: a compound surname and a given name of two.
pub(super) const PERSON_CHARS: usize = 4;

/// Longest contact, in characters: a person and a title of four (法定代表人 has no name before it).
const CONTACT_CHARS: usize = 8;

/// Longest organisation form looked for at an end, in characters.
const FORM_CHARS: usize = 6;

/// Shortest text behind a separator that is read as a name of its own.
const SECOND_NAME_CHARS: usize = 4;

impl Field<'_> {
    /// Takes one thing off the end; false when the name ends.
    pub(super) fn take_back(&mut self) -> bool {
        if self.start >= self.end {
            return false;
        }
        if self.frame.is_plain {
            return self.take_back_marker()
                || self.take_back_address()
                || self.take_back_announced()
                || self.take_back_contact();
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
        self.take_back_marker()
            || self.take_back_address()
            || self.take_back_number()
            || self.take_back_latin()
            || self.take_back_separated()
            || self.take_back_announced()
            || self.take_back_contact()
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
            Content::Remark | Content::Other if open > self.start => {
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
        let marked = marker::at_front(rest).map(|(length, status)| (length, Some(status)));
        let listed = || exchange::at_front(rest).map(|length| (length, None));
        if let Some((length, status)) = marked.or_else(listed) {
            status.into_iter().for_each(|status| self.frame.status.insert(status));
            let span = (self.start, self.start + length);
            self.part(PartKind::Marker, span, span);
            self.start += length;
            return true;
        }
        self.take_front_former()
    }

    /// A marker or remark before the first separator: 测试-太原恒源商贸.
    pub(super) fn take_front_separated(&mut self) -> bool {
        let rest = &self.chars[self.start..self.end];
        let head = rest.iter().take(MARKER_CHARS + 1);
        let Some(separator) = head.clone().position(|&c| is_separator(c)) else { return false };
        let text: String = rest[..separator].iter().collect();
        let Some(kind) = marker::kind(&text) else { return false };
        if let Some(status) = marker::status(&text) {
            self.frame.status.insert(status);
        }
        let end = self.start + separator;
        self.part(kind, (self.start, end), (self.start, end + 1));
        self.start = end + 1;
        true
    }

    /// 原 before a place says that the name is no longer in use: 原太原恒源厂.
    fn take_front_former(&mut self) -> bool {
        let rest = &self.chars[self.start..self.end];
        if rest.first() != Some(&'原') || bracket::leading_place(rest) > 0 {
            return false;
        }
        let place = bracket::leading_place(&rest[1..]);
        if place == 0 || rest.len() <= 1 + place + SECOND_NAME_CHARS / 2 {
            return false;
        }
        let span = (self.start, self.start + 1);
        self.part(PartKind::Marker, span, span);
        self.frame.status.insert(Status::Old);
        self.start += 1;
        true
    }

    /// Another name that a word announces straight behind a form: …有限公司曾用名太原恒源厂.
    fn take_back_announced(&mut self) -> bool {
        let rest = &self.chars[self.start..self.end];
        let is_last = |c: char| matches!(c, '名' | '称' | '为');
        // Hardly any name holds one of them, and every name is asked.
        if !rest.iter().fold(false, |any, &c| any | is_last(c)) {
            return false;
        }
        let announced = (1..rest.len()).find_map(|at| {
            if !is_last(rest[at]) {
                return None;
            }
            let first = at.saturating_sub(ANNOUNCEMENT_CHARS);
            (first..at).find_map(|start| {
                // The last characters of forms; most places are refused by this alone.
                let may_end = matches!(
                    start.checked_sub(1).map(|last| rest[last]),
                    Some(
                        '司' | '厂' | '社' | '店' | '所' | '心' | '院' | '校' | '行' | '部' | '团'
                    )
                );
                if !may_end {
                    return None;
                }
                let (kind, skip) = side_note(&rest[start..])?;
                let is_announced = kind != PartKind::Contact && start + skip > at;
                (is_announced && ends_in_form(&rest[..start])).then_some((start, kind, skip))
            })
        });
        let Some((start, kind, skip)) = announced else { return false };
        let at = self.start + start;
        self.part(kind, (at + skip, self.end), (at, self.end));
        self.end = at;
        true
    }

    fn take_back_marker(&mut self) -> bool {
        let rest = &self.chars[self.start..self.end];
        let listed = exchange::at_back(rest).map(|length| (length, None, PartKind::Marker));
        let marked = || {
            marker::at_back(rest).map(|(length, status)| {
                let kind = if status.is_some() { PartKind::Marker } else { PartKind::Remark };
                (length, status, kind)
            })
        };
        let Some((length, status, kind)) = listed.or_else(marked) else { return false };
        if let Some(status) = status {
            self.frame.status.insert(status);
        }
        let span = (self.end - length, self.end);
        self.part(kind, span, span);
        self.end -= length;
        true
    }

    /// A person with a title straight behind a company's form: …有限公司张总.
    fn take_back_contact(&mut self) -> bool {
        let rest = &self.chars[self.start..self.end];
        // The last characters of the titles below.
        if !matches!(
            rest.last(),
            Some('总' | '理' | '长' | '生' | '士' | '姐' | '板' | '任' | '傅' | '师')
        ) {
            return false;
        }
        let found = (2..=CONTACT_CHARS.min(rest.len())).find(|&length| {
            let (name, contact) = rest.split_at(rest.len() - length);
            let text: String = contact.iter().collect();
            name.ends_with(&['公', '司'])
                && PLAIN_TITLES.iter().any(|title| text.ends_with(title))
                && is_titled(contact)
        });
        let Some(length) = found else { return false };
        let span = (self.end - length, self.end);
        self.part(PartKind::Contact, span, span);
        self.end -= length;
        true
    }

    /// Something behind the last separator that is no part of the name.
    fn take_back_separated(&mut self) -> bool {
        let rest = &self.chars[self.start..self.end];
        let Some(separator) = rest.iter().rposition(|&c| is_separator(c)) else { return false };
        if separator == 0 || rest[separator..].iter().any(|&c| is_close(c)) {
            return false;
        }
        let tail = &rest[separator + 1..];
        let text: String = tail.iter().collect();
        let (kind, skip) = if let Some(kind) = marker::kind(&text) {
            if let Some(status) = marker::status(&text) {
                self.frame.status.insert(status);
            }
            (kind, 0)
        } else if let Some(side) = side_note(tail) {
            side
        } else if is_person(tail) && is_whole(&rest[..separator]) {
            (PartKind::Contact, 0)
        } else if is_whole(&rest[..separator]) && is_remark(tail) {
            (PartKind::Remark, 0)
        } else if is_second_name(rest[separator], tail, &text) {
            (PartKind::SecondName, 0)
        } else {
            return false;
        };
        let at = self.start + separator;
        self.part(kind, (at + 1 + skip, self.end), (at, self.end));
        self.end = at;
        true
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '-' | '/' | '\\' | '|' | ';' | ',' | ':' | '_')
}

/// Reads 原太原恒源, 简称恒源 or 张总: the kind, and how many characters only announce it.
pub(super) fn side_note(chars: &[char]) -> Option<(PartKind, usize)> {
    for length in (1..=chars.len().min(ANNOUNCEMENT_CHARS)).rev() {
        let text: String = chars[..length].iter().collect();
        let kind = if word::is(Kind::Former, &text) {
            PartKind::FormerName
        } else if word::is(Kind::Second, &text) || word::is(Kind::Later, &text) {
            PartKind::SecondName
        } else if CONTACT.contains(&text.as_str()) {
            PartKind::Contact
        } else {
            continue;
        };
        let sign = chars[length..].iter().take_while(|&&c| is_mark(c)).count();
        let rest = chars.len() - length - sign;
        // 原 and 现 alone also begin place names and other words.
        let is_enough = rest >= 2 && (length > 1 || rest >= SECOND_NAME_CHARS);
        return is_enough.then_some((kind, length + sign));
    }
    is_titled(chars).then_some((PartKind::Contact, 0))
}

/// Titles that need no separator behind a company's form; others (工, 仓库) begin other words.
const PLAIN_TITLES: [&str; 11] =
    ["总", "总经理", "经理", "董事长", "先生", "女士", "小姐", "老板", "主任", "师傅", "老师"];

/// Whether a text is a surname, perhaps with a given name, and a title: 张总, 王建国经理.
fn is_titled(chars: &[char]) -> bool {
    if chars.len() > CONTACT_CHARS {
        return false;
    }
    (1..chars.len()).any(|name| {
        let title: String = chars[name..].iter().collect();
        name <= PERSON_CHARS && word::is(Kind::Title, &title) && begins_with_surname(&chars[..name])
    })
}

/// Whether a text can be a person's name, or a surname alone. Some characters end no given name:
/// 项目款, 华北区.
pub(super) fn is_person(chars: &[char]) -> bool {
    let is_word =
        matches!(chars.last(), Some('区' | '款' | '期' | '部' | '组' | '类' | '税' | '票'));
    (1..=PERSON_CHARS).contains(&chars.len()) && !is_word && begins_with_surname(chars)
}

fn begins_with_surname(chars: &[char]) -> bool {
    let compound: String = chars.iter().take(2).collect();
    chars.first().is_some_and(|&c| surname::is_single(c)) || surname::is_compound(&compound)
}

pub(super) fn ends_in_form(chars: &[char]) -> bool {
    (2..=chars.len().min(FORM_CHARS)).any(|length| {
        let text: String = chars[chars.len() - length..].iter().collect();
        org::lookup(&text).is_some()
    })
}

/// Whether a name has its form, perhaps with something in brackets behind it.
fn is_whole(chars: &[char]) -> bool {
    ends_in_form(chars) || chars.last().is_some_and(|&c| is_close(c))
}

/// Whether a short text behind a whole name is none of its branches: 项目款, 0571.
fn is_remark(chars: &[char]) -> bool {
    let is_branch = |length: usize| {
        let text: String = chars[chars.len() - length..].iter().collect();
        branch::lookup(&text).is_some()
    };
    (1..=REMARK_CHARS).contains(&chars.len())
        && !(1..=chars.len()).any(is_branch)
        && !ends_in_form(chars)
        && !bracket::is_place(chars)
}

/// Whether a text behind a separator is another name. A dash may also join the two halves of one.
fn is_second_name(separator: char, tail: &[char], text: &str) -> bool {
    if !tail.iter().any(|&c| is_hanzi(c)) {
        return false;
    }
    match separator {
        '-' | '_' | ':' => {
            text.ends_with("公司") && tail.len() > SECOND_NAME_CHARS && !text.ends_with("分公司")
        }
        _ => {
            tail.len() > SECOND_NAME_CHARS || tail.len() == SECOND_NAME_CHARS && ends_in_form(tail)
        }
    }
}
