//! Sheets of others, of many shapes, as new sites: each is without a finding, and each text has its
//! place.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_xlsxwriter::{Format, Formula, Workbook};
use waypost::check::{check, settled};
use waypost::diagnostic::{Code, Severity};
use waypost::layers::Layers;
use waypost::sheet::{
    Adopted, Axis, Choices, Grid, adopt, grid_of_csv, grids_of_markdown, grids_of_xlsx,
};
use waypost::site::{LoadOptions, Site};

pub fn adopted(grids: Vec<Grid>, choices: &Choices) -> Adopted {
    adopt(grids, choices).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn of_csv(text: &str) -> Adopted {
    adopted(
        vec![grid_of_csv("ladder", text.as_bytes()).expect("it can be read")],
        &Choices::default(),
    )
}

fn of_markdown(text: &str) -> Adopted {
    adopted(
        grids_of_markdown("ladder", text.as_bytes()).expect("it has tables"),
        &Choices::default(),
    )
}

fn of_book(book: &mut Workbook) -> Adopted {
    let bytes = book.save_to_buffer().expect("a buffer takes everything");
    adopted(
        grids_of_xlsx(&bytes).expect("it can be read"),
        &Choices::default(),
    )
}

/// The site of it, without an error, and without a warning but those that the sheet leaves to be
/// done.
pub fn site(adopted: &Adopted) -> Arc<Site> {
    let files = adopted.files(&BTreeMap::new());
    let bytes = files
        .iter()
        .map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    let site = Arc::new(Site::load(
        Layers::of_memory(bytes.collect()),
        &LoadOptions::default(),
    ));
    let later = [
        Code::MissingSection,
        Code::MissingStep,
        Code::UndefinedCell,
        Code::UnusedSkill,
        Code::UnevenTrack,
        Code::RepeatedStatement,
    ];
    let today = jiff::civil::date(2026, 11, 22);
    for finding in settled(&site, check(&site, today)) {
        let is_later = later.contains(&finding.code) && finding.severity == Severity::Warning;
        assert!(is_later, "{finding:?}\n{files:#?}");
    }
    site
}

/// What a level says of its own of a skill: its step, its statements, its state.
fn cell(site: &Site, level: &str, skill: &str) -> String {
    let (id, level) = site
        .model
        .levels
        .iter()
        .find(|(_, it)| &*it.common.id == level)
        .unwrap_or_else(|| panic!("no level {level}"));
    let (skill, named) = site
        .model
        .skills
        .iter()
        .find(|(_, it)| &*it.common.id == skill)
        .unwrap_or_else(|| panic!("no skill {skill}"));
    let Some(cell) = level.cell(skill) else {
        return String::new();
    };
    let step = cell.step.map_or(String::new(), |(step, _)| {
        format!(
            "{}: ",
            site.model.scales[named.scale].steps[usize::from(step)].title
        )
    });
    let own = cell.statements.iter().map(|at| &site.model.statements[*at]);
    let own: Vec<&str> = own
        .filter(|it| it.level == id)
        .map(|it| site.sources.slice(it.text))
        .collect();
    format!("{step}{} ({})", own.join(" | "), cell.state.name())
}

fn titles(site: &Site) -> Vec<String> {
    let levels = site.model.levels.iter().map(|(_, it)| {
        let code = it
            .code
            .as_deref()
            .map_or(String::new(), |code| format!("{code} "));
        format!("{code}{}", it.common.title)
    });
    levels.collect()
}

#[test]
fn levels_in_columns_with_areas_lines_above_and_notes_below() {
    let adopted = of_csv(
        "Engineering ladder,,,,\nLast updated 2024,,by HR,,\n,,,,\nArea,Competency,L3 – Engineer,L4 – Senior,L5: Staff\n\
         Technical,System design,\"Intermediate\n• Designs small features\n• Asks\",\"Advanced\n- Designs services\",Same as above\n\
         ,Testing,n/a,Beginner: Writes tests,Expert\nPeople,Mentoring,,\"1. Helps\n2. Reviews\",Same as L4\n,Hiring,Interviews,\"Interviews\nRuns panels\",tbd\n* draft,,,,\n",
    );
    let site = site(&adopted);
    assert_eq!(site.settings.title, "Engineering ladder");
    assert_eq!(titles(&site), ["L3 Engineer", "L4 Senior", "L5 Staff"]);
    let areas: Vec<&str> = site
        .settings
        .areas
        .iter()
        .map(|it| it.id.value.as_str())
        .collect();
    assert_eq!(areas, ["technical", "people"]);
    assert_eq!(
        cell(&site, "engineer", "system-design"),
        "Intermediate: Designs small features | Asks (expected)"
    );
    assert_eq!(
        cell(&site, "senior", "system-design"),
        "Advanced: Designs services (expected)"
    );
    assert_eq!(cell(&site, "staff", "system-design"), "Advanced:  (same)");
    assert_eq!(cell(&site, "engineer", "testing"), " (not-expected)");
    assert_eq!(
        cell(&site, "senior", "testing"),
        "Beginner: Writes tests (expected)"
    );
    assert_eq!(
        cell(&site, "senior", "mentoring"),
        "Helps | Reviews (expected)"
    );
    assert_eq!(cell(&site, "senior", "hiring"), "Runs panels (expected)");
    let left: Vec<(&str, &str)> = adopted
        .left
        .iter()
        .map(|it| (&*it.place, &*it.text))
        .collect();
    assert_eq!(
        left,
        [
            ("cell E8", "tbd"),
            ("cell A2", "Last updated 2024"),
            ("cell C2", "by HR"),
            ("cell A9", "* draft")
        ]
    );
}

#[test]
fn levels_in_rows_and_the_highest_first() {
    let adopted = of_csv(
        "Level;Delivery;Communication\nSenior;Leads projects;–\nMid;Finishes features;Explains\nJunior;Finishes tasks;Writes\n",
    );
    let site = site(&adopted);
    assert_eq!(titles(&site), ["Junior", "Mid", "Senior"]);
    assert_eq!(
        cell(&site, "mid", "delivery"),
        "Finishes features (expected)"
    );
    assert_eq!(cell(&site, "senior", "communication"), " (not-expected)");
}

#[test]
fn the_axis_can_be_told() {
    let text = ",One,Two\nAlpha,a,b\nBeta,c,d\n";
    for (axis, levels) in [
        (None, ["One", "Two"]),
        (Some(Axis::Columns), ["One", "Two"]),
        (Some(Axis::Rows), ["Alpha", "Beta"]),
    ] {
        let choices = Choices {
            levels: axis,
            track: Some("Design".to_owned()),
            ..Choices::default()
        };
        let adopted = adopted(
            vec![grid_of_csv("x", text.as_bytes()).expect("CSV")],
            &choices,
        );
        let site = site(&adopted);
        assert_eq!(titles(&site), levels);
        let track = site.model.tracks.iter().next().expect("one");
        assert_eq!(&*track.1.common.title, "Design");
    }
}

#[test]
fn a_workbook_with_merged_cells_formulas_and_several_sheets() {
    let mut book = Workbook::new();
    let plain = Format::new();
    let tab = book.add_worksheet();
    tab.set_name("Engineering").expect("a name");
    tab.merge_range(0, 0, 0, 5, "Career framework", &plain)
        .expect("it fits");
    tab.merge_range(1, 2, 1, 3, "Individual contributor", &plain)
        .expect("it fits");
    tab.merge_range(1, 4, 1, 5, "Management", &plain)
        .expect("it fits");
    for (column, head) in ["", "", "IC1", "IC2", "M1", "M2"].iter().enumerate() {
        tab.write_string(2, column as u16, *head).expect("it fits");
    }
    tab.merge_range(3, 0, 4, 0, "Craft", &plain)
        .expect("it fits");
    tab.write_string(3, 1, "Design").expect("it fits");
    tab.merge_range(3, 2, 3, 3, "Draws boxes", &plain)
        .expect("it fits");
    tab.write_string(3, 4, "Hires").expect("it fits");
    tab.write_string(4, 1, "Code").expect("it fits");
    tab.write_formula(4, 2, Formula::new("=\"Wri\"&\"tes\"").set_result("Writes"))
        .expect("it fits");
    tab.write_formula(4, 3, Formula::new("=A1").set_result("#REF!"))
        .expect("it fits");
    tab.write_boolean(4, 4, true).expect("it fits");
    tab.merge_range(5, 0, 5, 5, "PEOPLE", &plain)
        .expect("it fits");
    tab.write_string(6, 1, "Care").expect("it fits");
    tab.write_number(6, 2, 7.0).expect("it fits");
    tab.write_string(8, 0, "Notes: none of this is final")
        .expect("it fits");
    let tab = book.add_worksheet();
    tab.set_name("Design").expect("a name");
    for (column, head) in ["Skill", "D1", "D2"].iter().enumerate() {
        tab.write_string(0, column as u16, *head).expect("it fits");
    }
    for (column, text) in ["Code", "Reads", "Writes more"].iter().enumerate() {
        tab.write_string(1, column as u16, *text).expect("it fits");
    }
    let adopted = of_book(&mut book);
    let site = site(&adopted);
    assert_eq!(site.settings.title, "Career framework");
    let tracks: Vec<&str> = site
        .model
        .tracks
        .iter()
        .map(|(_, it)| &*it.common.title)
        .collect();
    assert_eq!(tracks, ["Design", "Individual contributor", "Management"]);
    assert_eq!(cell(&site, "ic1", "design"), "Draws boxes (expected)");
    assert_eq!(cell(&site, "ic2", "design"), " (same)");
    assert_eq!(cell(&site, "ic1", "code"), "Writes (expected)");
    assert_eq!(cell(&site, "m1", "code"), " (expected)");
    assert_eq!(cell(&site, "ic2", "code"), " (same)");
    assert_eq!(cell(&site, "ic1", "care"), "7 (expected)");
    assert_eq!(cell(&site, "d2", "code"), "Writes more (expected)");
    let areas: Vec<&str> = site
        .settings
        .areas
        .iter()
        .map(|it| it.id.value.as_str())
        .collect();
    assert_eq!(areas, ["craft", "people"]);
    let left: Vec<(&str, &str)> = adopted
        .left
        .iter()
        .map(|it| (&*it.place, &*it.text))
        .collect();
    assert_eq!(
        left,
        [
            ("sheet `Engineering`, cell D5", "#REF!"),
            (
                "sheet `Engineering`, cell A9",
                "Notes: none of this is final"
            )
        ]
    );
}

#[test]
fn sheets_with_the_same_levels_are_areas_of_one_track() {
    let mut book = Workbook::new();
    for (name, skill) in [("Technical", "Testing"), ("People", "Mentoring")] {
        let tab = book.add_worksheet();
        tab.set_name(name).expect("a name");
        for (column, head) in ["", "L1", "L2"].iter().enumerate() {
            tab.write_string(0, column as u16, *head).expect("it fits");
        }
        for (column, text) in [skill, "one", "two"].iter().enumerate() {
            tab.write_string(1, column as u16, *text).expect("it fits");
        }
    }
    let site = site(&of_book(&mut book));
    assert_eq!(site.model.tracks.len(), 1);
    assert_eq!(cell(&site, "l2", "mentoring"), "two (expected)");
    assert_eq!(site.settings.areas.len(), 2);
}

#[test]
fn tables_of_markdown_keep_their_marks() {
    let adopted = of_markdown(
        "# Our ladder\n\nIntro text.\n\n## Design\n\n| Skill | D1 | D2 |\n| --- | --- | --- |\n\
         | **Craft** | Draws *well*<br>Knows `x \\| y` | Draws [better](https://example.com/a_b) and [local](foo.md) |\n\
         | Research | - one<br>- two | ditto |\n\n## Steps\n\n| Skill | Beginner | Advanced |\n|---|---|---|\n| Craft | Sketches | Paints<ul><li>oil</li><li>water</li></ul> |\n",
    );
    let site = site(&adopted);
    assert_eq!(
        cell(&site, "d1", "craft"),
        "Draws *well* | Knows `x | y` (expected)"
    );
    assert_eq!(
        cell(&site, "d2", "craft"),
        "Draws [better](<https://example.com/a_b>) and local (expected)"
    );
    assert_eq!(cell(&site, "d2", "research"), " (same)");
    let steps: Vec<&str> = site.settings.scales[0]
        .steps
        .iter()
        .map(|it| &*it.title)
        .collect();
    assert_eq!(steps, ["Beginner", "Advanced"]);
    let text = &adopted.files(&BTreeMap::new())["content/skills/craft.md"];
    assert!(
        text.ends_with("\n## Beginner\n\n- Sketches\n\n## Advanced\n\nPaints\n\n- oil\n- water\n"),
        "{text}"
    );
    let left: Vec<(&str, &str)> = adopted
        .left
        .iter()
        .map(|it| (&*it.place, &*it.text))
        .collect();
    assert_eq!(
        left,
        [("line 9, column 3", "foo.md"), ("line 3", "Intro text.")]
    );
}

#[test]
fn words_and_numbers_become_the_scale() {
    let adopted = of_csv("Skill,L1,L2,L3\nA,Sees,Does,Leads\nB,Sees,Does,Does\nC,,Sees,Leads\n");
    let of_words = site(&adopted);
    let steps: Vec<&str> = of_words.settings.scales[0]
        .steps
        .iter()
        .map(|it| &*it.title)
        .collect();
    assert_eq!(steps, ["Sees", "Does", "Leads"]);
    assert_eq!(cell(&of_words, "l3", "c"), "Leads:  (undefined)");
    let adopted = of_csv("Skill,L1,L2\nA,1,3\nB,2/5,4\n");
    let of_numbers = site(&adopted);
    let steps: Vec<&str> = of_numbers.settings.scales[0]
        .steps
        .iter()
        .map(|it| &*it.title)
        .collect();
    assert_eq!(steps, ["1", "2", "3", "4"]);
    assert_eq!(cell(&of_numbers, "l1", "b"), "2:  (undefined)");
    let choices = Choices {
        scale: Some(vec!["Does".to_owned(), "Sees".to_owned()]),
        ..Choices::default()
    };
    let grid = grid_of_csv("x", b"Skill,L1\nA,Sees: all of it\n").expect("CSV");
    let of_told = site(&self::adopted(vec![grid], &choices));
    assert_eq!(cell(&of_told, "l1", "a"), "Sees: all of it (expected)");
}

#[test]
fn cells_that_say_all_are_not_inherited() {
    let text = "Skill,L1,L2\nA,\"a\nb\nc\",\"a\nb\nd\"\nB,\"e\nf\",\"e\ng\"\n";
    let guessed = site(&of_csv(text));
    assert_eq!(cell(&guessed, "l2", "a"), "a | b | d (expected)");
    let choices = Choices {
        inherits: Some(true),
        ..Choices::default()
    };
    let told = site(&adopted(
        vec![grid_of_csv("x", text.as_bytes()).expect("CSV")],
        &choices,
    ));
    assert_eq!(cell(&told, "l2", "a"), "d (expected)");
}

#[test]
fn other_scripts_have_ids_and_their_language() {
    let chinese = site(&of_csv(
        "技能,初级工程师,高级工程师\n系统设计,・设计小功能,・设计系统\n沟通,写文档,同左\n",
    ));
    assert_eq!(chinese.settings.language, "zh");
    assert_eq!(
        cell(&chinese, "gao-ji-gong-cheng-shi", "xi-tong-she-ji"),
        "设计系统 (expected)"
    );
    let arabic = site(&of_csv(
        "المهارة,مهندس مبتدئ,مهندس كبير\nتصميم النظم,يصمم ميزات صغيرة,يصمم الأنظمة\n",
    ));
    assert_eq!(arabic.settings.language, "ar");
    assert_eq!(arabic.model.statements.len(), 2);
    let german = site(&of_csv(
        "Kompetenz;Junior;Senior\nEntwurf;Entwirft Kleines;wie oben\nTests;entfällt;Schreibt Tests\n",
    ));
    assert_eq!(cell(&german, "senior", "entwurf"), " (same)");
    assert_eq!(cell(&german, "junior", "tests"), " (not-expected)");
}

#[test]
fn odd_names_have_ids_that_can_stand_in_addresses() {
    let site = site(&of_csv(
        "Skill,1,2\n5 Whys,a,b\nCON,a2,b2\nindex,c,d\n★,e,f\nDesign: [[var:x]] *y* \"z\",g,h\nDesign,i,j\nDésign,k,l\n",
    ));
    let ids: Vec<&str> = site
        .model
        .skills
        .iter()
        .map(|(_, it)| &*it.common.id)
        .collect();
    assert_eq!(
        ids,
        [
            "skill-5-whys",
            "skill-con",
            "skill-index",
            "skill",
            "design-var-x-y-z",
            "design",
            "design-skill"
        ]
    );
    let title = site
        .model
        .skills
        .iter()
        .nth(4)
        .map(|(_, it)| it.common.title.replace('\u{2060}', ""));
    assert_eq!(title.as_deref(), Some("Design: [[var:x]] *y* \"z\""));
}

#[test]
fn what_is_no_table_is_told() {
    for text in ["", "only one cell\n", "a\nb\nc\n"] {
        let grid = grid_of_csv("x", text.as_bytes()).expect("CSV");
        let faults = adopt(vec![grid], &Choices::default()).expect_err("no table");
        assert_eq!(faults[0].message, "no table of levels and skills was found");
    }
    assert_eq!(
        grids_of_markdown("x", b"# Words\n").expect_err("no table")[0].message,
        "there is no table in it"
    );
    let utf16: Vec<u8> = "\u{FEFF}Skill\tL1\tL2\nA\tx1\tx2\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let wide = site(&adopted(
        vec![grid_of_csv("x", &utf16).expect("UTF-16")],
        &Choices::default(),
    ));
    assert_eq!(cell(&wide, "l2", "a"), "x2 (expected)");
}
