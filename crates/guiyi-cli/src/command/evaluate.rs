//! `guiyi evaluate`: a run against the truth, or against another run.

use guiyi_core::Error;
use guiyi_core::block::pairs::CandidateIndex;
use guiyi_core::evaluate::{
    LabelledPair, Measure, Mixture, PairScores, Partition, Point, Scores, Triple, completeness,
    curve, mixtures, pair_scores, scores,
};
use guiyi_core::pipeline::{Unobserved, block};
use serde_json::{Value, json};

use crate::args::Evaluate;
use crate::lang::say;
use crate::print;
use crate::run_dir::{Members, RunDir};
use crate::session::Session;
use crate::table::aligned;
use crate::truth::{self, Labelled, Truth};

/// Runs the command.
pub fn run(args: &Evaluate) -> Result<(), Vec<Error>> {
    let one = |problem| vec![problem];
    let dir = RunDir::open(&args.run).map_err(one)?;
    let members = dir.members().map_err(one)?;
    let truth = args.truth.as_deref().map(|path| truth::read(path, &members)).transpose();
    let truth = truth.map_err(one)?;
    let mut report = Report::default();
    match &truth {
        Some(Truth::Clusters(labelled)) => {
            against_clusters(&dir, &members, labelled, args, &mut report).map_err(one)?;
            if args.blocking {
                blocking(args, &members, labelled, &mut report)?;
            }
        }
        Some(Truth::Pairs(pairs)) => against_pairs(&members, pairs, args, &mut report),
        None => {}
    }
    if let Some(other) = &args.against {
        let older = RunDir::open(other).and_then(|dir| dir.members()).map_err(one)?;
        against_run(&members, &older, truth.as_ref(), args, &mut report);
    }
    report.print(args.json).map_err(one)
}

/// What is printed: text for people, the same as JSON.
#[derive(Default)]
struct Report {
    text: String,
    json: serde_json::Map<String, Value>,
}

impl Report {
    fn add(&mut self, name: &str, value: Value, text: &str) {
        self.json.insert(name.to_string(), value);
        self.text.push_str(text);
    }

    fn print(self, json: bool) -> Result<(), Error> {
        match json {
            true => print::answer(&format!("{}\n", Value::Object(self.json))),
            false => print::answer(&self.text),
        }
    }
}

fn against_clusters(
    dir: &RunDir,
    members: &Members,
    labelled: &[Labelled],
    args: &Evaluate,
    report: &mut Report,
) -> Result<(), Error> {
    let (truth, found) = partitions(members, labelled);
    let figures = scores(&truth, &found);
    let missing = labelled.iter().filter(|label| label.row.is_none()).count();
    let judged = labelled.len() - missing;
    let unjudged = members.len().saturating_sub(judged);
    report.add("scores", json!(figures), &describe(&figures));
    let counts = json!({ "not_in_run": missing, "not_in_truth": unjudged });
    let mut text = String::new();
    if missing > 0 {
        text += &say!(
            "{missing} records of the truth are not in the run; they count as alone\n",
            "真值中有 {missing} 条记录不在本次结果中，按单独一户计\n"
        );
    }
    if unjudged > 0 {
        text += &say!(
            "{unjudged} records of the run are not in the truth; they are left out\n",
            "结果中有 {unjudged} 条记录不在真值中，未计入\n"
        );
    }
    report.add("left_out", counts, &text);
    let name = |item: u32| {
        labelled[item as usize].row.map_or_else(String::new, |row| members.describe(row))
    };
    let wrong = List {
        title: say!("worst wrong joins", "最严重的误合"),
        found: mixtures(&found, &truth),
        whole: &found,
        other: &truth,
        name: &name,
    };
    report.add("wrong_joins", wrong.json(args.worst), &wrong.text(args.worst));
    let missed = List {
        title: say!("worst missed joins", "最严重的漏合"),
        found: mixtures(&truth, &found),
        whole: &truth,
        other: &found,
        name: &name,
    };
    report.add("missed_joins", missed.json(args.worst), &missed.text(args.worst));
    if let Some(pairs) = dir.pairs(members)? {
        let entity = entities(members, labelled, &truth);
        let known = pairs
            .iter()
            .filter(|pair| pair.decides)
            .filter_map(|pair| Some((pair.weight, entity[pair.left]? == entity[pair.right]?)));
        let points = curve(&known.collect::<Vec<_>>(), figures.true_pairs);
        report.add("curve", json!(points), &describe_curve(&points));
    }
    Ok(())
}

