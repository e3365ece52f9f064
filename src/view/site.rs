//! The site as a whole.

use super::group::named;
use super::ladder::{Ladder, LadderView};
use super::level::LevelView;
use super::path::{PathView, path_rank};
use super::skill::{AreaView, ScaleView, SkillView};
use super::small::PlainPageView;
use super::thing::date;
use super::track::TrackView;
use crate::document::Kind;
use crate::link::{Found, Reference};
use crate::model::{Idx, Level, Thing};
use crate::route::{Route, page_file};
use minijinja::Value;

view! {
    /// The site.
    SiteView(());
    /// What it is called.
    title = |v| v.scope.site.settings.title.as_str();
    /// One sentence on it, or none.
    description = |v| v.scope.site.settings.description.as_deref();
    /// The language of its texts, a BCP 47 tag.
    language = |v| v.scope.site.settings.language.as_str();
    /// `ltr` or `rtl`: the way its language is written.
    direction = |v| direction(&v.scope.site.settings.language);
    /// The address of its home page, from here.
    url = |v| v.scope.file_href("index.html");
    /// Where it is published, or none.
    base_url = |v| v.base_url();
    /// The words of `[vars]`.
    vars = |v| Value::from_pairs(v.scope.site.settings.vars.iter().map(|(name, word)| (name.clone(), Value::from(word.as_str()))));
    /// What is said of the licence of the texts, as HTML, or none.
    licence = |v| v.licence();
    /// The sites that this one lies over, or lay over once, the nearest first: `name`, `url` (or none), `licence` and
    /// `attribution` (texts, or none) of each.
    upstreams = |v| v.upstreams();
    /// The address of the logo, or none.
    logo = |v| v.scope.site.settings.theme.logo.as_deref().map(|logo| v.scope.shared_href(logo.trim_start_matches('/')));
    /// The font that `[theme]` sets for text, or none.
    font = |v| v.scope.site.settings.theme.font.as_deref();
    /// The density that `[theme]` sets, or none.
    density = |v| v.scope.site.settings.theme.density.as_deref();
    /// Its tracks.
    tracks = |v| TrackView::values(&v.scope, v.scope.site.model.tracks.ids());
    /// The map of its tracks on a grid: `columns` (how many), `lines` (`track`, `row` from 0, and
    /// `stations` with `level`, `column` from 0, `is_change`, and `path` to the next one or none)
    /// and `changes` of track (`from` and `to` with `level`, `row`, `column`; `path`).
    map = |v| super::map::map(&v.scope);
    /// All tracks side by side, a `ladder`; none where there is one track, or too much for a page.
    ladder = |v| Ladder::of_all(&v.scope).map(|ladder| LadderView::value(&v.scope, ladder));
    /// Whether there is one.
    has_ladder = |v| Ladder::of_all(&v.scope).is_some();
    /// Plain pages at its top, and those of folders that have no page of their own; at most a
    /// hundred.
    pages = |v| v.pages();
    /// All its skills. For lists: a page that uses this grows with the site.
    skills = |v| SkillView::values(&v.scope, v.scope.site.model.skills.ids());
    /// All its paths. For lists: a page that uses this grows with the site.
    paths = |v| v.paths();
    /// Whether there is a list of a kind, and its address: `lists.skills` is the address of the
    /// list of skills, or none.
    lists = |v| v.lists();
    /// Levels from which a path or the next level leads on, track by track.
    starting_points = |v| v.starting_points();
    /// Its areas of skills.
    areas = |v| AreaView::values(&v.scope, v.scope.site.model.areas.ids());
    /// Its scales, its own first.
    scales = |v| ScaleView::values(&v.scope, v.scope.site.model.scales.ids());
    /// Paths that are shown first; all of them when none is marked.
    featured = |v| v.featured();
    /// The main navigation: `title`, `url` and `id` of each.
    navigation = |v| v.navigation();
    /// Pairs of levels that one can switch between, drawn from paths that lead to another track:
    /// `from`, `to`, `path`.
    switches = |v| v.switches();
    /// What was changed last: `title`, `url`, `date`, `kind_name`, `summary` of at most eight
    /// things.
    news = |v| v.news();
    /// The version of the contract with themes: the number rises when a field goes or changes its
    /// meaning.
    contract = |_v| super::contract::VERSION;
    /// The version of the tool.
    generator = |_v| concat!("Waypost ", env!("CARGO_PKG_VERSION"));
    /// The address of a file of the theme is `theme_url` and its name: `{{ site.theme_url }}waypost.css`.
    theme_url = |v| v.scope.shared_href("theme/");
    /// The address of the script with the words that other scripts say, in the language of the page.
    words_url = |v| v.scope.file_href("theme/words.js");
}

