//! Dedupe: from records to the unified archive, all stages in order.

use rayon::prelude::*;

use crate::cluster::{KnownPairs, Standing};
use crate::company::Companies;
use crate::company::link::{TypedLink, links};
use crate::error::Error;
use crate::field::{Field, fields};
use crate::general::General;
use crate::pipeline::{Observer, Options, Resolution, Stage, resolve};
use crate::record::{Records, soon};
use crate::review::{Cohesion, Question, ReviewItem, WeakestLink, cohesion, questions};
use crate::role::Role;
use crate::score::pair::PairScorer;
use crate::settings::Settings;
use crate::subject::{Reason, Subject, look_ahead};
use crate::unify::{Profile, unify};

/// The unified customer archive of one run.
#[derive(Debug)]
pub struct Archive {
    /// What the records have in common.
    pub fields: Vec<Field>,
    /// One profile a customer, by its smallest record.
    pub profiles: Vec<Profile>,
    /// For each record, the index of its profile.
    pub profile_of: Vec<u32>,
    /// For each profile, how it holds together.
    pub cohesion: Vec<Cohesion>,
    /// Pairs for clerical review, those that matter most first.
    pub review: Vec<ReviewItem>,
    /// Typed relations between profiles.
    pub links: Vec<TypedLink>,
    /// Pairs whose names say one customer and whose valid codes say two.
    pub code_conflicts: Vec<(u32, u32)>,
    /// How the stages went.
    pub resolution: Resolution,
}

/// Runs all stages over the records.
///
/// # Errors
/// When no column says who the customers are, or the given model does not fit the columns.
pub fn dedupe(
    records: &Records,
    settings: &Settings,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Archive, Error> {
    let customers = Customers::read(records, settings, observer)?;
    archive(records, &customers, options, observer)
}

/// Runs the stages after the features.
///
/// # Errors
/// When the given model does not fit the columns.
pub fn archive(
    records: &Records,
    customers: &Customers,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Archive, Error> {
    let subject = customers.subject();
    let resolution = resolve(subject, options, observer)?;
    Ok(assemble(records, customers, resolution, options, observer))
}

/// The records of a run as the kind of customer that their columns say.
#[derive(Debug)]
pub enum Customers {
    /// A column holds names of companies.
    Companies(Box<Companies>),
    /// Anything else.
    General(Box<General>),
}

impl Customers {
    /// Reads the records into features.
    ///
    /// # Errors
    /// When no column says who the customers are.
    pub fn read(
        records: &Records,
        settings: &Settings,
        observer: &dyn Observer,
    ) -> Result<Customers, Error> {
        observer.begin(Stage::Feature, records.len() as u64);
        if records.has(Role::CompanyName) {
            let companies = Companies::new(records, settings, observer);
            return Ok(Customers::Companies(Box::new(companies)));
        }
        let general = General::new(records);
        if general.comparisons().is_empty() {
            return Err(Error::usage("no column tells one customer from another").hint(
                "name one with --role COLUMN=company-name (or person-name, identifier, text)",
            ));
        }
        Ok(Customers::General(Box::new(general)))
    }

    /// What their names tell about how they belong together, by the profile of each record.
    fn links(&self, profile_of: &[u32]) -> Vec<TypedLink> {
        match self {
            Customers::Companies(companies) => links(companies, profile_of),
            Customers::General(_) => Vec::new(),
        }
    }

    /// What the stages need to know about them.
    pub fn subject(&self) -> &dyn Subject {
        match self {
            Customers::Companies(companies) => companies.as_ref(),
            Customers::General(general) => general.as_ref(),
        }
    }
}

fn assemble(
    records: &Records,
    customers: &Customers,
    resolution: Resolution,
    options: &Options,
    observer: &dyn Observer,
) -> Archive {
    observer.begin(Stage::Unify, records.len() as u64);
    let (fields, subject) = (fields(records), customers.subject());
    let weights = resolution.model.weights();
    let scorer = PairScorer::new(subject, &weights);
    let mut profile_of = vec![0; records.len()];
    for (at, cluster) in resolution.clusters.iter().enumerate() {
        for &record in cluster {
            profile_of[record as usize] = at as u32;
        }
    }
    let clusters = &resolution.clusters;
    let known = |at, role| subject.worth(at, role);
    let ((links, mut review), (cohesion, profiles)) = rayon::join(
        || {
            rayon::join(
                || customers.links(&profile_of),
                || questions(&resolution.edges, &profile_of, &scorer),
            )
        },
        || {
            let pairs = KnownPairs::new(&resolution.edges, records.len());
            let cohesion = clusters.par_iter().enumerate().map(|(at, cluster)| {
                let several = soon(clusters, at).iter().filter(|cluster| cluster.len() > 1);
                look_ahead(subject, several.flatten().copied());
                cohesion(cluster, &pairs, &scorer)
            });
            (cohesion.collect::<Vec<Cohesion>>(), unify(records, &known, &fields, clusters))
        },
    );
    review.extend(weak_links(&cohesion, options));
    let is_decided = |item: &ReviewItem| {
        let mut decisions = options.decisions.iter();
        decisions.any(|&(a, b, _)| (a.min(b), a.max(b)) == (item.left, item.right))
    };
    review.retain(|item| !is_decided(item));
    let code_conflicts = code_conflicts(&resolution, options, &scorer);
    observer.advance(records.len() as u64);
    Archive { fields, profiles, profile_of, cohesion, review, links, code_conflicts, resolution }
}

/// Profiles that hold together by a link a person should see.
fn weak_links(cohesion: &[Cohesion], options: &Options) -> Vec<ReviewItem> {
    let doubtful = |link: &WeakestLink| {
        link.weight < options.match_threshold || link.reason == Some(Reason::Brandless)
    };
    let mut items: Vec<ReviewItem> = cohesion
        .iter()
        .filter_map(|cohesion| cohesion.weakest.filter(doubtful))
        .map(|link| ReviewItem {
            question: Question::WeakestLink,
            left: link.left,
            right: link.right,
            weight: link.weight,
            reason: link.reason,
        })
        .collect();
    items.sort_by_key(|item| (item.weight, item.left, item.right));
    items
}

fn code_conflicts(
    resolution: &Resolution,
    options: &Options,
    scorer: &PairScorer<'_>,
) -> Vec<(u32, u32)> {
    let conflicting =
        |left, right| scorer.score(left, right).ruling.reason == Some(Reason::CodesDiffer);
    let forbidden = resolution.edges.par_iter().filter(|edge| edge.standing == Standing::Forbidden);
    forbidden
        .filter(|edge| edge.weight >= options.match_threshold)
        .filter(|edge| conflicting(edge.left, edge.right))
        .map(|edge| (edge.left, edge.right))
        .collect()
}
