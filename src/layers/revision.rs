//! A site as it was at a git revision, read into memory: nothing is checked out, and nothing of the
//! repository is run.

use super::git::git;
use super::{LARGEST_TEXT, Tree};
use crate::output::MARKER;
use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::Stdio;

/// The most bytes of texts that are taken from one revision. The largest site that is known has a
/// hundredth of it.
const MOST: u64 = 1024 * 1024 * 1024;

/// Endings of files that are read. Others are there by name.
const TEXTS: [&str; 8] = ["md", "toml", "csv", "yaml", "yml", "html", "css", "txt"];

/// Why there is no site of a revision.
#[derive(Debug)]
pub enum NoRevision {
    /// `git` isn't installed, or can't be started; what the system says.
    NoGit(String),
    /// The folder lies in no repository.
    NoRepository,
    /// Nothing in the repository has this name.
    Unknown,
    /// The folder wasn't there at this revision.
    NotThen,
    /// Git gave up half-way; what it says.
    Broken(String),
}

impl Tree {
    /// The files below `root` as they were at a revision: a commit, a branch, a tag, `HEAD~3`.
    ///
    /// # Errors
    /// When git isn't there or doesn't know of it.
    pub fn of_revision(root: &Path, revision: &str) -> Result<Tree, NoRevision> {
        let commit = commit(root, revision)?;
        Tree::of_commit(root, &commit, &is_read)
    }

    /// The same with the bytes of all files, for one that is taken as it is.
    ///
    /// # Errors
    /// As those of [`Tree::of_revision`].
    pub fn whole_of_revision(root: &Path, commit: &str) -> Result<Tree, NoRevision> {
        Tree::of_commit(root, commit, &|_| true)
    }

    fn of_commit(
        root: &Path,
        commit: &str,
        is_read: &dyn Fn(&Object) -> bool,
    ) -> Result<Tree, NoRevision> {
        let prefix = answer(root, &["rev-parse", "--show-prefix"])?;
        let prefix = prefix.ok_or(NoRevision::NoRepository)?;
        let prefix = prefix.strip_suffix('\n').unwrap_or(&prefix);
        let tree = format!("{commit}:{}", prefix.trim_end_matches('/'));
        let listing = output(root, &["ls-tree", "-r", "-z", "-l", "--full-tree", &tree])?;
        let listing = listing.ok_or(NoRevision::NotThen)?;
        let objects = objects(&listing);
        let texts = texts(root, &objects, is_read)?;
        Ok(Tree::Memory(files(objects, &texts)))
    }
}

/// Whether a revision of this name is there, and which commit it is.
///
/// # Errors
/// When git isn't there or doesn't know of it.
pub fn commit(root: &Path, revision: &str) -> Result<String, NoRevision> {
    // It would be taken for an option, or for two revisions.
    if revision.is_empty() || revision.starts_with('-') || revision.contains(['\0', '\n']) {
        return Err(NoRevision::Unknown);
    }
    let name = format!("{revision}^{{commit}}");
    let arguments = [
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &name,
    ];
    match answer(root, &arguments)? {
        Some(commit) => {
            let commit = commit.trim();
            let is_name = !commit.is_empty() && commit.bytes().all(|b| b.is_ascii_hexdigit());
            is_name
                .then(|| commit.to_owned())
                .ok_or(NoRevision::Unknown)
        }
        None => match answer(root, &["rev-parse", "--git-dir"])? {
            Some(_) => Err(NoRevision::Unknown),
            None => Err(NoRevision::NoRepository),
        },
    }
}