/// What the blocks of the run bring together and spare.
fn blocking(
    args: &Evaluate,
    members: &Members,
    labelled: &[Labelled],
    report: &mut Report,
) -> Result<(), Vec<Error>> {
    let session = Session::reopen(&args.run, &[])?;
    let subject = session.customers.subject();
    let blocks = block(subject, session.options.limits, &Unobserved);
    let index = CandidateIndex::new(&blocks, subject.records(), session.options.limits);
    let truth = Partition::of_names(labelled.iter().map(|label| label.entity.as_str()));
    let entity_of = entities(members, labelled, &truth);
    let rules = subject.rules();
    let compared = |left, found: &mut _| index.worth_comparing(subject, left, found);
    let found = completeness(compared, &entity_of, rules.len());
    let mut text = say!(
        "\nblocking: {} of {} true pairs are candidates; {} candidates, reduction ratio {:.6}\n",
        "\n分块：{} / {} 个真实对成为候选；候选共 {} 对，缩减率 {:.6}\n",
        measure(&found.completeness),
        found.true_pairs,
        found.candidates,
        found.reduction_ratio
    );
    let first = rules.iter().zip(&found.first_found);
    text += &aligned(
        &first.map(|(rule, count)| vec![rule.clone(), count.to_string()]).collect::<Vec<_>>(),
    );
    let mut json = json!(found);
    json["rules"] = json!(rules);
    report.add("blocking", json, &text);
    Ok(())
}

/// The true customer of each record of the run; `None` where the truth does not know the record.
fn entities(members: &Members, labelled: &[Labelled], truth: &Partition) -> Vec<Option<u32>> {
    let mut entities = vec![None; members.len()];
    for (item, label) in labelled.iter().enumerate() {
        if let Some(row) = label.row {
            entities[row] = Some(truth.label(item));
        }
    }
    entities
}

/// The truth and the run over the records of the truth; one that the run does not have is alone.
fn partitions(members: &Members, labelled: &[Labelled]) -> (Partition, Partition) {
    let truth = Partition::of_names(labelled.iter().map(|label| label.entity.as_str()));
    let alone: Vec<String> = (0..labelled.len()).map(|item| format!("\0{item}")).collect();
    let found = labelled.iter().enumerate().map(|(item, label)| match label.row {
        Some(row) => members.profile(row),
        None => alone[item].as_str(),
    });
    (truth, Partition::of_names(found))
}

fn against_pairs(
    members: &Members,
    pairs: &[(usize, usize, bool)],
    args: &Evaluate,
    report: &mut Report,
) {
    let joined = |a: usize, b: usize| members.profile(a) == members.profile(b);
    let judged: Vec<LabelledPair> =
        pairs.iter().map(|&(a, b, same)| LabelledPair { same, joined: joined(a, b) }).collect();
    let figures = pair_scores(&judged);
    report.add("pairs", json!(figures), &describe_pairs(&figures));
    for (key, title, wanted) in [
        ("wrong_joins", say!("wrong joins", "误合"), false),
        ("missed_joins", say!("missed joins", "漏合"), true),
    ] {
        let wrong = pairs.iter().filter(|&&(a, b, same)| same == wanted && joined(a, b) != same);
        let lines: Vec<[String; 2]> = wrong
            .take(args.worst)
            .map(|&(a, b, _)| [members.describe(a), members.describe(b)])
            .collect();
        let mut text = if lines.is_empty() { String::new() } else { format!("\n{title}\n") };
        lines.iter().for_each(|[a, b]| text.push_str(&format!("  {a}  ~  {b}\n")));
        report.add(key, json!(lines), &text);
    }
}

