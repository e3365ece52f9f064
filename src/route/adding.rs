//! Routes while they are being put together: no two at one address.

use super::list::{Route, Routes};
use super::search::Findable;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Kind;
use crate::source::Span;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Routes while they are being put together.
#[derive(Default)]
pub(super) struct Adding {
    pub list: Vec<(Arc<str>, Route, Option<Span>)>,
    /// By path, folded.
    taken: HashMap<Arc<str>, usize>,
    /// Folders that files lie in, folded; as each was spelled first, where that is otherwise, and a
    /// file in it.
    folders: HashMap<Box<str>, (Option<Box<str>>, usize)>,
}

impl Adding {
    pub fn has_list(&self, kind: Kind) -> bool {
        self.list
            .iter()
            .take(16)
            .any(|(_, route, _)| *route == Route::List(kind))
    }

    /// Adds a route, unless something is in its way, which is reported.
    pub fn add(&mut self, path: &str, route: Route, span: Option<Span>, out: &mut Vec<Diagnostic>) {
        let folded = fold(path);
        if let Some(taken) = self.in_the_way(path, &folded) {
            let (first_path, first, first_span) = &self.list[taken];
            let mut finding = Diagnostic::new(
                Code::UrlCollision,
                format!(
                    "{} and {} would both be published at `{path}`",
                    what(first, first_path),
                    what(&route, path)
                ),
            )
            .help("rename one of the two; until then the first one is published");
            for span in [span, *first_span].into_iter().flatten() {
                finding = finding.at(span);
            }
            out.push(finding);
            return;
        }
        let place = self.list.len();
        for (spelled, folder) in folders(path).zip(folders(&folded)) {
            if self.folders.contains_key(folder) {
                break;
            }
            let spelled = (spelled != folder).then(|| spelled.into());
            self.folders.insert(folder.into(), (spelled, place));
        }
        let written: Arc<str> = path.into();
        let folded = match folded == path {
            true => written.clone(),
            false => folded.into(),
        };
        self.taken.insert(folded, place);
        self.list.push((written, route, span));
    }

    /// The route that is in the way of a path: at the same one, at one of its folders, beneath it,
    /// or in a folder that is spelled otherwise.
    fn in_the_way(&self, path: &str, folded: &str) -> Option<usize> {
        if let Some(taken) = self.taken.get(folded) {
            return Some(*taken);
        }
        if let Some((_, place)) = self.folders.get(folded) {
            return Some(*place);
        }
        for (spelled, folder) in folders(path).zip(folders(folded)) {
            match self.folders.get(folder) {
                // Those that it lies in are the same as well, since this one was let in.
                Some((known, _)) if known.as_deref().unwrap_or(folder) == spelled => return None,
                Some((_, place)) => return Some(*place),
                None => {}
            }
            if let Some(taken) = self.taken.get(folder) {
                return Some(*taken);
            }
        }
        None
    }

    /// All of them, sorted by path.
    pub fn finish(mut self, findable: &Findable<'_>) -> Routes {
        self.list.sort_by(|a, b| a.0.cmp(&b.0));
        let list: Vec<(Arc<str>, Route)> = self
            .list
            .into_iter()
            .map(|(path, route, _)| (path, route))
            .collect();
        let by_path = list
            .iter()
            .enumerate()
            .map(|(place, (path, _))| (path.clone(), place))
            .collect();
        let places = list.iter().zip(0..);
        let found = places
            .filter(|((_, route), _)| findable.has(route))
            .map(|(_, place)| place)
            .collect();
        Routes {
            list,
            by_path,
            found,
        }
    }
}

/// The folders that a file lies in, the innermost first.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

/// One spelling for all paths that some file system takes for one: equal but for case, or for how
/// accents are encoded. Up and then down, so that `ß` meets `SS`.
fn fold(path: &str) -> Cow<'_, str> {
    if path.is_ascii() {
        return match path.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(path.to_ascii_lowercase()),
            false => Cow::Borrowed(path),
        };
    }
    let composed = match is_nfc(path) {
        true => Cow::Borrowed(path),
        false => Cow::Owned(path.nfc().collect::<String>()),
    };
    let folded = composed
        .chars()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase);
    Cow::Owned(folded.collect())
}

/// A route in the words of a message.
fn what(route: &Route, path: &str) -> String {
    match route {
        Route::Static(found) => format!("the file `{}`", found.path),
        Route::Alias(_) => format!("the former address `{path}`"),
        Route::Thing(thing) => format!("a {}", thing.kind().name()),
        Route::List(kind) => format!("the list of all {}", kind.folder()),
        _ => "a page of Waypost's own".to_owned(),
    }
}
