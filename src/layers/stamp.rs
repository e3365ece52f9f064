//! What tells, without reading a file, that it is still the same.

use std::fs::Metadata;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// How old the last change of a file must be when it is read for its times to be trusted later.
/// Two changes within one tick of the clock leave the same times; ticks are 10 ms on most systems
/// and 2 s on FAT.
const SETTLED: Duration = Duration::from_secs(3);

/// Times, size and identity of a file. The time of the last change of the inode can't be set by
/// those who set the other one back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Seconds since 1970 and nanoseconds: of the content, and of the inode.
    modified: (i64, i64),
    changed: (i64, i64),
    size: u64,
    inode: u64,
    device: u64,
}

/// Whose stamps can be trusted: asked before any file of a load is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Trust {
    /// Where the stamps of other devices say nothing; none where nothing is to be trusted.
    device: Option<u64>,
    now: Duration,
}

impl Stamp {
    #[cfg(unix)]
    pub(super) fn of(metadata: &Metadata) -> Option<Stamp> {
        use std::os::unix::fs::MetadataExt;
        Some(Stamp {
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
            size: metadata.len(),
            inode: metadata.ino(),
            device: metadata.dev(),
        })
    }

    /// Elsewhere the one time that there is can be set back by any program.
    #[cfg(not(unix))]
    pub(super) fn of(_: &Metadata) -> Option<Stamp> {
        None
    }
}

impl Trust {
    /// Nothing is to be trusted.
    pub(super) const NONE: Trust = Trust {
        device: None,
        now: Duration::ZERO,
    };

    /// For the files below `root`. A file system that other machines write to may give times that
    /// it remembers itself, or those of other clocks.
    pub(super) fn of(root: &Path) -> Trust {
        let device = std::fs::metadata(root)
            .ok()
            .filter(|_| is_local(root))
            .and_then(|metadata| Stamp::of(&metadata))
            .map(|stamp| stamp.device);
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        Trust {
            device,
            now: now.unwrap_or_default(),
        }
    }

    /// The stamp, if a file that has it again can't have changed meanwhile: it had rested when it
    /// was read. A time that is still to come never has.
    pub(super) fn settled(self, stamp: Stamp) -> Option<Stamp> {
        let (seconds, nanoseconds) = stamp.modified.max(stamp.changed);
        let seconds = u64::try_from(seconds).ok()?;
        let last = Duration::new(seconds, u32::try_from(nanoseconds).ok()?);
        let has_rested = last.checked_add(SETTLED)? <= self.now;
        (has_rested && self.device == Some(stamp.device)).then_some(stamp)
    }
}

/// The file systems that are known to keep the times of one machine's clock; of any other the files
/// are read. The numbers are those of `statfs(2)`.
#[cfg(target_os = "linux")]
fn is_local(root: &Path) -> bool {
    const LOCAL: [u32; 10] = [
        0x0000_EF53, // ext2, ext3, ext4
        0x5846_5342, // XFS
        0x9123_683E, // Btrfs
        0x2FC1_2FC1, // ZFS
        0xCA45_1A4E, // bcachefs
        0xF2F5_2010, // F2FS
        0x5265_4973, // ReiserFS
        0x3153_464A, // JFS
        0x0102_1994, // tmpfs
        0x794C_7630, // overlayfs
    ];
    rustix::fs::statfs(root).is_ok_and(|system| LOCAL.contains(&(system.f_type as u32)))
}

#[cfg(target_os = "macos")]
fn is_local(root: &Path) -> bool {
    const MNT_LOCAL: u32 = 0x1000;
    rustix::fs::statfs(root).is_ok_and(|system| system.f_flags & MNT_LOCAL != 0)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn is_local(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(seconds: i64) -> Stamp {
        Stamp {
            modified: (seconds - 100, 0),
            changed: (seconds, 0),
            size: 1,
            inode: 1,
            device: 1,
        }
    }

    #[test]
    fn only_what_had_rested_is_trusted() {
        let trust = Trust {
            device: Some(1),
            now: Duration::from_secs(1000),
        };
        assert!(trust.settled(stamp(997)).is_some());
        assert!(trust.settled(stamp(998)).is_none(), "changed just now");
        assert!(trust.settled(stamp(5000)).is_none(), "changed tomorrow");
        assert!(trust.settled(stamp(-5)).is_none(), "changed before 1970");
        let elsewhere = Stamp {
            device: 2,
            ..stamp(1)
        };
        assert!(trust.settled(elsewhere).is_none(), "another file system");
        assert!(Trust::NONE.settled(stamp(1)).is_none());
    }
}
