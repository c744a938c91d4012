//! What typing, converting and decoding do to characters.

use crate::vocabulary::Vocabulary;
use encoding_rs::{BIG5, GB18030};
use guiyi_lexicon::{fold, lookalike, reading};
use std::collections::BTreeMap;

/// Knows which characters stand for which.
#[derive(Clone, Debug)]
pub(crate) struct Typist {
    /// A traditional form of a simplified character, the one Taiwan's character set has.
    traditional: BTreeMap<char, char>,
    /// The characters of the vocabulary by their readings: what is common enough to be typed by mistake.
    by_reading: BTreeMap<reading::Syllable, Vec<char>>,
}

/// Characters Taiwan's set has too, in a sense of their own, which names yet write in the traditional form.
const PREFERRED: &[(char, char)] =
    &[('台', '臺'), ('云', '雲'), ('丰', '豐'), ('后', '後'), ('制', '製')];

impl Typist {
    pub(crate) fn new(words: &Vocabulary) -> Typist {
        let mut traditional: BTreeMap<char, char> = BTreeMap::new();
        for c in '\u{4e00}'..='\u{9fff}' {
            let folded = fold::fold_char(c);
            if folded != c && in_big5(c) && !in_big5(folded) {
                traditional.entry(folded).or_insert(c);
            }
        }
        traditional.extend(PREFERRED.iter().copied());
        let mut by_reading: BTreeMap<reading::Syllable, Vec<char>> = BTreeMap::new();
        for c in words.characters() {
            for &syllable in reading::readings(c) {
                by_reading.entry(syllable).or_default().push(c);
            }
        }
        Typist { traditional, by_reading }
    }

    /// Common characters that sound as `c` does.
    pub(crate) fn homophones(&self, c: char) -> Vec<char> {
        let sets = reading::readings(c).iter().filter_map(|syllable| self.by_reading.get(syllable));
        sets.flatten().copied().filter(|&other| other != c).collect()
    }

    /// Characters that look as `c` does.
    pub(crate) fn lookalikes(&self, c: char) -> Vec<char> {
        lookalike::of(c).to_vec()
    }

    /// The text as a firm in Taiwan would write it, as far as single characters tell.
    pub(crate) fn traditional(&self, text: &str) -> String {
        text.chars().map(|c| self.traditional.get(&c).copied().unwrap_or(c)).collect()
    }

    /// The text's UTF-8 bytes read as GB 18030; none where the way back is lost.
    pub(crate) fn misread(&self, text: &str) -> Option<String> {
        let (misread, _, failed) = GB18030.decode(text.as_bytes());
        let (back, _, lost) = GB18030.encode(&misread);
        (!failed && !lost && back == text.as_bytes()).then(|| misread.into_owned())
    }
}

fn in_big5(c: char) -> bool {
    let (_, _, lost) = BIG5.encode(c.encode_utf8(&mut [0; 4]));
    !lost
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_text_folds_back() {
        let typist = Typist::new(&Vocabulary::new());
        assert_eq!(typist.traditional("台湾联电发展实业"), "臺灣聯電發展實業");
        let text = "广州云帆纺织有限公司";
        assert_eq!(fold::fold_text(&typist.traditional(text)), text);
    }

    #[test]
    fn misreading_is_undone_or_not_done() {
        let typist = Typist::new(&Vocabulary::new());
        let misread = typist.misread("山西煤业有限公司").unwrap();
        assert_eq!(GB18030.encode(&misread).0.as_ref(), "山西煤业有限公司".as_bytes());
        assert_eq!(
            typist.misread("徐州云帆"),
            typist.misread("徐州云帆").filter(|text| !text.contains('\u{fffd}'))
        );
    }

    #[test]
    fn mistakes_sound_or_look_alike() {
        let typist = Typist::new(&Vocabulary::new());
        let homophones = typist.homophones('源');
        assert!(homophones.contains(&'元') && !homophones.contains(&'源'));
        assert!(typist.lookalikes('未').contains(&'末'));
    }
}