impl SiteView {
    fn base_url(&self) -> Option<String> {
        let base_url = &self.scope.site.settings.base_url;
        base_url.is_known().then(|| base_url.absolute(""))
    }

    fn upstreams(&self) -> Value {
        let upstreams = self.scope.site.settings.foundations();
        upstreams
            .iter()
            .map(|upstream| {
                named([
                    ("name", Value::from(upstream.name.as_str())),
                    ("url", upstream.url.as_deref().into()),
                    ("licence", upstream.licence.as_deref().into()),
                    ("attribution", upstream.attribution.as_deref().into()),
                ])
            })
            .collect()
    }

    fn licence(&self) -> Value {
        let site = &self.scope.site;
        let resolver = self.scope.resolver("site.toml");
        let licence = site.settings.licence.as_ref().map(|text| {
            Value::from_safe_string(crate::markdown::render(
                crate::markdown::Fragment::alone(text),
                crate::markdown::Within::Phrase,
                site.settings.markdown,
                &resolver,
                &site.highlighter,
            ))
        });
        licence.into()
    }

    fn featured(&self) -> Value {
        let paths = &self.scope.site.model.paths;
        let mut featured: Vec<_> = paths
            .iter()
            .filter(|(_, path)| path.featured)
            .map(|(id, _)| id)
            .collect();
        if featured.is_empty() {
            // A site of a thousand paths shows the first few.
            featured = paths.ids().take(12).collect();
        }
        PathView::values(&self.scope, featured)
    }

    /// Lists that there are, and the guide; or what `[navigation]` says.
    fn navigation(&self) -> Value {
        let site = &self.scope.site;
        let set = &site.settings.navigation;
        if !set.is_empty() {
            let resolver = self.scope.resolver("content/index.md");
            use crate::markdown::{Resolver, Target};
            return set
                .iter()
                .map(|(title, target)| {
                    let url = match resolver.reference(target) {
                        Target::Page { href, .. } => href,
                        Target::Planned(address) | Target::Text(address) => {
                            resolver.link(&address).unwrap_or_default()
                        }
                    };
                    entry(target, title, url)
                })
                .collect();
        }
        let mut entries = Vec::new();
        let lists = [Kind::Path, Kind::Track, Kind::Skill, Kind::Resource];
        for kind in lists {
            let file = page_file(&format!("{}/", kind.folder()));
            if site.routes.get(&file).is_some() {
                let title = self.scope.word(&format!("list.{}", kind.folder()));
                entries.push(entry(kind.folder(), &title, self.scope.file_href(&file)));
            }
        }
        if let Some(Route::Thing(guide)) = site.routes.get("guide/index.html") {
            entries.push(entry(
                "guide",
                &self.scope.titled(site.common(*guide)),
                self.scope.file_href("guide/index.html"),
            ));
        }
        let search = self.scope.word("search.title");
        entries.push(entry(
            "search",
            &search,
            self.scope.file_href("search/index.html"),
        ));
        Value::from(entries)
    }

    fn pages(&self) -> Value {
        let pages = self.scope.site.model.pages.iter();
        let names = &self.scope.site.names;
        let has_page = |folder: &str| {
            let found = names.find(Reference::read(folder), Some(Kind::Page));
            matches!(found, Found::Thing(page) if *self.scope.site.common(page).id == *folder)
        };
        let is_listed = |id: &str| match id.split_once('/') {
            Some((folder, _)) => !has_page(folder),
            None => !id.is_empty() && Kind::of_folder(id).is_none(),
        };
        let top = pages.filter(|(_, page)| is_listed(&page.common.id));
        PlainPageView::values(&self.scope, top.map(|(id, _)| id).take(100))
    }

