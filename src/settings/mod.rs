//! `site.toml`: what a site sets for itself.

mod base_url;
mod based_on;
mod edition;
mod editor;
mod groups;
mod headings;
mod internal;
mod language;
mod read;
mod retired;
mod theme;
mod upstream;

pub use base_url::BaseUrl;
pub use based_on::BasedOn;
pub use edition::Edition;
pub use editor::Editor;
pub use headings::{Headings, TypedHeading};
pub use internal::InternalSettings;
pub use retired::Retired;
pub(crate) use upstream::peek;
pub use upstream::{Upstream, UpstreamSetting};

use crate::data::Vars;
use crate::diagnostic::{Code, Severity};
use crate::markdown::Dialect;
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

/// What a site sets for itself.
#[derive(Debug)]
pub struct Settings {
    /// What the site is called.
    pub title: String,
    /// One sentence on it.
    pub description: Option<String>,
    /// Where it will be published.
    pub base_url: BaseUrl,
    /// The language of the texts, a BCP 47 tag.
    pub language: String,
    /// What that language is called by those who speak it.
    pub language_name: String,
    /// Where the language is declared, if it is another one than the site's own.
    pub declared: Option<Span>,
    /// The tags of the other languages that it is published in.
    pub other_languages: Vec<String>,
    /// The site in other languages, in the order in which it names them.
    pub editions: Vec<Edition>,
    /// The site's own scale first.
    pub scales: Vec<ScaleSetting>,
    /// Areas of skills, in their order.
    pub areas: Vec<AreaSetting>,
    /// Words that stand in texts as `[[var:NAME]]`.
    pub vars: Vars,
    /// What typed headings are called.
    pub headings: Headings,
    /// How the site looks.
    pub theme: ThemeSettings,
    /// What findings are worth here; `None` is off.
    pub check: BTreeMap<Code, Option<Severity>>,
    /// What a public build may and may not name.
    pub internal: InternalSettings,
    /// Which Markdown is written.
    pub markdown: Dialect,
    /// Where a page can be edited: an address with `{path}`.
    pub edit: Option<String>,
    /// What the preview opens files in; where it isn't set, the preview names them.
    pub editor: Option<Editor>,
    /// What the footer says of the licence of the texts.
    pub licence: Option<Spanned<String>>,
    /// Pages of one's own in the main navigation: titles and addresses or page ids.
    pub navigation: Vec<(String, String)>,
    /// Whom else the texts come from, as their licence may ask to be said.
    pub attribution: Option<Spanned<String>>,
    /// Names of one's own company, which a fork doesn't want to show.
    pub brand: Vec<Spanned<String>>,
    /// What lies beneath this site.
    pub upstream: Option<UpstreamSetting>,
    /// Things of the upstream that this site does without.
    pub hide: Vec<Spanned<String>>,
    /// Sites that its own texts came from, while it lay over them.
    pub based_on: Vec<BasedOn>,
    /// Things that are gone and that texts still speak of.
    pub retired: Vec<Retired>,
    /// The sites beneath this one, the nearest first.
    pub upstreams: Vec<Upstream>,
    /// Where `site.toml` begins, for findings that concern it as a whole.
    pub span: Option<Span>,
}

/// A scale as set.
#[derive(Debug)]
pub struct ScaleSetting {
    /// `default` for the site's own.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Id, title and definition of each step.
    pub steps: Vec<StepSetting>,
}

/// A step as set.
#[derive(Debug)]
pub struct StepSetting {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it means.
    pub definition: Option<String>,
    /// What it is called in the site's own language, where that is another one: texts that aren't
    /// translated name it so.
    pub also: Option<String>,
}

/// An area as set.
#[derive(Debug)]
pub struct AreaSetting {
    /// Its id.
    pub id: Spanned<String>,
    /// What it is called.
    pub title: String,
    /// What belongs to it.
    pub description: Option<String>,
}

/// `[theme]`.
#[derive(Debug, Default)]
pub struct ThemeSettings {
    /// A folder whose templates, styles and words lie over those of the default theme.
    pub folder: Option<Spanned<String>>,
    /// The colour of the waymark: `#0b6e4f`.
    pub accent: Option<String>,
    /// The same for dark surroundings; computed from the accent where it isn't set.
    pub accent_dark: Option<String>,
    /// The address of a logo in `static/`.
    pub logo: Option<String>,
    /// A font stack for text.
    pub font: Option<String>,
    /// A font stack for headings.
    pub heading_font: Option<String>,
    /// `compact`, `normal` or `roomy`.
    pub density: Option<String>,
}
