//! The truth for `evaluate`: which records are one customer, as a table of clusters or of pairs.

use std::path::Path;

use guiyi_core::{Error, Table};
use guiyi_io::{HeaderRow, ReadOptions};

use crate::run_dir::{Members, Unfound};

/// What is known of the records.
pub enum Truth {
    /// Every record with its customer.
    Clusters(Vec<Labelled>),
    /// Pairs with whether they are one customer; of other pairs nothing is known.
    Pairs(Vec<(usize, usize, bool)>),
}

/// A record of the truth.
pub struct Labelled {
    /// Its row in `members.csv`; `None` when the run does not have it.
    pub row: Option<usize>,
    /// Its customer.
    pub entity: String,
}

/// Headers that mean the record's id, its source, its customer.
const IDS: [&str; 4] = ["record_id", "id", "rec_id", "unique_id"];
const SOURCES: [&str; 2] = ["source", "source_dataset"];
const ENTITIES: [&str; 6] =
    ["entity_id", "entity", "cluster_id", "cluster", "customer", "profile_id"];
/// Headers of the two sides of a pair, and of its label.
const SIDES: [(&str, &str); 5] = [
    ("record_a", "record_b"),
    ("id_a", "id_b"),
    ("left", "right"),
    ("unique_id_l", "unique_id_r"),
    ("record_id_a", "record_id_b"),
];
const LABELS: [&str; 5] = ["label", "verdict", "same", "match", "clerical_match_score"];

/// Reads a truth against the members of a run.
///
/// # Errors
/// When the table is neither of clusters nor of pairs, or ids do not say which record is meant.
pub fn read(path: &Path, members: &Members) -> Result<Truth, Error> {
    let options = ReadOptions { header: HeaderRow::Line(1), ..ReadOptions::default() };
    let table = guiyi_io::read(path, &options)?.table;
    let file = path.display().to_string();
    let reader = Reader { table: &table, members, file: &file };
    if let Some(&(a, b)) =
        SIDES.iter().find(|(a, b)| reader.find(&[a]).is_some() && reader.find(&[b]).is_some())
    {
        return reader.pairs(a, b);
    }
    reader.clusters()
}

struct Reader<'a> {
    table: &'a Table,
    members: &'a Members,
    file: &'a str,
}

impl Reader<'_> {
    fn find(&self, names: &[&str]) -> Option<usize> {
        let is_named = |header: &str, name: &str| header.trim().eq_ignore_ascii_case(name);
        names.iter().find_map(|name| self.table.headers().position(|header| is_named(header, name)))
    }

    fn clusters(&self) -> Result<Truth, Error> {
        // Of two unnamed columns the first is the record, the second its customer.
        let (first, second) =
            if self.table.width() == 2 { (Some(0), Some(1)) } else { (None, None) };
        let (Some(id), Some(entity)) = (self.find(&IDS).or(first), self.find(&ENTITIES).or(second))
        else {
            let headers: Vec<&str> = self.table.headers().collect();
            return Err(Error::usage("is no truth: no columns for record and customer")
                .in_file(self.file)
                .hint(format!(
                    "name them record_id and entity_id, or record_a and record_b for pairs; the columns are: {}",
                    headers.join(", ")
                )));
        };
        let source = self.find(&SOURCES);
        let labelled = (0..self.table.rows()).map(|row| {
            let entity = self.table.cell(row, entity).trim().to_string();
            Ok(Labelled { row: self.record(row, source, id)?, entity })
        });
        Ok(Truth::Clusters(labelled.collect::<Result<_, Error>>()?))
    }

    fn pairs(&self, a: &str, b: &str) -> Result<Truth, Error> {
        let (Some(left), Some(right)) = (self.find(&[a]), self.find(&[b])) else {
            return Ok(Truth::Pairs(Vec::new()));
        };
        let side = |name: &str| {
            name.replace("record_id", "source")
                .replace("record", "source")
                .replace("unique_id", "source_dataset")
                .replace("id", "source")
        };
        let (source_a, source_b) = (self.find(&[&side(a)]), self.find(&[&side(b)]));
        let label = self.find(&LABELS);
        let mut pairs = Vec::new();
        for row in 0..self.table.rows() {
            // A pair without a label says the two are one customer; an unsure one says nothing.
            let same =
                match label.map(|label| self.table.cell(row, label).trim().to_ascii_lowercase()) {
                    None => true,
                    Some(word) => match word.as_str() {
                        "1" | "1.0" | "true" | "t" | "yes" | "y" | "s" | "same" | "match"
                        | "positive" | "是" => true,
                        "0" | "0.0" | "false" | "f" | "no" | "n" | "d" | "different"
                        | "distinct" | "negative" | "否" => false,
                        _ => continue,
                    },
                };
            let found = (self.record(row, source_a, left)?, self.record(row, source_b, right)?);
            if let (Some(left), Some(right)) = found {
                pairs.push((left, right, same));
            }
        }
        Ok(Truth::Pairs(pairs))
    }

    fn record(&self, row: usize, source: Option<usize>, id: usize) -> Result<Option<usize>, Error> {
        let source = source.map(|source| self.table.cell(row, source));
        let id = self.table.cell(row, id);
        match self.members.find(source, id) {
            Ok(found) => Ok(Some(found)),
            Err(Unfound::Unknown) => Ok(None),
            Err(Unfound::Ambiguous) => {
                Err(Error::usage(format!("several records have the id {id}"))
                    .in_file(self.file)
                    .at_line(self.table.line(row))
                    .hint("add a column 'source' with the source of each record"))
            }
        }
    }
}
