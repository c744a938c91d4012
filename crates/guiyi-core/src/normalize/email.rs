//! E-mail addresses.

mod provider;

use smallvec::SmallVec;

use super::narrow::narrowed;
use super::text::is_han;
use crate::hash::hash_text;

/// Addresses kept from one cell.
pub const MOST_EMAILS: usize = 3;

/// The addresses of one cell, in the order written, each once.
pub type Emails = SmallVec<[Email; 1]>;

/// One e-mail address: ASCII width, lower case, without a `+tag`.
///
/// Made only by [`emails`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email {
    text: String,
    at: usize,
}

/// The addresses in `cell`. Empty when it holds none, or only ones typed to fill a field
/// (`test@test.com`). Misspelt domains stay as they are: two such slips are still equal.
pub fn emails(cell: &str) -> Emails {
    let mut emails = Emails::new();
    if !cell.contains(['@', '＠', '﹫']) {
        return emails;
    }
    let mut text = lower(cell);
    if text.contains(' ') {
        text = text.replace(" @", "@").replace("@ ", "@");
    }
    for word in text.split(is_separator) {
        let Some(email) = Email::new(word) else { continue };
        if emails.len() < MOST_EMAILS && !emails.contains(&email) {
            emails.push(email);
        }
    }
    emails
}

/// The characters of `cell`, narrowed and in lower case.
fn lower(cell: &str) -> String {
    // Printable ASCII, as nearly all addresses are, has no other width.
    if cell.bytes().all(|c| matches!(c, b' '..=b'~')) {
        return cell.to_ascii_lowercase();
    }
    narrowed(cell).map(|c| if c == '﹫' { '@' } else { c.to_ascii_lowercase() }).collect()
}

impl Email {
    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What stands before the `@`.
    pub fn local(&self) -> &str {
        &self.text[..self.at]
    }

    /// What stands after the `@`.
    pub fn domain(&self) -> &str {
        &self.text[self.at + 1..]
    }

    /// The domain somebody registered: `mail.acme.com.cn` → `acme.com.cn`.
    pub fn registered_domain(&self) -> &str {
        provider::registered(self.domain())
    }

    /// Whether anybody can have a mailbox there (qq.com, gmail.com), so that the domain says
    /// nothing about the firm.
    pub fn is_public(&self) -> bool {
        provider::is_public(self.registered_domain())
    }

    /// The stable hash of the whole address.
    pub fn key(&self) -> u64 {
        hash_text(&self.text, EMAIL_SEED)
    }

    /// The stable hash of the registered domain, if it is the customer's own.
    pub fn own_domain_key(&self) -> Option<u64> {
        let domain = self.registered_domain();
        (!provider::is_public(domain)).then(|| hash_text(domain, DOMAIN_SEED))
    }

    fn new(word: &str) -> Option<Email> {
        let (local, domain) = word.split_once('@')?;
        let local = local.split('+').next()?.trim_matches('.');
        let domain = domain.trim_matches(['.', '-']);
        let good_local = !local.is_empty()
            && local.bytes().all(|c| c.is_ascii_alphanumeric() || b"._-!#$%&*=^~".contains(&c));
        let good_domain = domain.contains('.')
            && domain.split('.').all(|label| {
                !label.is_empty() && label.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
            });
        if !good_local || !good_domain || provider::is_dummy(local, domain) {
            return None;
        }
        Some(Email { text: [local, "@", domain].concat(), at: local.len() })
    }
}

/// Keep the hashes of addresses and of domains apart from each other and from other keys.
const EMAIL_SEED: u64 = 0x6d61_696c;
const DOMAIN_SEED: u64 = 0x646f_6d61;

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, ',' | ';' | '/' | '|' | '<' | '>' | '(' | ')' | ':' | '"' | '\'')
        || is_han(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        let cases: [(&str, &[&str]); 14] = [
            ("Li.Wei@HengYuan.com.cn", &["li.wei@hengyuan.com.cn"]),
            ("ｌｉｗｅｉ＠ｑｑ．ｃｏｍ", &["liwei@qq.com"]),
            ("liwei @ qq.com", &["liwei@qq.com"]),
            ("邮箱：liwei@qq。com。", &["liwei@qq.com"]),
            ("<liwei@hengyuan.cn>;sales@hengyuan.cn", &["liwei@hengyuan.cn", "sales@hengyuan.cn"]),
            ("liwei@qq.com/liwei@qq.com", &["liwei@qq.com"]),
            ("mailto:liwei+erp@gmail.com", &["liwei@gmail.com"]),
            ("无", &[]),
            ("", &[]),
            ("liwei@", &[]),
            ("@qq.com", &[]),
            ("liwei@localhost", &[]),
            ("a@b@c.com", &[]),
            ("test@test.com", &[]),
        ];
        for (cell, wanted) in cases {
            let found = emails(cell);
            let found: Vec<&str> = found.iter().map(Email::as_str).collect();
            assert_eq!(found, wanted, "{cell:?}");
        }
    }

    #[test]
    fn tells_own_domains_from_public_ones() {
        let cases = [
            ("a1@qq.com", "qq.com", true),
            ("a1@vip.163.com", "163.com", true),
            ("a1@ms23.hinet.net", "hinet.net", true),
            ("a1@yahoo.com.tw", "yahoo.com.tw", true),
            ("a1@mail.hengyuan.com.cn", "hengyuan.com.cn", false),
            ("a1@hengyuan.cn", "hengyuan.cn", false),
        ];
        for (cell, registered, public) in cases {
            let found = emails(cell);
            assert_eq!(found[0].registered_domain(), registered);
            assert_eq!(found[0].is_public(), public, "{cell}");
            assert_eq!(found[0].own_domain_key().is_none(), public);
            assert_eq!((found[0].local(), found[0].domain()), cell.split_once('@').unwrap());
        }
    }
}
