//! What holds of any fork: random overrides of a small site, and random changes of its upstream.

use super::fork::{Deed, Fork, Override};
use super::outcome::{Outcome, Whose};
use super::site::Bench;
use super::thing::{Line, Section, Value, World};
use super::upstream::{Numbers, upstream};
use super::{told, years::Mark};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A thing, what is done, and where.
type Pick = (u8, u8, u8);

/// Files, rows of TOML and rows of CSV.
pub fn small() -> World {
    let mut world = upstream(&mut Numbers::default());
    let kept = [
        "page:guide/page-00",
        "page:guide/page-01",
        "archetype:archetype-0",
        "skill:skill-00",
        "pitfall:pitfall-00",
        "pitfall:pitfall-06",
        "pitfall:pitfall-07",
        "resource:resource-40",
        "resource:resource-41",
    ];
    world.things.retain(|it| kept.contains(&it.name().as_str()));
    for thing in &mut world.things {
        thing.fields.remove("skills");
    }
    world
}

/// Overrides of parts that don't touch.
pub fn overrides(world: &World, picks: &[Pick], is_plain: bool) -> Fork {
    let mut fork = Fork::default();
    let mut taken: BTreeSet<(String, u8)> = BTreeSet::new();
    for (number, (thing, how, at)) in picks.iter().enumerate() {
        let thing = &world.things[usize::from(*thing) % world.things.len()];
        let (own, new) = (format!("own{number}y0"), Line::item(7000 + number));
        let how = match thing.sections.len() {
            0 => 0,
            _ if is_plain => how % 4,
            2.. => how % 9,
            _ => how % 4,
        };
        // Statements stand where an opening would.
        let slot = match how {
            4 | 5 => 3,
            6 if thing.sections.len() < 3 => 8,
            how => how,
        };
        let edited = |lines: &[Line]| {
            let mut lines = lines.to_vec();
            match at % 4 {
                0 => lines[1] = lines[1].reworded(&own, 0),
                1 => drop(lines.remove(1)),
                2 => lines.push(new.reworded(&own, 0)),
                _ => lines.reverse(),
            }
            lines
        };
        let deed = match how {
            0 => Deed::Field("title".to_owned(), Value::text(format!("Here {own}"))),
            1 => Deed::Field("tags".to_owned(), Value::list(["red", "blue", "house"])),
            2 => {
                let section = &thing.sections[0];
                Deed::Section(Section::new(&section.name, edited(&section.lines)))
            }
            3 => {
                let mut lines = thing.opening.clone();
                lines[1] = lines[1].reworded(&own, usize::from(at % 2) * 4);
                Deed::Opening(lines)
            }
            4 | 5 => {
                let line = &thing.sections[1].lines[usize::from(at % 2)];
                match how {
                    4 => Deed::Statement(line.id(), line.reworded(&own, 0)),
                    _ => Deed::Without(line.id(), line.number),
                }
            }
            6 if thing.sections.len() > 2 => Deed::Drop(thing.sections[2].name.clone()),
            7 => Deed::Append(thing.sections[1].name.clone(), vec![new]),
            _ => Deed::New(Section::new("House rules", vec![new])),
        };
        if taken.insert((thing.name(), slot)) {
            let mut one = Override {
                of: thing.name(),
                called: thing.name(),
                deed,
                base: None,
            };
            one.base = one.theirs(world);
            fork.overrides.push(one);
        }
    }
    fork
}

/// Upstream after these changes, of things with an even place alone where `half` says so.
pub fn changed(world: &World, picks: &[Pick], fork: &Fork, half: bool) -> World {
    let mut next = world.clone();
    let kept: BTreeSet<usize> = fork
        .overrides
        .iter()
        .filter(|it| matches!(it.deed, Deed::Without(..)))
        .filter_map(Override::number)
        .collect();
    // In one section either lines go or lines come: else one that comes where one went may as well be
    // that one, written anew.
    let mut marks: BTreeMap<(usize, String), Mark> = BTreeMap::new();
    for (number, (thing, how, at)) in picks.iter().enumerate() {
        let place = usize::from(*thing) % next.things.len();
        if half && place % 2 == 1 {
            continue;
        }
        let thing = &mut next.things[place];
        let version = format!("rev{}y1", 8000 + number);
        let count = thing.sections.len();
        if count == 0 || how % 8 > 4 {
            match how % 4 {
                0 => drop(
                    thing
                        .fields
                        .insert("title".to_owned(), Value::text(format!("There {version}"))),
                ),
                1 if thing.fields.contains_key("tags") => {
                    thing
                        .fields
                        .insert("tags".to_owned(), Value::list(["blue", "new", "red"]));
                }
                2 if count > 0 => drop(thing.fields.remove("tags")),
                _ if count > 0 => {
                    thing.opening[1] = thing.opening[1].reworded(&version, usize::from(at % 2) * 4)
                }
                _ => {}
            }
            continue;
        }
        let section = &mut thing.sections[usize::from(at / 4) % count];
        let mark = marks.entry((place, section.name.clone())).or_default();
        let lines = &mut section.lines;
        let at = usize::from(*at) % lines.len().max(1);
        match how % 8 {
            0 | 1 if !lines.is_empty() => lines[at] = lines[at].reworded(&version, 0),
            2 if *mark != Mark::Shorter => {
                lines.insert(at, Line::item(8000 + number).reworded(&version, 0));
                *mark = Mark::Longer;
            }
            3 if *mark != Mark::Longer && lines.len() > 1 && !kept.contains(&lines[at].number) => {
                lines.remove(at);
                *mark = Mark::Shorter;
            }
            _ if !lines.is_empty() => lines.rotate_left(1),
            _ => {}
        }
    }
    next
}

