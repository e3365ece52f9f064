//! The fields that all kinds have.

use super::level::LevelView;
use super::path::PathView;
use super::phase::PhaseView;
use super::prose;
use super::resource::ResourceView;
use super::scope::{PageScope, Scope, kind_word};
use super::skill::SkillView;
use super::small::{ArchetypeView, PacketView, PitfallView, PlainPageView};
use super::track::TrackView;
use crate::data;
use crate::document::slug;
use crate::markdown::{Fragment, plain_text};
use crate::model::{Common, Thing};
use crate::route::encoded;
use minijinja::Value;

/// Name and meaning of the fields that all kinds have.
pub(super) const FIELDS: &[(&str, &str)] = &[
    ("kind", "The kind: `level`, `skill`, `path` …"),
    ("kind_name", "The kind in the language of the site."),
    ("id", "The id."),
    (
        "ids",
        "Its id and those that it had before, with a blank between two of them.",
    ),
    ("title", "What it is called."),
    ("summary", "One sentence on it as HTML, or none."),
    ("plain_summary", "The same as words."),
    ("tags", "Words to find it by."),
    ("aka", "Other names that it goes by."),
    ("url", "The address of its page, from here."),
    ("owner", "Who looks after it, or none."),
    ("reviewed", "When it was last read through, or none."),
    (
        "review_due",
        "The day by which it is to be reviewed again, or none.",
    ),
    (
        "changed",
        "When its file was last changed, by git, or none.",
    ),
    ("draft", "Whether it is unfinished."),
    ("internal", "Whether a public build leaves it out."),
    ("extra", "Keys of the site's own."),
    ("opening", "The text before the first heading, as HTML."),
    (
        "minutes",
        "Minutes that its text takes to read, at 220 words a minute; at least one.",
    ),
    ("edit_url", "Where its file can be edited, or none."),
];

/// The view of any thing.
pub(super) fn view(scope: &Scope, thing: Thing) -> Value {
    match thing {
        Thing::Track(id) => TrackView::value(scope, id),
        Thing::Level(id) => LevelView::value(scope, id),
        Thing::Skill(id) => SkillView::value(scope, id),
        Thing::Path(id) => PathView::value(scope, id),
        Thing::Phase(id) => PhaseView::value(scope, id),
        Thing::Resource(id) => ResourceView::value(scope, id),
        Thing::Archetype(id) => ArchetypeView::value(scope, id),
        Thing::Pitfall(id) => PitfallView::value(scope, id),
        Thing::Packet(id) => PacketView::value(scope, id),
        Thing::Page(id) => PlainPageView::value(scope, id),
    }
}

/// A field that all kinds have.
pub(super) fn field(scope: &Scope, thing: Thing, key: &str) -> Option<Value> {
    let common = scope.site.common(thing);
    Some(match key {
        "kind" => common.kind.name().into(),
        "kind_name" => kind_word(scope, common.kind).into(),
        "id" => (&*common.id).into(),
        "ids" => ids(scope, thing).into(),
        "title" if !scope.marks => Value::from(&common.title),
        "title" => Value::from(&*scope.titled(common)),
        "summary" => match &common.summary {
            Some(summary) => prose::inline(scope, common, summary),
            None => ().into(),
        },
        "plain_summary" => plain_summary(scope, common)
            .map(|words| scope.value_of(common, &words.clone(), words))
            .into(),
        "tags" => texts(&common.tags),
        "aka" => texts(&common.aka),
        "url" => scope.href(thing).into(),
        "owner" => common.owner.as_deref().into(),
        "reviewed" => date(common.reviewed.as_ref().map(|day| day.value)),
        "review_due" => date(common.review_due()),
        "changed" => date(scope.site.changed(common)),
        "draft" => common.draft.into(),
        "internal" => common.internal.into(),
        "extra" => extra(&common.extra),
        "opening" => prose::blocks(scope, common, common.body.outline.opening(), 0),
        "minutes" => minutes(common.body.outline.words).into(),
        "edit_url" => edit_url(scope, common).into(),
        _ => return None,
    })
}

