//! `report.html`: one run on one page, for people. It needs nothing but itself: no script, no font,
//! no network. Both languages are in it; two buttons without script choose.

mod histogram;
mod page;
mod quality;
mod waterfalls;

use guiyi_core::dedupe::Archive;
use guiyi_core::explain::Explainer;
use guiyi_core::review::Question;
use guiyi_core::unify::survivorship::Rule;
use guiyi_core::{RecordId, Records};
use serde_json::Value;

use crate::job::FileReport;
use page::{Cell, both, section, table};

/// What the report is made from.
pub struct Report<'a> {
    /// The records.
    pub records: &'a Records,
    /// What became of them.
    pub archive: &'a Archive,
    /// How the files were read.
    pub files: &'a [FileReport],
    /// Explains pairs.
    pub explainer: &'a Explainer<'a>,
    /// The figures of the run's summary.
    pub counts: &'a Value,
}

/// Rows of a table that only shows the worst or the largest.
const ROWS: usize = 15;

impl Report<'_> {
    /// The page.
    pub fn html(&self) -> String {
        let body = [
            self.totals(),
            section("files", ("What was read", "输入"), &self.inputs()),
            section("quality", ("Quality of the data", "数据质量"), &self.quality()),
            section("weights", ("Match weights", "匹配权重"), &self.weights()),
            section("pairs", ("Pairs, explained", "记录对详解"), &self.waterfalls()),
            section(
                "profiles",
                ("Largest and weakest profiles", "最大与最弱的档案"),
                &self.profiles(),
            ),
            section("conflicts", ("Values in conflict", "取值冲突"), &self.conflicts()),
            section("blocks", ("Blocks", "分块"), &self.blocks()),
        ];
        page::document(&body.concat())
    }

    fn count(&self, name: &str) -> u64 {
        self.counts[name].as_u64().unwrap_or(0)
    }

    /// The figures at the top.
    fn totals(&self) -> String {
        let asked = |question| {
            self.archive.review.iter().filter(|item| item.question == question).count() as u64
        };
        let tiles = [
            (("records", "记录"), self.count("records")),
            (("profiles", "档案"), self.count("profiles")),
            (("duplicates found", "发现重复"), self.count("duplicates")),
            (("records in the largest profile", "最大档案的记录数"), self.count("largest_profile")),
            (("pairs to review: join?", "待复核：是否合并"), asked(Question::Join)),
            (("profiles to review: weak link?", "待复核：弱连接"), asked(Question::WeakestLink)),
            (("one name, two valid codes", "同名而有效代码不同"), self.count("code_conflicts")),
            (("rows that could not be read", "无法读取的行"), self.count("rejected")),
        ];
        let tile = |(words, count): &((&str, &str), u64)| {
            format!("<div class=\"tile\"><b>{count}</b>{}</div>\n", both(*words))
        };
        format!("<div class=\"tiles\">\n{}</div>\n", tiles.iter().map(tile).collect::<String>())
    }

    fn profile_id(&self, profile: u32) -> String {
        guiyi_core::archive::Tables::new(self.records, self.archive).profile_id(profile as usize)
    }

    fn record(&self, id: u32) -> String {
        let id = RecordId(id);
        format!("{} {}", self.explainer.label(id), self.explainer.name(id))
    }

    /// The largest profiles, and those whose weakest link is the lightest.
    fn profiles(&self) -> String {
        let profiles = &self.archive.profiles;
        let size = |at: &u32| profiles[*at as usize].members.len();
        let several = (0..profiles.len() as u32).filter(|at| size(at) > 1);
        let largest = least(several, |at| (std::cmp::Reverse(size(at)), *at));
        let rows = largest.iter().map(|&at| {
            let members = &profiles[at as usize].members;
            let first = members.first().map_or(0, |id| id.0);
            let aliases = profiles[at as usize].aliases.len();
            vec![
                Cell::text(self.profile_id(at)),
                Cell::text(self.explainer.name(RecordId(first))),
                Cell::number(members.len()),
                Cell::number(aliases),
            ]
        });
        let heads = [
            ("profile", "档案"),
            ("name", "名称"),
            ("records", "记录数"),
            ("other spellings", "其他写法"),
        ];
        let largest = table(("Largest", "最大的档案"), &heads, rows);
        let links = (0u32..)
            .zip(&self.archive.cohesion)
            .filter_map(|(at, cohesion)| cohesion.weakest.map(|link| (at, link)));
        let weakest = least(links, |(at, link)| (link.weight, *at));
        let rows = weakest.iter().map(|(at, link)| {
            let reason = link.reason.map_or_else(Cell::empty, |reason| Cell::both(reason.words()));
            vec![
                Cell::text(self.profile_id(*at)),
                Cell::text(self.record(link.left)),
                Cell::text(self.record(link.right)),
                Cell::text(format!("{:+.1}", link.weight.bits())),
                reason,
            ]
        });
        let heads = [
            ("profile", "档案"),
            ("record", "记录"),
            ("record", "记录"),
            ("bits", "比特"),
            ("note", "说明"),
        ];
        largest + &table(("Held together by the lightest links", "连接最弱的档案"), &heads, rows)
    }

    /// Golden values about which the records of a profile disagree.
    fn conflicts(&self) -> String {
        let fields = &self.archive.fields;
        let mut counts = vec![[0usize; 4]; fields.len()];
        let mut examples = Vec::new();
        for (at, profile) in (0u32..).zip(&self.archive.profiles) {
            for (field, value) in profile.values.iter().enumerate() {
                let Some(value) = value else { continue };
                let place = match value.rule {
                    // What a preference decides was meant so.
                    Rule::OnlyValue | Rule::MostTrusted | Rule::Longest => continue,
                    Rule::BestQuality => 0,
                    Rule::MostFrequent => 1,
                    Rule::MostRecent => 2,
                    Rule::FirstRecord => 3,
                };
                counts[field][place] += 1;
                // Where nothing told the values apart a person may know better.
                if place == 3 && examples.len() < ROWS {
                    examples.push((at, field, value));
                }
            }
        }
        let rows = fields.iter().zip(&counts).filter(|(_, count)| count.iter().sum::<usize>() > 0);
        let rows = rows.map(|(field, count)| {
            let mut row = vec![Cell::text(&field.label)];
            row.extend(count.iter().map(|&n| Cell::number(n)));
            row
        });
        let heads = [
            ("field", "字段"),
            ("best quality", "质量最好"),
            ("most frequent", "最常见"),
            ("most recent", "最新"),
            ("undecided: first record", "无从判断：取首条"),
        ];
        let counted =
            table(("What decided where records disagree", "记录不一致时的取值依据"), &heads, rows);
        let rows = examples.iter().map(|&(at, field, value)| {
            let profile = &self.archive.profiles[at as usize];
            let cells =
                profile.members.iter().flat_map(|&id| fields[field].cells(self.records, id));
            let chosen = value.raw(&fields[field], self.records);
            let mut others: Vec<&str> = cells.filter(|cell| *cell != chosen).collect();
            others.sort_unstable();
            others.dedup();
            vec![
                Cell::text(self.profile_id(at)),
                Cell::text(&fields[field].label),
                Cell::text(chosen),
                Cell::text(others.join(" | ")),
            ]
        });
        let heads =
            [("profile", "档案"), ("field", "字段"), ("chosen", "采用"), ("others", "其他")];
        counted + &table(("Nothing told these apart", "无法判断优劣的取值"), &heads, rows)
    }

    /// What each rule brought together, and what was cut.
    fn blocks(&self) -> String {
        let rows = self.archive.resolution.blocks.iter().map(|rule| {
            vec![
                Cell::text(&rule.rule),
                Cell::number(rule.pairs),
                Cell::number(rule.blocks),
                Cell::number(rule.largest),
                Cell::number(rule.split),
                Cell::number(rule.left_out),
            ]
        });
        let heads = [
            ("rule", "规则"),
            ("pairs", "记录对"),
            ("blocks", "分块"),
            ("largest", "最大"),
            ("blocks too large", "过大的分块"),
            ("pairs left out", "略去的对"),
        ];
        let compared = self.archive.resolution.compared;
        let english = format!("{compared} pairs compared");
        let chinese = format!("共比较 {compared} 对");
        table((&english, &chinese), &heads, rows)
    }
}

/// The [`ROWS`] least items by their keys, the least first; of a million few are held at a time.
fn least<T, K: Ord>(items: impl Iterator<Item = T>, key: impl Fn(&T) -> K) -> Vec<T> {
    /// Items held until only the least of them are.
    const HELD: usize = 1024;
    let mut least = Vec::with_capacity(HELD);
    for item in items {
        if least.len() == HELD {
            least.select_nth_unstable_by_key(ROWS, &key);
            least.truncate(ROWS);
        }
        least.push(item);
    }
    least.sort_unstable_by_key(&key);
    least.truncate(ROWS);
    least
}
