//! What a version of a site says, thing by thing, in a form in which two can be compared.
//!
//! It holds the meaning and not the file: ids in the place of numbers, the words of a text and not
//! its line breaks. What is derived (relations from the other end, what a level inherits) isn't in
//! it, so that a change stands in one place: but the step that a level requires is the one that
//! counts, wherever it was written.

mod fields;
mod of_site;
mod sections;

pub use of_site::Texts;

use std::collections::BTreeSet;
use std::sync::Arc;

/// A version of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// Every thing, kind by kind, in the order of the site.
    pub things: Vec<Thing>,
}

/// The name of a thing: unique in its version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The word of its kind: `level`; beside those of files `site`, `scale` and `area`.
    pub kind: &'static str,
    /// Its id.
    pub id: Arc<str>,
}

/// Anything that has a name.
#[derive(Clone, Debug)]
pub struct Thing {
    /// Its name.
    pub name: Name,
    /// What it is called.
    pub title: Arc<str>,
    /// Its former ids.
    pub was: BTreeSet<Arc<str>>,
    /// What is set of it; each name stands once.
    pub fields: Vec<Field>,
    /// Its text; each name stands once. Versions share those that nobody touched.
    pub sections: Arc<Vec<Section>>,
}

/// Former ids are how a thing is known and no part of what it says.
impl PartialEq for Thing {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.title == other.title
            && self.fields == other.fields
            && self.sections == other.sections
    }
}

impl Eq for Thing {}

/// Something that is set of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Which.
    pub name: FieldName,
    /// To what.
    pub value: Value,
}

/// The name of a field: a key, and for those that speak of another thing that thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldName {
    /// The key: `owner`, `requires`.
    pub key: Arc<str>,
    /// The skill of `requires`.
    pub about: Option<Name>,
}

/// What a field is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words.
    Words(String),
    /// Another thing.
    Thing(Name),
    /// Several, whose order means nothing.
    Set(BTreeSet<Entry>),
    /// Several in order.
    List(Vec<Entry>),
    /// A step of a scale.
    Step(StepValue),
}

/// One of several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// A thing.
    Thing(Name),
    /// Words.
    Words(String),
}

/// A step of a scale. It is the same step if its id is, whatever it is called and wherever it
/// stands.
#[derive(Clone, Debug)]
pub struct StepValue {
    /// Its id.
    pub id: Arc<str>,
    /// What it is called.
    pub title: Arc<str>,
    /// Whether everyone is asked for it.
    pub is_required: bool,
    /// The ids of its scale's steps, from the lowest.
    pub scale: Arc<[Arc<str>]>,
}

impl PartialEq for StepValue {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.is_required == other.is_required
    }
}

impl Eq for StepValue {}

/// A stretch of a thing's text under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Which.
    pub name: SectionName,
    /// What stands there. Their order means nothing.
    pub lines: Vec<Line>,
}

/// The name of a section: the skill that it is about and the headings, from the outermost to its
/// own; neither for what stands before the first heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionName {
    /// In a level, the skill that it is about.
    pub skill: Option<Name>,
    /// The headings above it, and its own.
    pub path: Vec<Arc<str>>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKind {
    /// An expectation of a level.
    Statement,
    /// Another item of a list.
    Item,
    /// A row of a table.
    Row,
    /// A paragraph, or any other block.
    Paragraph,
}

/// A statement, an item, a row or a paragraph.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// Its Markdown, in one line, with the notes beneath it.
    pub text: Arc<str>,
    /// The id that `{#id}` pins.
    pub pin: Option<Arc<str>>,
}

/// A pinned id is how a statement is known and no part of what it says.
impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.text == other.text
    }
}

impl Eq for Line {}

impl Version {
    /// The thing with this name.
    pub fn thing(&self, name: &Name) -> Option<&Thing> {
        self.things.iter().find(|thing| thing.name == *name)
    }

    /// Puts all that has no order into one, so that two versions that mean the same are equal.
    pub fn sorted(mut self) -> Version {
        for thing in &mut self.things {
            thing.fields.sort_by(|a, b| a.name.cmp(&b.name));
            let sections = Arc::make_mut(&mut thing.sections);
            sections.sort_by(|a, b| a.name.cmp(&b.name));
            for section in sections {
                section
                    .lines
                    .sort_by(|a, b| (a.kind, &a.text).cmp(&(b.kind, &b.text)));
            }
        }
        self.things.sort_by(|a, b| a.name.cmp(&b.name));
        self
    }
}

impl Thing {
    /// What a field is set to.
    pub fn field(&self, name: &FieldName) -> Option<&Value> {
        let field = self.fields.iter().find(|field| field.name == *name);
        field.map(|field| &field.value)
    }
}

impl SectionName {
    /// What stands before the first heading.
    pub fn is_opening(&self) -> bool {
        self.skill.is_none() && self.path.is_empty()
    }
}

impl FieldName {
    /// A key that speaks of nothing else.
    pub fn of(key: &str) -> FieldName {
        FieldName {
            key: key.into(),
            about: None,
        }
    }
}
