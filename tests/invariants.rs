//! What the engine promises whatever the input: the same answer for any order of the rows, any
//! split into files and any number of threads, and every row in exactly one profile.

// A failing test panics; that is its way of speaking.
#![allow(clippy::unwrap_used)]

use guiyi_core::archive::{RowWriter, Tables};
use guiyi_core::dedupe::dedupe;
use guiyi_core::pipeline::Unobserved;
use guiyi_core::settings::Settings;
use guiyi_core::{Error, Records, Role, Source, TableBuilder};
use proptest::prelude::*;

const ROLES: [Role; 7] = [
    Role::RecordId,
    Role::Source,
    Role::CompanyName,
    Role::Phone,
    Role::City,
    Role::Address,
    Role::Date,
];

type Row = [String; 7];

/// Rows with few distinct values, so that many of them meet.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let name = prop_oneof![
        Just("太原恒源商贸有限公司"),
        Just("太原市恒源贸易公司"),
        Just("恒源商贸"),
        Just("太原恒原商贸有限公司"),
        Just("太原恒源商贸有限公司迎泽分公司"),
        Just("大同恒源商贸有限公司"),
        Just("山西煤业"),
        Just("山西煤矿"),
        Just("散客"),
        Just(""),
        Just("＃乱码\u{FFFD}公司"),
    ];
    let phone = prop_oneof![Just(""), Just("13934567812"), Just("0351-7654321"), Just("1.39E+10")];
    let city = prop_oneof![Just(""), Just("太原"), Just("大同")];
    let address = prop_oneof![Just(""), Just("太原市小店区长风街125号"), Just("长风街125号3层")];
    let date = prop_oneof![Just("2024-01-02"), Just(""), Just("昨天")];
    let row = (name, phone, city, address, date, 0..3u8);
    proptest::collection::vec(row, 1..40).prop_map(|rows| {
        rows.into_iter()
            .enumerate()
            .map(|(at, (name, phone, city, address, date, source))| {
                [
                    format!("r{at}"),
                    format!("s{source}"),
                    name.into(),
                    phone.into(),
                    city.into(),
                    address.into(),
                    date.into(),
                ]
            })
            .collect()
    })
}

/// Rows of a table as text, for comparing bytes.
#[derive(Default)]
struct Text(String);

impl RowWriter for Text {
    fn row(&mut self, cells: &[&str]) -> Result<(), Error> {
        self.0.push_str(&cells.join("\u{1f}"));
        self.0.push('\n');
        Ok(())
    }
}

/// All output tables of a run over these files, one after the other.
fn run(files: &[Vec<Row>]) -> String {
    let sources = files
        .iter()
        .enumerate()
        .map(|(at, rows)| {
            let headers = ["id", "source", "name", "phone", "city", "address", "date"];
            let mut table = TableBuilder::new(headers);
            for row in rows {
                // Lines depend on the split by nature; everything else must not.
                table.push(1, row.iter().map(String::as_str));
            }
            Source { name: format!("file{at}"), table: table.finish(), roles: ROLES.to_vec() }
        })
        .collect();
    let records = Records::new(sources);
    let settings = Settings::default();
    let archive = dedupe(&records, &settings, &settings.options(), &Unobserved).unwrap();
    let tables = Tables::new(&records, &archive);
    let mut out = Text::default();
    tables.profiles().write(&mut out).unwrap();
    tables.members().write(&mut out).unwrap();
    tables.review().write(&mut out).unwrap();
    tables.links().write(&mut out).unwrap();
    tables.lineage().write(&mut out).unwrap();
    assert_eq!(archive.profile_of.len(), records.len());
    let in_profiles: usize = archive.profiles.iter().map(|profile| profile.members.len()).sum();
    assert_eq!(in_profiles, records.len(), "a row is lost or stands in two profiles");
    out.0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn order_split_and_threads_do_not_matter(rows in rows(), cut in 0..40usize, turn in 0..40usize) {
        let expected = run(std::slice::from_ref(&rows));
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        turned.reverse();
        prop_assert_eq!(&expected, &run(std::slice::from_ref(&turned)));
        let (first, second) = turned.split_at(cut % rows.len());
        prop_assert_eq!(&expected, &run(&[first.to_vec(), second.to_vec()]));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        prop_assert_eq!(&expected, &pool.install(|| run(std::slice::from_ref(&rows))));
    }
}
