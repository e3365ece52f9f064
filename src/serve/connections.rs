//! How many connections are held at once: those that ask for nothing give way first.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::task::AbortHandle;

/// Well below what a system lets one process open: macOS begins with 256.
const MOST: usize = 200;

/// The connections that are open, by age.
#[derive(Default)]
pub(super) struct Connections {
    open: Mutex<BTreeMap<u64, Open>>,
}

struct Open {
    task: AbortHandle,
    busy: Arc<AtomicBool>,
}

impl Connections {
    /// Takes a connection in; the oldest that is not busy makes room where there is none. When
    /// all are busy, the new one is closed.
    pub fn add(&self, number: u64, task: AbortHandle, busy: Arc<AtomicBool>) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= MOST {
            let idle = open
                .iter()
                .find(|(_, open)| !open.busy.load(Ordering::Relaxed))
                .map(|(number, _)| *number);
            match idle.and_then(|number| open.remove(&number)) {
                Some(idle) => idle.task.abort(),
                None => return task.abort(),
            }
        }
        open.insert(number, Open { task, busy });
    }

    /// A connection has ended.
    pub fn remove(&self, number: u64) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.remove(&number);
    }
}
