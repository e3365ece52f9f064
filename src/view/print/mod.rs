//! What pages for paper show beside the things that they are about.

mod ladder;

use super::difference::DifferenceView;
use super::scope::Scope;
use super::thing::{date, view};
use crate::model::Thing;
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
    /// is `none`, `step`, `optional` and `statements`), and `long`: the cells whose statements are
    /// too many for a column. `what` is `new`, `same`, `undefined`, `step` or `none`. A statement
    /// stands only at the first of the levels that it holds at.
    tiles = |v| v.tiles();
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
    let title = |thing: Thing| &*scope.site.common(thing).title;
    match layout {
        Layout::Ladder(track) => scope
            .word("paper.ladder")
            .replace("{track}", title(track.into())),
        Layout::Levels(from, to) => scope
            .word("paper.levels")
            .replace("{from}", title(from.into()))
            .replace("{to}", title(to.into())),
        Layout::Sheet(path) => scope
            .word("matrix.title")
            .replace("{path}", title(path.into())),
        Layout::Path(path) => title(path.into()).to_owned(),
        Layout::Packet(packet) => title(packet.into()).to_owned(),
    }
}
