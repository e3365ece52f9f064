//! Which passages of one text are which of another version of it.

use super::pairing::{REWORDED, alike, equal};

/// A passage of a text: a heading, an item, a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage<'a> {
    /// What it is; passages of two kinds are never the same.
    pub kind: u8,
    /// The id that `{#id}` pins.
    pub pin: Option<&'a str>,
    /// Its words.
    pub text: &'a str,
}

/// The texts of `old` and of `new` that are the same in other words, whatever stands beside them.
pub fn reworded(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    alike(old, new, REWORDED)
}

/// The passages of `old` and of `new` that are the same: by pinned ids, by their words, by most of
/// their words, and at last those that stand alone between the same neighbours. Each is in one pair
/// at most; pairs are in the order of `old`.
pub fn pairs(old: &[Passage<'_>], new: &[Passage<'_>]) -> Vec<(usize, usize)> {
    let mut of_old: Vec<Option<usize>> = vec![None; old.len()];
    let mut of_new: Vec<Option<usize>> = vec![None; new.len()];
    let take = |pairs: &[(usize, usize)],
                of_old: &mut Vec<Option<usize>>,
                of_new: &mut Vec<Option<usize>>| {
        for (i, j) in pairs {
            of_old[*i] = Some(*j);
            of_new[*j] = Some(*i);
        }
    };
    let pins = |all: &[Passage<'_>]| -> Vec<(usize, (u8, String))> {
        let all = all.iter().enumerate();
        all.filter_map(|(at, it)| Some((at, (it.kind, it.pin?.to_owned()))))
            .collect()
    };
    take(&equal(pins(old), pins(new)), &mut of_old, &mut of_new);
    let said = |all: &[Passage<'_>], of: &[Option<usize>]| -> Vec<(usize, (u8, String))> {
        let all = all.iter().enumerate();
        all.filter(|(at, _)| of[*at].is_none())
            .map(|(at, it)| (at, (it.kind, it.text.to_owned())))
            .collect()
    };
    let same = equal(said(old, &of_old), said(new, &of_new));
    take(&same, &mut of_old, &mut of_new);
    let mut kinds: Vec<u8> = old.iter().map(|it| it.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let left = |all: &[Passage<'_>], of: &[Option<usize>]| -> Vec<usize> {
            let all = all.iter().enumerate();
            all.filter(|(at, it)| of[*at].is_none() && it.kind == kind)
                .map(|(at, _)| at)
                .collect()
        };
        let (left_old, left_new) = (left(old, &of_old), left(new, &of_new));
        let texts_old: Vec<&str> = left_old.iter().map(|at| old[*at].text).collect();
        let texts_new: Vec<&str> = left_new.iter().map(|at| new[*at].text).collect();
        let near: Vec<(usize, usize)> = alike(&texts_old, &texts_new, REWORDED)
            .into_iter()
            .map(|(i, j)| (left_old[i], left_new[j]))
            .collect();
        take(&near, &mut of_old, &mut of_new);
    }
    let alone = between_neighbours(old, new, &of_old, &of_new);
    take(&alone, &mut of_old, &mut of_new);
    let numbered = of_old.into_iter().enumerate();
    numbered.filter_map(|(i, j)| Some((i, j?))).collect()
}

/// Runs without a partner that stand between the same neighbours and are alike in number and kinds:
/// something was written anew in its place.
fn between_neighbours(
    old: &[Passage<'_>],
    new: &[Passage<'_>],
    of_old: &[Option<usize>],
    of_new: &[Option<usize>],
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < old.len() {
        if of_old[at].is_some() {
            at += 1;
            continue;
        }
        let run = at..(at..old.len())
            .find(|at| of_old[*at].is_some())
            .unwrap_or(old.len());
        at = run.end;
        let begin = match run.start.checked_sub(1) {
            Some(before) => of_old[before].map_or(0, |it| it + 1),
            None => 0,
        };
        let end = of_old.get(run.end).copied().flatten().unwrap_or(new.len());
        let fits = begin + run.len() == end
            && (begin..end).all(|at| of_new[at].is_none())
            && run
                .clone()
                .zip(begin..end)
                .all(|(i, j)| old[i].kind == new[j].kind);
        if fits {
            found.extend(run.zip(begin..end));
        }
    }
    found
}
