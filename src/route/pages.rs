//! The pages of a site and what is made beside them, in one language.

use super::adding::Adding;
use super::aliases::former_file;
use super::choice::{Choice, MOST_COMPARED, compare_script, compare_url};
use super::list::{Route, Routes, SITEMAP_LIMIT, differences};
use super::print::published;
use super::search::{Findable, SearchFile};
use super::url::{page_file, thing_url};
use crate::diagnostic::Diagnostic;
use crate::document::Kind;
use crate::model::Model;
use crate::source::Span;

impl Adding {
    /// The pages of a model, and the files that are made of it.
    pub fn pages(
        &mut self,
        model: &Model,
        findable: &Findable<'_>,
        has_base_url: bool,
        out: &mut Vec<Diagnostic>,
    ) {
        for (kind, span) in lists(model) {
            self.add(
                &page_file(&format!("{}/", kind.folder())),
                Route::List(kind),
                span,
                out,
            );
        }
        self.add("index.html", Route::Home, None, out);
        for thing in model.things() {
            let common = model.common(thing);
            let url = thing_url(model, thing);
            let is_folder_text = common.kind == Kind::Page
                && (common.id.is_empty()
                    || Kind::of_folder(&common.id).is_some_and(|kind| self.has_list(kind)));
            if !is_folder_text {
                self.add(
                    &page_file(&url),
                    Route::Thing(thing),
                    Some(common.span),
                    out,
                );
            }
        }
        for (from, to) in differences(model) {
            let url = format!(
                "levels/{}/to/{}/",
                model.levels[from].common.id, model.levels[to].common.id
            );
            self.add(&page_file(&url), Route::Difference(from, to), None, out);
        }
        let choices: Vec<Choice> = model.tracks.ids().map(|id| Choice::of(model, id)).collect();
        let is_small = choices.iter().map(Choice::count).sum::<usize>() <= MOST_COMPARED;
        for ((id, track), choice) in model.tracks.iter().zip(&choices) {
            if choice.count() > 0 {
                let url = page_file(&compare_url(model, id));
                self.add(&url, Route::Compare(id), Some(track.common.span), out);
                if is_small && choice.is_within_reason(model) {
                    let file = compare_script(model, id);
                    self.add(&file, Route::CompareScript(id), None, out);
                }
            }
        }
        for (id, path) in model.paths.iter() {
            let url = format!("paths/{}/matrix/", path.common.id);
            self.add(
                &page_file(&url),
                Route::Matrix(id),
                Some(path.common.span),
                out,
            );
            if !path.phases.is_empty() {
                let url = page_file(&format!("paths/{}/plan/", path.common.id));
                self.add(&url, Route::Plan(id), Some(path.common.span), out);
            }
        }
        for layout in published(model) {
            let span = model.common(layout.things()[0]).span;
            let url = layout.url(model);
            self.add(&page_file(&url), Route::Print(layout), Some(span), out);
        }
        for (id, packet) in model.packets.iter() {
            if !packet.template.is_empty() {
                let url = format!("packets/{}/template.md", packet.common.id);
                self.add(
                    &url,
                    Route::PacketTemplate(id),
                    Some(packet.common.span),
                    out,
                );
            }
        }
        self.add("glossary/index.html", Route::Glossary, None, out);
        // Where there is nothing to answer and nothing to tick, nobody keeps anything.
        if !(model.paths.is_empty() && model.resources.is_empty() && model.packets.is_empty()) {
            self.add("your-copy/index.html", Route::YourCopy, None, out);
            self.add("theme/words.js", Route::Words, None, out);
        }
        self.add("search/index.html", Route::Search, None, out);
        self.add("404.html", Route::NotFound, None, out);
        let pages = self.list.iter();
        let pages = pages.filter(|(_, route, _)| findable.has(route)).count();
        for (path, file) in SearchFile::all(pages) {
            self.add(&path, Route::SearchFile(file), None, out);
        }
        self.add("model.json", Route::ModelJson, None, out);
        if !model.levels.is_empty() {
            self.add("matrix.csv", Route::MatrixCsv, None, out);
            self.add("matrix.xlsx", Route::MatrixXlsx, None, out);
        }
        if has_base_url {
            self.add("feed.xml", Route::Feed, None, out);
        }
    }

    /// The routes of the site in other languages, each in the folder of its language.
    pub fn editions<'e>(
        &mut self,
        editions: impl Iterator<Item = (String, &'e Routes)>,
        out: &mut Vec<Diagnostic>,
    ) {
        for ((folder, routes), number) in editions.zip(0..) {
            for (path, route) in routes.iter() {
                let route = Route::Edition(number, Box::new(route.clone()));
                self.add(&format!("{folder}{path}"), route, None, out);
            }
        }
    }

    /// The sitemap, in parts where it is too long for one.
    pub fn sitemaps(&mut self, out: &mut Vec<Diagnostic>) {
        let is_page = |route: &Route| match route {
            Route::Edition(_, inner) => inner.is_page(),
            route => route.is_page(),
        };
        let pages = self.list.iter();
        let pages = pages.filter(|(_, route, _)| is_page(route)).count();
        self.add("sitemap.xml", Route::Sitemap(None), None, out);
        if pages > SITEMAP_LIMIT {
            for part in 0..pages.div_ceil(SITEMAP_LIMIT) {
                let file = format!("sitemap-{}.xml", part + 1);
                self.add(&file, Route::Sitemap(Some(part)), None, out);
            }
        }
    }

    /// The former addresses of things.
    pub fn former(&mut self, model: &Model, out: &mut Vec<Diagnostic>) {
        for thing in model.things() {
            for former in &model.common(thing).was {
                if let Some(file) = former_file(model, thing, former, out) {
                    self.add(&file, Route::Alias(thing), Some(former.span), out);
                }
            }
        }
    }
}

/// The kinds that have something to list.
fn lists(model: &Model) -> Vec<(Kind, Option<Span>)> {
    let filled = [
        (Kind::Track, model.tracks.is_empty()),
        (Kind::Level, model.levels.is_empty()),
        (Kind::Skill, model.skills.is_empty()),
        (Kind::Path, model.paths.is_empty()),
        (Kind::Resource, model.resources.is_empty()),
        (Kind::Archetype, model.archetypes.is_empty()),
        (Kind::Pitfall, model.pitfalls.is_empty()),
        (Kind::Packet, model.packets.is_empty()),
    ];
    filled
        .into_iter()
        .filter(|(_, is_empty)| !is_empty)
        .map(|(kind, _)| (kind, None))
        .collect()
}
