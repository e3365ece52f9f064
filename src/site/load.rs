//! Loads a site: lists, reads, parses, links, and lays out its addresses.

use super::content::Content;
use super::settings::Layered;
use super::tongues::{acquainted, tongues};
use super::{Memory, Site, overriding};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::layers::{Layer, Layers, Role};
use crate::link::link;
use crate::overlay::Hidden;
use crate::route::{Routes, beside};
use crate::search::Index;
use crate::settings::{BaseUrl, Settings};
use crate::source::{Sources, Span};
use crate::theme::{Theme, is_usable};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

/// What the command line says about how a site is loaded.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// Takes the place of the settings' own.
    pub base_url: Option<BaseUrl>,
    /// With what is unfinished.
    pub drafts: bool,
    /// Without what is internal.
    pub public: bool,
}

impl Site {
    /// Loads the site of these layers. Never fails: what is wrong stands in the diagnostics, and
    /// the rest of the site is there.
    pub fn load(layers: Layers, options: &LoadOptions) -> Site {
        Site::load_with(layers, options, &Memory::default())
    }

    /// The same with a memory of earlier loads, which makes it quicker and nothing else.
    pub fn load_with(mut layers: Layers, options: &LoadOptions, memory: &Memory) -> Site {
        let known = memory.recall();
        let history = layers.ask_history(known.history.clone());
        let mut sources = Sources::default();
        let mut out = Vec::new();
        let Layered { mut settings, hide } = Layered::load(&mut layers, &mut sources, &mut out);
        if let Some(base_url) = &options.base_url {
            settings.publish_at(base_url.clone());
        }
        add_theme_folder(&mut layers, &settings, &mut sources, &mut out);
        let Content {
            documents,
            translations,
            mut hidden,
            others,
            prefix,
            files,
        } = Content::load(
            &layers,
            &settings,
            hide,
            options.public,
            &known,
            &mut sources,
            &mut out,
        );
        hidden.extend(settings.retired.iter().map(|gone| Hidden {
            kind: gone.kind,
            id: gone.id.as_str().into(),
            title: gone.title.as_str().into(),
            internal: gone.internal,
        }));
        let editions = std::mem::take(&mut settings.editions);
        let mut of_editions = Vec::new();
        let mut tongues = tongues(
            editions,
            &documents,
            &translations,
            &hidden,
            options,
            &mut sources,
            &mut of_editions,
        );
        let linked = link(
            documents,
            &hidden,
            &settings,
            &mut sources,
            options.drafts,
            options.public,
            &mut out,
        );
        let has_base_url = settings.base_url.is_known();
        let (mut of_routes, mut of_theme) = (Vec::new(), Vec::new());
        let ((), (routes, theme)) = rayon::join(
            || linked.check(&settings, &mut out),
            || {
                let statics = layers.list("static/", &mut sources, &mut of_routes);
                overriding::conflicts(&layers, &statics, &mut sources, &mut of_routes);
                let mut beside = beside(&linked.model, &sources, &others, prefix);
                for tongue in &mut tongues {
                    tongue.lay_out(has_base_url, &mut of_editions);
                    beside.extend(tongue.beside(&sources, &others, prefix));
                }
                beside.sort_by(|a, b| a.0.cmp(&b.0));
                beside.dedup();
                let routes = Routes::of(
                    &linked.model,
                    &statics,
                    beside,
                    tongues.iter().map(|tongue| tongue.laid_out()),
                    has_base_url,
                    &mut of_routes,
                );
                let theme = Theme::load(&layers, &settings, &mut sources, &mut of_theme);
                (routes, theme)
            },
        );
        out.append(&mut of_routes);
        out.append(&mut of_theme);
        let history = history.wait();
        let (changes, last_change) = (history.changes.clone(), history.last_change.clone());
        memory.keep(known.load, files, history);
        let search = Index::of(routes.found().len());
        for tongue in &mut tongues {
            tongue.speak(&theme, &layers, &mut sources, &mut of_editions);
        }
        let mut site = Site {
            layers,
            sources: Arc::new(sources),
            settings,
            model: Arc::new(linked.model),
            names: linked.names,
            search,
            routes,
            theme,
            highlighter: memory.highlighter.clone(),
            changes,
            last_change,
            diagnostics: Vec::new(),
            editions: Vec::new(),
            languages: None,
        };
        for finding in &mut out {
            finding.written(&site.sources);
        }
        if !tongues.is_empty() {
            told_anew(of_editions, &site.sources, &mut out);
            let editions = tongues
                .into_iter()
                .filter_map(|tongue| tongue.settled(&site));
            let editions = editions.collect();
            acquainted(&mut site, editions);
        }
        // Without its settings or its content it would be another site.
        for finding in &mut out {
            let path = finding
                .span()
                .map(|span| &*site.sources.get(span.source).path);
            if finding.code == Code::SpecialFile && matches!(path, Some("site.toml" | "content")) {
                finding.severity = Severity::Error;
            }
        }
        site.diagnostics = out;
        site
    }
}

/// Takes in what is found in editions and wasn't told of the site in its own language: a text that
/// isn't translated is linked once for each of them.
fn told_anew(found: Vec<Diagnostic>, sources: &Sources, out: &mut Vec<Diagnostic>) {
    let key = |finding: &Diagnostic| (finding.code, finding.span());
    let mut told: HashSet<(Code, Option<Span>)> = out.iter().map(key).collect();
    for mut finding in found {
        finding.written(sources);
        if told.insert(key(&finding)) {
            out.push(finding);
        }
    }
}

/// The layers of a site with its own theme, as far as that can be one.
pub(crate) fn with_theme(layers: &Layers, settings: &Settings) -> Layers {
    let mut layers = layers.clone();
    let (mut sources, mut out) = Default::default();
    add_theme_folder(&mut layers, settings, &mut sources, &mut out);
    layers
}

/// `theme.folder` is one more layer, between the site and what the binary ships.
fn add_theme_folder(
    layers: &mut Layers,
    settings: &Settings,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) {
    let Some(folder) = &settings.theme.folder else {
        return;
    };
    // Layers that were loaded before have it.
    let is_it = |layer: &Layer| layer.role == Role::Theme && layer.name == folder.value;
    if layers.iter().any(|(_, layer)| is_it(layer)) {
        return;
    }
    let climbs = folder.value.is_empty()
        || folder.value.contains(['\\', ':', '\0'])
        || Path::new(&folder.value)
            .components()
            .any(|part| !matches!(part, std::path::Component::Normal(_)));
    if climbs {
        out.push(
            Diagnostic::new(
                Code::UnsafePath,
                format!("the theme's folder `{}` leaves the site", folder.value),
            )
            .at(folder.span)
            .help("put the theme into the site, like `themes/acme`"),
        );
        return;
    }
    if layers.leads_out(&folder.value) {
        out.push(
            Diagnostic::new(
                Code::OutsideLink,
                format!(
                    "the theme's folder `{}` leads out of the site",
                    folder.value
                ),
            )
            .at(folder.span)
            .help("copy the theme into the site"),
        );
        return;
    }
    match layers.within_site(&folder.value) {
        Some(tree) => {
            let layer = Layer::theme(folder.value.as_str(), tree);
            if is_usable(&Layers::new(vec![layer.clone()]), sources, out) {
                layers.insert_below_site(layer);
            }
        }
        None => out.push(
            Diagnostic::new(
                Code::MissingTheme,
                format!("there is no folder `{}`", folder.value),
            )
            .at(folder.span)
            .help("mend the path, or leave `theme.folder` out to use the default theme"),
        ),
    }
}
