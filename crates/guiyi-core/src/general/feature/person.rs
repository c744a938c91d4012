//! Names of persons, taken apart.

use crate::normalize::person::persons;
use crate::normalize::text::is_han;

/// The parts of one person's name, each folded, perhaps empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The given name.
    pub given: String,
    /// The family name.
    pub surname: String,
    /// What else the full name says, words separated by spaces.
    pub others: String,
}

impl Parts {
    /// The parts from the folded cells there are. `full` may repeat `given` and `surname`: what it
    /// says beyond them are the other names.
    pub fn new(given: &str, surname: &str, full: &str) -> Parts {
        if given.is_empty() && surname.is_empty() {
            return Parts::split(full);
        }
        let (given, surname, full) = (words(given), words(surname), words(full));
        let told = |word: &&str| given.split(' ').chain(surname.split(' ')).any(|own| own == *word);
        let others: Vec<&str> = full.split(' ').filter(|word| !told(word)).collect();
        let others = others.join(" ");
        Parts { given, surname, others }
    }

    /// A full name alone: the first word is the given name, the last the family name. A name in Han
    /// characters has its family name in front.
    fn split(full: &str) -> Parts {
        if full.chars().any(is_han) {
            return Parts::split_han(full);
        }
        let full = words(full);
        let words: Vec<&str> = full.split(' ').filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [] => Parts::default(),
            [only] => Parts { given: (*only).into(), ..Parts::default() },
            [first, others @ .., last] => {
                Parts { given: (*first).into(), surname: (*last).into(), others: others.join(" ") }
            }
        }
    }

    fn split_han(full: &str) -> Parts {
        let persons = persons(full);
        let parts = |person: &crate::normalize::Person| Parts {
            given: person.given().into(),
            surname: person.surname().into(),
            others: String::new(),
        };
        persons.first().map(parts).unwrap_or_default()
    }
}

/// A folded name as words: apostrophes are dropped, other punctuation separates.
fn words(folded: &str) -> String {
    let mut text = String::with_capacity(folded.len());
    for c in folded.chars() {
        match c {
            '\'' | '’' | '`' => {}
            c if c.is_alphanumeric() => text.push(c),
            _ if text.is_empty() || text.ends_with(' ') => {}
            _ => text.push(' '),
        }
    }
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(given: &str, surname: &str, full: &str) -> [String; 3] {
        let Parts { given, surname, others } = Parts::new(given, surname, full);
        [given, surname, others]
    }

    #[test]
    fn takes_names_apart() {
        assert_eq!(parts("", "", "mary ann o'brien"), ["mary", "obrien", "ann"]);
        assert_eq!(parts("mary", "o'brien", "mary ann o'brien"), ["mary", "obrien", "ann"]);
        assert_eq!(parts("mary-jane", "lee", ""), ["mary jane", "lee", ""]);
        assert_eq!(parts("", "", "plato"), ["plato", "", ""]);
        assert_eq!(parts("", "", "张伟"), ["伟", "张", ""]);
        assert_eq!(parts("", "", "欧阳静宜先生（老客户）"), ["静宜", "欧阳", ""]);
        assert_eq!(parts("", "", ""), ["", "", ""]);
    }
}
