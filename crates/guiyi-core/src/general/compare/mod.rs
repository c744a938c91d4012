//! Compare: which levels each kind of value has, and which of them holds for a pair.

mod code;
mod name;
mod text;

use super::feature::{Cell, FeatureTable, Kind};
use crate::compare::level::Comparison;
use crate::compare::pattern::{AgreementPattern, MOST_COMPARISONS};
use crate::score::weight::MatchWeight;
use crate::subject::Compared;

/// The level of nothing to compare.
const NULL: usize = 0;
/// The level of equal values, the one that term frequencies adjust.
const EXACT: usize = 1;

/// What one comparison looks at: indices of features.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Method {
    /// A given name or surname, with the other of the two and the other names.
    NamePart { at: usize, partner: Option<usize>, others: Option<usize> },
    /// Words, with columns whose values may have been exchanged with it.
    Text { at: usize, siblings: Vec<usize> },
    /// A value of another kind.
    Value { at: usize, kind: Kind },
    /// Whether both records come from one source.
    Source,
}

impl Method {
    /// How the feature at `at` is compared.
    fn of(table: &FeatureTable, at: usize) -> Method {
        let others = table.find(Kind::OtherNames);
        match table.features[at].kind {
            Kind::Given => Method::NamePart { at, partner: table.find(Kind::Surname), others },
            Kind::Surname => Method::NamePart { at, partner: table.find(Kind::Given), others },
            Kind::Text => Method::Text { at, siblings: table.siblings(at) },
            kind => Method::Value { at, kind },
        }
    }

    /// The feature whose term frequencies adjust the exact level.
    fn feature(&self) -> Option<usize> {
        match *self {
            Method::NamePart { at, .. } | Method::Text { at, .. } | Method::Value { at, .. } => {
                Some(at)
            }
            Method::Source => None,
        }
    }
}

/// All comparisons of a file.
#[derive(Debug, Default)]
pub struct Comparisons {
    /// As the model knows them.
    pub specs: Vec<Comparison>,
    methods: Vec<Method>,
    /// The kind of feature each comparison is about.
    kinds: Vec<Option<Kind>>,
    /// Bits of surprise of an exact level on average, from which a term frequency adjusts.
    average_bits: Vec<f32>,
}

impl Comparisons {
    /// The comparisons these features allow. A pattern holds sixteen; when there are more features,
    /// those that tell least are left out. With `by_source`, coming from one source is compared too:
    /// most sources hold fewer duplicates of their own than of each other's.
    pub fn new(table: &FeatureTable, by_source: bool) -> Comparisons {
        let mut comparisons = Comparisons::default();
        for at in most_telling(table) {
            comparisons.add(table, Method::of(table, at));
        }
        if by_source && table.sources() > 1 {
            comparisons.add(table, Method::Source);
        }
        comparisons
    }

    fn add(&mut self, table: &FeatureTable, method: Method) {
        let levels = match method.feature().map(|at| table.features[at].kind) {
            Some(kind) => levels(kind),
            None => SOURCE,
        };
        let feature = method.feature().map(|at| &table.features[at]);
        let label = feature.map_or("source", |feature| feature.label.as_str());
        let mut spec = Comparison::new(label, levels);
        let mut bits = 0.0;
        if let (Some(feature), Some(exact)) = (feature, spec.levels.first_mut()) {
            exact.term_frequency = true;
            exact.u = feature.coincidence;
            bits = -(feature.coincidence.log2()) as f32;
        }
        self.specs.push(spec);
        self.kinds.push(feature.map(|feature| feature.kind));
        self.methods.push(method);
        self.average_bits.push(bits);
    }

    /// Compares two records.
    pub fn compare(&self, table: &FeatureTable, left: u32, right: u32) -> Compared {
        let (l, r) = (table.row(left), table.row(right));
        let mut pattern = AgreementPattern::NULL;
        let mut bits = 0.0;
        for (at, method) in self.methods.iter().enumerate() {
            let level = level(table, method, l, r, (left, right));
            pattern = pattern.with(at, level);
            if let Some(feature) = method.feature() {
                let commoner = l[feature].bits().min(r[feature].bits());
                bits += self.term_frequency(at, level, commoner - self.average_bits[at]);
            }
        }
        Compared { pattern, term_frequency: MatchWeight::from_bits(f64::from(bits)) }
    }

