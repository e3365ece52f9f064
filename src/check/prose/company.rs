//! Words of `[vars]` that are typed out, so that a fork has to look for them.

use super::words::{outside_code, whole};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::code_ranges;
use crate::site::Site;
use crate::source::{Source, SourceId, Span};
use rayon::prelude::*;
use std::ops::Range;

/// Letters that a value has at least: shorter ones stand in too many words of their own right.
const SHORTEST: usize = 4;
/// So many places of one word in one file are pointed at.
const MOST: usize = 6;

/// Reports the values of `[vars]` in the site's own content and templates: all places of one word
/// in one file together. Code is left alone, since a reference isn't read there.
pub(in crate::check) fn typed_out(site: &Site) -> Vec<Diagnostic> {
    let mut words: Vec<(&str, &str)> = site
        .settings
        .vars
        .iter()
        .map(|(name, value)| (name.as_str(), value.trim()))
        .filter(|(_, value)| is_name(value))
        .collect();
    if words.is_empty() {
        return Vec::new();
    }
    // The longest first, so that a name within an address isn't reported beside the address.
    words.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.cmp(b)));
    words.dedup_by(|a, b| a.1 == b.1);
    let bodies = bodies(site);
    let sources: Vec<(SourceId, &Source)> = site
        .sources
        .iter()
        .filter(|(_, source)| source.layer.is_empty() && may_refer(&source.path))
        .collect();
    sources
        .into_par_iter()
        .flat_map_iter(|(id, source)| in_source(site, id, source, &words, &bodies))
        .collect()
}

/// Whether a file can name a word in place of typing it: settings and words of the theme can't.
fn may_refer(path: &str) -> bool {
    path != "site.toml" && !path.starts_with("words/")
}

/// Whether a value is a name or an address. One word of small letters is a term of the language,
/// like `level_word = "grade"`, and stands everywhere in its own right.
fn is_name(value: &str) -> bool {
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    let is_term = value.chars().all(|c| c.is_lowercase() || c == '-');
    letters >= SHORTEST && !is_term
}

/// Where the text of each source begins, for those that have one.
fn bodies(site: &Site) -> std::collections::HashMap<SourceId, usize> {
    let things = site.model.things().map(|thing| site.common(thing));
    things
        .filter(|common| !common.is_row)
        .map(|common| (common.body.source, common.body.start as usize))
        .collect()
}

fn in_source(
    site: &Site,
    id: SourceId,
    source: &Source,
    words: &[(&str, &str)],
    bodies: &std::collections::HashMap<SourceId, usize>,
) -> Vec<Diagnostic> {
    let text = &*source.text;
    let mut findings = Vec::new();
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut code: Option<Vec<Range<usize>>> = None;
    for (name, value) in words {
        let mut found: Vec<Range<usize>> = whole(text, value).collect();
        found.retain(|range| {
            !taken
                .iter()
                .any(|taken| taken.start < range.end && range.start < taken.end)
        });
        if found.is_empty() {
            continue;
        }
        let code = code.get_or_insert_with(|| code_of(site, id, text, bodies));
        let found: Vec<Range<usize>> = outside_code(found, code).collect();
        let is_template = source.path.starts_with("templates/");
        findings.extend(finding(id, is_template, name, value, &found));
        taken.extend(found);
    }
    findings
}

/// The code in a file of content, in bytes of the file; a template has none.
fn code_of(
    site: &Site,
    id: SourceId,
    text: &str,
    bodies: &std::collections::HashMap<SourceId, usize>,
) -> Vec<Range<usize>> {
    let Some(start) = bodies.get(&id).copied() else {
        return Vec::new();
    };
    let body = text.get(start..).unwrap_or_default();
    code_ranges(body, site.settings.markdown)
        .into_iter()
        .map(|range| start + range.start..start + range.end)
        .collect()
}

fn finding(
    id: SourceId,
    is_template: bool,
    name: &str,
    value: &str,
    found: &[Range<usize>],
) -> Option<Diagnostic> {
    let (first, others) = found.split_first()?;
    let span = |range: &Range<usize>| Span::new(id, range.start, range.end);
    let mut finding = Diagnostic::new(
        Code::CompanyName,
        format!("`{value}` is typed out, and `[vars]` has it as `{name}`"),
    )
    .at(span(first))
    .help(if is_template {
        format!("write `{{{{ site.vars.{name} }}}}`")
    } else {
        format!("write `[[var:{name}]]`")
    });
    for other in others.iter().take(MOST - 1) {
        finding = finding.label(span(other), "and here");
    }
    if found.len() > MOST {
        finding = finding.note(format!(
            "it stands in {} more places of this file",
            found.len() - MOST
        ));
    }
    Some(finding)
}
