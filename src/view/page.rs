//! The page that is being rendered: everything round the thing that it shows.

use super::compare::CompareView;
use super::difference::DifferenceView;
use super::group::{named, named_list};
use super::index::{ListView, everything};
use super::paper::Paper;
use super::path::PathView;
use super::print::print_names;
use super::scope::{PageScope, Scope};
use super::site::SiteView;
use super::skill::ScaleView;
use super::thing::{date, edit_url, plain_summary, view};
use super::title::{described, title_of};
use super::tongue::canonical;
use crate::document::Kind;
use crate::link::{Found, Reference};
use crate::model::{Idx, Thing};
use crate::route::{Root, Route, page_file, thing_url};
use crate::site::Site;
use minijinja::Value;
use std::sync::{Arc, OnceLock};

/// A route and the file that it is published at.
#[derive(Clone, Debug)]
pub struct Place {
    route: Route,
    path: Box<str>,
    /// Asked for several times on each page.
    title: OnceLock<Value>,
    /// Likewise.
    description: OnceLock<Value>,
    /// Likewise.
    crumbs: OnceLock<Vec<Crumb>>,
    /// Likewise.
    breadcrumbs: OnceLock<Value>,
    /// Likewise.
    canonical: OnceLock<Value>,
}

/// Title and address of a step on the way from the home page; the page itself has no address.
pub(super) type Crumb = (String, Option<String>);

view! {
    /// The page.
    PageView(Place);
    /// What it is: `home`, `thing`, `difference`, `compare`, `matrix`, `plan`, `print`, `list`,
    /// `glossary`, `your-copy`, `search`, `not-found`.
    kind = |v| v.kind();
    /// Its title.
    title = |v| v.id.title.get_or_init(|| v.title().into()).clone();
    /// One sentence on it, as words, or none.
    description = |v| v.known_description().clone();
    /// Its address, relative to the site, without `index.html`.
    url = |v| v.url();
    /// Its whole address, or none when the site doesn't say where it is published.
    canonical = |v| v.id.canonical.get_or_init(|| v.canonical().into()).clone();
    /// The way to the root of the site: `../../`.
    root = |v| v.scope.file_href("");
    /// The entry of the navigation that it belongs to.
    section = |v| v.section();
    /// The way from the home page: `title` and `url` of each; the page itself comes last and has
    /// no `url`.
    breadcrumbs = |v| v.id.breadcrumbs.get_or_init(|| v.breadcrumbs()).clone();
    /// The languages of the site, and where each has this page (or its home page, where it has no
    /// such page): `code`, `name` in the language itself, `dir`, `url`, `is_here`. None of a site in one language.
    languages = |v| v.languages();
    /// The languages that this page is really in, for search engines: `code` and the whole `url` of
    /// each, `x-default` last; an empty list where it is in one alone.
    alternates = |v| v.alternates();
    /// The language that the text of this page is in, as it isn't translated yet: `code`, `name`,
    /// `dir`; or none.
    fallback = |v| v.fallback();
    /// Who looks after it, or none.
    owner = |v| v.common().and_then(|common| common.owner.clone().map(String::from));
    /// When it was last read through, or none.
    reviewed = |v| date(v.common().and_then(|common| Some(common.reviewed.as_ref()?.value)));
    /// When its file was last changed, or none.
    changed = |v| date(v.common().and_then(|common| v.scope.site.changed(common)));
    /// Where its file can be edited, or none.
    edit_url = |v| v.edit_url();
    /// What the upstream is called that alone has this page, and where it is edited; none for a page
    /// of the site's own.
    edit_layer = |v| v.edit_layer();
    /// The address of the page that it has for paper, or none.
    print_url = |v| v.print_url();
    /// Structured data about it, as JSON that is safe within a script element.
    json_ld = |v| Value::from_safe_string(super::json_ld::json_ld(&v.scope, &v.id.route, v.crumbs(), v.known_description().as_str()));
    /// The next thing of its kind in order, or none.
    next = |v| v.neighbour(1);
    /// The one before it, or none.
    previous = |v| v.neighbour(-1);
}

