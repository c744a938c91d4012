//! Jaro and Jaro–Winkler similarity over characters.

/// Characters whose marks one machine word holds.
const WORD: usize = u64::BITS as usize;
/// What each shared leading character adds, as a share of what is missing to 1 (Winkler 1990).
const PREFIX_GAIN: f64 = 0.1;
/// Leading characters that count.
const PREFIX: usize = 4;

/// Jaro–Winkler similarity, 0 to 1 (Winkler 1990): Jaro raised by up to four shared leading
/// characters. Two empty texts are equal. Texts longer than 64 characters are compared by their
/// first 64.
pub fn jaro_winkler(a: &[char], b: &[char]) -> f64 {
    let plain = jaro(a, b);
    let prefix = a.iter().zip(b).take(PREFIX).take_while(|(x, y)| x == y).count();
    plain + prefix as f64 * PREFIX_GAIN * (1.0 - plain)
}

/// The most that [`jaro_winkler`] can be for texts of these lengths and
/// [`signature`](super::edit::signature)s that begin alike in `prefix` characters: a class that only
/// one text has is a character that finds no partner.
pub fn most_jaro_winkler(lengths: (usize, usize), signatures: (u64, u64), prefix: usize) -> f64 {
    let alone = |own: u64, other: u64| (own & !other).count_ones() as usize;
    let (a, b) = lengths;
    let left = a.saturating_sub(alone(signatures.0, signatures.1));
    let shared = left.min(b.saturating_sub(alone(signatures.1, signatures.0))) as f64;
    if shared == 0.0 {
        return 0.0;
    }
    let plain = ((shared / a as f64 + shared / b as f64 + 1.0) / 3.0).min(1.0);
    plain + prefix.min(PREFIX) as f64 * PREFIX_GAIN * (1.0 - plain)
}

/// Jaro similarity, 0 to 1 (Jaro 1989).
pub fn jaro(a: &[char], b: &[char]) -> f64 {
    let (a, b) = (&a[..a.len().min(WORD)], &b[..b.len().min(WORD)]);
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut marked_a, mut marked_b) = (0u64, 0u64);
    for (at, &x) in a.iter().enumerate() {
        let from = at.saturating_sub(reach);
        let to = (at + reach + 1).min(b.len());
        let free = (from..to).find(|&there| marked_b >> there & 1 == 0 && b[there] == x);
        if let Some(there) = free {
            marked_a |= 1 << at;
            marked_b |= 1 << there;
        }
    }
    let shared = f64::from(marked_a.count_ones());
    if shared == 0.0 {
        return 0.0;
    }
    let displaced = marked(a, marked_a).zip(marked(b, marked_b)).filter(|(x, y)| x != y).count();
    let swaps = (displaced / 2) as f64;
    (shared / a.len() as f64 + shared / b.len() as f64 + (shared - swaps) / shared) / 3.0
}

fn marked(text: &[char], marks: u64) -> impl Iterator<Item = char> {
    text.iter().enumerate().filter(move |(at, _)| marks >> at & 1 == 1).map(|(_, &c)| c)
}

#[cfg(test)]
mod tests {
    use super::super::edit::signature;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_the_reference(a in "[a-e]{0,20}", b in "[a-e]{0,20}") {
            let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            prop_assert!((jaro(&x, &y) - strsim::jaro(&a, &b)).abs() < 1e-9);
            let prefix = x.iter().zip(&y).take_while(|(x, y)| x == y).count();
            let most = most_jaro_winkler(
                (x.len(), y.len()), (signature(&x), signature(&y)), prefix);
            prop_assert!(a.is_empty() || most >= jaro_winkler(&x, &y) - 1e-9);
        }
    }

    #[test]
    fn shared_beginnings_raise_it() {
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        // The worked examples of Winkler (1990).
        for (a, b, expected) in
            [("martha", "marhta", 0.961), ("dwayne", "duane", 0.840), ("dixon", "dicksonx", 0.813)]
        {
            let found = jaro_winkler(&chars(a), &chars(b));
            assert!((found - expected).abs() < 1e-3, "{a} {b}: {found}");
        }
    }
}
