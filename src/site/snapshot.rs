//! The snapshot: look-ups, and nothing else.

use super::languages::Languages;
use crate::diagnostic::Diagnostic;
use crate::document::Kind;
use crate::layers::{Changes, LastChange, Layers};
use crate::link::{Found, Names, Reference};
use crate::markdown::Highlighter;
use crate::model::{Common, Idx, Model, Statement, Thing};
use crate::route::{Route, Routes};
use crate::search::Index;
use crate::settings::{BaseUrl, Settings};
use crate::source::{Source, SourceId, Sources};
use crate::theme::Theme;
use jiff::civil::Date;
use std::sync::Arc;

/// Everything that a site is. It never changes; a change of a file makes a new one.
pub struct Site {
    /// Where the files came from, for those that are copied as they are.
    pub layers: Layers,
    /// Every text: of all languages.
    pub sources: Arc<Sources>,
    /// `site.toml`.
    pub settings: Settings,
    /// The graph.
    pub model: Arc<Model>,
    /// For references in texts.
    pub names: Names,
    /// Which addresses there are.
    pub routes: Routes,
    /// Which words stand in which pages, for search in the browser.
    pub search: Index,
    /// Templates and words.
    pub theme: Theme,
    /// The memory of highlighted code.
    pub highlighter: Arc<Highlighter>,
    /// When each file of content was last changed, by its path, where there is git.
    pub changes: Arc<Changes>,
    /// The last of these changes, where there is git.
    pub last_change: Option<LastChange>,
    /// What is wrong, as far as loading can tell; rendering may find more. Of a site in several
    /// languages this one holds what is wrong in all of them.
    pub diagnostics: Vec<Diagnostic>,
    /// The same site in the other languages that it declares, in that order.
    pub editions: Vec<Arc<Site>>,
    /// Its languages, and which of them this is; none where it has but one.
    pub languages: Option<Box<Languages>>,
}

impl Site {
    /// What a thing has in common with all others.
    pub fn common(&self, thing: Thing) -> &Common {
        self.model.common(thing)
    }

    /// The folder that it is published in, with its slash: empty but for an edition in another
    /// language than the site's own.
    pub fn folder(&self) -> &str {
        self.languages.as_ref().map_or("", |all| &all.own().folder)
    }

    /// The edition that a route of the whole site is of, and the route in it: itself, where it is in
    /// the site's own language.
    pub fn behind<'s>(&'s self, route: &'s Route) -> (&'s Site, &'s Route) {
        let edition = match route {
            Route::Edition(number, inner) => {
                let edition = self.editions.get(usize::from(*number));
                edition.map(|edition| (&**edition, &**inner))
            }
            _ => None,
        };
        edition.unwrap_or((self, route))
    }

    /// Where the site is published, with all its languages.
    pub fn root_url(&self) -> BaseUrl {
        let base_url = &self.settings.base_url;
        let path = base_url.path.strip_suffix(self.folder());
        BaseUrl {
            origin: base_url.origin.clone(),
            path: path.unwrap_or(&base_url.path).to_owned(),
        }
    }

    /// The language that the text of a thing is in.
    pub fn language_of(&self, common: &Common) -> &str {
        match self.languages.as_deref() {
            Some(all) if all.is_other() && !common.is_translated() => &all.first().code,
            _ => &self.settings.language,
        }
    }

    /// Whether an edition in another language shares this file with the others.
    pub fn is_shared(&self, path: &str) -> bool {
        let languages = self.languages.as_deref();
        languages.is_some_and(|all| all.is_other() && all.shared.contains_key(path))
    }

    /// The plain page that holds the text of the home page.
    pub fn home(&self) -> Option<Thing> {
        match self.names.find(Reference::read(""), Some(Kind::Page)) {
            Found::Thing(page) => Some(page),
            _ => None,
        }
    }

    /// The path of the file that a thing stands in, within its layer: what links in its text are
    /// relative to.
    pub fn file(&self, common: &Common) -> &str {
        &self.sources.get(common.body.source).path
    }

    /// The words of a statement, as they were written.
    pub fn statement(&self, id: Idx<Statement>) -> &str {
        let statement = &self.model.statements[id];
        let body = &self.model.levels[statement.level].common.body;
        body.slice(statement.text, &self.sources)
    }

    /// The file that one edits to change a thing: of several layers the top one's.
    pub fn edited(&self, common: &Common) -> &Source {
        let top = common.overlay.as_ref().and_then(|it| it.documents.first());
        let source = top.map_or(common.body.source, |document| document.span.source);
        self.sources.get(source)
    }

    /// All files that a thing is made of, the top layer's first.
    pub fn files<'s>(&'s self, common: &'s Common) -> impl Iterator<Item = &'s Source> {
        self.sources_of(common)
            .map(|source| self.sources.get(source))
    }

    /// Their numbers.
    pub fn sources_of<'s>(&'s self, common: &'s Common) -> impl Iterator<Item = SourceId> + 's {
        let alone = common.overlay.is_none().then_some(common.body.source);
        let parts = common.overlay.iter().flat_map(|it| &it.documents);
        alone
            .into_iter()
            .chain(parts.map(|document| document.span.source))
    }

    /// When a thing's file was last changed: this site's own, since an upstream's came as they are.
    pub fn changed(&self, common: &Common) -> Option<Date> {
        let source = self.edited(common);
        let path = source.layer.is_empty().then_some(&*source.path)?;
        self.changes.get(path).copied()
    }
}
