//! What somebody wants to have written.

use super::Refusal;
use crate::diagnostic::nearest;
use crate::document::Kind;
use crate::schema::{Key, kind_keys};

/// What somebody wants to have written.
#[derive(Clone, Debug)]
pub struct Wish {
    /// What it is.
    pub kind: Kind,
    /// Its id, as [`super::free_id`] gave it.
    pub id: String,
    /// Keys with their values, in the order in which they came.
    values: Vec<(String, Vec<String>)>,
    /// The keys that the kind has.
    keys: Vec<Key>,
}

impl Wish {
    /// A thing of this kind with this id.
    pub fn new(kind: Kind, id: String) -> Self {
        Wish {
            kind,
            id,
            values: Vec::new(),
            keys: kind_keys(kind),
        }
    }

    /// Sets a key, as `KEY=VALUE` says. A second value makes it a list, as does `;` between several.
    ///
    /// # Errors
    /// That the kind has no such key.
    pub fn set(&mut self, pair: &str) -> Result<(), Refusal> {
        let Some((path, value)) = pair.split_once('=') else {
            return Err(Refusal::new(
                format!("`{pair}` has no value"),
                "write it like `--set owner=platform-team`",
            ));
        };
        let (path, value) = (path.trim(), value.trim());
        let Some(key) = self.key(path) else {
            return Err(self.no_key(path));
        };
        let is_list = key.shape == crate::data::Shape::Texts;
        let path = path.to_owned();
        let values = match is_list {
            true => value
                .split(';')
                .map(|value| value.trim().to_owned())
                .collect(),
            false => vec![value.to_owned()],
        };
        match self.values.iter_mut().find(|(known, _)| *known == path) {
            Some((_, known)) if is_list => known.extend(values),
            Some(_) => {
                return Err(Refusal::new(
                    format!("`{path}` is set twice"),
                    "leave one of the two out",
                ));
            }
            None => self.values.push((path, values)),
        }
        Ok(())
    }

    /// Sets a key to what somebody answered; without an answer it counts as asked for.
    pub fn answer(&mut self, path: &str, values: Vec<String>) {
        self.values.push((path.to_owned(), values));
    }

    /// Whether a key, or one in a group of that name, was set or asked for.
    pub fn has(&self, path: &str) -> bool {
        let in_group = |key: &str| {
            key.strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('.'))
        };
        self.values
            .iter()
            .any(|(key, _)| key == path || in_group(key))
    }

    /// Whether a key, or one in a group of that name, has a value.
    pub fn is_set(&self, path: &str) -> bool {
        let in_group = |key: &str| key.split('.').next() == Some(path);
        self.values().any(|(key, _)| key == path || in_group(key))
    }

    /// Keys that name other things, were asked for, and have no value.
    pub fn left_out(&self) -> impl Iterator<Item = &Key> {
        let open = self.values.iter().filter(|(_, values)| values.is_empty());
        open.filter_map(|(path, _)| self.key(path))
            .filter(|key| key.names.is_some())
    }

    /// The values of a key.
    pub fn all(&self, path: &str) -> &[String] {
        let found = self.values.iter().find(|(key, _)| key == path);
        found.map_or(&[], |(_, values)| values)
    }

    /// The value of a key.
    pub fn one(&self, path: &str) -> Option<&str> {
        self.all(path).first().map(String::as_str)
    }

    /// The keys that have a value: the title, then all others in their order.
    pub fn values(&self) -> impl Iterator<Item = (&str, &[String])> {
        let set = self.values.iter().filter(|(_, values)| !values.is_empty());
        let (title, others): (Vec<_>, Vec<_>) = set.partition(|(path, _)| path == "title");
        let all = title.into_iter().chain(others);
        all.map(|(path, values)| (path.as_str(), values.as_slice()))
    }

    /// The kind's key of this path; of `requires.mentoring` the group `requires`.
    pub fn key(&self, path: &str) -> Option<&Key> {
        let group = path.split_once('.').map(|(group, _)| group);
        self.keys.iter().find(|key| match group {
            Some(group) => key.path == group && is_group(key),
            None => key.path == path && !is_group(key),
        })
    }

    /// All keys of the kind, those that are used most first.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    fn no_key(&self, path: &str) -> Refusal {
        let name = path.split('.').next().unwrap_or_default();
        let kind = self.kind.name();
        if self
            .keys
            .iter()
            .any(|key| key.path == name && is_group(key))
        {
            return Refusal::new(
                format!("`{name}` of a {kind} is a group of keys"),
                format!("write it like `--set {name}.NAME=VALUE`"),
            );
        }
        let known = self.keys.iter().map(|key| key.path.as_str());
        Refusal {
            help: nearest(path, known).map(|near| format!("did you mean `{near}`?")),
            ..Refusal::new(format!("a {kind} has no key `{path}`"), "")
        }
    }
}

pub(super) fn is_group(key: &Key) -> bool {
    use crate::data::Shape;
    matches!(key.shape, Shape::Group | Shape::TextsGroup)
}
