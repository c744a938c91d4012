//! Companies as customers: what the stages do with company names and the fields around them.

mod align;
mod alike;
mod chunk;
mod codec;
mod compare;
mod doubt;
mod frequency;
pub mod frozen;
mod glance;
mod key;
pub mod levels;
pub mod link;
mod near;
mod read;
mod row;
mod ruling;
mod short;
mod sound;
mod testimony;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::block::index::Limits;
use crate::compare::level::Comparison;
use crate::pipeline::Observer;
use crate::record::Records;
use crate::role::Role;
use crate::score::weight::MatchWeight;
use crate::settings::Settings;
use crate::subject::{Compared, Glance, Ruling, Session, Subject};
use crate::unify::Worth;
use chunk::Chunk;
use compare::{Comparer, NameAgreement, References};
use glance::Glances;
use key::rule;
use levels::at;
use read::Worths;
use row::{NameRow, Row};
use ruling::Case;
use sound::Sounds;

/// Records from which a file attests who else is around: in a smaller one a firm that is not
/// listed is no sign that there is none, so what only looks like a slip stays a question.
const ATTESTED: usize = 2_000;

/// The records of a run as companies.
#[derive(Debug)]
pub struct Companies {
    rows: Vec<Row>,
    further: Vec<NameRow>,
    arena: Vec<u16>,
    worths: Vec<Worths>,
    glances: Glances,
    sounds: Sounds,
    references: References,
    comparisons: Vec<Comparison>,
    join_brandless: bool,
    /// Records that the frequencies were counted on.
    population: usize,
    /// The keys by which short names ask for large firms; `None` where not all records are here.
    asked: Option<FxHashSet<u64>>,
}

impl Companies {
    /// Reads the records into features.
    pub fn new(records: &Records, settings: &Settings, observer: &dyn Observer) -> Companies {
        let mut companies = Companies::read(records, settings, observer);
        companies.asked = Some(companies.asked());
        companies
    }

    /// Reads records that others may be compared with later.
    fn read(records: &Records, settings: &Settings, observer: &dyn Observer) -> Companies {
        let mut companies = Companies::empty();
        let mut all = Chunk::of(records, &companies.sounds, observer);
        frequency::weigh(&mut all.rows, &mut all.further, &all.arena);
        companies.population = all.rows.len();
        companies.join_brandless = settings.join_brandless;
        companies.append(all);
        companies
    }

    /// No records yet.
    fn empty() -> Companies {
        Companies {
            rows: Vec::new(),
            further: Vec::new(),
            arena: Vec::new(),
            worths: Vec::new(),
            glances: Glances::default(),
            sounds: Sounds::new(),
            references: References::new(),
            comparisons: levels::comparisons(),
            join_brandless: false,
            population: 0,
            asked: None,
        }
    }

    /// The keys of the short names.
    fn asked(&self) -> FxHashSet<u64> {
        let short = self.rows.par_iter().filter(|row| short::is_short(&row.name));
        let keys = |row: &Row| {
            let mut keys = Vec::new();
            short::keys(&row.name, &self.arena, &mut |key| keys.push(key));
            keys
        };
        short.flat_map_iter(keys).collect()
    }

    /// Puts records behind the others.
    fn append(&mut self, came: Chunk) {
        self.glances.extend(&came.rows, &came.arena, &self.sounds);
        if self.rows.is_empty() {
            (self.rows, self.further) = (came.rows, came.further);
            (self.arena, self.worths) = (came.arena, came.worths);
            return;
        }
        let mut all = Chunk {
            rows: std::mem::take(&mut self.rows),
            further: std::mem::take(&mut self.further),
            arena: std::mem::take(&mut self.arena),
            worths: std::mem::take(&mut self.worths),
        };
        all.append(came);
        (self.rows, self.further) = (all.rows, all.further);
        (self.arena, self.worths) = (all.arena, all.worths);
        // Known for all records or for none.
        if self.worths.len() != self.rows.len() {
            self.worths = Vec::new();
        }
    }

    /// Takes off all records but the first so many.
    fn truncate(&mut self, records: u32) {
        let Some(first) = self.rows.get(records as usize).copied() else { return };
        self.rows.truncate(records as usize);
        self.glances.truncate(records as usize);
        self.worths.truncate(records as usize);
        self.further.truncate(first.further.0 as usize);
        self.arena.truncate(first.name.start as usize);
    }

