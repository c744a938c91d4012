//! What linking promises whatever the rows: the same verdicts in any order, one row told what it is
//! told among others, and agreement with a run over everything.

// A failing test panics; that is its way of speaking.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use guiyi_core::dedupe::dedupe;
use guiyi_core::index::codec::{HEAD, sealed};
use guiyi_core::link::{Linked, Master, Mode, Verdict, link};
use guiyi_core::pipeline::Unobserved;
use guiyi_core::settings::Settings;
use guiyi_core::{Records, Role, Source, TableBuilder};
use proptest::prelude::*;

const ROLES: [Role; 5] =
    [Role::RecordId, Role::CompanyName, Role::Phone, Role::City, Role::Address];

type Row = [String; 5];

/// Rows with few distinct values, so that many of them meet.
fn rows(prefix: &'static str, most: usize) -> impl Strategy<Value = Vec<Row>> {
    let name = prop_oneof![
        Just("太原恒源商贸有限公司"),
        Just("太原市恒源贸易公司"),
        Just("恒源商贸"),
        Just("太原恒原商贸有限公司"),
        Just("太原恒源商贸有限公司迎泽分公司"),
        Just("大同恒源商贸有限公司"),
        Just("山西煤业"),
        Just("山西煤矿"),
        Just("晋中鑫辉建材有限公司"),
        Just("散客"),
        Just(""),
    ];
    let phone = prop_oneof![Just(""), Just("13934567812"), Just("0351-7654321")];
    let city = prop_oneof![Just(""), Just("太原"), Just("大同")];
    let address = prop_oneof![Just(""), Just("太原市小店区长风街125号"), Just("长风街125号3层")];
    proptest::collection::vec((name, phone, city, address), 1..most).prop_map(move |rows| {
        let text = |it: &str| it.to_string();
        rows.iter()
            .enumerate()
            .map(|(at, it)| {
                [format!("{prefix}{at}"), text(it.0), text(it.1), text(it.2), text(it.3)]
            })
            .collect()
    })
}

fn source(name: &str, rows: &[Row]) -> Source {
    let mut builder = TableBuilder::new(["id", "名称", "电话", "城市", "地址"]);
    for (at, row) in rows.iter().enumerate() {
        builder.push(at as u64 + 2, row.iter().map(String::as_str));
    }
    Source { name: name.into(), table: builder.finish(), roles: ROLES.to_vec() }
}

fn linked(master: &[Row], new: &[Row], mode: Mode) -> Linked {
    let settings = Settings::default();
    let (master, new) = (source("master", master), vec![source("new", new)]);
    link(master, new, &settings, &settings.options(), mode, &Unobserved).unwrap()
}

