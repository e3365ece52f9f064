//! What typed headings are called in this site.

use super::language::headings;

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
pub struct Headings(Vec<Named>);

/// What a heading is called.
#[derive(Debug)]
struct Named {
    heading: TypedHeading,
    name: String,
    /// The English name, which counts as well as long as the site sets none: texts that were
    /// written before, and those of an upstream in English, keep their types.
    english: Option<&'static str>,
    /// The name in the site's own language, for texts that aren't translated.
    base: Option<String>,
}

impl Default for Headings {
    fn default() -> Self {
        Headings::of("en")
    }
}

impl Headings {
    /// The names that a site in this language has where it sets none.
    pub fn of(language: &str) -> Headings {
        let english = TypedHeading::ALL.map(|(_, _, name)| name);
        let names = headings(language).unwrap_or(english);
        let all = TypedHeading::ALL.into_iter().zip(names);
        Headings(
            all.map(|((heading, _, english), name)| Named {
                heading,
                name: name.to_owned(),
                english: Some(english),
                base: None,
            })
            .collect(),
        )
    }

    fn named(&self, heading: TypedHeading) -> Option<&Named> {
        self.0.iter().find(|named| named.heading == heading)
    }

    /// Gives a heading another name.
    pub fn set(&mut self, heading: TypedHeading, name: String) {
        if let Some(named) = self.0.iter_mut().find(|named| named.heading == heading) {
            named.name = name;
            named.english = None;
        }
    }

    /// Lets the names that headings have in the site's own language count as well.
    pub(super) fn also(&mut self, base: &Headings) {
        for named in &mut self.0 {
            let name = base.name(named.heading);
            named.base = (!same(name, &named.name)).then(|| name.to_owned());
        }
    }

    /// The name of a heading.
    pub fn name(&self, heading: TypedHeading) -> &str {
        self.named(heading).map_or("", |named| &named.name)
    }

    /// Whether a heading's text is this name; case and blanks at the ends don't count.
    pub fn is(&self, heading: TypedHeading, text: &str) -> bool {
        self.named(heading).is_some_and(|named| {
            same(&named.name, text)
                || named.english.is_some_and(|english| same(english, text))
                || named.base.as_ref().is_some_and(|base| same(base, text))
        })
    }
}

/// Whether two headings read the same.
fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}
