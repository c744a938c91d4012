//! A name's parts as a table for people, in the order in which they were written.

use guiyi_lexicon::{alias, trade};
use guiyi_name::{CompanyName, Part, PartKind, Region, TradeUnit};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::words::word;
use crate::lang::tr;
use crate::table::aligned;

/// Widest cell, in columns of the terminal; what is longer ends in an ellipsis.
const CELL_COLUMNS: usize = 48;

/// The name, a line for each part, what is known about the whole, and the notes.
pub fn table(raw: &str, name: &CompanyName) -> String {
    let mut parts: Vec<&Part> =
        name.parts().iter().filter(|part| part.kind != PartKind::Punctuation).collect();
    let meanings = Meanings::new(name);
    let mut rows = Vec::new();
    if !parts.is_empty() {
        let head = ["part", "text", "written", "from", "meaning"];
        rows.push(head.map(|of| word(of).to_owned()).to_vec());
    }
    parts.sort_by_key(|part| part.chars.start);
    for part in parts {
        rows.push(vec![
            word(part.kind.name()).to_owned(),
            cell(name.text(part)),
            cell(name.original(part).and_then(|range| raw.get(range)).unwrap_or("")),
            word(part.source.name()).to_owned(),
            meanings.of(part),
        ]);
    }
    let mut out = cell(raw) + "\n" + &aligned(&rows);
    if !name.core().is_empty() {
        out += &format!("  {}{}\n", word("core: "), cell(name.core()));
    }
    if let Some(known) = name.alias() {
        let full = alias::organisation(known.organisation).full;
        out += &format!("  {}{full}\n", word("known as: "));
    }
    if name.is_placeholder() {
        out += &format!("  {}\n", word("placeholder: names no customer"));
    }
    for note in name.notes().iter() {
        out += &format!("  {}{} ({})\n", word("note: "), tr(note.sentence()), note.name());
    }
    out
}

/// What the lexicons know of the parts.
struct Meanings<'a> {
    name: &'a CompanyName,
    /// The regions, each with its part's place among the parts.
    regions: Vec<(usize, Region<'a>)>,
}

impl<'a> Meanings<'a> {
    fn new(name: &'a CompanyName) -> Meanings<'a> {
        let is_region = |kind| matches!(kind, PartKind::Region | PartKind::BranchRegion);
        let parts = name.parts().iter().enumerate().filter(|(_, part)| is_region(part.kind));
        Meanings { name, regions: parts.map(|(at, _)| at).zip(name.regions()).collect() }
    }

    fn of(&self, part: &Part) -> String {
        let name = self.name;
        match part.kind {
            PartKind::Region | PartKind::BranchRegion => self.place(part),
            PartKind::Industry => {
                let text = name.text(part);
                name.industry().find(|unit| unit.text == text).map_or(String::new(), concept)
            }
            PartKind::OrgForm => {
                name.org_form().map_or(String::new(), |form| word(form.class.name()).to_owned())
            }
            PartKind::Ordinal | PartKind::BranchOrdinal => number(name, part),
            PartKind::BranchForm => {
                let text = name.text(part);
                let branch = name.branches().find(|branch| branch.form == text);
                let kind = branch.and_then(|branch| branch.kind);
                kind.map_or(String::new(), |kind| word(kind.name()).to_owned())
            }
            PartKind::Marker => {
                let status: Vec<&str> = name.status().names().map(word).collect();
                status.join(word(", "))
            }
            _ => String::new(),
        }
    }

    /// The divisions a region may be.
    fn place(&self, part: &Part) -> String {
        let region = self.regions.iter().find(|(at, _)| self.name.parts().get(*at) == Some(part));
        let divisions = region.map_or(&[][..], |(_, region)| region.candidates);
        let texts: Vec<String> = divisions
            .iter()
            .map(|division| format!("{} {}", division.code(), division.name()))
            .collect();
        cell(&texts.join(word(" or ")))
    }
}

/// The number among those of the name that a part writes.
fn number(name: &CompanyName, part: &Part) -> String {
    let of_kind = |other: &&Part| other.kind == part.kind;
    let at = name.parts().iter().filter(of_kind).position(|other| other == part);
    let number = at.and_then(|at| match part.kind {
        PartKind::Ordinal => name.ordinals().get(at).copied(),
        _ => name.branches().filter_map(|branch| branch.number).nth(at),
    });
    number.map_or(String::new(), |number| number.to_string())
}

fn concept(unit: TradeUnit) -> String {
    match unit.strict.map(trade::strict) {
        Some(_) if unit.is_modifier => word("says little").to_owned(),
        Some(concept) if concept.name != unit.text => format!("= {}", concept.name),
        Some(_) => String::new(),
        None => word("unknown trade").to_owned(),
    }
}

/// A text fit for a cell: short, and without characters that move the cursor.
fn cell(text: &str) -> String {
    let is_shown = |c: &char| c.width().is_some() && !is_bidi(*c);
    let shown: String = text.chars().filter(is_shown).collect();
    if shown.width() <= CELL_COLUMNS {
        return shown;
    }
    let mut columns = 0;
    let fits = |c: &char| {
        columns += c.width().unwrap_or(0);
        columns < CELL_COLUMNS
    };
    shown.chars().take_while(fits).chain(['…']).collect()
}

/// Characters that turn the direction of writing.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn cells_are_short_and_move_no_cursor() {
        assert_eq!(cell("太原\u{1b}[2J恒源\u{202E}"), "太原[2J恒源");
        assert_eq!(cell(&"源".repeat(100)).chars().count(), 24);
        assert_eq!(cell("恒源"), "恒源");
    }
}
