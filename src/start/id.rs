//! Kinds and ids as they are typed.

use super::Refusal;
use crate::diagnostic::nearest;
use crate::document::{Kind, fault, slug};
use crate::link::{Found, Reference};
use crate::model::Thing;
use crate::site::Site;

/// The kind that is called so.
///
/// # Errors
/// With the name that was probably meant.
pub fn kind_named(name: &str) -> Result<Kind, Refusal> {
    if let Some(kind) = Kind::named(name) {
        return Ok(kind);
    }
    let names = Kind::ALL.map(Kind::name);
    let near = Kind::of_folder(name)
        .map(Kind::name)
        .or_else(|| nearest(name, names));
    Err(Refusal::new(
        format!("no kind is called `{name}`"),
        match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of `{}`", names.join("`, `")),
        },
    ))
}

/// The id that was typed, if it can stand in an address on every system as it is and nothing of the
/// kind has it.
///
/// # Errors
/// What is wrong with it, and the id to take instead.
pub fn free_id(site: &Site, kind: Kind, typed: &str) -> Result<String, Refusal> {
    let typed = match kind {
        Kind::Page => typed.strip_suffix(".md").unwrap_or(typed),
        _ => typed,
    };
    let parts: Vec<&str> = typed.split('/').collect();
    match (kind, parts.len()) {
        (Kind::Page, _) => {}
        (Kind::Phase, 2) => {}
        (Kind::Phase, 1) => return Err(without_path(site, typed)),
        (_, 1) => {}
        _ => {
            return Err(Refusal::new(
                format!(
                    "`{typed}` holds a slash, which the id of a {} never does",
                    kind.name()
                ),
                format!(
                    "write `{}`",
                    slug(parts.last().copied().unwrap_or_default())
                ),
            ));
        }
    }
    for part in &parts {
        if let Some(refusal) = unusable(kind, typed, part) {
            return Err(refusal);
        }
    }
    if kind == Kind::Page {
        free_page(&parts)?;
    }
    if kind == Kind::Phase {
        path_of(site, typed, parts[0])?;
    }
    free(site, kind, typed)?;
    Ok(typed.to_owned())
}

fn unusable(kind: Kind, typed: &str, part: &str) -> Option<Refusal> {
    let wanted = slug(part);
    if let Some(fault) = fault(part, &wanted) {
        return Some(Refusal::new(
            format!("the id `{typed}` {fault}"),
            "give another one, with letters, digits and hyphens",
        ));
    }
    if *wanted == *part {
        return None;
    }
    let whole: Vec<_> = typed.split('/').map(slug).collect();
    Some(Refusal::new(
        format!("the id `{typed}` would be written otherwise in addresses"),
        format!("write `waypost new {} {}`", kind.name(), whole.join("/")),
    ))
}

/// A folder of a kind holds things of that kind; a page in it would be one.
fn free_page(parts: &[&str]) -> Result<(), Refusal> {
    match parts {
        [folder, .., name] => match Kind::of_folder(folder) {
            Some(kind) => Err(Refusal::new(
                format!(
                    "what lies in `content/{folder}/` is a {}, and no page",
                    kind.name()
                ),
                format!("write `waypost new {} {name}`", kind.name()),
            )),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

fn without_path(site: &Site, typed: &str) -> Refusal {
    let paths = &site.model.paths;
    let first = paths.iter().next().map(|(_, path)| &*path.common.id);
    Refusal::new(
        "a phase is a part of a path, and no path is named",
        match first {
            Some(path) => format!("write `waypost new phase {path}/{}`", slug(typed)),
            None => "make a path first, with `waypost new path NAME`".to_owned(),
        },
    )
}

fn path_of(site: &Site, typed: &str, path: &str) -> Result<(), Refusal> {
    let name = typed.rsplit('/').next().unwrap_or_default();
    match site.names.find(Reference::read(path), Some(Kind::Path)) {
        Found::Thing(Thing::Path(id)) if *site.model.paths[id].common.id == *path => Ok(()),
        Found::Thing(thing) => Err(Refusal::new(
            format!("`{path}` is a former id of a path"),
            format!("write `waypost new phase {}/{name}`", site.common(thing).id),
        )),
        Found::Hidden(_) => Ok(()),
        _ => Err(Refusal::new(
            format!("no path is called `{path}`"),
            match site.names.nearest(path, Some(Kind::Path)) {
                Some(near) => format!("did you mean `{near}/{name}`?"),
                None => format!("make it first, with `waypost new path {path}`"),
            },
        )),
    }
}

fn free(site: &Site, kind: Kind, id: &str) -> Result<(), Refusal> {
    let page = match kind {
        Kind::Page => id.strip_suffix("index").unwrap_or(id).trim_end_matches('/'),
        _ => id,
    };
    let name = kind.name();
    match site.names.find(Reference::read(page), Some(kind)) {
        Found::Thing(thing) => {
            let common = site.common(thing);
            // A short form is no id.
            if *common.id != *page && common.id.ends_with(&format!("/{page}")) {
                return Ok(());
            }
            let file = site.file(common);
            let source = site.edited(common);
            if site.settings.upstream_of(&source.layer).is_some() {
                return Err(Refusal::new(
                    format!(
                        "the {name} `{}` is upstream's, in `{}`",
                        common.id,
                        source.file()
                    ),
                    format!(
                        "give another id, or lie over it: `waypost upstream override {name}:{}`",
                        common.id
                    ),
                ));
            }
            if !site.layers.site_has(file) {
                // A folder of phases whose path nobody wrote yet.
                return Ok(());
            }
            Err(match *common.id == *page {
                true => Refusal::new(
                    format!("the {name} `{id}` is there already, in `{file}`"),
                    "give another id, or change what is there",
                ),
                false => Refusal::new(
                    format!("`{id}` is a former id of the {name} `{}`", common.id),
                    format!("give another id, or take it out of `was` in `{file}`"),
                ),
            })
        }
        // What is gone may come again.
        Found::Hidden(_) if is_retired(site, kind, page) => Ok(()),
        Found::Hidden(_) => Err(Refusal::new(
            match site.layers.has_upstream() {
                true => {
                    format!("the {name} `{id}` is there already, as a draft, internal or hidden")
                }
                false => format!("the {name} `{id}` is there already, as a draft or internal"),
            },
            "give another id, or change what is there",
        )),
        Found::Ambiguous(_) if kind != Kind::Page => Err(Refusal::new(
            format!("several {name}s are called `{id}` already"),
            "give another id",
        )),
        _ => Ok(()),
    }
}

fn is_retired(site: &Site, kind: Kind, id: &str) -> bool {
    let mut retired = site.settings.retired.iter();
    retired.any(|gone| gone.kind == kind && gone.id == id)
}
