//! Cells in words.

use crate::sheet::table::Slot;
use crate::site::Site;

/// What a cell is about.
pub(super) fn named(site: &Site, slot: &Slot) -> String {
    let model = &site.model;
    match slot {
        Slot::Step(level, skill) => format!(
            "{}: {}, step",
            model.levels[*level].common.title, model.skills[*skill].common.title
        ),
        Slot::Statements(level, skill) => format!(
            "{}: {}",
            model.levels[*level].common.title, model.skills[*skill].common.title
        ),
        Slot::Target(path, skill) => format!(
            "{}: {}, target",
            model.paths[*path].common.title, model.skills[*skill].common.title
        ),
        Slot::Looks(skill, step) => {
            let names = crate::sheet::written::step_names(site, *skill);
            let name = names.get(*step).map_or("", String::as_str);
            format!("{}: {name}", model.skills[*skill].common.title)
        }
        Slot::Key(resource, key) => {
            format!("{}: {key}", model.resources[*resource].common.title)
        }
    }
}
