//! The catalog: English texts of the libraries and of the help, and the same in Chinese.
//!
//! A text is found by its template, in which `{}` stands for anything; what stands there is looked up too. Of several
//! templates that fit, the one with most text of its own wins.

use std::sync::OnceLock;

/// One text a line: English, a tab, Chinese. `\n` is a line break; `{2}` in the Chinese is the
/// second hole of the English.
const TEXTS: &str = include_str!("zh.tsv");

struct Template {
    /// What stands around the holes.
    pieces: Vec<String>,
    /// Characters of its own.
    length: usize,
    chinese: String,
}

fn templates() -> &'static [Template] {
    static TEMPLATES: OnceLock<Vec<Template>> = OnceLock::new();
    TEMPLATES.get_or_init(|| {
        let lines = TEXTS.lines().filter(|line| !line.starts_with('#'));
        let template = |(english, chinese): (&str, &str)| {
            let pieces: Vec<String> =
                english.replace("\\n", "\n").split("{}").map(str::to_string).collect();
            let length = pieces.iter().map(|piece| piece.chars().count()).sum();
            Template { pieces, length, chinese: chinese.replace("\\n", "\n") }
        };
        let mut templates: Vec<Template> =
            lines.filter_map(|line| line.split_once('\t')).map(template).collect();
        templates.sort_by_key(|template| std::cmp::Reverse(template.length));
        templates
    })
}

/// The Chinese of a text; `None` when no template fits.
pub fn chinese(english: &str) -> Option<String> {
    templates().iter().find_map(|template| {
        let holes = template.holes(english)?;
        Some(template.fill(&holes))
    })
}

impl Template {
    /// What stands in the holes of a text of this template.
    fn holes<'a>(&self, text: &'a str) -> Option<Vec<&'a str>> {
        let (first, rest) = self.pieces.split_first()?;
        let mut left = text.strip_prefix(first.as_str())?;
        let Some((last, middle)) = rest.split_last() else {
            return left.is_empty().then(Vec::new);
        };
        let mut holes = Vec::with_capacity(rest.len());
        for piece in middle {
            let at = left.find(piece.as_str())?;
            holes.push(&left[..at]);
            left = &left[at + piece.len()..];
        }
        holes.push(left.strip_suffix(last.as_str())?);
        Some(holes)
    }

    fn fill(&self, holes: &[&str]) -> String {
        let mut text = self.chinese.clone();
        for (at, hole) in holes.iter().enumerate() {
            let word = exactly(hole).unwrap_or(hole);
            text = match text.contains(&format!("{{{}}}", at + 1)) {
                true => text.replace(&format!("{{{}}}", at + 1), word),
                false => text.replacen("{}", word, 1),
            };
        }
        text
    }
}

/// The Chinese of a text without holes.
fn exactly(english: &str) -> Option<&'static str> {
    let is_it = |template: &&Template| template.pieces.len() == 1 && template.pieces[0] == english;
    templates().iter().find(is_it).map(|template| template.chinese.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Args;
    use clap::CommandFactory;
    use std::fs;
    use std::path::{Path, PathBuf};

    #[test]
    fn holes_are_filled_in_the_order_of_the_chinese() {
        assert_eq!(
            chinese("the header says so, and 92 % of the values are names of organisations")
                .unwrap(),
            "列名如此，且 92% 的值是机构名称"
        );
        assert!(chinese("no text of ours").is_none());
    }

    /// Every help text of every command is in the catalog.
    #[test]
    fn no_help_is_missing() {
        let mut missing = Vec::new();
        look(&Args::command(), &mut missing);
        assert!(missing.is_empty(), "not in zh.tsv:\n{}", missing.join("\n"));
    }

    fn look(command: &clap::Command, missing: &mut Vec<String>) {
        let arguments = command.get_arguments();
        let texts = arguments.flat_map(|argument| {
            let heading = argument.get_help_heading().map(str::to_string);
            argument.get_help().map(ToString::to_string).into_iter().chain(heading)
        });
        let own = [command.get_about(), command.get_after_help()];
        let own = own.into_iter().flatten().map(ToString::to_string);
        for text in texts.chain(own).filter(|text| chinese(text).is_none()) {
            missing.push(text.replace('\n', "\\n"));
        }
        command.get_subcommands().for_each(|own| look(own, missing));
    }

    /// Every text that the sources give an error, a remedy or `tr` is in the catalog.
    #[test]
    fn no_error_is_missing() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut missing = Vec::new();
        for name in ["guiyi-core", "guiyi-io", "guiyi-store", "guiyi-cli"] {
            for file in sources(&crates.join(name).join("src")) {
                let text = fs::read_to_string(&file).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap();
                for literal in literals(code) {
                    if literal.chars().any(char::is_alphabetic) && chinese(&literal).is_none() {
                        missing.push(literal);
                    }
                }
            }
        }
        missing.sort();
        missing.dedup();
        assert!(missing.is_empty(), "not in zh.tsv:\n{}", missing.join("\n"));
    }

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files.extend(sources(&path));
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && path.file_name().is_some_and(|name| name != "tests.rs")
            {
                files.push(path);
            }
        }
        files.sort();
        files
    }

    /// The literals behind the words that make errors, with their holes filled by a sample.
    fn literals(code: &str) -> Vec<String> {
        const MAKERS: [&str; 7] = [
            "Error::usage(",
            "Error::input(",
            "Error::new(",
            ".hint(",
            ".problem(",
            "tr(",
            "no_splink(",
        ];
        let mut found = Vec::new();
        for maker in MAKERS {
            for (at, _) in code.match_indices(maker) {
                // `str(` and the like end in `tr(` too.
                let before = code[..at].chars().next_back();
                if maker == "tr(" && before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                    continue;
                }
                let mut rest = code[at + maker.len()..].trim_start();
                if let Some((kind, behind)) = rest.split_once(',')
                    && kind.ends_with(|c: char| c.is_alphanumeric())
                    && kind.contains("ErrorKind::")
                {
                    rest = behind.trim_start();
                }
                rest = rest.strip_prefix("format!(").unwrap_or(rest).trim_start();
                if let Some(literal) = rest.strip_prefix('"') {
                    found.push(sample(literal));
                }
            }
        }
        found
    }

    /// The text of a literal from behind its quote, `7` in every hole.
    fn sample(literal: &str) -> String {
        let (mut text, mut depth) = (String::new(), 0);
        let mut characters = literal.chars().peekable();
        while let Some(c) = characters.next() {
            match c {
                '"' => break,
                '\\' => match characters.next() {
                    Some('\n') => while characters.next_if(|c| c.is_whitespace()).is_some() {},
                    Some('n') => text.push('\n'),
                    Some(other) => text.push(other),
                    None => break,
                },
                '{' => depth += 1,
                '}' => {
                    depth -= 1;
                    text.push('7');
                }
                c if depth == 0 => text.push(c),
                _ => {}
            }
        }
        text
    }
}
