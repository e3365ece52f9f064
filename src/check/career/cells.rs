//! Cells of the ladder that require something and don't say what.

use super::skills::step_name;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::State;
use crate::site::Site;

/// Reports undefined cells, each at the level whose own file leaves it so: a level that includes
/// that one inherits the gap and isn't at fault.
pub(in crate::check) fn undefined(site: &Site) -> Vec<Diagnostic> {
    let model = &site.model;
    let mut findings = Vec::new();
    for (_, level) in model.levels.iter() {
        for cell in &level.cells {
            let (State::Undefined, Some(span)) = (cell.state, cell.span) else {
                continue;
            };
            let skill = &model.skills[cell.skill];
            let (name, id) = (&level.common.id, &skill.common.id);
            let message = match cell.step {
                Some((step, _)) => format!(
                    "`{name}` asks for `{id}` at `{}`, and nothing says what that means there",
                    step_name(site, skill, step)
                ),
                None => format!("`{name}` leaves open what it expects of `{id}`"),
            };
            findings.push(
                Diagnostic::new(Code::UndefinedCell, message)
                    .at(span)
                    .help(format!(
                        "write statements under `## [[{id}]]`, or set `state.{id}`"
                    )),
            );
        }
    }
    findings
}
