//! The waterfall as a picture: one SVG element that needs nothing else.

use std::fmt::Write as _;

use super::{Explainer, Explanation, comparison_words, level_words};
use crate::lang::Lang;
use crate::score::weight::MatchWeight;

/// A chart of one pair in one language.
pub struct Chart<'a> {
    /// Knows the records.
    pub explainer: &'a Explainer<'a>,
    /// The pair.
    pub explanation: &'a Explanation,
    /// The language of its words.
    pub lang: Lang,
}

/// A bar of the waterfall.
struct Bar {
    label: String,
    /// What both records say.
    detail: String,
    from: f64,
    to: f64,
    is_sum: bool,
}

/// Widths in CSS pixels: of the words, of the plot, of the figures behind the bars.
const WORDS: f64 = 330.0;
const PLOT: f64 = 380.0;
const FIGURES: f64 = 70.0;
/// Heights of a row, a bar, and the head.
const ROW: f64 = 36.0;
const BAR: f64 = 16.0;
const HEAD: f64 = 24.0;
/// Characters of both values that a row holds.
const DETAIL: usize = 44;
/// Colours that stay apart for the colour-blind (Okabe & Ito 2008).
const FOR: &str = "#0072b2";
const AGAINST: &str = "#d55e00";
const SUM: &str = "#555555";

impl Chart<'_> {
    /// The picture.
    pub fn svg(&self) -> String {
        let bars = self.bars();
        let threshold = self.explainer.options().match_threshold.bits();
        let ends = bars.iter().flat_map(|bar| [bar.from, bar.to]).chain([0.0, threshold]);
        let (low, high) = ends.fold((0.0f64, 0.0f64), |(low, high), x| (low.min(x), high.max(x)));
        let x = |bits: f64| WORDS + (bits - low) / (high - low).max(1.0) * PLOT;
        let (width, bottom) = (WORDS + PLOT + FIGURES, HEAD + bars.len() as f64 * ROW);
        let height = bottom + 22.0;
        let title = self.title();
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" aria-label=\"{0}\" font-family=\"system-ui, 'Noto Sans CJK SC', \
             'Microsoft YaHei', sans-serif\" font-size=\"13\"><title>{0}</title>\n",
            escape(&title)
        );
        let mut line = |bits: f64, dash: &str, text: &str| {
            let _ = writeln!(
                svg,
                "<line x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"{HEAD}\" y2=\"{bottom}\" stroke=\"#888\" {dash}/>\
                 <text x=\"{0:.1}\" y=\"{1:.1}\" text-anchor=\"middle\" fill=\"#555\" font-size=\"11\">{2}</text>",
                x(bits),
                if dash.is_empty() { bottom + 15.0 } else { HEAD - 8.0 },
                escape(text)
            );
        };
        line(0.0, "", "0");
        let words = self.lang.pick(("joins from here", "合并阈值"));
        line(threshold, "stroke-dasharray=\"4 3\"", words);
        for (at, bar) in bars.iter().enumerate() {
            self.draw(&mut svg, bar, HEAD + at as f64 * ROW, &x);
        }
        svg.push_str("</svg>\n");
        svg
    }

    fn draw(&self, svg: &mut String, bar: &Bar, top: f64, x: &dyn Fn(f64) -> f64) {
        let colour = match (bar.is_sum, bar.to >= bar.from) {
            (true, _) => SUM,
            (_, true) => FOR,
            _ => AGAINST,
        };
        let (start, end) = (x(bar.from.min(bar.to)), x(bar.from.max(bar.to)));
        let weight = if bar.is_sum { " font-weight=\"bold\"" } else { "" };
        let _ = writeln!(
            svg,
            "<text x=\"0\" y=\"{:.1}\"{weight} fill=\"#111\">{}</text>\
             <text x=\"0\" y=\"{:.1}\" fill=\"#666\" font-size=\"11\">{}</text>\
             <rect x=\"{start:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{BAR}\" fill=\"{colour}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\"{weight} fill=\"#111\">{}</text>",
            top + 14.0,
            escape(&bar.label),
            top + 28.0,
            escape(&bar.detail),
            top + 3.0,
            (end - start).max(1.0),
            end + 5.0,
            top + 15.0,
            format_args!("{:+.1}", bar.to - bar.from),
        );
    }

    fn title(&self) -> String {
        let (left, right) = (self.explanation.left, self.explanation.right);
        let explainer = self.explainer;
        format!(
            "{} {} ~ {} {}",
            explainer.label(left),
            explainer.name(left),
            explainer.label(right),
            explainer.name(right)
        )
    }

    fn bars(&self) -> Vec<Bar> {
        let word = |words: (&str, &str)| self.lang.pick(words).to_string();
        let mut sum = self.explanation.prior;
        let mut bars = vec![Bar {
            label: word(("before any evidence", "先验")),
            detail: String::new(),
            from: 0.0,
            to: sum.bits(),
            is_sum: false,
        }];
        for term in self.explanation.terms.iter().filter(|term| term.speaks()) {
            let from = sum;
            sum += term.total();
            let name = comparison_words(&term.comparison).map_or(term.comparison.clone(), word);
            let level = level_words(term.level).map_or(term.level.to_string(), word);
            let detail =
                match (term.left == term.right, term.left.is_empty() && term.right.is_empty()) {
                    (_, true) => String::new(),
                    (true, _) => term.left.clone(),
                    _ => format!("{} | {}", term.left, term.right),
                };
            bars.push(Bar {
                label: format!("{name}: {level}"),
                detail: shortened(&detail),
                from: from.bits(),
                to: sum.bits(),
                is_sum: false,
            });
        }
        bars.push(self.total());
        bars
    }

    fn total(&self) -> Bar {
        let weight: MatchWeight = self.explanation.weight;
        let words = self.lang.pick(("sum: probability", "合计：概率"));
        Bar {
            label: format!("{words} {:.4}", weight.probability()),
            detail: super::standing_text(self.explanation, self.lang),
            from: 0.0,
            to: weight.bits(),
            is_sum: true,
        }
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= DETAIL {
        return text.to_string();
    }
    let mut short: String = text.chars().take(DETAIL - 1).collect();
    short.push('…');
    short
}

/// The text with what HTML and XML take for markup replaced, and control characters left out.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // No version of XML allows these, not even as references.
            c if (c.is_control() && !matches!(c, '\n' | '\t'))
                || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        assert_eq!(escape("<a b='c'>&\"\u{0}"), "&lt;a b=&#39;c&#39;&gt;&amp;&quot;");
    }
}
