//! The text of a new file: the headings that give a type to what stands beneath them, as this site
//! calls them.

use super::Wish;
use crate::document::{Kind, slug};
use crate::link::{Found, Reference};
use crate::settings::TypedHeading;
use crate::site::Site;

/// The text below the front matter: parts with a blank line between them.
pub(super) fn body(site: &Site, wish: &Wish) -> String {
    let name = |heading| format!("## {}\n", site.settings.headings.name(heading));
    let parts = match wish.kind {
        // Where there are keys, the title is one of them.
        Kind::Page if wish.values().any(|(path, _)| path != "title") => Vec::new(),
        Kind::Page => vec![format!("# {}\n", wish.one("title").unwrap_or_default())],
        Kind::Skill => steps(site, wish)
            .into_iter()
            .map(|step| format!("## {step}\n"))
            .collect(),
        Kind::Level => level(wish),
        Kind::Path => {
            let word = |key: &str| site.theme.words.get(&format!("path.{key}"));
            let cell = |key: &str| {
                let level = title(site, wish.one(key));
                level.unwrap_or_else(|| word(key).unwrap_or_default().to_owned())
            };
            let (from, to) = (cell("from"), cell("to"));
            vec![
                name(TypedHeading::PathChanges),
                format!("| {from} | {to} |\n| --- | --- |\n|  |  |\n"),
                name(TypedHeading::PathNext),
            ]
        }
        Kind::Phase => {
            let skills = wish.all("skills").iter();
            let mut parts = vec![name(TypedHeading::PhaseSkills)];
            parts.extend(skills.map(|skill| format!("### [[{skill}]]\n")));
            parts.push(name(TypedHeading::PhaseProjects));
            parts.push(name(TypedHeading::PhaseMetrics));
            parts
        }
        Kind::Packet => vec![
            name(TypedHeading::PacketEvidence),
            "<!-- All other headings are the template that readers fill in. -->\n".to_owned(),
        ],
        Kind::Track | Kind::Resource | Kind::Archetype | Kind::Pitfall => Vec::new(),
    };
    parts.join("\n")
}

/// The steps that the skill will have: its own names, or those of its scale.
fn steps(site: &Site, wish: &Wish) -> Vec<String> {
    if !wish.all("steps").is_empty() {
        return wish.all("steps").to_vec();
    }
    let wanted = wish.one("scale").map(slug);
    let scales = &site.settings.scales;
    let named = scales
        .iter()
        .find(|scale| Some(scale.id.as_str()) == wanted.as_deref());
    let scale = named.or(scales.first());
    let steps = scale
        .map(|scale| scale.steps.as_slice())
        .unwrap_or_default();
    steps.iter().map(|step| step.title.clone()).collect()
}

fn level(wish: &Wish) -> Vec<String> {
    let skill = |path: &str| {
        let name = path
            .strip_prefix("requires.")
            .or(path.strip_prefix("optional."))?;
        Some(format!("## [[{name}]]\n"))
    };
    let headings: Vec<String> = wish.values().filter_map(|(path, _)| skill(path)).collect();
    match headings.is_empty() {
        true => vec![
            "<!-- A heading for each skill, and beneath it what is new at this level:\n\n\
             ## [[system-design]]\n\n- Designs a feature across several components\n-->\n"
                .to_owned(),
        ],
        false => headings,
    }
}

fn title(site: &Site, id: Option<&str>) -> Option<String> {
    match site.names.find(Reference::read(id?), Some(Kind::Level)) {
        Found::Thing(thing) => Some(site.common(thing).title.replace('|', "\\|")),
        _ => None,
    }
}
