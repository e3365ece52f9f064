//! What holds for any two versions, also those that no author would write.

use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use waypost::compare::{
    Entry, Field, FieldName, Line, LineKind, Name, Section, SectionName, StepValue, Thing, Value,
    Version, changes,
};

const KINDS: [&str; 3] = ["level", "skill", "phase"];
const STEPS: [&str; 4] = ["beginner", "intermediate", "advanced", "expert"];

/// Few ids, so that things of both sides meet; unique across kinds, as references need them.
fn name() -> impl Strategy<Value = Name> {
    (0..KINDS.len(), 0..4u8).prop_map(|(kind, number)| Name {
        kind: KINDS[kind],
        id: match KINDS[kind] {
            "phase" => format!("path-{}/{number}", number % 2).into(),
            kind => format!("{kind}-{number}").into(),
        },
    })
}

fn skill() -> impl Strategy<Value = Name> {
    (0..4u8).prop_map(|number| Name {
        kind: "skill",
        id: format!("skill-{number}").into(),
    })
}

/// Few words, so that texts are often the same, and often alike.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["leads", "designs", "a", "team", "well", "设计"]);
    vec(word, 0..7).prop_map(|words| words.join(" "))
}

fn value() -> impl Strategy<Value = Value> {
    let entry = prop_oneof![
        name().prop_map(Entry::Thing),
        words().prop_map(Entry::Words),
    ];
    let scale: Arc<[Arc<str>]> = STEPS.map(Arc::from).to_vec().into();
    prop_oneof![
        words().prop_map(Value::Words),
        name().prop_map(Value::Thing),
        btree_set(entry.clone(), 1..4).prop_map(Value::Set),
        vec(entry, 1..4).prop_map(Value::List),
        (0..4usize, any::<bool>()).prop_map(move |(step, is_required)| Value::Step(StepValue {
            id: STEPS[step].into(),
            title: STEPS[step].into(),
            is_required,
            scale: scale.clone(),
        })),
    ]
}

fn fields() -> impl Strategy<Value = Vec<Field>> {
    let key = prop::sample::select(vec!["owner", "requires", "includes", "levels"]);
    let name = (key, prop::option::of(skill())).prop_map(|(key, about)| FieldName {
        key: key.into(),
        about,
    });
    let fields = btree_map(name, value(), 0..4);
    fields.prop_map(|fields| {
        let fields = fields.into_iter();
        fields.map(|(name, value)| Field { name, value }).collect()
    })
}

fn sections() -> impl Strategy<Value = Vec<Section>> {
    let path = vec(prop::sample::select(vec!["One", "Two"]), 0..2);
    let name = (prop::option::of(skill()), path).prop_map(|(skill, path)| SectionName {
        skill,
        path: path.into_iter().map(Arc::from).collect(),
    });
    let pin = prop::option::weighted(0.2, prop::sample::select(vec!["p", "q"]));
    let line = (words(), pin).prop_map(|(text, pin)| Line {
        kind: LineKind::Statement,
        text: text.into(),
        pin: pin.map(Arc::from),
    });
    let sections = btree_map(name, vec(line, 1..5), 0..4);
    sections.prop_map(|sections| {
        let sections = sections.into_iter();
        sections
            .map(|(name, lines)| Section { name, lines })
            .collect()
    })
}

fn version() -> impl Strategy<Value = Version> {
    let was = btree_set(0..4u8, 0..2);
    let thing = (words(), was, fields(), sections());
    btree_map(name(), thing, 0..6).prop_map(|things| {
        let names: BTreeSet<Name> = things.keys().cloned().collect();
        let things = things.into_iter();
        let things = things.map(|(name, (title, was, fields, sections))| Thing {
            was: match name.kind {
                "phase" => Default::default(),
                kind => was
                    .iter()
                    .map(|number| format!("{kind}-{number}").into())
                    .collect(),
            },
            name,
            title: title.into(),
            fields: known_fields(fields, &names),
            sections: Arc::new(known_sections(sections, &names)),
        });
        Version {
            things: things.collect(),
        }
    })
}

/// After linking, nothing is named that isn't there.
fn known_fields(fields: Vec<Field>, names: &BTreeSet<Name>) -> Vec<Field> {
    let entry = |entry: Entry| match entry {
        Entry::Thing(name) if !names.contains(&name) => Entry::Words(name.id.to_string()),
        other => other,
    };
    let fields = fields.into_iter().map(|mut field| {
        field.name.about = field.name.about.filter(|name| names.contains(name));
        let value = match field.value {
            Value::Thing(name) if !names.contains(&name) => Value::Words(name.id.to_string()),
            Value::Set(entries) => Value::Set(entries.into_iter().map(entry).collect()),
            Value::List(entries) => Value::List(entries.into_iter().map(entry).collect()),
            other => other,
        };
        (field.name, value)
    });
    let fields: BTreeMap<FieldName, Value> = fields.collect();
    let fields = fields.into_iter();
    fields.map(|(name, value)| Field { name, value }).collect()
}

fn known_sections(sections: Vec<Section>, names: &BTreeSet<Name>) -> Vec<Section> {
    let mut known: BTreeMap<SectionName, Vec<Line>> = BTreeMap::new();
    for section in sections {
        let mut name = section.name;
        name.skill = name.skill.filter(|name| names.contains(name));
        known.entry(name).or_default().extend(section.lines);
    }
    let known = known.into_iter();
    known.map(|(name, lines)| Section { name, lines }).collect()
}

/// A version that differs in a few places, as one of the next day does.
fn edited() -> impl Strategy<Value = (Version, Version)> {
    let texts = vec((any::<prop::sample::Index>(), words()), 0..3);
    (version(), texts).prop_map(|(old, texts)| {
        let mut new = old.clone();
        let mut lines: Vec<&mut Line> = new
            .things
            .iter_mut()
            .flat_map(|thing| Arc::make_mut(&mut thing.sections))
            .flat_map(|section| &mut section.lines)
            .collect();
        for (at, text) in texts {
            if !lines.is_empty() {
                let place = at.index(lines.len());
                lines[place].text = text.into();
            }
        }
        (old, new)
    })
}

fn holds(a: &Version, b: &Version) -> Result<(), TestCaseError> {
    let there = changes(a, b);
    prop_assert!(changes(a, a).is_empty());
    prop_assert_eq!(there.is_empty(), a.clone().sorted() == b.clone().sorted());
    prop_assert_eq!(there.apply(a), b.clone().sorted());
    let back = changes(b, a);
    prop_assert_eq!(back.apply(b), a.clone().sorted());
    prop_assert_eq!(back.sorted(), there.mirrored().sorted());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_shrink_iters: 3000, ..ProptestConfig::default() })]

    #[test]
    fn changes_between_any_two_versions_make_one_of_the_other((a, b) in (version(), version())) {
        holds(&a, &b)?;
    }

    #[test]
    fn a_few_edits_make_the_version_that_was_edited((a, b) in edited()) {
        holds(&a, &b)?;
    }
}
