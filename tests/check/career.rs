//! What a career framework lacks.

use crate::site::{edit, edited, found, found_on, with};

const PATH: &str = "content/paths/senior/index.md";
const PHASE: &str = "content/paths/senior/1-plans.md";

#[test]
fn an_empty_section_is_found_at_its_heading() {
    let files = edited(PHASE, "- Write a plan that somebody else carries out", "");
    assert_eq!(found(files), "@@1");
    let files = edited(PATH, "Ask in the channel.", "<!-- to come -->\n\n- \n");
    assert_eq!(found(files), "@@2");
}

#[test]
fn an_empty_group_of_evidence_is_found_and_the_template_is_left_alone() {
    let files = edited(
        "content/packets/senior.md",
        "- Plans with dates",
        "### Impact\n\n### Scope\n\n- Plans with dates",
    );
    assert_eq!(found(files), "@@3");
}

#[test]
fn a_phase_without_its_sections_is_named() {
    let files = with(&[(
        PHASE,
        "+++\ntitle = \"Plans\"\nduration = \"6-12 months\"\nskills = [\"design\"]\n+++\nWrite plans.\n",
    )]);
    assert_eq!(found(files), "@@4");
}

#[test]
fn a_path_without_phases_and_a_level_without_expectations_are_named() {
    let mut files = with(&[(
        "content/levels/guest.md",
        "+++\ntitle = \"Guest\"\ntrack = \"ic\"\n+++\n",
    )]);
    files.remove(PHASE);
    assert_eq!(found(files), "@@5");
}

#[test]
fn a_packet_without_evidence_is_named_in_the_words_of_the_site() {
    let mut files = edited(
        "content/packets/senior.md",
        "## Evidence to collect\n\n- Plans with dates\n\n",
        "",
    );
    edit(
        &mut files,
        "site.toml",
        "[areas.craft]",
        "[headings]\npacket.evidence = \"Nachweise\"\n\n[areas.craft]",
    );
    assert_eq!(found(files), "@@6");
}

#[test]
fn steps_that_a_skill_says_nothing_of_are_named_together() {
    let files = edited(
        "content/skills/design.md",
        "\n## Adept\n\n- Makes a plan that others follow\n",
        "",
    );
    assert_eq!(found(files), "@@7");
    let files = with(&[(
        "content/skills/design.md",
        "+++\ntitle = \"Design\"\nsteps = [\"Green\", \"Ripe\"]\n+++\nPlans.\n",
    )]);
    assert_eq!(found(files), "@@8");
}

#[test]
fn an_undefined_cell_is_found_at_its_key() {
    let files = edited(
        "content/levels/engineer.md",
        "- Draws a plan before building\n",
        "\nIt depends.\n",
    );
    assert_eq!(found(files), "@@9");
}

#[test]
fn skills_that_the_parts_of_a_path_disagree_on_are_listed() {
    let files = with(&[
        (
            "content/skills/speech.md",
            "+++\ntitle = \"Speech\"\n+++\n## Novice\n\n- Speaks\n\n## Adept\n\n- Persuades\n",
        ),
        (
            PATH,
            "+++\ntitle = \"To Senior\"\nfrom = \"engineer\"\nto = \"senior\"\ncompetencies = [\"design\", \"speech\"]\ntargets.design = \"adept\"\nresources = [\"guide\"]\n+++\nOne phase.\n\n## Community\n\nAsk.\n",
        ),
    ]);
    assert_eq!(found(files), "@@10");
}

#[test]
fn a_path_that_takes_its_targets_from_its_level_need_not_develop_all_of_them() {
    let files = with(&[
        (
            "content/skills/speech.md",
            "+++\ntitle = \"Speech\"\n+++\n## Novice\n\n- Speaks\n\n## Adept\n\n- Persuades\n",
        ),
        (
            "content/levels/engineer.md",
            "+++\ntitle = \"Engineer\"\nrequires.design = \"novice\"\nrequires.speech = \"novice\"\n+++\nFinishes.\n\n## [[design]]\n\n- Draws a plan before building\n\n## [[speech]]\n\n- Says what is missing\n",
        ),
        (
            PATH,
            "+++\ntitle = \"To Senior\"\nfrom = \"engineer\"\nto = \"senior\"\ncompetencies = [\"design\"]\nresources = [\"guide\"]\n+++\nOne phase.\n\n## Community\n\nAsk.\n",
        ),
    ]);
    assert_eq!(found(files), "");
}

