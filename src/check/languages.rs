//! What a site lacks in the languages that it declares: translations, translations of what the text
//! says today, and words of the theme.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Kind, tagged};
use crate::markdown::Outline;
use crate::model::{Common, Thing};
use crate::site::{Language, Site};
use crate::source::{Source, Span};
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// Files that a message names at the most.
const MOST_NAMED: usize = 5;

/// The findings of a site's editions. `rules` are those that look at content; what they find in a
/// text that isn't translated was found in the site's own language.
pub(super) fn of_editions(site: &Arc<Site>, rules: &[super::Rule]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for edition in &site.editions {
        let Some(languages) = edition.languages.as_deref() else {
            continue;
        };
        let language = languages.own();
        let all: Vec<Diagnostic> = rules
            .par_iter()
            .flat_map_iter(|rule| rule(edition))
            .filter(|finding| is_of(edition, language, finding.span()))
            .collect();
        found.extend(all);
        found.extend(untranslated(site, edition, language));
        found.extend(unspoken(edition, language));
        let stale = site.model.things().filter_map(|thing| {
            let common = edition.common(thing);
            common.translation()?;
            stale(site, edition, thing)
        });
        found.extend(stale);
    }
    found
}

/// Whether a place lies in a file of a language.
fn is_of(edition: &Site, language: &Language, span: Option<Span>) -> bool {
    let span = span.map(|span| edition.sources.written(span));
    span.is_some_and(|span| is_in(edition.sources.get(span.source), language))
}

fn is_in(source: &Source, language: &Language) -> bool {
    tagged(&source.path).is_some_and(|(_, tag, _)| tag.eq_ignore_ascii_case(&language.code))
}

/// What isn't translated, as one finding for a language. Names of resources that stand in a table
/// are mostly those of books, and stay.
fn untranslated(site: &Site, edition: &Site, language: &Language) -> Option<Diagnostic> {
    let mut counts: Vec<(Kind, usize, usize)> = Vec::new();
    let mut missing: Vec<Box<str>> = Vec::new();
    let mut seen: HashSet<Span> = HashSet::new();
    for thing in site.model.things() {
        let common = site.common(thing);
        let kind = common.kind;
        if common.is_row && kind == Kind::Resource {
            continue;
        }
        if counts.last().is_none_or(|(last, ..)| *last != kind) {
            counts.push((kind, 0, 0));
        }
        let is_missing = !edition.common(thing).is_translated();
        if let Some((_, lacks, all)) = counts.last_mut() {
            *all += 1;
            *lacks += usize::from(is_missing);
        }
        if is_missing && missing.len() < MOST_NAMED && seen.insert(common.span) {
            let source = site.edited(common);
            missing.push(source.file().into());
        }
    }
    let lacks: usize = counts.iter().map(|(_, lacks, _)| lacks).sum();
    if lacks == 0 {
        return None;
    }
    let all: usize = counts.iter().map(|(.., all)| all).sum();
    let parts: Vec<String> = counts
        .iter()
        .filter(|(_, lacks, _)| *lacks > 0)
        .map(|(kind, lacks, all)| format!("{lacks} of {all} {}", many(*kind)))
        .collect();
    missing.dedup();
    let named: Vec<String> = missing.iter().map(|file| format!("`{file}`")).collect();
    let first = missing.first().map_or("", |file| file);
    let finding = Diagnostic::new(
        Code::Untranslated,
        format!(
            "{lacks} of {all} things aren't translated into `{}`: {}",
            language.code,
            parts.join(", ")
        ),
    );
    Some(
        finding
            .label_if(language.declared, "")
            .help(match first.rsplit_once('.') {
                Some((stem, ending)) => {
                    let code = &language.code;
                    format!("write `{stem}.{code}.{ending}` beside `{first}`, and so on")
                }
                None => "translate them, file by file".to_owned(),
            })
            .note(format!("among them {}", named.join(", "))),
    )
}

fn many(kind: Kind) -> &'static str {
    match kind {
        Kind::Phase => "phases",
        Kind::Page => "pages",
        kind => kind.folder(),
    }
}

