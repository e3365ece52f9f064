//! The documents of a site before they are linked: for those who ask what stands where.

use super::content::Content;
use super::settings::Layered;
use super::{LoadOptions, Memory, Site};
use crate::data::Table;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::layers::Layers;
use crate::overlay::{self, Hidden};
use crate::settings::Settings;
use crate::source::{Source, Sources};
use std::sync::Arc;

/// The documents of a site, its layers laid over each other.
#[derive(Debug)]
pub struct Documents {
    /// Where the files came from.
    pub layers: Layers,
    /// Every text that was read.
    pub sources: Sources,
    /// The settings of the site over those of its upstreams.
    pub settings: Settings,
    /// One document for each thing; what several layers have knows what it is made of.
    pub documents: Vec<Arc<Document>>,
    /// The same in each of the other languages of the site, in the order of the settings: what
    /// translates them.
    pub translations: Vec<Vec<Arc<Document>>>,
    /// Things of the upstreams that the site hides.
    pub hidden: Vec<Hidden>,
    /// What is wrong so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl Documents {
    /// The settings of all layers as one table, as they were written.
    pub fn settings_table(&self) -> Table {
        let folders = self.settings.upstreams.iter().rev();
        let folders = folders.map(|upstream| upstream.folder.as_str());
        let mut laid: Option<Table> = None;
        for layer in folders.chain([""]) {
            let mut all = self.sources.iter();
            let is_it = |source: &Source| *source.path == *"site.toml" && *source.layer == *layer;
            let Some((id, source)) = all.find(|(_, source)| is_it(source)) else {
                continue;
            };
            let table = Settings::table(id, &source.text, &mut Vec::new());
            laid = Some(match laid {
                Some(below) => overlay::settings(&table, &below, &mut Vec::new()),
                None => table,
            });
        }
        laid.unwrap_or_default()
    }
}

impl Site {
    /// Reads the documents of these layers and lays them over each other, and no more: an override
    /// that goes wrong is told, a reference that leads nowhere isn't.
    pub fn documents(mut layers: Layers, options: &LoadOptions) -> Documents {
        let mut sources = Sources::default();
        let mut diagnostics = Vec::new();
        let Layered { settings, hide } = Layered::load(&mut layers, &mut sources, &mut diagnostics);
        let content = Content::load(
            &layers,
            &settings,
            hide,
            options.public,
            &Memory::default().recall(),
            &mut sources,
            &mut diagnostics,
        );
        for finding in &mut diagnostics {
            finding.written(&sources);
        }
        Documents {
            documents: content.documents,
            translations: content.translations,
            hidden: content.hidden,
            layers,
            sources,
            settings,
            diagnostics,
        }
    }
}
