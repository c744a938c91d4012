//! Addresses that many firms share on paper.

/// Whether the folded `text` says that it is only a registered address.
pub fn is_agency(text: &str) -> bool {
    text.char_indices().any(|(at, c)| {
        HEADS.contains(&c) && PHRASES.iter().any(|phrase| text[at..].starts_with(phrase))
    })
}

/// First characters of the phrases: most addresses have none of them.
const HEADS: [char; 12] = ['集', '托', '商', '秘', '自', '申', '住', '虚', '一', '多', '挂', '代'];

/// Phrases of agents, clusters and self-declared premises.
const PHRASES: [&str; 15] = [
    "集群注册",
    "集群登记",
    "集群企业",
    "托管",
    "商务秘书",
    "秘书公司",
    "秘书服务",
    "自主申报",
    "申报承诺",
    "住所申报",
    "虚拟",
    "一址多照",
    "多址一照",
    "挂靠",
    "代理记账",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_reached_by_its_head() {
        for phrase in PHRASES {
            assert!(is_agency(&format!("解放路12号({phrase})")), "{phrase}");
        }
        assert!(!is_agency("解放路12号"));
    }
}
