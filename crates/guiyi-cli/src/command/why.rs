//! `guiyi why`: what holds a profile together.

use guiyi_core::explain::{Chart, Explainer, WhyProfile, bits};
use guiyi_core::{Error, RecordId, Records};
use serde_json::{Value, json};

use crate::args::Why;
use crate::lang::{self, say};
use crate::print;
use crate::session::Session;
use crate::table::aligned;

/// Runs the command.
pub fn run(args: &Why) -> Result<(), Vec<Error>> {
    let session = Session::open(&args.asked)?;
    let explainer = session.explainer()?;
    let word = args.profile.trim();
    let profile = if session.members(word).is_empty() {
        session.profile_of(session.find(&explainer, word)?).to_string()
    } else {
        word.to_string()
    };
    let why = explainer.profile(session.members(&profile));
    let answer = match args.asked.format.as_str() {
        "json" => format!("{}\n", json(&profile, &explainer, &session.records, &why)),
        // The picture of a profile is that of the link it hangs by.
        "svg" => match why.links.last() {
            Some(link) => {
                let explanation = explainer.pair(RecordId(link.left), RecordId(link.right));
                let (explainer, explanation, lang) = (&explainer, &explanation, lang::current());
                Chart { explainer, explanation, lang }.svg()
            }
            None => String::new(),
        },
        _ => text(&profile, &explainer, &session.records, &why),
    };
    print::answer(&answer).map_err(|problem| vec![problem])
}

fn text(profile: &str, explainer: &Explainer<'_>, records: &Records, why: &WhyProfile) -> String {
    let count = why.profile.members.len();
    let mut text = say!("{profile}: {count} records\n", "{profile}：{count} 条记录\n");
    let members = why.profile.members.iter();
    text += &aligned(
        &members
            .map(|&id| vec![explainer.label(id), explainer.name(id).to_string()])
            .collect::<Vec<_>>(),
    );
    if !why.links.is_empty() {
        text += &say!(
            "\nthe links that hold it together, the weakest last\n",
            "\n维系该档案的连接，最弱的在最后\n"
        );
        let link = |link: &guiyi_core::review::WeakestLink| {
            let reason = link.reason.map_or("", |reason| lang::current().pick(reason.words()));
            vec![
                explainer.label(RecordId(link.left)),
                explainer.label(RecordId(link.right)),
                bits(link.weight),
                reason.to_string(),
            ]
        };
        text += &aligned(&why.links.iter().map(link).collect::<Vec<_>>());
    }
    if !why.conflicts.is_empty() {
        text += &say!("\npairs in it that rules speak against\n", "\n其中被规则反对的记录对\n");
        let rows = why.conflicts.iter().map(|conflict| {
            let reason = conflict.reason.map_or("", |reason| lang::current().pick(reason.words()));
            vec![
                explainer.label(conflict.left),
                explainer.label(conflict.right),
                reason.to_string(),
            ]
        });
        text += &aligned(&rows.collect::<Vec<_>>());
    }
    text += &say!("\nwhere its values come from\n", "\n各项取值的来源\n");
    let values = explainer.fields().iter().zip(&why.profile.values);
    let rows = values.filter_map(|(field, value)| {
        let value = value.as_ref()?;
        Some(vec![
            field.label.clone(),
            value.raw(field, records).to_string(),
            explainer.label(value.from),
            say!("line {}", "第 {} 行", records.line(value.from)),
            value.rule.name().to_string(),
            format!("{}/{count}", value.support),
        ])
    });
    text + &aligned(&rows.collect::<Vec<_>>())
}

fn json(profile: &str, explainer: &Explainer<'_>, records: &Records, why: &WhyProfile) -> Value {
    let label = |id: u32| explainer.label(RecordId(id));
    let values = explainer.fields().iter().zip(&why.profile.values).filter_map(|(field, value)| {
        let value = value.as_ref()?;
        Some(json!({
            "field": field.label,
            "value": value.raw(field, records),
            "from": explainer.label(value.from),
            "line": records.line(value.from),
            "rule": value.rule.name(),
            "support": value.support,
        }))
    });
    json!({
        "profile": profile,
        "records": why.profile.members.iter().map(|&id| explainer.label(id)).collect::<Vec<_>>(),
        "links": why.links.iter().map(|link| json!({
            "left": label(link.left),
            "right": label(link.right),
            "weight": link.weight.bits(),
            "reason": link.reason.map(|reason| reason.words().0),
        })).collect::<Vec<_>>(),
        "conflicts": why.conflicts.iter().map(|conflict| json!({
            "left": explainer.label(conflict.left),
            "right": explainer.label(conflict.right),
            "standing": conflict.standing.name(),
            "reason": conflict.reason.map(|reason| reason.words().0),
        })).collect::<Vec<_>>(),
        "values": values.collect::<Vec<_>>(),
    })
}
