//! Findings, and how they end a command.

use super::Exit;
use super::args::{Colour, Common, FormatArgument};
use crate::diagnostic::{Code, Diagnostic, Format, Printer, Severity, limit, summary};
use crate::layers::Layers;
use crate::settings::BaseUrl;
use crate::site::{LoadOptions, Site};
use crate::source::Sources;
use std::io::{ErrorKind, Write};
use std::sync::Arc;

/// Loads the site that the arguments name.
pub(super) fn load(common: &Common, err: &mut dyn Write) -> Result<Arc<Site>, Exit> {
    let usage = |err: &mut dyn Write, what: String, help: &str| {
        let _ = writeln!(err, "error: {what}\n  = help: {help}");
        Err(Exit::Usage)
    };
    let root = &common.root;
    let what = match root.read_dir().map_err(|error| error.kind()) {
        Ok(_) => None,
        Err(ErrorKind::NotFound) => Some("isn't there"),
        Err(ErrorKind::NotADirectory) => Some("is a file, not a folder"),
        Err(_) => Some("can't be read"),
    };
    if let Some(what) = what {
        return usage(
            err,
            format!("`{}` {what}", root.display()),
            "give the folder that holds `site.toml` with `--root`",
        );
    }
    if !holds_a_site(root) {
        return usage(
            err,
            format!("`{}` holds neither `site.toml` nor a page", root.display()),
            "give the folder of a site with `--root`",
        );
    }
    let base_url = match common
        .base_url
        .as_deref()
        .map(|url| (url, BaseUrl::read(url)))
    {
        None => None,
        Some((_, Ok(base_url))) => Some(base_url),
        Some((url, Err(fault))) => {
            return usage(
                err,
                format!("the address `{url}` {fault}"),
                "write it like `https://careers.example.com/`",
            );
        }
    };
    let options = LoadOptions {
        base_url,
        drafts: common.drafts,
        public: common.public,
    };
    Ok(Arc::new(Site::load(Layers::of_folder(root), &options)))
}

/// A folder without settings and without any Markdown is most often the wrong one.
fn holds_a_site(root: &std::path::Path) -> bool {
    let has_page = |folder: &std::path::Path| {
        let Ok(entries) = folder.read_dir() else {
            return false;
        };
        entries.flatten().any(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|ending| ending == "md")
        })
    };
    root.join("site.toml").symlink_metadata().is_ok()
        || root.join("content").is_dir()
        || has_page(root)
}

/// Applies the site's own severities to findings, and drops those that it turns off.
pub(super) fn settled(
    site: &Site,
    findings: impl IntoIterator<Item = Diagnostic>,
) -> Vec<Diagnostic> {
    let mut findings: Vec<Diagnostic> = findings
        .into_iter()
        .filter_map(|mut finding| {
            match site.settings.check.get(&finding.code) {
                Some(None) => return None,
                Some(Some(severity)) => finding.severity = *severity,
                None => {}
            }
            Some(finding)
        })
        .collect();
    limit(&mut findings);
    findings
}

/// Writes findings and says how they end the command. `is_terminal` says whether people read what
/// is written `to`.
pub(super) fn report(
    common: &Common,
    findings: &[Diagnostic],
    sources: &Sources,
    is_terminal: bool,
    to: &mut dyn Write,
    err: &mut dyn Write,
) -> Exit {
    let format = match common.format {
        FormatArgument::Human => Format::Human,
        FormatArgument::Short => Format::Short,
        FormatArgument::Json => Format::Json,
        FormatArgument::Github => Format::Github,
    };
    let coloured = match common.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    };
    let printed = Printer::new(format, sources)
        .colour(coloured && matches!(common.format, FormatArgument::Human))
        .print(findings, to);
    if printed.is_err() {
        return Exit::Machine;
    }
    if !findings.is_empty()
        && matches!(common.format, FormatArgument::Human | FormatArgument::Short)
    {
        let _ = writeln!(err, "{}", summary(findings));
    }
    exit(common, findings, sources)
}

/// What findings mean for the exit code: a fault of the settings is one of usage. Where the machine
/// is at fault, nothing else that was found can be relied on.
fn exit(common: &Common, findings: &[Diagnostic], sources: &Sources) -> Exit {
    let failing = |finding: &&Diagnostic| finding.severity == Severity::Error || common.strict;
    let of_settings = |finding: &Diagnostic| {
        matches!(finding.code, Code::MissingTheme | Code::ThemeContract)
            || finding
                .span()
                .is_some_and(|span| &*sources.get(span.source).path == "site.toml")
    };
    let mut failing = findings.iter().filter(failing).peekable();
    if failing.peek().is_none() {
        Exit::Well
    } else if findings
        .iter()
        .any(|finding| finding.code == Code::DiskFault)
    {
        Exit::Machine
    } else if failing.any(of_settings) {
        Exit::Usage
    } else {
        Exit::Content
    }
}
