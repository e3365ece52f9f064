//! Keys of front matter that name other things.

use super::check_references::prose;
use super::finding::{planned_exists, unknown};
use super::names::{Found, Names, Reference};
use crate::data::{Extra, Reader, Record, UnknownKeys};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document::{Document, Kind, slug};
use crate::markdown::{Safety, safety};
use crate::model::{Common, Duration, Idx, OfKind, Scale, Step, Table};
use crate::settings::Settings;
use crate::source::{Span, Spanned, floor_boundary};
use std::sync::Arc;

/// The longest values, in bytes: of a text such as a title, and of one that is Markdown.
const LONGEST_TEXT: usize = 1000;
const LONGEST_PROSE: usize = 20_000;

/// What linking a document needs to know of all others.
pub(super) struct Site<'a> {
    pub settings: &'a Settings,
    pub names: &'a Names,
    /// The scales of the site.
    pub scales: &'a Table<Scale>,
    /// The scale and the step names of each skill, read ahead of the skills themselves.
    pub skill_scales: &'a [(Idx<Scale>, Vec<Arc<str>>)],
    /// Where the questions to front matter are taken down, if anywhere.
    pub record: Option<&'a Record>,
}

impl Site<'_> {
    /// The step of a skill's scale with this id, title or name of the skill's own.
    pub fn step(&self, skill: usize, name: &str) -> Option<u8> {
        let (scale, own) = self.skill_scales.get(skill)?;
        let slugged = slug(name);
        own.iter()
            .position(|step| slug(step) == slugged)
            .map(|place| place as u8)
            .or_else(|| self.scales[*scale].step(name))
    }

    /// The steps of a skill's scale.
    pub fn steps(&self, skill: usize) -> &[Step] {
        match self.skill_scales.get(skill) {
            Some((scale, _)) => &self.scales[*scale].steps,
            None => &[],
        }
    }
}

