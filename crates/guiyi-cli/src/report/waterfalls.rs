//! Some pairs taken apart: typical ones and doubtful ones.

use guiyi_core::cluster::{Edge, Standing};
use guiyi_core::explain::Chart;
use guiyi_core::review::Question;
use guiyi_core::{Lang, RecordId};

use super::Report;
use super::page::both;

/// Doubtful pairs shown.
const DOUBTFUL: usize = 3;

impl Report<'_> {
    /// Waterfalls of a typical joined pair, of the joined pair next to the threshold, of what is
    /// for review, and of a heavy pair that a rule keeps apart.
    pub(super) fn waterfalls(&self) -> String {
        let edges = &self.archive.resolution.edges;
        let profile = |id: u32| self.archive.profile_of[id as usize];
        let is_joined = |edge: &&Edge| profile(edge.left) == profile(edge.right);
        let by_weight = |edge: &&Edge| (edge.weight, edge.left, edge.right);
        let mut joined: Vec<&Edge> = edges.iter().filter(is_joined).collect();
        let mut html = String::new();
        let mut shown: Vec<(u32, u32)> = Vec::new();
        let mut show = |left: u32, right: u32, words: (&str, &str)| {
            if !shown.contains(&(left, right)) {
                shown.push((left, right));
                html += &self.figure(left, right, words);
            }
        };
        if !joined.is_empty() {
            let middle = joined.len() / 2;
            let (_, typical, _) = joined.select_nth_unstable_by_key(middle, by_weight);
            show(
                typical.left,
                typical.right,
                ("A typical pair of one profile", "同一档案中的典型记录对"),
            );
        }
        let threshold = self.explainer.options().match_threshold;
        let above = joined.iter().copied().filter(|edge| edge.weight >= threshold);
        if let Some(barely) = above.min_by_key(by_weight) {
            show(barely.left, barely.right, ("Joined, with the least weight", "勉强合并的记录对"));
        }
        for question in [Question::Join, Question::WeakestLink] {
            let words = match question {
                Question::Join => ("For review: one customer?", "待复核：是否同一客户？"),
                Question::WeakestLink => {
                    ("For review: the link a profile hangs by", "待复核：维系档案的弱连接")
                }
            };
            let asked = self.archive.review.iter().filter(|item| item.question == question);
            asked.take(DOUBTFUL).for_each(|item| show(item.left, item.right, words));
        }
        let vetoed = edges.iter().filter(|edge| {
            matches!(edge.standing, Standing::Vetoed | Standing::Forbidden) && !is_joined(edge)
        });
        if let Some(heaviest) =
            vetoed.max_by_key(|edge| (edge.weight, std::cmp::Reverse(edge.left)))
        {
            let words = ("Heavy, and kept apart by a rule", "权重高但被规则分开");
            show(heaviest.left, heaviest.right, words);
        }
        html
    }

    fn figure(&self, left: u32, right: u32, words: (&str, &str)) -> String {
        let explanation = self.explainer.pair(RecordId(left), RecordId(right));
        let chart =
            |lang| Chart { explainer: self.explainer, explanation: &explanation, lang }.svg();
        format!(
            "<figure><figcaption>{}: {} ~ {}</figcaption><div lang=\"en\">{}</div><div lang=\"zh-CN\">{}</div></figure>\n",
            both(words),
            guiyi_core::explain::escape(&self.record(left)),
            guiyi_core::explain::escape(&self.record(right)),
            chart(Lang::En),
            chart(Lang::Zh)
        )
    }
}
