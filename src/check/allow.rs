//! `allow.CODE = "why"` in a file: findings that it silences there.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Overlay;
use crate::model::Common;
use crate::site::Site;
use crate::source::{SourceId, Span};
use std::collections::HashMap;
use std::ops::Range;

/// One code that is silenced in one file, or in one row of a table.
struct Silence {
    code: Code,
    /// The bytes of the file that it holds for.
    range: Range<u32>,
    /// The key, to point at when it silences nothing.
    span: Span,
    is_used: bool,
}

/// Leaves out the findings that their files silence.
pub fn allowed(site: &Site, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    apply(site, findings).0
}

/// The findings that remain, and one for each silence that nothing was found for.
pub(super) fn apply(site: &Site, findings: Vec<Diagnostic>) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let mut silences = silences(site);
    if silences.is_empty() {
        return (findings, Vec::new());
    }
    let mut remaining = Vec::with_capacity(findings.len());
    for finding in findings {
        let silence = finding.span().and_then(|span| {
            silences
                .get_mut(&span.source)?
                .iter_mut()
                .find(|silence| silence.code == finding.code && silence.range.contains(&span.start))
        });
        match silence {
            Some(silence) => silence.is_used = true,
            None => remaining.push(finding),
        }
    }
    let is_own = |silence: &Silence| site.sources.get(silence.span.source).layer.is_empty();
    let mut useless: Vec<&Silence> = silences
        .values()
        .flatten()
        // What an upstream silences may be of use there, where more is looked at.
        // What is internal shows in a public build alone, and the proof asks by itself.
        .filter(|silence| !silence.is_used && is_own(silence))
        .filter(|silence| silence.code != Code::InternalShown)
        .collect();
    useless.sort_by_key(|silence| silence.span);
    let useless = useless
        .into_iter()
        .map(|silence| {
            Diagnostic::new(
                Code::UnknownAllow,
                format!("`{}` silences nothing here", silence.code.name()),
            )
            .at(silence.span)
            .help("take it out; what it was for is mended")
        })
        .collect();
    (remaining, useless)
}

fn silences(site: &Site) -> HashMap<SourceId, Vec<Silence>> {
    let mut silences: HashMap<SourceId, Vec<Silence>> = HashMap::new();
    let mut rows: HashMap<SourceId, Vec<u32>> = HashMap::new();
    let allowing = site
        .model
        .things()
        .map(|thing| site.common(thing))
        .filter(|common| !common.allow.is_empty());
    for common in allowing {
        if let Some(overlay) = &common.overlay {
            of_layers(common, overlay, &mut silences);
            continue;
        }
        let source = common.body.source;
        let range = if common.is_row {
            let starts = rows
                .entry(source)
                .or_insert_with(|| row_starts(site, source));
            row(starts, common.span.start)
        } else {
            0..u32::MAX
        };
        let list = silences.entry(source).or_default();
        list.extend(common.allow.iter().map(|code| Silence {
            code: code.value,
            range: range.clone(),
            span: code.span,
            is_used: false,
        }));
    }
    let translated = site.editions.iter().flat_map(|edition| {
        let all = edition.model.things().map(|thing| edition.common(thing));
        all.filter(|common| common.translation().is_some())
    });
    for common in translated {
        if let Some(overlay) = &common.overlay {
            of_layers(common, overlay, &mut silences);
        }
    }
    silences
}

/// What several layers have is silenced in all of its files, whichever of them says so; of rows
/// where they begin alone.
fn of_layers(common: &Common, overlay: &Overlay, silences: &mut HashMap<SourceId, Vec<Silence>>) {
    for code in &common.allow {
        for document in &overlay.documents {
            let range = match document.is_row {
                true => document.span.start..document.span.end.max(document.span.start + 1),
                false => 0..u32::MAX,
            };
            let list = silences.entry(document.span.source).or_default();
            list.push(Silence {
                code: code.value,
                range,
                span: code.span,
                // Which of the files it is meant for can't be told.
                is_used: true,
            });
        }
    }
}

/// Where the rows of a table begin: at the header of each in TOML, at its line in CSV.
pub(crate) fn row_starts(site: &Site, source: SourceId) -> Vec<u32> {
    let text = site.sources.get(source);
    let is_toml = text.path.ends_with(".toml");
    let is_row = |common: &&Common| common.is_row && common.body.source == source;
    let mut starts: Vec<u32> = site
        .model
        .things()
        .map(|thing| site.common(thing))
        .filter(is_row)
        .map(|common| {
            let before = text.text.get(..common.span.start as usize);
            let before = before.unwrap_or_default();
            let mark = if is_toml { "\n[" } else { "\n" };
            before.rfind(mark).map_or(0, |at| at as u32 + 1)
        })
        .collect();
    starts.sort_unstable();
    starts
}

/// The bytes of the row that holds `at`.
fn row(starts: &[u32], at: u32) -> Range<u32> {
    let next = starts.partition_point(|start| *start <= at);
    let first = next.checked_sub(1).map_or(0, |place| starts[place]);
    first..starts.get(next).copied().unwrap_or(u32::MAX)
}