fn output(root: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>, NoRevision> {
    let output = git(root, arguments).output();
    let output = output.map_err(|error| NoRevision::NoGit(super::fault::reason(&error)))?;
    Ok(output.status.success().then_some(output.stdout))
}

fn answer(root: &Path, arguments: &[&str]) -> Result<Option<String>, NoRevision> {
    let bytes = output(root, arguments)?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

/// A file of a revision.
struct Object {
    path: String,
    id: String,
    size: u64,
    is_link: bool,
}

/// `MODE TYPE ID SIZE\tPATH`, ended by NUL each. What the walk of a folder leaves out is left out
/// here: hidden files, and what an earlier build has published.
fn objects(listing: &[u8]) -> Vec<Object> {
    let mut objects = Vec::new();
    let mut published: Vec<String> = Vec::new();
    for entry in listing.split(|byte| *byte == 0) {
        let Ok(entry) = std::str::from_utf8(entry) else {
            continue;
        };
        let Some((head, path)) = entry.split_once('\t') else {
            continue;
        };
        let mut head = head.split_ascii_whitespace();
        let (mode, kind, id, size) = (head.next(), head.next(), head.next(), head.next());
        let (Some(mode), Some("blob"), Some(id)) = (mode, kind, id) else {
            continue;
        };
        if let Some(folder) = path.strip_suffix(MARKER).filter(|one| one.ends_with('/')) {
            published.push(folder.to_owned());
        }
        let is_hidden = path.split('/').any(|part| part.starts_with('.'));
        if !is_hidden || path.starts_with("static/") {
            objects.push(Object {
                path: path.to_owned(),
                id: id.to_owned(),
                size: size.and_then(|size| size.parse().ok()).unwrap_or(0),
                is_link: mode == "120000",
            });
        }
    }
    objects.retain(|object| !published.iter().any(|at| object.path.starts_with(&**at)));
    objects
}

fn is_read(object: &Object) -> bool {
    let is_text = || {
        let ending = object.path.rsplit_once('.').map(|(_, ending)| ending);
        ending.is_some_and(|ending| TEXTS.contains(&ending))
    };
    object.size <= LARGEST_TEXT
        && !object.path.starts_with("static/")
        && (object.is_link || is_text())
}

/// The bytes of all objects that are read, by their ids.
fn texts(
    root: &Path,
    objects: &[Object],
    is_read: &dyn Fn(&Object) -> bool,
) -> Result<HashMap<String, Vec<u8>>, NoRevision> {
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    for object in objects.iter().filter(|object| is_read(object)) {
        sizes.insert(&object.id, object.size);
    }
    let total = sizes
        .values()
        .fold(0u64, |sum, size| sum.saturating_add(*size));
    if total > MOST {
        let what = format!("its texts are larger than {} MiB", MOST / 1024 / 1024);
        return Err(NoRevision::Broken(what));
    }
    if sizes.is_empty() {
        return Ok(HashMap::new());
    }
    let broken = |error: std::io::Error| NoRevision::Broken(super::fault::reason(&error));
    let mut child = git(root, &["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| NoRevision::NoGit(super::fault::reason(&error)))?;
    let (input, answers) = (child.stdin.take(), child.stdout.take());
    let (Some(mut input), Some(answers)) = (input, answers) else {
        return Err(NoRevision::Broken("git takes no questions".to_owned()));
    };
    let questions: String = sizes.keys().map(|id| format!("{id}\n")).collect();
    // Beside the reading, so that neither waits for the other with its pipe full.
    let asking = std::thread::spawn(move || input.write_all(questions.as_bytes()));
    let mut answers = BufReader::new(answers);
    let mut texts = HashMap::new();
    let mut read = || -> std::io::Result<()> {
        for (id, size) in &sizes {
            let mut head = String::new();
            answers.read_line(&mut head)?;
            let told: Option<u64> = head
                .split_ascii_whitespace()
                .nth(2)
                .and_then(|n| n.parse().ok());
            if told != Some(*size) {
                let what = format!("git has no object `{id}`");
                return Err(std::io::Error::other(what));
            }
            let mut bytes = vec![0; usize::try_from(*size).unwrap_or(0)];
            answers.read_exact(&mut bytes)?;
            answers.read_exact(&mut [0])?;
            texts.insert((*id).to_owned(), bytes);
        }
        Ok(())
    };
    let done = read();
    drop(answers);
    let _ = asking.join();
    let _ = child.wait();
    done.map_err(broken)?;
    Ok(texts)
}

/// The files by their paths. A link is what it leads to, where that is another file of the site.
fn files(objects: Vec<Object>, texts: &HashMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let bytes = |object: &Object| texts.get(&object.id).cloned().unwrap_or_default();
    let (links, plain): (Vec<Object>, Vec<Object>) =
        objects.into_iter().partition(|object| object.is_link);
    let mut files: BTreeMap<String, Vec<u8>> = plain
        .iter()
        .map(|object| (object.path.clone(), bytes(object)))
        .collect();
    for link in links {
        let target = String::from_utf8_lossy(&bytes(&link)).into_owned();
        if let Some(found) = within(&link.path, &target).and_then(|path| files.get(&path)) {
            let found = found.clone();
            files.insert(link.path, found);
        }
    }
    files
}

/// Where a link leads within the site.
pub(crate) fn within(link: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = link.split('/').collect();
    parts.pop();
    if target.starts_with('/') {
        return None;
    }
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
