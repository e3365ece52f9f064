//! What can be typed.

use super::upstream::Upstream;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Turn a folder of Markdown into a career site.
#[derive(Debug, Parser)]
#[command(
    name = "waypost",
    version,
    about,
    max_term_width = 100,
    disable_help_subcommand = true
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// Options that all commands take.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// The folder with `site.toml`
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Where the site will be published, in place of `base_url`
    #[arg(long, global = true, value_name = "URL")]
    pub base_url: Option<String>,
    /// With what is marked `draft`
    #[arg(long, global = true)]
    pub drafts: bool,
    /// Without what is marked `internal`
    #[arg(long, global = true)]
    pub public: bool,
    /// Warnings fail too
    #[arg(long, global = true)]
    pub strict: bool,
    /// How findings are written
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "human",
        value_name = "FORMAT"
    )]
    pub format: FormatArgument,
    /// When findings are coloured
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "auto",
        value_name = "WHEN"
    )]
    pub color: Colour,
    /// Say only what is wrong
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a small site that one can go on from
    Init(Init),
    /// Make a site over another one, whose texts shine through where this one says nothing
    Fork(Fork),
    /// What this site has of its upstream
    #[command(subcommand)]
    Upstream(Upstream),
    /// Write a file for something new, in its place
    New(New),
    /// Write the site into a folder that any web server can publish
    Build(Build),
    /// Find everything that can be known to be wrong, writing nothing
    Check(Check),
    /// Show the site while it is written, and every fault in the page
    Serve(Serve),
    /// Tell what changed by meaning: between two levels, or two versions of the site
    Diff(Diff),
    /// Write a ladder, a matrix or the resources for a spreadsheet
    Export(Export),
    /// Print ladders, sheets, paths and packets as PDFs, with the Chromium or Chrome of this machine
    Print(Print),
    /// Bring a sheet that was exported and edited back into the content
    Import(Import),
    /// For authors of themes
    #[command(subcommand)]
    Theme(Theme),
    /// Print the JSON Schema of `site.toml` and of each kind, for editors
    Schema(Schema),
    /// Print what a shell needs to complete commands
    Completions(Completions),
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder to make; the current one where none is given
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The least that is a site
    #[arg(long, conflicts_with = "starter")]
    pub minimal: bool,
    /// A whole framework to change: two tracks, seven levels, five paths
    #[arg(long)]
    pub starter: bool,
    /// What the site is called
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Fork {
    /// The site to lie over: a folder, an archive, or the address of a repository
    #[arg(value_name = "UPSTREAM")]
    pub upstream: String,
    /// The folder to make
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// A branch, a tag or a commit of the repository
    #[arg(long, value_name = "REVISION")]
    pub revision: Option<String>,
    /// What the upstream is called, where its title won't do
    #[arg(long, value_name = "TEXT")]
    pub name: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct New {
    /// What it is: track, level, skill, path, phase, resource, archetype, pitfall, packet, page
    #[arg(value_name = "KIND")]
    pub kind: String,
    /// Its name in addresses; of a phase `PATH/NAME`, of a page its place
    #[arg(value_name = "ID")]
    pub id: String,
    /// What it is called
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// A key of it and its value; several times for a list
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// `ladder` of a track, `matrix` of a path, or `resources`; a list of all where none is given
    #[arg(value_name = "WHAT")]
    pub what: Option<String>,
    /// The track or the path
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// The file to write, by its ending CSV or XLSX; without a table all of them in one workbook
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The format, where no ending names it
    #[arg(long = "as", value_enum, value_name = "FORMAT")]
    pub as_: Option<SheetFormat>,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// The sheet that was edited: CSV or XLSX. With `--new` any tables of levels and skills, also in
    /// Markdown, in one file or several
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Write the changes; else they are shown, and on a terminal asked about
    #[arg(long, conflicts_with = "new")]
    pub write: bool,
    /// Which side counts where both were edited
    #[arg(long, value_enum, value_name = "SIDE", conflicts_with = "new")]
    pub take: Option<Side>,
    /// Take out the resources whose rows were deleted in a workbook
    #[arg(long, conflicts_with = "new")]
    pub delete: bool,
    /// Make a new site of the tables, in this folder
    #[arg(long, value_name = "DIR")]
    pub new: Option<PathBuf>,
    #[command(flatten)]
    pub told: Told,
}

/// What a table doesn't say of itself, for `import --new`.
#[derive(Debug, Args)]
#[command(next_help_heading = "With --new, in place of what would be guessed")]
pub(super) struct Told {
    /// Whether levels are rows or columns
    #[arg(long, value_enum, value_name = "AXIS", requires = "new")]
    pub levels: Option<AxisArgument>,
    /// The row with the heads, from 1
    #[arg(long, value_name = "N", requires = "new", value_parser = clap::value_parser!(u32).range(1..))]
    pub header_row: Option<u32>,
    /// Whether cells say what is new at a level, or all that is expected there
    #[arg(long, value_enum, value_name = "WHAT", requires = "new")]
    pub cells: Option<CellsArgument>,
    /// The steps of the scale, from the lowest, with commas between them
    #[arg(long, value_name = "STEPS", value_delimiter = ',', requires = "new")]
    pub scale: Vec<String>,
    /// What the track is called
    #[arg(long, value_name = "NAME", requires = "new")]
    pub track: Option<String>,
    /// What the site is called
    #[arg(long, value_name = "TEXT", requires = "new")]
    pub title: Option<String>,
    /// The language of the site: `en`, `de`, `pt-BR`
    #[arg(long, value_name = "CODE", requires = "new")]
    pub language: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum AxisArgument {
    Rows,
    Columns,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum CellsArgument {
    New,
    All,
}

#[derive(Debug, Args)]
pub(super) struct Print {
    /// A track, a level, a path or a packet, by its id; all that there is where none is given
    #[arg(value_name = "THING")]
    pub things: Vec<String>,
    /// The paper
    #[arg(long, value_enum, value_name = "PAPER", default_value = "a4")]
    pub paper: Paper,
    /// All sheets upright
    #[arg(long, conflicts_with = "landscape")]
    pub portrait: bool,
    /// All sheets across
    #[arg(long)]
    pub landscape: bool,
    /// The folder for the PDFs; `print` in the root where none is given
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// The Chromium or Chrome to print with
    #[arg(long, value_name = "FILE", env = "WAYPOST_BROWSER")]
    pub browser: Option<PathBuf>,
    /// Let the browser run without its sandbox, as it must where one is root
    #[arg(long)]
    pub no_sandbox: bool,
    /// The most that the browser may take for a file, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    pub time_limit: u64,
}

impl Print {
    /// How all sheets lie; each as its layout is made for where none is given.
    pub fn orientation(&self) -> Option<Orientation> {
        match (self.portrait, self.landscape) {
            (true, _) => Some(Orientation::Portrait),
            (_, true) => Some(Orientation::Landscape),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Orientation {
    Portrait,
    Landscape,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Paper {
    A4,
    Letter,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Side {
    Sheet,
    Content,
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// `site`, a kind, the name of a table such as `resources`, or `copy` for what a reader keeps;
    /// all that is written in a site where none is given
    #[arg(value_name = "WHAT")]
    pub what: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Subcommand)]
pub(super) enum Theme {
    /// List every field that a template may use, as Markdown
    Fields,
}

#[derive(Debug, Args)]
pub(super) struct Build {
    /// The folder to write; `public` in the root where none is given
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Say what a code means, or list all of them
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "")]
    pub explain: Option<String>,
    /// The day that reviews are held against, in place of today
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The port to listen at; 0 for any, and the first free one from 4000 on where none is given
    #[arg(short, long, value_name = "PORT")]
    pub port: Option<u16>,
    /// The address to listen at: who reaches it can read the preview
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: String,
    /// Answer to this name as well, which a proxy or the machine goes by
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
    /// Open the browser
    #[arg(long)]
    pub open: bool,
    /// What faults are opened in: `vscode` and others, or an address with `{path}` and `{line}`
    #[arg(long, value_name = "EDITOR", env = "WAYPOST_EDITOR")]
    pub editor: Option<String>,
    /// Look at files in turn, where the system doesn't tell of changes
    #[arg(long)]
    pub poll: bool,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// A level, a folder with a site, or a git revision: `senior`, `../old`, `HEAD~3`
    #[arg(value_name = "A")]
    pub from: String,
    /// The same; the site itself where none is given
    #[arg(value_name = "B")]
    pub to: Option<String>,
    /// How it is told: for people, for programs, for a pull request
    #[arg(long = "as", value_enum, value_name = "FORM")]
    pub form: Option<Form>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    Text,
    Json,
    Markdown,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FormatArgument {
    Human,
    Short,
    Json,
    Github,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SheetFormat {
    Csv,
    Xlsx,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}
