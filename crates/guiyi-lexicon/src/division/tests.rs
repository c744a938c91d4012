use super::*;

fn codes(text: &str) -> Vec<u32> {
    lookup(text).iter().map(|candidate| candidate.division.code()).collect()
}

#[test]
fn every_line_is_read_and_every_heir_is_current() {
    let lines = crate::table::entries(include_str!("../../data/division.tsv")).count();
    assert_eq!(all().count(), lines);
    assert!(DATA.entries.is_sorted_by(|a, b| a.code < b.code));
    for division in all() {
        assert!(!division.name().is_empty() && !division.short_name().is_empty(), "{division:?}");
        assert!(division.current().iter().all(|heir| heir.is_current()), "{division:?}");
        assert!(!division.current().is_empty(), "{division:?}");
    }
}

#[test]
fn every_division_has_its_place_in_the_hierarchy() {
    for division in all() {
        assert_eq!(division.province().level(), Level::Province, "{division:?}");
        assert!(division.province().contains(division), "{division:?}");
        if division.is_current()
            && matches!(division.level(), Level::County)
            && division.code() / 10_000 < 81
        {
            assert!(
                division.prefecture().is_some_and(|above| above.contains(division)),
                "{division:?}"
            );
        }
    }
}

#[test]
fn names_are_found_in_every_form() {
    let cases: [(&str, &[u32]); 22] = [
        ("太原市", &[140_100]),
        ("太原", &[140_100]),
        ("内蒙古自治区", &[150_000]),
        ("内蒙", &[150_000]),
        ("北京", &[110_000]),
        ("北京市", &[110_000]),
        ("襄樊市", &[420_600]),
        ("襄阳", &[420_600, 420_607]),
        ("吴江市", &[320_509]),
        ("吴江", &[320_509]),
        ("通州", &[110_112, 320_612]),
        ("通州市", &[320_612]),
        ("通县", &[110_112]),
        ("崇文区", &[110_101]),
        ("延边州", &[222_400]),
        ("彭水县", &[500_243]),
        ("绍兴县", &[330_603, 330_600]),
        ("沪", &[310_000]),
        ("石家庄高新区", &[130_171]),
        ("莱芜市", &[370_116]),
        ("台北市", &[710_100]),
        ("hong kong", &[810_000]),
    ];
    for (text, expected) in cases {
        let found = codes(text);
        assert!(expected.iter().all(|code| found.contains(code)), "{text}: {found:?}");
    }
    for text in ["", "犬", "市中", "东京都", "高新区"] {
        assert_eq!(codes(text), [0_u32; 0], "{text}");
    }
}

#[test]
fn an_old_code_leads_to_its_heirs() {
    let cases: [(u32, &[u32]); 8] = [
        (320_584, &[320_509]),
        (320_683, &[320_612]),
        (110_103, &[110_101]),
        (511_200, &[500_101]),
        (371_200, &[370_116]),
        (310_225, &[310_115]),
        (500_112, &[500_157]),
        (420_600, &[420_600]),
    ];
    for (old, expected) in cases {
        let heirs: Vec<u32> = Division::from_code(old)
            .into_iter()
            .flat_map(|old| old.current())
            .map(|heir| heir.code())
            .collect();
        // 莱芜 was a prefecture of two counties.
        assert!(expected.iter().all(|code| heirs.contains(code)), "{old}: {heirs:?}");
    }
}

#[test]
fn prefectures_of_municipalities_and_direct_counties() {
    let prefecture =
        |code| Division::from_code(code).and_then(Division::prefecture).map(Division::code);
    assert_eq!(prefecture(110_105), Some(110_100));
    assert_eq!(prefecture(500_101), Some(500_100));
    assert_eq!(prefecture(500_235), Some(500_100));
    assert_eq!(prefecture(429_004), Some(429_004));
    assert_eq!(prefecture(140_105), Some(140_100));
    assert_eq!(prefecture(140_000), None);
    assert_eq!(prefecture(810_001), None);
    assert_eq!(Division::from_code(999_999), None);
}

#[test]
fn codes_tell_the_level() {
    for division in all() {
        let by_code = match (division.code() % 10_000, division.code() % 100) {
            (0, _) => Level::Province,
            (_, 0) => Level::Prefecture,
            _ => Level::County,
        };
        let level = division.level();
        assert!(
            level == by_code || level == Level::Zone && by_code == Level::County,
            "{division:?}"
        );
    }
}

#[test]
fn area_codes_lead_both_ways() {
    let areas = |code| Division::from_code(code).map_or(&[][..], Division::area_codes).to_vec();
    assert_eq!(areas(140_100), [351]);
    assert_eq!(areas(430_300), [731, 732]);
    let served: Vec<&str> = by_area_code(24).iter().map(|city| city.short_name()).collect();
    assert_eq!(served, ["沈阳", "抚顺", "本溪", "铁岭"]);
    assert!(by_area_code(1).is_empty());
}

#[test]
fn surfaces_are_sorted_folded_and_lead_to_the_present() {
    let texts: Vec<&str> = surfaces().iter().map(Surface::text).collect();
    assert!(texts.is_sorted_by(|a, b| a < b));
    for surface in surfaces() {
        assert_eq!(crate::fold::fold_text(surface.text()), surface.text());
        assert!(!surface.candidates().is_empty());
        assert!(
            surface.candidates().iter().all(|found| found.division.is_current()),
            "{surface:?}"
        );
    }
}