/// Reads the keys of one document.
pub(super) struct Fields<'a> {
    pub reader: Reader<'a>,
    pub site: &'a Site<'a>,
    /// Found while reading; put with the rest at the end, since the reader holds the others.
    pub faults: Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    pub fn new(document: &'a Document, site: &'a Site<'a>, out: &'a mut Vec<Diagnostic>) -> Self {
        let mut reader = Reader::new(&document.table, document.span, &site.settings.vars, out)
            .recording(site.record);
        if document.is_row {
            reader.raw("id");
        }
        Fields {
            reader,
            site,
            faults: Vec::new(),
        }
    }

    pub fn text(&mut self, key: &str) -> Option<Box<str>> {
        let text = self.reader.text(key)?;
        Some(self.short(text, LONGEST_TEXT).value.into())
    }

    /// The text, cut where it is longer than any that a person writes into a key: a title stands in
    /// the lists and ways of many pages.
    fn short(&mut self, mut text: Spanned<String>, longest: usize) -> Spanned<String> {
        if text.value.len() > longest {
            let message = format!(
                "this text is {} characters long, and {longest} are the most here",
                text.value.chars().count()
            );
            self.faults.push(
                Diagnostic::new(Code::TooLarge, message)
                    .at(text.span)
                    .help("put what is longer into the text of the page"),
            );
            text.value.truncate(floor_boundary(&text.value, longest));
        }
        text
    }

    /// A text that is shown as Markdown; what it refers to must be there.
    pub fn prose(&mut self, key: &str) -> Option<Box<str>> {
        let text = self.reader.text(key)?;
        let text = self.short(text, LONGEST_PROSE);
        self.check_prose(&text);
        Some(text.value.into())
    }

    /// Reports references of a text that lead nowhere.
    pub fn check_prose(&mut self, text: &Spanned<String>) {
        prose(text, self.site.names, self.site.settings, &mut self.faults);
    }

    /// An address; one that would run a script is reported and left out.
    pub fn address(&mut self, text: Spanned<String>) -> Option<Box<str>> {
        if safety(&text.value) == Safety::Script {
            self.faults.push(
                Diagnostic::new(
                    Code::UnsafeLink,
                    "this address would run a script in the reader's browser",
                )
                .at(text.span)
                .help("give the address of the work itself; this one is left out of the site"),
            );
            return None;
        }
        // A word that nobody knows was reported when the value was read.
        (!text.value.contains("[[var:")).then(|| text.value.trim().into())
    }

    pub fn texts(&mut self, key: &str) -> Vec<Box<str>> {
        let texts = self.reader.texts(key);
        texts
            .into_iter()
            .map(|text| self.short(text, LONGEST_TEXT).value.into())
            .collect()
    }

    pub fn flag(&mut self, key: &str) -> bool {
        self.reader.flag(key).is_some_and(|flag| flag.value)
    }

    pub fn duration(&mut self, key: &str) -> Option<Spanned<Duration>> {
        let text = self.reader.text(key)?;
        match Duration::read(&text.value) {
            Some(duration) => Some(Spanned::new(duration, text.span)),
            None => {
                self.faults.push(
                    Diagnostic::new(
                        Code::BadValue,
                        format!("`{}` is no length of time", text.value),
                    )
                    .at(text.span)
                    .help("write it like `6-12 months`, `2 years` or `6 weeks`"),
                );
                None
            }
        }
    }

    /// The thing that a key names.
    pub fn one<T: OfKind>(&mut self, key: &str) -> Option<Idx<T>> {
        let text = self.reader.text(key);
        self.names::<T>(key);
        let text = text?;
        self.thing(&text.value, text.span)
    }

    /// The things that a key lists. One that is named twice counts once.
    pub fn many<T: OfKind>(&mut self, key: &str) -> Vec<Idx<T>> {
        let mut things = Vec::new();
        let texts = self.reader.texts(key);
        self.names::<T>(key);
        for text in texts {
            if let Some(thing) = self.thing(&text.value, text.span)
                && !things.contains(&thing)
            {
                things.push(thing);
            }
        }
        things
    }

    fn names<T: OfKind>(&self, key: &str) {
        if let Some(record) = self.site.record {
            record.names(key, T::KIND.name());
        }
    }

    /// What a bare id names; reported when it names nothing.
    pub fn thing<T: OfKind>(&mut self, text: &str, span: Span) -> Option<Idx<T>> {
        match self.find(text, span, T::KIND) {
            Some(Found::Thing(thing)) => Some(Idx::new(thing.place())),
            _ => None,
        }
    }

    /// The same, where something planned will do too.
    pub fn find(&mut self, text: &str, span: Span, kind: Kind) -> Option<Found> {
        let written = text
            .strip_prefix("[[")
            .and_then(|text| text.strip_suffix("]]"))
            .unwrap_or(text);
        let reference = Reference::read(written.split('|').next().unwrap_or_default());
        if let Some(other) = reference.kind.filter(|other| *other != kind) {
            self.faults.push(
                Diagnostic::new(
                    Code::UnknownId,
                    format!(
                        "`{text}` is a {}, and this key takes a {}",
                        other.name(),
                        kind.name()
                    ),
                )
                .at(span),
            );
            return None;
        }
        let found = self.site.names.find(reference, Some(kind));
        match found {
            Found::Unknown => {
                self.faults
                    .push(unknown(self.site.names, reference, Some(kind), span));
                None
            }
            Found::Ambiguous(_) => {
                self.faults.push(
                    Diagnostic::new(
                        Code::AmbiguousId,
                        format!("several {}s are called `{}`", kind.name(), reference.id),
                    )
                    .at(span)
                    .help("write the whole id, with its path before it"),
                );
                None
            }
            Found::Planned(_) | Found::Hidden(_) => Some(found),
            Found::Thing(_) => {
                if reference.is_planned {
                    self.faults.push(planned_exists(reference.id, span));
                }
                Some(found)
            }
        }
    }

    /// A group of keys whose names are skills and whose values are steps: `requires.SKILL`.
    pub fn steps(&mut self, key: &str) -> Vec<(Idx<crate::model::Skill>, u8, Span)> {
        let mut steps = Vec::new();
        for (name, value) in self.reader.texts_table(key) {
            let Some(skill) = self.thing::<crate::model::Skill>(&name.value, name.span) else {
                continue;
            };
            match self.site.step(skill.place(), &value.value) {
                Some(step) => steps.push((skill, step, name.span)),
                None => {
                    let known = self.site.steps(skill.place());
                    let list = known
                        .iter()
                        .map(|step| format!("`{}`", step.id))
                        .collect::<Vec<_>>();
                    let finding = Diagnostic::new(
                        Code::UnknownId,
                        format!("no step of the scale is called `{}`", value.value),
                    )
                    .at(value.span);
                    let near = nearest(&value.value, known.iter().map(|step| &*step.id));
                    self.faults.push(match near {
                        Some(_) => finding.suggest(near),
                        None => finding.help(format!("write one of {}", list.join(", "))),
                    });
                }
            }
        }
        steps
    }

    /// What all kinds have in common, with the title of last resort. Ends the reading: every key
    /// that nobody asked for is reported, or kept where the kind is a plain page.
    pub fn finish(mut self, document: &Document, out_faults: &mut Vec<Diagnostic>) -> CommonFields {
        let title = self.reader.text("title");
        let title = title.map(|title| self.short(title, LONGEST_TEXT));
        let mut common = CommonFields {
            span: title.as_ref().map_or(document.span, |title| title.span),
            title: title.map(|title| title.value.trim().into()),
            summary: self.prose("summary").map(Arc::from),
            tags: self.texts("tags"),
            aka: self.texts("aka"),
            owner: self.text("owner"),
            reviewed: self.reader.date("reviewed"),
            review_every: self.duration("review_every"),
            draft: self.flag("draft"),
            internal: self.flag("internal"),
            search: self.reader.flag("search").is_none_or(|search| search.value),
            was: self
                .reader
                .texts("was")
                .into_iter()
                .map(|text| text.map(|id| id.into()))
                .collect(),
            order: self.reader.integer("order").map(|order| order.value),
            extra: self.reader.extra(),
            allow: self.allow(),
        };
        self.lies_over_nothing();
        let unknown = if document.kind == Kind::Page {
            UnknownKeys::KeepAsExtra
        } else {
            UnknownKeys::Error
        };
        let article = if document.kind == Kind::Archetype {
            "an"
        } else {
            "a"
        };
        let kind_name = format!("{article} {}", document.kind.name());
        let rest = self.reader.finish(&kind_name, &[], unknown);
        common.extra.keep(rest);
        out_faults.append(&mut self.faults);
        common
    }
}

