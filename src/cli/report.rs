//! Findings, and how they end a command.

use super::Exit;
use super::args::{Colour, Common, FormatArgument};
use crate::diagnostic::{Code, Diagnostic, Format, Printer, Severity, summary};
use crate::layers::Layers;
use crate::proof::Proof;
use crate::settings::BaseUrl;
use crate::site::{LoadOptions, Site};
use crate::source::Sources;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::Arc;

/// Loads the site that the arguments name.
pub(super) fn load(common: &Common, err: &mut dyn Write) -> Result<Arc<Site>, Exit> {
    if let Some(exit) = root_fault(common, err) {
        return Err(exit);
    }
    let options = options(common, err)?;
    let layers = Layers::of_folder(&common.root);
    Ok(Arc::new(Site::load(layers, &options)))
}

/// What is wrong with the folder that the arguments name, said.
pub(super) fn root_fault(common: &Common, err: &mut dyn Write) -> Option<Exit> {
    let root = &common.root;
    let what = match root.read_dir().map_err(|error| error.kind()) {
        Ok(_) => None,
        Err(ErrorKind::NotFound) => Some("isn't there"),
        Err(ErrorKind::NotADirectory) => Some("is a file, not a folder"),
        Err(_) => Some("can't be read"),
    };
    if let Some(what) = what {
        let what = format!("`{}` {what}", root.display());
        let help = "give the folder that holds `site.toml` with `--root`";
        return Some(usage(err, &what, help));
    }
    if !holds_a_site(root) {
        let what = format!("`{}` holds neither `site.toml` nor a page", root.display());
        return Some(usage(
            err,
            &what,
            "give the folder of a site with `--root`, or begin one with `waypost init`",
        ));
    }
    None
}

/// How the arguments say that the site is loaded.
pub(super) fn options(common: &Common, err: &mut dyn Write) -> Result<LoadOptions, Exit> {
    let base_url = match common.base_url.as_deref() {
        None => None,
        Some(url) => Some(BaseUrl::read(url).map_err(|fault| {
            let what = format!("the address `{url}` {fault}");
            usage(err, &what, "write it like `https://careers.example.com/`")
        })?),
    };
    Ok(LoadOptions {
        base_url,
        drafts: common.drafts,
        public: common.public,
    })
}

/// What must not be seen in a public build of a site, which only the same site with it knows; none
/// where the arguments ask for no such build.
pub(super) fn proof(common: &Common, site: &Site) -> Option<Proof> {
    let options = LoadOptions {
        base_url: Some(site.settings.base_url.clone()),
        drafts: common.drafts,
        public: false,
    };
    common
        .public
        .then(|| Proof::of(site, &Site::load(site.layers.clone(), &options)))
}

pub(super) fn usage(err: &mut dyn Write, what: &str, help: &str) -> Exit {
    let _ = writeln!(err, "error: {what}\n  = help: {help}");
    Exit::Usage
}

/// A folder without settings and without any Markdown is most often the wrong one.
pub(super) fn holds_a_site(root: &std::path::Path) -> bool {
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

/// The same for a command whose result is something else: findings are talk then, and their sum is
/// said by whoever knows what became of the result.
pub(super) fn report_beside(
    common: &Common,
    findings: &[Diagnostic],
    sources: &Sources,
    err: &mut dyn Write,
) -> Exit {
    let is_terminal = io::stderr().is_terminal();
    report(common, findings, sources, is_terminal, err, &mut io::sink())
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
    let coloured = is_coloured(common, is_terminal);
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

/// Whether what is written has colours.
pub(super) fn is_coloured(common: &Common, is_terminal: bool) -> bool {
    match common.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    }
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
                // It is declared there, and shown elsewhere.
                && finding.code != Code::InternalShown
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