#[test]
fn a_target_beside_the_level_is_found_with_both_places() {
    let files = edited(
        PATH,
        "targets.design = \"adept\"",
        "targets.design = \"novice\"",
    );
    assert_eq!(found(files), "@@11");
}

#[test]
fn phases_that_take_another_time_than_the_timeline_are_added_up() {
    let mut files = edited(PATH, "6-12 months", "2-3 years");
    edit(&mut files, PHASE, "Write plans.", "Write many plans.");
    let second = "+++\ntitle = \"More\"\nduration = \"6-12 months\"\nskills = [\"design\"]\n+++\nMore.\n\n## Success metrics\n\n- It held\n";
    files.insert(
        "content/paths/senior/2-more.md".to_owned(),
        second.to_owned(),
    );
    let third = second
        .replace("More", "Most")
        .replace("It held", "It holds");
    files.insert("content/paths/senior/3-most.md".to_owned(), third);
    assert_eq!(found(files.clone()), "@@12");
    // Side by side with the second, the third takes no time of its own.
    edit(&mut files, PATH, "2-3 years", "1-2 years");
    edit(
        &mut files,
        "content/paths/senior/3-most.md",
        "duration",
        "after = [\"plans\"]\nduration",
    );
    assert_eq!(found(files), "");
}

#[test]
fn a_time_split_is_added_up() {
    let files = edited("content/archetypes/solver.md", "people = 40", "people = 35");
    assert_eq!(found(files), "@@13");
}

#[test]
fn a_skill_that_nothing_develops_and_one_that_nothing_uses_are_found() {
    let mut files = with(&[
        (
            "content/skills/speech.md",
            "+++\ntitle = \"Speech\"\n+++\n## Novice\n\n- Speaks\n\n## Adept\n\n- Persuades\n",
        ),
        (
            "content/skills/juggling.md",
            "+++\ntitle = \"Juggling\"\n+++\n## Novice\n\n- Drops\n\n## Adept\n\n- Catches\n",
        ),
    ]);
    edit(
        &mut files,
        "content/levels/senior.md",
        "owner",
        "requires.speech = \"adept\"\nowner",
    );
    edit(
        &mut files,
        "content/levels/senior.md",
        "## [[design]]",
        "## [[speech]]\n\n- Persuades a room\n\n## [[design]]",
    );
    assert_eq!(found(files), "@@14");
}

#[test]
fn a_resource_that_nothing_uses_is_found_unless_a_text_names_it() {
    let mut files = edited("content/resources.toml", "skills = [\"design\"]\n", "");
    assert_eq!(found(files.clone()), "@@15");
    edit(
        &mut files,
        "content/index.md",
        "Begin",
        "Read [[book]]. Begin",
    );
    assert_eq!(found(files), "");
}

#[test]
fn a_path_that_recommends_nothing_of_the_company_is_found() {
    let files = edited("content/resources.toml", "\"internal\"", "\"talk\"");
    assert_eq!(found(files), "@@16");
}

#[test]
fn a_level_that_no_track_holds_is_found() {
    let mut files = edited("content/tracks/ic.md", "\"engineer\", ", "");
    edit(
        &mut files,
        "content/index.md",
        "Begin with [[level:engineer]], or",
        "Begin",
    );
    assert_eq!(found(files), "@@17");
}

#[test]
fn an_overdue_review_names_its_owner() {
    assert_eq!(found_on(crate::clean(), "2027-01-10"), "");
    assert_eq!(found_on(crate::clean(), "2027-01-12"), "@@18");
    assert_eq!(found_on(crate::clean(), "2026-01-09"), "@@19");
    let files = edited("content/levels/senior.md", "reviewed = 2026-01-10\n", "");
    assert_eq!(found(files), "@@20");
}

#[test]
fn a_step_of_a_track_that_asks_for_far_more_is_found() {
    let level = |id: &str, below: &str, statements: usize| {
        let mut text =
            format!("+++\ntitle = \"{id}\"\nincludes = \"{below}\"\n+++\n## [[design]]\n\n");
        for number in 0..statements {
            text.push_str(&format!("- Statement number {number} of {id}\n"));
        }
        (format!("content/levels/{id}.md"), text)
    };
    let mut files = edited(
        "content/tracks/ic.md",
        "\"senior\"",
        "\"senior\", \"staff\", \"principal\", \"fellow\"",
    );
    files.extend([
        level("staff", "senior", 3),
        level("principal", "staff", 12),
        level("fellow", "principal", 3),
    ]);
    assert_eq!(found(files), "@@21");
}
