//! When files were last changed, by git's account: file times say when they were copied.

use super::Stamp;
use super::git::git;
use jiff::civil::Date;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;
use std::thread::JoinHandle;

/// The day of the last commit of each file of a site's content, by its path from the site's folder.
pub type Changes = HashMap<Box<str>, Date>;

/// The last change of a site's content, which says which version of it one has before one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastChange {
    /// The first letters of its commit.
    pub commit: Box<str>,
    /// Its day.
    pub day: Date,
}

/// Letters of a commit that people are shown. Git's own abbreviation depends on the repository.
const SHOWN: usize = 8;

/// The changes, and of which history they are.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// None where it can't be told, so that git is asked again.
    state: Option<State>,
    /// What git says.
    pub changes: Arc<Changes>,
    /// The last of them.
    pub last_change: Option<LastChange>,
}

/// What git's account depends on: the commit that is checked out, with all before it, and the files
/// that change what is seen of those. A fetch may lengthen a history that had been cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
struct State {
    root: PathBuf,
    head: String,
    files: Vec<Option<Stamp>>,
}

/// Files of a repository that change what is seen of the commits before one.
const SEEN_THROUGH: [&str; 5] = [
    "config",
    "info/grafts",
    "packed-refs",
    "refs/replace",
    "shallow",
];

/// History that is being asked for.
#[derive(Debug)]
pub struct Asked(Option<JoinHandle<History>>);

impl Asked {
    /// Asks git for the history of the content below `root`, beside what else is done. What is
    /// `known` holds as long as the history is the same. Empty where there is no git, or no
    /// repository.
    pub(super) fn of(root: &Path, known: History) -> Asked {
        if !root.ancestors().any(|folder| folder.join(".git").exists()) {
            return Asked(None);
        }
        let root = root.to_owned();
        let thread = std::thread::Builder::new().spawn(move || history(root, known));
        Asked(thread.ok())
    }

    /// There is none to ask for.
    pub(super) const NONE: Asked = Asked(None);

    /// Waits for the answer.
    pub fn wait(self) -> History {
        let history = self.0.and_then(|thread| thread.join().ok());
        history.unwrap_or_default()
    }
}

fn history(root: PathBuf, known: History) -> History {
    let state = state(&root);
    if state.is_some() && state == known.state {
        return known;
    }
    let (changes, last_change) = changes(&root);
    History {
        changes: Arc::new(changes),
        last_change,
        state,
    }
}

fn state(root: &Path) -> Option<State> {
    let output = asked(root, &["rev-parse", "--git-common-dir", "HEAD"])?;
    let told = output.status.success().then_some(output.stdout)?;
    let told = String::from_utf8(told).ok()?;
    let (folder, head) = told.trim_end().rsplit_once('\n')?;
    let folder = root.join(folder);
    let stamp = |name| {
        let metadata = std::fs::metadata(folder.join(name)).ok()?;
        Stamp::of(&metadata)
    };
    Some(State {
        head: head.to_owned(),
        files: SEEN_THROUGH.map(stamp).to_vec(),
        root: root.to_owned(),
    })
}

/// One call, whatever the number of files.
fn changes(root: &Path) -> (Changes, Option<LastChange>) {
    let (mut changes, mut last_change) = (HashMap::new(), None);
    // Dates as the author had them, so that the time zone of the machine doesn't matter. Quoting
    // is off, since names are separated by NUL.
    let output = asked(
        root,
        &[
            "-c",
            "core.quotePath=false",
            "log",
            "--no-renames",
            // A user's own settings may ask for it, between the lines.
            "--no-show-signature",
            "--relative",
            "-z",
            "--format=%x01%as %H",
            "--name-only",
            "--",
            "content",
        ],
    );
    let Some(output) = output else {
        return (changes, last_change);
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let mut day: Option<Date> = None;
    for part in text.split(['\0', '\n']) {
        if let Some(commit) = part.strip_prefix('\u{1}') {
            let (date, commit) = commit.trim().split_once(' ').unwrap_or_default();
            day = date.parse().ok();
            // The newest commit comes first.
            if last_change.is_none() {
                last_change = day.map(|day| LastChange {
                    commit: commit.get(..SHOWN).unwrap_or(commit).into(),
                    day,
                });
            }
        } else if let Some(day) = day
            && !part.is_empty()
        {
            changes.entry(part.into()).or_insert(day);
        }
    }
    (changes, last_change)
}

fn asked(root: &Path, arguments: &[&str]) -> Option<Output> {
    git(root, arguments).output().ok()
}
