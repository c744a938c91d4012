//! Addresses in Latin letters.

use guiyi_lexicon::division::{self, Form};

use super::{AddressParts, HouseNumber, part};
use crate::normalize::place::Located;

/// The parts of the folded `text`: a number, the words before a word for "road", rooms and floors.
pub fn parts(text: &str) -> AddressParts {
    let words: Vec<&str> =
        text.split([' ', ',', '.', ';']).filter(|word| !word.is_empty()).collect();
    let mut parts = AddressParts::default();
    let street =
        words.iter().skip(1).position(|word| kind_of_road(word).is_some()).map(|at| at + 1);
    let mut number = None;
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        let next = words.get(at + 1).copied().unwrap_or("");
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        if matches!(word, "no" | "number" | "#") && next.starts_with(|c: char| c.is_ascii_digit()) {
            number = Some(next);
            at += 1;
        } else if ROOMS.contains(&word) && !next.is_empty() {
            parts.room = part(next);
            at += 1;
        } else if is_floor(word, next) && !digits.is_empty() {
            if parts.room == 0 {
                parts.room = part(&format!("{digits}f"));
            }
        } else if number.is_none()
            && street.is_none_or(|street| at < street)
            && word.starts_with(|c: char| c.is_ascii_digit())
        {
            number = Some(word);
        }
        at += 1;
    }
    parts.number = number.and_then(HouseNumber::read).unwrap_or_default();
    if let Some(road) = street.and_then(|street| road(&words, street)) {
        parts.road = part(&road);
    }
    parts
}

/// The place named by the last words: `…, Taipei, Taiwan`.
pub fn locate(text: &str) -> Located {
    let words = text.split([' ', ',', '.', ';']).filter(|word| !word.is_empty());
    let mut located = Located::default();
    for word in words {
        let found = division::lookup(word);
        let places = found.iter().filter(|place| place.form == Form::Latin);
        let places: Vec<_> = places.map(|place| place.division).collect();
        let Some(first) = places.first() else { continue };
        // The finest of what is named, wherever it stands.
        let finer = located.possible.iter().all(|known| known.level() <= first.level());
        if finer {
            located.possible = places.into();
        }
    }
    located
}

/// The road's words before position `street`, with its kind in one spelling.
fn road(words: &[&str], street: usize) -> Option<String> {
    let kind = kind_of_road(words.get(street)?)?;
    let mut name: Vec<&str> = words[..street]
        .iter()
        .rev()
        .take(MOST_ROAD_WORDS)
        .take_while(|word| !word.contains(|c: char| c.is_ascii_digit()) && !STOPS.contains(word))
        .copied()
        .collect();
    name.reverse();
    (!name.is_empty()).then(|| format!("{}{kind}", name.concat()))
}

/// Words of a road's name: `North Second Ring`.
const MOST_ROAD_WORDS: usize = 3;

/// Words no road's name goes across.
const STOPS: [&str; 9] = ["no", "number", "fl", "floor", "f", "room", "rm", "suite", "sec"];

const ROOMS: [&str; 8] = ["room", "rm", "suite", "unit", "apt", "apartment", "flat", "villa"];

fn is_floor(word: &str, next: &str) -> bool {
    let floor = ["f", "fl", "floor", "/f"];
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let ordinal = digits.strip_prefix("th").or_else(|| digits.strip_prefix("rd"));
    let tail = ordinal.or_else(|| digits.strip_prefix("nd")).or_else(|| digits.strip_prefix("st"));
    floor.contains(&tail.unwrap_or(digits)) || (tail == Some("") && floor.contains(&next))
}

/// One spelling for each kind of road.
fn kind_of_road(word: &str) -> Option<&'static str> {
    KINDS.iter().find(|(written, _)| *written == word).map(|(_, kind)| *kind)
}

const KINDS: [(&str, &str); 31] = [
    ("street", "st"),
    ("st", "st"),
    ("road", "rd"),
    ("rd", "rd"),
    ("avenue", "ave"),
    ("ave", "ave"),
    ("lane", "ln"),
    ("ln", "ln"),
    ("drive", "dr"),
    ("dr", "dr"),
    ("place", "pl"),
    ("pl", "pl"),
    ("court", "ct"),
    ("ct", "ct"),
    ("crescent", "cres"),
    ("cres", "cres"),
    ("circuit", "cct"),
    ("cct", "cct"),
    ("close", "cl"),
    ("way", "way"),
    ("boulevard", "blvd"),
    ("blvd", "blvd"),
    ("terrace", "tce"),
    ("tce", "tce"),
    ("parade", "pde"),
    ("pde", "pde"),
    ("highway", "hwy"),
    ("hwy", "hwy"),
    ("square", "sq"),
    ("grove", "gr"),
    ("loop", "loop"),
];
