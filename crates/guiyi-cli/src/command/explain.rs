//! `guiyi explain`: the waterfall of one pair.

use guiyi_core::explain::{Chart, Explainer, Explanation, bits, pair_text, standing_text};
use guiyi_core::{Error, Lang, RecordId};
use serde_json::{Value, json};

use crate::args::Pair;
use crate::lang::{self, say};
use crate::print;
use crate::session::Session;
use crate::table::aligned;

/// Runs the command.
pub fn run(args: &Pair) -> Result<(), Vec<Error>> {
    let session = Session::open(&args.asked)?;
    let explainer = session.explainer()?;
    let (left, right) = find_pair(&session, &explainer, args)?;
    let explanation = explainer.pair(left, right);
    let text = match args.asked.format.as_str() {
        "svg" => {
            Chart { explainer: &explainer, explanation: &explanation, lang: lang::current() }.svg()
        }
        "json" => format!("{}\n", pair_json(&explainer, &explanation)),
        _ => describe(&explainer, &explanation) + &profiles(&session, &explainer, left, right),
    };
    print::answer(&text).map_err(|problem| vec![problem])
}

/// The two records of the command, which must differ.
pub fn find_pair(
    session: &Session,
    explainer: &Explainer<'_>,
    args: &Pair,
) -> Result<(RecordId, RecordId), Vec<Error>> {
    let left = session.find(explainer, &args.left);
    let right = session.find(explainer, &args.right);
    match (left, right) {
        (Ok(left), Ok(right)) if left == right => Err(vec![
            Error::usage(format!("both are the record {}", explainer.label(left)))
                .hint("name two records"),
        ]),
        (Ok(left), Ok(right)) => Ok((left, right)),
        (left, right) => Err(left.err().into_iter().chain(right.err()).flatten().collect()),
    }
}

/// The waterfall as text, with the threshold and what the rules say.
pub fn describe(explainer: &Explainer<'_>, explanation: &Explanation) -> String {
    let mut text = String::new();
    for id in [explanation.left, explanation.right] {
        text += &format!("{}  {}\n", explainer.label(id), explainer.name(id));
    }
    text.push('\n');
    text += &aligned(&pair_text(explainer, explanation, lang::current()));
    let threshold = explainer.options().match_threshold;
    text += &say!(
        "\n{} bits: probability {:.4}; pairs join from {} bits ({:.2})\n",
        "\n{} 比特：概率 {:.4}；合并阈值 {} 比特（{:.2}）\n",
        bits(explanation.weight),
        explanation.weight.probability(),
        bits(threshold),
        threshold.probability()
    );
    text + &standing_text(explanation, lang::current()) + "\n"
}

fn profiles(
    session: &Session,
    explainer: &Explainer<'_>,
    left: RecordId,
    right: RecordId,
) -> String {
    let (a, b) = (session.profile_of(left), session.profile_of(right));
    let rules = explainer.shared_rules(left, right).join("; ");
    let mut text = if rules.is_empty() {
        say!("no blocking rule brings them together\n", "没有分块规则将二者放在一起\n")
    } else {
        say!("brought together by: {rules}\n", "由以下分块规则放在一起：{rules}\n")
    };
    text += &if a == b {
        say!("both are in {a}\n", "二者同在 {a}\n")
    } else {
        say!(
            "they are in {a} and {b}; 'guiyi why-not' says what kept them apart\n",
            "二者分别在 {a} 和 {b}；用 guiyi why-not 查看原因\n"
        )
    };
    text
}

/// The explanation for machines: always with English names, and words in both languages.
pub fn pair_json(explainer: &Explainer<'_>, explanation: &Explanation) -> Value {
    let record =
        |id: RecordId| json!({ "record": explainer.label(id), "name": explainer.name(id) });
    json!({
        "left": record(explanation.left),
        "right": record(explanation.right),
        "prior": explanation.prior.bits(),
        "terms": explanation.terms,
        "weight": explanation.weight.bits(),
        "probability": explanation.weight.probability(),
        "threshold": explainer.options().match_threshold.bits(),
        "standing": explanation.standing.name(),
        "decided": explanation.is_decided,
        "ruling": { "en": standing_text(explanation, Lang::En), "zh": standing_text(explanation, Lang::Zh) },
    })
}
