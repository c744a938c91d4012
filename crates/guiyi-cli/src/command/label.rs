//! `guiyi label`: asks about the pairs that teach most and writes down the answers.

use std::collections::HashSet;
use std::io::BufRead;

use guiyi_core::Error;

use crate::args::Label;
use crate::decisions;
use crate::lang::{self, say};
use crate::print;
use crate::run_dir::{Members, RunDir};
use crate::table::aligned;

/// Runs the command.
pub fn run(args: &Label) -> Result<(), Vec<Error>> {
    label(args).map_err(|problem| vec![problem])
}

fn label(args: &Label) -> Result<(), Error> {
    let dir = RunDir::open(&args.run)?;
    let members = dir.members()?;
    let questions = questions(&dir, &members, args)?;
    let by = args.by.clone().or_else(|| std::env::var("USER").ok()).unwrap_or_default();
    let total = questions.len();
    if total == 0 {
        print::answer(&say!("nothing is left to ask\n", "没有待判定的记录对\n"))?;
    }
    let mut answers = std::io::stdin().lock().lines();
    let mut given: Vec<(usize, &'static str)> = Vec::new();
    let mut at = 0;
    while at < total {
        let question = &questions[at];
        print::answer(&describe(question, &members, at + 1, total))?;
        match ask(&mut answers)? {
            Answer::Verdict(verdict) => {
                write(args, &members, question, verdict, &by)?;
                given.push((at, verdict));
                at += 1;
            }
            Answer::Skip => at += 1,
            Answer::Back => match given.pop() {
                Some((last, _)) => {
                    write(args, &members, &questions[last], "retract", &by)?;
                    at = last;
                }
                None => {
                    print::answer(&say!("there is nothing to take back\n", "没有可撤回的判定\n"))?
                }
            },
            Answer::Quit => break,
        }
    }
    let file = args.decisions.display();
    print::answer(&say!(
        "\n{} decisions added to {file}; 'guiyi dedupe … --decisions {file}' obeys them\n",
        "\n已向 {file} 追加 {} 条判定；运行 guiyi dedupe … --decisions {file} 即可生效\n",
        given.len()
    ))
}

/// A pair to ask about.
struct Question {
    left: usize,
    right: usize,
    /// What the answer is expected to set right: pairs of records.
    gain: f64,
    probability: String,
    reason: String,
}

/// The pairs of the run's review that nobody has answered, the most telling first: the chance that
/// the run is wrong about the pair, times the pairs of records that hang on it.
fn questions(dir: &RunDir, members: &Members, args: &Label) -> Result<Vec<Question>, Error> {
    let answered: HashSet<[(String, String); 2]> = match args.decisions.exists() {
        true => decisions::read(&args.decisions)?.answered().into_iter().collect(),
        false => HashSet::new(),
    };
    let review = dir.table("review")?;
    let cell = |row: usize, name: &str| {
        let at = review.headers().position(|header| header == name);
        at.map_or("", |at| review.cell(row, at))
    };
    let reason = lang::current().pick(("reason", "reason_zh"));
    let question = |row: usize| {
        let left = members.find(Some(cell(row, "source_a")), cell(row, "record_a")).ok()?;
        let right = members.find(Some(cell(row, "source_b")), cell(row, "record_b")).ok()?;
        let mut sides =
            [left, right].map(|row| (members.source(row).to_string(), members.id(row).to_string()));
        sides.sort_unstable();
        if answered.contains(&sides) {
            return None;
        }
        let is_join = cell(row, "question") == "join";
        let p: f64 = cell(row, "probability").parse().unwrap_or(0.5);
        // Where a rule keeps the weight from deciding, the weight does not tell how sure it is.
        let is_ruled =
            cell(row, "reason") != "near, but not sure enough" && !cell(row, "reason").is_empty();
        let doubt = if is_ruled { 0.5 } else { p.min(1.0 - p) };
        let (a, b) = (members.size(left) as f64, members.size(right) as f64);
        let pairs = if is_join { a * b } else { (a - 1.0).max(1.0) };
        Some(Question {
            left,
            right,
            gain: doubt * pairs,
            probability: cell(row, "probability").to_string(),
            reason: cell(row, reason).to_string(),
        })
    };
    let mut found: Vec<Question> = (0..review.rows()).filter_map(question).collect();
    found.sort_by(|a, b| b.gain.total_cmp(&a.gain).then((a.left, a.right).cmp(&(b.left, b.right))));
    found.truncate(args.limit);
    Ok(found)
}

enum Answer {
    Verdict(&'static str),
    Skip,
    Back,
    Quit,
}

/// Reads answers until one is understood; the end of the input quits.
fn ask(lines: &mut impl Iterator<Item = std::io::Result<String>>) -> Result<Answer, Error> {
    loop {
        print::answer(&say!(
            "one customer? [y]es [n]o [u]nsure [s]kip [b]ack [q]uit: ",
            "是同一客户吗？[y]是 [n]否 [u]不确定 [s]跳过 [b]撤回 [q]退出："
        ))?;
        let Some(line) = lines.next() else { return Ok(Answer::Quit) };
        let line =
            line.map_err(|problem| Error::input(format!("the answer cannot be read: {problem}")))?;
        return Ok(match line.trim().to_lowercase().as_str() {
            "y" | "yes" | "same" | "是" => Answer::Verdict("same"),
            "n" | "no" | "different" | "否" => Answer::Verdict("different"),
            "u" | "unsure" | "不确定" => Answer::Verdict("unsure"),
            "s" | "skip" | "" => Answer::Skip,
            "b" | "back" => Answer::Back,
            "q" | "quit" => Answer::Quit,
            _ => continue,
        });
    }
}

fn write(
    args: &Label,
    members: &Members,
    question: &Question,
    verdict: &str,
    by: &str,
) -> Result<(), Error> {
    let (a, b) = (question.left, question.right);
    let today = decisions::today();
    decisions::append(
        &args.decisions,
        [
            verdict,
            members.source(a),
            members.id(a),
            members.source(b),
            members.id(b),
            by,
            &today,
            "",
        ],
    )
}

/// Both records side by side; `=` marks what they say alike.
fn describe(question: &Question, members: &Members, number: usize, total: usize) -> String {
    let (a, b) = (question.left, question.right);
    let label = |row: usize| format!("{}/{}", members.source(row), members.id(row));
    let mut rows = vec![vec![String::new(), String::new(), label(a), label(b)]];
    for ((header, left), (_, right)) in members.cells(a).zip(members.cells(b)) {
        if left.is_empty() && right.is_empty() {
            continue;
        }
        let mark = if left == right { "=" } else { "" };
        rows.push(vec![mark.to_string(), header.to_string(), left.to_string(), right.to_string()]);
    }
    let profiles = [members.profile(a), members.profile(b)];
    let sizes = say!(
        "{} ({} records) and {} ({} records)",
        "{}（{} 条记录）与 {}（{} 条记录）",
        profiles[0],
        members.size(a),
        profiles[1],
        members.size(b)
    );
    format!(
        "\n{number}/{total}  {sizes}, p {}: {}\n{}",
        question.probability,
        question.reason,
        aligned(&rows)
    )
}
