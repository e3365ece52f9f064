//! Skills and areas as they come up in tables.

use super::building::{Building, Turned};
use super::frame::{Area, Skill};
use super::marks::{one_line, plain};
use super::report::Guess;
use super::table::Head;
use crate::sheet::read::Fault;

/// More skills than these are no framework.
const MOST_SKILLS: usize = 3_000;

impl Building<'_> {
    /// The skills of a table; none for a row that says something of the levels themselves.
    pub(super) fn skills_of(
        &mut self,
        turned: &Turned,
        places: &[(usize, usize)],
        area: Option<&str>,
    ) -> Result<Vec<Option<usize>>, Fault> {
        let mut skills = Vec::new();
        for (skill, head) in turned.skills.iter().enumerate() {
            let cells = turned.cells.iter().filter(|(_, at, _)| *at == skill);
            let is_short = cells
                .clone()
                .all(|(_, _, cell)| !cell.text.contains('\n') && cell.text.chars().count() < 200);
            let key = match one_line(&head.text).to_lowercase().as_str() {
                "scope" if is_short => "its scope",
                "summary" | "description" | "overview" | "zusammenfassung" | "beschreibung"
                | "résumé" | "resumen" | "概要" => "its text",
                _ => {
                    skills.push(Some(self.add_skill(head, area)?));
                    continue;
                }
            };
            self.guesses.push(Guess::new(
                format!(
                    "`{}` says of each level {key}, and is no skill",
                    one_line(&head.text)
                ),
                "",
            ));
            for (level, _, cell) in cells {
                let (track, rank) = places[*level];
                let level = &mut self.frame.tracks[track].levels[rank];
                match key {
                    "its scope" if level.scope.is_none() => {
                        level.scope = Some(one_line(&cell.text))
                    }
                    _ => level.about.push(cell.text.clone()),
                }
            }
            skills.push(None);
        }
        Ok(skills)
    }

    pub(super) fn add_skills(
        &mut self,
        heads: &[Head],
        area: Option<&str>,
    ) -> Result<Vec<usize>, Fault> {
        heads
            .iter()
            .map(|head| self.add_skill(head, area))
            .collect()
    }

    /// The skill of a head: one that is there already, or a new one.
    fn add_skill(&mut self, head: &Head, area: Option<&str>) -> Result<usize, Fault> {
        let text = plain(&head.text);
        let (first, more) = text.split_once('\n').unwrap_or((&text, ""));
        let title = match one_line(first).trim_end_matches([':', '：']).trim() {
            "" => "Unnamed".to_owned(),
            title => title.to_owned(),
        };
        let area = match (head.group.as_str(), area) {
            ("", Some(area)) if !area.is_empty() => Some(self.area(area)),
            ("", _) => None,
            (group, _) => Some(self.area(group)),
        };
        let key = title.to_lowercase();
        let place = match self.skills.get(&key) {
            Some(place) => *place,
            None => {
                if self.frame.skills.len() >= MOST_SKILLS {
                    let message = format!("there are more than {MOST_SKILLS} skills");
                    return Err(Fault::new("", message, "bring fewer in at a time"));
                }
                let id = self.ids.id("skill", &title);
                self.frame.skills.push(Skill {
                    id,
                    title,
                    ..Skill::default()
                });
                self.skills.insert(key, self.frame.skills.len() - 1);
                self.frame.skills.len() - 1
            }
        };
        let skill = &mut self.frame.skills[place];
        skill.area = skill.area.or(area);
        for about in [more, head.about.as_str()] {
            if !about.trim().is_empty() && !skill.about.iter().any(|known| known == about) {
                skill.about.push(about.to_owned());
            }
        }
        Ok(place)
    }

    /// Puts skills without an area into one.
    pub(super) fn put_into_area(&mut self, title: &str, skills: &[usize]) {
        if title.trim().is_empty() {
            return;
        }
        let area = self.area(title);
        for skill in skills {
            self.frame.skills[*skill].area.get_or_insert(area);
        }
    }

    fn area(&mut self, title: &str) -> usize {
        let title = title.trim_end_matches([':', '：']);
        let known = self
            .frame
            .areas
            .iter()
            .position(|area| area.title.eq_ignore_ascii_case(title));
        known.unwrap_or_else(|| {
            let id = self.areas.id("area", title);
            self.frame.areas.push(Area {
                id,
                title: title.to_owned(),
            });
            self.frame.areas.len() - 1
        })
    }
}
