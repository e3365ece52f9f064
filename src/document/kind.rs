//! The kinds of things that a site is made of.

/// What a file is, by the folder that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An ordered list of levels.
    Track,
    /// A rung of a track.
    Level,
    /// Something one gets better at.
    Skill,
    /// A learning path, from one level to the next.
    Path,
    /// A stretch of a path.
    Phase,
    /// A book, a course, a talk.
    Resource,
    /// A way to fill a level.
    Archetype,
    /// A common mistake.
    Pitfall,
    /// A promotion packet.
    Packet,
    /// Anything else in Markdown.
    Page,
}

impl Kind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Kind; 10] = [
        Kind::Track,
        Kind::Level,
        Kind::Skill,
        Kind::Path,
        Kind::Phase,
        Kind::Resource,
        Kind::Archetype,
        Kind::Pitfall,
        Kind::Packet,
        Kind::Page,
    ];

    /// The word in references and messages: `skill:system-design`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Track => "track",
            Kind::Level => "level",
            Kind::Skill => "skill",
            Kind::Path => "path",
            Kind::Phase => "phase",
            Kind::Resource => "resource",
            Kind::Archetype => "archetype",
            Kind::Pitfall => "pitfall",
            Kind::Packet => "packet",
            Kind::Page => "page",
        }
    }

    /// The folder of `content/` that holds this kind, and the first part of its addresses. Phases
    /// stand in their path's folder, pages in any other.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Track => "tracks",
            Kind::Level => "levels",
            Kind::Skill => "skills",
            Kind::Path | Kind::Phase => "paths",
            Kind::Resource => "resources",
            Kind::Archetype => "archetypes",
            Kind::Pitfall => "pitfalls",
            Kind::Packet => "packets",
            Kind::Page => "",
        }
    }

    /// The kind with this word.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind that this folder of `content/` holds.
    pub fn of_folder(folder: &str) -> Option<Kind> {
        Kind::ALL
            .into_iter()
            .find(|kind| !folder.is_empty() && kind.folder() == folder)
    }
}
