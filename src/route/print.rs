//! Pages that are made for paper, each beside the page that it belongs to.

use super::list::differences;
use crate::model::{Idx, LearningPath, Level, Model, Packet, State, Thing, Track};

/// What is laid out for paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// The ladder of a track, over as many sheets as it needs.
    Ladder(Idx<Track>),
    /// A level beside the next one, in two columns.
    Levels(Idx<Level>, Idx<Level>),
    /// A path with its phases as one document; the first of its sheets is the plan.
    Path(Idx<LearningPath>),
    /// The self-assessment sheet of a path.
    Sheet(Idx<LearningPath>),
    /// A packet, to fill in.
    Packet(Idx<Packet>),
}

impl Layout {
    /// Its name: that of its template and of its file.
    pub fn name(self) -> &'static str {
        match self {
            Layout::Ladder(_) => "ladder",
            Layout::Levels(..) => "levels",
            Layout::Path(_) => "path",
            Layout::Sheet(_) => "sheet",
            Layout::Packet(_) => "packet",
        }
    }

    /// The address of the page that it belongs to, as a folder relative to the site.
    pub fn page(self, model: &Model) -> String {
        match self {
            Layout::Ladder(id) => format!("tracks/{}/", model.tracks[id].common.id),
            Layout::Levels(from, to) => {
                let id = |level| &model.common(Thing::Level(level)).id;
                format!("levels/{}/to/{}/", id(from), id(to))
            }
            Layout::Path(id) => format!("paths/{}/", model.paths[id].common.id),
            Layout::Sheet(id) => format!("paths/{}/matrix/", model.paths[id].common.id),
            Layout::Packet(id) => format!("packets/{}/", model.packets[id].common.id),
        }
    }

    /// Its own address, as a folder.
    pub fn url(self, model: &Model) -> String {
        self.page(model) + "print/"
    }

    /// Whether it is printed for a thing: two levels for the one that one stands at.
    pub fn is_of(self, thing: Thing) -> bool {
        self.things().first() == Some(&thing)
    }

    /// The things that it is about: the file that is named first gives it its name.
    pub fn things(self) -> Vec<Thing> {
        match self {
            Layout::Ladder(id) => vec![id.into()],
            Layout::Levels(from, to) => vec![from.into(), to.into()],
            Layout::Path(id) | Layout::Sheet(id) => vec![id.into()],
            Layout::Packet(id) => vec![id.into()],
        }
    }
}

/// All that a site has to print. Of two levels only the way onward: on paper one reads where one
/// stands beside what comes next. There is nothing for what would be an empty sheet.
pub fn layouts(model: &Model) -> Vec<Layout> {
    let has_ladder = |track: &Track| {
        let cells = track.levels.iter().flat_map(|id| &model.levels[*id].cells);
        cells
            .into_iter()
            .any(|cell| cell.state != State::NotExpected)
    };
    let tracks = model.tracks.iter().filter(|(_, track)| has_ladder(track));
    let mut all: Vec<Layout> = tracks.map(|(id, _)| Layout::Ladder(id)).collect();
    let pairs = differences(model).into_iter();
    let onward = pairs.filter(|(from, to)| is_onward(model, *from, *to));
    all.extend(onward.map(|(from, to)| Layout::Levels(from, to)));
    for (id, path) in model.paths.iter() {
        all.push(Layout::Path(id));
        if !path.targets.is_empty() {
            all.push(Layout::Sheet(id));
        }
    }
    all.extend(model.packets.ids().map(Layout::Packet));
    all
}

/// The most layouts that a site publishes beside its pages: some 200 paths with all that belongs to
/// them. Of a larger site they would be a fifth of all pages, and hardly any would ever be printed.
const MOST_PUBLISHED: usize = 1_000;

/// What of it has a page of the site; `waypost print` makes the rest when it is asked for.
pub(super) fn published(model: &Model) -> Vec<Layout> {
    let mut all = layouts(model);
    if all.len() > MOST_PUBLISHED {
        all.retain(|layout| matches!(layout, Layout::Ladder(_)));
    }
    all
}

/// Whether people go from one level to the other: a rung up, or along a path.
pub fn is_onward(model: &Model, from: Idx<Level>, to: Idx<Level>) -> bool {
    let (a, b) = (&model.levels[from], &model.levels[to]);
    let is_next = matches!((a.track, b.track), (Some(a), Some(b)) if a.0 == b.0 && a.1 + 1 == b.1);
    let leads = |path: &Idx<_>| model.paths[*path].to == Some(to);
    is_next || a.paths_from.iter().any(leads)
}
