//! What a career framework lacks.

use crate::site::{edit, edited, found, found_on, with};

const PATH: &str = "content/paths/senior/index.md";
const PHASE: &str = "content/paths/senior/1-plans.md";

#[test]
fn an_empty_section_is_found_at_its_heading() {
    let files = edited(PHASE, "- Write a plan that somebody else carries out", "");
    assert_eq!(
        found(files),
        "\
warning[empty-section]: nothing stands beneath the heading `design`
  --> content/paths/senior/1-plans.md:9:1
   |
 9 | ### [[design]]
   | ^^^^^^^^^^^^^^
   = help: write what belongs there, or take the heading out

"
    );
    let files = edited(PATH, "Ask in the channel.", "<!-- to come -->\n\n- \n");
    assert_eq!(
        found(files),
        "\
warning[empty-section]: nothing stands beneath the heading `Community`
   --> content/paths/senior/index.md:13:1
    |
 13 | ## Community
    | ^^^^^^^^^^^^
    = help: write what belongs there, or take the heading out

"
    );
}

#[test]
fn an_empty_group_of_evidence_is_found_and_the_template_is_left_alone() {
    let files = edited(
        "content/packets/senior.md",
        "- Plans with dates",
        "### Impact\n\n### Scope\n\n- Plans with dates",
    );
    assert_eq!(
        found(files),
        "\
warning[empty-section]: nothing stands beneath the heading `Impact`
  --> content/packets/senior.md:9:1
   |
 9 | ### Impact
   | ^^^^^^^^^^
   = help: write what belongs there, or take the heading out

"
    );
}

#[test]
fn a_phase_without_its_sections_is_named() {
    let files = with(&[(
        PHASE,
        "+++\ntitle = \"Plans\"\nduration = \"6-12 months\"\nskills = [\"design\"]\n+++\nWrite plans.\n",
    )]);
    assert_eq!(
        found(files),
        "\
warning[missing-section]: the phase `senior/plans` has no section `Success metrics`
  --> content/paths/senior/1-plans.md:2:10
   |
 2 | title = \"Plans\"
   |          ^^^^^
   = help: write `## Success metrics` and beneath it what belongs there

"
    );
}

#[test]
fn a_path_without_phases_and_a_level_without_expectations_are_named() {
    let mut files = with(&[(
        "content/levels/guest.md",
        "+++\ntitle = \"Guest\"\ntrack = \"ic\"\n+++\n",
    )]);
    files.remove(PHASE);
    assert_eq!(
        found(files),
        "\
warning[missing-section]: the level `guest` expects nothing of anybody
  --> content/levels/guest.md:2:10
   |
 2 | title = \"Guest\"
   |          ^^^^^
   = help: set what it requires, like `requires.system-design = \"advanced\"`

warning[missing-section]: the path `senior` has no phases
  --> content/paths/senior/index.md:2:10
   |
 2 | title = \"To Senior\"
   |          ^^^^^^^^^
   = help: write each phase as a file beside this one

"
    );
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
    assert_eq!(
        found(files),
        "\
warning[missing-section]: the packet `senior` has no section `Nachweise`
  --> content/packets/senior.md:2:10
   |
 2 | title = \"Senior packet\"
   |          ^^^^^^^^^^^^^
   = help: write `## Nachweise` and beneath it what belongs there

"
    );
}

#[test]
fn steps_that_a_skill_says_nothing_of_are_named_together() {
    let files = edited(
        "content/skills/design.md",
        "\n## Adept\n\n- Makes a plan that others follow\n",
        "",
    );
    assert_eq!(
        found(files),
        "\
warning[missing-step]: the skill `design` doesn't say what `Adept` looks like
  --> content/skills/design.md:2:10
   |
 2 | title = \"Design\"
   |          ^^^^^^
   = help: write `## Adept` and beneath it what one can observe

"
    );
    let files = with(&[(
        "content/skills/design.md",
        "+++\ntitle = \"Design\"\nsteps = [\"Green\", \"Ripe\"]\n+++\nPlans.\n",
    )]);
    assert_eq!(
        found(files),
        "\
warning[missing-step]: the skill `design` doesn't say what any step of its scale looks like
  --> content/skills/design.md:2:10
   |
 2 | title = \"Design\"
   |          ^^^^^^
   = help: write `## Green` and beneath it what one can observe

"
    );
}

