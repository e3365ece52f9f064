//! Puts a fork on the disk: its settings and the snapshot of its upstream, whole or not at all.

use super::Refusal;
use crate::data::text_value;
use crate::snapshot::Snapshot;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Where a fork is made before it is put into its place. Hidden, so that it is no part of a site.
const WORK: &str = ".waypost-fork";

/// The folder of the snapshot in a fork.
pub const FOLDER: &str = "upstream";

/// What a fork says of its upstream.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// What it is called.
    pub name: String,
    /// Where it was taken from.
    pub source: String,
    /// Which revision of it.
    pub revision: Option<String>,
    /// The licence of its texts.
    pub licence: Option<String>,
    /// Whom to name.
    pub attribution: Option<String>,
    /// Whether it has files that aren't used as long as nobody trusts it.
    pub has_untrusted: bool,
}

/// The `site.toml` of a new fork.
pub fn fork_settings(named: &Named) -> String {
    let mut text = String::from(
        "# This site lies over its upstream: what no file here says, the upstream says.\n\
         # Give the site a title and an address of its own above `[upstream]`:\n\
         #   title = \"…\"\n\
         #   base_url = \"https://careers.example.com/\"\n\n\
         [upstream]\n",
    );
    let keys = [
        ("folder", Some(FOLDER)),
        ("name", Some(named.name.as_str())),
        ("source", Some(named.source.as_str())),
        ("revision", named.revision.as_deref()),
        ("licence", named.licence.as_deref()),
        ("attribution", named.attribution.as_deref()),
    ];
    for (key, value) in keys {
        if let Some(value) = value {
            text.push_str(&format!("{key} = {}\n", text_value(value)));
        }
    }
    if named.has_untrusted {
        text.push_str(
            "# Its templates, and files that a browser may run, are left out. Read them before you\n\
             # change this.\n\
             trust = false\n",
        );
    }
    text
}

/// Writes a fork into a folder that is ready for it. Until the last step, which puts `site.toml`
/// there, the folder holds no site.
///
/// # Errors
/// What the disk said; then nothing is left that wasn't there.
pub fn write_fork(folder: &Path, settings: &str, snapshot: &Snapshot) -> Result<(), Refusal> {
    let work = folder.join(WORK);
    let was_there = folder.is_dir();
    let done = clear(folder).and_then(|()| written(&work, settings, snapshot));
    let done = done.and_then(|()| placed(folder, &work));
    if done.is_err() {
        let _ = fs::remove_dir_all(&work);
        if !was_there {
            let _ = fs::remove_dir(folder);
        }
    }
    let _ = fs::remove_dir_all(&work);
    done.map_err(|(path, error)| {
        let mut refusal = Refusal::disk(&path, &error);
        refusal.message.push_str("; nothing was written");
        refusal
    })
}

type Done = Result<(), (std::path::PathBuf, io::Error)>;

/// Takes away what an earlier run left that was killed: its work, and a snapshot without a site.
fn clear(folder: &Path) -> Done {
    let work = folder.join(WORK);
    if work.symlink_metadata().is_err() {
        return Ok(());
    }
    for path in [folder.join(FOLDER), work] {
        match fs::remove_dir_all(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err((path, error)),
        }
    }
    Ok(())
}

/// Whether a folder holds what a killed run has left, and no site.
pub fn is_left_over(folder: &Path) -> bool {
    folder.join(WORK).is_dir() && folder.join("site.toml").symlink_metadata().is_err()
}

fn written(work: &Path, settings: &str, snapshot: &Snapshot) -> Done {
    let put = |path: &Path, bytes: &[u8]| -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = File::options().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_data()
    };
    let upstream = work.join(FOLDER);
    for (path, bytes) in &snapshot.files {
        let path = upstream.join(path);
        put(&path, bytes).map_err(|error| (path, error))?;
    }
    let path = work.join("site.toml");
    put(&path, settings.as_bytes()).map_err(|error| (path, error))
}

fn placed(folder: &Path, work: &Path) -> Done {
    let upstream = folder.join(FOLDER);
    fs::rename(work.join(FOLDER), &upstream).map_err(|error| (upstream.clone(), error))?;
    let settings = folder.join("site.toml");
    fs::rename(work.join("site.toml"), &settings).map_err(|error| {
        let _ = fs::remove_dir_all(&upstream);
        (settings, error)
    })
}
