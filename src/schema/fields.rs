//! The words on the keys of front matter.

use super::Words;
use crate::document::Kind;

const fn words(path: &'static str, means: &'static str, example: &'static str) -> Words {
    Words {
        path,
        means,
        example,
    }
}

/// Keys that all kinds have.
pub(super) const COMMON: &[Words] = &[
    words("title", "what it is called", "\"\""),
    words(
        "summary",
        "one sentence on it, for lists and search results",
        "\"\"",
    ),
    words("tags", "words to find it by", "[]"),
    words("aka", "other names that people use for it", "[]"),
    words("owner", "who looks after it", "\"\""),
    words(
        "reviewed",
        "the day on which it was last read through",
        "2026-01-31",
    ),
    words("review_every", "how long a review lasts", "\"12 months\""),
    words(
        "draft",
        "true leaves it out until it is ready; `--drafts` shows it",
        "true",
    ),
    words(
        "internal",
        "true is for your company only; `--public` leaves it out",
        "true",
    ),
    words(
        "search",
        "false keeps it out of the site's own search",
        "false",
    ),
    words(
        "was",
        "ids that it had before, so that old links lead here",
        "[]",
    ),
    words("order", "things with a smaller number come first", "1"),
    words("extra", "keys of your own, for your own templates", "{}"),
    words(
        "allow",
        "findings that are silenced here, each with the reason",
        "{}",
    ),
    words(
        "replaces",
        "true takes nothing from the one of this id in the upstream",
        "true",
    ),
    words(
        "unset",
        "keys of the one in the upstream that are as though nobody had set them",
        "[]",
    ),
];

/// Keys of one kind, those that are used most first.
pub(super) fn of_kind(kind: Kind) -> &'static [Words] {
    match kind {
        Kind::Track => TRACK,
        Kind::Level => LEVEL,
        Kind::Skill => SKILL,
        Kind::Path => PATH,
        Kind::Phase => PHASE,
        Kind::Resource => RESOURCE,
        Kind::Archetype => ARCHETYPE,
        Kind::Pitfall => PITFALL,
        Kind::Packet => PACKET,
        Kind::Page => &[],
    }
}

const TRACK: &[Words] = &[
    words("levels", "its levels, the lowest first", "[]"),
    words("kind", "what sort of track it is, in words", "\"\""),
    words("switch_to", "tracks that one can change to", "[]"),
];

const LEVEL: &[Words] = &[
    words("track", "the track that it is a rung of", "\"\""),
    words("code", "its short name", "\"L5\""),
    words(
        "includes",
        "the level below, whose expectations hold here too",
        "\"\"",
    ),
    words(
        "requires",
        "the step of each skill that everyone at this level has",
        "{}",
    ),
    words(
        "optional",
        "steps of skills that some have and nobody must",
        "{}",
    ),
    words("scope", "how far its responsibility reaches", "\"\""),
    words("typical_time", "how long people stay", "\"2-3 years\""),
    words(
        "career_level",
        "true where one may stay for a career",
        "true",
    ),
    words("equivalents", "what it is called elsewhere", "[]"),
    words(
        "state",
        "what the ladder shows for a skill without statements of its own",
        "{}",
    ),
];

const SKILL: &[Words] = &[
    words(
        "area",
        "the area that it belongs to, from `site.toml`",
        "\"\"",
    ),
    words("related", "skills that are near it", "[]"),
    words("external", "addresses of descriptions elsewhere", "[]"),
    words("scale", "another scale than the site's first", "\"\""),
    words("steps", "names of its own for the steps of its scale", "[]"),
];

const PATH: &[Words] = &[
    words("track", "its track", "\"\""),
    words("from", "the level at which it begins", "\"\""),
    words("to", "the level that it leads to", "\"\""),
    words(
        "timeline",
        "how long it takes; the phases should add up to it",
        "\"12-18 months\"",
    ),
    words("competencies", "the skills at its core", "[]"),
    words(
        "targets",
        "the step of each skill to aim at; without any, what `to` requires",
        "{}",
    ),
    words(
        "prerequisites",
        "what one brings along: words, or other paths",
        "[]",
    ),
    words("difficulty", "how hard it is, in words", "\"\""),
    words("success_rate", "how many get there, in words", "\"\""),
    words(
        "archetypes",
        "ways to fill the level that it leads to",
        "[]",
    ),
    words("pitfalls", "what goes wrong on it", "[]"),
    words("resources", "what to read for the path as a whole", "[]"),
    words("packet", "the promotion packet at its end", "\"\""),
    words(
        "next",
        "paths that follow; one that is planned has a question mark",
        "[]",
    ),
    words("author", "who wrote it", "\"\""),
    words("date", "the day on which it was published", "2026-01-31"),
    words("featured", "true shows it on the home page", "true"),
];

const PHASE: &[Words] = &[
    words("duration", "how long it takes", "\"6-9 months\""),
    words(
        "skills",
        "skills that it develops, beside those in its text",
        "[]",
    ),
    words("resources", "what to read and do", "[]"),
    words(
        "after",
        "phases that come before it; without any, the one before it in the folder",
        "[]",
    ),
];

const RESOURCE: &[Words] = &[
    words("type", "what it is: book, course, talk, …", "\"book\""),
    words("by", "who made it", "\"\""),
    words("url", "where it is", "\"https://\""),
    words("hours", "how long it takes: a number, or \"40-60\"", "6"),
    words("skills", "skills that it teaches", "[]"),
    words("cost", "what it costs, in words", "\"\""),
    words("language", "the language that it is in", "\"en\""),
    words(
        "checked",
        "the day on which somebody last looked whether it is still there",
        "2026-01-31",
    ),
    words("replaced_by", "the resource to take instead", "\"\""),
];

const ARCHETYPE: &[Words] = &[
    words("focus", "what it is about", "\"\""),
    words(
        "time",
        "shares of the week in per cent, which add up to 100",
        "{}",
    ),
    words("best_for", "whom it suits", "\"\""),
    words("levels", "levels at which it makes sense", "[]"),
    words("skills", "skills that it leans on", "[]"),
];

const PITFALL: &[Words] = &[
    words("problem", "what goes wrong", "\"\""),
    words("solution", "what to do instead", "\"\""),
    words("levels", "levels at which it is met", "[]"),
    words("skills", "skills that it touches", "[]"),
];

const PACKET: &[Words] = &[words("level", "the level that it is for", "\"\"")];
