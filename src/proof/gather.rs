//! What is internal, of a site that was loaded with all of it: by what things say of themselves, and
//! by the lines of the files. Nothing here asks the code that leaves it out.

use super::block::{blocks, front_matter, read, value};
use super::exempt::Known;
use super::host::host;
use super::secret::{Secrets, What};
use super::words::Words;
use crate::data::Value;
use crate::diagnostic::Code;
use crate::markdown::{ReferenceKind, Safety, decode, safety};
use crate::model::{Common, Thing};
use crate::route::{Route, joined};
use crate::site::Site;
use crate::source::{ByNumber, Source, SourceId, Span};
use std::collections::HashSet;
use std::ops::Range;

/// Stretches of files that are internal; of what isn't there all is public.
pub(super) type Inside = ByNumber<Vec<Range<usize>>>;

/// All secrets of `whole`, without those that are none by what `public` says as well.
pub(super) fn gather(public: &Site, whole: &Site) -> (Secrets, HashSet<String>) {
    let mut secrets = Secrets::default();
    let internal: Vec<Thing> = whole
        .model
        .things()
        .filter(|it| is_in(whole, *it))
        .collect();
    for thing in &internal {
        let common = whole.common(*thing);
        if !allows(common) {
            of_thing(whole, *thing, common, &mut secrets);
        }
    }
    // What they are called in other languages; a thing has the same number in all of them.
    for edition in &whole.editions {
        for thing in &internal {
            let common = edition.common(*thing);
            if common.translation().is_some() && !allows(common) {
                of_thing(edition, *thing, common, &mut secrets);
            }
        }
    }
    of_routes(public, whole, &internal, &mut secrets);
    let inside = of_files(whole, &internal, &mut secrets);
    of_files_used(public, whole, &internal, &inside, &mut secrets);
    for word in &whole.settings.internal.words {
        secrets.add(What::Declared, &word.value, Some(word.span));
    }
    for name in &whole.settings.internal.hosts {
        secrets.add_host(What::DeclaredHost, &name.value, Some(name.span));
    }
    for gone in whole.settings.retired.iter().filter(|it| it.internal) {
        secrets.add(What::Title, &gone.title, Some(gone.span));
    }
    let known = Known::of(whole, &internal, &inside);
    let used = known.leave_out(&mut secrets);
    (secrets, used)
}

/// Whether a thing is internal: it says so, or the path does that it is a phase of.
fn is_in(whole: &Site, thing: Thing) -> bool {
    let of_path = match thing {
        Thing::Phase(id) => {
            let path = whole.model.phases[id].path;
            whole.model.paths[path].common.internal
        }
        _ => false,
    };
    of_path || whole.common(thing).internal
}

/// Whether a file says that what is internal in it may be known.
fn allows(common: &Common) -> bool {
    common
        .allow
        .iter()
        .any(|it| it.value == Code::InternalShown)
}

fn of_thing(whole: &Site, thing: Thing, common: &Common, secrets: &mut Secrets) {
    let span = Some(common.span);
    secrets.add(What::Title, &common.title, span);
    for name in &common.aka {
        secrets.add(What::Title, name, span);
    }
    // What those below are called, where this one has another title.
    let below = common.overlay.iter().flat_map(|it| &it.documents);
    for document in below {
        if let Some(Value::String(title)) = document.table.get("title").map(|it| &it.value) {
            secrets.add(What::Title, title, Some(document.span));
        }
    }
    if let Some(summary) = &common.summary {
        secrets.add(What::Line, summary, span);
    }
    let last = common.id.rsplit('/').next().unwrap_or_default();
    let words = Words::of(last);
    if words.numbers.len() > 1 && words != Words::of(&common.title) {
        secrets.add(What::Id, last, span);
    }
    let addresses: Vec<&str> = match thing {
        Thing::Resource(id) => whole.model.resources[id]
            .url
            .as_deref()
            .into_iter()
            .collect(),
        Thing::Skill(id) => {
            let external = whole.model.skills[id].external.iter();
            external.map(|it| &**it).collect()
        }
        _ => Vec::new(),
    };
    for address in addresses {
        let at = written(whole, common, address);
        link(secrets, address, at);
    }
}

/// Where an address of a thing is written, as far as it stands there word for word.
fn written(whole: &Site, common: &Common, address: &str) -> Option<Span> {
    let found = whole.sources_of(common).find_map(|id| {
        let text = &whole.sources.get(id).text;
        let from = match common.is_row {
            true => (common.span.start as usize).min(text.len()),
            false => 0,
        };
        let at = from + text.get(from..)?.find(address)?;
        Some(Span::new(id, at, at + address.len()))
    });
    found.or(Some(common.span))
}

/// Takes in an address elsewhere and its host.
pub(super) fn link(secrets: &mut Secrets, address: &str, span: Option<Span>) {
    if let Some(mail) = address.strip_prefix("mailto:") {
        let mail = mail.split('?').next().unwrap_or_default();
        return secrets.add(What::Link, mail, span);
    }
    let Some(host) = host(address) else { return };
    secrets.add_host(What::Host, &host, span);
    if let Some((_, rest)) = address.split_once("://") {
        let rest = rest.trim_end_matches('/');
        if rest.contains('/') {
            secrets.add(What::Link, rest, span);
        }
    }
}

