//! `waypost upstream`

mod args;
mod blame;
mod changes;
mod contribute;
mod copied;
mod detach;
mod merge;
mod overriding;
mod page;
mod said;
mod status;
mod told;
mod update;

pub(super) use args::Upstream;

use super::Exit;
use super::args::Common;
use super::refused::refused;
use super::report::root_fault;
use crate::drift::{Key, Lock, Sides, Work, read_lock};
use crate::layers::Layers;
use crate::start::Refusal;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What a site has of its upstream.
pub(super) fn upstream(
    common: &Common,
    what: &Upstream,
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Exit {
    let done = match what {
        Upstream::Blame(blame) => return blame::blame(common, blame, out, err),
        _ if root_fault(common, &mut std::io::sink()).is_some() => {
            return root_fault(common, err).unwrap_or(Exit::Usage);
        }
        Upstream::Override(it) => overriding::override_part(common, it, out, err),
        Upstream::Status(it) => status::status(common, it, out, err),
        Upstream::Update(it) => update::update(common, it, out, err),
        Upstream::Merge(it) => merge::merge(common, it, out, err),
        Upstream::Contribute(it) => contribute::contribute(common, it, out, err),
        Upstream::Detach(it) => detach::detach(common, it, out, err),
    };
    done.unwrap_or_else(|refusal| refused(&refusal, err))
}

/// A fork as a command found it.
struct Fork {
    sides: Sides,
    lock: Lock,
}

impl Fork {
    fn read(root: &Path) -> Result<Fork, Refusal> {
        let sides = Sides::load(Layers::of_folder(root)).ok_or_else(|| {
            Refusal::new(
                "this site has no upstream, or none that can be read",
                "begin a fork with `waypost fork`; `waypost check` says what is wrong with one",
            )
        })?;
        let lock = read_lock(root)?;
        Ok(Fork { sides, lock })
    }

    /// The same, to change it: no other command does until the work is dropped.
    fn to_change(root: &Path) -> Result<(Work, Fork), Refusal> {
        let folder = Fork::read(root)?.sides.folder;
        let work = Work::begin(root, &folder)?;
        // Read again: what a killed command left is done by now.
        Ok((work, Fork::read(root)?))
    }

    /// What upstream is called.
    fn name(&self) -> &str {
        self.sides.fork.settings.layer_name(&self.sides.folder)
    }

    /// Where the snapshot was taken from, as `site.toml` says: a folder by the way from the site.
    fn source(&self) -> Option<&str> {
        let upstream = self.sides.fork.settings.upstreams.first()?;
        upstream.source.as_deref()
    }
}

/// Whether an override is of the thing that an id means, with its kind or without.
fn is_of((of, _): &Key, id: &str) -> bool {
    of == id || of.split_once(':').is_some_and(|(_, bare)| bare == id)
}

/// A source as it can be opened from here: one that `site.toml` names is seen from the site.
fn opened(root: &Path, named: &str) -> Option<PathBuf> {
    let path = root.join(named);
    path.exists().then_some(path)
}
