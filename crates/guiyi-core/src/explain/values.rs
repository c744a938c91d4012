//! What two records say where a comparison looks.

use super::Explainer;
use crate::record::RecordId;
use crate::role::Role;

/// Between several values of one record.
const SEPARATOR: &str = "; ";

impl Explainer<'_> {
    /// What each of two records says for a comparison, as written; of a company's name the part
    /// that is compared.
    pub(super) fn values(&self, comparison: &str, a: RecordId, b: RecordId) -> (String, String) {
        let value = |id| self.value(comparison, id);
        (value(a), value(b))
    }

    fn value(&self, comparison: &str, id: RecordId) -> String {
        if self.records.has(Role::CompanyName) {
            match comparison {
                "trade-name" | "industry" | "form" | "branch" => {
                    return self.name_part(comparison, self.name(id));
                }
                "place" => {
                    let region = self.name_part("place", self.name(id));
                    let cells = [Role::Province, Role::City].map(|role| self.cells(role, id));
                    let all = std::iter::once(region).chain(cells);
                    return all.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(SEPARATOR);
                }
                "code" => return self.cells(Role::CreditCode, id),
                _ => {}
            }
        }
        if comparison == "source" {
            return self.records.source(id).to_string();
        }
        let field = self.fields.iter().find(|field| field.label == comparison);
        field.map_or_else(String::new, |field| join(field.cells(self.records, id)))
    }

    fn cells(&self, role: Role, id: RecordId) -> String {
        join(self.records.cells(id, role))
    }

    fn name_part(&self, part: &str, raw: &str) -> String {
        let name = self.parser.parse(raw);
        match part {
            "trade-name" => format!("{}{}", name.nation(), name.trade_name()),
            "industry" => name.industry().map(|unit| unit.text).collect(),
            "form" => name.org_form().map_or_else(String::new, |form| form.text.to_string()),
            "branch" => name.branches().map(|branch| branch.text).collect(),
            _ => name.regions().map(|region| region.text).collect(),
        }
    }
}

fn join<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    cells.map(str::trim).collect::<Vec<_>>().join(SEPARATOR)
}