/// The names that a template sees, for one route.
pub fn page_view(site: &Arc<Site>, route: &Route, path: &str) -> Value {
    let root = match route {
        // By path alone, so that a copy on another host, such as a preview, is whole as well.
        Route::NotFound => Root::Path(site.settings.base_url.path.clone()),
        _ => Root::of(path),
    };
    let mut scope = PageScope::new(site.clone(), root);
    scope.marks = !site.folder().is_empty();
    if let Route::Print(layout) = route {
        scope.paper = Some(Paper::of(site, *layout, path));
    }
    let scope: Scope = Arc::new(scope);
    let place = Place {
        route: route.clone(),
        path: path.into(),
        title: OnceLock::new(),
        description: OnceLock::new(),
        crumbs: OnceLock::new(),
        breadcrumbs: OnceLock::new(),
        canonical: OnceLock::new(),
    };
    let mut names = vec![
        ("site", SiteView::value(&scope, ())),
        ("page", PageView::value(&scope, place)),
    ];
    match route {
        Route::Home => names.push(("text", site.home().map(|page| view(&scope, page)).into())),
        // `page` is the page itself, also where its thing is a plain one.
        Route::Thing(Thing::Page(id)) => names.push(("text", view(&scope, (*id).into()))),
        Route::Thing(thing) => names.push((thing.kind().name(), view(&scope, *thing))),
        Route::Difference(from, to) => {
            names.push(("difference", DifferenceView::between(&scope, *from, *to)));
        }
        Route::Compare(track) => names.push(("compare", CompareView::of(&scope, *track))),
        Route::Matrix(path) | Route::Plan(path) => {
            names.push(("path", PathView::value(&scope, *path)))
        }
        Route::Print(layout) => names.extend(print_names(&scope, *layout)),
        Route::List(kind) => names.push(("list", ListView::value(&scope, *kind))),
        Route::Glossary => {
            names.push(("scales", ScaleView::values(&scope, site.model.scales.ids())));
        }
        Route::Search => names.push(("everything", everything(&scope))),
        Route::Alias(thing) => names.push(("target", view(&scope, *thing))),
        _ => {}
    }
    named_list(names)
}

impl PageView {
    /// What the thing of the page has in common with all others.
    fn common(&self) -> Option<&crate::model::Common> {
        let thing = match &self.id.route {
            Route::Home => self.scope.site.home()?,
            Route::Thing(thing) => *thing,
            Route::Compare(track) => Thing::Track(*track),
            Route::Matrix(path) | Route::Plan(path) => Thing::Path(*path),
            Route::Print(layout) => layout.things()[0],
            _ => return None,
        };
        Some(self.scope.site.common(thing))
    }

