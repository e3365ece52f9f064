//! Everything about a site that can be known to be wrong beyond what loading finds: what a career
//! framework lacks, texts that repeat themselves, and links that lead nowhere.

mod allow;
mod career;
mod languages;
mod layers;
mod links;
mod planned;
mod prose;
mod reviews;
mod settle;

pub use allow::allowed;
pub(crate) use allow::row_starts;
pub use links::assets;
pub use planned::planned;
pub use settle::settled;

use crate::diagnostic::{Diagnostic, merged};
use crate::site::Site;
use jiff::civil::Date;
use rayon::prelude::*;
use std::sync::Arc;

/// A rule about the content. It reads the snapshot and nothing else, so all of them run at once.
type Rule = fn(&Site) -> Vec<Diagnostic>;

/// The rules about the content that depend on no day.
const RULES: &[Rule] = &[
    career::sections::empty,
    career::sections::missing,
    career::skills::missing_steps,
    career::skills::unused,
    career::skills::undeveloped,
    career::cells::undefined,
    career::paths::disagreeing,
    career::paths::mistargeted,
    career::timeline::mismatched,
    career::archetypes::split,
    career::resources::unused,
    career::evenness::uneven,
    prose::repeats::repeated,
    prose::facts::repeated,
    prose::company::typed_out,
    layers::without_licence,
    layers::branded,
];

/// All findings of a site: those of loading, those of the rules, and those of every page, each
/// rendered once. `today` is the day that reviews are held against. What a file silences is left
/// out; what the site's own severities make of the rest, says [`settled`].
pub fn check(site: &Arc<Site>, today: Date) -> Vec<Diagnostic> {
    check_while(site, None, today, &|| true).unwrap_or_default()
}

/// The same for a site that was loaded without what is internal; `whole` is the same site with it.
/// Its internal names must stand in no page.
pub fn check_public(site: &Arc<Site>, whole: &Site, today: Date) -> Vec<Diagnostic> {
    check_while(site, Some(whole), today, &|| true).unwrap_or_default()
}

/// Either of the two as long as `goes_on`, which is asked before each page; `None` when it ended
/// before the last one.
pub fn check_while(
    site: &Arc<Site>,
    whole: Option<&Site>,
    today: Date,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Diagnostic>> {
    let mut findings = site.diagnostics.clone();
    let (of_content, of_pages) = rayon::join(
        || {
            let of_rules: Vec<Diagnostic> =
                RULES.par_iter().flat_map_iter(|rule| rule(site)).collect();
            of_rules
        },
        || links::check(site, whole, goes_on),
    );
    findings.extend(of_content);
    findings.extend(reviews::overdue(site, today));
    findings.extend(languages::of_editions(site, RULES));
    // A public build leaves internal resources out, and a path isn't poorer for it.
    findings.extend(career::resources::outside_only(whole.unwrap_or(site)));
    findings.extend(merged(of_pages?));
    for finding in &mut findings {
        finding.written(&site.sources);
    }
    let (mut findings, useless) = allow::apply(site, findings);
    findings.extend(useless);
    Some(findings)
}
