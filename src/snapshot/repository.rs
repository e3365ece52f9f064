//! Repositories: git reads the files of one revision into memory; nothing is checked out, and nothing
//! of the repository is run.

use super::NoSnapshot;
use crate::layers::{NoRevision, Tree, commit};
use std::path::Path;

type Found = (Tree, Option<String>);

/// The site of a folder as it was at a revision of the repository that it lies in.
pub(super) fn local(root: &Path, revision: &str) -> Result<Found, NoSnapshot> {
    let found = commit(root, revision).and_then(|commit| {
        let tree = Tree::whole_of_revision(root, &commit)?;
        Ok((tree, Some(commit)))
    });
    found.map_err(|fault| no_revision(&root.display().to_string(), revision, fault))
}

/// Whether a place is the address of a repository elsewhere.
pub(super) fn is_address(place: &str) -> bool {
    let scheme = ["https://", "http://", "ssh://", "git://", "file://"];
    scheme.iter().any(|scheme| place.starts_with(scheme)) || is_scp(place)
}

/// `git@host:path`
fn is_scp(place: &str) -> bool {
    place
        .split_once(':')
        .is_some_and(|(host, path)| host.contains('@') && !host.contains('/') && !path.is_empty())
}

/// The site at the top of a repository elsewhere, as it is at a branch, a tag or a commit.
pub(super) fn remote(address: &str, revision: &str) -> Result<Found, NoSnapshot> {
    let folder = Fetched::new()?;
    folder.fetch(address, revision)?;
    local(&folder.0, "FETCH_HEAD").map_err(|fault| match fault {
        NoSnapshot::Machine(what) => NoSnapshot::Machine(what),
        other => other,
    })
}

/// A folder that git fetches into, which goes with this.
struct Fetched(std::path::PathBuf);

impl Drop for Fetched {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Fetched {
    fn new() -> Result<Fetched, NoSnapshot> {
        let temporary = std::env::temp_dir();
        for turn in 0..1000u32 {
            let name = format!("waypost-fork-{}-{turn}", std::process::id());
            let folder = temporary.join(name);
            let mut builder = std::fs::DirBuilder::new();
            #[cfg(unix)]
            {
                use std::os::unix::fs::DirBuilderExt;
                builder.mode(0o700);
            }
            // Nobody else's: the name must be free.
            match builder.create(&folder) {
                Ok(()) => return Ok(Fetched(folder)),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => {
                    let reason = crate::layers::reason(&error);
                    let folder = folder.display();
                    return Err(NoSnapshot::Machine(format!(
                        "`{folder}` can't be made: {reason}"
                    )));
                }
            }
        }
        Err(NoSnapshot::Machine(
            "no folder to fetch into is free".to_owned(),
        ))
    }

    fn fetch(&self, address: &str, revision: &str) -> Result<(), NoSnapshot> {
        // It would be taken for an option, or for two names.
        if revision.is_empty()
            || revision.starts_with('-')
            || revision.contains([':', '\0', '\n', '+', '*'])
        {
            return Err(NoSnapshot::Refused(
                format!("`{revision}` is no revision"),
                "name a branch, a tag or a commit".to_owned(),
            ));
        }
        self.git(
            &["init", "--quiet", "--bare", "--template=", "."],
            "begin a repository",
        )?;
        let arguments = [
            "fetch",
            "--quiet",
            "--depth=1",
            "--no-tags",
            "--no-recurse-submodules",
            "--no-write-commit-graph",
            "--end-of-options",
            address,
            revision,
        ];
        self.git(&arguments, &format!("fetch `{revision}` of `{address}`"))
    }

    fn git(&self, arguments: &[&str], what: &str) -> Result<(), NoSnapshot> {
        let output = std::process::Command::new("git")
            // No program that a repository or a server names is run.
            .args(["-c", "core.hooksPath=/dev/null"])
            .args(["-c", "core.fsmonitor=false"])
            .args(["-c", "protocol.ext.allow=never"])
            .args(["-c", "gc.auto=0"])
            .args(["-c", "maintenance.auto=false"])
            .args(arguments)
            .current_dir(&self.0)
            .env("GIT_ALLOW_PROTOCOL", "file:git:http:https:ssh")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_DIR", &self.0)
            .env_remove("GIT_WORK_TREE")
            .env_remove("GIT_INDEX_FILE")
            .stdin(std::process::Stdio::null())
            .output();
        let output = output.map_err(|error| no_git(&crate::layers::reason(&error)))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said
            .lines()
            .find(|line| !line.trim().is_empty())
            .unwrap_or("nothing");
        let said = said
            .trim_start_matches("fatal: ")
            .trim_start_matches("error: ");
        Err(NoSnapshot::Refused(
            format!("git didn't {what}, and says: {}", said.escape_debug()),
            "look at the address, the revision, and your access to it".to_owned(),
        ))
    }
}

fn no_git(why: &str) -> NoSnapshot {
    NoSnapshot::Refused(
        format!("`git` can't be started: {why}"),
        "install git, or give a folder or an archive".to_owned(),
    )
}

fn no_revision(place: &str, revision: &str, fault: NoRevision) -> NoSnapshot {
    let (what, help) = match fault {
        NoRevision::NoGit(why) => return no_git(&why),
        NoRevision::NoRepository => (
            format!("`{place}` lies in no repository"),
            "leave `--revision` out",
        ),
        NoRevision::Unknown => (
            format!("the repository of `{place}` has no revision `{revision}`"),
            "name a branch, a tag or a commit",
        ),
        NoRevision::NotThen => (
            format!("`{place}` wasn't there at `{revision}`"),
            "name a later revision",
        ),
        NoRevision::Broken(what) => (
            format!("git gave up: {what}"),
            "look at the health of the repository",
        ),
    };
    NoSnapshot::Refused(what, help.to_owned())
}
