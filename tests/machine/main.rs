//! The machine's faults, met by the binary itself: disks that fill up, rights that are missing,
//! links and pipes, names, kills, rivals, and what must not change a byte.
//!
//! Where a test needs what a machine doesn't allow (to mount a file system, to be another user), it
//! says so on stderr and checks something weaker.
#![cfg(unix)]

mod disk;
mod links;
mod names;
mod reading;
mod refusals;
mod rivals;
mod same_bytes;
mod site;
mod special;
