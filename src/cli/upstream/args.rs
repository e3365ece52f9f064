//! What can be typed behind `waypost upstream`.

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Upstream {
    /// Say of each field, section and statement of a thing which layer, file and line it comes from
    Blame(Blame),
    /// Copy a part of upstream here to edit it, and write down what it was based on
    Override(Override),
    /// Say what upstream has changed, and what needs a decision
    Status(Status),
    /// Take a new snapshot of upstream, whole or not at all
    Update(Update),
    /// Merge what upstream has changed under overrides of this site
    Merge(Merge),
    /// Print overrides as a patch, to send to upstream
    Contribute(Contribute),
    /// Make the site stand alone: write what all layers come to into its own folder
    Detach(Detach),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Blame {
    /// The thing: `level:staff`, or `staff`
    #[arg(value_name = "ID")]
    pub id: String,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Override {
    /// The thing: `level:staff`, or `staff`; or a file: `site.toml`, `templates/level.html`
    #[arg(value_name = "ID")]
    pub id: String,
    /// A section (`Scope`), a key (`summary`, of `site.toml` `theme.accent`), a statement
    /// (`{#ten-times}`) or `opening`; all of the thing where none is named
    #[arg(value_name = "SECTION")]
    pub part: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Status {
    /// What the snapshot is held against: a folder, an archive, or the address of a repository; the
    /// folder that it was taken from where none is named
    #[arg(value_name = "SOURCE")]
    pub source: Option<String>,
    /// A branch, a tag or a commit of the repository
    #[arg(long, value_name = "REVISION")]
    pub revision: Option<String>,
    /// How it is told: for people, for programs, as one page that somebody can be sent
    #[arg(long = "as", value_enum, value_name = "FORM")]
    pub form: Option<StatusForm>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum StatusForm {
    Text,
    Json,
    Html,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Update {
    /// A folder, an archive, or the address of a repository; where the snapshot was taken from where
    /// none is named
    #[arg(value_name = "SOURCE")]
    pub source: Option<String>,
    /// A branch, a tag or a commit of the repository
    #[arg(long, value_name = "REVISION")]
    pub revision: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Merge {
    /// Only this thing, or this file
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// Keep what stands here, and take upstream's changes as seen
    #[arg(long)]
    pub keep: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Contribute {
    /// The thing: `level:staff`, or `staff`
    #[arg(value_name = "ID")]
    pub id: String,
    /// The part of it, as `status` names it; all that is overridden where none is named
    #[arg(value_name = "SECTION")]
    pub part: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Detach {
    /// Only say which files would be written, and which would go
    #[arg(long)]
    pub dry_run: bool,
}
