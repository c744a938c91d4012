//! What a header says.

use super::words::WORDS;
use crate::normalize::text::{folded, is_han};
use crate::role::Role;

/// What a header says a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderWord {
    /// The role its word stands for.
    pub role: Role,
    /// Whether the word could name other things too (`name`, `code`, 地区), so that cells decide.
    pub vague: bool,
}

/// The role named by the last word of `header` that names one; of words that end together, the
/// longest. Chinese and English put the head of such a compound last: 联系人电话 is a telephone.
pub fn read(header: &str) -> Option<HeaderWord> {
    let words = words(header);
    WORDS
        .iter()
        .flat_map(|(role, vague, list)| {
            list.split(' ')
                .map(|word| (word.replace('_', " "), HeaderWord { role: *role, vague: *vague }))
        })
        .filter_map(|(word, meaning)| Some((last_end(&words, &word)?, word.len(), meaning)))
        .max_by_key(|(end, len, _)| (*end, *len))
        .map(|(_, _, meaning)| meaning)
}

/// `header` folded, camel case and separators opened, as words with single spaces; trailing
/// numbers and "number" off, and no spaces between Han characters.
fn words(header: &str) -> String {
    let mut spaced = String::with_capacity(header.len() + 8);
    let mut before = ' ';
    let mut chars = header.chars().peekable();
    while let Some(c) = chars.next() {
        let next_is_small = chars.peek().is_some_and(|next| next.is_lowercase());
        let begins = (c.is_uppercase()
            && (before.is_lowercase() || (before.is_uppercase() && next_is_small)))
            || (is_han(c) != is_han(before));
        if begins {
            spaced.push(' ');
        }
        spaced.push(if c.is_alphanumeric() || c == '#' { c } else { ' ' });
        before = c;
    }
    let mut text = String::with_capacity(spaced.len());
    for word in folded(&spaced).split(' ') {
        let number = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
        if number || word.is_empty() {
            continue;
        }
        let joins = text.chars().next_back().is_some_and(is_han) && word.starts_with(is_han);
        if !text.is_empty() && !joins {
            text.push(' ');
        }
        text.push_str(word);
    }
    for tail in ["号码", " number", " no", " num", " nbr"] {
        if let Some(rest) = text.strip_suffix(tail) {
            if KEPT_WITH_NUMBER.iter().any(|kept| rest.ends_with(kept)) || rest.is_empty() {
                break;
            }
            text.truncate(rest.len());
            break;
        }
    }
    text
}

/// Words whose meaning is the number: `street number`, `customer no`.
const KEPT_WITH_NUMBER: [&str; 18] = [
    "street",
    "house",
    "customer",
    "client",
    "cust",
    "member",
    "vendor",
    "supplier",
    "company",
    "registration",
    "tax",
    "record",
    "row",
    "serial",
    "account",
    "id",
    "证件",
    "id card",
];

/// Where `word` last ends in `words`: anywhere for Han, between spaces for letters.
fn last_end(words: &str, word: &str) -> Option<usize> {
    let whole = |at: usize| {
        let end = at + word.len();
        let open = |c: Option<char>| c.is_none_or(|c| c == ' ' || is_han(c));
        word.starts_with(is_han)
            || (open(words[..at].chars().next_back()) && open(words[end..].chars().next()))
    };
    words.rmatch_indices(word).map(|(at, _)| at).find(|&at| whole(at)).map(|at| at + word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_headers_of_this_world() {
        let cases = [
            ("客户名称", Role::CompanyName),
            ("單位名稱", Role::CompanyName),
            ("开票单位", Role::CompanyName),
            ("購方名稱", Role::CompanyName),
            ("companyName", Role::CompanyName),
            ("customer_name", Role::CompanyName),
            ("Name", Role::CompanyName),
            ("纳税人识别号", Role::CreditCode),
            ("營利事業統一編號", Role::CreditCode),
            ("USCC", Role::CreditCode),
            ("Tax No.", Role::CreditCode),
            ("联系人电话", Role::Phone),
            ("傳真機號碼", Role::Phone),
            ("联系电话1", Role::Phone),
            ("手机号码", Role::Phone),
            ("phoneNumber", Role::Phone),
            ("TEL", Role::Phone),
            ("聯絡人", Role::Contact),
            ("法定代表人", Role::Contact),
            ("電子郵件信箱", Role::Email),
            ("E-Mail", Role::Email),
            ("注册地址", Role::Address),
            ("addr_line_2", Role::Address),
            ("street_number", Role::Address),
            ("更新日期", Role::Date),
            ("createdAt", Role::Date),
            ("date_of_birth", Role::BirthDate),
            ("成立日期", Role::BirthDate),
            ("dob", Role::BirthDate),
            ("年销售额", Role::Amount),
            ("rec_id", Role::RecordId),
            ("record_id", Role::RecordId),
            ("ID", Role::RecordId),
            ("客户编码", Role::CustomerCode),
            ("customerNo", Role::CustomerCode),
            ("given_name", Role::GivenName),
            ("lastName", Role::Surname),
            ("full_name", Role::PersonName),
            ("first_and_surname", Role::PersonName),
            ("soc_sec_id", Role::Identifier),
            ("身份证号码", Role::Identifier),
            ("postcode_fake", Role::Postcode),
            ("省份", Role::Province),
            ("所在城市", Role::City),
            ("suburb", Role::City),
            ("birth_place", Role::Text),
            ("公司簡稱", Role::Text),
            ("英文通訊地址", Role::Text),
            ("venue", Role::Text),
            ("业务员", Role::Ignore),
            ("备注", Role::FreeText),
            ("数据来源", Role::Source),
        ];
        for (header, role) in cases {
            assert_eq!(read(header).map(|word| word.role), Some(role), "{header}");
        }
        for header in ["", "f1", "Unnamed: 3", "列1", "snapshot"] {
            assert_eq!(read(header), None, "{header}");
        }
    }
}
