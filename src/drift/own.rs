//! Things that lay over one of upstream, which has taken it away: what stands here is all that there
//! is. Kept, it is a thing of the site like any other, and says nothing of one below any more.

use super::line::FieldLines;
use super::lock::Lock;
use super::sides::Sides;
use super::standing::is_own;
use crate::data::{
    FrontMatterFormat, Syntax, Table, Value, parse_toml, parse_yaml, split_front_matter,
};
use crate::document::{Kind, Place};
use crate::markdown::{Dialect, outline};
use crate::overlay::mode_words;
use crate::sheet::Splice;
use crate::source::{Source, SourceId};
use std::collections::BTreeSet;
use std::ops::Range;

/// One of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    /// What it is, by kind and id.
    pub thing: String,
    /// The file that it stands in.
    pub path: String,
}

impl Sides {
    /// Things of the site that lay over one of upstream, by the lock, and don't any more.
    pub fn orphans(&self, lock: &Lock) -> Vec<Orphan> {
        let sources = &self.fork.sources;
        let mut names: Vec<&str> = lock.bases.keys().map(|(of, _)| &**of).collect();
        names.dedup();
        let overlays = self
            .fork
            .documents
            .iter()
            .filter_map(|it| it.overlay.as_ref());
        let laid: BTreeSet<SourceId> = overlays
            .flat_map(|it| &it.documents)
            .filter(|it| !it.is_row)
            .map(|it| it.span.source)
            .collect();
        let of_name = |name: &&str| {
            let (kind, id) = name.split_once(':')?;
            let kind = Kind::named(kind)?;
            let mut things = self.fork.documents.iter();
            let thing = things.find(|it| {
                it.kind == kind && *it.id == *id && it.overlay.is_none() && is_own(it.span, sources)
            });
            // One that makes no sense by itself is no thing, and is there all the same.
            let is_file = |source: &Source| {
                let place = source.path.strip_prefix("content/").map(Place::of);
                let is_it = |place: Place| place.kind == kind && place.id == id;
                source.layer.is_empty() && source.path.ends_with(".md") && place.is_some_and(is_it)
            };
            let mut files = sources.iter();
            let source = match thing {
                Some(thing) => Some(thing.span.source),
                None => files
                    .find(|(at, source)| is_file(source) && !laid.contains(at))
                    .map(|(at, _)| at),
            };
            let path = sources.find(source?)?.path.to_string();
            Some(Orphan {
                thing: (*name).to_owned(),
                path,
            })
        };
        names.iter().filter_map(of_name).collect()
    }
}

/// The changes that make a file of Markdown that lay over another one a thing by itself: with a title,
/// and without the words that say what is done to something below. None where a program can't.
pub(super) fn alone(text: &str, title: Option<&str>) -> Option<Vec<Splice>> {
    let split = split_front_matter(SourceId(0), text, &mut Vec::new());
    let mut splices = Vec::new();
    let matter = text.get(split.matter.clone())?;
    let mut out = Vec::new();
    let (syntax, table) = match split.format {
        FrontMatterFormat::Yaml => (Syntax::Yaml, parse_yaml(SourceId(0), matter, 0, &mut out)),
        _ => (Syntax::Toml, parse_toml(SourceId(0), matter, 0, &mut out)),
    };
    if !out.is_empty() {
        return None;
    }
    keys(matter, split.matter.start, syntax, &table, &mut splices)?;
    let body = text.get(split.body.clone())?;
    let outline = outline(SourceId(0), body, 0, Dialect::default(), &mut Vec::new());
    for heading in &outline.headings {
        let range = heading.span.range();
        let line = body.get(range.clone())?.lines().next().unwrap_or_default();
        let Some(words) = mode_words(line) else {
            continue;
        };
        let start = split.body.start + range.start;
        let at = match words.contains("drop") {
            true => start..start + line.len(),
            false => {
                let end = start + line.trim_end().len();
                end - words.len()..end
            }
        };
        splices.push(Splice::new(at, ""));
    }
    let has_title = table.get("title").is_some()
        || outline
            .headings
            .first()
            .is_some_and(|first| first.level == 1);
    if let (false, Some(title)) = (has_title, title) {
        let sign = if syntax == Syntax::Yaml { ": " } else { " = " };
        let line = format!("title{sign}{title}\n");
        let at = split.matter.start;
        splices.push(match split.format {
            FrontMatterFormat::None => Splice::new(0..0, format!("+++\n{line}+++\n\n")),
            _ => Splice::new(at..at, line),
        });
    }
    splices.sort_by_key(|it| (it.at.start, it.at.end));
    Some(splices)
}

/// Keys that speak of what lies below: `unset`, `replaces`, `KEY.remove` go, `KEY.add` is the list.
fn keys(
    matter: &str,
    start: usize,
    syntax: Syntax,
    table: &Table,
    splices: &mut Vec<Splice>,
) -> Option<()> {
    let mut go = |range: &Range<usize>| {
        let lines = FieldLines::find(matter, range, syntax)?.lines;
        let end = (lines.end + 1).min(matter.len());
        splices.push(Splice::new(start + lines.start..start + end, ""));
        Some(())
    };
    let mut lists: Vec<(&str, Range<usize>)> = Vec::new();
    for entry in table.entries() {
        let name = entry.key.value.as_str();
        let whole = entry.key.span.range().start..entry.value.span.range().end;
        match &entry.value.value {
            _ if matches!(name, "unset" | "replaces") => go(&whole)?,
            Value::Table(inner) => {
                for entry in inner.entries() {
                    let whole = entry.key.span.range().start..entry.value.span.range().end;
                    match (entry.key.value.as_str(), &entry.value.value) {
                        ("remove", Value::List(_)) => go(&whole)?,
                        ("add", Value::List(_)) => lists.push((name, whole)),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    for (name, whole) in lists {
        let lines = FieldLines::find(matter, &whole, syntax)?;
        let at = lines.lines.start;
        let dotted = format!("{name}.add");
        lines.prefix().starts_with(&dotted).then_some(())?;
        splices.push(Splice::new(
            start + at..start + at + dotted.len(),
            name.to_owned(),
        ));
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::alone;

    #[test]
    fn an_overlay_becomes_a_thing_by_itself() {
        let cases = [
            (
                "+++\nunset = [\"code\"]\ntags.add = [\"a\"]\ntags.remove = [\"b\"]\nsummary = \"S\"\n+++\n\n## A {append}\n\nText.\n\n## B {drop}\n",
                "+++\ntitle = \"T\"\ntags = [\"a\"]\nsummary = \"S\"\n+++\n\n## A\n\nText.\n\n\n",
            ),
            (
                "---\nsummary: S\n---\nText.\n",
                "---\ntitle: \"T\"\nsummary: S\n---\nText.\n",
            ),
            (
                "## A {prepend}\n\nText.\n",
                "+++\ntitle = \"T\"\n+++\n\n## A\n\nText.\n",
            ),
            ("# Own\n\nText.\n", "# Own\n\nText.\n"),
        ];
        for (text, wanted) in cases {
            let mut now = text.to_owned();
            for splice in alone(text, Some("\"T\"")).expect("it goes").iter().rev() {
                now.replace_range(splice.at.clone(), &splice.text);
            }
            assert_eq!(now, wanted);
        }
        assert!(alone("+++\n[tags]\nadd = [\"a\"]\n+++\n", None).is_none());
    }
}