/// Verdict, customer and probability by the row's key.
fn told(linked: &Linked) -> BTreeMap<String, (Verdict, String, i32)> {
    let rows = linked.rows.iter().zip(&linked.answers);
    rows.map(|(&id, answer)| {
        let nearest = answer.candidates.first();
        let customer = nearest.map_or("", |it| linked.customers.id(it.customer)).to_string();
        let weight = nearest.map_or(0, |it| it.weight.parts());
        (linked.records.key(id).to_string(), (answer.verdict, customer, weight))
    })
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn order_does_not_matter(
        master in rows("m", 20),
        (new, shuffled) in rows("n", 20).prop_flat_map(|rows| {
            (Just(rows.clone()), Just(rows).prop_shuffle())
        }),
        one_to_one: bool,
    ) {
        let mode = Mode { one_to_one, link_only: false };
        prop_assert_eq!(told(&linked(&master, &new, mode)), told(&linked(&master, &shuffled, mode)));
        let mut turned = master.clone();
        turned.reverse();
        prop_assert_eq!(told(&linked(&master, &new, mode)), told(&linked(&turned, &new, mode)));
    }

    /// Without a look at each other, rows are told together what each is told alone.
    #[test]
    fn company_does_not_matter(master in rows("m", 20), new in rows("n", 8)) {
        let mode = Mode { link_only: true, one_to_one: false };
        let together = told(&linked(&master, &new, mode));
        let settings = Settings::default();
        let own = Records::new(vec![source("master", &master)]);
        let mut frozen = Master::new(&own, &settings, &settings.options(), &Unobserved).unwrap();
        for row in &new {
            let alone = Records::new(vec![source("new", std::slice::from_ref(row))]);
            let answers = frozen.answer(&alone, mode, &Unobserved);
            let (verdict, customer, weight) = &together[&row[0]];
            prop_assert_eq!(answers[0].verdict, *verdict);
            let nearest = answers[0].candidates.first();
            let id = nearest.map_or("", |it| frozen.customers().id(it.customer));
            prop_assert_eq!(id, customer.as_str());
            prop_assert_eq!(nearest.map_or(0, |it| it.weight.parts()), *weight);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// What is inside an index may be anything: its checksum shows accidents, not intent. It is refused,
    /// or it answers something.
    #[test]
    fn a_forged_index_is_survived(
        at: prop::sample::Index,
        bytes in proptest::collection::vec(any::<u8>(), 1..9),
        new in rows("n", 4),
    ) {
        let settings = Settings::default();
        let own = Records::new(vec![source("master", &firms())]);
        let master = Master::new(&own, &settings, &settings.options(), &Unobserved).unwrap();
        let mut body = master.to_bytes().split_off(HEAD);
        let place = at.index(body.len());
        for (slot, byte) in body[place..].iter_mut().zip(bytes) {
            *slot = byte;
        }
        if let Ok(mut forged) = Master::from_bytes(sealed(&body)) {
            let rows = Records::new(vec![source("new", &new)]);
            for answer in forged.answer(&rows, Mode::default(), &Unobserved) {
                let named = answer.candidates.iter();
                named.for_each(|it| assert!(forged.customers().id(it.customer).len() < 1000));
            }
        }
    }
}

/// Names, phones and cities of thirty firms that nobody takes for each other.
fn firms() -> Vec<Row> {
    let brands = ["恒源", "云冈", "北岳", "鑫辉", "盐湖", "晋祠", "五台", "雁门", "壶口", "平遥"];
    let trades = [("商贸", "太原"), ("啤酒", "大同"), ("建材", "晋中")];
    let mut firms = Vec::new();
    for (at, (trade, city)) in trades.into_iter().enumerate() {
        for (place, brand) in brands.into_iter().enumerate() {
            let name = format!("{city}{brand}{trade}有限公司");
            let phone = format!("139345{at}{place}812");
            firms.push([format!("m{at}{place}"), name, phone, city.into(), String::new()]);
        }
    }
    firms
}

#[test]
fn agrees_with_dedupe() {
    let master = firms();
    let new: Vec<Row> = master
        .iter()
        .enumerate()
        .filter(|(at, _)| at % 3 != 0)
        .map(|(at, row)| {
            let name =
                row[1].replace("有限公司", "公司").replace(&row[3], &format!("{}市", row[3]));
            let phone = if at % 2 == 0 { row[2].clone() } else { String::new() };
            [format!("n{at}"), name, phone, row[3].clone(), String::new()]
        })
        .collect();
    let matched = told(&linked(&master, &new, Mode::default()));
    let settings = Settings::default();
    let records = Records::new(vec![source("master", &master), source("new", &new)]);
    let archive = dedupe(&records, &settings, &settings.options(), &Unobserved).unwrap();
    let profile = |key: &str| {
        let id = records.ids().find(|&id| records.key(id) == key).unwrap();
        archive.profile_of[id.index()]
    };
    assert_eq!(matched.len(), new.len());
    for (key, (verdict, customer, _)) in &matched {
        assert_eq!(*verdict, Verdict::Match, "{key}");
        assert_eq!(profile(key), profile(customer), "{key}");
    }
}
