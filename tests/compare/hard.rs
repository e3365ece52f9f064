//! Two levels that are hard to tell apart, or hard to know again.

use crate::site::site_of;
use std::sync::Arc;
use waypost::compare::{Difference, Part, Row, compare, words};
use waypost::model::{Idx, Level, Statement};
use waypost::site::Site;

/// A site with a level for each of these texts, `l0` first; each may begin with lines of front
/// matter, which end with `---`.
pub fn levels(texts: &[&str]) -> Arc<Site> {
    let mut files = vec![("site.toml".to_owned(), "title = \"T\"\n".to_owned())];
    for skill in ["x", "y", "z"] {
        files.push((format!("content/skills/{skill}.md"), format!("# {skill}\n")));
    }
    for (number, text) in texts.iter().enumerate() {
        let (keys, text) = text.split_once("---\n").unwrap_or(("", text));
        let text = format!("+++\ntitle = \"Level {number}\"\n{keys}+++\n{text}");
        files.push((format!("content/levels/l{number}.md"), text));
    }
    site_of(files)
}

fn level(site: &Site, number: usize) -> Idx<Level> {
    let id = format!("l{number}");
    let mut levels = site.model.levels.iter();
    let found = levels.find(|(_, level)| *level.common.id == *id);
    found.expect("it is there").0
}

fn text(site: &Site, id: Idx<Statement>) -> &str {
    site.sources.slice(site.model.statements[id].text)
}

pub fn difference(site: &Site, from: usize, to: usize) -> Difference {
    let (from, to) = (level(site, from), level(site, to));
    compare(&site.model, from, to, |id| text(site, id))
}

/// What differs, in the order in which it is told.
fn told(site: &Site, from: usize, to: usize) -> Vec<String> {
    let told = |id: &Idx<Statement>| text(site, *id).to_owned();
    let skills = difference(site, from, to).skills.into_iter();
    skills
        .flat_map(|skill| skill.rows)
        .filter_map(|row| match &row {
            Row::New(new) => Some(format!("+ {}", told(new))),
            Row::Gone(old) => Some(format!("- {}", told(old))),
            Row::Reworded(old, new) => Some(format!("{} ~ {}", told(old), told(new))),
            Row::Moved(old, new) => Some(format!("{} > {}", told(old), told(new))),
            Row::Same(_) => None,
        })
        .collect()
}

/// The same the other way round, in any order.
fn mirrored(told: &[String]) -> Vec<String> {
    let mut back: Vec<String> = told
        .iter()
        .map(|row| {
            let pair = row.split_once(" ~ ").map(|pair| (pair, '~'));
            let pair = pair.or(row.split_once(" > ").map(|pair| (pair, '>')));
            match (pair, row.strip_prefix("+ "), row.strip_prefix("- ")) {
                (Some(((old, new), sign)), ..) => format!("{new} {sign} {old}"),
                (None, Some(new), _) => format!("- {new}"),
                (None, None, old) => format!("+ {}", old.unwrap_or(row)),
            }
        })
        .collect();
    back.sort();
    back
}

#[track_caller]
fn differs(old: &str, new: &str, expected: &[&str]) {
    let site = levels(&[old, new]);
    let mut there = told(&site, 0, 1);
    there.sort();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(there, expected);
    let mut back = told(&site, 1, 0);
    back.sort();
    assert_eq!(back, mirrored(&there), "the other way round");
}

#[test]
fn an_accent_in_another_encoding_is_no_difference() {
    let composed =
        "## [[x]]\n- Führt Gespräche über schwierige Entscheidungen\n- Dirige l'équipe\n";
    let apart: String = composed
        .chars()
        .flat_map(|c| match c {
            'ü' => vec!['u', '\u{308}'],
            'ä' => vec!['a', '\u{308}'],
            'é' => vec!['e', '\u{301}'],
            c => vec![c],
        })
        .collect();
    differs(composed, &apart, &[]);
}

#[test]
fn a_sign_that_says_something_counts() {
    differs(
        "## [[x]]\n- Reads and writes C++\n",
        "## [[x]]\n- Reads and writes C#\n",
        &["Reads and writes C++ ~ Reads and writes C#"],
    );
    differs(
        "## [[x]]\n- Holds latency < 100 ms in all services\n",
        "## [[x]]\n- Holds latency > 100 ms in all services\n",
        &["Holds latency < 100 ms in all services ~ Holds latency > 100 ms in all services"],
    );
    differs(
        "## [[x]]\n- *Reads* and writes `C++`.\n",
        "## [[x]]\n- Reads and **writes** C++\n",
        &[],
    );
}

#[test]
fn other_scripts_are_compared_by_their_words() {
    // Hindi, whose vowels are marks; Chinese and Thai, which put no blanks between words; Greek,
    // where a letter looks otherwise at the end of a word.
    for (old, new, other) in [
        (
            "टीम के लिए प्रणाली की योजना बनाता है",
            "संगठन के लिए प्रणाली की योजना बनाता है",
            "नए लोगों को सिखाता है",
        ),
        (
            "为团队设计可靠的系统并且负责到底",
            "为部门设计可靠的系统并且负责到底",
            "指导新来的工程师",
        ),
        ("ออกแบบระบบสำหรับทีมของตน", "ออกแบบระบบสำหรับทีมอื่น", "สอนคนใหม่"),
        (
            "Σχεδιάζει συστήματα για όλους τους πελάτες της ομάδας",
            "ΣΧΕΔΙΆΖΕΙ συστήματα για όλους τους πελάτες του τομέα",
            "Διδάσκει νέους",
        ),
    ] {
        differs(
            &format!("## [[x]]\n- {old}\n"),
            &format!("## [[x]]\n- {other}\n- {new}\n"),
            &[&format!("{old} ~ {new}"), &format!("+ {other}")],
        );
    }
}

