//! What holds of any three-way merge, on random texts and random edits of them.

use proptest::prelude::*;
use proptest::sample::Index;
use waypost::drift::{merge_text, merge_value};

/// One edit of a list of passages: which, and what is done.
type Edit = (Index, u8, u16);

fn text(passages: &[(u8, String)]) -> String {
    let mut text = String::new();
    for (place, (kind, words)) in passages.iter().enumerate() {
        let before = place.checked_sub(1).map(|at| passages[at].0);
        match (before, kind) {
            (None, _) => {}
            (Some(1), 1) => text.push('\n'),
            _ => text.push_str("\n\n"),
        }
        text.push_str(match kind {
            0 => "## ",
            1 => "- ",
            _ => "",
        });
        text.push_str(words);
    }
    text
}

/// Words that no other passage has, so that each is known again.
fn words(number: usize) -> String {
    format!("alpha{number} beta{number} gamma{number} delta{number} epsilon{number}")
}

fn base(kinds: &[u8]) -> Vec<(u8, String)> {
    let kinds = kinds.iter().enumerate();
    kinds
        .map(|(number, kind)| (kind % 3, words(number)))
        .collect()
}

fn edited(base: &[(u8, String)], edits: &[Edit], side: &str) -> Vec<(u8, String)> {
    let mut passages = base.to_vec();
    for (number, (index, deed, _)) in edits.iter().enumerate() {
        if passages.is_empty() {
            break;
        }
        let at = index.index(passages.len());
        match deed % 3 {
            0 => passages[at].1 = format!("{} {side}{number}", passages[at].1),
            1 => drop(passages.remove(at)),
            _ => {
                let said = format!("{side} adds{number} more{side}{number} of{side}{number}");
                passages.insert(at, (passages[at].0, said));
            }
        }
    }
    passages
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec(any::<Edit>(), 0..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_side_that_changed_nothing_gives_the_other(
        kinds in prop::collection::vec(0u8..3, 1..12),
        changes in edits(),
    ) {
        let base = base(&kinds);
        let side = text(&edited(&base, &changes, "ours"));
        let base = text(&base);
        for merged in [merge_text(&base, &base, &side), merge_text(&base, &side, &base)] {
            prop_assert_eq!(merged.conflicts, 0);
            prop_assert_eq!(&merged.text, &side);
        }
        prop_assert_eq!(merge_text(&base, &side, &side).text, side);
    }

    #[test]
    fn nothing_that_a_side_wrote_is_lost(
        kinds in prop::collection::vec(0u8..3, 1..12),
        ours in edits(),
        theirs in edits(),
    ) {
        let base = base(&kinds);
        let (ours, theirs) = (edited(&base, &ours, "ours"), edited(&base, &theirs, "theirs"));
        let merged = merge_text(&text(&base), &text(&ours), &text(&theirs));
        for (side, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for passage in side.iter().filter(|it| !base.contains(it)) {
                for word in passage.1.split(' ').filter(|word| word.contains("ours") || word.contains("theirs")) {
                    prop_assert!(merged.text.contains(word), "{}\n{}", word, merged.text);
                }
            }
            // What neither touched stands there once.
            for passage in side.iter().filter(|it| base.contains(it) && other.contains(it)) {
                prop_assert_eq!(merged.text.matches(&*passage.1).count(), 1, "{}", merged.text);
            }
        }
        // What one side took away and the other left alone is gone.
        for passage in &base {
            let first = passage.1.split(' ').next().unwrap_or_default().to_owned() + " ";
            let is_gone = |side: &[(u8, String)]| side.iter().all(|it| !it.1.starts_with(&first));
            let is_kept = |side: &[(u8, String)]| side.contains(passage);
            if (is_gone(&ours) && is_kept(&theirs)) || (is_gone(&theirs) && is_kept(&ours)) {
                prop_assert!(!merged.text.contains(&first) || merged.conflicts > 0, "{}", merged.text);
            }
        }
    }

    #[test]
    fn it_comes_to_the_same_whichever_side_is_ours(
        kinds in prop::collection::vec(0u8..3, 1..12),
        ours in edits(),
        theirs in edits(),
    ) {
        let base = base(&kinds);
        let (ours, theirs) = (text(&edited(&base, &ours, "ours")), text(&edited(&base, &theirs, "theirs")));
        let one = merge_text(&text(&base), &ours, &theirs);
        let other = merge_text(&text(&base), &theirs, &ours);
        prop_assert_eq!(one.conflicts, other.conflicts);
        if one.conflicts == 0 {
            let lines = |text: &str| {
                let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                lines.retain(|line| !line.is_empty());
                lines.sort();
                lines
            };
            prop_assert_eq!(lines(&one.text), lines(&other.text));
        }
    }

    #[test]
    fn rows_of_a_table_merge_each_by_itself(
        deeds in prop::collection::vec((0u8..5, 0u8..5), 1..8),
    ) {
        let head = "| From | To |\n| --- | --- |";
        let row = |number: usize, said: &str| format!("\n| {} | {said} |", words(number));
        let (mut base, mut ours, mut theirs) = (head.to_owned(), head.to_owned(), head.to_owned());
        let (mut wanted, mut conflicts) = (head.to_owned(), 0);
        for (number, (o, t)) in deeds.iter().enumerate() {
            let same = row(number, "same");
            base.push_str(&same);
            let side = |deed: u8, name: &str| match deed {
                0 => row(number, name),
                _ => same.clone(),
            };
            let (o, t) = (side(*o, "ours"), side(*t, "theirs"));
            ours.push_str(&o);
            theirs.push_str(&t);
            match (o == same, t == same) {
                (false, false) => conflicts += 1,
                (true, _) => wanted.push_str(&t),
                _ => wanted.push_str(&o),
            }
        }
        let merged = merge_text(&base, &ours, &theirs);
        prop_assert_eq!(merged.conflicts, conflicts, "{}", merged.text);
        if conflicts == 0 {
            prop_assert_eq!(merged.text, wanted);
        }
    }

    #[test]
    fn merging_again_changes_nothing(
        kinds in prop::collection::vec(0u8..3, 1..12),
        ours in edits(),
        theirs in edits(),
    ) {
        let base = base(&kinds);
        let theirs = text(&edited(&base, &theirs, "theirs"));
        let merged = merge_text(&text(&base), &text(&edited(&base, &ours, "ours")), &theirs).text;
        prop_assert_eq!(merge_text(&theirs, &merged, &theirs).text, merged);
    }

    #[test]
    fn items_of_lists_merge_each_by_itself(
        base in prop::collection::btree_set(0u8..20, 0..8),
        ours in prop::collection::btree_set(0u8..20, 0..8),
        theirs in prop::collection::btree_set(0u8..20, 0..8),
    ) {
        let list = |set: &std::collections::BTreeSet<u8>| {
            let items: Vec<String> = set.iter().map(u8::to_string).collect();
            format!("[{}]", items.join(", "))
        };
        let merged = merge_value(&list(&base), &list(&ours), &list(&theirs)).expect("lists merge");
        let items = |list: &str| -> Vec<u8> {
            let inner = list.trim_matches(['[', ']']);
            inner.split(", ").filter_map(|it| it.parse().ok()).collect()
        };
        let (mut swapped, mut sorted) = (
            items(&merge_value(&list(&base), &list(&theirs), &list(&ours)).expect("lists merge")),
            items(&merged),
        );
        swapped.sort();
        sorted.sort();
        prop_assert_eq!(swapped, sorted);
        let items = items(&merged);
        for item in 0..20u8 {
            let (b, o, t) = (base.contains(&item), ours.contains(&item), theirs.contains(&item));
            let wanted = if o == t { o } else { o != b && o || t != b && t };
            let count = items.iter().filter(|it| **it == item).count();
            prop_assert_eq!(count, usize::from(wanted), "{}", merged);
        }
    }
}

#[test]
fn a_statement_that_both_reworded_is_one_conflict_and_those_beside_it_merge() {
    let base = "## A\n\n- One thing that is done\n- Two things that are done\n- Three things that are done";
    let ours = "## A\n\n- One thing that is done well\n- Two things that are done\n- Three things that are done by us";
    let theirs = "## A\n\n- One thing that is done\n- Two things that are often done\n- Three things that are done by them";
    let merged = merge_text(base, ours, theirs);
    assert_eq!(merged.conflicts, 1);
    assert_eq!(
        merged.text,
        "## A\n\n- One thing that is done well\n- Two things that are often done\n<<<<<<< this site\n\
         - Three things that are done by us\n||||||| what it was based on\n- Three things that are done\n\
         =======\n- Three things that are done by them\n>>>>>>> upstream"
    );
}
