//! The languages in which the program speaks to people.

/// A language for people. Files for machines are always in English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese, in simplified characters.
    Zh,
}

/// One text in English and in Chinese.
pub type Words = (&'static str, &'static str);

impl Lang {
    /// The text in this language.
    pub fn pick<T>(self, (english, chinese): (T, T)) -> T {
        match self {
            Lang::En => english,
            Lang::Zh => chinese,
        }
    }

    /// The tag of the language: `en`, `zh-CN`.
    pub fn tag(self) -> &'static str {
        self.pick(("en", "zh-CN"))
    }
}
