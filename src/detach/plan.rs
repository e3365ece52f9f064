//! What is written and what goes when a fork is made to stand alone.

use super::cause::told;
use super::{files, proof, settings, tables, things};
use crate::diagnostic::{Severity, summary};
use crate::document::{Document, Kind, tagged};
use crate::layers::{LayerId, Layers, Role};
use crate::site::{Documents, LoadOptions, Site};
use crate::snapshot::{NoSnapshot, Snapshot};
use crate::source::{SourceId, Sources};
use crate::start::Refusal;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;

/// A fork as one site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detached {
    /// Files of the site as they are to be, by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Files and folders that go.
    pub gone: Vec<String>,
    /// Files of upstream that were no part of the site, since nobody trusts them, and go as well.
    pub left_out: Vec<String>,
    /// The sites beneath it, the nearest first.
    pub from: Vec<String>,
}

/// A fork as it is found.
pub(super) struct Ground<'a> {
    /// Every file of it and of what lies beneath it.
    pub tree: &'a BTreeMap<String, Vec<u8>>,
    /// The site that is built of them.
    pub site: &'a Site,
    /// Its documents with what they are made of.
    pub documents: &'a Documents,
    /// The same in each language.
    pub tongues: Vec<Tongue>,
}

/// What a site says in one language.
pub(super) struct Tongue {
    /// The language; none for the one that the site is written in.
    pub code: Option<String>,
    /// Its things; in another language those that are translated.
    pub documents: Vec<Arc<Document>>,
}

impl Tongue {
    /// The languages of a site. What translates a thing that is hidden goes with it.
    fn all(documents: &Documents) -> Vec<Tongue> {
        let is_there: HashSet<(Kind, &str)> = documents
            .documents
            .iter()
            .map(|it| (it.kind, &*it.id))
            .collect();
        let others = documents.settings.editions.iter();
        let others = others.zip(&documents.translations).map(|(edition, all)| {
            let of_something = |it: &&Arc<Document>| is_there.contains(&(it.kind, &*it.id));
            Tongue {
                code: Some(edition.code.clone()),
                documents: all.iter().filter(of_something).cloned().collect(),
            }
        });
        let own = Tongue {
            code: None,
            documents: documents.documents.clone(),
        };
        std::iter::once(own).chain(others).collect()
    }

    /// The name of a file of this language as one of the language that the site is written in is
    /// called: `staff.md` for `staff.de.md`. None for a file of another language.
    pub fn plain<'p>(&self, path: &'p str) -> Option<Cow<'p, str>> {
        match (&self.code, tagged(path)) {
            (None, _) => Some(Cow::Borrowed(path)),
            (Some(code), Some((stem, tag, ending))) if code.eq_ignore_ascii_case(tag) => {
                Some(Cow::Owned(format!("{stem}.{ending}")))
            }
            (Some(_), _) => None,
        }
    }
}

/// What has been decided on so far.
#[derive(Default)]
pub(super) struct Laying {
    pub files: BTreeMap<String, Vec<u8>>,
    pub gone: BTreeSet<String>,
    /// A folder that holds the templates of upstream which those of this site go on from.
    pub theme: Option<String>,
}

impl Laying {
    pub fn put(&mut self, path: String, bytes: Vec<u8>) {
        self.gone.remove(&path);
        self.files.insert(path, bytes);
    }
}

impl Ground<'_> {
    pub fn sources(&self) -> &Sources {
        &self.documents.sources
    }

    /// The layers of sites beneath this one, and of their themes.
    pub fn is_upstream(&self, layer: LayerId) -> bool {
        let it = self.site.layers.layer(layer);
        let theme = self.site.settings.theme.folder.as_ref();
        match it.role {
            Role::Upstream { .. } => true,
            Role::Theme => theme.is_none_or(|own| own.value != it.name),
            Role::Site | Role::Shipped => false,
        }
    }

    /// Takes a file of a layer below as it is.
    pub fn take(&self, source: SourceId, laying: &mut Laying) {
        let source = self.sources().get(source);
        if source.layer.is_empty() {
            return;
        }
        if let Some(bytes) = self.tree.get(&*source.file()) {
            laying.put(source.path.to_string(), bytes.clone());
        }
    }
}

/// What a fork comes to as a site that lies over nothing. Nothing is changed; that the site built of
/// it is the same was seen by rendering both.
///
/// # Errors
/// What stands in the way.
pub fn detached(root: &Path, folder: &str, lock: &str) -> Result<Detached, Refusal> {
    let tree = Snapshot::take(&root.to_string_lossy(), None)
        .map_err(refusal)?
        .files;
    let options = LoadOptions::default();
    let site = Site::load(Layers::of_memory(tree.clone()), &options);
    let errors: Vec<_> = site
        .diagnostics
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .cloned()
        .collect();
    if !errors.is_empty() {
        let first = errors.first().map(|it| told(it, &site)).unwrap_or_default();
        return Err(Refusal::new(
            format!("this site has {}: {first}", summary(&errors)),
            "mend what `waypost check` finds, then try again",
        ));
    }
    let documents = Site::documents(Layers::of_memory(tree.clone()), &options);
    let ground = Ground {
        tree: &tree,
        site: &site,
        documents: &documents,
        tongues: Tongue::all(&documents),
    };
    let mut laying = Laying::default();
    things::lay(&ground, &mut laying);
    tables::lay(&ground, &mut laying);
    files::lay(&ground, &mut laying);
    settings::lay(&ground, &mut laying);
    let Laying { files, gone, .. } = laying;

    let mut after = tree.clone();
    let upstream = format!("{}/", folder.trim_end_matches('/'));
    after.retain(|path, _| !path.starts_with(&upstream) && !gone.contains(path));
    after.extend(files.clone());
    proof::prove(&tree, &after)?;

    let is_new = |path: &String, bytes: &Vec<u8>| tree.get(path) != Some(bytes);
    let layers = &site.layers;
    let left_out = layers
        .iter()
        .filter(|(id, layer)| {
            ground.is_upstream(*id) && matches!(layer.role, Role::Upstream { trusted: false })
        })
        .flat_map(|(id, _)| layers.left_out(id))
        .map(|found| layers.file(&found).into_owned())
        .collect();
    let mut gone: Vec<String> = gone.into_iter().collect();
    gone.push(folder.trim_end_matches('/').to_owned());
    if root.join(lock).symlink_metadata().is_ok() {
        gone.push(lock.to_owned());
    }
    Ok(Detached {
        files: files
            .into_iter()
            .filter(|(path, bytes)| is_new(path, bytes))
            .collect(),
        gone,
        left_out,
        from: site
            .settings
            .upstreams
            .iter()
            .map(|upstream| upstream.name.clone())
            .collect(),
    })
}

fn refusal(fault: NoSnapshot) -> Refusal {
    match fault {
        NoSnapshot::Missing => Refusal::new("the site's folder isn't there", "mend `--root`"),
        NoSnapshot::NoSite(what) => Refusal::new(
            format!("this site {what}"),
            "mend what `waypost check` finds, then try again",
        ),
        NoSnapshot::Refused(message, help) => Refusal::new(message, help),
        NoSnapshot::Machine(message) => Refusal {
            message,
            help: None,
            is_machine: true,
        },
    }
}
