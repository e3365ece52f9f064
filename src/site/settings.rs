//! The settings of a site over those of its upstreams, and the layers that these are.

use crate::data::Table;
use crate::diagnostic::{Code, Diagnostic};
use crate::layers::{LayerId, Layers, MOST_UPSTREAMS, NoUpstream};
use crate::overlay;
use crate::settings::{Settings, Upstream, UpstreamSetting, peek};
use crate::source::{Source, SourceId, Sources, Span, Spanned};

/// The settings of a site, and what each of its layers hides of those below: its own first.
pub(super) struct Layered {
    pub settings: Settings,
    pub hide: Vec<Vec<Spanned<String>>>,
}

/// One `site.toml`.
struct Toml {
    table: Table,
    start: Span,
    /// The layer that it lies in.
    layer: LayerId,
    /// Where the site above names this one, and how.
    named: Option<UpstreamSetting>,
}

impl Layered {
    /// Reads `site.toml` of this site and of each beneath it, and puts those into the layers.
    pub fn load(layers: &mut Layers, sources: &mut Sources, out: &mut Vec<Diagnostic>) -> Layered {
        layers.forget_upstreams();
        let Some(own) = own(layers, sources, out) else {
            return Layered {
                settings: Settings::default(),
                hide: Vec::new(),
            };
        };
        let mut all = vec![own];
        let mut trusted = true;
        while let Some(last) = all.last() {
            let mut scratch = Vec::new();
            let Some(named) = UpstreamSetting::of(&last.table, last.start, &mut scratch) else {
                break;
            };
            // What is wrong in this site's own is told when all settings are read.
            if all.len() > 1 {
                out.append(&mut scratch);
            }
            if let Some(again) = circle(&all, &named) {
                out.push(again);
                break;
            }
            trusted &= named.trust.as_ref().is_some_and(|trust| trust.value);
            let layer = match layers.add_upstream(last.layer, &named.folder.value, trusted) {
                Ok(layer) => layer,
                Err(fault) => {
                    out.push(no_upstream(fault, &named.folder));
                    break;
                }
            };
            let Some((table, start)) = table(layers, layer, sources, out) else {
                out.push(no_upstream(NoUpstream::Missing, &named.folder));
                break;
            };
            if let Some(folder) = theme_folder(&table) {
                layers.add_theme_of(layer, folder);
            }
            all.push(Toml {
                table,
                start,
                layer,
                named: Some(named),
            });
        }
        if all.len() > 1 {
            report_untrusted(layers, &all, sources, out);
        }
        laid(all, layers, out)
    }
}

/// Lays the settings over each other, the lowest first.
fn laid(mut all: Vec<Toml>, layers: &Layers, out: &mut Vec<Diagnostic>) -> Layered {
    let mut upstreams = Vec::new();
    let mut hide = Vec::new();
    let mut below: Option<Table> = None;
    while let Some(toml) = all.pop() {
        let table = match below.take() {
            Some(below) => overlay::settings(&toml.table, &below, out),
            None => toml.table,
        };
        let Some(named) = toml.named else {
            let mut settings = Settings::of(&table, toml.start, out);
            hide.push(std::mem::take(&mut settings.hide));
            hide.reverse();
            upstreams.reverse();
            for edition in &mut settings.editions {
                edition.settings.upstreams.clone_from(&upstreams);
            }
            settings.upstreams = upstreams;
            if !layers.has_upstream() {
                out.extend(hide.iter().flatten().map(nothing_to_hide));
            }
            return Layered { settings, hide };
        };
        let told = Settings::of(&table, toml.start, &mut Vec::new());
        upstreams.push(facts(
            &named,
            &told,
            peek(&table, "title"),
            layers,
            toml.layer,
        ));
        hide.push(told.hide);
        below = Some(table);
    }
    Layered {
        settings: Settings::default(),
        hide,
    }
}

fn facts(
    named: &UpstreamSetting,
    told: &Settings,
    title: Option<&str>,
    layers: &Layers,
    layer: LayerId,
) -> Upstream {
    // What is empty says nothing, and hides nothing that somebody else says.
    let text = |text: &Option<Spanned<String>>| {
        let text = text.as_ref().map(|text| text.value.trim().to_owned());
        text.filter(|text| !text.is_empty())
    };
    let folder = layers.layer(layer).name.clone();
    Upstream {
        name: text(&named.name)
            .or_else(|| title.map(|_| told.title.clone()))
            .unwrap_or_else(|| folder.clone()),
        folder,
        source: text(&named.source),
        revision: text(&named.revision),
        licence: text(&told.licence).or_else(|| text(&named.licence)),
        attribution: text(&told.attribution).or_else(|| text(&named.attribution)),
        url: told.base_url.is_known().then(|| told.base_url.absolute("")),
        edit: told.edit.clone(),
        based_on: told.based_on.clone(),
        brand: told.brand.clone(),
        span: named.span,
    }
}

