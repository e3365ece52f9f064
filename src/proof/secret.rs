//! What must not be seen, and how each of it is recognised.

use super::host::in_ascii;
use super::trie::Trie;
use super::words::{Words, literal};
use crate::source::Span;
use std::collections::{BTreeMap, HashSet};

/// A name of so few letters stands everywhere; it is looked for only where it stands alone.
const SHORTEST: usize = 4;
/// A sentence is told from others by so many words and letters.
const FEWEST_WORDS: usize = 6;
const FEWEST_LETTERS: usize = 30;

/// What a secret is. Those that come first are told first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum What {
    /// The title of a thing, or another name of it.
    Title,
    /// A name that the settings say.
    Declared,
    /// The host of an address.
    Host,
    /// A host that the settings say, with all beneath it.
    DeclaredHost,
    /// An address elsewhere.
    Link,
    /// An address of this site.
    Address,
    /// The path of a file of content.
    Source,
    /// An id.
    Id,
    /// A heading of an internal section.
    Heading,
    /// A line of an internal text.
    Line,
    /// A file that only internal texts use; it is published unless some page uses it.
    File,
}

impl What {
    /// What a message calls it.
    pub fn name(self) -> &'static str {
        match self {
            What::Title => "the title of something internal",
            What::Declared => "a name that `[internal]` lists",
            What::Host => "the host of something internal",
            What::DeclaredHost => "a host that `[internal]` lists",
            What::Link => "an address of something internal",
            What::Address => "the place of something internal",
            What::Source => "the file of something internal",
            What::Id => "the id of something internal",
            What::Heading => "a heading of an internal section",
            What::Line => "a line of an internal text",
            What::File => "a file that internal texts alone use",
        }
    }

    /// Whether it is one that public texts may have as well, so that it is no secret.
    pub fn is_shared(self) -> bool {
        matches!(self, What::Link | What::Line)
    }

    /// Whether it is what its letters and marks say, not only its words.
    pub fn is_literal(self) -> bool {
        !matches!(
            self,
            What::Title | What::Declared | What::Heading | What::Line
        )
    }
}

/// One of them.
#[derive(Debug)]
pub(super) struct Secret {
    pub what: What,
    /// As people write it.
    pub name: String,
    /// Its letters and marks, for what is more than its words.
    pub literal: String,
    /// Where it is declared, in the sources of the whole site.
    pub span: Option<Span>,
    /// Whether it is found only where nothing else stands beside it.
    pub is_alone: bool,
}

/// All of them, each once.
#[derive(Default)]
pub(super) struct Secrets {
    found: BTreeMap<(What, String), Secret>,
}

impl Secrets {
    /// Takes a host in, in its own letters and in ASCII: a page may have either.
    pub fn add_host(&mut self, what: What, host: &str, span: Option<Span>) {
        self.add(what, host, span);
        if let Some(ascii) = in_ascii(host) {
            self.add(what, &ascii, span);
        }
    }

    /// Takes one in, unless it has no words or too few to be recognised by.
    pub fn add(&mut self, what: What, name: &str, span: Option<Span>) {
        let words = Words::of(name);
        let is_short = match what {
            What::Line => words.numbers.len() < FEWEST_WORDS || words.weight < FEWEST_LETTERS,
            What::Heading => words.numbers.len() < 2 || words.weight < 2 * SHORTEST,
            _ => words.numbers.is_empty(),
        };
        if is_short {
            return;
        }
        let literal = literal(name.trim().as_bytes());
        let secret = Secret {
            what,
            name: name.trim().to_owned(),
            is_alone: words.weight < SHORTEST && !what.is_literal(),
            span,
            literal,
        };
        let key = (what, secret.literal.clone());
        self.found.entry(key).or_insert(secret);
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Secret> {
        self.found.values()
    }

    /// The hosts among them, by their letters and marks.
    pub fn hosts(&self) -> HashSet<String> {
        let hosts = self.iter().filter(|secret| secret.what == What::Host);
        hosts.map(|secret| secret.literal.clone()).collect()
    }

    /// Moves the places where they are declared to other sources.
    pub fn place(&mut self, place: impl Fn(Span) -> Option<Span>) {
        for secret in self.found.values_mut() {
            secret.span = secret.span.and_then(&place);
        }
    }

    /// Leaves out those that `keep` doesn't want.
    pub fn retain(&mut self, mut keep: impl FnMut(&Secret) -> bool) {
        self.found.retain(|_, secret| keep(secret));
    }

    /// All of them in order, and the rows of words to look for.
    pub fn into_rows(self) -> (Vec<Secret>, Trie) {
        let secrets: Vec<Secret> = self.found.into_values().collect();
        let mut trie = Trie::default();
        for (number, secret) in secrets.iter().enumerate() {
            trie.add(&Words::of(&secret.name).numbers, number as u32);
        }
        (secrets, trie)
    }
}
