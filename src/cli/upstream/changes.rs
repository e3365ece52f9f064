//! What a snapshot would bring, or has brought: the site over one, and over the other.

use super::{Fork, opened};
use crate::cli::args::Common;
use crate::cli::fork::no_snapshot;
use crate::cli::report::options;
use crate::diagnostic::{Diagnostic, Severity};
use crate::drift::Sides;
use crate::layers::{Layers, Role};
use crate::site::Site;
use crate::snapshot::Snapshot;
use crate::source::Sources;
use crate::start::Refusal;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// A snapshot that isn't the site's yet.
pub(super) struct Next {
    pub snapshot: Snapshot,
    /// What it was taken from, as it was typed, else as `site.toml` names it.
    pub source: String,
    /// What is typed to take it.
    pub command: String,
    /// The fork over it.
    pub sides: Sides,
}

impl Next {
    /// Takes a snapshot of what was typed, else of what `site.toml` names. `None` where there is
    /// nothing to take without asking the network.
    pub fn take(
        root: &Path,
        fork: &Fork,
        typed: Option<&str>,
        revision: Option<&str>,
        may_fetch: bool,
    ) -> Result<Option<Next>, Refusal> {
        let place = match (typed, fork.source()) {
            (Some(typed), _) => typed.to_owned(),
            (None, Some(named)) => match opened(root, named) {
                Some(path) => path.to_string_lossy().into_owned(),
                None if may_fetch => named.to_owned(),
                None => return Ok(None),
            },
            (None, None) => return Ok(None),
        };
        let snapshot =
            Snapshot::take(&place, revision).map_err(|fault| no_snapshot(&place, fault))?;
        let layers = Layers::of_folder(root).over(snapshot.files.clone());
        let sides = Sides::load(layers).ok_or_else(|| {
            Refusal::new(
                format!("over `{place}` this site can't be read"),
                "give a folder, an archive or a repository that holds a site",
            )
        })?;
        Ok(Some(Next {
            snapshot,
            command: match typed {
                Some(typed) => format!("waypost upstream update {typed}"),
                None => "waypost upstream update".to_owned(),
            },
            source: match (typed, fork.source()) {
                (None, Some(named)) => named.to_owned(),
                _ => place,
            },
            sides,
        }))
    }

    /// Whether it is the snapshot that the site has.
    pub fn is_same(&self, root: &Path, folder: &str) -> bool {
        let there = there(root, folder);
        there.is_some_and(|there| there.files == self.snapshot.files)
    }

    /// Files that are new or changed and could put anything into pages, where the site trusts its
    /// upstream: it trusted those that it had.
    pub fn active(&self, root: &Path, folder: &str) -> Vec<String> {
        let known = there(root, folder).map_or_else(BTreeMap::new, |there| there.files);
        let layers = &self.sides.fork.layers;
        let trusted = layers
            .iter()
            .filter(|(_, layer)| layer.role == Role::Upstream { trusted: true });
        let mut paths: Vec<String> = Vec::new();
        for (id, layer) in trusted {
            let nested = layer.name.strip_prefix(folder).unwrap_or_default();
            let nested = nested.trim_start_matches('/');
            let before = if nested.is_empty() { "" } else { "/" };
            let active = layers.left_out(id).into_iter();
            paths.extend(active.map(|found| format!("{nested}{before}{}", found.path)));
            let themes = format!("{nested}{before}themes/");
            let all = self.snapshot.files.keys();
            paths.extend(all.filter(|path| path.starts_with(&themes)).cloned());
        }
        paths.retain(|path| known.get(path) != self.snapshot.files.get(path));
        paths.sort();
        paths.dedup();
        paths
    }
}

/// The snapshot that a site has.
fn there(root: &Path, folder: &str) -> Option<Snapshot> {
    Snapshot::take(&root.join(folder).to_string_lossy(), None).ok()
}

/// The site as it is, and as it would be over another snapshot.
pub(super) struct Both {
    pub now: Arc<Site>,
    pub then: Arc<Site>,
}

impl Both {
    pub fn load(common: &Common, next: BTreeMap<String, Vec<u8>>) -> Result<Both, Refusal> {
        let options = options(common, &mut std::io::sink())
            .map_err(|_| Refusal::new("`--base-url` is no address", "leave it out"))?;
        let layers = || Layers::of_folder(&common.root);
        Ok(Both {
            now: Arc::new(Site::load(layers(), &options)),
            then: Arc::new(Site::load(layers().over(next), &options)),
        })
    }

    /// Errors in the site's own files that it hasn't got yet: things that upstream has taken away
    /// and that are still used here.
    pub fn broken(&self) -> Vec<&Diagnostic> {
        let known: Vec<&str> = self.now.diagnostics.iter().map(|it| &*it.message).collect();
        let mut all = errors(&self.then);
        all.retain(|finding| !known.contains(&&*finding.message));
        all
    }
}

/// Errors in the site's own files.
pub(super) fn errors(site: &Site) -> Vec<&Diagnostic> {
    let is_error = |finding: &&Diagnostic| {
        let is_own = |span| is_own(span, &site.sources);
        finding.severity == Severity::Error && finding.span().is_some_and(is_own)
    };
    site.diagnostics.iter().filter(is_error).collect()
}

fn is_own(span: crate::source::Span, sources: &Sources) -> bool {
    sources
        .find(span.source)
        .is_some_and(|source| source.layer.is_empty())
}
