//! Check characters of the codes that name organisations. All functions take upper-case ASCII of
//! the stated length and answer `false` for anything else.

/// The 31 characters of GB 32100-2015: no I, O, S, V, Z.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// GB 32100-2015, 18 characters: Σ valueᵢ·3^(i−1) over the first 17, and the last is
/// (31 − Σ mod 31) mod 31. Also asks that characters 3–8, a division, are digits.
pub fn credit_code(code: &[u8]) -> bool {
    if code.len() != 18 || !code[2..8].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let (mut sum, mut weight) = (0, 1);
    for &byte in &code[..17] {
        let Some(value) = credit_value(byte) else { return false };
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    credit_value(code[17]) == Some((31 - sum % 31) % 31)
}

/// GB 11714-1997, 9 characters: weights 3 7 9 10 5 8 4 2 over digits and letters (A = 10 …), and
/// the last is 11 − Σ mod 11, where 10 is written X and 11 is written 0.
pub fn organisation_code(code: &[u8]) -> bool {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    if code.len() != 9 {
        return false;
    }
    let mut sum = 0;
    for (&byte, weight) in code.iter().zip(WEIGHTS) {
        sum += weight
            * match byte {
                b'0'..=b'9' => u32::from(byte - b'0'),
                b'A'..=b'Z' => u32::from(byte - b'A') + 10,
                _ => return false,
            };
    }
    let check = match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b'0' + digit as u8,
    };
    code[8] == check
}

/// The registration number of GS 15-2006, 15 digits: ISO 7064 MOD 11,10.
pub fn registration_number(code: &[u8]) -> bool {
    if code.len() != 15 || !code.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let mut product = 10;
    for &byte in &code[..14] {
        let sum = (u32::from(byte - b'0') + product) % 10;
        product = if sum == 0 { 10 } else { sum } * 2 % 11;
    }
    (product + u32::from(code[14] - b'0')) % 10 == 1
}

/// The citizen's identity number of GB 11643-1999, 18 characters: ISO 7064 MOD 11-2, with a
/// calendar date in characters 7–14. Sole traders use it as their tax number.
pub fn identity_number(code: &[u8]) -> bool {
    if code.len() != 18 || !code[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let number = |range: std::ops::Range<usize>| {
        code[range].iter().fold(0, |n, &byte| n * 10 + u32::from(byte - b'0'))
    };
    if !(1850..2100).contains(&number(6..10))
        || !(1..=12).contains(&number(10..12))
        || !(1..=31).contains(&number(12..14))
    {
        return false;
    }
    let last = match code[17] {
        b'X' => 10,
        digit @ b'0'..=b'9' => u32::from(digit - b'0'),
        _ => return false,
    };
    let weighted = code[..17].iter().fold(0, |sum, &byte| (sum + u32::from(byte - b'0')) * 2 % 11);
    (weighted + last) % 11 == 1
}

/// Taiwan's 統一編號, 8 digits: weights 1 2 1 2 1 2 4 1, digits of the products added; divisible
/// by 5 (since April 2023, by 10 before, which is a subset), where a seventh digit of 7 may count
/// one less. Source: 財政部財政資訊中心, 營利事業統一編號檢查碼邏輯修正說明.
pub fn taiwan_number(code: &[u8]) -> bool {
    const WEIGHTS: [u32; 8] = [1, 2, 1, 2, 1, 2, 4, 1];
    if code.len() != 8 || !code.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 = code
        .iter()
        .zip(WEIGHTS)
        .map(|(&byte, weight)| {
            let product = u32::from(byte - b'0') * weight;
            product / 10 + product % 10
        })
        .sum();
    sum.is_multiple_of(5) || (code[6] == b'7' && (sum + 1).is_multiple_of(5))
}

fn credit_value(byte: u8) -> Option<u32> {
    let value = VALUES[usize::from(byte)];
    (value < ALPHABET.len() as u8).then_some(value.into())
}

/// The place of every byte in [`ALPHABET`].
const VALUES: [u8; 256] = {
    let mut values = [u8::MAX; 256];
    let mut at = 0;
    while at < ALPHABET.len() {
        values[ALPHABET[at] as usize] = at as u8;
        at += 1;
    }
    values
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Published examples: the standards' own and codes companies print on their pages.
    #[test]
    fn accepts_known_codes() {
        assert!(credit_code(b"91350100M000100Y43"), "GB 32100-2015's example");
        assert!(credit_code(b"91440300708461136T"), "a listed company's");
        assert!(organisation_code(b"D2143569X"), "GB 11714-1997's example");
        assert!(registration_number(b"110108000000016"), "GS 15-2006's example");
        assert!(identity_number(b"11010519491231002X"), "GB 11643-1999's example");
        assert!(taiwan_number(b"04595257"), "財政部's example");
    }

    /// 17 of 18 characters are such that Σ ≡ 0: the check character is 0, not the 32nd.
    #[test]
    fn a_sum_of_zero_ends_in_zero() {
        let found =
            (0..1000).map(|n| format!("91110000{n:09}0")).find(|code| credit_code(code.as_bytes()));
        assert!(found.is_some());
    }

    /// Every single wrong character and every swap of neighbours is seen, as the standard says.
    #[test]
    fn sees_every_slip_in_a_credit_code() {
        let code = *b"91350100M000100Y43";
        for at in 0..18 {
            for &other in ALPHABET {
                let mut wrong = code;
                wrong[at] = other;
                assert_eq!(credit_code(&wrong), wrong == code);
            }
            if at > 0 {
                let mut swapped = code;
                swapped.swap(at - 1, at);
                assert_eq!(credit_code(&swapped), swapped == code);
            }
        }
    }

    #[test]
    fn refuses_other_lengths_and_characters() {
        for bad in [&b""[..], b"9", b"91350100M000100Y4", b"91350100M000100Y433", b"\xff\xff\xff"] {
            assert!(!credit_code(bad) && !organisation_code(bad) && !registration_number(bad));
            assert!(!identity_number(bad) && !taiwan_number(bad));
        }
        assert!(!credit_code(b"9135O100M000100Y43"));
    }
}
