//! Every word a settings file can hold: the one table from which settings are checked, completed,
//! written and described.

use crate::lang::Words;

/// What a key's value must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number above 0 and below 1.
    Probability,
    /// A whole number of at least so much.
    Count(i64),
    /// `true` or `false`.
    Flag,
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// The name of a [`crate::Role`].
    Role,
}

impl Kind {
    /// What to write, in words.
    pub fn words(self) -> Words {
        match self {
            Kind::Probability => ("a number above 0 and below 1", "大于 0 且小于 1 的数"),
            Kind::Count(_) => ("a whole number", "整数"),
            Kind::Flag => ("true or false", "true 或 false"),
            Kind::Text => ("a text", "文本"),
            Kind::Texts => ("a list of texts", "文本列表"),
            Kind::Role => ("a role", "角色"),
        }
    }
}

/// One key of a settings file.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The table it stands in; empty at the top.
    pub table: &'static str,
    /// Its name; `*` for a table whose keys are the user's own words.
    pub name: &'static str,
    /// What its value must be.
    pub kind: Kind,
    /// Its default as it is written in TOML; empty when there is none.
    pub default: &'static str,
    /// An example as it is written in TOML.
    pub example: &'static str,
    /// What it does.
    pub words: Words,
}

impl Key {
    /// `table.name`.
    pub fn path(&self) -> String {
        if self.table.is_empty() {
            self.name.to_string()
        } else {
            format!("{}.{}", self.table, self.name)
        }
    }
}

/// What the tables are about, in the order in which they are written.
pub const TABLES: [(&str, Words); 8] = [
    ("", ("The settings as a whole", "设置文件本身")),
    ("input", ("What is read", "输入")),
    ("roles", ("What the columns mean", "各列的含义")),
    ("thresholds", ("When two records are one customer", "何时视为同一客户")),
    ("names", ("Rules about names", "关于名称的规则")),
    ("blocks", ("Which records are compared", "哪些记录会被比较")),
    ("steering", ("What people and earlier runs contribute", "人工判定与既有模型")),
    ("output", ("What is written", "输出")),
];

macro_rules! key {
    ($table:literal, $name:literal, $kind:expr, $default:literal, $example:literal, $english:literal, $chinese:literal) => {
        Key {
            table: $table,
            name: $name,
            kind: $kind,
            default: $default,
            example: $example,
            words: ($english, $chinese),
        }
    };
}

/// The keys, table by table.
pub const KEYS: &[Key] = &[
    key!(
        "",
        "format",
        Kind::Count(1),
        "1",
        "1",
        "The format of the settings; a program refuses a newer one than it knows",
        "设置的格式版本；程序不接受比自己更新的版本"
    ),
    key!(
        "input",
        "files",
        Kind::Texts,
        "",
        "[\"erp.csv\", \"finance.xlsx\"]",
        "The customer exports, from the directory of the settings file; files named in the command replace them",
        "客户导出文件，相对于设置文件所在目录；命令行中给出的文件优先"
    ),
    key!(
        "input",
        "id-column",
        Kind::Text,
        "",
        "\"客户编码\"",
        "The column with each row's own key",
        "每行自身编号所在的列"
    ),
    key!(
        "input",
        "encoding",
        Kind::Text,
        "",
        "\"GB18030\"",
        "The encoding of text files, instead of detecting it",
        "文本文件的编码；不写则自动识别"
    ),
    key!(
        "input",
        "max-rejects",
        Kind::Count(0),
        "",
        "0",
        "Fail when more rows than this cannot be read",
        "无法读取的行数超过此数则报错"
    ),
    key!(
        "roles",
        "*",
        Kind::Role,
        "",
        "\"company-name\"",
        "A column's header, and what the column means; overrides what is inferred",
        "列名及其含义；覆盖自动推断的结果"
    ),
    key!(
        "thresholds",
        "match",
        Kind::Probability,
        "0.55",
        "0.8",
        "Probability from which records join",
        "达到此概率即合并"
    ),
    key!(
        "thresholds",
        "review",
        Kind::Probability,
        "0.4",
        "0.2",
        "Probability from which a pair that does not join is worth a look; at most the match threshold",
        "未合并但达到此概率的记录对交人工复核；不得高于合并阈值"
    ),
    key!(
        "names",
        "join-brandless",
        Kind::Flag,
        "true",
        "false",
        "Whether names without a trade name that say the same (山西煤业, 山西煤矿) join by themselves",
        "无字号且含义相同的名称（山西煤业、山西煤矿）是否自动合并"
    ),
    key!(
        "blocks",
        "limit",
        Kind::Count(2),
        "200",
        "100",
        "Records in a block at most; pairs grow with its square",
        "每个分块的最大记录数；记录对按其平方增长"
    ),
    key!(
        "blocks",
        "window",
        Kind::Count(1),
        "8",
        "16",
        "Neighbours still compared in a block that stays too large",
        "分块仍过大时，每条记录与多少个相邻记录比较"
    ),
    key!(
        "steering",
        "decisions",
        Kind::Text,
        "",
        "\"decisions.csv\"",
        "The log of decisions to obey",
        "需遵守的人工判定文件"
    ),
    key!(
        "steering",
        "model",
        Kind::Text,
        "",
        "\"model.json\"",
        "A saved model to use instead of training one",
        "使用已保存的模型而不重新训练"
    ),
    key!(
        "output",
        "dir",
        Kind::Text,
        "",
        "\"archive\"",
        "The directory for the results",
        "结果目录"
    ),
    key!(
        "output",
        "pairs",
        Kind::Flag,
        "false",
        "true",
        "Whether pairs.csv is written: every pair that was weighed and kept",
        "是否输出 pairs.csv：所有已计算并保留的记录对"
    ),
];

/// The key of a path; a table of the user's own words has one for all.
pub fn find(table: &str, name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.table == table && (key.name == name || key.name == "*"))
}
