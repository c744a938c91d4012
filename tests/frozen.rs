//! What frozen counts promise: features, keys and weights of a record are the same whenever it is
//! read, with whatever others, and whether from its cells or from its bytes.

// A failing test panics; that is its way of speaking.
#![allow(clippy::unwrap_used)]

use guiyi_core::company::frozen::Frozen;
use guiyi_core::index::codec::{Reader, Writer};
use guiyi_core::pipeline::Unobserved;
use guiyi_core::score::model::Model;
use guiyi_core::score::pair::PairScorer;
use guiyi_core::settings::Settings;
use guiyi_core::subject::Subject;
use guiyi_core::{Records, Role, Source, TableBuilder};
use proptest::prelude::*;

const ROLES: [Role; 5] =
    [Role::RecordId, Role::CompanyName, Role::Phone, Role::Contact, Role::Address];

type Row = [String; 5];

/// Rows with few distinct values, so that many of them share some; in canonical order.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let name = prop_oneof![
        Just("太原恒源商贸有限公司"),
        Just("太原市恒源贸易公司（原晋中鑫辉建材有限公司）"),
        Just("恒源商贸有限公司迎泽第三分公司"),
        Just("太原恒原商贸有限公司"),
        Just("山西煤业"),
        Just("中国工商银行太原分行"),
        Just("散客"),
        Just(""),
    ];
    let phone = prop_oneof![Just(""), Just("13934567812"), Just("0351-7654321/13800001234")];
    let contact = prop_oneof![Just(""), Just("王建军"), Just("张总")];
    let address = prop_oneof![Just(""), Just("太原市小店区长风街125号"), Just("长风街125号3层")];
    proptest::collection::vec((name, phone, contact, address), 1..24).prop_map(|mut rows| {
        rows.sort_unstable();
        let text = |it: &str| it.to_string();
        let keyed = rows.iter().enumerate();
        keyed
            .map(|(at, it)| [format!("{at:03}"), text(it.0), text(it.1), text(it.2), text(it.3)])
            .collect()
    })
}

fn records(rows: &[Row]) -> Records {
    let mut builder = TableBuilder::new(["id", "名称", "电话", "联系人", "地址"]);
    for (at, row) in rows.iter().enumerate() {
        builder.push(at as u64 + 2, row.iter().map(String::as_str));
    }
    Records::new(vec![Source {
        name: "crm".into(),
        table: builder.finish(),
        roles: ROLES.to_vec(),
    }])
}

fn frozen(rows: &[Row]) -> Frozen {
    Frozen::new(&records(rows), &Settings::default(), &Unobserved)
}

/// The counts alone, saved and opened.
fn counts_of(frozen: &Frozen) -> Frozen {
    let mut out = Writer::default();
    frozen.counts(&mut out);
    Frozen::from_counts(&mut Reader::new(&out.bytes)).unwrap()
}

/// Rule, key and refinement of every key of a record.
fn keys(subject: &dyn Subject, record: u32) -> Vec<(usize, u64, u64)> {
    let mut keys = Vec::new();
    for rule in 0..subject.rules().len() {
        subject.keys(rule, record, &mut |key, refine| keys.push((rule, key, refine)));
    }
    keys
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A record that was counted is read to the same features again, alone as with the others.
    #[test]
    fn what_was_counted_is_read_again(rows in rows()) {
        let whole = frozen(&rows);
        let mut counts = counts_of(&whole);
        prop_assert!(counts.is_empty());
        for (at, row) in rows.iter().enumerate() {
            let number = counts.take_in(&records(std::slice::from_ref(row))).start;
            prop_assert_eq!(counts.encode(number), whole.encode(at as u32));
        }
    }

    /// It does not matter with which others, and behind which, a record is read.
    #[test]
    fn company_does_not_matter(counted in rows(), rows in rows()) {
        let mut together = counts_of(&frozen(&counted));
        let range = together.take_in(&records(&rows));
        for (number, row) in range.zip(&rows) {
            let mut alone = frozen(&counted);
            let own = alone.take_in(&records(std::slice::from_ref(row))).start;
            prop_assert_eq!(alone.encode(own), together.encode(number));
        }
    }

    /// A record held again from its bytes has the same keys, and the same weight and ruling with
    /// every other.
    #[test]
    fn bytes_stand_for_the_record(rows in rows()) {
        let whole = frozen(&rows);
        let mut held = counts_of(&whole);
        for number in 0..whole.len() {
            prop_assert_eq!(held.add(&whole.encode(number)).unwrap(), number);
            prop_assert_eq!(held.encode(number), whole.encode(number));
            prop_assert_eq!(keys(held.companies(), number), keys(whole.companies(), number));
        }
        let weights = Model::shipped(whole.companies().comparisons(), 0.01).weights();
        let scorers = [&whole, &held].map(|it| PairScorer::new(it.companies(), &weights));
        for left in 0..whole.len() {
            for right in left + 1..whole.len() {
                prop_assert_eq!(scorers[0].score(left, right), scorers[1].score(left, right));
                prop_assert_eq!(scorers[0].score(left, right), scorers[0].score(right, left));
            }
        }
    }

    /// Bytes that are no features are refused or held, never more than that.
    #[test]
    fn foreign_bytes_are_survived(rows in rows(), at: prop::sample::Index, value: u8) {
        let whole = frozen(&rows);
        let mut held = counts_of(&whole);
        let mut bytes = whole.encode(0);
        let place = at.index(bytes.len());
        prop_assert!(held.add(&bytes[..place]).is_err());
        bytes[place] = value;
        if let Ok(number) = held.add(&bytes) {
            let weights = Model::shipped(held.companies().comparisons(), 0.01).weights();
            keys(held.companies(), number);
            PairScorer::new(held.companies(), &weights).score(number, number);
        }
    }
}

#[test]
fn what_is_taken_off_leaves_nothing_behind() {
    let row = |id: &str, name: &str| {
        [id.into(), name.into(), String::new(), String::new(), String::new()]
    };
    let rows: [Row; 2] = [row("1", "大同云冈啤酒股份有限公司"), row("2", "太原恒源商贸有限公司")];
    let mut frozen = frozen(&rows[..1]);
    let before = frozen.encode(0);
    let first = frozen.take_in(&records(&rows));
    let encoded = frozen.encode(first.start + 1);
    frozen.truncate(1);
    assert_eq!(frozen.len(), 1);
    assert_eq!(frozen.encode(0), before);
    let again = frozen.take_in(&records(&rows[1..]));
    assert_eq!(again, 1..2);
    assert_eq!(frozen.encode(1), encoded);
}
