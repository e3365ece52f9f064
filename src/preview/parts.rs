//! Where each part of a page came from.

use super::edition::subjects;
use crate::model::Thing;
use crate::render::template;
use crate::route::Route;
use crate::settings::Editor;
use crate::site::Site;
use crate::source::{SourceId, Span};
use serde::Serialize;

/// A place in a file of some layer.
#[derive(Debug, Serialize)]
pub(super) struct Written {
    /// The file, from the site's folder.
    pub path: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What the layer is called.
    pub layer: String,
    /// The address that opens it in the author's editor.
    pub edit: Option<String>,
}

/// A part of a page and where it came from.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    /// What it is called.
    pub title: String,
    /// Its id in the page, if it has one.
    pub anchor: Option<String>,
    #[serde(flatten)]
    pub written: Written,
}

/// Where a place is, for people.
pub(super) fn written(site: &Site, span: Span, editor: Option<&Editor>) -> Written {
    let span = site.sources.written(span);
    let source = site.sources.get(span.source);
    let at = site.sources.position(span);
    let file = site.layers.file_of(source);
    Written {
        path: source.file().into_owned(),
        line: at.line,
        column: at.column,
        layer: match &*source.layer {
            "" => "this site".to_owned(),
            name => site.settings.layer_name(name).to_owned(),
        },
        edit: file
            .zip(editor)
            .map(|(path, editor)| editor.address(&path, at.line, at.column)),
    }
}

/// The parts of the page that a route shows: its texts, section by section, and its template.
pub(super) fn parts(site: &Site, route: &Route, editor: Option<&Editor>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut add = |title: &str, anchor: Option<&str>, span: Span| {
        parts.push(Part {
            title: title.to_owned(),
            anchor: anchor.map(str::to_owned),
            written: written(site, span, editor),
        });
    };
    for thing in subjects(site, route) {
        let common = site.common(thing);
        add(&common.title, None, common.span);
        let outline = &common.body.outline;
        for heading in outline.headings.iter().filter(|heading| heading.level <= 2) {
            let about = heading.reference.as_ref().and_then(|reference| {
                let name = crate::link::Reference::read(&reference.value);
                match site.names.find(name, None) {
                    crate::link::Found::Thing(thing) => Some(site.common(thing).title.clone()),
                    _ => None,
                }
            });
            let title = about.as_deref().unwrap_or(&heading.text);
            add(title, Some(&heading.id), heading.span);
        }
        for (title, span) in inherited(site, thing) {
            add(&title, None, span);
        }
    }
    let name = template(route);
    if let Some((name, source)) = name.and_then(|name| Some((name, site.theme.source(name)?))) {
        add(&format!("Template {name}"), None, Span::start_of(source));
    }
    parts
}

/// Texts that a level takes over from others, and the phases that a path shows: a line each.
fn inherited(site: &Site, thing: Thing) -> Vec<(String, Span)> {
    let model = &site.model;
    match thing {
        Thing::Level(id) => {
            let mut sources: Vec<SourceId> = Vec::new();
            let mut found = Vec::new();
            let statements = model.levels[id]
                .cells
                .iter()
                .flat_map(|cell| &cell.statements);
            for statement in statements.map(|statement| &model.statements[*statement]) {
                let other = &model.levels[statement.level].common;
                if statement.level != id && !sources.contains(&other.body.source) {
                    sources.push(other.body.source);
                    found.push((format!("Included from {}", other.title), other.span));
                }
            }
            found
        }
        Thing::Path(id) => {
            let phases = model.paths[id].phases.iter();
            let commons = phases.map(|phase| &model.phases[*phase].common);
            commons
                .map(|common| (format!("Phase {}", common.title), common.span))
                .collect()
        }
        _ => Vec::new(),
    }
}