#[test]
fn marks_of_a_character_stay_with_it() {
    let parts = words("ทีมนี้", "ทีมนั้น");
    for part in &parts {
        let (Part::Same(text) | Part::Removed(text) | Part::Added(text)) = part;
        let first = text.chars().next().expect("no part is empty");
        assert!(
            !unicode_normalization::char::is_combining_mark(first),
            "{parts:?}"
        );
    }
}

#[test]
fn short_words_elsewhere_are_not_known_again() {
    differs(
        "## [[x]]\n- As above\n- Writes tests for what they change\n",
        "## [[y]]\n- As above\n- Writes tests for what they change\n",
        &[
            "- As above",
            "Writes tests for what they change > Writes tests for what they change",
            "+ As above",
        ],
    );
}

#[test]
fn a_pinned_id_that_several_skills_have_tells_nothing_elsewhere() {
    differs(
        "## [[x]]\n- Sets the direction of a team {#scope}\n\n## [[y]]\n- Teaches what is known {#scope}\n",
        "## [[z]]\n- Answers for one budget {#scope}\n",
        &[
            "- Sets the direction of a team",
            "- Teaches what is known",
            "+ Answers for one budget",
        ],
    );
}

#[test]
fn near_identical_statements_do_not_cross_whatever_their_order() {
    let one = |scope: &str, end: &str| format!("- Plans the work of {scope} for a quarter{end}\n");
    let scopes = ["one team", "two teams", "six teams", "all teams"];
    let old: String = scopes.iter().map(|scope| one(scope, "")).collect();
    let new: String = scopes
        .iter()
        .rev()
        .map(|scope| one(scope, " ahead"))
        .collect();
    let expected: Vec<String> = scopes
        .iter()
        .map(|scope| {
            let old = one(scope, "");
            let new = one(scope, " ahead");
            format!("{} ~ {}", old[2..].trim(), new[2..].trim())
        })
        .collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    differs(
        &format!("## [[x]]\n{old}"),
        &format!("## [[x]]\n{new}"),
        &expected,
    );
}

#[test]
fn a_statement_split_in_two_is_one_that_was_reworded_and_one_that_is_new() {
    let whole = "Leads the design of services and mentors two engineers";
    let (first, second) = ("Leads the design of services", "Mentors two engineers");
    differs(
        &format!("## [[x]]\n- {whole}\n"),
        &format!("## [[x]]\n- {second}\n- {first}\n"),
        &[&format!("{whole} ~ {first}"), &format!("+ {second}")],
    );
}

#[test]
fn a_statement_may_be_moved_and_reworded_at_once() {
    let old = "Gives feedback that people ask for again and can act on";
    let new = "Gives feedback that people ask for again and act on at once";
    differs(
        &format!("## [[x]]\n- {old}\n"),
        &format!("## [[y]]\n- {new}\n"),
        &[&format!("{old} > {new}")],
    );
}

#[test]
fn what_is_inherited_through_several_levels_counts_once() {
    let site = levels(&[
        "## [[x]]\n- Says what a design costs to run\n- Leads one initiative {#lead}\n",
        "includes = \"l0\"\n---\n## [[x]]\n- Turns down a design\n",
        // It repeats what it inherits, and says one in other words.
        "includes = \"l1\"\n---\n## [[x]]\n- says what a design costs to run.\n- Leads three initiatives {#lead}\n",
        "includes = [\"l1\", \"l2\"]\n---\n## [[y]]\n- Turns down a design\n",
    ]);
    let lead = "Leads one initiative ~ Leads three initiatives";
    assert_eq!(told(&site, 0, 1), ["+ Turns down a design"]);
    assert_eq!(told(&site, 1, 2), [lead]);
    // In the order in which the level says it.
    assert_eq!(told(&site, 0, 2), [lead, "+ Turns down a design"]);
    assert_eq!(told(&site, 0, 0), [] as [&str; 0]);
    // Said of another skill as well, it is new there and stays here.
    assert!(told(&site, 2, 3).contains(&"+ Turns down a design".to_owned()));
}

#[test]
fn words_are_marked_alike_in_both_directions() {
    for (old, new) in [
        ("a b a c", "b a b c"),
        ("one two three four", "four three two one"),
        ("Leads one team well.", "Leads, well, two teams."),
        ("", "x"),
    ] {
        let back: Vec<Part> = words(new, old);
        let mut there: Vec<Part> = Vec::new();
        for part in words(old, new) {
            match part {
                // What was removed stands before what was added in both.
                Part::Removed(text) => there.push(Part::Added(text)),
                Part::Added(text) => {
                    let place =
                        there.len() - usize::from(matches!(there.last(), Some(Part::Added(_))));
                    there.insert(place, Part::Removed(text));
                }
                same => there.push(same),
            }
        }
        assert_eq!(there, back, "{old} / {new}");
    }
}