    /// What each comparison adds to the term frequencies of [`Comparisons::compare`].
    pub fn term_frequencies(
        &self,
        table: &FeatureTable,
        left: u32,
        right: u32,
    ) -> Vec<(usize, MatchWeight)> {
        let (l, r) = (table.row(left), table.row(right));
        let part = |(at, method): (usize, &Method)| {
            let feature = method.feature()?;
            let level = level(table, method, l, r, (left, right));
            let commoner = l[feature].bits().min(r[feature].bits());
            let bits = self.term_frequency(at, level, commoner - self.average_bits[at]);
            Some((at, MatchWeight::from_bits(f64::from(bits))))
        };
        self.methods.iter().enumerate().filter_map(part).collect()
    }

    /// What the commoner of two values adds to the weight of a level, in bits: all its surprise
    /// beyond the average when they are equal. When they nearly agree a rare value adds nothing,
    /// but a common one is as likely to be met by chance as when they are equal.
    fn term_frequency(&self, at: usize, level: usize, surprise: f32) -> f32 {
        match level {
            NULL => 0.0,
            EXACT => surprise,
            _ if self.agrees(at, level) => surprise.min(0.0),
            _ => 0.0,
        }
    }

    /// Whether a level speaks for one customer, by what is shipped.
    fn agrees(&self, at: usize, level: usize) -> bool {
        let levels = &self.specs[at].levels;
        level.checked_sub(1).and_then(|place| levels.get(place)).is_some_and(|l| l.m > l.u)
    }

    /// For each comparison of a feature that both records have, its kind and what it says.
    pub fn agreements(&self, pattern: AgreementPattern) -> impl Iterator<Item = (Kind, Agreement)> {
        self.kinds.iter().enumerate().filter_map(move |(at, kind)| {
            let level = pattern.level(at);
            let agreement = match level {
                NULL => return None,
                _ if level == self.specs[at].levels.len() => Agreement::Differs,
                _ if self.agrees(at, level) => Agreement::Agrees,
                _ => Agreement::Unclear,
            };
            kind.map(|kind| (kind, agreement))
        })
    }
}

/// What one comparison says about a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// The values are equal or nearly so.
    Agrees,
    /// Chance brings as much.
    Unclear,
    /// Nothing in the values agrees.
    Differs,
}

/// Levels of coming from one source.
const SOURCE: &[(&str, f64, f64)] = &[("same", 0.5, 0.5), ("different", 0.5, 0.5)];

/// The levels of a kind: name, shipped m and u.
fn levels(kind: Kind) -> &'static [(&'static str, f64, f64)] {
    match kind {
        Kind::Given | Kind::Surname => name::PART,
        Kind::OtherNames => name::OTHERS,
        Kind::Date => code::DATE,
        Kind::Code => code::CODE,
        Kind::Postcode => code::POSTCODE,
        Kind::Number => code::NUMBER,
        Kind::Email => code::EMAIL,
        Kind::Phone => code::PHONE,
        Kind::Category => text::CATEGORY,
        Kind::Text => text::TEXT,
    }
}

fn level(
    table: &FeatureTable,
    method: &Method,
    l: &[Cell],
    r: &[Cell],
    records: (u32, u32),
) -> usize {
    let Some(at) = method.feature() else {
        return 1 + usize::from(table.source(records.0) != table.source(records.1));
    };
    let (a, b) = (l[at], r[at]);
    if a.is_missing() || b.is_missing() {
        return NULL;
    }
    if a.value == b.value {
        return EXACT;
    }
    let words = &table.vocabulary;
    match method {
        Method::NamePart { partner, others, .. } => {
            let part = |own: Cell, row: &[Cell]| name::Part {
                own,
                partner: partner.map_or_else(Cell::default, |at| row[at]),
                others: others.map_or_else(Cell::default, |at| row[at]),
            };
            name::part(words, &part(a, l), &part(b, r))
        }
        Method::Text { siblings, .. } => {
            let crossed = |&other: &usize| a.value == r[other].value || l[other].value == b.value;
            text::text(words, (a, b), siblings.iter().any(crossed))
        }
        Method::Value { kind, .. } => match kind {
            Kind::OtherNames => name::others(words, (a, b)),
            Kind::Date => code::date(words, (a, b)),
            Kind::Postcode => code::postcode(words, (a, b)),
            Kind::Email => code::email(words, (a, b)),
            Kind::Phone => code::phone(words, (a, b)),
            Kind::Category => text::category(words, (a, b)),
            _ => code::code(words, (a, b)),
        },
        Method::Source => NULL,
    }
}

