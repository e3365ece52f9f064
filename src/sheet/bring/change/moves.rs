//! Lines that went from one cell to another: what stands beneath them goes along.

use super::align::likeness;
use crate::sheet::lines::Line;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// How like two lines in different cells must be to be one that was moved and reworded: there are
/// many more to be confused with than within a cell. As `compare` has it.
const REWORDED_ELSEWHERE: f64 = 0.8;

/// Pairs of lines that are compared; beyond them only those that are the same are moved.
const MOST_PAIRS: usize = 40_000;

/// What becomes of the lines of one cell in others.
#[derive(Default)]
pub(in crate::sheet::bring) struct Moves {
    /// Lines that come from elsewhere, by their places among those that are wanted.
    pub here: HashMap<usize, Carried>,
    /// Where items go, by their places among those that are there.
    pub away: HashMap<usize, String>,
}

/// An item on its way.
pub(in crate::sheet::bring) struct Carried {
    /// Where it comes from, in words.
    pub from: String,
    pub item: Whole,
}

/// An item as its file has it.
#[derive(Clone)]
pub(in crate::sheet::bring) struct Whole {
    pub line: Line,
    /// Its words, and what follows them: a pinned id, notes.
    pub words: String,
    pub rest: String,
    pub indent: u16,
}

impl Whole {
    /// The item as it reads in its new place, where lines are indented so far.
    pub fn written(&self, wanted: &str, indent: u16) -> String {
        let words = match self.line.text.trim() == wanted {
            true => self.words.clone(),
            false => {
                let (Range { start, end }, text) = self.line.change(wanted, self.indent);
                format!("{}{text}{}", &self.words[..start], &self.words[end..])
            }
        };
        let (old, new) = (usize::from(self.indent), usize::from(indent));
        let text = format!("{words}{}", self.rest);
        let mut lines = text.split('\n');
        let mut out = lines.next().unwrap_or_default().to_owned();
        for line in lines {
            out.push('\n');
            let blanks = line.len() - line.trim_start_matches(' ').len();
            match line.trim().is_empty() {
                true => {}
                false if old == new => out.push_str(line),
                false => {
                    out.push_str(&" ".repeat(new));
                    out.push_str(&line[blanks.min(old)..]);
                }
            }
        }
        out
    }
}

/// Lines of a cell that are new in it, and items that it lacks.
pub(in crate::sheet::bring) struct Loose {
    /// What the cell is, in words.
    pub what: String,
    pub new: Vec<(usize, String)>,
    pub gone: Vec<(usize, Whole)>,
}

/// Which of the new lines are items that others lack: first by their words, then by likeness.
pub(in crate::sheet::bring) fn moves(cells: &[Loose]) -> Vec<Moves> {
    let mut moves: Vec<Moves> = cells.iter().map(|_| Moves::default()).collect();
    // The place of a cell, and that of the line in its list.
    let places = |of: &dyn Fn(&Loose) -> usize| -> Vec<(usize, usize)> {
        let cells = cells.iter().enumerate();
        cells
            .flat_map(|(cell, loose)| (0..of(loose)).map(move |at| (cell, at)))
            .collect()
    };
    let (new, gone) = (places(&|it| it.new.len()), places(&|it| it.gone.len()));
    let text = |(cell, at): (usize, usize)| cells[cell].new[at].1.trim();
    let old = |(cell, at): (usize, usize)| cells[cell].gone[at].1.line.text.trim();
    let mut by_words: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for place in gone.iter().rev() {
        by_words.entry(old(*place)).or_default().push(*place);
    }
    let mut pairs = Vec::new();
    let (mut used, mut taken) = (HashSet::new(), HashSet::new());
    for to in &new {
        let free = by_words.get_mut(text(*to));
        if let Some(from) = free.and_then(|all| all.pop_if(|from| from.0 != to.0)) {
            used.insert(*to);
            taken.insert(from);
            pairs.push((from, *to));
        }
    }
    let new: Vec<_> = new.into_iter().filter(|to| !used.contains(to)).collect();
    let gone: Vec<_> = gone
        .into_iter()
        .filter(|from| !taken.contains(from))
        .collect();
    let mut alike = Vec::new();
    if new.len() * gone.len() <= MOST_PAIRS {
        for from in &gone {
            for to in new.iter().filter(|to| to.0 != from.0) {
                let likeness = likeness(old(*from), text(*to));
                if likeness >= REWORDED_ELSEWHERE {
                    alike.push((likeness, *from, *to));
                }
            }
        }
    }
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, from, to) in alike {
        if !used.contains(&to) && !taken.contains(&from) {
            used.insert(to);
            taken.insert(from);
            pairs.push((from, to));
        }
    }
    for (from, to) in pairs {
        let line = cells[to.0].new[to.1].0;
        let (place, item) = &cells[from.0].gone[from.1];
        let carried = Carried {
            from: cells[from.0].what.clone(),
            item: item.clone(),
        };
        moves[to.0].here.insert(line, carried);
        moves[from.0].away.insert(*place, cells[to.0].what.clone());
    }
    moves
}

/// A new line, or one that comes from elsewhere.
pub(super) fn line(moves: &Moves, to: usize, wanted: &str, indent: u16) -> String {
    match moves.here.get(&to) {
        Some(carried) => carried.item.written(wanted, indent),
        None => crate::sheet::lines::broken(wanted, indent),
    }
}
