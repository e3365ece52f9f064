//! What is kept from one snapshot to the next: results of pure functions, and nothing else.

use crate::diagnostic::Diagnostic;
use crate::document::{Document, ReadOptions};
use crate::layers::{History, Stamp};
use crate::markdown::Highlighter;
use crate::source::{ByNumber, SourceId, Text};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is kept from one snapshot of a site to the next: documents, as long as the bytes of their
/// files are the same, highlighted code, and what git said. A site that is loaded with it is the
/// same as one that is loaded without.
///
/// It holds what the newest load used, and nothing of those before.
#[derive(Default)]
pub struct Memory {
    pub(super) highlighter: Arc<Highlighter>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    files: Arc<Files>,
    history: History,
    /// The load that these are of. Loads are counted as they begin, from 1.
    load: u64,
    /// The load that began last.
    last: u64,
    /// Paths that are said to have changed, and the load that had begun last then.
    doubts: HashMap<Box<str>, u64>,
}

/// Files by the numbers of their texts, which are made of their paths.
pub(super) type Files = ByNumber<File>;

/// A file as it was read.
#[derive(Clone)]
pub(super) struct File {
    /// Tells that it is the same without reading it; none where nothing does.
    pub stamp: Option<Stamp>,
    /// The load that read it.
    pub load: u64,
    pub parsed: Arc<Parsed>,
}

/// What a file came to.
pub(super) struct Parsed {
    /// The XXH3 of its bytes; none of a file that couldn't be read.
    pub bytes: Option<u128>,
    /// The folder of content, with its slash.
    pub prefix: &'static str,
    pub options: ReadOptions,
    /// The path that it was read as: without the tag of a language that the site declares.
    pub read_as: Box<str>,
    pub text: Arc<Text>,
    pub documents: Vec<Arc<Document>>,
    pub faults: Vec<Diagnostic>,
}

impl Parsed {
    /// Those of the options that the documents of a text depend on. Most files are the same in a
    /// public build, since what is internal stands between `:::`.
    pub fn options(text: &Text, options: ReadOptions) -> ReadOptions {
        let public = options.public && text.text.contains(":::");
        ReadOptions { public, ..options }
    }
}

/// What is known when a load begins.
pub(super) struct Known {
    pub load: u64,
    pub history: History,
    files: Arc<Files>,
    doubts: HashMap<Box<str>, u64>,
}

impl Memory {
    /// Doubts what is known of these files, or of all that lies in these folders: somebody says
    /// that they have changed, so that their times aren't to be trusted and they are read when the
    /// next site is loaded. The paths are those within the site, with forward slashes.
    pub fn forget(&self, paths: &[&str]) {
        let mut kept = self.kept();
        let last = kept.last;
        let doubts = paths.iter().map(|path| (Box::from(*path), last));
        kept.doubts.extend(doubts);
    }

    /// Begins a load.
    pub(super) fn recall(&self) -> Known {
        let mut kept = self.kept();
        kept.last += 1;
        Known {
            load: kept.last,
            history: kept.history.clone(),
            files: kept.files.clone(),
            doubts: kept.doubts.clone(),
        }
    }

    /// Ends a load, whose files take the place of those that were known, unless a later one has
    /// ended before it.
    pub(super) fn keep(&self, load: u64, files: Files, history: History) {
        let mut kept = self.kept();
        if load < kept.load {
            return;
        }
        // The load knew of what was said before it began.
        kept.doubts.retain(|_, last| *last >= load);
        kept.load = load;
        kept.history = history;
        let old = std::mem::replace(&mut kept.files, Arc::new(files));
        drop(kept);
        drop(old);
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Each change is made at once, so a load that broke off left nothing half done.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// What is known of the file whose text has this number, if it is of this path and was read in
    /// this way.
    pub fn file(
        &self,
        number: SourceId,
        path: &str,
        (prefix, read_as): (&str, &str),
        options: ReadOptions,
    ) -> Option<&File> {
        self.files.get(&number).filter(|file| {
            let parsed = &file.parsed;
            parsed.text.file() == path
                && parsed.prefix == prefix
                && *parsed.read_as == *read_as
                && parsed.options == Parsed::options(&parsed.text, options)
        })
    }

    /// What tells that a file is the same, unless somebody said since it was read that it isn't.
    pub fn stamp(&self, file: &File) -> Option<Stamp> {
        let is_doubted = |path: &str| self.doubts.get(path).is_some_and(|last| *last >= file.load);
        let path = &*file.parsed.text.file();
        let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        let is_sure = self.doubts.is_empty() || !(is_doubted(path) || folders.any(is_doubted));
        file.stamp.filter(|_| is_sure)
    }
}
