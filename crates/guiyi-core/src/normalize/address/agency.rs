//! Addresses that many firms share on paper.

/// Whether the folded `text` says that it is only a registered address.
pub fn is_agency(text: &str) -> bool {
    PHRASES.iter().any(|phrase| text.contains(phrase))
}

/// Phrases of agents, clusters and self-declared premises.
const PHRASES: [&str; 16] = [
    "集群注册",
    "集群登记",
    "集群企业",
    "托管",
    "商务秘书",
    "秘书公司",
    "自主申报",
    "申报承诺",
    "住所申报",
    "虚拟",
    "一址多照",
    "多址一照",
    "挂靠",
    "代理记账",
    "无实际经营场所",
    "仅限办公",
];
