//! What pages for paper show beside the things that they are about.

mod ladder;

use super::difference::DifferenceView;
use super::resource::ResourceView;
use super::scope::Scope;
use super::thing::{date, view};
use crate::model::{Idx, Resource, Thing};
use crate::route::{Layout, page_file};
use minijinja::Value;

view! {
    /// A page that is made for paper.
    PrintView(Layout);
    /// What is laid out: `ladder`, `levels`, `path`, `sheet` or `packet`.
    layout = |v| v.id.name();
    /// The address of the page that it belongs to, from here.
    url = |v| v.scope.file_href(&page_file(&v.page()));
    /// The address to print on each sheet: the whole one of that page where the site says where it
    /// is published, else the one within the site.
    address = |v| v.address();
    /// The first letters of the commit that changed the content last, or none.
    commit = |v| v.scope.site.last_change.as_ref().map(|last| &*last.commit);
    /// Its day, or none.
    date = |v| date(v.scope.site.last_change.as_ref().map(|last| last.day));
    /// The parts of a ladder that stand side by side: `levels`, and `areas` with `area` (or none)
    /// and `rows`. A row has `skill`, `cells` (one for each level: `level`, `what` and, unless that
    /// is `none`, `step`, `optional` and `statements`), and `long`: `level` and `rows` (of
    /// statements) of each cell that has too many for a column. `what` is `new`, `same`, `undefined`, `step` or `none`. A statement
    /// stands only at the first of the levels that it holds at.
    tiles = |v| v.tiles();
    /// Whether what others see when a phase is done fits on the sheet of the plan.
    plan_has_metrics = |v| v.plan_has_metrics();
    /// The works that a path and its phases name, each once.
    resources = |v| v.resources();
    /// The addresses that links of the page have led to so far, in the order of their numbers: of
    /// a path alone. Asked for last.
    notes = |v| v.scope.paper.as_ref().map(|paper| paper.notes()).unwrap_or_default().into_iter().map(|note| Value::from(&*note)).collect::<Value>();
}

impl PrintView {
    fn page(&self) -> String {
        self.id.page(&self.scope.site.model)
    }

    fn address(&self) -> String {
        let base_url = &self.scope.site.settings.base_url;
        match base_url.is_known() {
            true => base_url.absolute(&self.page()),
            false => self.page(),
        }
    }

    /// About what is left of a sheet beside the names and the times of phases.
    fn plan_has_metrics(&self) -> bool {
        const ROOM: usize = 1_800;
        let Layout::Path(path) = self.id else {
            return false;
        };
        let model = &self.scope.site.model;
        let phases = &model.paths[path].phases;
        let lengths = phases.iter().map(|id| {
            let phase = &model.phases[*id];
            let outline = &phase.common.body.outline;
            let section = phase.metrics.as_ref();
            let span = section.and_then(|section| outline.span(section.blocks.clone()));
            span.map_or(0, |span| span.range().len())
        });
        phases.len() <= 5 && lengths.sum::<usize>() <= ROOM
    }

    fn resources(&self) -> Value {
        let Layout::Path(path) = self.id else {
            return Value::from(Vec::<Value>::new());
        };
        let model = &self.scope.site.model;
        let path = &model.paths[path];
        let phases = path.phases.iter();
        let of_phases = phases.flat_map(|id| &model.phases[*id].resources);
        let mut all: Vec<Idx<Resource>> = of_phases.chain(&path.resources).copied().collect();
        all.sort();
        all.dedup();
        ResourceView::values(&self.scope, all)
    }

    fn tiles(&self) -> Value {
        match self.id {
            Layout::Ladder(track) => ladder::tiles(&self.scope, track),
            _ => Value::from(Vec::<Value>::new()),
        }
    }
}

/// The names that the template of a layout sees, beside those that all pages have.
pub(super) fn print_names(scope: &Scope, layout: Layout) -> Vec<(&'static str, Value)> {
    let mut names = vec![("print", PrintView::value(scope, layout))];
    match layout {
        Layout::Levels(from, to) => {
            names.push(("difference", DifferenceView::between(scope, from, to)));
        }
        _ => {
            let thing = layout.things()[0];
            names.push((thing.kind().name(), view(scope, thing)));
        }
    }
    names
}

/// What the layout is called.
pub(super) fn print_title(scope: &Scope, layout: Layout) -> String {
    let title = |thing: Thing| scope.titled(scope.site.common(thing));
    match layout {
        Layout::Ladder(track) => scope
            .word("paper.ladder")
            .replace("{track}", &title(track.into())),
        Layout::Levels(from, to) => scope
            .word("paper.levels")
            .replace("{from}", &title(from.into()))
            .replace("{to}", &title(to.into())),
        Layout::Sheet(path) => scope
            .word("matrix.title")
            .replace("{path}", &title(path.into())),
        Layout::Path(path) => title(path.into()).into_owned(),
        Layout::Packet(packet) => title(packet.into()).into_owned(),
    }
}
