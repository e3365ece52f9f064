//! How a command ended: the exit codes are a contract.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Well.
    Well,
    /// The content, a link or a template is at fault.
    Content,
    /// The arguments or `site.toml` are at fault.
    Usage,
    /// The machine is at fault: its disk, a port.
    Machine,
    /// Upstream has changed what something here was based on, and somebody has to decide.
    Drift,
}

impl Exit {
    /// The code that the process ends with.
    pub fn code(self) -> u8 {
        match self {
            Exit::Well => 0,
            Exit::Content => 1,
            Exit::Usage => 2,
            Exit::Machine => 3,
            Exit::Drift => 4,
        }
    }
}
