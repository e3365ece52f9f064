//! What a theme may rely on: every view with its fields, from their docstrings.

use super::fields::FieldDoc;
use super::{
    compare, difference, index, ladder, level, page, path, phase, print, resource, section, site,
    skill, small, statement,
};
use super::{thing, track};
use std::fmt::Write;

/// Rises when a field goes or changes its meaning, or a block or macro of the default theme does.
/// New ones leave it as it is.
pub const VERSION: u32 = 1;

/// A view, by the name that templates have for it.
const VIEWS: &[(&str, &FieldDoc)] = &[
    ("site", &site::SiteView::DOC),
    ("page", &page::PageView::DOC),
    ("track", &track::TrackView::DOC),
    ("ladder", &ladder::LadderView::DOC),
    ("ladder.areas", &ladder::LadderAreaView::DOC),
    ("level", &level::LevelView::DOC),
    ("cell", &statement::CellView::DOC),
    ("statement", &statement::StatementView::DOC),
    ("item", &statement::ItemView::DOC),
    ("section", &section::SectionView::DOC),
    ("skill", &skill::SkillView::DOC),
    ("skill.steps", &skill::SkillStepView::DOC),
    ("step", &skill::StepView::DOC),
    ("scale", &skill::ScaleView::DOC),
    ("area", &skill::AreaView::DOC),
    ("path", &path::PathView::DOC),
    ("path.changes", &path::ChangesView::DOC),
    ("phase", &phase::PhaseView::DOC),
    ("phase.develops", &phase::DevelopView::DOC),
    ("resource", &resource::ResourceView::DOC),
    ("archetype", &small::ArchetypeView::DOC),
    ("pitfall", &small::PitfallView::DOC),
    ("packet", &small::PacketView::DOC),
    ("text", &small::PlainPageView::DOC),
    ("difference", &difference::DifferenceView::DOC),
    (
        "difference.areas.skills",
        &difference::DifferentSkillView::DOC,
    ),
    ("print", &print::PrintView::DOC),
    ("compare", &compare::CompareView::DOC),
    ("list", &index::ListView::DOC),
];

/// All fields as tables in Markdown: what `waypost theme fields` prints and docs/theming.md holds.
pub fn contract_markdown() -> String {
    let mut out = format!("Version {VERSION} of the contract.\n");
    table(
        &mut out,
        "Every thing",
        "What all kinds have.",
        thing::FIELDS.iter().copied(),
    );
    for (name, doc) in VIEWS {
        let mut about = doc.doc.trim().to_owned();
        if doc.is_thing {
            about.push_str(" It has the fields of every thing as well.");
        }
        table(
            &mut out,
            &format!("`{name}`"),
            &about,
            doc.fields.iter().copied(),
        );
    }
    out
}

fn table(
    out: &mut String,
    title: &str,
    about: &str,
    fields: impl Iterator<Item = (&'static str, &'static str)>,
) {
    let _ = write!(
        out,
        "\n### {title}\n\n{about}\n\n| field | holds |\n| --- | --- |\n"
    );
    for (field, doc) in fields {
        let doc = doc.trim().replace('|', "\\|");
        let _ = writeln!(out, "| `{field}` | {doc} |");
    }
}
