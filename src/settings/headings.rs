//! What typed headings are called in this site.

/// A heading that gives what stands beneath it a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TypedHeading {
    /// In a path: a table of two columns, from and to.
    PathChanges,
    /// In a path: branches, each with a list.
    PathNext,
    /// In a phase: a subsection per skill.
    PhaseSkills,
    /// In a phase: a subsection or an item per project.
    PhaseProjects,
    /// In a phase: a list.
    PhaseMetrics,
    /// In a packet: groups of items.
    PacketEvidence,
}

impl TypedHeading {
    /// All of them, with the key in `[headings]` and the English name.
    pub const ALL: [(TypedHeading, &'static str, &'static str); 6] = [
        (TypedHeading::PathChanges, "path.changes", "What changes"),
        (TypedHeading::PathNext, "path.next", "Next steps"),
        (
            TypedHeading::PhaseSkills,
            "phase.skills",
            "Skills to develop",
        ),
        (
            TypedHeading::PhaseProjects,
            "phase.projects",
            "Project ideas",
        ),
        (
            TypedHeading::PhaseMetrics,
            "phase.metrics",
            "Success metrics",
        ),
        (
            TypedHeading::PacketEvidence,
            "packet.evidence",
            "Evidence to collect",
        ),
    ];
}

/// The names of typed headings.
#[derive(Debug)]
pub struct Headings(Vec<(TypedHeading, String)>);

impl Default for Headings {
    fn default() -> Self {
        Headings(
            TypedHeading::ALL
                .into_iter()
                .map(|(heading, _, name)| (heading, name.to_owned()))
                .collect(),
        )
    }
}

impl Headings {
    /// Gives a heading another name.
    pub fn set(&mut self, heading: TypedHeading, name: String) {
        if let Some(entry) = self.0.iter_mut().find(|(known, _)| *known == heading) {
            entry.1 = name;
        }
    }

    /// The name of a heading.
    pub fn name(&self, heading: TypedHeading) -> &str {
        self.0
            .iter()
            .find(|(known, _)| *known == heading)
            .map_or("", |(_, name)| name)
    }

    /// Whether a heading's text is this name; case and blanks at the ends don't count.
    pub fn is(&self, heading: TypedHeading, text: &str) -> bool {
        same(self.name(heading), text)
    }
}

/// Whether two headings read the same.
fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}
