//! The links that authors wrote, each with its place in the source, followed as their pages do.

use super::address::{Addresses, Followed, Leads};
use super::front_matter;
use super::html::Use;
use crate::data::expand_vars;
use crate::markdown::{Reference, ReferenceKind, Resolver, Target};
use crate::model::{Common, Thing};
use crate::route::{Root, page_file, thing_url};
use crate::site::Site;
use crate::source::Span;
use crate::view::PageScope;
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// A link that an author wrote.
pub(super) struct Authored {
    /// The thing whose file it stands in; none for `site.toml`.
    pub thing: Option<Thing>,
    pub what: Use,
    /// The author's own words.
    pub written: Box<str>,
    /// The address that comes of it, seen from the root of the site.
    pub address: Box<str>,
    pub followed: Followed,
    pub span: Span,
}

/// Follows the links in all texts, in front matter and in the settings: those that may be wrong,
/// in the order of the things.
pub(super) fn authored(site: &Arc<Site>, addresses: &Addresses<'_>) -> Vec<Authored> {
    let mut links = of_site(site, addresses);
    for edition in &site.editions {
        // What isn't translated was followed in the language that it is written in.
        let known: HashSet<Span> = links.iter().map(|link| link.span).collect();
        let fresh = of_site(edition, addresses).into_iter();
        links.extend(fresh.filter(|link| !known.contains(&link.span)));
    }
    links
}

fn of_site(site: &Arc<Site>, addresses: &Addresses<'_>) -> Vec<Authored> {
    let scope = PageScope::new(site.clone(), Root::Up(0));
    let things: Vec<Thing> = site.model.things().collect();
    let mut links: Vec<Authored> = things
        .into_par_iter()
        .flat_map_iter(|thing| of_thing(&scope, addresses, thing))
        .collect();
    links.extend(of_settings(&scope, addresses));
    links
}

fn of_thing(scope: &PageScope, addresses: &Addresses<'_>, thing: Thing) -> Vec<Authored> {
    let site = &scope.site;
    let common = site.common(thing);
    let in_front = front_matter::references(site, thing);
    let references = common.body.outline.references.iter().chain(&in_front);
    references
        .filter_map(|reference| follow(scope, addresses, thing, common, reference))
        .collect()
}

fn follow(
    scope: &PageScope,
    addresses: &Addresses<'_>,
    thing: Thing,
    common: &Common,
    reference: &Reference,
) -> Option<Authored> {
    let resolver = scope.resolver(scope.site.file(common));
    let address = match reference.kind {
        ReferenceKind::Wiki => match resolver.reference(&reference.target) {
            // Where it leads is known to be there; the place in it may not be.
            Target::Page { href, .. } if href.contains('#') => href,
            _ => return None,
        },
        // A whole address may be one of this site.
        // An unknown word of `[vars]` was reported when the text was linked.
        _ => {
            let vars = &scope.site.settings.vars;
            let written = expand_vars(&reference.target, reference.span, vars, &mut Vec::new());
            if written.contains("[[var:") {
                return None;
            }
            resolver.link(&written)?
        }
    };
    let page = page_file(&thing_url(&scope.site.model, thing));
    // What names only a place means one in its own page; all else was made relative to the root.
    let folder = scope.site.folder();
    let from = if address.starts_with('#') || address.is_empty() {
        format!("{folder}{page}")
    } else {
        folder.to_owned()
    };
    let followed = addresses.follow(&from, &address);
    is_open(&followed).then(|| Authored {
        thing: Some(thing),
        what: match reference.kind {
            ReferenceKind::Image => Use::Asset,
            _ => Use::Link,
        },
        written: reference.target.clone(),
        address: address.into(),
        followed,
        span: reference.span,
    })
}

/// Whether anything can be wrong with an address.
fn is_open(followed: &Followed) -> bool {
    match followed.leads {
        Leads::Elsewhere => false,
        Leads::Route(_) => followed.fragment.is_some(),
        Leads::Nowhere(_) | Leads::Outside => true,
    }
}

/// The addresses that `site.toml` gives: the navigation and the logo.
fn of_settings(scope: &PageScope, addresses: &Addresses<'_>) -> Vec<Authored> {
    let site = &scope.site;
    let Some(start) = site.settings.span else {
        return Vec::new();
    };
    let resolver = scope.resolver("content/index.md");
    let navigation = site.settings.navigation.iter().filter_map(|(_, target)| {
        let address = match resolver.reference(target) {
            Target::Page { href, .. } => href,
            Target::Planned(_) => return None,
            Target::Text(address) => resolver.link(&address)?,
        };
        Some((Use::Link, target, address))
    });
    let logo = site.settings.theme.logo.iter().map(|logo| {
        (
            Use::Asset,
            logo,
            scope.shared_href(logo.trim_start_matches('/')),
        )
    });
    let text = &site.sources.get(start.source).text;
    navigation
        .chain(logo)
        .filter_map(|(what, written, address)| {
            let followed = addresses.follow(site.folder(), &address);
            is_open(&followed).then(|| Authored {
                thing: None,
                what,
                written: written.as_str().into(),
                address: address.into(),
                followed,
                span: match front_matter::quoted(text, written) {
                    Some(at) => Span::new(start.source, at, at + written.len()),
                    None => start,
                },
            })
        })
        .collect()
}
