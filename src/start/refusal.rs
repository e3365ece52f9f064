//! Why nothing was written.

use std::io;
use std::path::Path;

/// Why nothing was written, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Whether the machine is at fault, and not what was asked for.
    pub is_machine: bool,
}

impl Refusal {
    /// What was asked for can't be done.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Refusal {
            message: message.into(),
            help: Some(help.into()),
            is_machine: false,
        }
    }

    /// The disk refused.
    pub fn disk(path: &Path, error: &io::Error) -> Self {
        let said = match error.kind() {
            io::ErrorKind::PermissionDenied => "may not be written by you".to_owned(),
            io::ErrorKind::StorageFull => "doesn't fit: the disk is full".to_owned(),
            io::ErrorKind::QuotaExceeded => "doesn't fit: your quota is used up".to_owned(),
            io::ErrorKind::ReadOnlyFilesystem => "lies on a disk that is read-only".to_owned(),
            _ => format!("can't be written: {error}"),
        };
        Refusal {
            message: format!("`{}` {said}", path.display()),
            help: None,
            is_machine: true,
        }
    }
}
