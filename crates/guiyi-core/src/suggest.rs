//! What a misspelt word was meant to be.

/// The candidate nearest to `word`, if one is near enough to be meant: at most a third of the
/// characters differ (Damerau's edits, upper and lower case alike).
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.trim().to_lowercase();
    let most = (word.chars().count() / 3).max(1);
    let distance = |candidate: &str| strsim::osa_distance(&word, &candidate.trim().to_lowercase());
    let best = candidates.into_iter().map(|candidate| (distance(candidate), candidate)).min()?;
    // Of a word of one or two characters, one edit leaves nothing.
    (best.0 <= most && best.0 < word.chars().count()).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let roles = ["company-name", "phone", "email"];
        assert_eq!(nearest("compnay-name", roles), Some("company-name"));
        assert_eq!(nearest("Phne", roles), Some("phone"));
        assert_eq!(nearest("address", roles), None);
        assert_eq!(nearest("客户名", ["客户名称", "联系人"]), Some("客户名称"));
        assert_eq!(nearest("x", ["y"]), None);
    }
}
