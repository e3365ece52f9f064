//! Forks of forks: a year of the lowest site reaches the topmost one through all between, and what each
//! of them says stands.

use super::fork::Fork;
use super::outcome::{Outcome, Whose};
use super::random::{changed, overrides, own, small};
use super::site::Bench;
use super::thing::World;
use super::told;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Takes what upstream has changed, merges it and decides conflicts; all that must be told is told. Gives
/// back what the site comes to.
fn lived(bench: &Bench, fork: &mut Fork, next: &World, whose: Whose) -> World {
    bench.typed(&["upstream", "update"]);
    bench.is(&fork.over(next));
    let (_, said) = bench.typed(&["upstream", "merge"]);
    let mut wanted: BTreeMap<Outcome, BTreeSet<String>> = BTreeMap::new();
    for one in &mut fork.overrides {
        let old = one.clone();
        let outcome = one.meets(next, whose);
        let is_followed = matches!(outcome, Outcome::Merged | Outcome::Conflict)
            && one.deed != super::Deed::Deleted;
        let name = if is_followed { one.told() } else { old.told() };
        wanted.entry(outcome).or_default().insert(name);
        // Kept, one that leaves a statement out follows it.
        if outcome == Outcome::Left && one.theirs(next).is_none() {
            *one = old;
        }
    }
    let mut of = |outcome| wanted.remove(&outcome).unwrap_or_default();
    for (outcome, word) in [
        (Outcome::Merged, "merged: "),
        (Outcome::Conflict, "conflict: "),
        (Outcome::Left, "left: "),
    ] {
        assert_eq!(told(&said, word), of(outcome), "{said}");
    }
    bench.decide(whose);
    bench.typed(&["upstream", "merge", "--keep"]);
    let world = fork.over(next);
    bench.is(&world);
    let files = bench.files();
    bench.typed(&["upstream", "merge"]);
    assert_eq!(bench.files(), files, "merging again changes nothing");
    world
}

type Picks = Vec<(u8, u8, u8)>;

fn picks(most: usize) -> impl Strategy<Value = Picks> {
    prop::collection::vec(any::<(u8, u8, u8)>(), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_change_at_the_bottom_comes_through_two_forks_and_no_override_is_lost(
        of_middle in picks(8),
        of_top in picks(8),
        of_root in picks(14),
    ) {
        let root = small();
        let mut middle = overrides(&root, &of_middle, false);
        let between = Bench::new(&root);
        between.begin(&middle, &root);
        let laid = middle.over(&root);
        between.is(&laid);

        let mut top = overrides(&laid, &of_top, true);
        let bench = between.above("beta");
        bench.begin(&top, &laid);
        bench.is(&top.over(&laid));

        let next = changed(&root, &of_root, &middle, false);
        between.publish(&next);
        let laid = lived(&between, &mut middle, &next, Whose::Theirs);
        // Nothing of it is above before it is taken.
        let before = own(&bench);
        let world = lived(&bench, &mut top, &laid, Whose::Ours);
        bench.is(&world);
        // What stands alone says the same.
        bench.typed(&["upstream", "merge", "--keep"]);
        let (exit, said) = bench.typed(&["upstream", "detach"]);
        let (_, check) = bench.typed(&["check"]);
        prop_assert!(exit == waypost::cli::Exit::Well || check.contains("error["), "{}{}{:?}", said, check, before.keys());
        if exit == waypost::cli::Exit::Well {
            bench.is(&world);
        }
    }
}
