use super::*;
use proptest::prelude::*;

#[test]
fn reads_what_people_write() {
    let cases = [
        ("2021-03-04", "2021-03-04"),
        ("2021/3/4", "2021-03-04"),
        ("2021.03.04", "2021-03-04"),
        ("２０２１－０３－０４", "2021-03-04"),
        ("20210304", "2021-03-04"),
        ("20210304101112", "2021-03-04"),
        ("2021-03-04 10:11:12", "2021-03-04"),
        ("2021-03-04T10:11:12+08:00", "2021-03-04"),
        ("2021/3/4 上午 10:11", "2021-03-04"),
        ("2021年3月4日", "2021-03-04"),
        ("2021 年 3 月 4 日", "2021-03-04"),
        ("二〇二一年三月四日", "2021-03-04"),
        ("二零二一年十二月三十一日", "2021-12-31"),
        ("2021年3月", "2021-03"),
        ("2021-03", "2021-03"),
        ("202103", "2021-03"),
        ("2021", "2021"),
        ("04/03/2021", "2021-03-04"),
        ("03/25/2021", "2021-03-25"),
        ("25.03.2021", "2021-03-25"),
        ("25032021", "2021-03-25"),
        ("4 Mar 2021", "2021-03-04"),
        ("March 4th, 2021", "2021-03-04"),
        ("Thu, 4 March 2021 10:11", "2021-03-04"),
        ("04-MAR-21", "2021-03-04"),
        ("04-Mar-85", "1985-03-04"),
        ("85.3.4", "1985-03-04"),
        ("民國110年3月4日", "2021-03-04"),
        ("110/03/04", "2021-03-04"),
        ("1100304", "2021-03-04"),
        ("44259", "2021-03-04"),
        ("44259.43", "2021-03-04"),
        ("1614822671", "2021-03-04"),
        ("1614822671000", "2021-03-04"),
        ("1461-01-01", "1461-01-01"),
        ("2000-02-29", "2000-02-29"),
    ];
    for (cell, wanted) in cases {
        let found = Date::normalize(cell).valid().map(|date| date.to_string());
        assert_eq!(found.as_deref(), Some(wanted), "{cell:?}");
    }
}

#[test]
fn tells_missing_from_impossible() {
    for cell in ["", "-", "无", "0000-00-00", "00000000", "9999-12-31", "1900-01-01", "1970/1/1"] {
        assert_eq!(Date::normalize(cell), Normalized::Missing, "{cell:?}");
    }
    let impossible = [
        "2021-02-29",
        "2021-13-13",
        "20211301",
        "2021-04-31",
        "03/04/05",
        "32/01/2021",
        "昨天",
        "12",
        "123",
        "abc",
        "31 Feb 2021",
        "99999999999999999999999",
        "3 4",
    ];
    for cell in impossible {
        assert_eq!(Date::normalize(cell), Normalized::Invalid, "{cell:?}");
    }
}

proptest! {
    /// The day number against counting day by day from its neighbour.
    #[test]
    fn day_numbers_count(days in -350_000..80_000_i32) {
        let date = Date::from_day_number(days).unwrap();
        let next = Date::from_day_number(days + 1).unwrap();
        prop_assert_eq!(date.day_number(), Some(days));
        prop_assert!(date < next);
        prop_assert_eq!(Date::normalize(&date.to_string()).valid().is_some(),
            ![-25_567, 0].contains(&days));
    }

    #[test]
    fn never_panics(cell in "[0-9年月日/. :T一十〇a-zA-Z-]{0,24}") {
        let _ = Date::normalize(&cell);
    }
}