    /// The names in use, with their records.
    pub fn names_in_use(&self) -> impl Iterator<Item = (u32, &NameRow)> {
        self.rows.iter().enumerate().map(|(at, row)| (at as u32, &row.name))
    }

    /// The name in use and the further names of a record.
    fn names<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = &'a NameRow> {
        let (start, end) = row.further;
        std::iter::once(&row.name).chain(&self.further[start as usize..end as usize])
    }

    fn comparer(&self) -> Comparer<'_> {
        Comparer { arena: &self.arena, sounds: &self.sounds, references: &self.references }
    }

    fn case(&self, left: u32, right: u32, compared: &Compared) -> Case<'_> {
        Case {
            left: &self.rows[left as usize],
            right: &self.rows[right as usize],
            pattern: compared.pattern,
            join_brandless: self.join_brandless,
            is_attested: self.population >= ATTESTED,
        }
    }

    /// The best agreement between any two names of two records.
    fn best_names(&self, comparer: &Comparer<'_>, a: &Row, b: &Row) -> NameAgreement {
        let mut best = comparer.names(&a.name, &b.name);
        if a.further.0 == a.further.1 && b.further.0 == b.further.1 {
            return best;
        }
        let rank =
            |found: &NameAgreement| (found.brand == 0, found.brand, found.trade, found.branch);
        for x in self.names(a) {
            for y in self.names(b) {
                let found = comparer.names(x, y);
                if rank(&found) < rank(&best) {
                    best = found;
                }
            }
        }
        best
    }
}

impl Subject for Companies {
    fn records(&self) -> usize {
        self.rows.len()
    }

    fn comparisons(&self) -> &[Comparison] {
        &self.comparisons
    }

    fn rules(&self) -> Vec<String> {
        key::RULES.map(String::from).to_vec()
    }

    fn keys(&self, rule: usize, record: u32, emit: &mut dyn FnMut(u64, u64)) {
        let row = &self.rows[record as usize];
        let is_asked = |key| self.asked.as_ref().is_none_or(|asked| asked.contains(&key));
        match rule {
            rule::SHORT => short::keys(&row.name, &self.arena, &mut |key| {
                if is_asked(key) {
                    emit(key, 0);
                }
            }),
            _ => key::keys(rule, self.population, row, self.names(row), &self.arena, emit),
        }
    }

    fn limits(&self, rule: usize, limits: Limits) -> Limits {
        key::limits(rule, limits)
    }

    /// What need not be compared for this rule alone; whatever else joins two records has a rule of its own. Names of two
    /// prefectures that are only the same or alike, by sound and industry or rare characters, are two firms. So are firms of
    /// one place whose trade names sound alike but whose trades are known to differ, two trade names that have nothing in
    /// common but a house, a person or what their branches are called, and two branches of one firm that are called
    /// differently. A house has its like in every city. And two characters of a short form may stand in any name.
    fn at_a_glance(&self, rule: usize, left: u32, right: u32) -> Glance {
        let glances = &self.glances;
        let is_passed = match rule {
            rule::PHONE => glances.are_unlike(left, right) && glances.are_apart(left, right),
            // Whole names that say the same place are of one, whatever else their records say.
            rule::NAME => {
                let name = |record: u32| &self.rows[record as usize].name;
                glances.are_apart(left, right) && !name(left).says_place_of(name(right))
            }
            rule::SOUND_PLACE => {
                glances.are_of_two_trades(left, right) || glances.are_two_branches(left, right)
            }
            rule::SOUND_TRADE | rule::RARE => {
                glances.are_apart(left, right) || glances.are_two_branches(left, right)
            }
            rule::DROPPED => glances.are_two_branches(left, right),
            rule::BRANCH => {
                glances.are_unlike(left, right)
                    || glances.are_of_two_trades(left, right)
                    || glances.are_two_branches(left, right)
            }
            rule::ADDRESS | rule::ROAD => {
                glances.are_unlike(left, right) || glances.are_apart(left, right)
            }
            rule::CONTACT => glances.are_unlike(left, right),
            rule::SHORT => {
                let [a, b] = [left, right].map(|record| &self.rows[record as usize].name);
                return if short::is_one(a, b, &self.arena) {
                    Glance::Compare
                } else {
                    Glance::Never
                };
            }
            _ => false,
        };
        if is_passed { Glance::Pass } else { Glance::Compare }
    }

