//! Three years of a fork: an upstream of two hundred things, fifty overrides of it, and a hundred
//! changes of upstream each year. After each year all that the fork doesn't touch is upstream's, each
//! override stands or has merged, each true conflict is listed, and nothing else is.

mod account;
mod deep;
mod fork;
mod outcome;
mod plan;
mod random;
mod site;
mod sources;
mod thing;
mod upstream;
mod years;

use fork::{Deed, Fork};
use outcome::{Outcome, Whose};
use site::Bench;
use std::collections::BTreeSet;
use thing::{Thing, World};
use upstream::Numbers;
use waypost::cli::Exit;
use years::Events;

#[test]
fn a_fork_lives_through_three_years_of_its_upstream() {
    let mut numbers = Numbers::default();
    let mut upstream = upstream::upstream(&mut numbers);
    let bench = Bench::new(&upstream);
    let mut fork = plan::fork(&upstream, &mut numbers);
    bench.begin(&fork, &upstream);
    bench.is(&fork.over(&upstream));
    bench.accounts(&fork, &upstream);
    for (year, whose) in [(1, Whose::Ours), (2, Whose::Theirs), (3, Whose::Ours)] {
        let (next, events) = years::next_year(&upstream, &fork, year, &mut numbers);
        bench.publish(&next);
        lived(&bench, &mut fork, (&upstream, &next), &events, whose);
        bench.accounts(&fork, &next);
        overrides_one_more(&bench, &mut fork, &next, year);
        upstream = next;
    }
}

/// One year: what upstream has changed is taken and merged, and conflicts are decided.
fn lived(
    bench: &Bench,
    fork: &mut Fork,
    (before, next): (&World, &World),
    events: &Events,
    whose: Whose,
) {
    for (old, new) in &events.renamed {
        fork.follow(old, new);
    }
    let mut left: BTreeSet<String> = BTreeSet::new();
    for name in &events.removed {
        fork.orphaned(before.find(name).expect("it was there").clone());
        left.insert(format!("{name}, all of it"));
    }
    let mut merged = fork.clone();
    let met = |it: &mut fork::Override| it.meets(next, Whose::Ours);
    let outcomes: Vec<Outcome> = merged.overrides.iter_mut().map(met).collect();
    for (place, _) in outcomes
        .iter()
        .enumerate()
        .filter(|it| *it.1 == Outcome::Left)
    {
        merged.overrides[place] = fork.overrides[place].clone();
    }
    let of = |outcome: Outcome| -> BTreeSet<String> {
        let all = fork.overrides.iter().zip(&merged.overrides).zip(&outcomes);
        let all = all.filter(|(_, it)| **it == outcome);
        all.map(|((old, new), _)| match (outcome, &new.deed) {
            // A statement that goes by its words is told by those that it has now.
            (Outcome::Merged | Outcome::Conflict, deed) if *deed != Deed::Deleted => new.told(),
            _ => old.told(),
        })
        .collect()
    };
    left.extend(of(Outcome::Left));
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    bench.is(&fork.over(next));

    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert_eq!(told(&said, "merged: "), of(Outcome::Merged), "{said}");
    assert_eq!(told(&said, "conflict: "), of(Outcome::Conflict), "{said}");
    assert_eq!(told(&said, "left: "), left, "{said}");
    assert!(!of(Outcome::Merged).is_empty() && !of(Outcome::Conflict).is_empty());
    bench.is(&merged.over(next));
    let files = bench.files();
    bench.typed(&["upstream", "merge"]);
    assert_eq!(bench.files(), files, "merging again changes nothing");

    bench.decide(whose);
    for (one, outcome) in fork.overrides.iter_mut().zip(&outcomes) {
        let old = one.clone();
        one.meets(next, whose);
        if *outcome == Outcome::Left && one.theirs(next).is_none() {
            bench.without_statement(&old);
            one.deed = Deed::Deleted;
        }
        // What the fork said itself is lost only where a person has decided so.
        let is_decided = *outcome == Outcome::Conflict && whose == Whose::Theirs;
        for word in account::own_words(&old).difference(&account::own_words(one)) {
            assert!(
                is_decided || one.deed == Deed::Deleted,
                "{word} of {}",
                old.told()
            );
        }
    }
    for name in left.iter().filter_map(|it| it.split(", ").next()) {
        bench.typed(&["upstream", "merge", name, "--keep"]);
    }
    // Kept, a thing has the title that upstream had for it.
    for name in &events.removed {
        let title = before.find(name).and_then(|it| it.fields.get("title"));
        let mut all = fork.own.iter_mut();
        let kept = all.find(|it| it.name() == **name).expect("it is kept");
        let title = title.expect("it had one").clone();
        kept.fields.entry("title".to_owned()).or_insert(title);
    }
    for (old, new) in &events.renamed {
        bench.rename(before.find(old), next.find(new));
        let all = fork.overrides.iter_mut().filter(|it| it.of == *new);
        all.for_each(|it| it.called = it.of.clone());
    }
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Well, "{said}");
    let (exit, said) = bench.typed(&["check"]);
    assert_eq!(exit, Exit::Well, "{said}");
    bench.is(&fork.over(next));
}

/// Copies a section of upstream with the command, and edits it.
fn overrides_one_more(bench: &Bench, fork: &mut Fork, upstream: &World, year: usize) {
    let is_free = |it: &&Thing| {
        let has_it = it
            .sections
            .iter()
            .any(|section| section.name == "Why" && section.lines.len() > 1);
        it.kind == "page" && has_it && fork.of(&it.name()).next().is_none()
    };
    let thing = upstream.things.iter().find(is_free).expect("there is one");
    let (exit, said) = bench.typed(&["upstream", "override", &thing.name(), "Why"]);
    assert_eq!(exit, Exit::Well, "{said}");
    bench.is(&fork.over(upstream));
    let mut section = thing
        .sections
        .iter()
        .find(|it| it.name == "Why")
        .cloned()
        .expect("it has it");
    let mut one = fork::Override {
        of: thing.name(),
        called: thing.name(),
        deed: Deed::Section(section.clone()),
        base: None,
    };
    one.base = one.theirs(upstream);
    let line = &mut section.lines[1];
    let now = line.reworded(&format!("own{}y{year}", line.number), 0);
    bench.edit(thing, &line.words, &now.words);
    *line = now;
    one.deed = Deed::Section(section);
    fork.overrides.push(one);
    bench.is(&fork.over(upstream));
}

/// What a merge lists behind a word, without how many and why.
fn told(said: &str, word: &str) -> BTreeSet<String> {
    let singular = said
        .lines()
        .map(|line| match line.split_once(" conflicts: ") {
            Some((count, rest)) if count.parse::<usize>().is_ok() => format!("conflict: {rest}"),
            _ => line.to_owned(),
        });
    let all = singular.filter_map(|line| line.strip_prefix(word).map(str::to_owned));
    all.map(|line| line.split(": ").next().unwrap_or_default().to_owned())
        .collect()
}
