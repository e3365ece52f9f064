//! What became of lines that stand in one version only: moved, reworded, added or removed.

use super::lines::Loose;
use super::{LineChange, Renames, Spot};
use crate::compare::pairing::{REWORDED, REWORDED_ELSEWHERE, TELLING, alike, equal};
use crate::compare::version::Line;
use crate::compare::words::has_words;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Finds a partner for as many loose lines as have one, those first that are surely the same: the
/// same words elsewhere, then like words at the same place, then very like words elsewhere.
pub(super) fn settled(mut loose: Loose, renamed: &Renames) -> Vec<LineChange> {
    // The order must be the same whichever of the two sides is the old one.
    let canonical = renamed.canonical();
    let place = |(spot, _): &(Spot, Line)| Spot {
        thing: canonical.name(&spot.thing),
        section: canonical.section(&spot.section),
    };
    let order = |lines: &[(Spot, Line)]| -> BTreeMap<Spot, usize> {
        let mut places = BTreeMap::new();
        for (at, (spot, _)) in lines.iter().enumerate() {
            places.entry(spot.clone()).or_insert(at);
        }
        places
    };
    let (places_new, places_old) = (order(&loose.new), order(&loose.old));
    loose.old.sort_by_cached_key(place);
    loose.new.sort_by_cached_key(place);

    take_equal(&mut loose, |spot| Some(spot.thing.clone()));
    take_equal(&mut loose, |spot| Some(spot.section.clone()));
    take_equal(&mut loose, |_| Some(()));
    take_pinned(&mut loose);
    take_alike(&mut loose, REWORDED, |spot| Some(spot.clone()));
    take_alike(&mut loose, REWORDED_ELSEWHERE, |_| None);

    let Loose {
        old,
        new,
        mut found,
    } = loose;
    found.extend(new.into_iter().map(|line| LineChange {
        old: None,
        new: Some(line),
        through: None,
    }));
    found.extend(old.into_iter().map(|line| LineChange {
        old: Some(line),
        new: None,
        through: None,
    }));
    // As things stand in the site, what is told of each section together.
    let rank = |change: &LineChange| {
        let spot = change.spot();
        let new = spot.and_then(|spot| places_new.get(spot).copied());
        let old = spot.and_then(|spot| places_old.get(spot).copied());
        (new.unwrap_or(usize::MAX), old.unwrap_or(usize::MAX))
    };
    found.sort_by_key(|change| (rank(change), change.what()));
    found
}

/// The same words in a line of the same kind of thing. `near` says what else both have to share.
fn take_equal<N: Ord>(loose: &mut Loose, near: impl Fn(&Spot) -> Option<N>) {
    type Key<N> = (&'static str, Option<N>, Arc<str>);
    let keys = |lines: &'_ [(Spot, Line)]| -> Vec<(usize, Key<N>)> {
        let lines = lines.iter().enumerate();
        lines
            .filter(|(_, (_, line))| is_telling(line))
            .map(|(at, (spot, line))| (at, (spot.thing.kind, near(spot), line.text.clone())))
            .collect()
    };
    let pairs = equal(keys(&loose.old), keys(&loose.new));
    loose.take(&pairs);
}

/// A pinned id that only one line of each side has, in the same kind of thing.
fn take_pinned(loose: &mut Loose) {
    type Pin = (&'static str, Arc<str>);
    let pins = |lines: &[(Spot, Line)]| -> Vec<(usize, Pin)> {
        let mut pins: BTreeMap<Pin, Vec<usize>> = BTreeMap::new();
        for (at, (spot, line)) in lines.iter().enumerate() {
            if let Some(pin) = &line.pin {
                let pin = (spot.thing.kind, pin.clone());
                pins.entry(pin).or_default().push(at);
            }
        }
        let single = pins.into_iter().filter(|(_, places)| places.len() == 1);
        single.map(|(pin, places)| (places[0], pin)).collect()
    };
    let pairs = equal(pins(&loose.old), pins(&loose.new));
    loose.take(&pairs);
}

/// Like words in a line of the same kind of thing, and where `near` says so at the same place.
fn take_alike(loose: &mut Loose, least: f64, near: impl Fn(&Spot) -> Option<Spot>) {
    type Groups = BTreeMap<(&'static str, Option<Spot>), (Vec<usize>, Vec<usize>)>;
    let mut groups: Groups = BTreeMap::new();
    let is_elsewhere = |spot: &Spot| near(spot).is_none();
    let key = |spot: &Spot| (spot.thing.kind, near(spot));
    for (at, (spot, line)) in loose.old.iter().enumerate() {
        if !is_elsewhere(spot) || is_telling(line) {
            groups.entry(key(spot)).or_default().0.push(at);
        }
    }
    for (at, (spot, line)) in loose.new.iter().enumerate() {
        if !is_elsewhere(spot) || is_telling(line) {
            groups.entry(key(spot)).or_default().1.push(at);
        }
    }
    let mut pairs = Vec::new();
    for (old, new) in groups.into_values() {
        let texts = |lines: &'_ [(Spot, Line)], places: &[usize]| -> Vec<String> {
            let texts = places.iter().map(|at| lines[*at].1.text.to_string());
            texts.collect()
        };
        let (of_old, of_new) = (texts(&loose.old, &old), texts(&loose.new, &new));
        let of_old: Vec<&str> = of_old.iter().map(String::as_str).collect();
        let of_new: Vec<&str> = of_new.iter().map(String::as_str).collect();
        let found = alike(&of_old, &of_new, least);
        pairs.extend(found.into_iter().map(|(i, j)| (old[i], new[j])));
    }
    loose.take(&pairs);
}

fn is_telling(line: &Line) -> bool {
    line.pin.is_some() || has_words(&line.text, TELLING)
}
