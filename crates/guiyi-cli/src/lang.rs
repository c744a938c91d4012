//! The language of this process: what `--lang` says, else the locale.
//!
//! Every text for people is written with [`say!`], which takes it in both languages, so that none can
//! be left out. Errors of the libraries are written in English and put into Chinese in `exit`.

use std::sync::OnceLock;

use guiyi_core::Lang;

static CURRENT: OnceLock<Lang> = OnceLock::new();

/// The language of this process.
pub fn current() -> Lang {
    *CURRENT.get_or_init(from_locale)
}

/// Settles the language. The first call wins.
pub fn set(lang: Lang) {
    // A second value would change the language in mid-sentence.
    let _ = CURRENT.set(lang);
}

/// The locale's language, by the variables of POSIX in their order of precedence.
fn from_locale() -> Lang {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    of_locale(set)
}

fn of_locale(mut values: impl Iterator<Item = String>) -> Lang {
    let first = values.find(|value| !value.is_empty());
    let is_chinese = first.is_some_and(|value| value.to_ascii_lowercase().starts_with("zh"));
    if is_chinese { Lang::Zh } else { Lang::En }
}

/// A text of the libraries in Chinese.
pub fn chinese(english: &str) -> String {
    english.to_string()
}

/// A text in the language of this process: `say!("{n} records", "{n} 条记录")`.
macro_rules! say {
    ($english:literal, $chinese:literal $(, $argument:expr)* $(,)?) => {
        match $crate::lang::current() {
            guiyi_core::Lang::En => format!($english $(, $argument)*),
            guiyi_core::Lang::Zh => format!($chinese $(, $argument)*),
        }
    };
}
pub(crate) use say;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_counts() {
        let of = |values: &[&str]| of_locale(values.iter().map(ToString::to_string));
        assert_eq!(of(&["", "zh_CN.UTF-8"]), Lang::Zh);
        assert_eq!(of(&["zh_TW"]), Lang::Zh);
        assert_eq!(of(&["C.UTF-8", "zh_CN.UTF-8"]), Lang::En);
        assert_eq!(of(&[]), Lang::En);
    }
}