/// The id of a thing and those that it had before. A phase had others as well when its path had.
fn ids(scope: &Scope, thing: Thing) -> String {
    let model = &scope.site.model;
    let own = |common: &Common, id: &str| -> Vec<String> {
        let was = common.was.iter().map(|former| &*former.value);
        let was = was.filter(|former| !former.starts_with('/'));
        let was =
            was.map(|former| slug(former.rsplit('/').next().unwrap_or_default()).into_owned());
        std::iter::once(id.to_owned()).chain(was).collect()
    };
    let common = model.common(thing);
    let Thing::Phase(id) = thing else {
        return own(common, &common.id).join(" ");
    };
    let path = &model.paths[model.phases[id].path].common;
    let name = common.id.rsplit('/').next().unwrap_or_default();
    let names = own(common, name);
    let paths = own(path, &path.id);
    let ids = paths
        .iter()
        .flat_map(|path| names.iter().map(move |name| format!("{path}/{name}")));
    ids.collect::<Vec<_>>().join(" ")
}

/// The summary as words; for a page without one the first words of its text.
pub(super) fn plain_summary(scope: &Scope, common: &Common) -> Option<String> {
    let site = &scope.site;
    let resolver = scope.resolver(site.file(common));
    let dialect = site.settings.markdown;
    if let Some(summary) = &common.summary {
        let summary = Fragment::alone(summary);
        return Some(plain_text(summary, dialect, &resolver));
    }
    let outline = &common.body.outline;
    let first = outline.blocks.iter().find_map(|block| match block {
        crate::markdown::Block::Prose(span) => Some(*span),
        _ => None,
    })?;
    let words = prose::plain(scope, common, first);
    let cut = words.char_indices().nth(157).map(|(at, _)| at);
    Some(match cut {
        Some(at) => {
            let end = words[..at].rfind(' ').unwrap_or(at);
            format!("{}…", &words[..end])
        }
        None => words,
    })
    .filter(|words| !words.is_empty())
}

/// Where the file is edited that holds a thing. What only an upstream has is edited there, where
/// that says where.
pub(super) fn edit_url(scope: &PageScope, common: &Common) -> Option<String> {
    let source = scope.site.edited(common);
    let settings = &scope.site.settings;
    let template = match &*source.layer {
        "" => settings.edit.as_deref(),
        layer => settings.upstream_of(layer)?.edit.as_deref(),
    };
    Some(template?.replace("{path}", &encoded(&source.path)))
}

/// Minutes that a text of so many words takes.
pub(super) fn minutes(words: u32) -> u32 {
    words.div_ceil(220).max(1)
}

pub(super) fn texts(texts: &[Box<str>]) -> Value {
    texts.iter().map(|text| Value::from(&**text)).collect()
}

/// Words in which a hyphen between numbers is the dash of a range: `2\u{2013}3 years`.
pub(super) fn dashed(words: &str) -> String {
    let is_number = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut out = String::with_capacity(words.len() + 2);
    let mut before = None;
    let mut rest = words.chars();
    while let Some(c) = rest.next() {
        if c == '-' && is_number(before) && is_number(rest.clone().next()) {
            out.push('\u{2013}');
        } else {
            out.push(c);
        }
        before = Some(c);
    }
    out
}

/// A day as `2026-11-02`.
pub(super) fn date(day: Option<jiff::civil::Date>) -> Value {
    day.map(|day| day.to_string()).into()
}

fn extra(extra: &data::Extra) -> Value {
    Value::from_pairs(
        extra
            .entries()
            .iter()
            .map(|entry| (entry.key.value.clone(), extra_value(&entry.value.value))),
    )
}

fn extra_value(value: &data::Value) -> Value {
    match value {
        data::Value::String(text) => text.as_str().into(),
        data::Value::Integer(number) => (*number).into(),
        data::Value::Float(number) => (*number).into(),
        data::Value::Boolean(flag) => (*flag).into(),
        data::Value::Date(day) => day.to_string().into(),
        data::Value::List(values) => values
            .iter()
            .map(|value| extra_value(&value.value))
            .collect(),
        data::Value::Table(table) => Value::from_pairs(
            table
                .entries()
                .iter()
                .map(|entry| (entry.key.value.clone(), extra_value(&entry.value.value))),
        ),
    }
}
