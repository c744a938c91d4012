//! Explanations as text for a terminal: tables of cells, to be aligned by who prints them.

use super::{Explainer, Explanation, comparison_words, level_words};
use crate::cluster::Standing;
use crate::lang::Lang;
use crate::score::weight::MatchWeight;

/// The rows of a waterfall: comparison, level, both values, weight, running sum. The first row is
/// the header; comparisons with nothing to compare are left out.
pub fn pair_text(
    explainer: &Explainer<'_>,
    explanation: &Explanation,
    lang: Lang,
) -> Vec<Vec<String>> {
    let word = |words: (&str, &str)| lang.pick(words).to_string();
    let mut rows = vec![vec![
        word(("comparison", "比较项")),
        word(("finding", "比较结果")),
        explainer.label(explanation.left),
        explainer.label(explanation.right),
        word(("bits", "比特")),
        word(("sum", "累计")),
    ]];
    let mut sum = explanation.prior;
    let empty = String::new;
    let prior = word(("before any evidence", "先验"));
    rows.push(vec![prior, empty(), empty(), empty(), bits(sum), bits(sum)]);
    for term in explanation.terms.iter().filter(|term| term.speaks()) {
        sum += term.total();
        let name = comparison_words(&term.comparison).map_or(term.comparison.clone(), word);
        let mut finding = level_words(term.level).map_or(term.level.to_string(), word);
        if term.term_frequency != MatchWeight::ZERO {
            let rare = term.term_frequency > MatchWeight::ZERO;
            let how = if rare { ("rare", "少见") } else { ("common", "常见") };
            finding += &format!(" ({} {})", lang.pick(how), bits(term.term_frequency));
        }
        rows.push(vec![
            name,
            finding,
            term.left.clone(),
            term.right.clone(),
            bits(term.total()),
            bits(sum),
        ]);
    }
    rows
}

/// A weight in bits, with its sign.
pub fn bits(weight: MatchWeight) -> String {
    format!("{:+.2}", weight.bits())
}

/// What the rules or a person make of the pair, as one sentence.
pub fn standing_text(explanation: &Explanation, lang: Lang) -> String {
    if explanation.is_decided {
        return lang
            .pick(match explanation.standing {
                Standing::Required => (
                    "a person decided: one customer, whatever the weight",
                    "人工判定：同一客户，不论权重",
                ),
                _ => (
                    "a person decided: two customers, whatever the weight",
                    "人工判定：不同客户，不论权重",
                ),
            })
            .to_string();
    }
    let what = match (explanation.standing, explanation.reason) {
        (Standing::Free, None) => {
            ("no rule speaks: the weight decides", "没有规则介入：由权重决定")
        }
        (Standing::Free, Some(_)) => {
            ("not in the way: the weight decides", "不构成障碍：由权重决定")
        }
        (Standing::Capped, _) => {
            ("not joined on this pair alone; for review", "仅凭这一对不合并，转人工复核")
        }
        (Standing::Vetoed, _) => ("vetoed: this pair never joins", "否决：这一对不合并"),
        (Standing::Forbidden, _) => ("forbidden: never in one profile", "禁止：不得进入同一档案"),
        (Standing::Required, _) => ("required: always one profile", "必须：总是合并"),
    };
    match explanation.reason {
        None => lang.pick(what).to_string(),
        Some(reason) => {
            format!("{}{}{}", lang.pick(reason.words()), lang.pick((" – ", "——")), lang.pick(what))
        }
    }
}
