//! Where the newest snapshot lies, for all who answer: it is exchanged whole.

use crate::preview::{Audience, Edition};
use crate::settings::Editor;
use jiff::civil::Date;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::watch;

/// What all answers have in common.
pub(super) struct Desk {
    newest: watch::Sender<Option<Arc<Edition>>>,
    /// Counts what is worth asking for: loads, and checks that ended.
    news: watch::Sender<u64>,
    /// Whether files have changed since the newest snapshot was loaded.
    is_outdated: AtomicBool,
    /// How the site is loaded.
    pub audience: Audience,
    /// In place of the one that the site's settings name.
    pub editor: Option<Editor>,
    /// The day that reviews are held against.
    pub today: fn() -> Date,
}

impl Desk {
    pub fn new(audience: Audience, editor: Option<Editor>, today: fn() -> Date) -> Desk {
        Desk {
            newest: watch::Sender::new(None),
            news: watch::Sender::new(0),
            is_outdated: AtomicBool::new(false),
            audience,
            editor,
            today,
        }
    }

    /// Lays a new snapshot in the place of the one before, which is given back.
    pub fn lay(&self, edition: Arc<Edition>) -> Option<Arc<Edition>> {
        let before = self.newest.send_replace(Some(edition));
        self.is_outdated.store(false, Ordering::Relaxed);
        self.tell();
        before
    }

    /// Says that files have changed: what is done for the newest snapshot alone may be left off.
    pub fn outdate(&self) {
        self.is_outdated.store(true, Ordering::Relaxed);
    }

    /// Whether this is the newest snapshot, and no newer one is to come yet.
    pub fn is_newest(&self, edition: &Edition) -> bool {
        let newest = self.newest.borrow();
        !self.is_outdated.load(Ordering::Relaxed)
            && newest
                .as_ref()
                .is_some_and(|newest| newest.number == edition.number)
    }

    /// Tells all who listen that there is something new.
    pub fn tell(&self) {
        self.news.send_modify(|number| *number += 1);
    }

    /// The newest snapshot, unless the first is still being loaded.
    pub fn newest(&self) -> Option<Arc<Edition>> {
        self.newest.borrow().clone()
    }

    /// The newest snapshot, as soon as there is one.
    pub async fn first(&self) -> Option<Arc<Edition>> {
        let mut newest = self.newest.subscribe();
        let found = newest.wait_for(Option::is_some).await.ok()?;
        found.clone()
    }

    /// Listens for what is new from now on.
    pub fn listen(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    /// The editor that files are opened in.
    pub fn editor<'a>(&'a self, edition: &'a Edition) -> Option<&'a Editor> {
        let of_site = edition.site.settings.editor.as_ref();
        self.editor.as_ref().or(of_site)
    }
}