fn against_run(
    members: &Members,
    older: &Members,
    truth: Option<&Truth>,
    args: &Evaluate,
    report: &mut Report,
) {
    // Records of both runs, by source and id.
    let both: Vec<(usize, usize)> = (0..members.len())
        .filter_map(|row| Some((row, older.find(Some(members.source(row)), members.id(row)).ok()?)))
        .collect();
    let new = Partition::of_names(both.iter().map(|&(row, _)| members.profile(row)));
    let old = Partition::of_names(both.iter().map(|&(_, row)| older.profile(row)));
    let only_new = members.len() - both.len();
    let only_old = older.len() - both.len();
    let (joined, split) = (mixtures(&new, &old), mixtures(&old, &new));
    let pairs = |list: &[Mixture]| list.iter().map(|mixture| mixture.pairs).sum::<u64>();
    let (gained, lost) = (pairs(&joined), pairs(&split));
    let mut text = say!(
        "\ncompared with the other run: {} records in both, {only_new} only here, {only_old} only there\n",
        "\n与另一次结果比较：共有 {} 条记录，仅本次有 {only_new} 条，仅对方有 {only_old} 条\n",
        both.len()
    );
    text += &say!(
        "{} profiles joined ({gained} pairs), {} split ({lost} pairs)\n",
        "合并 {} 个档案（{gained} 对），拆分 {} 个档案（{lost} 对）\n",
        joined.len(),
        split.len()
    );
    let mut figures = json!({
        "records": both.len(), "only_here": only_new, "only_there": only_old,
        "profiles_joined": joined.len(), "pairs_joined": gained,
        "profiles_split": split.len(), "pairs_split": lost,
    });
    if let Some(Truth::Clusters(labelled)) = truth {
        let mut entity = vec![None; members.len()];
        for label in labelled {
            if let Some(row) = label.row {
                entity[row] = Some(label.entity.as_str());
            }
        }
        let truth = Partition::of_names(both.iter().map(|&(row, _)| entity[row].unwrap_or("")));
        let (now, before) = (scores(&truth, &new), scores(&truth, &old));
        let rows = [
            ("F1", now.pairwise.f1.value, before.pairwise.f1.value),
            ("B³ F1", now.bcubed.f1.value, before.bcubed.f1.value),
        ]
        .map(|(name, now, before)| {
            vec![
                name.to_string(),
                format!("{before:.4} → {now:.4}"),
                format!("{:+.4}", now - before),
            ]
        });
        text += &aligned(&rows);
        figures["f1"] = json!([before.pairwise.f1.value, now.pairwise.f1.value]);
        figures["bcubed_f1"] = json!([before.bcubed.f1.value, now.bcubed.f1.value]);
    }
    report.add("against", figures, &text);
    let name = |item: u32| members.describe(both[item as usize].0);
    let joined = List {
        title: say!("joined", "合并"),
        found: joined,
        whole: &new,
        other: &old,
        name: &name,
    };
    report.add("joined", joined.json(args.worst), &joined.text(args.worst));
    let split =
        List {
            title: say!("split", "拆分"), found: split, whole: &old, other: &new, name: &name
        };
    report.add("split", split.json(args.worst), &split.text(args.worst));
}

/// Groups that another partition takes apart, to be listed.
struct List<'a> {
    title: String,
    found: Vec<Mixture>,
    whole: &'a Partition,
    other: &'a Partition,
    name: &'a dyn Fn(u32) -> String,
}

/// Parts of a group that are listed.
const PARTS: usize = 6;