/// The addresses of pages that a public site doesn't have.
fn of_routes(public: &Site, whole: &Site, internal: &[Thing], secrets: &mut Secrets) {
    let internal: HashSet<Thing> = internal.iter().copied().collect();
    for (path, route) in whole.routes.iter() {
        let things: Vec<Thing> = match route {
            Route::Thing(thing) | Route::Alias(thing) => vec![*thing],
            Route::Difference(from, to) => vec![(*from).into(), (*to).into()],
            Route::Compare(track) => vec![(*track).into()],
            Route::Print(layout) => layout.things(),
            Route::Static(_) if public.routes.get(path).is_none() => {
                secrets.add(What::Address, path, None);
                continue;
            }
            _ => continue,
        };
        let Some(first) = things.iter().find(|thing| internal.contains(thing)) else {
            continue;
        };
        let common = whole.common(*first);
        if allows(common) {
            continue;
        }
        let span = match route {
            Route::Alias(_) => {
                let end = plain(path)
                    .rsplit('/')
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                let former = common.was.iter().find(|it| it.value.contains(&*end));
                former.map_or(common.span, |it| it.span)
            }
            _ => common.span,
        };
        let plain = plain(path);
        match plain.contains('/') {
            true => secrets.add(What::Address, plain, Some(span)),
            // One word alone may be any word.
            false => secrets.add(What::Address, path, Some(span)),
        }
    }
}

/// An address as it is looked up: without `index.html`, and without slashes at its ends.
pub(super) fn plain(path: &str) -> &str {
    let path = path.trim_matches('/');
    path.strip_suffix("index.html")
        .unwrap_or(path)
        .trim_end_matches('/')
}

/// Reads all files of content: those of internal things whole, of others their internal sections.
fn of_files(whole: &Site, internal: &[Thing], secrets: &mut Secrets) -> Inside {
    let mut owners: ByNumber<(bool, bool)> = ByNumber::default();
    let mut is_internal: HashSet<Thing> = HashSet::new();
    is_internal.extend(internal);
    for thing in whole.model.things() {
        let common = whole.common(thing);
        for id in whole.sources_of(common).filter(|_| !common.is_row) {
            owners.insert(id, (is_internal.contains(&thing), allows(common)));
        }
    }
    for edition in &whole.editions {
        for thing in internal {
            let common = edition.common(*thing);
            let says = (true, allows(common));
            let sources = edition.sources_of(common).filter(|_| !common.is_row);
            for id in sources {
                owners.entry(id).or_insert(says);
            }
        }
    }
    let mut inside = Inside::default();
    for (id, source) in whole.sources.iter() {
        if !source.path.ends_with(".md") || !whole.sources.pieces(id).is_empty() {
            continue;
        }
        let text = &*source.text;
        let says = || value(text, "internal").is_some_and(|(value, _)| value == "true");
        let (is_whole, is_allowed) = match owners.get(&id) {
            Some(owner) => *owner,
            // Nothing has it: a thing that is hidden, a draft, the second of one id.
            None => (says(), false),
        };
        let ranges = match is_whole {
            true => std::iter::once(front_matter(text)..text.len()).collect(),
            false => blocks(text),
        };
        if !is_allowed {
            if is_whole {
                of_file(source, id, owners.contains_key(&id), secrets);
            }
            for range in &ranges {
                let vars = &whole.settings.vars;
                read((id, text), range.clone(), !is_whole, vars, secrets);
            }
        }
        let ranges = match is_whole {
            true => std::iter::once(0..text.len()).collect(),
            false => ranges,
        };
        inside.insert(id, ranges);
    }
    inside
}

/// The path of a file that is internal as a whole, and its title where nothing else tells it.
fn of_file(source: &Source, id: SourceId, is_known: bool, secrets: &mut Secrets) {
    let title = value(&source.text, "title");
    let span = match &title {
        Some((_, at)) => Span::new(id, at.start, at.end),
        None => Span::start_of(id),
    };
    secrets.add(What::Source, &source.file(), Some(span));
    if let Some((title, _)) = title.filter(|_| !is_known) {
        secrets.add(What::Title, title, Some(span));
    }
}

/// Files that are published, and that only internal texts may use: whether a page does is seen when
/// all have been looked at.
fn of_files_used(
    public: &Site,
    whole: &Site,
    internal: &[Thing],
    inside: &Inside,
    secrets: &mut Secrets,
) {
    let is_internal: HashSet<&Thing> = internal.iter().collect();
    for thing in whole.model.things() {
        let common = whole.common(thing);
        if allows(common) {
            continue;
        }
        let file = &whole.sources.get(common.body.source).path;
        let file = file.strip_prefix("content/").unwrap_or(file);
        for reference in &common.body.outline.references {
            let address = &*reference.target;
            if reference.kind == ReferenceKind::Wiki || safety(address) != Safety::Local {
                continue;
            }
            let span = whole.sources.written(reference.span);
            let within = |range: &Range<usize>| range.contains(&(span.start as usize));
            let ranges = inside.get(&span.source);
            if !is_internal.contains(&thing) && !ranges.is_some_and(|it| it.iter().any(within)) {
                continue;
            }
            let path = decode(&address[..address.find(['#', '?']).unwrap_or(address.len())]);
            let place = match path.strip_prefix('/') {
                Some(path) => Some(path.to_owned()),
                None => joined(file, &path),
            };
            let Some(place) = place else { continue };
            if let Some(Route::Static(found)) = public.routes.get(&place)
                && !public.layers.is_embedded(found.layer)
            {
                let name = place.rsplit('/').next().unwrap_or_default();
                secrets.add(What::File, name, Some(span));
            }
        }
    }
}
