//! Putting the new site where the old one stands.

use std::io;
use std::path::PathBuf;

use super::disk::Disk;
use super::error::{Deed, Doing, OutputError};
use super::target::{Standing, Target};
use super::work::Work;

/// Puts the new site in place: a reader finds the old one or the new one.
/// Returns where the old one now lies, if there was one.
///
/// Where two names can't be exchanged (Windows, some network and layered
/// file systems) the old one is renamed away first: for a moment a reader
/// finds nothing, and should the build be killed in that moment, the next one
/// brings the old site back.
///
/// # Errors
/// The old site stands, or [`OutputError::Aside`].
pub(super) fn swap(
    disk: &dyn Disk,
    target: &Target,
    standing: Standing,
    work: &Work,
) -> Result<Option<PathBuf>, OutputError> {
    if standing == Standing::Nothing {
        // A rename never replaces a folder that holds something, should one
        // have come up meanwhile.
        disk.rename(&work.next, &target.path)
            .doing(Deed::Place, &target.path)?;
        return Ok(None);
    }
    match disk.exchange(&work.next, &target.path) {
        Ok(()) => Ok(Some(work.next.clone())),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            move_in(disk, target, work)?;
            Ok(Some(work.aside.clone()))
        }
        Err(error) => Err(error).doing(Deed::Place, &target.path),
    }
}

fn move_in(disk: &dyn Disk, target: &Target, work: &Work) -> Result<(), OutputError> {
    disk.rename(&target.path, &work.aside)
        .doing(Deed::Place, &work.aside)?;
    let Err(reason) = disk.rename(&work.next, &target.path) else {
        return Ok(());
    };
    match disk.rename(&work.aside, &target.path) {
        Ok(()) => Err(reason).doing(Deed::Place, &target.path),
        Err(source) => Err(OutputError::Aside {
            output: target.path.clone(),
            aside: work.aside.clone(),
            source,
        }),
    }
}
