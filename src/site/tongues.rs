//! A site in the other languages that it declares: the same things, read again with what is
//! translated in place of what isn't.

use super::LoadOptions;
use super::languages::{Language, Languages, pages};
use super::snapshot::Site;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Kind};
use crate::layers::{Found, Layers};
use crate::link::{self, Linked, link};
use crate::model::{Idx, Model, Statement};
use crate::overlay::{self, Hidden, translated};
use crate::route::{Route, Routes, beside};
use crate::search::Index;
use crate::settings::Edition;
use crate::source::Sources;
use crate::theme::Theme;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// An edition while the site is being loaded: linked, and not laid out yet.
pub(super) struct Tongue {
    edition: Edition,
    linked: Linked,
    routes: Routes,
    /// None until it was given its words.
    theme: Option<Theme>,
}

/// Keys that are the same in every language and name no things.
const FIXED: [&str; 14] = [
    "area", "date", "featured", "hours", "id", "order", "optional", "replaces", "requires",
    "scale", "state", "targets", "unset", "was",
];

/// Links the site once more for each of its languages. `documents` are those of its own.
pub(super) fn tongues(
    editions: Vec<Edition>,
    documents: &[Arc<Document>],
    translations: &[Vec<Arc<Document>>],
    hidden: &[Hidden],
    options: &LoadOptions,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Vec<Tongue> {
    if editions.is_empty() {
        return Vec::new();
    }
    let fixed: HashMap<Kind, HashSet<String>> = Kind::ALL
        .into_iter()
        .map(|kind| (kind, relations(kind)))
        .collect();
    let is_fixed = |kind: Kind, key: &str| {
        FIXED.contains(&key) || fixed.get(&kind).is_some_and(|keys| keys.contains(key))
    };
    let of = |(edition, translations): (Edition, &Vec<Arc<Document>>)| {
        let language = overlay::Language {
            code: &edition.code,
            drafts: options.drafts,
            public: options.public,
            hidden,
            is_fixed: &is_fixed,
        };
        let documents = translated(documents, translations, &language, sources, out);
        let linked = link(
            documents,
            hidden,
            &edition.settings,
            sources,
            options.drafts,
            options.public,
            out,
        );
        Tongue {
            edition,
            linked,
            routes: Routes::default(),
            theme: None,
        }
    };
    editions.into_iter().zip(translations).map(of).collect()
}

/// The keys of a kind that name other things.
fn relations(kind: Kind) -> HashSet<String> {
    let asked = link::keys(kind).into_iter();
    asked
        .filter(|key| key.names.is_some())
        .map(|key| key.path)
        .collect()
}

impl Tongue {
    /// Lays out what the edition has at which address, relative to its folder.
    pub fn lay_out(&mut self, has_base_url: bool, out: &mut Vec<Diagnostic>) {
        self.linked.check(&self.edition.settings, out);
        self.routes = Routes::of_edition(&self.linked.model, has_base_url, out);
    }

    /// The files that its pages show and that lie beside them.
    pub fn beside(
        &self,
        sources: &Sources,
        others: &[Found],
        prefix: &str,
    ) -> Vec<(String, Found)> {
        beside(&self.linked.model, sources, others, prefix)
    }

    /// Its folder and its routes.
    pub fn laid_out(&self) -> (String, &Routes) {
        (self.edition.folder(), &self.routes)
    }

    /// Gives it the words of its language.
    pub fn speak(
        &mut self,
        theme: &Theme,
        layers: &Layers,
        sources: &mut Sources,
        out: &mut Vec<Diagnostic>,
    ) {
        let language = &self.edition.settings.language;
        self.theme = Some(theme.in_language(language, layers, sources, out));
    }

    /// The edition as a site.
    pub fn settled(self, base: &Site) -> Option<Site> {
        let Tongue {
            edition,
            linked,
            routes,
            theme,
        } = self;
        Some(Site {
            layers: base.layers.clone(),
            sources: base.sources.clone(),
            search: Index::of(routes.found().len()),
            routes,
            theme: theme?,
            settings: edition.settings,
            model: Arc::new(named_alike(linked.model, &base.model)),
            names: linked.names,
            highlighter: base.highlighter.clone(),
            changes: base.changes.clone(),
            last_change: base.last_change.clone(),
            diagnostics: Vec::new(),
            editions: Vec::new(),
            languages: None,
        })
    }
}

/// Gives the statements of translated levels the ids that they have in the site's own language,
/// where a level says as many of a skill: whoever names one by its id means the same in all of them.
fn named_alike(mut model: Model, base: &Model) -> Model {
    let mut others: HashMap<(usize, usize), Vec<&Statement>> = HashMap::new();
    for (_, statement) in base.statements.iter() {
        let key = (statement.level.place(), statement.skill.place());
        others.entry(key).or_default().push(statement);
    }
    let mut own: HashMap<(usize, usize), Vec<Idx<Statement>>> = HashMap::new();
    for (id, statement) in model.statements.iter() {
        let key = (statement.level.place(), statement.skill.place());
        own.entry(key).or_default().push(id);
    }
    for (key, ids) in own {
        let Some(others) = others.get(&key).filter(|others| others.len() == ids.len()) else {
            continue;
        };
        for (id, other) in ids.into_iter().zip(others) {
            if !model.statements[id].is_pinned {
                model.statements[id].id = other.id.clone();
            }
        }
    }
    model
}

/// Lets all editions know of each other.
pub(super) fn acquainted(base: &mut Site, mut editions: Vec<Site>) {
    if editions.is_empty() {
        return;
    }
    let of = |site: &Site, folder: String, name: &str, is_other: bool| Language {
        code: site.settings.language.clone(),
        name: name.to_owned(),
        folder,
        declared: site.settings.declared,
        pages: pages(site, is_other),
    };
    let name = base.settings.language_name.clone();
    let mut all = vec![of(base, String::new(), &name, false)];
    for edition in &editions {
        let folder = format!("{}/", edition.settings.language.to_ascii_lowercase());
        all.push(of(edition, folder, &edition.settings.language_name, true));
    }
    let all = Arc::new(all);
    let shared = base.routes.iter();
    let shared = shared.filter(|(_, route)| matches!(route, Route::Static(_)));
    let shared: HashMap<Arc<str>, ()> = shared.map(|(path, _)| (path.into(), ())).collect();
    let shared = Arc::new(shared);
    for (place, edition) in editions.iter_mut().enumerate() {
        edition.languages = Some(Box::new(Languages {
            here: place + 1,
            all: all.clone(),
            base: Some(base.model.clone()),
            shared: shared.clone(),
        }));
    }
    base.languages = Some(Box::new(Languages {
        here: 0,
        all,
        base: None,
        shared,
    }));
    base.editions = editions.into_iter().map(Arc::new).collect();
}