    fn paths(&self) -> Value {
        let model = &self.scope.site.model;
        let mut paths: Vec<_> = model.paths.ids().collect();
        paths.sort_by_key(|path| path_rank(model, *path));
        PathView::values(&self.scope, paths)
    }

    fn starting_points(&self) -> Value {
        let model = &self.scope.site.model;
        let is_start = |id: &Idx<Level>| {
            let level = &model.levels[*id];
            let goes_up = level
                .track
                .is_some_and(|(track, rank)| rank + 1 < model.tracks[track].levels.len());
            goes_up || !level.paths_from.is_empty()
        };
        let on_tracks = model.tracks.iter().flat_map(|(_, track)| &track.levels);
        let alone = model
            .levels
            .iter()
            .filter(|(_, level)| level.track.is_none());
        let levels = on_tracks.copied().chain(alone.map(|(id, _)| id));
        LevelView::values(&self.scope, levels.filter(is_start))
    }

    fn lists(&self) -> Value {
        let list = |kind: &Kind| {
            (
                kind.folder(),
                Value::from(super::index::list_href(&self.scope, *kind)),
            )
        };
        Value::from_pairs(Kind::ALL.iter().map(list))
    }

    fn switches(&self) -> Value {
        let model = &self.scope.site.model;
        model
            .paths
            .iter()
            .filter_map(|(id, path)| {
                let (from, to) = (path.from?, path.to?);
                let (a, b) = (model.levels[from].track?.0, model.levels[to].track?.0);
                (a != b).then(|| {
                    named([
                        ("from", LevelView::value(&self.scope, from)),
                        ("to", LevelView::value(&self.scope, to)),
                        ("path", PathView::value(&self.scope, id)),
                    ])
                })
            })
            .collect()
    }

    fn news(&self) -> Value {
        newest(&self.scope.site)
            .into_iter()
            .take(8)
            .map(|(day, thing)| {
                let common = self.scope.site.common(thing);
                named([
                    ("title", Value::from(&*self.scope.titled(common))),
                    ("url", self.scope.href(thing).into()),
                    ("date", date(Some(day))),
                    (
                        "kind_name",
                        super::scope::kind_word(&self.scope, common.kind).into(),
                    ),
                    (
                        "summary",
                        super::thing::plain_summary(&self.scope, common).into(),
                    ),
                ])
            })
            .collect()
    }
}

/// The way a language is written, by the script that its tag names or that it is written in
/// without one: <https://www.rfc-editor.org/rfc/rfc5646>.
pub(super) fn direction(language: &str) -> &'static str {
    const SCRIPTS: [&str; 8] = [
        "adlm", "arab", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa",
    ];
    const LANGUAGES: [&str; 13] = [
        "ar", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi",
    ];
    let mut parts = language.split(['-', '_']);
    let first = parts.next().unwrap_or_default().to_ascii_lowercase();
    let script = parts.find(|part| part.len() == 4 && part.is_ascii());
    let is_rtl = match script {
        Some(script) => SCRIPTS.contains(&&*script.to_ascii_lowercase()),
        None => LANGUAGES.contains(&&*first),
    };
    if is_rtl { "rtl" } else { "ltr" }
}

fn entry(id: &str, title: &str, url: String) -> Value {
    named([
        ("id", Value::from(id)),
        ("title", Value::from(title)),
        ("url", Value::from(url)),
    ])
}

/// Things with a day, the newest first: the day of publication, of the last change, or of the last
/// review. Rows of tables have no day of their own.
pub(crate) fn newest(site: &crate::site::Site) -> Vec<(jiff::civil::Date, Thing)> {
    let mut newest: Vec<(jiff::civil::Date, Thing)> = site
        .model
        .things()
        .filter_map(|thing| {
            let common = site.common(thing);
            if common.is_row {
                return None;
            }
            let published = match thing {
                Thing::Path(id) => site.model.paths[id].date,
                _ => None,
            };
            let reviewed = common.reviewed.as_ref().map(|day| day.value);
            let day = site.changed(common).max(published).or(reviewed)?;
            Some((day, thing))
        })
        .collect();
    newest.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    newest
}
