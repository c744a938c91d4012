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
    NamePart {
        at: usize,
        partner: Option<usize>,
        others: Option<usize>,
    },
    OtherNames {
        at: usize,
    },
    Date {
        at: usize,
    },
    Code {
        at: usize,
    },
    Postcode {
        at: usize,
    },
    Number {
        at: usize,
    },
    Email {
        at: usize,
    },
    Phone {
        at: usize,
    },
    Category {
        at: usize,
    },
    /// Words, with columns whose values may have been exchanged with it.
    Text {
        at: usize,
        siblings: Vec<usize>,
    },
    /// Whether both records come from one source.
    Source,
}

impl Method {
    /// The feature whose term frequencies adjust the exact level.
    fn feature(&self) -> Option<usize> {
        match *self {
            Method::NamePart { at, .. }
            | Method::OtherNames { at }
            | Method::Date { at }
            | Method::Code { at }
            | Method::Postcode { at }
            | Method::Number { at }
            | Method::Email { at }
            | Method::Phone { at }
            | Method::Category { at }
            | Method::Text { at, .. } => Some(at),
            Method::Source => None,
        }
    }
}

/// All comparisons of a file.
#[derive(Debug)]
pub struct Comparisons {
    /// As the model knows them.
    pub specs: Vec<Comparison>,
    methods: Vec<Method>,
    /// Bits of surprise of an exact level on average, from which a term frequency adjusts.
    average_bits: Vec<f32>,
}

impl Comparisons {
    /// The comparisons these features allow. A pattern holds sixteen; when there are more features,
    /// those that tell least are left out. With `by_source`, coming from one source is compared too:
    /// most sources hold fewer duplicates of their own than of each other's.
    pub fn new(table: &FeatureTable, by_source: bool) -> Comparisons {
        let mut comparisons =
            Comparisons { specs: Vec::new(), methods: Vec::new(), average_bits: Vec::new() };
        for at in most_telling(table) {
            comparisons.add(table, method(table, at));
        }
        if by_source && table.sources() > 1 {
            comparisons.add(table, Method::Source);
        }
        comparisons
    }

    fn add(&mut self, table: &FeatureTable, method: Method) {
        let levels = match &method {
            Method::NamePart { .. } => name::PART,
            Method::OtherNames { .. } => name::OTHERS,
            Method::Date { .. } => code::DATE,
            Method::Code { .. } => code::CODE,
            Method::Postcode { .. } => code::POSTCODE,
            Method::Number { .. } => code::NUMBER,
            Method::Email { .. } => code::EMAIL,
            Method::Phone { .. } => code::PHONE,
            Method::Category { .. } => text::CATEGORY,
            Method::Text { .. } => text::TEXT,
            Method::Source => &[("same", 0.5, 0.5), ("different", 0.5, 0.5)],
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
                let commoner = l[feature].bits.min(r[feature].bits);
                bits += self.term_frequency(at, level, commoner - self.average_bits[at]);
            }
        }
        Compared { pattern, term_frequency: MatchWeight::from_bits(f64::from(bits)) }
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

    /// Whether the pair agrees, at least nearly, on something that is neither a part of the name
    /// nor one of few values.
    pub fn is_corroborated(&self, pattern: AgreementPattern) -> bool {
        self.methods.iter().enumerate().any(|(at, method)| {
            let telling = !matches!(
                method,
                Method::NamePart { .. }
                    | Method::OtherNames { .. }
                    | Method::Category { .. }
                    | Method::Number { .. }
                    | Method::Source
            );
            telling && self.agrees(at, pattern.level(at))
        })
    }
}

fn level(
    table: &FeatureTable,
    method: &Method,
    l: &[Cell],
    r: &[Cell],
    records: (u32, u32),
) -> usize {
    let words = &table.vocabulary;
    let both = |at: usize| (l[at].value, r[at].value);
    if let Some(at) = method.feature() {
        let (a, b) = both(at);
        if a.is_missing() || b.is_missing() {
            return NULL;
        }
        if a == b {
            return EXACT;
        }
    }
    match method {
        Method::NamePart { at, partner, others } => {
            let value =
                |row: &[Cell], at: &Option<usize>| at.map(|at| row[at].value).unwrap_or_default();
            let left = name::Part {
                own: l[*at].value,
                partner: value(l, partner),
                others: value(l, others),
            };
            let right = name::Part {
                own: r[*at].value,
                partner: value(r, partner),
                others: value(r, others),
            };
            name::part(words, &left, &right)
        }
        Method::OtherNames { at } => name::others(words, both(*at)),
        Method::Date { at } => code::date(words, both(*at)),
        Method::Code { at } => code::code(words, both(*at)),
        Method::Postcode { at } => code::postcode(words, both(*at)),
        Method::Number { at } => code::number(words, both(*at)),
        Method::Email { at } => code::email(words, both(*at)),
        Method::Phone { at } => code::phone(words, both(*at)),
        Method::Category { at } => text::category(words, both(*at)),
        Method::Text { at, siblings } => {
            let crossed = siblings
                .iter()
                .any(|&other| l[*at].value == r[other].value || l[other].value == r[*at].value);
            text::text(words, both(*at), crossed)
        }
        Method::Source => 1 + usize::from(table.source(records.0) != table.source(records.1)),
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

fn method(table: &FeatureTable, at: usize) -> Method {
    match table.features[at].kind {
        Kind::Given => Method::NamePart {
            at,
            partner: table.find(Kind::Surname),
            others: table.find(Kind::OtherNames),
        },
        Kind::Surname => Method::NamePart {
            at,
            partner: table.find(Kind::Given),
            others: table.find(Kind::OtherNames),
        },
        Kind::OtherNames => Method::OtherNames { at },
        Kind::Date => Method::Date { at },
        Kind::Code => Method::Code { at },
        Kind::Postcode => Method::Postcode { at },
        Kind::Number => Method::Number { at },
        Kind::Email => Method::Email { at },
        Kind::Phone => Method::Phone { at },
        Kind::Category => Method::Category { at },
        Kind::Text => Method::Text { at, siblings: table.siblings(at) },
    }
}
