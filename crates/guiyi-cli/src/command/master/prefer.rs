//! `guiyi master prefer`: which values become golden ones.

use guiyi_core::Error;
use guiyi_core::unify::survivorship::Rule;
use guiyi_store::Preferred;

use crate::args::master::Prefer;

/// Runs the command.
pub fn run(args: &Prefer) -> Result<(), Error> {
    let preferred = match (&args.field, &args.trust) {
        (Some(field), _) => Preferred::Rules(field.clone(), rules(&args.rules)?),
        (None, typed) => trust(typed.as_deref().unwrap_or_default())?,
    };
    let mut store = super::open(&args.opening)?;
    let outcome = store.prefer(&preferred, &super::stamp(&args.signing))?;
    super::tell(&outcome, args.json)
}

fn rules(typed: &[String]) -> Result<Vec<Rule>, Error> {
    if typed.iter().map(String::as_str).eq(["usual"]) {
        return Ok(Vec::new());
    }
    let rule = |word: &String| {
        let found = Rule::NAMED.into_iter().find(|rule| rule.name() == word.trim());
        found.ok_or_else(|| {
            let names = Rule::NAMED.map(Rule::name).join(", ");
            Error::usage(format!("'{word}' is no rule")).hint(format!("rules are: usual, {names}"))
        })
    };
    typed.iter().map(rule).collect()
}

fn trust(typed: &str) -> Result<Preferred, Error> {
    let parts = typed.rsplit_once('=');
    let parsed = parts.and_then(|(source, trust)| Some((source, trust.trim().parse().ok()?)));
    let (source, trust) = parsed.ok_or_else(|| {
        Error::usage(format!("--trust {typed} is no trust"))
            .hint("write --trust SOURCE=N, such as --trust erp=2")
    })?;
    Ok(Preferred::Trust(source.trim().to_string(), trust))
}
