//! Addresses that open a file at a line in the author's editor.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::path::Path;

/// What stands for itself in a path.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Names that may be given in place of a template.
const KNOWN: &[(&str, &str)] = &[
    ("cursor", "cursor://file{path}:{line}:{column}"),
    (
        "emacs",
        "emacs://open?url=file://{path}&line={line}&column={column}",
    ),
    (
        "idea",
        "idea://open?file={path}&line={line}&column={column}",
    ),
    (
        "macvim",
        "mvim://open?url=file://{path}&line={line}&column={column}",
    ),
    (
        "pycharm",
        "pycharm://open?file={path}&line={line}&column={column}",
    ),
    (
        "sublime",
        "subl://open?url=file://{path}&line={line}&column={column}",
    ),
    (
        "textmate",
        "txmt://open?url=file://{path}&line={line}&column={column}",
    ),
    ("vscode", "vscode://file{path}:{line}:{column}"),
    (
        "vscode-insiders",
        "vscode-insiders://file{path}:{line}:{column}",
    ),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    (
        "webstorm",
        "webstorm://open?file={path}&line={line}&column={column}",
    ),
    ("windsurf", "windsurf://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
];

/// The editor that an author uses: a template with `{path}`, `{line}` and `{column}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor(String);

impl Editor {
    /// The names that can be given in place of a template.
    pub fn names() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|(name, _)| *name)
    }

    /// Reads a name or a template.
    ///
    /// # Errors
    /// What is wrong with it, as the end of a sentence.
    pub fn read(text: &str) -> Result<Editor, &'static str> {
        let text = text.trim();
        if let Some((_, template)) = KNOWN
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(text))
        {
            return Ok(Editor((*template).to_owned()));
        }
        let Some((scheme, _)) = text.split_once("://") else {
            return Err("is neither the name of a known editor nor an address");
        };
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
        let runs = ["javascript", "data", "vbscript"];
        if !is_scheme
            || runs
                .iter()
                .any(|scheme_of| scheme.eq_ignore_ascii_case(scheme_of))
        {
            return Err("has a scheme that opens no file");
        }
        if !text.contains("{path}") {
            return Err("doesn't say where the path belongs");
        }
        if text.contains(|c: char| c.is_control() || c.is_whitespace()) {
            return Err("has a blank in it");
        }
        Ok(Editor(text.to_owned()))
    }

    /// The address that opens `path` there.
    pub fn address(&self, path: &Path, line: usize, column: usize) -> String {
        let path = path.to_string_lossy().replace('\\', "/");
        let encoded = utf8_percent_encode(&path, PATH).to_string();
        let path = match path.starts_with('/') {
            true => encoded,
            // A drive's letter.
            false => format!("/{}", encoded.replacen("%3A", ":", 1)),
        };
        self.0
            .replace("{path}", &path)
            .replace("{line}", &line.to_string())
            .replace("{column}", &column.to_string())
    }
}