/// This site's own `site.toml`; nothing where there is none.
fn own(layers: &Layers, sources: &mut Sources, out: &mut Vec<Diagnostic>) -> Option<Toml> {
    let layer = LayerId(0);
    if let Some((table, start)) = table(layers, layer, sources, out) {
        return Some(Toml {
            table,
            start,
            layer,
            named: None,
        });
    }
    // A link or a pipe in its place was reported as what it is.
    if layers.site_has("site.toml") {
        return None;
    }
    let source = sources.add(Source {
        path: "site.toml".into(),
        layer: "".into(),
        text: "".into(),
    });
    out.push(
        Diagnostic::new(Code::NoSettings, "there is no `site.toml`")
            .at(Span::start_of(source))
            .help("write one with at least `title` and `base_url`"),
    );
    None
}

fn table(
    layers: &Layers,
    layer: LayerId,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Option<(Table, Span)> {
    let mut faults = Vec::new();
    let listing = layers.list("site.toml", sources, &mut faults);
    // Each layer is listed again with each one that is found beneath it.
    let is_new = |finding: &Diagnostic| !out.iter().any(|told| told.message == finding.message);
    let fresh: Vec<Diagnostic> = faults.into_iter().filter(is_new).collect();
    out.extend(fresh);
    let found = listing.files.iter().find(|found| found.layer == layer)?;
    let id = sources.next_id();
    let (source, mut faults) = layers.text(found, id);
    out.append(&mut faults);
    sources.add(source);
    let text = sources.get(id).text.clone();
    Some((Settings::table(id, &text, out), Span::start_of(id)))
}

fn theme_folder(table: &Table) -> Option<&str> {
    match &table.get("theme")?.value {
        crate::data::Value::Table(theme) => peek(theme, "folder"),
        _ => None,
    }
}

fn no_upstream(fault: NoUpstream, folder: &Spanned<String>) -> Diagnostic {
    let name = &folder.value;
    let (code, what, help) = match fault {
        NoUpstream::Leaves => (
            Code::UnsafePath,
            format!("the upstream's folder `{name}` leaves the site"),
            "name a folder in the site, like `upstream`".to_owned(),
        ),
        NoUpstream::LeadsOut => (
            Code::OutsideLink,
            format!("the upstream's folder `{name}` leads out of the site"),
            "copy the upstream into the site".to_owned(),
        ),
        NoUpstream::Circle => (
            Code::BadUpstream,
            format!("the upstream's folder `{name}` is a site that lies above it"),
            "put a snapshot of the upstream there".to_owned(),
        ),
        NoUpstream::TooDeep => (
            Code::BadUpstream,
            format!("more than {MOST_UPSTREAMS} sites lie beneath this one"),
            "take `[upstream]` out of this one, and what it needs from there into it".to_owned(),
        ),
        NoUpstream::Missing => (
            Code::BadUpstream,
            format!("the upstream's folder `{name}` holds no site"),
            format!(
                "make one with `waypost fork`, or put a site with its `site.toml` into `{name}`"
            ),
        ),
    };
    Diagnostic::new(code, what).at(folder.span).help(help)
}

/// A site that lies beneath itself, by where the snapshots were taken from.
fn circle(all: &[Toml], named: &UpstreamSetting) -> Option<Diagnostic> {
    // The way to a folder is another one from each site, so that equal ones say nothing.
    let source = named
        .source
        .as_ref()
        .filter(|source| source.value.contains("://") || source.value.contains('@'))?;
    let named_so = |toml: &Toml| {
        let other = toml.named.as_ref()?.source.as_ref()?;
        Some(other.value.clone())
    };
    let chain: Vec<String> = all.iter().filter_map(named_so).collect();
    let first = chain.iter().position(|other| *other == source.value)?;
    let mut names: Vec<String> = chain[first..]
        .iter()
        .map(|name| format!("`{name}`"))
        .collect();
    names.push(format!("`{}`", source.value));
    Some(
        Diagnostic::new(
            Code::BadUpstream,
            format!("a site lies beneath itself: {}", names.join(" over ")),
        )
        .at(source.span)
        .help("take `[upstream]` out of one of them"),
    )
}

fn report_untrusted(layers: &Layers, all: &[Toml], sources: &Sources, out: &mut Vec<Diagnostic>) {
    let Some(named) = all.get(1).and_then(|toml| toml.named.as_ref()) else {
        return;
    };
    if named.trust.is_some() {
        return;
    }
    let mut left: Vec<String> = Vec::new();
    for toml in &all[1..] {
        let found = layers.left_out(toml.layer);
        left.extend(found.iter().map(|found| layers.file(found).into_owned()));
        if let Some(folder) = theme_folder(&toml.table) {
            let at: &SourceId = &toml.start.source;
            let layer = &sources.get(*at).layer;
            left.push(format!("{layer}/{folder}/"));
        }
    }
    if left.is_empty() {
        return;
    }
    let shown: Vec<String> = left
        .iter()
        .take(6)
        .map(|name| format!("`{name}`"))
        .collect();
    let more = match left.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    out.push(
        Diagnostic::new(
            Code::UntrustedUpstream,
            "the upstream has files that could put anything into pages",
        )
        .at(named.span)
        .help("read them, then set `trust = true` in `[upstream]` to use them, or `false` to do without")
        .note(format!("left out: {}{more}", shown.join(", "))),
    );
}

fn nothing_to_hide(name: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownOverride,
        format!("nothing lies below, so `{}` can't be hidden", name.value),
    )
    .at(name.span)
    .help("delete its file instead")
}