/// Words of the theme that nobody says in a language.
fn unspoken(edition: &Site, language: &Language) -> Option<Diagnostic> {
    let count = edition.theme.words.unspoken();
    let all = edition.theme.words.all().count();
    (count > 0).then(|| {
        let finding = Diagnostic::new(
            Code::MissingWords,
            format!(
                "{count} of {all} words of the theme aren't there in `{}`",
                language.code
            ),
        );
        finding.label_if(language.declared, "").help(format!(
            "write `words/{}.toml`; until then they are English",
            language.code
        ))
    })
}

/// A translation of a text that says something else by now.
fn stale(site: &Site, edition: &Site, thing: Thing) -> Option<Diagnostic> {
    let (base, own) = (site.common(thing), edition.common(thing));
    if !own.is_translated() || base.body.outline.blocks.is_empty() {
        return None;
    }
    let file = site.edited(base).file();
    let finding = |what: String| Diagnostic::new(Code::StaleTranslation, what).at(own.span);
    if let Some(what) = other_shape(site, base, own) {
        return Some(finding(what).help(format!("translate what has changed in `{file}`")));
    }
    let finding = match overridden(site, edition, base, own) {
        true => finding(format!("`{file}` lies over the text that this translates"))
            .help("translate the text of this site beside it"),
        false => {
            let changed = site.changed(base)?;
            let translated = edition.changed(own)?;
            let compared = own.reviewed.as_ref().map(|day| day.value);
            if changed <= translated.max(compared.unwrap_or(translated)) {
                return None;
            }
            finding(format!(
                "`{file}` was changed on {changed}, and its translation on {translated}"
            ))
            .help("translate what has changed, or set `reviewed` here to the day on which the two were compared")
        }
    };
    Some(finding)
}

/// What two texts differ in that are to say the same: how many sections they have, or how many
/// items one of these has.
fn other_shape(site: &Site, base: &Common, own: &Common) -> Option<String> {
    let file = site.edited(base).file();
    let sections = |outline: &Outline| {
        let all = outline.sections();
        let title = matches!(all.as_slice(), [one] if outline.heading(one).level == 1);
        match title {
            true => outline.sections_in(all[0].blocks.clone()),
            false => all,
        }
    };
    let (theirs, ours) = (&base.body.outline, &own.body.outline);
    let (before, after) = (sections(theirs), sections(ours));
    if before.len() != after.len() {
        return Some(format!(
            "this has {}, and `{file}` has {}",
            counted(after.len(), "section"),
            counted(before.len(), "section")
        ));
    }
    before.iter().zip(&after).find_map(|(before, after)| {
        let there = theirs.items(before.blocks.clone()).count();
        let here = ours.items(after.blocks.clone()).count();
        (there != here).then(|| {
            format!(
                "`{}` has {} here, and {} in `{file}`",
                ours.heading(after).text,
                counted(here, "item"),
                counted(there, "item")
            )
        })
    })
}

fn counted(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    }
}

/// Whether the text that is translated lies beneath another one by now: a site has a text of its
/// own, and an upstream translates its own.
fn overridden(site: &Site, edition: &Site, base: &Common, own: &Common) -> bool {
    let Some(languages) = edition.languages.as_deref() else {
        return false;
    };
    let rank = |source: &Source| match &*source.layer {
        "" => 0,
        layer => {
            let mut below = site.settings.upstreams.iter();
            1 + below.position(|it| it.folder == layer).unwrap_or(0)
        }
    };
    let of = |common: &Common| {
        let parts = common.overlay.iter().flat_map(|it| &it.documents);
        parts
            .filter(|it| !it.body.outline.blocks.is_empty())
            .map(|it| site.sources.get(it.span.source))
            .collect::<Vec<&Source>>()
    };
    let translation = of(own).into_iter();
    let translation = translation
        .filter(|it| is_in(it, languages.own()))
        .map(rank)
        .min();
    let text = match base.overlay.is_some() {
        true => of(base).into_iter().map(rank).min(),
        false => Some(rank(site.edited(base))),
    };
    text < translation
}
