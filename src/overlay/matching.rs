//! Which documents of the layers are one thing: those of one kind and id. What is hidden, what was
//! renamed, and what was meant to lie over something that isn't there.

use super::merge::Hidden;
use super::section;
use super::told::with_candidates;
use crate::data::{Entry, Table, Value};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document::{Document, Kind, slug};
use crate::source::Spanned;
use std::collections::HashMap;
use std::sync::Arc;

type Key = (Kind, Arc<str>);

/// One thing, as the layers have it: the lowest first.
pub(super) struct Stack {
    pub id: Arc<str>,
    pub documents: Vec<Arc<Document>>,
    /// The layer of the topmost one, by the turn in which layers are laid: 0 is the lowest.
    layer: usize,
    is_hidden: bool,
}

/// The things of all layers while these are laid over each other, the lowest first.
#[derive(Default)]
pub(super) struct Stacks {
    pub all: Vec<Stack>,
    /// Documents whose id another one of their own layer has: reported when they are linked.
    pub doubles: Vec<Arc<Document>>,
    pub hidden: Vec<Hidden>,
    by_id: HashMap<Key, usize>,
    /// Former ids.
    by_alias: HashMap<Key, usize>,
    layers: usize,
}

impl Stacks {
    /// Lays one more layer over those that are there.
    pub fn lay(
        &mut self,
        documents: Vec<Arc<Document>>,
        hide: &[Spanned<String>],
        out: &mut Vec<Diagnostic>,
    ) {
        let layer = self.layers;
        self.layers += 1;
        if layer > 0 {
            self.name_former();
            for name in hide {
                self.hide(name, out);
            }
        }
        let mut fresh: Vec<Arc<Document>> = Vec::new();
        for document in documents {
            let place = self.place(&document, layer, out);
            match place {
                Some(place) if self.all[place].layer == layer => self.doubles.push(document),
                Some(place) => {
                    if self.all[place].is_hidden {
                        out.push(
                            Diagnostic::new(
                                Code::BadOverride,
                                format!(
                                    "the {} `{}` is hidden, and overridden here",
                                    document.kind.name(),
                                    document.id
                                ),
                            )
                            .at(document.span)
                            .help("take it out of `hide`, or delete what stands here"),
                        );
                    }
                    let stack = &mut self.all[place];
                    stack.layer = layer;
                    stack.documents.push(document);
                }
                None => fresh.push(document),
            }
        }
        for document in fresh {
            if layer > 0 && !self.is_thing(&document, out) {
                continue;
            }
            let place = self.all.len();
            let key = (document.kind, document.id.clone());
            match self.by_id.get(&key) {
                Some(_) => self.doubles.push(document),
                None => {
                    self.by_id.insert(key, place);
                    self.all.push(Stack {
                        id: document.id.clone(),
                        documents: vec![document],
                        layer,
                        is_hidden: false,
                    });
                }
            }
        }
    }

    /// The things that aren't hidden.
    pub fn shown(&mut self) -> Vec<Stack> {
        let mut all = std::mem::take(&mut self.all);
        all.retain(|stack| !stack.is_hidden);
        all
    }

    /// The thing that a document lies over: of its id, or one that had this id before.
    fn place(&self, document: &Document, layer: usize, out: &mut Vec<Diagnostic>) -> Option<usize> {
        let key = (document.kind, document.id.clone());
        if let Some(place) = self.by_id.get(&key) {
            return Some(*place);
        }
        if layer == 0 || self.by_alias.is_empty() {
            return None;
        }
        let place = *self
            .by_alias
            .get(&key)
            .or_else(|| self.moved_phase(document))?;
        let now = &self.all[place].id;
        out.push(
            Diagnostic::new(
                Code::MovedOverride,
                format!(
                    "the {} `{}` is called `{now}` below now",
                    document.kind.name(),
                    document.id
                ),
            )
            .at(document.span)
            .help(format!(
                "call this `{now}` as well; it is followed until then"
            )),
        );
        Some(place)
    }

