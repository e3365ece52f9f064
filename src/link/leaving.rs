//! What is left out of a build, and what texts that speak of it say in its place.

use super::Names;
use super::order::peek_flag;
use crate::data::{Vars, expand_vars};
use crate::document::{Document, Kind};
use crate::overlay::Hidden;
use crate::source::{SourceId, Span};
use rayon::prelude::*;
use std::sync::Arc;

/// Who a build is for, and the words that titles may use.
pub(super) struct Leaving<'a> {
    /// With what is unfinished.
    pub drafts: bool,
    /// Without what is internal.
    pub public: bool,
    /// `[vars]`
    pub vars: &'a Vars,
}

impl Leaving<'_> {
    /// Remembers things that a layer hides, or that are gone.
    pub fn hide(&self, hidden: &[Hidden], names: &mut Names) {
        for thing in hidden {
            let title = self.label(&thing.title, thing.internal);
            names.hide(thing.kind, &thing.id, title);
        }
    }

    /// What may be said of it: the title of something internal is internal too.
    fn label(&self, title: &str, is_internal: bool) -> Arc<str> {
        if self.public && is_internal {
            return "".into();
        }
        // A word that there isn't is told where the thing is shown.
        let nowhere = Span::start_of(SourceId(0));
        expand_vars(title, nowhere, self.vars, &mut Vec::new()).into()
    }

    /// Leaves out drafts and what is internal, and remembers that they are there.
    pub fn shown(&self, documents: Vec<Arc<Document>>, names: &mut Names) -> Vec<Arc<Document>> {
        let is_internal = |document: &Document| peek_flag(&document.table, "internal");
        let is_hidden = |document: &Arc<Document>| {
            (!self.drafts && peek_flag(&document.table, "draft"))
                || (self.public && is_internal(document))
        };
        if !documents.par_iter().any(is_hidden) {
            return documents;
        }
        let hidden_paths: Vec<(Arc<str>, bool)> = documents
            .iter()
            .filter(|document| document.kind == Kind::Path && is_hidden(document))
            .map(|document| (document.id.clone(), is_internal(document)))
            .collect();
        documents
            .into_iter()
            .filter(|document| {
                let path = document.id.split('/').next().unwrap_or_default();
                let beneath = match document.kind {
                    Kind::Phase => hidden_paths.iter().find(|(id, _)| **id == *path),
                    _ => None,
                };
                if beneath.is_none() && !is_hidden(document) {
                    return true;
                }
                let internal =
                    is_internal(document) || beneath.is_some_and(|(_, internal)| *internal);
                let label = self.label(document.called(), internal);
                names.hide(document.kind, &document.id, label);
                false
            })
            .collect()
    }
}
