//! The language of this process: what `--lang` says, else the locale.
//!
//! The commands write their texts with [`say!`], which takes them in both languages, so that none can be
//! left out. What the libraries and the command line say is written in English and put into Chinese
//! by the [catalog]; a test reads the sources and the help screens for texts that it lacks.

mod catalog;
mod help;

use std::borrow::Cow;
use std::sync::OnceLock;

use guiyi_core::Lang;

pub use help::{command, usage_error};

static CURRENT: OnceLock<Lang> = OnceLock::new();

/// The language of this process.
pub fn current() -> Lang {
    *CURRENT.get_or_init(from_locale)
}

/// Settles the language. The first call wins.
fn set(lang: Lang) {
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

/// The language that these arguments ask for: help is needed before they are understood.
pub fn settle(arguments: impl Iterator<Item = String>) {
    let mut arguments = arguments.skip(1).take_while(|argument| argument != "--");
    while let Some(argument) = arguments.next() {
        let word = match argument.strip_prefix("--lang") {
            Some("") => arguments.next(),
            Some(rest) => rest.strip_prefix('=').map(String::from),
            None => continue,
        };
        if let Some(lang) = word.as_deref().and_then(named) {
            return set(lang);
        }
    }
}

/// The language of a word such as `zh`, `zh-CN` or `en_GB.UTF-8`.
pub fn named(word: &str) -> Option<Lang> {
    match word.to_ascii_lowercase().split(['-', '_', '.']).next() {
        Some("en") => Some(Lang::En),
        Some("zh") => Some(Lang::Zh),
        _ => None,
    }
}

/// A text of the catalog in the language of this process; one it lacks stays English.
pub fn tr(english: &str) -> Cow<'_, str> {
    match current() {
        Lang::En => Cow::Borrowed(english),
        Lang::Zh => chinese(english),
    }
}

/// A text of the catalog in Chinese.
pub fn chinese(english: &str) -> Cow<'_, str> {
    catalog::chinese(english).map_or(Cow::Borrowed(english), Cow::Owned)
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
