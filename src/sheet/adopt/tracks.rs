//! Tables of levels and skills: the tracks that they are of, and the cells of their levels.

use super::building::{Building, Turned};
use super::frame::{Cell, Level, Track};
use super::heads::{Rung, is_falling, rung};
use super::marks::one_line;
use super::report::Guess;
use crate::sheet::read::Fault;
use std::collections::HashSet;

/// More levels than these in one track are probably the other axis.
const MOST_LEVELS: usize = 60;

impl Building<'_> {
    /// A table of levels and skills.
    pub(super) fn levels(&mut self, name: &str, called: &str, turned: Turned) -> Result<(), Fault> {
        let count = turned.levels.len();
        if count > MOST_LEVELS {
            return Err(Fault::new(
                name,
                format!("it would have {count} levels"),
                "say which are levels with `--levels rows` or `--levels columns`",
            ));
        }
        let rungs: Vec<Rung> = turned.levels.iter().map(|head| rung(&head.text)).collect();
        let mut groups: Vec<&str> = Vec::new();
        for head in &turned.levels {
            if !groups.contains(&&*head.group) {
                groups.push(&head.group);
            }
        }
        let of_groups = groups.len() > 1;
        let mut places = vec![(0, 0); count];
        let mut area = None;
        for group in &groups {
            let mut members: Vec<usize> = (0..count)
                .filter(|at| turned.levels[*at].group == *group)
                .collect();
            let own: Vec<Rung> = members.iter().map(|at| rungs[*at].clone()).collect();
            if is_falling(&own) {
                members.reverse();
                self.guesses.push(Guess::new(
                    format!(
                        "the highest level stands first; the lowest is `{}`",
                        own[own.len() - 1].title
                    ),
                    "",
                ));
            }
            let own: Vec<&Rung> = members.iter().map(|at| &rungs[*at]).collect();
            let track = match self.same_track(&own) {
                Some(track) => {
                    area = Some(name.to_owned());
                    // So is the sheet that it was made of.
                    if let Some((name, skills)) = self.sheets.remove(&track) {
                        self.put_into_area(&name, &skills);
                    }
                    track
                }
                None => {
                    let called = match (of_groups && !group.is_empty(), &self.choices.track) {
                        (true, _) => (*group).to_owned(),
                        (false, Some(told)) if self.frame.tracks.is_empty() => told.clone(),
                        (false, _) if !group.is_empty() => (*group).to_owned(),
                        (false, _) => called.to_owned(),
                    };
                    self.add_track(&called, &own)
                }
            };
            for (rank, at) in members.iter().enumerate() {
                places[*at] = (track, rank);
                let about = turned.levels[*at].about.clone();
                let more = rungs[*at].more.clone();
                let level = &mut self.frame.tracks[track].levels[rank];
                level
                    .about
                    .extend([more, about].into_iter().filter(|text| !text.is_empty()));
            }
        }
        let skills: Vec<Option<usize>> = self.skills_of(&turned, &places, area.as_deref())?;
        if area.is_none() {
            let of_sheet: Vec<usize> = skills.iter().flatten().copied().collect();
            for (track, _) in &places {
                let sheet = || (name.to_owned(), of_sheet.clone());
                self.sheets.entry(*track).or_insert_with(sheet);
            }
        }
        self.without_texts(&turned);
        self.cells(turned, &places, &skills);
        Ok(())
    }

    /// The track that has just these levels already.
    fn same_track(&self, rungs: &[&Rung]) -> Option<usize> {
        let same = |level: &Level, rung: &Rung| {
            level.title == rung.title && level.code.as_ref() == code(rung)
        };
        self.frame.tracks.iter().position(|track| {
            track.levels.len() == rungs.len()
                && track
                    .levels
                    .iter()
                    .zip(rungs)
                    .all(|(level, rung)| same(level, rung))
        })
    }

    fn add_track(&mut self, title: &str, rungs: &[&Rung]) -> usize {
        let id = self.ids.id("track", title);
        let is_first = self.frame.tracks.is_empty();
        let levels = rungs.iter().map(|rung| {
            let name = match (is_first, self.ids.is_free(&rung.title)) {
                (false, false) => format!("{title} {}", rung.title),
                _ => rung.title.clone(),
            };
            Level {
                id: self.ids.id("level", &name),
                title: rung.title.clone(),
                code: code(rung).cloned(),
                ..Level::default()
            }
        });
        let levels = levels.collect();
        self.frame.tracks.push(Track {
            id,
            title: title.to_owned(),
            levels,
            inherits: true,
        });
        self.frame.tracks.len() - 1
    }

    /// Skills that no level says anything of.
    fn without_texts(&mut self, turned: &Turned) {
        let said: HashSet<usize> = turned.cells.iter().map(|(_, skill, _)| *skill).collect();
        for (place, head) in turned.skills.iter().enumerate() {
            if !said.contains(&place) {
                let title = one_line(&head.text);
                self.guesses.push(Guess::new(
                    format!(
                        "`{title}` ({}) is a skill, and no level says anything of it",
                        head.place
                    ),
                    "",
                ));
            }
        }
    }

    /// Puts the texts into their places.
    fn cells(&mut self, turned: Turned, places: &[(usize, usize)], skills: &[Option<usize>]) {
        for (level, skill, body) in turned.cells {
            let (track, rank) = places[level];
            let Some(skill) = skills[skill] else { continue };
            let shares = match body.rest_of {
                None => None,
                Some((levels, 0)) if levels > 0 && levels <= level => {
                    Some(places[level - levels].1)
                }
                Some(_) => {
                    self.guesses.push(Guess::new(
                        format!("{} belongs to a merged cell over several skills; the text stands at the first of them", body.place),
                        "",
                    ));
                    continue;
                }
            };
            let cells = &mut self.frame.tracks[track].levels[rank].cells;
            match cells.get_mut(&skill) {
                None => {
                    cells.insert(
                        skill,
                        Cell {
                            text: body.text,
                            place: body.place,
                            shares,
                            ..Cell::default()
                        },
                    );
                }
                // Two rows of one name, or two sheets.
                Some(cell) if !body.text.is_empty() => {
                    cell.text = match cell.text.is_empty() {
                        true => body.text,
                        false => format!("{}\n{}", cell.text, body.text),
                    };
                    cell.shares = None;
                }
                Some(_) => {}
            }
        }
    }
}

/// The code of a level, where it is more than its title.
fn code(rung: &Rung) -> Option<&String> {
    rung.code.as_ref().filter(|code| **code != rung.title)
}

/// What a track is called: its sheet, where that has a name of its own; else the line above it; else
/// its file.
pub(super) fn track_name(name: &str, title: Option<&str>, stem: &str) -> String {
    const UNNAMED: &str = "sheet|tabelle|feuil|hoja|planilha|foglio|blad|лист|工作表";
    let lower = name.trim().to_lowercase();
    let bare = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    match (
        lower.is_empty() || UNNAMED.split('|').any(|name| name == bare),
        title,
    ) {
        (false, _) => one_line(name),
        (true, Some(title)) => title.to_owned(),
        (true, None) if stem.is_empty() => "Levels".to_owned(),
        (true, None) => stem.to_owned(),
    }
}
