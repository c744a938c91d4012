//! The histogram of match weights, with the thresholds.

use std::fmt::Write as _;

use guiyi_core::explain::escape;

use super::Report;
use super::page::both;

/// Bits at the right end; heavier pairs stand in the last bar.
const MOST: i32 = 40;
/// Size of the plot in CSS pixels.
const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 220.0;
/// Room for figures on the left, words above and figures below.
const LEFT: f64 = 60.0;
const TOP: f64 = 30.0;
const BELOW: f64 = 40.0;

/// Pairs of one whole bit: in one profile, and between two.
#[derive(Clone, Copy, Default)]
struct Bar {
    joined: u64,
    apart: u64,
}

impl Report<'_> {
    /// The histogram of the pairs that were kept, in both languages.
    pub(super) fn weights(&self) -> String {
        let edges = &self.archive.resolution.edges;
        let bit = |bits: f64| (bits.floor() as i32).min(MOST - 1);
        let Some(least) = edges.iter().map(|edge| bit(edge.weight.bits())).min() else {
            return format!(
                "<p>{}</p>\n",
                both(("no pair was worth keeping", "没有值得保留的记录对"))
            );
        };
        let mut bars = vec![Bar::default(); (MOST - least).max(1) as usize];
        for edge in edges {
            let Some(bar) = bars.get_mut((bit(edge.weight.bits()) - least) as usize) else {
                continue;
            };
            let profile = |id: u32| self.archive.profile_of[id as usize];
            if profile(edge.left) == profile(edge.right) {
                bar.joined += 1;
            } else {
                bar.apart += 1;
            }
        }
        let words = both((
            "Every kept pair by its weight in bits: each bit doubles the odds that the two are one customer. Pairs below the \
             review threshold are not kept. A heavy pair that was not joined has a rule against it.",
            "按权重（比特）统计所有保留的记录对：每增加 1 比特，二者为同一客户的可能性翻倍。低于复核阈值的对未保留。\
             权重高而未合并的，是被规则阻止的。",
        ));
        let draw = |chinese| self.draw(&bars, least, chinese);
        format!(
            "<p>{words}</p>\n<figure><div lang=\"en\">{}</div><div lang=\"zh-CN\">{}</div></figure>\n",
            draw(false),
            draw(true)
        )
    }

    fn draw(&self, bars: &[Bar], least: i32, chinese: bool) -> String {
        let pick = |words: (&'static str, &'static str)| if chinese { words.1 } else { words.0 };
        let most = bars.iter().map(|bar| bar.joined + bar.apart).max().unwrap_or(1).max(1) as f64;
        // A square root keeps small bars visible beside large ones; the axis says so.
        let height = |count: u64| (count as f64 / most).sqrt() * HEIGHT;
        let step = WIDTH / bars.len() as f64;
        let x = |bits: f64| LEFT + (bits - f64::from(least)) * step;
        let (width, bottom) = (LEFT + WIDTH + 10.0, TOP + HEIGHT);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {}\" width=\"{width}\" role=\"img\" \
             font-family=\"inherit\" font-size=\"12\"><title>{}</title>\n",
            bottom + BELOW,
            pick(("Match weights", "匹配权重"))
        );
        for share in [0.25, 0.5, 1.0f64] {
            let y = bottom - share.sqrt() * HEIGHT;
            let _ = writeln!(
                svg,
                "<line x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#ddd\"/>\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#555\">{:.0}</text>",
                LEFT + WIDTH,
                LEFT - 6.0,
                y + 4.0,
                most * share
            );
        }
        for (at, bar) in bars.iter().enumerate() {
            let whole = height(bar.joined + bar.apart);
            if whole == 0.0 {
                continue;
            }
            let joined = whole * bar.joined as f64 / (bar.joined + bar.apart) as f64;
            let left = x(f64::from(least + at as i32));
            let _ = writeln!(
                svg,
                "<g><title>{} … {}: {} + {}</title>\
                 <rect x=\"{left:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{joined:.1}\" fill=\"#0072b2\"/>\
                 <rect x=\"{left:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#e69f00\"/></g>",
                least + at as i32,
                least + at as i32 + 1,
                bar.joined,
                bar.apart,
                bottom - joined,
                step * 0.9,
                bottom - whole,
                step * 0.9,
                whole - joined,
            );
        }
        for bits in (least..=MOST).filter(|bits| bits % 5 == 0) {
            let _ = writeln!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#555\">{bits}{}</text>",
                x(f64::from(bits)),
                bottom + 16.0,
                if bits == MOST { "+" } else { "" }
            );
        }
        let options = self.explainer.options();
        for (threshold, words, anchor) in [
            (options.review_threshold, ("review", "复核"), "end"),
            (options.match_threshold, ("joins", "合并"), "start"),
        ] {
            let at = x(threshold.bits().clamp(f64::from(least), f64::from(MOST)));
            let _ = writeln!(
                svg,
                "<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{TOP}\" y2=\"{bottom}\" stroke=\"#333\" stroke-dasharray=\"4 3\"/>\
                 <text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" fill=\"#333\">{}</text>",
                TOP - 8.0,
                escape(pick(words))
            );
        }
        let _ = writeln!(
            svg,
            "<rect x=\"{0:.1}\" y=\"6\" width=\"12\" height=\"12\" fill=\"#0072b2\"/><text x=\"{1:.1}\" y=\"16\">{2}</text>\
             <rect x=\"{3:.1}\" y=\"6\" width=\"12\" height=\"12\" fill=\"#e69f00\"/><text x=\"{4:.1}\" y=\"16\">{5}</text>\
             <text x=\"{6:.1}\" y=\"{7:.1}\" text-anchor=\"middle\" fill=\"#555\">{8}</text></svg>",
            LEFT + WIDTH - 330.0,
            LEFT + WIDTH - 314.0,
            pick(("in one profile", "同一档案")),
            LEFT + WIDTH - 180.0,
            LEFT + WIDTH - 164.0,
            pick(("in two profiles", "不同档案")),
            LEFT + WIDTH / 2.0,
            bottom + 34.0,
            pick((
                "weight in bits; height grows with the square root of the pairs",
                "权重（比特）；高度与对数的平方根成正比"
            )),
        );
        svg
    }
}
