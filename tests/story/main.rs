//! Three years of a fork: an upstream of two hundred things, fifty overrides of it, and a hundred
//! changes of upstream each year. After each year all that the fork doesn't touch is upstream's, each
//! override stands or has merged, each true conflict is listed, and nothing else is.

mod account;
mod fork;
mod outcome;
mod plan;
mod site;
mod thing;
mod upstream;
mod years;

use fork::Fork;
use outcome::{Outcome, Whose};
use site::Bench;
use std::collections::BTreeSet;
use thing::World;
use upstream::Numbers;
use waypost::cli::Exit;

#[test]
fn a_fork_lives_through_three_years_of_its_upstream() {
    let mut numbers = Numbers::default();
    let mut upstream = upstream::upstream(&mut numbers);
    let bench = Bench::new(&upstream);
    let mut fork = plan::fork(&upstream, &mut numbers);
    bench.begin(&fork, &upstream);
    bench.is(&fork.over(&upstream));
    for (year, whose) in [(1, Whose::Ours), (2, Whose::Theirs), (3, Whose::Ours)] {
        let next = years::next_year(&upstream, &fork, year, &mut numbers);
        bench.publish(&next);
        lived(&bench, &mut fork, &next, whose);
        upstream = next;
    }
}

/// One year: what upstream has changed is taken and merged, and conflicts are decided.
fn lived(bench: &Bench, fork: &mut Fork, next: &World, whose: Whose) {
    let mut merged = fork.clone();
    let outcomes: Vec<Outcome> = merged
        .overrides
        .iter_mut()
        .map(|it| it.meets(next, Whose::Ours))
        .collect();
    let of = |outcome: Outcome| -> BTreeSet<String> {
        let all = fork
            .overrides
            .iter()
            .zip(&outcomes)
            .filter(|(_, it)| **it == outcome);
        all.map(|(it, _)| format!("{}, {}", it.of, it.part().unwrap_or_default()))
            .collect()
    };
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    bench.is(&fork.over(next));

    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert_eq!(told(&said, "merged: "), of(Outcome::Merged), "{said}");
    assert_eq!(told(&said, "conflict: "), of(Outcome::Conflict), "{said}");
    assert_eq!(told(&said, "left: "), of(Outcome::Left), "{said}");
    assert!(!of(Outcome::Merged).is_empty() && !of(Outcome::Conflict).is_empty());
    bench.is(&merged.over(next));
    let before = bench.files();
    bench.typed(&["upstream", "merge"]);
    assert_eq!(bench.files(), before, "merging again changes nothing");

    bench.decide(whose);
    for one in &mut fork.overrides {
        one.meets(next, whose);
    }
    for one in fork
        .overrides
        .iter()
        .zip(&outcomes)
        .filter(|it| *it.1 == Outcome::Left)
    {
        let (exit, said) = bench.typed(&["upstream", "merge", &one.0.of, "--keep"]);
        assert_eq!(exit, Exit::Well, "{said}");
    }
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Well, "{said}");
    let (exit, said) = bench.typed(&["check"]);
    assert_eq!(exit, Exit::Well, "{said}");
    bench.is(&fork.over(next));
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
