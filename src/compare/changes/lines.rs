//! Lines that don't stand in both versions, before it is known what became of them.

use super::{LineChange, Spot};
use crate::compare::pairing::equal;
use crate::compare::version::{Line, Name, SectionName, Thing};
use std::collections::{HashMap, HashSet};

/// Lines of both sides that have no partner yet, and the pairs that were found.
#[derive(Default)]
pub(super) struct Loose {
    pub old: Vec<(Spot, Line)>,
    pub new: Vec<(Spot, Line)>,
    pub found: Vec<LineChange>,
}

/// A line with the section that it stands in.
type Placed<'a> = (&'a SectionName, &'a Line);

impl Loose {
    /// Takes in the lines of a thing that don't stand in both versions. Those with the same pinned
    /// id are one statement, however it is worded.
    pub fn add(
        &mut self,
        old: Option<&Thing>,
        new: Option<&Thing>,
        renamed: &[(SectionName, SectionName)],
    ) {
        let Some(name) = old.or(new).map(|thing| &thing.name) else {
            return;
        };
        let renamed: HashMap<&SectionName, &SectionName> =
            renamed.iter().map(|(old, new)| (old, new)).collect();
        let mut before = placed(old);
        for (section, _) in &mut before {
            *section = renamed.get(section).unwrap_or(section);
        }
        let mut after = placed(new);
        let pins = |lines: &[Placed<'_>]| -> Vec<(usize, std::sync::Arc<str>)> {
            let lines = lines.iter().enumerate();
            lines
                .filter_map(|(at, (_, line))| Some((at, line.pin.clone()?)))
                .collect()
        };
        let pinned = equal(pins(&before), pins(&after));
        for (i, j) in &pinned {
            let (old, new) = (before[*i], after[*j]);
            if old != new {
                self.found.push(LineChange {
                    old: Some(at(name, old)),
                    new: Some(at(name, new)),
                    through: None,
                });
            }
        }
        without(&mut before, &mut after, &pinned);
        let pairs = equal(
            before
                .iter()
                .map(|(section, line)| (*section, &*line.text))
                .enumerate(),
            after
                .iter()
                .map(|(section, line)| (*section, &*line.text))
                .enumerate(),
        );
        without(&mut before, &mut after, &pairs);
        self.old
            .extend(before.into_iter().map(|line| at(name, line)));
        self.new
            .extend(after.into_iter().map(|line| at(name, line)));
    }

    /// Takes pairs out of what is loose.
    pub fn take(&mut self, pairs: &[(usize, usize)]) {
        for (i, j) in pairs {
            self.found.push(LineChange {
                old: Some(self.old[*i].clone()),
                new: Some(self.new[*j].clone()),
                through: None,
            });
        }
        without(&mut self.old, &mut self.new, pairs);
    }
}

fn at(thing: &Name, (section, line): Placed<'_>) -> (Spot, Line) {
    let spot = Spot {
        thing: thing.clone(),
        section: section.clone(),
    };
    (spot, line.clone())
}

fn placed(thing: Option<&Thing>) -> Vec<Placed<'_>> {
    let sections = thing.into_iter().flat_map(|thing| &*thing.sections);
    sections
        .flat_map(|section| section.lines.iter().map(move |line| (&section.name, line)))
        .collect()
}

/// Takes the places of pairs out of both lists.
fn without<T>(old: &mut Vec<T>, new: &mut Vec<T>, pairs: &[(usize, usize)]) {
    let rows: HashSet<usize> = pairs.iter().map(|pair| pair.0).collect();
    let columns: HashSet<usize> = pairs.iter().map(|pair| pair.1).collect();
    for (list, taken) in [(old, rows), (new, columns)] {
        let mut place = 0;
        list.retain(|_| {
            place += 1;
            !taken.contains(&(place - 1))
        });
    }
}
