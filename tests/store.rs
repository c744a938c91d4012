//! The living archive as a library: batches in, entities that keep their ids out.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use guiyi_core::archive::RowWriter;
use guiyi_core::decision::Verdict;
use guiyi_core::pipeline::Unobserved;
use guiyi_core::settings::Settings;
use guiyi_core::unify::survivorship::Rule;
use guiyi_core::{Error, Role, Source, TableBuilder};
use proptest::prelude::*;

use guiyi_store::{
    Batch, ChangeKind, EntityId, EntityState, Mode, Outcome, Preferred, RecordKey, Stamp,
    Statement, Store,
};

/// A row: key, name, phone, city.
type Row = [&'static str; 4];

struct Place {
    _guard: tempfile::TempDir,
    path: PathBuf,
    store: Store,
}

fn place() -> Place {
    let guard = tempfile::tempdir().unwrap();
    let path = guard.path().join("a.guiyi");
    Store::create(&path, &Settings::default(), None).unwrap();
    let store = Store::open(&path, Duration::ZERO).unwrap();
    Place { _guard: guard, path, store }
}

fn source(name: &str, rows: &[Row]) -> Source {
    let mut table = TableBuilder::new(["编号", "客户名称", "电话", "城市"]);
    rows.iter().enumerate().for_each(|(at, row)| table.push(at as u64 + 2, row.iter().copied()));
    let roles = vec![Role::RecordId, Role::CompanyName, Role::Phone, Role::City];
    Source { name: name.into(), table: table.finish(), roles }
}

fn batch(name: &str, rows: &[Row], mode: Mode) -> Batch {
    Batch { sources: vec![source(name, rows)], mode, deleted_column: None, may_shrink: true }
}

fn stamp() -> Stamp {
    Stamp { at: "2026-11-22T02:15:00Z".into(), by: "li".into(), why: String::new() }
}

impl Place {
    fn delta(&mut self, name: &str, rows: &[Row]) -> Outcome {
        self.store.update(&batch(name, rows, Mode::Delta), &stamp(), &Unobserved).unwrap()
    }

    fn snapshot(&mut self, name: &str, rows: &[Row]) -> Outcome {
        self.store.update(&batch(name, rows, Mode::Snapshot), &stamp(), &Unobserved).unwrap()
    }

    fn entity(&self, source: &str, key: &str) -> EntityId {
        self.store.entity_of(source, key).unwrap()
    }

    fn is_whole(&self) {
        assert_eq!(self.store.verify(&Unobserved).unwrap(), Vec::<String>::new());
    }

    /// For each record, as `source/key`, the first record of its entity.
    fn partition(&self) -> BTreeMap<String, String> {
        #[derive(Default)]
        struct Members(Vec<[String; 3]>);
        impl RowWriter for Members {
            fn row(&mut self, cells: &[&str]) -> Result<(), Error> {
                self.0.push([0, 1, 2].map(|at| cells[at].to_string()));
                Ok(())
            }
        }
        let mut members = Members::default();
        self.store.exported().unwrap().members(&mut members).unwrap();
        let mut first: BTreeMap<String, String> = BTreeMap::new();
        let mut partition = BTreeMap::new();
        for [entity, source, key] in members.0.into_iter().skip(1) {
            let record = format!("{source}/{key}");
            let first = first.entry(entity).or_insert_with(|| record.clone()).clone();
            partition.insert(record, first);
        }
        partition
    }
}

fn counts(outcome: &Outcome) -> [usize; 4] {
    [outcome.new, outcome.changed, outcome.deleted, outcome.unchanged]
}

fn count(outcome: &Outcome, kind: ChangeKind) -> usize {
    outcome.changes.iter().find(|(own, _)| *own == kind).map_or(0, |(_, count)| *count)
}

const HENGYUAN: Row = ["1", "太原恒源商贸有限公司", "13934567812", "太原"];
const HENGYUAN_SHORT: Row = ["7", "恒源商贸", "13934567812", "太原"];
const SHUNDA: Row = ["2", "大同顺达运输有限公司", "0352-7654321", "大同"];
const MOVED: Row = ["7", "运城宏图印刷厂", "0359-2233445", "运城"];

#[test]
fn ids_last_and_changes_are_told() {
    let mut place = place();
    let first = place.delta("erp", &[HENGYUAN, SHUNDA]);
    assert_eq!((counts(&first), first.step), ([2, 0, 0, 0], 1));
    assert_eq!(first.changes, [(ChangeKind::Created, 2)]);
    let hengyuan = place.entity("erp", "1");
    // A second source finds the same customer.
    let second = place.delta("crm", &[HENGYUAN_SHORT]);
    assert_eq!(second.changes, [(ChangeKind::Grown, 1)]);
    assert_eq!(place.entity("crm", "7"), hengyuan);
    // The record turns out to be another customer.
    let third = place.delta("crm", &[MOVED]);
    assert_eq!(counts(&third), [0, 1, 0, 0]);
    assert_eq!(count(&third, ChangeKind::Split), 1);
    assert_ne!(place.entity("crm", "7"), hengyuan);
    assert_eq!(place.entity("erp", "1"), hengyuan);
    let split = place.store.show(place.entity("crm", "7")).unwrap();
    assert_eq!(split.changes[0].kind, ChangeKind::Split);
    assert_eq!(split.changes[0].other, Some(hengyuan));
    // And back again: the younger id becomes a reference to the older one.
    let younger = place.entity("crm", "7");
    let fourth = place.delta("crm", &[HENGYUAN_SHORT]);
    assert_eq!(count(&fourth, ChangeKind::Joined), 1);
    let shown = place.store.show(younger).unwrap();
    assert_eq!(shown.path, [younger, hengyuan]);
    assert_eq!(shown.members.len(), 2);
    place.is_whole();
}

#[test]
fn a_full_export_deletes_what_it_lacks_and_what_comes_back_has_its_id_again() {
    let mut place = place();
    place.snapshot("erp", &[HENGYUAN, SHUNDA, MOVED]);
    place.delta("crm", &[["x", "临汾万达商贸有限公司", "", "临汾"]]);
    let (shunda, wanda) = (place.entity("erp", "2"), place.entity("crm", "x"));
    let second = place.snapshot("erp", &[HENGYUAN, MOVED]);
    assert_eq!(counts(&second), [0, 0, 1, 2]);
    assert_eq!(second.changes, [(ChangeKind::Closed, 1)]);
    let closed = place.store.show(shunda).unwrap();
    assert_eq!(closed.state, EntityState::Closed { step: second.step });
    assert!(closed.members.is_empty() && closed.values.is_empty());
    // The other source has nothing to do with it.
    assert_eq!(place.entity("crm", "x"), wanda);
    let third = place.snapshot("erp", &[HENGYUAN, SHUNDA, MOVED]);
    assert_eq!(third.changes, [(ChangeKind::Reopened, 1)]);
    assert_eq!(place.entity("erp", "2"), shunda);
    place.is_whole();
}

#[test]
fn a_full_export_that_lacks_most_is_refused_and_changes_nothing() {
    let mut place = place();
    place.snapshot("erp", &[HENGYUAN, SHUNDA, MOVED]);
    let mut short = batch("erp", &[HENGYUAN], Mode::Snapshot);
    short.may_shrink = false;
    let refused = place.store.update(&short, &stamp(), &Unobserved).unwrap_err();
    assert!(refused.to_string().contains("lacks 2 of the 3 records"), "{refused}");
    assert_eq!(place.store.status().unwrap().records, 3);
    assert_eq!(place.store.status().unwrap().step, 1);
}

#[test]
fn deletions_by_a_column() {
    let mut place = place();
    place.delta("erp", &[HENGYUAN, SHUNDA]);
    let mut table = TableBuilder::new(["编号", "客户名称", "电话", "城市", "已删除"]);
    table.push(2, ["2", "", "", "", "是"]);
    table.push(3, ["9", "", "", "", "1"]);
    table.push(4, HENGYUAN.iter().copied().chain(["否"]));
    let mut roles = source("erp", &[]).roles;
    roles.push(Role::Text);
    let marked = Source { name: "erp".into(), table: table.finish(), roles };
    let batch = Batch {
        sources: vec![marked],
        mode: Mode::Delta,
        deleted_column: Some("已删除".into()),
        may_shrink: false,
    };
    let outcome = place.store.update(&batch, &stamp(), &Unobserved).unwrap();
    assert_eq!((counts(&outcome), outcome.unknown), ([0, 0, 1, 1], 1));
    place.is_whole();
}

#[test]
fn golden_values_that_change_are_named() {
    let mut place = place();
    place.delta("erp", &[HENGYUAN]);
    let moved = place.delta("erp", &[["1", "太原恒源商贸有限公司", "13934567899", "太原"]]);
    assert_eq!(moved.changes, [(ChangeKind::Value, 1)]);
    let shown = place.store.show(place.entity("erp", "1")).unwrap();
    assert_eq!(shown.changes.last().unwrap().detail, "phone");
}

#[test]
fn rows_without_a_key_are_known_by_what_they_say() {
    let mut place = place();
    let mut nameless = batch("list", &[HENGYUAN, SHUNDA, HENGYUAN], Mode::Snapshot);
    nameless.sources[0].roles[0] = Role::Ignore;
    let first = place.store.update(&nameless, &stamp(), &Unobserved).unwrap();
    assert_eq!((counts(&first), first.repeated), ([2, 0, 0, 0], 1));
    let again = place.store.update(&nameless, &stamp(), &Unobserved).unwrap();
    assert_eq!(counts(&again), [0, 0, 0, 2]);
    assert_eq!(again.changes, []);
}

#[test]
fn a_store_is_not_made_twice_and_foreign_files_are_refused() {
    let place = place();
    let again = Store::create(&place.path, &Settings::default(), None).unwrap_err();
    assert!(again.to_string().contains("is there already"), "{again}");
    let foreign = place.path.with_extension("csv");
    std::fs::write(&foreign, "a,b\n1,2\n".repeat(200)).unwrap();
    let refused = Store::open(&foreign, Duration::ZERO).unwrap_err();
    assert!(refused.to_string().contains("is no store of guiyi"), "{refused}");
    let absent = Store::open(&place.path.with_extension("no"), Duration::ZERO).unwrap_err();
    assert!(absent.to_string().contains("there is no store"), "{absent}");
    let empty = place.path.with_extension("empty");
    std::fs::write(&empty, "").unwrap();
    let refused = Store::open(&empty, Duration::ZERO).unwrap_err();
    assert!(refused.to_string().contains("is no store of guiyi"), "{refused}");
}

#[test]
fn two_at_once_the_second_is_told() {
    let mut place = place();
    let second = Store::open(&place.path, Duration::ZERO).unwrap();
    let other = rusqlite::Connection::open(&place.path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let busy = place
        .store
        .update(&batch("erp", &[HENGYUAN], Mode::Delta), &stamp(), &Unobserved)
        .unwrap_err();
    assert_eq!(busy.kind(), guiyi_core::ErrorKind::Busy);
    // Who only reads is not held up.
    assert_eq!(second.status().unwrap().records, 0);
    other.execute_batch("COMMIT").unwrap();
    place.delta("erp", &[HENGYUAN]);
}

#[test]
fn a_newer_format_is_refused() {
    let place = place();
    let newer = rusqlite::Connection::open(&place.path).unwrap();
    newer.pragma_update(None, "user_version", guiyi_store::FORMAT + 1).unwrap();
    let refused = Store::open(&place.path, Duration::ZERO).unwrap_err();
    assert_eq!(refused.kind(), guiyi_core::ErrorKind::Format);
    assert!(refused.to_string().contains("use the newer program"), "{refused}");
}

/// A record to be, by its number among the rows that a step may bring: what it is about, in how many
/// spellings.
fn spelling(key: u8, version: u8) -> [String; 4] {
    const NAMES: [&str; 9] = [
        "太原恒源商贸有限公司",
        "太原市恒源贸易公司",
        "恒源商贸",
        "太原恒原商贸有限公司",
        "太原恒源商贸有限公司迎泽分公司",
        "大同恒源商贸有限公司",
        "山西煤业",
        "山西煤矿",
        "散客",
    ];
    const PHONES: [&str; 4] = ["", "13934567812", "0351-7654321", "13700001111"];
    const CITIES: [&str; 3] = ["", "太原", "大同"];
    let at = usize::from(key) * 7 + usize::from(version) * 5;
    [format!("r{key}"), NAMES[at % 9].into(), PHONES[at % 4].into(), CITIES[at / 3 % 3].into()]
}

/// What a step does to one record: another version of it, or its deletion.
type Move = (u8, Option<u8>);

fn moves() -> impl Strategy<Value = Vec<Vec<Move>>> {
    let step =
        proptest::collection::vec((0..24_u8, proptest::option::weighted(0.8, 0..6_u8)), 1..5);
    proptest::collection::vec(step, 1..9)
}

fn of_moves(step: &[Move]) -> Batch {
    let mut table = TableBuilder::new(["编号", "客户名称", "电话", "城市", "删"]);
    for &(key, version) in step {
        let [id, name, phone, city] = spelling(key, version.unwrap_or(0));
        let gone = if version.is_none() { "1" } else { "" };
        table.push(2, [id.as_str(), &name, &phone, &city, gone]);
    }
    let mut roles = source("erp", &[]).roles;
    roles.push(Role::Ignore);
    Batch {
        sources: vec![Source { name: "erp".into(), table: table.finish(), roles }],
        mode: Mode::Delta,
        deleted_column: Some("删".into()),
        may_shrink: false,
    }
}

/// A store with blocks so small that they close and open, trained on all there can be.
fn trained(block_limit: usize) -> Place {
    let guard = tempfile::tempdir().unwrap();
    let path = guard.path().join("a.guiyi");
    Store::create(&path, &Settings { block_limit, ..Settings::default() }, None).unwrap();
    let mut store = Store::open(&path, Duration::ZERO).unwrap();
    let every: Vec<Move> = (0..24).flat_map(|key| (0..6).map(move |v| (key, Some(v)))).collect();
    let mut sources = of_moves(&every).sources;
    sources[0].roles[0] = Role::Ignore;
    store.train(sources, &Unobserved).unwrap();
    Place { _guard: guard, path, store }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever comes in whatever sequence: the store says after every step what a full run says, and
    /// at the end what it would have said had the last state come at once.
    #[test]
    fn sequence_does_not_matter(steps in moves(), limit in 2..6_usize) {
        let mut place = trained(limit);
        let mut last: BTreeMap<u8, u8> = BTreeMap::new();
        for step in &steps {
            place.store.update(&of_moves(step), &stamp(), &Unobserved).unwrap();
            place.is_whole();
            for &(key, version) in step {
                match version {
                    Some(version) => last.insert(key, version),
                    None => last.remove(&key),
                };
            }
        }
        let mut at_once = trained(limit);
        let all: Vec<Move> = last.into_iter().rev().map(|(key, v)| (key, Some(v))).collect();
        at_once.store.update(&of_moves(&all), &stamp(), &Unobserved).unwrap();
        prop_assert_eq!(place.partition(), at_once.partition());
    }
}

fn key(source: &str, key: &str) -> RecordKey {
    RecordKey { source: source.into(), key: key.into() }
}

impl Place {
    fn decide(&mut self, said: Statement) -> Result<Outcome, Error> {
        self.store.decide(&[said], &stamp(), &Unobserved)
    }

    fn undo(&mut self, step: i64) -> Outcome {
        self.store.undo(step, &stamp(), &Unobserved).unwrap()
    }

    fn value(&self, id: EntityId, field: &str) -> String {
        let shown = self.store.show(id).unwrap();
        shown.values.into_iter().find(|(name, _)| name == field).unwrap().1
    }
}

#[test]
fn decisions_outrank_scores_and_survive_updates() {
    let mut place = place();
    place.delta("erp", &[HENGYUAN, SHUNDA, ["3", "太原恒源商贸有限公司", "13934567812", "太原"]]);
    let hengyuan = place.entity("erp", "1");
    assert_eq!(place.entity("erp", "3"), hengyuan);
    let parted = place
        .decide(Statement::Pair(Verdict::Different, key("erp", "1"), key("erp", "3")))
        .unwrap();
    assert_eq!(count(&parted, ChangeKind::Split), 1);
    let joined =
        place.decide(Statement::Pair(Verdict::Same, key("erp", "1"), key("erp", "2"))).unwrap();
    assert_eq!(count(&joined, ChangeKind::Joined), 1);
    place.is_whole();
    // An update of all three, and more of them, changes nothing about that.
    place.delta("erp", &[["1", "太原恒源商贸有限公司", "", "太原"], ["9", "山西煤业", "", ""]]);
    place.is_whole();
    assert_eq!(place.entity("erp", "2"), place.entity("erp", "1"));
    assert_ne!(place.entity("erp", "3"), place.entity("erp", "1"));
    // A decision holds again when its record comes back.
    place.snapshot("erp", &[SHUNDA]);
    place.snapshot("erp", &[HENGYUAN, SHUNDA]);
    assert_eq!(place.entity("erp", "2"), place.entity("erp", "1"));
    place.is_whole();
    place.undo(joined.step);
    assert_ne!(place.entity("erp", "2"), place.entity("erp", "1"));
    place.is_whole();
}

#[test]
fn contradictory_decisions_are_refused_with_their_steps() {
    let mut place = place();
    place.delta("erp", &[HENGYUAN, SHUNDA, MOVED]);
    place.decide(Statement::Pair(Verdict::Same, key("erp", "1"), key("erp", "2"))).unwrap();
    place.decide(Statement::Pair(Verdict::Same, key("erp", "2"), key("erp", "7"))).unwrap();
    let refused = place
        .decide(Statement::Pair(Verdict::Different, key("erp", "1"), key("erp", "7")))
        .unwrap_err();
    assert!(refused.to_string().contains("by steps 2, 3 they are one"), "{refused}");
    assert_eq!(place.store.status().unwrap().step, 3);
    let unknown = place.decide(Statement::Pair(Verdict::Same, key("erp", "1"), key("erp", "x")));
    assert!(unknown.unwrap_err().to_string().contains("there is no record erp/x"));
}

#[test]
fn a_record_is_assigned_to_another_customer() {
    let mut place = place();
    place.delta("erp", &[HENGYUAN, SHUNDA, ["3", "太原恒源商贸有限公司", "13934567812", "太原"]]);
    let (hengyuan, shunda) = (place.entity("erp", "1"), place.entity("erp", "2"));
    place.decide(Statement::Assign(key("erp", "3"), shunda)).unwrap();
    assert_eq!(place.entity("erp", "3"), shunda);
    assert_eq!(place.entity("erp", "1"), hengyuan);
    place.is_whole();
}

#[test]
fn a_value_fixed_by_hand_holds_until_it_is_taken_back() {
    let mut place = place();
    place.delta("erp", &[HENGYUAN]);
    let id = place.entity("erp", "1");
    let fix = |value: &str| Statement::Fix(id, "phone".into(), value.into());
    let fixed = place.decide(fix("0351-7654321")).unwrap();
    assert_eq!(fixed.changes, [(ChangeKind::Value, 1)]);
    assert_eq!(place.value(id, "phone"), "0351-7654321");
    let moved = place.delta("erp", &[["1", "太原恒源商贸有限公司", "13934567899", "太原"]]);
    assert_eq!(moved.changes, []);
    assert_eq!(place.value(id, "phone"), "0351-7654321");
    let unfixed = place.undo(fixed.step);
    assert_eq!(unfixed.changes, [(ChangeKind::Value, 1)]);
    assert_eq!(place.value(id, "phone"), "13934567899");
    let again = place.undo(unfixed.step);
    assert_eq!(again.changes, [(ChangeKind::Value, 1)]);
    assert_eq!(place.value(id, "phone"), "0351-7654321");
    place.undo(again.step);
    let unknown = place.decide(Statement::Fix(id, "fax".into(), "1".into())).unwrap_err();
    assert!(unknown.to_string().contains("the fields are: "), "{unknown}");
}

#[test]
fn values_of_trusted_sources_are_preferred() {
    let mut place = place();
    place.delta("crm", &[HENGYUAN, ["2", "太原恒源商贸有限公司", "13934567812", "太原"]]);
    place.delta("erp", &[["1", "太原恒源商贸有限公司", "0351-7654321", "太原"]]);
    let id = place.entity("erp", "1");
    assert_eq!(place.entity("crm", "1"), id);
    assert_eq!(place.value(id, "phone"), "13934567812");
    let prefer = |place: &mut Place, preferred| place.store.prefer(&preferred, &stamp());
    let trusted = prefer(&mut place, Preferred::Trust("erp".into(), 2)).unwrap();
    assert_eq!(trusted.changes, []);
    let rules = Preferred::Rules("phone".into(), vec![Rule::MostTrusted]);
    let ruled = prefer(&mut place, rules).unwrap();
    assert_eq!(ruled.changes, [(ChangeKind::Value, 1)]);
    assert_eq!(place.value(id, "phone"), "0351-7654321");
    let unknown = prefer(&mut place, Preferred::Trust("srm".into(), 2)).unwrap_err();
    assert!(unknown.to_string().contains("the sources are: crm, erp"), "{unknown}");
}

/// A store of an earlier program opens, keeps its ids, and goes on after it is computed anew.
#[test]
fn an_old_store_goes_on() {
    let guard = tempfile::tempdir().unwrap();
    let path = guard.path().join("old.guiyi");
    let old = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/store/format-1.guiyi");
    std::fs::copy(old, &path).unwrap();
    let store = Store::open(&path, Duration::ZERO).unwrap();
    let mut place = Place { _guard: guard, path, store };
    // A row without a key of its own.
    let record = "#864b224f13159121";
    assert_eq!(place.entity("three", record), EntityId(1));
    assert_eq!(place.store.show(EntityId(1)).unwrap().members.len(), 3);
    assert_eq!(place.store.steps().unwrap()[0].kind, "update");
    let came = [HENGYUAN];
    let refused = place.store.update(&batch("erp", &came, Mode::Delta), &stamp(), &Unobserved);
    assert!(refused.unwrap_err().to_string().contains("guiyi master retrain"));
    place.store.retrain(&stamp(), &Unobserved).unwrap();
    assert_eq!(place.entity("three", record), EntityId(1));
    place.is_whole();
    let update = place.delta("erp", &[HENGYUAN]);
    place.is_whole();
    place.undo(update.step);
    place.is_whole();
}

#[test]
fn an_update_is_taken_back_and_that_too() {
    let mut place = place();
    place.delta("erp", &[HENGYUAN, SHUNDA]);
    let members = place.members();
    let update = place.snapshot("erp", &[["1", "临汾万达商贸有限公司", "", "临汾"], MOVED]);
    let after = place.members();
    let undone = place.undo(update.step);
    assert_eq!(place.members(), members);
    assert_eq!(place.value(place.entity("erp", "1"), "company-name"), HENGYUAN[1]);
    assert_eq!(place.store.steps().unwrap()[1].undone, Some(undone.step));
    place.is_whole();
    place.undo(undone.step);
    assert_eq!(place.members().keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert_eq!(place.members(), after);
    place.is_whole();
    let again = place.store.undo(undone.step, &stamp(), &Unobserved).unwrap_err();
    assert!(again.to_string().contains("was taken back by step"), "{again}");
    let unknown = place.store.undo(99, &stamp(), &Unobserved).unwrap_err();
    assert!(unknown.to_string().contains("there is no step 99"), "{unknown}");
}

#[test]
fn a_decision_is_taken_back_as_often_as_asked() {
    let mut place = place();
    place.delta("erp", &[HENGYUAN, SHUNDA]);
    let apart = place.members();
    let same = Statement::Pair(Verdict::Same, key("erp", HENGYUAN[0]), key("erp", SHUNDA[0]));
    let mut step = place.decide(same).unwrap().step;
    let joined = place.members();
    assert_ne!(joined, apart);
    for expected in [&apart, &joined, &apart, &joined, &apart] {
        step = place.undo(step).step;
        assert_eq!(place.members(), *expected, "step {step}");
        place.is_whole();
    }
}

#[test]
fn what_is_erased_is_gone_from_the_file() {
    const SECRET: [&str; 3] = ["临汾万达商贸有限公司", "13811112222", "secret-key-77"];
    let mut place = place();
    place.delta("erp", &[HENGYUAN, SHUNDA, [SECRET[2], SECRET[0], SECRET[1], "临汾"]]);
    let id = place.entity("erp", SECRET[2]);
    let said = Statement::Pair(Verdict::Different, key("erp", "1"), key("erp", SECRET[2]));
    place.decide(said).unwrap();
    place.decide(Statement::Fix(id, "phone".into(), "13833334444".into())).unwrap();
    place.snapshot("erp", &[HENGYUAN, SHUNDA]);
    assert!(place.holds(SECRET[0]) && place.holds(SECRET[2]));
    let compacted = place.store.compact(&stamp(), &Unobserved).unwrap();
    for value in [SECRET[0], SECRET[1], SECRET[2], "13833334444", "万达商贸"] {
        assert!(!place.holds(value), "{value}");
    }
    // The id and the log stay, and so does everything else.
    let shown = place.store.show(id).unwrap();
    assert!(matches!(shown.state, EntityState::Closed { .. }));
    assert_eq!(shown.changes.first().unwrap().kind, ChangeKind::Created);
    assert!(place.holds(HENGYUAN[1]));
    place.is_whole();
    let undo = place.store.undo(compacted.step - 1, &stamp(), &Unobserved).unwrap_err();
    assert!(undo.to_string().contains("what it replaced was erased"), "{undo}");
    place.delta("erp", &[MOVED]);
    place.is_whole();
}

impl Place {
    /// Whether a text is anywhere in the store's files, as UTF-8 or as the units of names.
    fn holds(&self, text: &str) -> bool {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        ["", "-wal", "-shm"].iter().any(|ending| {
            let mut path = self.path.clone().into_os_string();
            path.push(ending);
            let bytes = std::fs::read(path).unwrap_or_default();
            let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
            has(text.as_bytes()) || has(&units)
        })
    }

    /// For each record, as `source/key`, its entity.
    fn members(&self) -> BTreeMap<String, i64> {
        #[derive(Default)]
        struct Members(BTreeMap<String, i64>);
        impl RowWriter for Members {
            fn row(&mut self, cells: &[&str]) -> Result<(), Error> {
                if let Ok(id) = cells[0].parse::<EntityId>() {
                    self.0.insert(format!("{}/{}", cells[1], cells[2]), id.0);
                }
                Ok(())
            }
        }
        let mut members = Members::default();
        self.store.exported().unwrap().members(&mut members).unwrap();
        members.0
    }
}

/// The policy of ids, slowly: what may be said about the ids after a step by those before it.
fn check_policy(before: &BTreeMap<String, i64>, after: &BTreeMap<String, i64>, last: i64) {
    let groups: BTreeSet<i64> = after.values().copied().collect();
    let share = |entity: i64, group: i64| {
        let is_in =
            |(record, id): &(&String, &i64)| **id == entity && after.get(*record) == Some(&group);
        before.iter().filter(is_in).count()
    };
    let entities: BTreeSet<i64> = before.values().copied().collect();
    let heirs = |entity: i64| -> Vec<i64> {
        let most = groups.iter().map(|&group| share(entity, group)).max().unwrap_or(0);
        groups.iter().copied().filter(|&g| most > 0 && share(entity, g) == most).collect()
    };
    for &group in &groups {
        // An id that was in use goes on where most of its records are.
        if entities.contains(&group) {
            assert!(heirs(group).contains(&group), "{group} left its largest part");
        }
        for &entity in &entities {
            // An id that is older than its group's, and has no other largest part, cannot be missing.
            let is_older = entity < group && heirs(entity) == [group];
            assert!(
                !is_older || !entities.contains(&group),
                "{entity} lives on in younger {group}"
            );
        }
        if !entities.contains(&group) && group <= last {
            // An id that was not in use came back: no id in use was to be had.
            assert!(entities.iter().all(|&entity| heirs(entity) != [group]), "{group} came back");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1, ..ProptestConfig::default() })]

    /// A random history of updates, decisions and undos: every step keeps the policy, every id that
    /// ever was resolves, and a step that is taken back at once leaves no trace but in the log.
    #[test]
    fn ids_keep_their_policy(seed in any::<u64>()) {
        let mut place = trained(4);
        let mut state = seed;
        let mut draw = |below: u64| {
            // Knuth's linear congruence (MMIX).
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let mut ever: BTreeSet<i64> = BTreeSet::new();
        for round in 0..200 {
            let before = place.members();
            let step = match draw(10) {
                0..7 => {
                    let moves: Vec<Move> = (0..1 + draw(4))
                        .map(|_| (draw(24) as u8, (draw(5) > 0).then(|| draw(6) as u8)))
                        .collect();
                    place.store.update(&of_moves(&moves), &stamp(), &Unobserved).unwrap().step
                }
                7 => {
                    let older = 1 + draw(place.store.status().unwrap().step.max(1) as u64) as i64;
                    match place.store.undo(older, &stamp(), &Unobserved) {
                        Ok(outcome) => outcome.step,
                        Err(_) => continue,
                    }
                }
                _ => {
                    let keys: Vec<&String> = before.keys().collect();
                    if keys.len() < 2 {
                        continue;
                    }
                    let mut one = || key("erp", &keys[draw(keys.len() as u64) as usize][4..]);
                    let (a, b) = (one(), one());
                    let verdict = if draw(2) == 0 { Verdict::Same } else { Verdict::Different };
                    match place.decide(Statement::Pair(verdict, a, b)) {
                        Ok(outcome) => outcome.step,
                        Err(_) => continue,
                    }
                }
            };
            let after = place.members();
            let last = ever.last().copied().unwrap_or(0);
            let is_undo = place.store.steps().unwrap().last().unwrap().kind == "undo";
            if !is_undo {
                check_policy(&before, &after, last);
            }
            ever.extend(after.values());
            for &id in &ever {
                let shown = place.store.show(EntityId(id)).unwrap();
                let now = shown.path.last().unwrap().0;
                let is_open = shown.state == EntityState::Open;
                prop_assert_eq!(is_open, after.values().any(|&other| other == now), "{}", id);
            }
            if round % 5 == 0 {
                place.is_whole();
                let undone = place.undo(step);
                prop_assert_eq!(&place.members(), &before, "round {}", round);
                let again = place.undo(undone.step);
                prop_assert_eq!(&place.members(), &after, "round {}, step {}", round, again.step);
            }
        }
    }
}
