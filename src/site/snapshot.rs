//! The snapshot: look-ups, and nothing else.

use crate::diagnostic::Diagnostic;
use crate::layers::{Changes, LastChange, Layers};
use crate::link::Names;
use crate::markdown::Highlighter;
use crate::model::{Common, Idx, Model, Statement, Thing};
use crate::route::Routes;
use crate::settings::Settings;
use crate::source::Sources;
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

    /// The path of the file that a thing stands in.
    pub fn file(&self, common: &Common) -> &str {
        &self.sources.get(common.body.source).path
    }

    /// The words of a statement, as they were written.
    pub fn statement(&self, id: Idx<Statement>) -> &str {
        let statement = &self.model.statements[id];
        let body = &self.model.levels[statement.level].common.body;
        body.slice(statement.text, &self.sources)
    }

    /// When a thing's file was last changed.
    pub fn changed(&self, common: &Common) -> Option<Date> {
        self.changes.get(self.file(common)).copied()
    }
}
