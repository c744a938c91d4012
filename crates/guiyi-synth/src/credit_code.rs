//! Unified social credit codes (统一社会信用代码, GB 32100-2015) with right check digits.

/// Digits of a credit code: no I, O, S, V, Z.
const DIGITS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Weights of the organisation code inside (GB 11714-1997).
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// Who registered the holder: the first two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Register {
    /// Market regulation, companies: 91.
    Company,
    /// Market regulation, individual businesses (个体工商户): 92.
    Individual,
    /// Market regulation, farmers' cooperatives: 93.
    Cooperative,
    /// Public institutions (事业单位): 12.
    Institution,
}

/// The code of holder number `holder` at division `place` (six digits); different holders have different codes.
pub(crate) fn credit_code(register: Register, place: u32, holder: u64) -> String {
    let mut code = Vec::with_capacity(18);
    code.extend_from_slice(match register {
        Register::Company => b"91",
        Register::Individual => b"92",
        Register::Cooperative => b"93",
        Register::Institution => b"12",
    });
    code.extend_from_slice(format!("{:06}", place % 1_000_000).as_bytes());
    code.extend_from_slice(&organisation_body(holder));
    code.push(organisation_check(&code[8..]));
    code.push(check(&code));
    String::from_utf8(code).unwrap_or_default()
}

/// Eight characters: since October 2015 "MA" and six of the alphabet, before eight decimal digits. Even holders are the newer ones.
fn organisation_body(holder: u64) -> [u8; 8] {
    let (mut rest, base, length, mut body) = if holder.is_multiple_of(2) {
        (holder / 2, 31, 6, *b"MA000000")
    } else {
        (holder / 2, 10, 8, *b"00000000")
    };
    for digit in body.iter_mut().rev().take(length) {
        *digit = DIGITS[(rest % base) as usize];
        rest /= base;
    }
    body
}

/// Check character of the organisation code: modulo 11, X for ten. Letters count 10 for A to 35 for Z.
fn organisation_check(body: &[u8]) -> u8 {
    let value =
        |c: u8| if c.is_ascii_digit() { u32::from(c - b'0') } else { u32::from(c - b'A') + 10 };
    let sum: u32 =
        body.iter().zip(ORGANISATION_WEIGHTS).map(|(&c, weight)| value(c) * weight).sum();
    match (11 - sum % 11) % 11 {
        10 => b'X',
        digit => b'0' + digit as u8,
    }
}

/// Check character of the whole: the weights are powers of 3 modulo 31.
fn check(body: &[u8]) -> u8 {
    let mut weight = 1;
    let mut sum = 0;
    for &c in body {
        sum += DIGITS.iter().position(|&digit| digit == c).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    DIGITS[(31 - sum % 31) % 31]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_example_of_the_standard_checks() {
        assert_eq!(check(b"91350100M000100Y4"), b'3');
        assert_eq!(organisation_check(b"M000100Y"), b'4');
    }

    proptest! {
        #[test]
        fn holders_do_not_share_a_code(one in 0u64..100_000_000, other in 0u64..100_000_000) {
            let code = |holder| credit_code(Register::Company, 140_105, holder);
            prop_assert_eq!(one == other, code(one) == code(other));
            prop_assert_eq!(code(one).len(), 18);
        }
    }
}
