//! Misspelt and cut-off forms, as further words that lead to the right one.

use crate::lattice::cost::{self, Cost};
use crate::vocabulary::Condition;

/// Shortest form whose misspellings are safe to know: three characters leave too little (分公 is
/// also the beginning of other words), except at the end of the text.
pub(crate) const MISSPELT_CHARS: usize = 4;

/// Endings of the forms whose misspelt and cut-off writings are known. Other forms (中心, 加工厂) begin
/// like words of a trade.
const ENDINGS: [&str; 6] = ["公司", "合作社", "合伙企业", "门市部", "营业部", "办事处"];

/// Forms in which one wrong character is forgiven: 有限公可. Those of three characters only at the
/// end of the text.
pub(crate) const WATCHED: [&str; 9] = [
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "农民专业合作社",
    "专业合作社",
    "合伙企业",
    "分公司",
    "总公司",
    "合作社",
];

/// Misspelt and cut-off ways of writing a form, with their further cost.
pub(crate) fn variants(form: &str) -> Vec<(String, Condition, Cost)> {
    let mut out = Vec::new();
    if !ENDINGS.iter().any(|ending| form.ends_with(ending)) {
        return out;
    }
    let chars: Vec<char> = form.chars().collect();
    for length in 1..chars.len() {
        let cost = if length == 1 { cost::FORM_TRUNCATED_TO_ONE } else { cost::FORM_TRUNCATED };
        out.push((chars[..length].iter().collect(), Condition::Truncated, cost));
    }
    if chars.len() < MISSPELT_CHARS {
        return out;
    }
    let mut misspelt = |chars: Vec<char>| {
        out.push((chars.into_iter().collect(), Condition::Repaired, cost::REPAIR));
    };
    for at in 0..chars.len() {
        let mut doubled = chars.clone();
        doubled.insert(at, chars[at]);
        misspelt(doubled);
        if at + 1 < chars.len() {
            let mut dropped = chars.clone();
            dropped.remove(at);
            misspelt(dropped);
            let mut swapped = chars.clone();
            swapped.swap(at, at + 1);
            misspelt(swapped);
        }
    }
    out
}