    fn glance(&self, record: u32) -> u64 {
        self.rows[record as usize].glance(&self.arena)
    }

    fn sessions(&self) -> Vec<Session> {
        let names = vec![at::BRAND, at::TRADE, at::FORM, at::BRANCH];
        let others = vec![at::PLACE, at::CODE, at::PHONE, at::EMAIL, at::CONTACT, at::ADDRESS];
        let without = |list: &[usize], gone: usize| -> Vec<usize> {
            list.iter().copied().filter(|at| *at != gone).collect()
        };
        vec![
            Session {
                rules: vec![rule::NAME],
                ignore: names.clone(),
                estimate: without(&others, at::PLACE),
            },
            Session { rules: vec![rule::PHONE], ignore: vec![at::PHONE], estimate: names },
        ]
    }

    fn worth(&self, record: u32, role: Role) -> Option<Worth> {
        let worths = self.worths.get(record as usize)?;
        match role {
            Role::CompanyName => worths.name(),
            Role::Address => worths.address(),
            _ => None,
        }
    }

    fn compare(&self, left: u32, right: u32) -> Compared {
        let (a, b) = (&self.rows[left as usize], &self.rows[right as usize]);
        let comparer = self.comparer();
        comparer.compare(a, b, self.best_names(&comparer, a, b))
    }

    fn term_frequencies(&self, left: u32, right: u32) -> Vec<(usize, MatchWeight)> {
        let (a, b) = (&self.rows[left as usize], &self.rows[right as usize]);
        let comparer = self.comparer();
        let parts = comparer.term_frequencies(a, b, self.best_names(&comparer, a, b));
        parts.map(|(at, parts)| (at, MatchWeight::from_parts(parts))).to_vec()
    }

    fn ruling(&self, left: u32, right: u32, compared: &Compared) -> Ruling {
        self.case(left, right, compared).ruling()
    }

    fn choices(&self, left: u32, right: u32, compared: &Compared) -> u32 {
        self.case(left, right, compared).choices()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Unobserved;
    use crate::record::Source;
    use crate::table::TableBuilder;

    /// Two companies, each a name and an e-mail address.
    pub fn companies(rows: [[&str; 2]; 2]) -> Companies {
        let mut table = TableBuilder::new(["名称", "邮箱"]);
        for (at, row) in rows.into_iter().enumerate() {
            table.push(at as u64 + 1, row);
        }
        let roles = vec![Role::CompanyName, Role::Email];
        let source = Source { name: "x".to_string(), table: table.finish(), roles };
        let records = Records::new(vec![source]);
        Companies::new(&records, &Settings::default(), &Unobserved)
    }

    /// Whether a rule finds the two worth comparing.
    pub fn is_candidate(companies: &Companies, rule: usize) -> bool {
        let keys = |record| {
            let mut keys = Vec::new();
            companies.keys(rule, record, &mut |key, _| keys.push(key));
            keys
        };
        let left = keys(0);
        keys(1).iter().any(|key| left.contains(key))
            && companies.at_a_glance(rule, 0, 1) == Glance::Compare
    }

    /// Whether two companies are compared in a large file.
    fn meet(rows: [[&str; 2]; 2]) -> bool {
        let companies = companies(rows);
        (0..rule::EVERYBODY).any(|rule| is_candidate(&companies, rule))
    }

    #[test]
    fn names_alike_in_two_prefectures_meet_by_what_else_they_share() {
        let (here, there) = ("太原恒源通商贸有限公司", "大同恒源通贸易有限公司");
        assert!(!meet([[here, ""], [there, ""]]));
        assert!(!meet([[here, ""], ["大同恒源通商贸有限公司", ""]]));
        assert!(meet([[here, "a@hengyuantong.cn"], [there, "b@hengyuantong.cn"]]));
        assert!(meet([[here, ""], ["恒源通贸易有限公司", ""]]));
        assert!(meet([[here, ""], ["太原恒原通商贸有限公司", ""]]));
    }

    #[test]
    fn firms_of_the_nation_meet_by_their_trade() {
        let meet = |names: [&str; 2]| {
            is_candidate(&companies(names.map(|name| [name, ""])), rule::SOUND_PLACE)
        };
        let bank = "中国农业银行股份有限公司太原分行";
        assert!(meet([bank, "中国农业银行太原分行"]));
        assert!(!meet([bank, "中国移动通信集团山西有限公司太原分公司"]));
    }
}
