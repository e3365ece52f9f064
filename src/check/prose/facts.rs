//! Facts that have a key of their own and are typed again in prose.

use super::words::in_prose;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Common, Duration, Idx, LearningPath, Level, Phase};
use crate::site::Site;
use crate::source::{Span, Spanned};
use rayon::prelude::*;

/// A fact: its key, the words to look for, and where it stands in front matter.
struct Fact<'a> {
    key: &'static str,
    words: &'a str,
    span: Option<Span>,
}

/// Reports the success rate, the timeline and the length of things where their own text gives the
/// same figures again. Only words with digits count: `hard` may stand anywhere.
pub(in crate::check) fn repeated(site: &Site) -> Vec<Diagnostic> {
    let model = &site.model;
    let paths: Vec<Idx<LearningPath>> = model.paths.ids().collect();
    let of_paths = paths.into_par_iter().flat_map_iter(|id| {
        let path = &model.paths[id];
        let mut facts: Vec<Fact<'_>> = Vec::new();
        facts.extend(path.timeline.as_ref().map(|time| length("timeline", time)));
        let rates = path.success_rate.as_deref().map_or_else(Vec::new, figures);
        facts.extend(rates.into_iter().map(|words| Fact {
            key: "success_rate",
            words,
            span: None,
        }));
        facts.extend(path.difficulty.as_deref().map(|words| Fact {
            key: "difficulty",
            words,
            span: None,
        }));
        repeated_in(site, &path.common, &facts)
    });
    let phases: Vec<Idx<Phase>> = model.phases.ids().collect();
    let of_phases = phases.into_par_iter().flat_map_iter(|id| {
        let phase = &model.phases[id];
        let fact = phase.duration.as_ref().map(|time| length("duration", time));
        repeated_in(site, &phase.common, fact.as_slice())
    });
    let levels: Vec<Idx<Level>> = model.levels.ids().collect();
    let of_levels = levels.into_par_iter().flat_map_iter(|id| {
        let level = &model.levels[id];
        let fact = level.typical_time.as_ref().map(|time| Fact {
            key: "typical_time",
            words: &time.words,
            span: None,
        });
        repeated_in(site, &level.common, fact.as_slice())
    });
    of_paths.chain(of_phases).chain(of_levels).collect()
}

fn length<'a>(key: &'static str, time: &'a Spanned<Duration>) -> Fact<'a> {
    Fact {
        key,
        words: &time.value.words,
        span: Some(time.span),
    }
}

fn repeated_in(site: &Site, common: &Common, facts: &[Fact<'_>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for fact in facts {
        if !fact.words.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let spans = ways(fact.words)
            .into_iter()
            .flat_map(|words| in_prose(site, common, &words));
        let Some(span) = spans.min() else { continue };
        findings.push(
            Diagnostic::new(
                Code::RepeatedFact,
                format!(
                    "`{}` stands here and under `{}`",
                    site.sources.slice(span),
                    fact.key
                ),
            )
            .at(span)
            .label_if(fact.span, "the key")
            .help("say it without the figure; the page shows the key's"),
        );
    }
    findings
}

/// The figures of a rate, as they would be repeated: `30-40 %`, `1 in 5`.
fn figures(text: &str) -> Vec<&str> {
    let starts_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let mut at = 0;
    let mut words: Vec<(usize, &str)> = Vec::new();
    for word in text.split(' ') {
        words.push((at, word));
        at += word.len() + 1;
    }
    let word_at = |place: usize| words.get(place).map_or("", |(_, word)| bare(word));
    let mut figures = Vec::new();
    for (place, (start, word)) in words.iter().enumerate() {
        if !starts_number(word) {
            continue;
        }
        let (next, after) = (word_at(place + 1), word_at(place + 2));
        // How many words the figure consists of.
        let count = if word.contains('%') {
            1
        } else if matches!(next, "%" | "percent") {
            2
        } else if (next == "per" && after == "cent") || (next == "in" && starts_number(after)) {
            3
        } else {
            continue;
        };
        let (last_start, _) = words[place + count - 1];
        let end = last_start + word_at(place + count - 1).len();
        figures.extend(text.get(*start..end));
    }
    figures
}

/// A word without the mark behind it.
fn bare(word: &str) -> &str {
    word.trim_end_matches([',', ';', '.', ':', ')'])
}

/// The ways in which people write the same figures.
fn ways(words: &str) -> Vec<String> {
    let plain = words.replace(['–', '—'], "-").replace(" - ", "-");
    let mut ways = vec![
        words.to_owned(),
        plain.clone(),
        plain.replace('-', "–"),
        plain.replace('-', " to "),
    ];
    if plain.contains('%') {
        let closed: Vec<String> = ways.iter().map(|way| way.replace(" %", "%")).collect();
        for sign in [" %", " percent", " per cent"] {
            ways.extend(closed.iter().map(|way| way.replace('%', sign)));
        }
        ways.extend(closed);
    }
    ways.sort();
    ways.dedup();
    ways
}
