//! Which line of a cell is which statement: by its words, then by its likeness, then by its place.

use std::collections::HashMap;

/// How like two lines must be to be one that was reworded: the share of words in common.
const REWORDED: f64 = 0.6;

/// Pairs of lines that are compared; beyond them lines are told by their places.
const MOST_PAIRS: usize = 100_000;

/// For each of the new lines the place of the old one that it is, if it is one.
pub(in crate::sheet::bring) fn align(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let mut found = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    let (mut start, mut end) = (0, 0);
    while start < old.len().min(new.len()) && old[start] == new[start] {
        found[start] = Some(start);
        taken[start] = true;
        start += 1;
    }
    while end < old.len().min(new.len()) - start
        && old[old.len() - 1 - end] == new[new.len() - 1 - end]
    {
        let (from, to) = (old.len() - 1 - end, new.len() - 1 - end);
        found[to] = Some(from);
        taken[from] = true;
        end += 1;
    }
    // Of lines that stand several times the first free one counts.
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for from in (0..old.len()).rev().filter(|from| !taken[*from]) {
        places.entry(old[from]).or_default().push(from);
    }
    for to in 0..new.len() {
        if found[to].is_none()
            && let Some(from) = places.get_mut(new[to]).and_then(Vec::pop)
        {
            found[to] = Some(from);
            taken[from] = true;
        }
    }
    by_likeness(old, new, &mut found, &mut taken);
    by_place(&mut found, &mut taken);
    found
}

fn by_likeness(old: &[&str], new: &[&str], found: &mut [Option<usize>], taken: &mut [bool]) {
    let left: Vec<usize> = (0..old.len()).filter(|from| !taken[*from]).collect();
    let open: Vec<usize> = (0..new.len()).filter(|to| found[*to].is_none()).collect();
    if left.len() * open.len() > MOST_PAIRS {
        return;
    }
    let mut pairs = Vec::new();
    for from in &left {
        for to in &open {
            let likeness = likeness(old[*from], new[*to]);
            if likeness >= REWORDED {
                pairs.push((likeness, *from, *to));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, from, to) in pairs {
        if !taken[from] && found[to].is_none() {
            found[to] = Some(from);
            taken[from] = true;
        }
    }
}

/// Between two lines that are known, as many lines as before are the same ones, rewritten.
fn by_place(found: &mut [Option<usize>], taken: &mut [bool]) {
    let mut to = 0;
    while to < found.len() {
        if found[to].is_some() {
            to += 1;
            continue;
        }
        let end = (to..found.len())
            .find(|to| found[*to].is_some())
            .unwrap_or(found.len());
        let first = match to.checked_sub(1).and_then(|before| found[before]) {
            Some(before) => before + 1,
            None => 0,
        };
        let free = taken.iter().skip(first).take_while(|taken| !**taken);
        let free = free.count();
        if (to == 0 || found[to - 1].is_some()) && free == end - to {
            for (from, to) in (first..).zip(to..end) {
                found[to] = Some(from);
                taken[from] = true;
            }
        }
        to = end;
    }
}

/// The share of words that two lines have in common (Dice's coefficient).
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (a, mut b) = (words(a), words(b));
    let all = a.len() + b.len();
    let common = a.iter().filter(|word| {
        let place = b.iter().position(|other| other == *word);
        place.map(|place| b.swap_remove(place)).is_some()
    });
    let common = common.count();
    match all {
        0 => 0.0,
        all => 2.0 * common as f64 / all as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_known_again() {
        let old = ["one line here", "two lines here", "three"];
        for (new, found) in [
            (
                vec!["one line here", "two lines here", "three"],
                vec![Some(0), Some(1), Some(2)],
            ),
            (vec!["one line here", "three"], vec![Some(0), Some(2)]),
            (vec!["three", "one line here"], vec![Some(2), Some(0)]),
            (
                vec!["one line here now", "two lines here", "x", "three"],
                vec![Some(0), Some(1), None, Some(2)],
            ),
            (
                vec!["one line here", "else", "three"],
                vec![Some(0), Some(1), Some(2)],
            ),
            (vec!["a", "b"], vec![None, None]),
            (vec![], vec![]),
        ] {
            assert_eq!(align(&old, &new), found, "{new:?}");
        }
    }
}