    /// The phase of this name in a path that has another id now.
    fn moved_phase(&self, document: &Document) -> Option<&usize> {
        let (path, name) = document.id.split_once('/')?;
        if document.kind != Kind::Phase {
            return None;
        }
        let path = *self.by_alias.get(&(Kind::Path, path.into()))?;
        let id = format!("{}/{name}", self.all[path].id);
        self.by_id.get(&(Kind::Phase, id.into()))
    }

    fn name_former(&mut self) {
        for (place, stack) in self.all.iter().enumerate() {
            let Some(document) = stack.documents.last() else {
                continue;
            };
            for former in texts(&document.table, "was") {
                let key = (document.kind, normal(&former).into());
                if !self.by_id.contains_key(&key) {
                    self.by_alias.entry(key).or_insert(place);
                }
            }
        }
    }

    fn hide(&mut self, name: &Spanned<String>, out: &mut Vec<Diagnostic>) {
        let (kind, id) = match name.value.split_once(':') {
            Some((kind, id)) if Kind::named(kind.trim()).is_some() => {
                (Kind::named(kind.trim()), id)
            }
            _ => (None, name.value.as_str()),
        };
        let id: Arc<str> = normal(id).into();
        let kinds = Kind::ALL
            .into_iter()
            .filter(|other| kind.is_none_or(|kind| kind == *other));
        let keys: Vec<Key> = kinds.map(|kind| (kind, id.clone())).collect();
        let mut found: Vec<usize> = keys
            .iter()
            .filter_map(|key| self.by_id.get(key))
            .copied()
            .collect();
        if found.is_empty() {
            found = keys
                .iter()
                .filter_map(|key| self.by_alias.get(key))
                .copied()
                .collect();
            if let [place] = found.as_slice() {
                let now = &self.all[*place].id;
                out.push(
                    Diagnostic::new(
                        Code::MovedOverride,
                        format!("`{}` is called `{now}` below now", name.value),
                    )
                    .at(name.span)
                    .help(format!("write `{now}`; it is followed until then")),
                );
            }
        }
        match found.as_slice() {
            [place] => self.hide_at(*place),
            [] => {
                let known: Vec<String> = self
                    .all
                    .iter()
                    .filter_map(|stack| {
                        let first = stack.documents.first()?;
                        let is_kind = kind.is_none_or(|kind| kind == first.kind);
                        is_kind.then(|| format!("{}:{}", first.kind.name(), stack.id))
                    })
                    .collect();
                let finding = Diagnostic::new(
                    Code::UnknownOverride,
                    format!("nothing below is called `{}`", name.value),
                )
                .at(name.span);
                let wanted = match kind {
                    Some(kind) => format!("{}:{id}", kind.name()),
                    None => id.to_string(),
                };
                let near = nearest(&id, self.all.iter().map(|stack| &*stack.id));
                out.push(match near.filter(|_| kind.is_none()) {
                    Some(near) => finding.suggest(Some(near)),
                    None => with_candidates(finding, &wanted, &known, "such thing"),
                });
            }
            many => {
                let names: Vec<String> = many
                    .iter()
                    .filter_map(|place| self.all[*place].documents.first())
                    .map(|document| format!("`{}:{}`", document.kind.name(), document.id))
                    .collect();
                out.push(
                    Diagnostic::new(
                        Code::AmbiguousOverride,
                        format!("several things below are called `{}`", name.value),
                    )
                    .at(name.span)
                    .help(format!("write one of {}", names.join(", "))),
                );
            }
        }
    }

