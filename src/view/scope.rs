//! The page that is being rendered, as all views of it know it.

use super::paper::{Paper, Place};
use crate::document::Kind;
use crate::link::Found;
use crate::markdown::{Resolver, Safety, Target, decode, safety};
use crate::model::{Common, Thing};
use crate::route::{Root, joined, page_file};
use crate::site::Site;
use crate::source::Span;
use minijinja::Value;
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// The site, and where in it the page stands.
pub struct PageScope {
    /// The snapshot.
    pub site: Arc<Site>,
    /// The way to the root of the site.
    pub root: Root,
    /// HTML of blocks that was asked for before, by its place and by how far headings move down:
    /// templates ask whether there is any, and then for it.
    pub(super) blocks: Mutex<HashMap<(Span, i8), Value>>,
    /// What becomes of links and ids where the page is made for paper.
    pub(super) paper: Option<Paper>,
    /// Whether what isn't in the language of the page is marked.
    pub(super) marks: bool,
    /// Whether labels are in the language that the site is written in, whatever the edition.
    pub(super) in_base: bool,
}

/// Shared by all views of a page.
pub type Scope = Arc<PageScope>;

impl PageScope {
    /// A page of a site.
    pub fn new(site: Arc<Site>, root: Root) -> Self {
        PageScope {
            site,
            root,
            blocks: Mutex::default(),
            paper: None,
            marks: false,
            in_base: false,
        }
    }

    /// The address of a thing for a link in a text, with the query and the place in its page that
    /// `rest` names: on paper it may stand in the same page.
    fn reach(&self, thing: Thing, rest: &str) -> String {
        let paper = self.paper.as_ref();
        let here = paper.and_then(|paper| paper.reach(self.site.common(thing), rest));
        here.unwrap_or_else(|| self.href(thing) + rest)
    }

    /// The address of a thing's page, from here.
    pub fn href(&self, thing: Thing) -> String {
        self.root.to_thing(&self.site.model, thing)
    }

    /// The address of a file of the site, from here.
    pub fn file_href(&self, path: &str) -> String {
        self.root.to(path)
    }

    /// The same of a file that all languages of the site share: `path` is relative to its root.
    pub fn shared_href(&self, path: &str) -> String {
        let folder = self.site.folder();
        match &self.root {
            root if folder.is_empty() => root.to(path),
            Root::Up(up) => Root::Up(up + 1).to(path),
            Root::Path(base) => {
                Root::Path(base.strip_suffix(folder).unwrap_or(base).into()).to(path)
            }
        }
    }

    /// An address that stands in a thing's front matter, as links in its text have it; none where
    /// it would run a script.
    pub fn address(&self, common: &Common, address: &str) -> Option<String> {
        self.resolver(self.site.file(common)).link(address)
    }

    /// A word of the theme.
    pub fn word(&self, key: &str) -> String {
        self.site.theme.words.get(key).unwrap_or(key).to_owned()
    }

    /// A word of the theme that depends on a number.
    pub fn counted(&self, key: &str, n: usize) -> String {
        let language = &self.site.settings.language;
        self.site.theme.words.counted(language, key, n)
    }

    /// The resolver of references in a text that stands in `file`.
    pub fn resolver<'a>(&'a self, file: &'a str) -> TextResolver<'a> {
        TextResolver {
            scope: self,
            file,
            place: None,
            left: Cell::new(MOST_LABELS),
        }
    }

    /// The same for the text of a thing, which may have a place of its own in a page for paper.
    pub(super) fn resolver_of<'a>(&'a self, common: &'a Common) -> TextResolver<'a> {
        let mut resolver = self.resolver(self.site.file(common));
        resolver.place = self.paper.as_ref().and_then(|paper| paper.place_of(common));
        resolver
    }
}

/// Resolves references in the texts of one file, for one page.
pub struct TextResolver<'a> {
    scope: &'a PageScope,
    file: &'a str,
    /// Where the text stands in a page that holds several.
    place: Option<&'a Place>,
    /// Bytes of labels that may still be put into the text.
    left: Cell<usize>,
}

/// Bytes of labels in one text. A text of 8 MB may hold a million references to a title or a word
/// of a thousand characters.
const MOST_LABELS: usize = 4 * 1024 * 1024;

impl Resolver for TextResolver<'_> {
    fn reference(&self, target: &str) -> Target {
        let found = self.found(target);
        let (Target::Page { label, .. } | Target::Planned(label) | Target::Text(label)) = &found;
        match self.left.get().checked_sub(label.len()) {
            Some(left) => {
                self.left.set(left);
                found
            }
            None => Target::Text("…".to_owned()),
        }
    }

    fn link(&self, address: &str) -> Option<String> {
        // The name of a word that nobody knows, which was reported.
        if address.contains("[[var:") {
            return None;
        }
        match safety(address) {
            Safety::Script => None,
            Safety::Elsewhere => Some(address.to_owned()),
            Safety::Local => self.local(address),
        }
    }

    fn word(&self, key: &str) -> String {
        self.scope.word_within(key)
    }

    fn id<'i>(&self, id: &'i str) -> Cow<'i, str> {
        match self.place {
            Some(place) => Cow::Owned(place.id(id)),
            None => Cow::Borrowed(id),
        }
    }

    fn after_link(&self, address: &str) -> String {
        let paper = self.scope.paper.as_ref();
        paper.map_or_else(String::new, |paper| paper.note(&self.scope.site, address))
    }
}

