//! Hong Kong, Macau and Taiwan below the province, with codes of our own: the standard gives none.

use super::Row;
use crate::Failure;
use serde_json::Value;
use std::collections::BTreeMap;

const HONG_KONG: u32 = 810_000;
const MACAU: u32 = 820_000;

/// Cities and counties of Taiwan and the codes in common use for them.
const TAIWAN: [(u32, &str); 22] = [
    (710_100, "台北市"),
    (710_200, "高雄市"),
    (710_300, "台南市"),
    (710_400, "台中市"),
    (710_500, "金门县"),
    (710_600, "南投县"),
    (710_700, "基隆市"),
    (710_800, "新竹市"),
    (710_900, "嘉义市"),
    (711_100, "新北市"),
    (711_200, "宜兰县"),
    (711_300, "新竹县"),
    (711_400, "桃园市"),
    (711_500, "苗栗县"),
    (711_700, "彰化县"),
    (711_900, "嘉义县"),
    (712_100, "云林县"),
    (712_400, "屏东县"),
    (712_500, "台东县"),
    (712_600, "花莲县"),
    (712_700, "澎湖县"),
    (712_800, "连江县"),
];

/// Adds their divisions to `rows`.
pub fn add(rows: &mut BTreeMap<u32, Row>, text: &str) -> Result<(), Failure> {
    let value: Value = serde_json::from_str(text)?;
    for (code, name) in TAIWAN {
        rows.insert(code, row(name, 'c'));
        number(rows, code, towns(&value["台湾省"][name]));
    }
    for (code, name) in [(HONG_KONG, "香港特别行政区"), (MACAU, "澳门特别行政区")] {
        let parts = value[name].as_object().ok_or_else(|| format!("{name}: not in the source"))?;
        number(rows, code, parts.values().flat_map(towns).collect());
    }
    Ok(())
}

fn towns(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn number(rows: &mut BTreeMap<u32, Row>, above: u32, mut names: Vec<String>) {
    names.sort();
    for (code, name) in (above + 1..).zip(names) {
        rows.insert(code, row(&name, 'k'));
    }
}

fn row(name: &str, level: char) -> Row {
    let short = match name.char_indices().next_back() {
        Some((end, '市' | '县' | '区' | '乡' | '镇')) if name[..end].chars().count() > 1 => {
            &name[..end]
        }
        _ => name,
    };
    Row { name: name.into(), short: short.into(), level, heirs: Vec::new() }
}
