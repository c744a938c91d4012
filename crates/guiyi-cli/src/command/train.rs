//! `guiyi train`: a model from records, to be used by later runs.

use std::path::Path;

use guiyi_core::dedupe::Customers;
use guiyi_core::pipeline::{self, Unobserved};
use guiyi_core::score::model::Model;
use guiyi_core::score::train::Report;
use guiyi_core::score::weight::MatchWeight;
use guiyi_core::{Error, ErrorKind, Records};

use super::dedupe::set_threads;
use crate::args::{self, Train};
use crate::job::{self, Request};
use crate::lang::say;
use crate::print;
use crate::result;
use crate::table::aligned;

/// Runs the command.
pub fn run(args: &Train) -> Result<(), Vec<Error>> {
    let one = |problem| vec![problem];
    set_threads(args.threads);
    let asked = args::Job { files: args.files.clone(), ..args::Job::default() };
    let request = Request::new(&asked, &args.reading)?;
    let before = args.against.as_deref().map(job::model).transpose().map_err(one)?;
    let mut read = job::read(&request)?;
    let records = Records::new(std::mem::take(&mut read.sources));
    let customers = Customers::read(&records, &request.settings, &Unobserved).map_err(one)?;
    let subject = customers.subject();
    if let Some(before) = &before {
        before.check(subject.comparisons()).map_err(one)?;
    }
    let options = request.settings.options();
    let (model, report) = pipeline::train(subject, &options, &Unobserved).map_err(one)?;
    save(&model, &args.out, args.force).map_err(one)?;
    let mut text = describe(&model, &report, records.len());
    if let Some(before) = &before {
        text += &changes(before, &model);
    }
    text += &say!(
        "written; use it with: guiyi dedupe --model {}\n",
        "已写入；使用方式：guiyi dedupe --model {}\n",
        args.out.display()
    );
    print::answer(&text).map_err(one)
}

fn save(model: &Model, path: &Path, force: bool) -> Result<(), Error> {
    let text = serde_json::to_string_pretty(model).map_err(|problem| {
        Error::new(ErrorKind::Output, format!("cannot be written: {problem}"))
            .in_file(path.display().to_string())
    })?;
    result::write_text(path, &(text + "\n"), force)
}

fn describe(model: &Model, report: &Report, records: usize) -> String {
    if report.random_pairs == 0 {
        return say!(
            "{} records are too few to train on: this is the shipped model\n",
            "{} 条记录太少，不训练：这是自带模型\n",
            records
        );
    }
    let pairs: u64 = report.sessions.iter().map(|session| session.pairs).sum();
    say!(
        "trained on {} records: {} random pairs, {} candidate pairs; {:.2} duplicates a record\n",
        "在 {} 条记录上训练：随机对 {}，候选对 {}；每条记录平均 {:.2} 个重复\n",
        records,
        report.random_pairs,
        pairs,
        model.prior * records.saturating_sub(1) as f64
    )
}

/// The levels whose weight moved, those that moved most first.
fn changes(before: &Model, after: &Model) -> String {
    /// Bits that a level must have moved by to be listed, and levels listed.
    const LEAST: f64 = 0.5;
    const MOST: usize = 20;
    let bits = |m: f64, u: f64| MatchWeight::from_m_u(m, u).bits();
    let mut moved: Vec<(f64, Vec<String>)> = Vec::new();
    for (old, new) in before.comparisons.iter().zip(&after.comparisons) {
        for (was, is) in old.levels.iter().zip(&new.levels) {
            let (was_bits, is_bits) = (bits(was.m, was.u), bits(is.m, is.u));
            let step = is_bits - was_bits;
            if step.abs() >= LEAST {
                let level = format!("{}: {}", new.name, is.name);
                let figures = [was_bits, is_bits, step].map(|bits| format!("{bits:+.2}"));
                moved.push((step, std::iter::once(level).chain(figures).collect()));
            }
        }
    }
    moved.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then_with(|| a.1.cmp(&b.1)));
    if moved.is_empty() {
        return say!("no level moved by half a bit or more\n", "没有任何级别变动达到半比特\n");
    }
    let head =
        [say!("level", "级别"), say!("before", "之前"), say!("now", "现在"), say!("moved", "变动")];
    let rows = moved.into_iter().take(MOST).map(|(_, row)| row);
    aligned(&std::iter::once(head.to_vec()).chain(rows).collect::<Vec<_>>())
}