impl TextResolver<'_> {
    fn found(&self, target: &str) -> Target {
        let site = &self.scope.site;
        if let Some(name) = target.strip_prefix("var:") {
            let value = site.settings.vars.get(name.trim());
            return Target::Text(value.cloned().unwrap_or_else(|| format!("[[{target}]]")));
        }
        let reference = crate::link::Reference::read(target);
        match site.names.find(reference, None) {
            Found::Thing(thing) => {
                let rest = match reference.anchor {
                    Some(anchor) => Cow::Owned(format!("#{anchor}")),
                    None => Cow::Borrowed(""),
                };
                Target::Page {
                    href: self.scope.reach(thing, &rest),
                    label: self.scope.title_within(thing),
                }
            }
            Found::Planned(name) => Target::Planned(in_words(&name)),
            Found::Hidden(label) if !label.is_empty() => Target::Text(label.to_string()),
            Found::Hidden(_) => Target::Text(self.scope.word("internal")),
            Found::Ambiguous(_) | Found::Unknown => Target::Text(target.to_owned()),
        }
    }

    /// An address within the site: a file of content becomes its page, a path from the root starts
    /// at the site's root, and all else is a file of `static/`. `None` for a file of content that
    /// is left out of this build: as with references, its words stay.
    fn local(&self, address: &str) -> Option<String> {
        if address.starts_with('#') || address.is_empty() {
            return match (&self.scope.paper, self.place) {
                (None, _) => Some(address.to_owned()),
                (_, Some(place)) => Some(format!("#{}", place.id(address.trim_start_matches('#')))),
                _ => {
                    let thing = self.scope.site.names.of_file(self.file)?;
                    Some(self.scope.reach(thing, address))
                }
            };
        }
        let cut = address.find(['#', '?']).unwrap_or(address.len());
        let (path, rest) = address.split_at(cut);
        let path = decode(path);
        // A text may come from several files; what one of them wrote leads on from there.
        let mut first = None;
        for file in std::iter::once(self.file).chain(self.others()) {
            match self.led(file, &path, rest) {
                Led::To(address) => return Some(address),
                Led::Hidden => return None,
                Led::Nowhere(address) => drop(first.get_or_insert(address)),
            }
        }
        // It climbs out of the site, or leads nowhere, and is reported.
        first.flatten().or_else(|| Some(address.to_owned()))
    }

    /// The files beneath the one that the text is said to stand in.
    fn others(&self) -> impl Iterator<Item = &str> {
        let site = &self.scope.site;
        let thing = site.names.of_file(self.file);
        let common = thing.map(|thing| site.common(thing));
        let laid = common.filter(|common| common.overlay.is_some());
        let files = laid.into_iter().flat_map(|common| site.files(common));
        files
            .map(|source| &*source.path)
            .filter(|path| *path != self.file)
    }

    /// Where an address leads from a file.
    fn led(&self, file: &str, path: &str, rest: &str) -> Led {
        let place = match path.strip_prefix('/') {
            Some(path) => path.to_owned(),
            None => match joined(file, path) {
                Some(place) => place,
                None => return Led::Nowhere(None),
            },
        };
        let site = &self.scope.site;
        if let Some(thing) = site.names.of_file(&place) {
            return Led::To(self.scope.reach(thing, rest));
        }
        let within = place.strip_prefix("content/").unwrap_or(&place);
        if site.names.is_hidden_file(within) {
            return Led::Hidden;
        }
        let within = within.strip_prefix("static/").unwrap_or(within);
        // A folder, with or without its slash, is the page in it; on a code host, its README.
        let folder = match within.trim_end_matches('/') {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        let candidates = [
            within.to_owned(),
            page_file(&folder),
            page_file(&format!("{folder}readme/")),
        ];
        let there = candidates
            .iter()
            .find(|file| site.routes.get(file).is_some());
        match there {
            Some(target) => Led::To(self.scope.root.to(target) + rest),
            None if site.is_shared(within) => Led::To(self.scope.shared_href(within) + rest),
            None => Led::Nowhere(Some(self.scope.root.to(within) + rest)),
        }
    }
}

/// Where an address of a text leads.
enum Led {
    To(String),
    /// To a file of content that is left out of this build.
    Hidden,
    Nowhere(Option<String>),
}

/// An id as a reader may see it: `principal-engineer` is "Principal engineer".
fn in_words(id: &str) -> String {
    let name = id.rsplit('/').next().unwrap_or_default();
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => id.to_owned(),
    }
}

/// The words for a kind: `kind.skill`.
pub(super) fn kind_word(scope: &PageScope, kind: Kind) -> String {
    scope.word(&format!("kind.{}", kind.name()))
}
