//! The promises of publishing: whole or not at all, what is the same stays,
//! only what Waypost made is replaced.

mod crashes;
mod failing_disk;
mod faults;
// Inodes, links and pipes are of Unix.
#[cfg(unix)]
mod keeping;
mod refusals;
mod rivals;
mod site;
mod sparing;