/// The common keys as read; the title is still missing where the file gives none.
pub(super) struct CommonFields {
    pub span: Span,
    pub title: Option<Arc<str>>,
    summary: Option<Arc<str>>,
    tags: Vec<Box<str>>,
    aka: Vec<Box<str>>,
    owner: Option<Box<str>>,
    reviewed: Option<Spanned<jiff::civil::Date>>,
    review_every: Option<Spanned<Duration>>,
    draft: bool,
    internal: bool,
    search: bool,
    was: Vec<Spanned<Box<str>>>,
    order: Option<i64>,
    extra: Extra,
    allow: Vec<Spanned<Code>>,
}

impl CommonFields {
    /// Puts the fields together with the document that they were read from.
    pub fn with(self, document: &Document, title: Arc<str>) -> Common {
        Common {
            kind: document.kind,
            id: document.id.clone(),
            title,
            summary: self.summary,
            tags: self.tags,
            aka: self.aka,
            owner: self.owner,
            reviewed: self.reviewed,
            review_every: self.review_every,
            draft: self.draft,
            internal: self.internal,
            search: self.search,
            was: self.was,
            order: self.order,
            extra: self.extra,
            allow: self.allow,
            span: self.span,
            body: document.body.clone(),
            is_row: document.is_row,
            overlay: document.overlay.clone(),
        }
    }
}
