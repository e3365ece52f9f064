//! What the two words of `waypost diff` mean: levels, folders, git revisions.

use super::telling::Told;
use crate::cli::Exit;
use crate::cli::args::{Common, Diff};
use crate::cli::report::{holds_a_site, options, root_fault, usage};
use crate::diagnostic::{Code, Severity, nearest};
use crate::document::Kind;
use crate::layers::{Layer, Layers, NoRevision, Tree, commit};
use crate::link::{Found, Reference};
use crate::model::{Idx, Level, Thing};
use crate::site::{Memory, Site};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// One of the two that are compared.
pub(super) enum Side {
    /// A level of the site.
    Level(Arc<Site>, Idx<Level>),
    /// A version of a site.
    Version(Told),
}

/// What a word may mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Level(Idx<Level>),
    Folder,
    Revision,
}

/// Finds what words mean. The site itself is loaded once, when it is asked for.
pub(super) struct Sides<'a> {
    common: &'a Common,
    site: Option<Arc<Site>>,
    /// Most files of two versions are the same, and are read into documents once.
    memory: Memory,
}

impl<'a> Sides<'a> {
    pub fn new(common: &'a Common) -> Self {
        Sides {
            common,
            site: None,
            memory: Memory::default(),
        }
    }

    /// Both sides; what is wrong with a word is said.
    pub fn find(
        &mut self,
        from: &str,
        to: Option<&str>,
        err: &mut dyn Write,
    ) -> Result<(Side, Side), Exit> {
        let from = self.side(from, err)?;
        let to = match (to, &from) {
            (Some(to), _) => self.side(to, err)?,
            (None, Side::Version(_)) => self.working_folder(err)?,
            (None, Side::Level(site, level)) => {
                let id = &site.model.levels[*level].common.id;
                let what =
                    format!("`{id}` is a level, and nothing says which one to compare it to");
                return Err(usage(err, &what, "name a second level"));
            }
        };
        Ok((from, to))
    }

    /// A level can't be compared to a whole site.
    pub fn mixed(&self, is_first: bool, diff: &Diff, err: &mut dyn Write) -> Exit {
        let second = diff.to.as_deref().unwrap_or(".");
        let (level, other) = match is_first {
            true => (diff.from.as_str(), second),
            false => (second, diff.from.as_str()),
        };
        let what = format!("`{level}` is a level, and `{other}` a version of a site");
        usage(err, &what, "give two levels, or two versions")
    }

    fn side(&mut self, word: &str, err: &mut dyn Write) -> Result<Side, Exit> {
        if let Some(revision) = word.strip_prefix("git:") {
            return self.revision(revision, err);
        }
        if let Some(id) = word.strip_prefix("level:") {
            let site = self.site(err)?;
            return match level(&site, id) {
                Some(level) => Ok(Side::Level(site, level)),
                None => Err(unknown(Some(&site), id, "no level is called", err)),
            };
        }
        if is_path(word) {
            return self.folder(word, err);
        }
        match self.meanings(word).as_slice() {
            [] => {
                // Without git nobody knows whether it is a revision.
                if let Err(fault @ NoRevision::NoGit(_)) = commit(&self.common.root, word) {
                    return Err(self.no_revision(word, &fault, err));
                }
                let what = "no level, folder or git revision is called";
                Err(unknown(self.site.as_deref(), word, what, err))
            }
            [Meaning::Level(level)] => Ok(Side::Level(self.site(err)?, *level)),
            [Meaning::Folder] => self.folder(word, err),
            [Meaning::Revision] => self.revision(word, err),
            several => {
                let (mut what, mut how) = (Vec::new(), Vec::new());
                for meaning in several {
                    let (a, write) = match meaning {
                        Meaning::Level(_) => ("a level", format!("`level:{word}`")),
                        Meaning::Folder => ("a folder", format!("`./{word}`")),
                        Meaning::Revision => ("a git revision", format!("`git:{word}`")),
                    };
                    what.push(a);
                    how.push(write);
                }
                let what = format!("`{word}` is {}", what.join(" and "));
                Err(usage(err, &what, &format!("write {}", how.join(" or "))))
            }
        }
    }

    /// All that a plain word may mean.
    fn meanings(&mut self, word: &str) -> Vec<Meaning> {
        let mut meanings = Vec::new();
        let is_id = word
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        if is_id
            && root_fault(self.common, &mut std::io::sink()).is_none()
            && let Ok(site) = self.site(&mut std::io::sink())
        {
            meanings.extend(level(&site, word).map(Meaning::Level));
        }
        if Path::new(word).is_dir() {
            meanings.push(Meaning::Folder);
        }
        if commit(&self.common.root, word).is_ok() {
            meanings.push(Meaning::Revision);
        }
        meanings
    }