/// The fork's own files, without what names the upstream.
pub fn own(bench: &Bench) -> BTreeMap<String, String> {
    let mut files = bench.files();
    files.retain(|path, _| !path.starts_with("upstream/"));
    files
}

fn picks(most: usize) -> impl Strategy<Value = Vec<Pick>> {
    prop::collection::vec(any::<Pick>(), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_override_stands_or_merges_or_is_told_and_merging_again_changes_nothing(
        of_fork in picks(12),
        of_upstream in picks(16),
    ) {
        let world = small();
        let mut fork = overrides(&world, &of_fork, false);
        let next = changed(&world, &of_upstream, &fork, false);
        let bench = Bench::new(&world);
        bench.begin(&fork, &world);
        bench.is(&fork.over(&world));
        bench.publish(&next);
        bench.typed(&["upstream", "update"]);
        bench.is(&fork.over(&next));
        let (_, said) = bench.typed(&["upstream", "merge"]);
        let mut wanted: BTreeMap<Outcome, BTreeSet<String>> = BTreeMap::new();
        for one in &mut fork.overrides {
            let old = one.clone();
            let outcome = one.meets(&next, Whose::Ours);
            let is_followed = matches!(outcome, Outcome::Merged | Outcome::Conflict) && one.deed != Deed::Deleted;
            let name = if is_followed { one.told() } else { old.told() };
            wanted.entry(outcome).or_default().insert(name);
            if outcome == Outcome::Left {
                *one = old;
            }
        }
        for (outcome, word) in [(Outcome::Merged, "merged: "), (Outcome::Conflict, "conflict: "), (Outcome::Left, "left: ")] {
            prop_assert_eq!(told(&said, word), wanted.remove(&outcome).unwrap_or_default(), "{}", said);
        }
        bench.is(&fork.over(&next));
        let files = bench.files();
        bench.typed(&["upstream", "merge"]);
        prop_assert_eq!(bench.files(), files);
    }

    #[test]
    fn things_merge_in_any_order_to_what_they_come_to_at_once(
        of_fork in picks(12),
        of_upstream in picks(16),
    ) {
        let world = small();
        let fork = overrides(&world, &of_fork, false);
        let next = changed(&world, &of_upstream, &fork, false);
        let mut names: Vec<String> = fork.overrides.iter().map(|it| it.called.clone()).collect();
        names.sort();
        names.dedup();
        names.reverse();
        let lived = |names: &[String]| {
            let bench = Bench::new(&world);
            bench.begin(&fork, &world);
            bench.publish(&next);
            bench.typed(&["upstream", "update"]);
            for name in names {
                bench.typed(&["upstream", "merge", name]);
            }
            if names.is_empty() {
                bench.typed(&["upstream", "merge"]);
            }
            own(&bench)
        };
        prop_assert_eq!(lived(&names), lived(&[]));
    }

    #[test]
    fn changes_of_parts_that_do_not_touch_come_to_the_same_at_once_and_one_after_the_other(
        of_fork in picks(12),
        of_upstream in picks(16),
    ) {
        let world = small();
        let fork = overrides(&world, &of_fork, false);
        let half = changed(&world, &of_upstream, &fork, true);
        let whole = changed(&world, &of_upstream, &fork, false);
        let lived = |years: &[&World]| {
            let bench = Bench::new(&world);
            bench.begin(&fork, &world);
            for year in years {
                bench.publish(year);
                bench.typed(&["upstream", "update"]);
                bench.typed(&["upstream", "merge"]);
            }
            own(&bench)
        };
        let mut at_once = lived(&[&whole]);
        let mut one_by_one = lived(&[&half, &whole]);
        // What a site without changes has noted by then says the same.
        if half.files() == world.files() || whole.files() == half.files() {
            at_once.remove("waypost.lock");
            one_by_one.remove("waypost.lock");
        }
        prop_assert_eq!(at_once, one_by_one);
    }

    #[test]
    fn a_fork_that_says_what_upstream_said_comes_to_what_upstream_says(
        of_fork in picks(12),
        of_upstream in picks(16),
    ) {
        let world = small();
        let mut fork = overrides(&world, &of_fork, true);
        for one in &mut fork.overrides {
            match one.theirs(&world) {
                Some(piece) => one.say(piece),
                None => one.deed = Deed::Deleted,
            }
        }
        let next = changed(&world, &of_upstream, &fork, false);
        let bench = Bench::new(&world);
        bench.begin(&fork, &world);
        bench.publish(&next);
        bench.typed(&["upstream", "update"]);
        let (_, said) = bench.typed(&["upstream", "merge"]);
        prop_assert!(!said.contains("conflict") && !said.contains("left: "), "{}", said);
        bench.is(&next);
    }
}
