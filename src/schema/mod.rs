//! What may be written where: every key of `site.toml` and of each kind, with what it means and
//! what it takes, as JSON Schemas for editors and as a list for those who write files.
//!
//! Which keys there are, and what they take, is learnt from the readers themselves; only the words
//! stand here.

mod fields;
mod json;
mod site_fields;

pub use json::{bundle, copy_schema, kind_schema, site_schema, table_schema};

use crate::data::{Asked, Shape};
use crate::diagnostic::Code;
use crate::document::Kind;
use crate::model::{Medium, State};

/// The words on a key.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// Its path, as [`Asked::path`] has it.
    pub path: &'static str,
    /// What it holds, in a few words.
    pub means: &'static str,
    /// What may be written for it, as TOML.
    pub example: &'static str,
}

/// A key that may be written.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its path: `title`, `theme.accent`; `*` stands for any name.
    pub path: String,
    /// What it takes.
    pub shape: Shape,
    /// The kind of the things that it names.
    pub names: Option<Kind>,
    /// The words on it; none for a key that somebody added without them, which a test forbids.
    pub words: Option<Words>,
}

/// The keys of a kind's front matter, its own first.
pub fn kind_keys(kind: Kind) -> Vec<Key> {
    let words = fields::of_kind(kind).iter().chain(fields::COMMON);
    keys(crate::link::keys(kind), &words.copied().collect::<Vec<_>>())
}

/// The keys of `site.toml`.
pub fn site_keys() -> Vec<Key> {
    keys(crate::settings::Settings::keys(), site_fields::SITE)
}

/// The words on all keys of a kind, its own first; on those of `site.toml` without a kind.
pub fn all_words(kind: Option<Kind>) -> Vec<Words> {
    match kind {
        None => site_fields::SITE.to_vec(),
        Some(kind) => {
            let own = fields::of_kind(kind).iter();
            own.chain(fields::COMMON).copied().collect()
        }
    }
}

fn keys(asked: Vec<Asked>, words: &[Words]) -> Vec<Key> {
    let key = |asked: Asked| Key {
        words: words.iter().find(|words| words.path == asked.path).copied(),
        names: asked.names.and_then(Kind::named),
        shape: asked.shape,
        path: asked.path,
    };
    asked.into_iter().map(key).collect()
}

impl Key {
    /// The values that it takes, where they are few: of a group the values of its keys.
    pub fn choices(&self) -> Vec<&'static str> {
        match self.path.as_str() {
            "type" => Medium::ALL.map(Medium::name).to_vec(),
            "state" => State::ALL.map(State::name).to_vec(),
            "check" => vec!["error", "warn", "off"],
            "theme.density" => vec!["compact", "normal", "roomy"],
            _ => Vec::new(),
        }
    }

    /// The keys of a group, where they are few.
    pub fn members(&self) -> Vec<&'static str> {
        match self.path.as_str() {
            "allow" | "check" => Code::ALL.iter().map(|code| code.name()).collect(),
            _ => Vec::new(),
        }
    }
}