    fn site(&mut self, err: &mut dyn Write) -> Result<Arc<Site>, Exit> {
        if let Some(site) = &self.site {
            return Ok(site.clone());
        }
        if let Some(exit) = root_fault(self.common, err) {
            return Err(exit);
        }
        let layers = Layers::of_folder(&self.common.root);
        let site = self.load(layers, err)?;
        self.site = Some(site.clone());
        Ok(site)
    }

    fn working_folder(&mut self, err: &mut dyn Write) -> Result<Side, Exit> {
        let site = self.site(err)?;
        let told = Told::folder(site, &self.common.root.to_string_lossy());
        self.noted(told, err)
    }

    fn folder(&mut self, word: &str, err: &mut dyn Write) -> Result<Side, Exit> {
        let path = Path::new(word);
        let fault = match path.metadata() {
            Err(_) => Some("isn't there"),
            Ok(metadata) if !metadata.is_dir() => Some("is a file, not a folder"),
            Ok(_) if !holds_a_site(path) => Some("holds neither `site.toml` nor a page"),
            Ok(_) => None,
        };
        if let Some(fault) = fault {
            let what = format!("`{word}` {fault}");
            return Err(usage(err, &what, "give the folder of a site"));
        }
        let site = self.load(Layers::of_folder(path), err)?;
        self.noted(Told::folder(site, word), err)
    }

    fn revision(&mut self, revision: &str, err: &mut dyn Write) -> Result<Side, Exit> {
        let root = &self.common.root;
        match Tree::of_revision(root, revision) {
            Ok(tree) => {
                let layers = Layers::new(vec![Layer::site(tree), Layer::default_theme()]);
                let site = self.load(layers, err)?;
                self.noted(Told::revision(site, revision), err)
            }
            Err(fault) => Err(self.no_revision(revision, &fault, err)),
        }
    }

    fn no_revision(&self, revision: &str, fault: &NoRevision, err: &mut dyn Write) -> Exit {
        let root = self.common.root.display();
        match fault {
            NoRevision::NoGit(why) => {
                let _ = writeln!(err, "error: `git` can't be started: {why}");
                let _ = writeln!(err, "  = help: install git, or compare two folders");
                Exit::Machine
            }
            NoRevision::Broken(why) => {
                let _ = writeln!(err, "error: the revision `{revision}` can't be read: {why}");
                let _ = writeln!(err, "  = help: fetch it whole, or compare two folders");
                Exit::Machine
            }
            NoRevision::NoRepository => {
                let what = format!("`{root}` lies in no git repository");
                usage(err, &what, "compare two folders")
            }
            NoRevision::Unknown => {
                let what = format!("git knows no revision `{revision}`");
                usage(
                    err,
                    &what,
                    "see `git log` and `git tag` for those there are",
                )
            }
            NoRevision::NotThen => {
                let what = format!("there was no folder `{root}` at `{revision}`");
                usage(err, &what, "give a later revision")
            }
        }
    }

    fn load(&self, layers: Layers, err: &mut dyn Write) -> Result<Arc<Site>, Exit> {
        let options = options(self.common, err)?;
        Ok(Arc::new(Site::load_with(layers, &options, &self.memory)))
    }

    /// Says what couldn't be read. What the machine failed at makes the comparison worthless.
    fn noted(&self, told: Told, err: &mut dyn Write) -> Result<Side, Exit> {
        let findings = &told.site.diagnostics;
        if let Some(fault) = findings.iter().find(|one| one.code == Code::DiskFault) {
            let _ = writeln!(err, "error: {}", fault.message);
            return Err(Exit::Machine);
        }
        let errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        if errors > 0 && !self.common.quiet {
            let count = match errors {
                1 => "an error".to_owned(),
                count => format!("{count} errors"),
            };
            let _ = writeln!(
                err,
                "note: {told} has {count}, and is compared as far as it was read"
            );
        }
        Ok(Side::Version(told))
    }
}

/// A level by its id, or a former one.
fn level(site: &Site, id: &str) -> Option<Idx<Level>> {
    match site.names.find(Reference::read(id), Some(Kind::Level)) {
        Found::Thing(Thing::Level(level)) => Some(level),
        _ => None,
    }
}

/// Words that only a folder is written with.
fn is_path(word: &str) -> bool {
    let path = Path::new(word);
    matches!(word, "." | "..")
        || word.starts_with("./")
        || word.starts_with("../")
        || word.starts_with(".\\")
        || word.starts_with("..\\")
        || path.is_absolute()
}

fn unknown(site: Option<&Site>, word: &str, what: &str, err: &mut dyn Write) -> Exit {
    let levels = site.into_iter().flat_map(|site| site.model.levels.iter());
    let near = nearest(word, levels.map(|(_, level)| &*level.common.id));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "give two levels (`senior staff`), a folder (`../old`) or a revision (`HEAD~3`)"
            .to_owned(),
    };
    usage(err, &format!("{what} `{word}`"), &help)
}
