//! The snapshot: look-ups, and nothing else.

use crate::diagnostic::Diagnostic;
use crate::layers::{Changes, LastChange, Layers};
use crate::link::Names;
use crate::markdown::Highlighter;
use crate::model::{Common, Idx, Model, Statement, Thing};
use crate::route::Routes;
use crate::search::Index;
use crate::settings::Settings;
use crate::source::{Source, SourceId, Sources};
use crate::theme::Theme;
use jiff::civil::Date;
use std::sync::Arc;

/// Everything that a site is. It never changes; a change of a file makes a new one.
pub struct Site {
    /// Where the files came from, for those that are copied as they are.
    pub layers: Layers,
    /// Every text.
    pub sources: Sources,
    /// `site.toml`.
    pub settings: Settings,
    /// The graph.
    pub model: Model,
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
    /// What is wrong, as far as loading can tell; rendering may find more.
    pub diagnostics: Vec<Diagnostic>,
}

impl Site {
    /// What a thing has in common with all others.
    pub fn common(&self, thing: Thing) -> &Common {
        self.model.common(thing)
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
