//! Properties every normalizer has, whatever the cell: it does not panic, another width of the
//! same characters changes nothing, and what was normal stays as it is.

use proptest::prelude::*;

use super::*;

/// Cells like those of customer files, and like nothing at all.
fn cell() -> impl Strategy<Value = String> {
    let likely = proptest::collection::vec(
        prop_oneof![
            "[0-9]{1,18}",
            "[A-Za-z]{1,6}",
            Just("０７".to_string()),
            proptest::sample::select(
                "省 市 区 县 镇 乡 村 路 街 号 栋 楼 室 转 - / 、 ( ) （ ） # + 86 . @ 年 月 日 万 亿 元 太原 北京 朝阳 \
                 山西 王 张 欧阳 总 经理 之 甲 附 第 弄 段 组 大道 大厦 市场 里 与 ： ， 　 \u{200b} \u{fffd} 🏠 é ㈱"
                    .split(' ')
                    .map(String::from)
                    .collect::<Vec<_>>()
            ),
        ],
        0..12,
    )
    .prop_map(|pieces| pieces.concat());
    prop_oneof![4 => likely, 1 => ".{0,40}"]
}

/// The same text with its ASCII in full width.
fn wide(text: &str) -> String {
    let widen = |c: char| match c {
        '!'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        ' ' => '\u{3000}',
        _ => c,
    };
    text.chars().map(widen).collect()
}

/// All that is read from a cell, printed.
fn read_all(cell: &str) -> String {
    let address = Address::normalize(cell, None);
    format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?} {:?}\n{:?}",
        CreditCode::normalize(cell),
        phones(cell, Some(351)),
        emails(cell),
        persons(cell),
        Date::normalize(cell),
        Amount::normalize(cell),
        Postcode::normalize(cell),
        Text::normalize(cell),
        address.as_ref().map(|address| (
            address.text().to_string(),
            address.parts(),
            address.words()
        )),
        address.as_ref().map(|address| address.division()),
        Testimony::column(Witness::City, cell, None),
    )
}

proptest! {
    #[test]
    fn no_cell_panics_and_width_does_not_count(cell in cell()) {
        prop_assert_eq!(read_all(&cell), read_all(&wide(&cell)));
    }

    #[test]
    fn folded_text_is_a_fixpoint(cell in cell()) {
        let once = text::folded(&cell);
        prop_assert_eq!(text::folded(&once), once);
    }

    /// One line however it is written.
    #[test]
    fn a_landline_is_one_number_in_every_style(
        area in proptest::sample::select(vec!["10", "21", "351", "755", "571"]),
        local in 2_000_000_u64..8_999_999,
        style in 0..9_usize,
    ) {
        let local = if area.len() == 2 { format!("6{local}") } else { local.to_string() };
        let plain = phones(&format!("0{area}-{local}"), None);
        prop_assume!(!plain.is_empty());
        let (head, tail) = local.split_at(local.len() - 4);
        let written = [
            format!("0{area}{local}"),
            format!("(0{area}){local}"),
            format!("（0{area}）{head} {tail}"),
            format!("+86-{area}-{local}"),
            format!("0086 {area} {head}-{tail}"),
            format!("86-0{area}-{local}"),
            format!("{area}{local}"),
            format!("电话：0{area}－{local}转801"),
            format!("0{area}-{local}/13512345067"),
        ];
        let found = phones(&written[style], None);
        prop_assert_eq!(found[0].number(), plain[0].number(), "{}", written[style]);
        let completed = phones(&local, area.parse().ok());
        prop_assert_eq!(completed[0].number(), plain[0].number());
    }

    /// What a house number says survives the ways of writing it.
    #[test]
    fn a_house_is_one_house_in_every_style(number in 1..9999_u32, room in 101..2999_u32, style in 0..6_usize) {
        let plain = format!("山西省太原市迎泽区解放路{number}号3栋{room}室");
        let written = [
            format!("太原解放路{number}号3栋{room}"),
            format!("解放路{number}号 3幢{room}房"),
            format!("迎泽区解放路{number}#3号楼{room}"),
            format!("中国山西太原迎泽区桥东街道解放路{number}号3座{room}室"),
            format!("030001太原市迎泽区解放路 {number} 号（金茂大厦旁）3栋 {room} 室"),
            wide(&plain),
        ];
        let parts = |cell: &str| Address::normalize(cell, None).map(|address| address.parts());
        let agreement = parts(&plain).zip(parts(&written[style])).map(|(a, b)| a.agreement(b));
        prop_assert_eq!(agreement, Some(AddressAgreement::Room), "{}", written[style]);
    }
}
