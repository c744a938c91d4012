//! Which mail domains belong to everybody.

/// The part of `domain` that somebody registered: its last two labels, or three where the last two
/// are a registry's own (`com.cn`, `co.uk`).
pub fn registered(domain: &str) -> &str {
    let mut dots = domain.rmatch_indices('.').map(|(at, _)| at);
    let (Some(last), Some(second)) = (dots.next(), dots.next()) else { return domain };
    let label = &domain[second + 1..last];
    let country = domain.len() - last - 1 == 2;
    let start = if country && REGISTRY_LABELS.contains(&label) {
        dots.next().map_or(0, |third| third + 1)
    } else {
        second + 1
    };
    &domain[start..]
}

/// Whether `registered` gives mailboxes to anybody.
pub fn is_public(registered: &str) -> bool {
    if PUBLIC.contains(&registered) {
        return true;
    }
    let brand = registered.split('.').next().unwrap_or("");
    INTERNATIONAL.contains(&brand)
}

/// Whether an address was typed to fill a field.
pub fn is_dummy(local: &str, domain: &str) -> bool {
    DUMMY_DOMAINS.contains(&domain)
        || (domain.split('.').next() == Some(local) && local.len() <= 4)
        || DUMMY_LOCALS.contains(&local)
}

/// Second-level labels that registries of countries keep for themselves.
const REGISTRY_LABELS: [&str; 12] =
    ["com", "co", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "idv", "mil"];

/// Chinese providers and the carriers' mailboxes, mainland, Taiwan and Hong Kong.
const PUBLIC: [&str; 45] = [
    "qq.com",
    "foxmail.com",
    "163.com",
    "126.com",
    "yeah.net",
    "188.com",
    "163.net",
    "sina.com",
    "sina.cn",
    "sina.com.cn",
    "sohu.com",
    "sogou.com",
    "139.com",
    "189.cn",
    "wo.cn",
    "wo.com.cn",
    "aliyun.com",
    "21cn.com",
    "21cn.net",
    "tom.com",
    "263.net",
    "263.net.cn",
    "eyou.com",
    "chinaren.com",
    "citiz.net",
    "sh163.net",
    "email.cn",
    "2980.com",
    "china.com",
    "35.com",
    "188.cn",
    "netease.com",
    "vip.com",
    "hinet.net",
    "seed.net.tw",
    "pchome.com.tw",
    "xuite.net",
    "so-net.net.tw",
    "kimo.com",
    "giga.net.tw",
    "netvigator.com",
    "proton.me",
    "me.com",
    "mac.com",
    "mail.com",
];

/// Providers with one domain per country: the label before the suffix.
const INTERNATIONAL: [&str; 15] = [
    "gmail",
    "googlemail",
    "hotmail",
    "outlook",
    "live",
    "msn",
    "yahoo",
    "ymail",
    "icloud",
    "aol",
    "gmx",
    "protonmail",
    "yandex",
    "rediffmail",
    "rocketmail",
];

const DUMMY_DOMAINS: [&str; 10] = [
    "test.com",
    "example.com",
    "example.org",
    "example.net",
    "none.com",
    "xxx.com",
    "aaa.com",
    "abc.com",
    "email.com",
    "test.cn",
];

const DUMMY_LOCALS: [&str; 5] = ["noemail", "nomail", "no-email", "noreply", "no-reply"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_what_was_registered() {
        for (domain, wanted) in [
            ("acme.com", "acme.com"),
            ("mail.acme.com", "acme.com"),
            ("acme.com.cn", "acme.com.cn"),
            ("mail.acme.co.uk", "acme.co.uk"),
            ("com.cn", "com.cn"),
            ("acme.bj.cn", "bj.cn"),
            ("cn", "cn"),
        ] {
            assert_eq!(registered(domain), wanted);
        }
    }
}