#[test]
fn an_undefined_cell_is_found_at_its_key() {
    let files = edited(
        "content/levels/engineer.md",
        "- Draws a plan before building\n",
        "\nIt depends.\n",
    );
    assert_eq!(found(files), "\
warning[undefined-cell]: `engineer` asks for `design` at `Novice`, and nothing says what that means there
  --> content/levels/engineer.md:3:10
   |
 3 | requires.design = \"novice\"
   |          ^^^^^^
   = help: write statements under `## [[design]]`, or set `state.design`

");
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
    assert_eq!(found(files), "\
warning[skills-disagree]: the competencies, the targets, and the phases of the path `senior` name different skills
  --> content/paths/senior/index.md:2:10
   |
 2 | title = \"To Senior\"
   |          ^^^^^^^^^
   = help: name the same skills in each
   = note: `speech` isn't in the targets or the phases

");
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
    assert_eq!(found(files), "\
warning[target-mismatch]: the path aims at `Novice` in `design`, and the level `senior` requires `Adept`
  --> content/paths/senior/index.md:8:9
   |
 8 | targets.design = \"novice\"
   |         ^^^^^^
  ::: content/levels/senior.md:4:10
   |
 4 | requires.design = \"adept\"
   |          ------ required here
   = help: write the step that the level requires, or mend the level

");
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
    assert_eq!(
        found(files.clone()),
        "\
warning[timeline-mismatch]: the phases take 18-36 months, and the timeline says 24-36 (`2-3 years`)
  --> content/paths/senior/index.md:5:13
   |
 5 | timeline = \"2-3 years\"
   |             ^^^^^^^^^
   = help: mend the timeline, or the durations of the phases
   = note: `senior/plans` takes `6-12 months`
   = note: `senior/more` takes `6-12 months`
   = note: `senior/most` takes `6-12 months`

"
    );
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
    assert_eq!(
        found(files),
        "\
warning[time-split]: the time of the archetype `solver` adds up to 95, not to 100
  --> content/archetypes/solver.md:3:6
   |
 3 | time.problems = 60
   |      ^^^^^^^^
   = help: mend the shares
   = note: 60 + 35 = 95

"
    );
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
    assert_eq!(found(files), "\
warning[undeveloped-skill]: the level `senior` requires `speech`, and no phase of any path develops it
  --> content/levels/senior.md:5:10
   |
 5 | requires.speech = \"adept\"
   |          ^^^^^^
   = help: add it to a phase of a path to `senior`

warning[unused-skill]: no level, path or phase names the skill `juggling`
  --> content/skills/juggling.md:2:10
   |
 2 | title = \"Juggling\"
   |          ^^^^^^^^
   = help: require it at a level or develop it in a phase, or take it out

");
}

#[test]
fn a_resource_that_nothing_uses_is_found_unless_a_text_names_it() {
    let mut files = edited("content/resources.toml", "skills = [\"design\"]\n", "");
    assert_eq!(
        found(files.clone()),
        "\
warning[unused-resource]: no path, phase or skill uses the resource `book`
  --> content/resources.toml:6:10
   |
 6 | title = \"The book\"
   |          ^^^^^^^^
   = help: name the `skills` that it teaches, list it in a phase, or take it out

"
    );
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
    assert_eq!(
        found(files),
        "\
warning[no-internal-resource]: the path `senior` recommends nothing of your own company
  --> content/paths/senior/index.md:2:10
   |
 2 | title = \"To Senior\"
   |          ^^^^^^^^^
   = help: add a resource with `type = \"internal\"`: a guide, a channel, a review

"
    );
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
    assert_eq!(
        found(files),
        "\
warning[unplaced-level]: the level `engineer` belongs to no track
  --> content/levels/engineer.md:2:10
   |
 2 | title = \"Engineer\"
   |          ^^^^^^^^
   = help: set its `track`, or list it in one

"
    );
}

#[test]
fn an_overdue_review_names_its_owner() {
    assert_eq!(found_on(crate::clean(), "2027-01-10"), "");
    assert_eq!(
        found_on(crate::clean(), "2027-01-12"),
        "\
warning[overdue-review]: the review of `Senior` was due on 2027-01-10, 2 days ago
  --> content/levels/senior.md:6:12
   |
 6 | reviewed = 2026-01-10
   |            ^^^^^^^^^^
   = help: read it, mend it, and set `reviewed` to the day
   = note: its owner is `eng-leads`

"
    );
    assert_eq!(
        found_on(crate::clean(), "2026-01-09"),
        "\
error[bad-value]: the review of 2026-01-10 is still to come
  --> content/levels/senior.md:6:12
   |
 6 | reviewed = 2026-01-10
   |            ^^^^^^^^^^
   = help: write the day on which it was last read through
   = note: today is 2026-01-09

"
    );
    let files = edited("content/levels/senior.md", "reviewed = 2026-01-10\n", "");
    assert_eq!(found(files), "\
warning[overdue-review]: `Senior` is to be reviewed every `12 months`, and nothing says that it ever was
  --> content/levels/senior.md:6:17
   |
 6 | review_every = \"12 months\"
   |                 ^^^^^^^^^
   = help: read it, and set `reviewed` to the day
   = note: its owner is `eng-leads`

");
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
    assert_eq!(
        found(files),
        "\
warning[uneven-track]: the level `principal` makes 12 new statements; on the track `ic` 3 are usual
  --> content/levels/principal.md:2:10
   |
 2 | title = \"principal\"
   |          ^^^^^^^^^
   = help: look for what belongs to another level, or can be said once

"
    );
}