    /// Hides a thing; a path takes its phases along.
    fn hide_at(&mut self, place: usize) {
        let of_path = match self.all[place].documents.first() {
            Some(document) if document.kind == Kind::Path => format!("{}/", self.all[place].id),
            _ => String::new(),
        };
        let path_is_internal = !of_path.is_empty() && is_internal(&self.all[place]);
        for (other, stack) in self.all.iter_mut().enumerate() {
            let Some(document) = stack.documents.last() else {
                continue;
            };
            let is_beneath = document.kind == Kind::Phase
                && !of_path.is_empty()
                && stack.id.starts_with(&of_path);
            if other != place && !is_beneath {
                continue;
            }
            stack.is_hidden = true;
            let mut layers = stack.documents.iter().rev();
            let says_title = |it: &&Arc<Document>| it.table.get("title").is_some();
            let title = layers
                .clone()
                .find(says_title)
                .or_else(|| layers.find(|it| it.heading().is_some()));
            self.hidden.push(Hidden {
                internal: is_internal(stack) || path_is_internal,
                kind: document.kind,
                id: stack.id.clone(),
                title: title.unwrap_or(document).called().into(),
            });
        }
    }

    /// Whether a document is a thing of its own. One that was meant to be an override is told, and
    /// where it has no title it is left out: then there is nothing else to be said of it.
    fn is_thing(&self, document: &Document, out: &mut Vec<Diagnostic>) -> bool {
        let has_title = document.table.get("title").is_some() || document.heading().is_some();
        let says_so = says_it_overrides(document);
        if !says_so && (has_title || document.kind == Kind::Page) {
            return true;
        }
        let kind = document.kind.name();
        let known: Vec<&str> = self
            .all
            .iter()
            .filter(|stack| {
                stack
                    .documents
                    .first()
                    .is_some_and(|other| other.kind == document.kind)
            })
            .map(|stack| &*stack.id)
            .collect();
        let near = nearest(&document.id, known.iter().copied());
        if !says_so && near.is_none() {
            return true;
        }
        let finding = Diagnostic::new(
            Code::UnknownOverride,
            format!("no {kind} below is called `{}`", document.id),
        )
        .at(document.span);
        let other = self.all.iter().find_map(|stack| {
            let other = stack.documents.first()?;
            (*stack.id == *document.id).then(|| other.kind.name())
        });
        let mut finding = match (near, other) {
            (Some(near), _) => finding.suggest(Some(near)),
            (None, Some(other)) => finding.help(format!("the {other} of this name is below")),
            (None, None) => {
                let known: Vec<String> = known.iter().map(|id| (*id).to_owned()).collect();
                with_candidates(finding, &document.id, &known, kind)
            }
        };
        if !has_title && document.kind != Kind::Page {
            finding = finding.note(format!("a new {kind} needs a `title`"));
        }
        out.push(finding);
        false
    }
}

/// Whether a thing is internal by what its layers say, the upper ones first.
fn is_internal(stack: &Stack) -> bool {
    let mut layers = stack.documents.iter().rev();
    let said = layers.find_map(|it| it.table.get("internal"));
    match said.map(|it| &it.value) {
        Some(Value::Boolean(flag)) => *flag,
        Some(Value::String(text)) => !text.trim().eq_ignore_ascii_case("false"),
        _ => false,
    }
}

/// Whether something in a document makes no sense unless there is something below.
fn says_it_overrides(document: &Document) -> bool {
    let table = &document.table;
    let changes_list = |entry: &Entry| {
        super::list::changes(&entry.value, table.syntax_of(entry.key.as_str())).is_some()
    };
    table.get("replaces").is_some()
        || table.get("unset").is_some()
        || table.entries().iter().any(changes_list)
        || document.body.outline.headings.iter().any(section::says_so)
}

/// The texts of a key that nobody has checked yet.
pub(super) fn texts(table: &Table, key: &str) -> Vec<String> {
    match table.get(key).map(|value| &value.value) {
        Some(Value::String(text)) => text.split(';').map(|text| text.trim().to_owned()).collect(),
        Some(Value::List(values)) => values
            .iter()
            .filter_map(|value| match &value.value {
                Value::String(text) => Some(text.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Each part of an id by the rule of ids.
fn normal(id: &str) -> String {
    id.trim().split('/').map(slug).collect::<Vec<_>>().join("/")
}
