//! Findings as people, editors and code hosts read them.

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With a code frame, for a terminal.
    #[default]
    Human,
    /// A line each: `path:line:column: error[code]: message`.
    Short,
    /// A JSON object a line.
    Json,
    /// Workflow commands that code hosts show beside the line.
    Github,
}

/// Writes findings in one format.
pub struct Printer;