    fn kind(&self) -> &'static str {
        match &self.id.route {
            Route::Home => "home",
            Route::Thing(_) => "thing",
            Route::Difference(..) => "difference",
            Route::Compare(_) => "compare",
            Route::Matrix(_) => "matrix",
            Route::Plan(_) => "plan",
            Route::Print(_) => "print",
            Route::List(_) => "list",
            Route::Glossary => "glossary",
            Route::YourCopy => "your-copy",
            Route::Search => "search",
            Route::NotFound => "not-found",
            _ => "other",
        }
    }

    fn title(&self) -> String {
        title_of(&self.scope, &self.id.route)
    }

    fn description(&self) -> Option<String> {
        described(&self.scope, &self.id.route).or_else(|| {
            let common = self.common();
            let own = common.and_then(|common| plain_summary(&self.scope, common));
            own.or_else(|| self.scope.site.settings.description.clone())
        })
    }

    /// The file that it is published at, relative to its edition.
    pub(super) fn path(&self) -> &str {
        &self.id.path
    }

    fn url(&self) -> String {
        let path: &str = &self.id.path;
        path.strip_suffix("index.html").unwrap_or(path).to_owned()
    }

    fn canonical(&self) -> Option<String> {
        let base_url = &self.scope.site.settings.base_url;
        (base_url.is_known() && self.id.route.is_page())
            .then(|| canonical(&self.scope.site, &self.id.path, &self.url()))
    }

    fn section(&self) -> &str {
        match &self.id.route {
            Route::Thing(thing) => match thing.kind() {
                Kind::Page => {
                    let id = &self.scope.site.common(*thing).id;
                    id.split('/').next().unwrap_or_default()
                }
                Kind::Level => "tracks",
                Kind::Packet | Kind::Archetype | Kind::Pitfall => "paths",
                kind => kind.folder(),
            },
            Route::Difference(..) | Route::Compare(_) => "tracks",
            Route::Matrix(_) | Route::Plan(_) => "paths",
            Route::List(Kind::Level) => "tracks",
            Route::List(kind) => kind.folder(),
            Route::Search => "search",
            _ => "",
        }
    }

    fn print_url(&self) -> Option<String> {
        let path = page_file(&format!("{}print/", self.url()));
        match self.scope.site.routes.get(&path) {
            Some(Route::Print(_)) => Some(self.scope.file_href(&path)),
            _ => None,
        }
    }

    fn edit_layer(&self) -> Option<String> {
        let site = &self.scope.site;
        let source = site.edited(self.common()?);
        let upstream = site.settings.upstream_of(&source.layer)?;
        Some(upstream.name.clone())
    }

    fn edit_url(&self) -> Option<String> {
        edit_url(&self.scope, self.common()?)
    }

    fn known_description(&self) -> &Value {
        let description = || self.description().into();
        self.id.description.get_or_init(description)
    }

    fn crumbs(&self) -> &[Crumb] {
        let crumbs = || crumbs(&self.scope, &self.id.route, self.title());
        self.id.crumbs.get_or_init(crumbs)
    }

    fn breadcrumbs(&self) -> Value {
        let url = |url: &Option<String>| Value::from(url.as_deref());
        let crumbs = self.crumbs().iter();
        crumbs
            .map(|(title, to)| named([("title", Value::from(title)), ("url", url(to))]))
            .collect()
    }

    /// Only things that have an order that a reader follows have neighbours: phases have their
    /// own, levels their track.
    fn neighbour(&self, step: isize) -> Option<Value> {
        let Route::Thing(thing) = &self.id.route else {
            return None;
        };
        let model = &self.scope.site.model;
        let next = thing.place().checked_add_signed(step)?;
        let (next, same_group) = match *thing {
            Thing::Skill(id) => {
                let next = model.skills.ids().nth(next)?;
                (
                    Thing::Skill(next),
                    model.skills[next].area == model.skills[id].area,
                )
            }
            Thing::Page(id) => {
                let next: Idx<_> = model.pages.ids().nth(next)?;
                let folder = |id: &str| id.rsplit_once('/').map(|(folder, _)| folder.to_owned());
                let (a, b) = (&model.pages[id].common.id, &model.pages[next].common.id);
                (
                    Thing::Page(next),
                    folder(a).is_some() && folder(a) == folder(b),
                )
            }
            _ => return None,
        };
        same_group.then(|| view(&self.scope, next))
    }
}

/// Title and address of each step from the home page; the last one has no address.
fn crumbs(scope: &Scope, route: &Route, title: String) -> Vec<Crumb> {
    let site = &scope.site;
    let list = |kind: Kind| {
        let file = page_file(&format!("{}/", kind.folder()));
        let word = scope.word(&format!("list.{}", kind.folder()));
        site.routes
            .get(&file)
            .map(|_| (word, Some(scope.file_href(&file))))
    };
    let thing = |thing: Thing| {
        (
            scope.titled(site.common(thing)).into_owned(),
            Some(scope.href(thing)),
        )
    };
    let track = |level: Idx<crate::model::Level>| {
        site.model.levels[level]
            .track
            .map(|(track, _)| thing(track.into()))
    };
    let home = (scope.word("home"), Some(scope.file_href("index.html")));
    let mut crumbs = vec![home];
    match route {
        Route::Home => return Vec::new(),
        Route::Thing(Thing::Phase(id)) => {
            crumbs.extend(list(Kind::Path));
            crumbs.push(thing(site.model.phases[*id].path.into()));
        }
        Route::Thing(Thing::Level(id)) => crumbs.extend(track(*id).or_else(|| list(Kind::Level))),
        Route::Thing(Thing::Page(id)) => {
            let id = &site.model.pages[*id].common.id;
            let folders = id.match_indices('/').map(|(at, _)| &id[..at]);
            for folder in folders {
                if let Found::Thing(page) =
                    site.names.find(Reference::read(folder), Some(Kind::Page))
                    && thing_url(&site.model, page) == format!("{folder}/")
                {
                    crumbs.push(thing(page));
                }
            }
        }
        Route::Thing(other) => crumbs.extend(list(other.kind())),
        Route::Difference(from, _) => {
            crumbs.extend(track(*from));
            crumbs.push(thing((*from).into()));
        }
        Route::Compare(of) => {
            crumbs.extend(list(Kind::Track));
            crumbs.push(thing((*of).into()));
        }
        Route::Matrix(path) | Route::Plan(path) => {
            crumbs.extend(list(Kind::Path));
            crumbs.push(thing((*path).into()));
        }
        _ => {}
    }
    crumbs.push((title, None));
    crumbs
}
