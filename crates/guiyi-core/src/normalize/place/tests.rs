use super::*;
use crate::normalize::{CreditCode, phones};

fn codes(told: &Testimony) -> Vec<u32> {
    told.places.iter().map(|place| place.code()).collect()
}

#[test]
fn reads_columns_as_people_fill_them() {
    let cases: [(Witness, &str, Option<u32>, &[u32]); 17] = [
        (Witness::Province, "山西", None, &[140_000]),
        (Witness::Province, "山西省", None, &[140_000]),
        (Witness::Province, "内蒙", None, &[150_000]),
        (Witness::Province, "沪", None, &[310_000]),
        (Witness::Province, "tj", None, &[120_000]),
        (Witness::Province, "Ｇuangdong", None, &[440_000]),
        (Witness::Province, "吉林", None, &[220_000]),
        (Witness::City, "太 原", None, &[140_100]),
        (Witness::City, "太原市", None, &[140_100]),
        (Witness::City, "吉林", None, &[220_200]),
        (Witness::City, "新乡", None, &[410_700]),
        (Witness::City, "大理", None, &[532_900]),
        (Witness::City, "房山", None, &[110_111]),
        (Witness::City, "河东", Some(120_000), &[120_102]),
        (Witness::City, "西青市", Some(120_000), &[120_111]),
        (Witness::City, "山西太原", None, &[140_100]),
        (Witness::City, "暂无", None, &[]),
    ];
    for (witness, cell, within, wanted) in cases {
        let told = Testimony::column(witness, cell, within.and_then(Division::from_code));
        assert_eq!(codes(&told), wanted, "{cell}");
    }
}

#[test]
fn witnesses_add_up_to_the_finest_place() {
    let at = |witness, code: u32| Testimony::new(witness, Division::from_code(code));
    let namesakes = Testimony::column(Witness::Name, "朝阳", None);
    let cases: [(&[Testimony], Option<u32>, Option<Level>); 7] = [
        (&[], None, None),
        (&[at(Witness::Province, 140_000), at(Witness::City, 140_100)], Some(140_100), None),
        (&[at(Witness::City, 140_100), at(Witness::CreditCode, 140_106)], Some(140_106), None),
        (
            &[
                at(Witness::City, 140_100),
                at(Witness::Address, 140_105),
                at(Witness::AreaCode, 110_100),
            ],
            Some(140_105),
            Some(Level::Province),
        ),
        (
            &[
                at(Witness::Name, 140_200),
                at(Witness::City, 140_100),
                at(Witness::Address, 140_105),
            ],
            Some(140_105),
            Some(Level::Prefecture),
        ),
        (&[Testimony::column(Witness::Name, "朝阳", None)], None, None),
        (&[namesakes, at(Witness::Province, 220_000)], Some(220_104), None),
    ];
    for (testimonies, wanted, conflict) in cases {
        let place = Place::weigh(testimonies);
        assert_eq!(place.division().map(Division::code), wanted, "{testimonies:?}");
        assert_eq!(place.conflict(), conflict, "{testimonies:?}");
    }
}

#[test]
fn codes_and_telephones_speak_of_places() {
    let code = CreditCode::normalize("91350100M000100Y43").unwrap();
    assert_eq!(codes(&Testimony::credit_code(code)), [350_100]);
    assert_eq!(codes(&Testimony::phone(phones("0351-7042156", None)[0])), [140_100]);
    assert_eq!(codes(&Testimony::phone(phones("13512345067", None)[0])), [0; 0]);
}

#[test]
fn says_how_two_places_clash() {
    let of = |code| Division::from_code(code).unwrap();
    let cases = [
        (140_100, 140_106, None),
        (140_105, 140_106, Some(Level::County)),
        (140_105, 140_213, Some(Level::Prefecture)),
        (140_105, 610_102, Some(Level::Province)),
        (130_171, 130_102, None),
    ];
    for (a, b, wanted) in cases {
        assert_eq!(clash(of(a), of(b)), wanted);
        assert_eq!(clash(of(b), of(a)), wanted);
    }
}

proptest::proptest! {
    /// The quick look for a division inside all others finds what weighing them finds.
    #[test]
    fn the_innermost_is_the_heaviest(
        told in proptest::collection::vec((0..4_usize, proptest::collection::vec(0..12_usize, 0..4)), 0..6),
    ) {
        const CODES: [u32; 12] = [
            500_000, 500_100, 500_200, 500_231, 500_103, 140_000, 140_100, 140_105, 140_106, 429_004,
            420_000, 130_171,
        ];
        const WITNESSES: [Witness; 4] =
            [Witness::Name, Witness::Province, Witness::City, Witness::AreaCode];
        let mut hearing = Hearing::default();
        for (witness, places) in told {
            let places = places.into_iter().filter_map(|at| Division::from_code(CODES[at]));
            hearing.hear(&Testimony { witness: WITNESSES[witness], places: places.collect() });
            let innermost = hearing.find_innermost().map(|inner| inner.division);
            if innermost.is_some() {
                proptest::prop_assert_eq!(hearing.heaviest(), innermost);
            }
            let found = innermost.or_else(|| hearing.heaviest());
            proptest::prop_assert_eq!(hearing.division(), found);
        }
    }
}
