//! What is to be said of the sites beneath this one: their licences, and names that shine through.

use super::prose::words::whole;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Kind, read_csv, read_toml};
use crate::site::Site;
use crate::source::{ByNumber, Source, SourceId, Span};
use std::collections::HashSet;
use std::ops::Range;

/// So many places of one name in one file are pointed at.
const MOST: usize = 6;

/// Reports upstreams whose licence nobody says.
pub(super) fn without_licence(site: &Site) -> Vec<Diagnostic> {
    let foundations = site.settings.foundations();
    let lacking = foundations.iter().filter(|upstream| {
        upstream
            .licence
            .as_ref()
            .is_none_or(|it| it.trim().is_empty())
    });
    lacking
        .map(|upstream| {
            Diagnostic::new(
                Code::NoLicence,
                format!(
                    "nobody says under which licence the texts of `{}` are",
                    upstream.name
                ),
            )
            .at(upstream.span)
            .help("ask its authors, and write it into `licence` where this site names it")
        })
        .collect()
}

/// Reports names of the companies of upstreams that stand in what this site publishes.
pub(super) fn branded(site: &Site) -> Vec<Diagnostic> {
    let mut names: Vec<&str> = Vec::new();
    for upstream in &site.settings.upstreams {
        names.extend(upstream.brand.iter().map(|name| name.value.trim()));
    }
    // Its own names are no other company's.
    let own = &site.settings.brand;
    names.retain(|name| !name.is_empty() && !own.iter().any(|it| it.value.trim() == *name));
    if names.is_empty() {
        return Vec::new();
    }
    // The longest first, so that a name within an address isn't reported beside the address.
    names.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    names.dedup();
    let shining = Shining::of(site);
    let mut found = Vec::new();
    for (id, source) in site.sources.iter() {
        if site.settings.upstream_of(&source.layer).is_some() && shining.is_published(id, source) {
            found.extend(in_source(site, id, source, &names, &shining));
        }
    }
    found
}

fn in_source(
    site: &Site,
    id: SourceId,
    source: &Source,
    names: &[&str],
    shining: &Shining,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut taken: Vec<Range<usize>> = Vec::new();
    let is_settings = &*source.path == "site.toml";
    for name in names {
        let mut found: Vec<Range<usize>> = whole(&source.text, name).collect();
        found.retain(|range| {
            let is_taken = taken
                .iter()
                .any(|it| it.start < range.end && range.start < it.end);
            let shines = match is_settings {
                true => is_set(site, source, range, name),
                false => shining.shines(id, range, &source.text),
            };
            !is_taken && shines
        });
        taken.extend(found.iter().cloned());
        let Some((first, others)) = found.split_first() else {
            continue;
        };
        let span = |range: &Range<usize>| Span::new(id, range.start, range.end);
        let mut finding = Diagnostic::new(
            Code::UpstreamBrand,
            format!("`{name}` is a name of the upstream's company, and is published here"),
        )
        .at(span(first))
        .help(match is_settings {
            true => "set this key in `site.toml`",
            false => "override this part, or the word of `[vars]` that it uses",
        });
        for other in others.iter().take(MOST - 1) {
            finding = finding.label(span(other), "and here");
        }
        if found.len() > MOST {
            let more = found.len() - MOST;
            finding = finding.note(format!("it stands in {more} more places of this file"));
        }
        findings.push(finding);
    }
    findings
}

/// Whether a line of an upstream's settings counts here, and is shown.
fn is_set(site: &Site, source: &Source, range: &Range<usize>, name: &str) -> bool {
    let settings = &site.settings;
    let start = source.text[..range.start]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let line = &source.text[start..range.start];
    let key = line.split('=').next().unwrap_or_default().trim();
    let holds = |text: &str| text.contains(name);
    settings.vars.get(key).is_some_and(|value| holds(value))
        || (key == "title" && holds(&settings.title))
        || (key == "description" && settings.description.as_deref().is_some_and(holds))
}

/// Which stretches of the texts of upstreams are covered by overrides.
struct Shining {
    /// Texts that some thing is made of.
    used: ByNumber<()>,
    /// Stretches that something else stands in the place of.
    covered: ByNumber<Vec<Range<usize>>>,
    /// Keys whose values count no more.
    keys: ByNumber<Vec<Range<usize>>>,
}

impl Shining {
    fn of(site: &Site) -> Shining {
        let mut shining = Shining {
            used: ByNumber::default(),
            covered: ByNumber::default(),
            keys: ByNumber::default(),
        };
        for thing in site.model.things() {
            let common = site.common(thing);
            shining
                .used
                .extend(site.sources_of(common).map(|id| (id, ())));
            let Some(overlay) = &common.overlay else {
                continue;
            };
            for span in &overlay.covered {
                let list = shining.covered.entry(span.source).or_default();
                list.push(span.range());
            }
            for span in overlay.overrides.iter().filter_map(|it| it.under) {
                let list = shining.keys.entry(span.source).or_default();
                list.push(span.range());
            }
        }
        shining.without_hidden_rows(site);
        shining
    }

    /// A row that is hidden shines through no more than a file that is, though others of its table
    /// do.
    fn without_hidden_rows(&mut self, site: &Site) {
        let there: HashSet<(Kind, &str)> = site
            .model
            .things()
            .map(|thing| site.common(thing))
            .map(|common| (common.kind, &*common.id))
            .collect();
        for (id, source) in site.sources.iter() {
            let name = source.path.strip_prefix("content/").unwrap_or_default();
            let (name, ending) = name.rsplit_once('.').unwrap_or_default();
            let Some(kind) = Kind::of_folder(name) else {
                continue;
            };
            if site.settings.upstream_of(&source.layer).is_none() {
                continue;
            }
            let rows = match ending {
                "toml" => read_toml(kind, id, &source.text, &mut Vec::new()),
                "csv" => read_csv(kind, id, &source.text, &mut Vec::new()),
                _ => continue,
            };
            let mut starts: Vec<usize> = rows.iter().map(|row| row.span.start as usize).collect();
            starts.sort_unstable();
            for row in rows.iter().filter(|row| !there.contains(&(kind, &*row.id))) {
                let start = row.span.start as usize;
                let next = starts.partition_point(|other| *other <= start);
                let end = starts.get(next).copied().unwrap_or(source.text.len());
                self.covered.entry(id).or_default().push(start..end);
            }
        }
    }

    fn is_published(&self, id: SourceId, source: &Source) -> bool {
        self.used.contains_key(&id)
            || &*source.path == "site.toml"
            || source.path.starts_with("templates/")
    }

    fn shines(&self, id: SourceId, range: &Range<usize>, text: &str) -> bool {
        let covers = |covered: &Range<usize>| covered.contains(&range.start);
        if self
            .covered
            .get(&id)
            .is_some_and(|list| list.iter().any(covers))
        {
            return false;
        }
        // A value stands behind its key.
        let is_value = |key: &Range<usize>| {
            text.get(key.end..range.start)
                .is_some_and(|between| !between.contains('\n'))
        };
        !self
            .keys
            .get(&id)
            .is_some_and(|list| list.iter().any(is_value))
    }
}
