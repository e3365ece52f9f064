//! What a merge of an override must come to, by who the lines are: the story planted them, so it needs
//! no likeness of words to know.

use super::fork::{Deed, Override, Piece};
use super::thing::{Line, Value, World};

/// What must be said of an override after an update, and done to it by a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Upstream says what it said, or the override isn't based on anything.
    Stands,
    /// Both say the same by now.
    Same,
    /// Both have changed it, and it merges.
    Merged,
    /// Both have changed it, and a person decides.
    Conflict,
    /// It is taken away here, and upstream has changed it.
    Left,
}

/// Which side a person takes where both differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Ours,
    Theirs,
}

impl Override {
    /// Holds the override against what upstream says now; it says the merge then, and of conflicts
    /// the side of `whose`.
    pub fn meets(&mut self, upstream: &World, whose: Whose) -> Outcome {
        if self.part().is_none() {
            return Outcome::Stands;
        }
        let theirs = self.theirs(upstream);
        let is_moved = self.follow_statement(&theirs);
        let base = std::mem::replace(&mut self.base, theirs.clone());
        let ours = self.ours();
        match is_moved {
            true if ours.is_some() && ours == theirs => return Outcome::Merged,
            true => {}
            false if ours.is_some() && ours == theirs => return Outcome::Same,
            false if base == theirs => return Outcome::Stands,
            false => {}
        }
        let (merged, conflicts) = match (base, ours, theirs) {
            (_, None, _) => return Outcome::Left,
            (_, Some(_), None) if self.number().is_some() => return Outcome::Left,
            (base, ours, None) if base == ours => {
                self.deed = Deed::Deleted;
                return Outcome::Merged;
            }
            (_, Some(_), None) if whose == Whose::Theirs => {
                self.deed = Deed::Deleted;
                return Outcome::Conflict;
            }
            (
                Some(Piece::Value(Value::List(b))),
                Some(Piece::Value(Value::List(o))),
                Some(Piece::Value(Value::List(t))),
            ) => (Piece::Value(Value::List(items(&b, &o, &t))), 0),
            (Some(Piece::Lines(b)), Some(Piece::Lines(o)), Some(Piece::Lines(t))) => {
                let (lines, conflicts) = lines(&b, &o, &t, whose);
                (Piece::Lines(lines), conflicts)
            }
            (base, Some(ours), Some(theirs)) if base.as_ref() == Some(&ours) => (theirs, 0),
            (_, Some(ours), theirs) => {
                let said = match (whose, theirs) {
                    (Whose::Theirs, Some(theirs)) => theirs,
                    _ => ours,
                };
                (said, 1)
            }
        };
        self.say(merged);
        match conflicts {
            0 => Outcome::Merged,
            _ => Outcome::Conflict,
        }
    }

    /// Names a statement by the id that it has upstream now; whether that is another one.
    fn follow_statement(&mut self, theirs: &Option<Piece>) -> bool {
        let Some(Piece::Lines(lines)) = theirs else {
            return false;
        };
        match (&mut self.deed, lines.as_slice()) {
            (Deed::Statement(id, _) | Deed::Without(id, _), [line]) if *id != line.id() => {
                *id = line.id();
                true
            }
            _ => false,
        }
    }
}

/// The order of both: that of the side that moved something, with what the other added behind what
/// it stood behind there, ours first.
fn woven<T: PartialEq + Clone>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
    let place = |side: &[T], it: &T| side.iter().position(|other| other == it);
    let kept: Vec<usize> = base.iter().filter_map(|it| place(ours, it)).collect();
    let is_kept = kept.windows(2).all(|pair| pair[0] < pair[1]);
    let (spine, rest) = if is_kept {
        (theirs, ours)
    } else {
        (ours, theirs)
    };
    let mut order = spine.to_vec();
    let mut at = 0;
    for it in rest {
        if let Some(place) = place(&order, it) {
            at = place + 1;
            continue;
        }
        let is_ours_alone = |it: &T| !base.contains(it) && !theirs.contains(it);
        while !is_kept && order.get(at).is_some_and(is_ours_alone) {
            at += 1;
        }
        order.insert(at, it.clone());
        at += 1;
    }
    order
}

fn items(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    let mut all = woven(base, ours, theirs);
    all.retain(|it| !base.contains(it) || (ours.contains(it) && theirs.contains(it)));
    all
}

fn lines(base: &[Line], ours: &[Line], theirs: &[Line], whose: Whose) -> (Vec<Line>, usize) {
    let numbers = |lines: &[Line]| lines.iter().map(|it| it.number).collect::<Vec<_>>();
    let of = |lines: &[Line], number: usize| lines.iter().find(|it| it.number == number).cloned();
    let mut conflicts = 0;
    let mut found = Vec::new();
    for number in woven(&numbers(base), &numbers(ours), &numbers(theirs)) {
        let (b, o, t) = (of(base, number), of(ours, number), of(theirs, number));
        let said = match (b, o, t) {
            (_, o, t) if o == t => o,
            (b, o, t) if o == b => t,
            (b, o, t) if t == b => o,
            (Some(b), Some(o), Some(t)) => {
                let (line, count) = prose(&b, &o, &t, whose);
                conflicts += count;
                Some(line)
            }
            (_, o, t) => {
                conflicts += 1;
                if whose == Whose::Ours { o } else { t }
            }
        };
        found.extend(said);
    }
    (found, conflicts)
}

/// Both changed one line, or lines of one paragraph.
fn prose(base: &Line, ours: &Line, theirs: &Line, whose: Whose) -> (Line, usize) {
    let of = |line: &Line| {
        line.words
            .split('\n')
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (b, o, t) = (of(base), of(ours), of(theirs));
    let mut conflicts = 0;
    let words: Vec<&str> = (0..b.len())
        .map(|at| match (&b[at], &o[at], &t[at]) {
            (b, o, t) if b == o => t.as_str(),
            (b, o, t) if b == t || o == t => o.as_str(),
            (_, o, t) => {
                conflicts += 1;
                if whose == Whose::Ours { o } else { t }
            }
        })
        .collect();
    let line = Line {
        words: words.join("\n"),
        ..ours.clone()
    };
    (line, conflicts)
}
