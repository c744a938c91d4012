//! `guiyi plan`: what a run would do, before it does it.

use guiyi_core::block::index::RuleReport;
use guiyi_core::dedupe::Customers;
use guiyi_core::pipeline::{Unobserved, block};
use guiyi_core::settings::key::KEYS;
use guiyi_core::{Error, Records};
use serde_json::json;

use super::dedupe::{block_json, describe_input, set_threads};
use crate::args::Plan;
use crate::job::{self, Request};
use crate::lang::say;
use crate::print;
use crate::table::aligned;

/// Runs the command.
pub fn run(args: &Plan) -> Result<(), Vec<Error>> {
    set_threads(args.job.threads);
    let request = Request::new(&args.job, &args.reading)?;
    let mut job = job::read(&request)?;
    let records = Records::new(std::mem::take(&mut job.sources));
    let customers = Customers::read(&records, &request.settings, &Unobserved)
        .map_err(|problem| vec![problem])?;
    let options = request.settings.options();
    let blocks = block(customers.subject(), options.limits, &Unobserved);
    let comparisons: Vec<&str> =
        customers.subject().comparisons().iter().map(|c| c.name.as_str()).collect();
    let is_trained = request.model.is_none() && records.len() >= options.training.least_records;
    if args.json {
        let plan = json!({
            "inputs": job.files.iter().map(job::input_json).collect::<Vec<_>>(),
            "records": records.len(),
            "kind": kind(&customers),
            "comparisons": comparisons,
            "settings": request.settings,
            "model": if request.model.is_some() { "given" } else if is_trained { "trained" } else { "shipped" },
            "blocks": blocks.reports.iter().map(block_json).collect::<Vec<_>>(),
        });
        return print::answer(&format!("{plan}\n")).map_err(|problem| vec![problem]);
    }
    let mut text = describe_input(&job);
    text += &say!(
        "\n{} records, compared as {}, by: ",
        "\n{} 条记录，按{}比较，比较项：",
        records.len(),
        kind_words(&customers)
    );
    text += &comparisons.join(", ");
    text.push('\n');
    text += &match (&request.model, is_trained) {
        (Some(model), _) => {
            say!("the model is that of {}\n", "使用 {} 中的模型\n", model.display())
        }
        (None, true) => say!("the model is trained on these records\n", "在这些记录上训练模型\n"),
        (None, false) => say!(
            "too few records to train on: the shipped model\n",
            "记录太少，不训练，使用自带模型\n"
        ),
    };
    text += &describe_settings(&request);
    text += &describe_blocks(&blocks.reports);
    print::answer(&text).map_err(|problem| vec![problem])
}

fn kind(customers: &Customers) -> &'static str {
    match customers {
        Customers::Companies(_) => "companies",
        Customers::General(_) => "general",
    }
}

fn kind_words(customers: &Customers) -> String {
    match customers {
        Customers::Companies(_) => say!("companies", "企业"),
        Customers::General(_) => say!("persons or things of another kind", "个人或其他对象"),
    }
}

/// The settings that are not roles, with where each comes from.
fn describe_settings(request: &Request) -> String {
    let rows =
        KEYS.iter().filter(|key| !key.default.is_empty() && !key.table.is_empty()).map(|key| {
            let entry = request.typed.get(key.table, key.name);
            let from = match entry {
                Some(entry) => match entry.line {
                    Some(line) => format!("{}:{line}", entry.file),
                    None => entry.file.clone(),
                },
                None => say!("default", "默认"),
            };
            let value = match key.path().as_str() {
                "thresholds.match" => request.settings.match_probability.to_string(),
                "thresholds.review" => request.settings.review_probability.to_string(),
                "names.join-brandless" => request.settings.join_brandless.to_string(),
                "blocks.limit" => request.settings.block_limit.to_string(),
                "blocks.window" => request.settings.block_window.to_string(),
                _ => request
                    .typed
                    .flag(key.table, key.name)
                    .map_or(key.default.to_string(), |flag| flag.to_string()),
            };
            vec![key.path(), value, from]
        });
    format!("\n{}\n{}", say!("settings", "设置"), aligned(&rows.collect::<Vec<_>>()))
}

fn describe_blocks(reports: &[RuleReport]) -> String {
    let mut rows = vec![vec![
        say!("blocking rule", "分块规则"),
        say!("pairs", "记录对"),
        say!("blocks", "分块"),
        say!("largest", "最大"),
        say!("too large", "过大"),
    ]];
    rows.extend(reports.iter().map(|report| {
        [report.pairs, report.blocks as u64, report.largest as u64, report.split as u64]
            .iter()
            .map(ToString::to_string)
            .fold(vec![report.rule.clone()], |mut row, cell| {
                row.push(cell);
                row
            })
    }));
    let all: u64 = reports.iter().map(|report| report.pairs).sum();
    let mut text = format!("\n{}", aligned(&rows));
    text += &say!(
        "at most {all} pairs would be compared; a pair under several rules is compared once\n",
        "至多比较 {all} 对；同属多条规则的记录对只比较一次\n"
    );
    text
}
