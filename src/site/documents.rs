//! The documents of a site before they are linked: for those who ask what stands where.

use super::content::Content;
use super::settings::Layered;
use super::{LoadOptions, Memory, Site};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::layers::Layers;
use crate::overlay::Hidden;
use crate::settings::Settings;
use crate::source::Sources;
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
    /// Things of the upstreams that the site hides.
    pub hidden: Vec<Hidden>,
    /// What is wrong so far.
    pub diagnostics: Vec<Diagnostic>,
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
            hidden: content.hidden,
            layers,
            sources,
            settings,
            diagnostics,
        }
    }
}
