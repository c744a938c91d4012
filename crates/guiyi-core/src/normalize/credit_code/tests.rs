use super::*;

fn read(cell: &str) -> Option<(CodeKind, Standing, String)> {
    CreditCode::normalize(cell).map(|code| (code.kind(), code.standing(), code.to_string()))
}

#[test]
fn reads_what_people_write() {
    use CodeKind::{Credit, Identity, Organisation, Registration, Taiwan, Tax, Unknown};
    use Standing::{Invalid, Repaired, Valid};
    let cases = [
        ("91350100M000100Y43", Credit, Valid, "91350100M000100Y43"),
        ("９１３５０１００ｍ０００１００ｙ４３", Credit, Valid, "91350100M000100Y43"),
        (" 91 350100 M000100Y4 3\t", Credit, Valid, "91350100M000100Y43"),
        ("'91350100M000100Y43", Credit, Valid, "91350100M000100Y43"),
        ("税号：91350100M000100Y43（新）", Credit, Valid, "91350100M000100Y43"),
        ("9I35O1OOM000100Y43", Credit, Repaired, "91350100M000100Y43"),
        ("9135ol00m000100y43", Credit, Repaired, "91350100M000100Y43"),
        ("9135OLDOM000L00Y43", Unknown, Invalid, "9135OLDOM000L00Y43"),
        ("110108000000016", Registration, Valid, "110108000000016"),
        ("D2143569-X", Organisation, Valid, "D2143569X"),
        ("350100D2143569X", Tax, Valid, "350100D2143569X"),
        ("11010519491231002x", Identity, Valid, "11010519491231002X"),
        ("04595257", Taiwan, Valid, "04595257"),
        ("4595257", Taiwan, Repaired, "04595257"),
        ("旧号 12345-99999 / 91350100M000100Y43", Credit, Valid, "91350100M000100Y43"),
    ];
    for (cell, kind, standing, text) in cases {
        assert_eq!(read(cell), Some((kind, standing, text.to_owned())), "{cell:?}");
    }
}

#[test]
fn keeps_what_fails_its_checks_for_weak_comparison() {
    for cell in
        ["91350100M000100Y44", "9135010OM0001O0Y44", "ABC-1234567", "913501001234567890123456"]
    {
        let code = CreditCode::normalize(cell).unwrap();
        assert_eq!(code.standing(), Standing::Invalid, "{cell}");
        assert_eq!(code.division(), None);
        assert_eq!(code.organisation_code(), None);
        assert_eq!(CreditCode::normalize(&cell.to_lowercase()), Some(code));
    }
}

#[test]
fn nothing_is_missing() {
    let cells = [
        "",
        "  ",
        "无",
        "-",
        "/",
        "000000000000000000",
        "111111111111111",
        "123456789012345678",
        "9.13501E+17",
        "12345",
        "待补充",
        "XXXXXXXXXX",
    ];
    for cell in cells {
        assert_eq!(CreditCode::normalize(cell), None, "{cell:?}");
    }
}

#[test]
fn the_inner_code_meets_the_code_alone() {
    let whole = CreditCode::normalize("91350100D2143569X3");
    assert!(whole.is_some_and(|code| code.organisation_code().is_none()), "wrong check character");
    let alone = CreditCode::normalize("D2143569-X").unwrap().organisation_code();
    let tax = CreditCode::normalize("350100D2143569X").unwrap();
    assert_eq!(tax.organisation_code(), alone);
    assert_eq!(tax.division(), Some(350_100));
    assert_eq!(alone.map(|code| code.to_string()).as_deref(), Some("D2143569X"));
    let credit = CreditCode::normalize("91350100M000100Y43").unwrap();
    assert_eq!(credit.division(), Some(350_100));
    assert_eq!(
        credit.organisation_code().map(|code| code.to_string()).as_deref(),
        Some("M000100Y4")
    );
}

#[test]
fn is_one_word_even_when_optional() {
    assert_eq!(size_of::<Option<CreditCode>>(), 16);
}
