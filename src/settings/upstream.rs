//! `[upstream]` of `site.toml`: the site that this one lies over.

use super::{BasedOn, Settings};
use crate::data::{Reader, Table, UnknownKeys, Value, Vars};
use crate::diagnostic::Diagnostic;
use crate::source::{Span, Spanned};

/// What a site says of its upstream.
#[derive(Clone, Debug)]
pub struct UpstreamSetting {
    /// The folder of this site that holds its snapshot; `upstream` where none is named.
    pub folder: Spanned<String>,
    /// Where the snapshot was taken from: a folder, an archive, a repository.
    pub source: Option<Spanned<String>>,
    /// Which revision of it.
    pub revision: Option<Spanned<String>>,
    /// What it is called.
    pub name: Option<Spanned<String>>,
    /// The licence of its texts, where it doesn't say that itself.
    pub licence: Option<Spanned<String>>,
    /// Whom to name, where it doesn't say that itself.
    pub attribution: Option<Spanned<String>>,
    /// Whether its templates, and what a browser may run, are used; none where nobody has decided.
    pub trust: Option<Spanned<bool>>,
    /// Where `[upstream]` stands.
    pub span: Span,
}

/// A site that lies beneath this one: what is to be known of it.
#[derive(Clone, Debug)]
pub struct Upstream {
    /// The folder of its snapshot from the site's own, which is also the name of its layer.
    pub folder: String,
    /// What it is called.
    pub name: String,
    /// Where it was taken from.
    pub source: Option<String>,
    /// Which revision of it.
    pub revision: Option<String>,
    /// The licence of its texts.
    pub licence: Option<String>,
    /// Whom to name.
    pub attribution: Option<String>,
    /// Where it is published.
    pub url: Option<String>,
    /// Where its pages can be edited: an address with `{path}`.
    pub edit: Option<String>,
    /// Sites that its own texts came from.
    pub based_on: Vec<BasedOn>,
    /// Names of its company.
    pub brand: Vec<Spanned<String>>,
    /// Where the site above names it.
    pub span: Span,
}

impl Settings {
    /// What people call a layer: an upstream by its name, any other as its texts say.
    pub fn layer_name<'s>(&'s self, layer: &'s str) -> &'s str {
        let upstream = self
            .upstreams
            .iter()
            .find(|upstream| upstream.folder == layer);
        upstream.map_or(layer, |upstream| &upstream.name)
    }

    /// The site beneath this one that a layer is.
    pub fn upstream_of(&self, layer: &str) -> Option<&Upstream> {
        self.upstreams
            .iter()
            .find(|upstream| upstream.folder == layer)
    }
}

impl Settings {
    /// All sites that texts of this one come from, the nearest first: those that it lies over, and
    /// those that it, or they, lay over once.
    pub fn foundations(&self) -> Vec<BasedOn> {
        let mut all = self.based_on.clone();
        for upstream in &self.upstreams {
            all.push(upstream.into());
            all.extend(upstream.based_on.iter().cloned());
        }
        all
    }
}

impl UpstreamSetting {
    /// What a table of settings says of its upstream, if it names one.
    pub fn of(table: &Table, start: Span, out: &mut Vec<Diagnostic>) -> Option<UpstreamSetting> {
        let vars = Vars::new();
        let mut faults = Vec::new();
        let mut reader = Reader::new(table, start, &vars, out);
        let setting = read(&mut reader, &vars, &mut faults);
        out.append(&mut faults);
        setting
    }
}

/// Reads `[upstream]`.
pub(super) fn read(
    reader: &mut Reader<'_>,
    vars: &Vars,
    faults: &mut Vec<Diagnostic>,
) -> Option<UpstreamSetting> {
    let span = reader.key_span("upstream");
    let table = reader.group("upstream")?;
    let mut inner = Reader::new(table.value, table.span, vars, faults)
        .under("upstream")
        .recording(reader.record());
    let span = span.unwrap_or(table.span);
    let setting = UpstreamSetting {
        folder: inner
            .text("folder")
            .unwrap_or_else(|| Spanned::new("upstream".to_owned(), span)),
        source: inner.text("source"),
        revision: inner.text("revision"),
        name: inner.text("name"),
        licence: inner.text("licence"),
        attribution: inner.text("attribution"),
        trust: inner.flag("trust"),
        span,
    };
    inner.finish("`[upstream]`", &[], UnknownKeys::Error);
    Some(setting)
}

/// A text of a table that nobody has checked.
pub(crate) fn peek<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    match &table.get(key)?.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}
