//! What holds for every text.

use guiyi_name::{CompanyName, Note, Parser, PartKind};
use proptest::prelude::*;

/// Every character of the folded text but spaces lies in a part, and in one only; but a bracket in
/// the middle of a word lies in that word's span too.
fn check_cover(name: &CompanyName) {
    let folded: Vec<char> = name.folded().text().chars().collect();
    let mut seen = vec![0; folded.len()];
    for part in name.parts() {
        assert!(part.chars.range().end <= folded.len(), "{part:?} lies outside {folded:?}");
        for at in part.chars.range() {
            seen[at] += 1;
        }
        assert!(!part.kind.is_in_core() || !name.text(part).is_empty(), "{part:?} is empty");
    }
    let misplaced = name.notes().contains(Note::RegionMisplaced);
    let is_bracket = |at: usize| matches!(folded[at], '(' | ')' | '[' | ']');
    let is_enclosed = |at: usize| {
        name.parts().iter().any(|part| {
            let range = part.chars.range();
            range.contains(&at) && is_bracket(range.start) && range.len() > 1
        })
    };
    for (at, &count) in seen.iter().enumerate() {
        assert!(count > 0 || folded[at] == ' ', "{folded:?} at {at} lies in no part of {name:?}");
        assert!(
            count <= 1 || misplaced || is_enclosed(at),
            "{folded:?} at {at} lies in two parts of {name:?}"
        );
    }
}

/// The parts of the core stand in its order and make it up, spaces between Latin words apart.
fn check_core(name: &CompanyName) {
    let parts = name.parts().iter().filter(|part| part.kind.is_in_core());
    let joined: String = parts.map(|part| name.text(part)).collect();
    let without_spaces = |text: &str| text.replace(' ', "");
    assert_eq!(without_spaces(&joined), without_spaces(name.core()));
    assert!(name.core().starts_with(name.head()));
}

fn check(raw: &str) {
    let name = Parser::new().parse(raw);
    check_cover(&name);
    check_core(&name);
    for part in name.parts() {
        let original = name.original(part);
        assert!(original.is_none_or(|range| raw.get(range).is_some()));
    }
    let read_all = (
        name.regions().count(),
        name.industry().count(),
        name.branches().map(|branch| branch.proper_name.len()).sum::<usize>(),
        name.trade_head(),
        name.org_form(),
        name.former_names().count(),
    );
    std::hint::black_box(read_all);
}

/// Texts put together from the material of names.
fn name_like() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "太原",
        "山西",
        "北京",
        "朝阳",
        "市",
        "县",
        "恒源",
        "三",
        "第一",
        "鑫",
        "商贸",
        "煤业",
        "科技",
        "发展",
        "有限公司",
        "有限公",
        "公司",
        "厂",
        "集团",
        "（",
        "）",
        "【",
        "】",
        "停用",
        "张总",
        "-",
        "/",
        "分公司",
        "店",
        "支行",
        "ABB",
        " ",
        "7",
        "?",
        "�",
        "原",
        "中国",
        "co.,ltd",
        "·",
        "、",
        "有限合伙",
        "区",
        "恒商泰贸",
        "恒塑",
        "泰料",
    ]);
    prop::collection::vec(word, 0..12).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn parts_cover_the_text(raw in name_like()) {
        check(&raw);
    }

    #[test]
    fn any_text_is_read(raw in any::<String>()) {
        check(&raw);
    }

    #[test]
    fn reading_is_the_same_every_time(raw in name_like()) {
        let parser = Parser::new();
        prop_assert_eq!(format!("{:?}", parser.parse(&raw)), format!("{:?}", parser.parse(&raw)));
    }
}

#[test]
fn hostile_texts_are_read() {
    let texts = [
        "有限公司".repeat(10_000),
        "（".repeat(10_000) + &"）".repeat(10_000),
        "（）".repeat(10_000),
        "\u{301}".repeat(50_000),
        format!("山西{}", "\u{301}".repeat(50_000)),
        "第一".repeat(20_000),
        "a ".repeat(50_000),
        "-".repeat(100_000),
        "停用".repeat(20_000),
        "\u{202E}".repeat(30_000),
        "灞".repeat(30_000),
        "灞辫タ".repeat(30_000),
        "厂原名".repeat(30_000),
        "有限公司".repeat(87_000),
        "?".repeat(30_000),
        "字(jīng)".repeat(5_000),
        "\u{FDFA}".repeat(10_000),
    ];
    for text in texts {
        check(&text);
        let notes = Parser::new().parse(&text).notes();
        assert!(!notes.is_empty(), "{}…", text.chars().take(8).collect::<String>());
    }
}

#[test]
fn a_long_text_says_so() {
    let name = Parser::new().parse(&"太原恒源商贸".repeat(3_000));
    assert!(name.notes().contains(Note::TooLong));
    assert!(name.parts().iter().any(|part| part.kind == PartKind::Surplus));
}