impl List<'_> {
    fn text(&self, most: usize) -> String {
        if self.found.is_empty() || most == 0 {
            return String::new();
        }
        let mut text = format!("\n{} ({})\n", self.title, self.found.len());
        for mixture in self.found.iter().take(most) {
            let group = self.whole.name(mixture.group);
            text += &say!("  {group}: {} pairs\n", "  {group}：{} 对\n", mixture.pairs);
            let rows: Vec<Vec<String>> = mixture
                .parts
                .iter()
                .take(PARTS)
                .map(|part| {
                    vec![
                        String::new(),
                        format!("{}×", part.count),
                        self.other.name(part.group).to_string(),
                        (self.name)(part.item),
                    ]
                })
                .collect();
            text += &aligned(&rows);
            let more = mixture.parts.len().saturating_sub(PARTS);
            if more > 0 {
                text += &say!("    and {more} more\n", "    另有 {more} 个\n");
            }
        }
        text
    }

    fn json(&self, most: usize) -> Value {
        let parts = |mixture: &Mixture| -> Vec<Value> {
            let parts = mixture.parts.iter().take(PARTS);
            parts
                .map(|part| json!({ "group": self.other.name(part.group), "records": part.count, "record": (self.name)(part.item) }))
                .collect()
        };
        let worst = self.found.iter().take(most).map(|mixture| {
            json!({ "group": self.whole.name(mixture.group), "pairs": mixture.pairs, "parts": parts(mixture) })
        });
        json!({ "count": self.found.len(), "worst": worst.collect::<Vec<_>>() })
    }
}

fn describe(figures: &Scores) -> String {
    let mut text = say!(
        "{} records, {} customers in the truth (largest {}), {} profiles (largest {})\n",
        "{} 条记录，真值 {} 户（最大 {} 条），结果 {} 个档案（最大 {} 条）\n",
        figures.records,
        figures.entities,
        figures.largest_true,
        figures.clusters,
        figures.largest
    );
    let mut rows = vec![vec![
        String::new(),
        say!("precision", "准确率"),
        say!("recall", "召回率"),
        "F1".to_string(),
    ]];
    let triple = |name: String, t: &Triple| {
        vec![name, measure(&t.precision), measure(&t.recall), measure(&t.f1)]
    };
    rows.push(triple(say!("pairwise", "按对"), &figures.pairwise));
    rows.push(triple(say!("B³ (by record)", "B³（按记录）"), &figures.bcubed));
    rows.push(vec![say!("customers found exactly", "完全正确的客户"), measure(&figures.exact)]);
    text += &aligned(&rows);
    text += &say!(
        "{} wrong pairs, {} missed; brackets: 95 % intervals over customers\n",
        "误合 {} 对，漏合 {} 对；方括号内为按客户抽样的 95% 区间\n",
        figures.wrong_pairs,
        figures.missed_pairs
    );
    text
}

fn describe_pairs(figures: &PairScores) -> String {
    let mut text = say!(
        "{} labelled pairs, {} of them one customer\n",
        "{} 个已标注对，其中 {} 对为同一客户\n",
        figures.pairs,
        figures.same
    );
    text += &aligned(&[
        vec![say!("precision", "准确率"), measure(&figures.precision)],
        vec![say!("recall", "召回率"), measure(&figures.recall)],
        vec!["F1".to_string(), measure(&figures.f1)],
    ]);
    text
}

fn measure(measure: &Measure) -> String {
    match measure.interval {
        Some((low, high)) => format!("{:.4} [{low:.4}, {high:.4}]", measure.value),
        None => format!("{:.4}", measure.value),
    }
}

fn describe_curve(points: &[Point]) -> String {
    let mut rows = vec![vec![
        say!("threshold", "阈值"),
        say!("bits", "比特"),
        say!("precision", "准确率"),
        say!("recall", "召回率"),
        "F1".to_string(),
    ]];
    rows.extend(points.iter().map(|point| {
        vec![
            format!("{:.6}", point.probability),
            format!("{}", point.bits),
            format!("{:.4}", point.precision),
            format!("{:.4}", point.recall),
            format!("{:.4}", point.f1),
        ]
    }));
    let title = say!("threshold curve of the pairs in pairs.csv", "pairs.csv 中各对的阈值曲线");
    format!("\n{title}\n{}", aligned(&rows))
}
