//! The model as a whole, and any one thing in it.

use super::{
    Archetype, Area, Common, Idx, LearningPath, Level, Packet, Page, Phase, Pitfall, Resource,
    Scale, Skill, Statement, Table, Track,
};
use crate::document::Kind;

/// The whole graph.
#[derive(Debug, Default)]
pub struct Model {
    /// The site's own scale first.
    pub scales: Table<Scale>,
    /// In the order of `site.toml`.
    pub areas: Table<Area>,
    /// All tracks.
    pub tracks: Table<Track>,
    /// All levels, track by track.
    pub levels: Table<Level>,
    /// All skills, area by area.
    pub skills: Table<Skill>,
    /// All paths.
    pub paths: Table<LearningPath>,
    /// All phases, path by path.
    pub phases: Table<Phase>,
    /// All resources.
    pub resources: Table<Resource>,
    /// All archetypes.
    pub archetypes: Table<Archetype>,
    /// All pitfalls.
    pub pitfalls: Table<Pitfall>,
    /// All packets.
    pub packets: Table<Packet>,
    /// All plain pages.
    pub pages: Table<Page>,
    /// The statements of all levels.
    pub statements: Table<Statement>,
}

/// Any one thing, by kind and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// A track.
    Track(Idx<Track>),
    /// A level.
    Level(Idx<Level>),
    /// A skill.
    Skill(Idx<Skill>),
    /// A path.
    Path(Idx<LearningPath>),
    /// A phase.
    Phase(Idx<Phase>),
    /// A resource.
    Resource(Idx<Resource>),
    /// An archetype.
    Archetype(Idx<Archetype>),
    /// A pitfall.
    Pitfall(Idx<Pitfall>),
    /// A packet.
    Packet(Idx<Packet>),
    /// A plain page.
    Page(Idx<Page>),
}

impl Thing {
    /// The thing of this kind with this number.
    pub fn new(kind: Kind, place: usize) -> Thing {
        match kind {
            Kind::Track => Thing::Track(Idx::new(place)),
            Kind::Level => Thing::Level(Idx::new(place)),
            Kind::Skill => Thing::Skill(Idx::new(place)),
            Kind::Path => Thing::Path(Idx::new(place)),
            Kind::Phase => Thing::Phase(Idx::new(place)),
            Kind::Resource => Thing::Resource(Idx::new(place)),
            Kind::Archetype => Thing::Archetype(Idx::new(place)),
            Kind::Pitfall => Thing::Pitfall(Idx::new(place)),
            Kind::Packet => Thing::Packet(Idx::new(place)),
            Kind::Page => Thing::Page(Idx::new(place)),
        }
    }
}

impl Model {
    /// What a thing has in common with all others.
    pub fn common(&self, thing: Thing) -> &Common {
        match thing {
            Thing::Track(id) => &self.tracks[id].common,
            Thing::Level(id) => &self.levels[id].common,
            Thing::Skill(id) => &self.skills[id].common,
            Thing::Path(id) => &self.paths[id].common,
            Thing::Phase(id) => &self.phases[id].common,
            Thing::Resource(id) => &self.resources[id].common,
            Thing::Archetype(id) => &self.archetypes[id].common,
            Thing::Pitfall(id) => &self.pitfalls[id].common,
            Thing::Packet(id) => &self.packets[id].common,
            Thing::Page(id) => &self.pages[id].common,
        }
    }

    /// Every thing, kind by kind.
    pub fn things(&self) -> impl Iterator<Item = Thing> + '_ {
        let kinds: [(Kind, usize); 10] = [
            (Kind::Track, self.tracks.len()),
            (Kind::Level, self.levels.len()),
            (Kind::Skill, self.skills.len()),
            (Kind::Path, self.paths.len()),
            (Kind::Phase, self.phases.len()),
            (Kind::Resource, self.resources.len()),
            (Kind::Archetype, self.archetypes.len()),
            (Kind::Pitfall, self.pitfalls.len()),
            (Kind::Packet, self.packets.len()),
            (Kind::Page, self.pages.len()),
        ];
        kinds
            .into_iter()
            .flat_map(|(kind, count)| (0..count).map(move |place| Thing::new(kind, place)))
    }
}

impl Thing {
    /// Its kind.
    pub fn kind(self) -> Kind {
        match self {
            Thing::Track(_) => Kind::Track,
            Thing::Level(_) => Kind::Level,
            Thing::Skill(_) => Kind::Skill,
            Thing::Path(_) => Kind::Path,
            Thing::Phase(_) => Kind::Phase,
            Thing::Resource(_) => Kind::Resource,
            Thing::Archetype(_) => Kind::Archetype,
            Thing::Pitfall(_) => Kind::Pitfall,
            Thing::Packet(_) => Kind::Packet,
            Thing::Page(_) => Kind::Page,
        }
    }

    /// Its place in the table of its kind.
    pub fn place(self) -> usize {
        match self {
            Thing::Track(id) => id.place(),
            Thing::Level(id) => id.place(),
            Thing::Skill(id) => id.place(),
            Thing::Path(id) => id.place(),
            Thing::Phase(id) => id.place(),
            Thing::Resource(id) => id.place(),
            Thing::Archetype(id) => id.place(),
            Thing::Pitfall(id) => id.place(),
            Thing::Packet(id) => id.place(),
            Thing::Page(id) => id.place(),
        }
    }
}

/// A type of thing that has a kind of its own.
pub trait OfKind {
    /// The kind.
    const KIND: Kind;
}

macro_rules! of_kind {
    ($($type:ident $kind:ident),*) => {
        $(impl OfKind for $type { const KIND: Kind = Kind::$kind; }
        impl From<Idx<$type>> for Thing {
            fn from(id: Idx<$type>) -> Thing { Thing::$kind(id) }
        })*
    };
}

of_kind!(
    Track Track, Level Level, Skill Skill, LearningPath Path, Phase Phase, Resource Resource,
    Archetype Archetype, Pitfall Pitfall, Packet Packet, Page Page
);