/// The features to compare, in their order: all, or the most telling that a pattern has room for.
fn most_telling(table: &FeatureTable) -> Vec<usize> {
    let room = MOST_COMPARISONS - usize::from(table.sources() > 1);
    let mut features: Vec<usize> =
        (0..table.features.len()).filter(|&at| table.features[at].distinct > 1).collect();
    let tells = |at: usize| {
        let feature = &table.features[at];
        -feature.filled * feature.coincidence.max(1e-12).log2()
    };
    features.sort_by(|&a, &b| tells(b).total_cmp(&tells(a)).then(a.cmp(&b)));
    features.truncate(room);
    features.sort_unstable();
    features
}

#[cfg(test)]
mod tests {
    use super::super::feature::{FeatureTable, testing};
    use super::*;

    /// The level of two values of one kind, by name.
    fn compare(kind: Kind, left: &str, right: &str) -> &'static str {
        let table: FeatureTable = testing::table(kind, &[left, right]);
        let level = level(&table, &Method::of(&table, 0), table.row(0), table.row(1), (0, 1));
        Comparison::new("c", levels(kind)).level_name(level)
    }

    #[test]
    fn every_kind_has_its_levels() {
        let cases = [
            (Kind::Given, "grace", "grace", "equal"),
            (Kind::Given, "grace", "", "null"),
            (Kind::Given, "grace", "garce", "typing error"),
            (Kind::Given, "g", "grace", "short form"),
            (Kind::Given, "will", "william", "short form"),
            (Kind::Given, "mary ann", "ann", "elsewhere in the name"),
            (Kind::Given, "jonathan", "johnny", "alike"),
            (Kind::Given, "grace", "peter", "different"),
            (Kind::Given, "静宜", "静怡", "typing error"),
            (Kind::Given, "思远", "思齐", "different"),
            (Kind::Date, "19800312", "19800321", "one digit"),
            (Kind::Date, "19800312", "19801203", "day and month exchanged"),
            (Kind::Date, "18620101", "18621130", "same year, day unknown"),
            (Kind::Date, "19801225", "19801114", "different"),
            (Kind::Date, "19540401", "19890401", "two digits"),
            (Kind::Date, "198003", "198004", "one digit"),
            (Kind::Code, "4142406", "4142416", "one character"),
            (Kind::Code, "4142406", "8051408", "different"),
            (Kind::Postcode, "sk148nw", "sk146dd", "same first half"),
            (Kind::Postcode, "5064", "5046", "one character"),
            (Kind::Email, "iwilson@bush.com", "iwilson@bsuh.com", "typing errors"),
            (Kind::Email, "sb@mail.example", "ob@mail.example", "same domain"),
            (Kind::Email, "ann.lee@old.com", "ann.lee@new.org", "same mailbox name"),
            (Kind::Phone, "0491570156 0491570157", "0491570157", "one in common"),
            (Kind::Phone, "0491570156", "0491570165", "one digit"),
            (Kind::Text, "12 harcourt rd", "12 harcour rd", "typing errors"),
            (Kind::Text, "query views", "views query", "nearly all words"),
            (Kind::Text, "tidal mills of wales", "tidal mills", "all words of the shorter"),
            (Kind::Text, "north road", "chapel hill", "different"),
            (Kind::Category, "male", "female", "different"),
        ];
        for (kind, left, right, expected) in cases {
            assert_eq!(compare(kind, left, right), expected, "{kind:?} {left:?} {right:?}");
            assert_eq!(compare(kind, right, left), expected, "{kind:?} {right:?} {left:?}");
        }
    }
}
