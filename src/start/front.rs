//! The front matter of a new file: the keys that are set, and those that are often needed as notes.

use super::Wish;
use super::toml_text::{bare_key, value};
use super::wish::is_group;
use crate::data::text_value;
use crate::document::Kind;
use crate::schema::Key;
use crate::site::Site;

/// Keys of a kind that are noted beside those that are set. The rest is in the guide.
const MOST_NOTED: usize = 6;

/// Keys of all kinds that are noted.
const COMMON: [&str; 2] = ["summary", "owner"];

/// The front matter, with its marks. A plain page without keys has none.
pub(super) fn front_matter(site: &Site, wish: &Wish) -> String {
    let is_page = wish.kind == Kind::Page;
    if is_page && wish.values().all(|(path, _)| path == "title") {
        return String::new();
    }
    let mut text = String::from("+++\n");
    let mut lines = set(wish);
    let mut notes: Vec<(String, &str)> = Vec::new();
    if !is_page {
        let own = wish.keys().iter().filter(|key| !wish.is_set(&key.path));
        let common = |key: &&Key| COMMON.contains(&key.path.as_str());
        let noted = own.clone().filter(common).chain(own_of(wish, own));
        for key in noted {
            if let Some(words) = key.words {
                let line = format!("# {}", example(site, key, words.example));
                notes.push((line, words.means));
            }
        }
    }
    let width = notes.iter().map(|(line, _)| line.chars().count()).max();
    for (line, means) in notes {
        let width = width.unwrap_or(0);
        lines.push(format!("{line:width$}  # {means}"));
    }
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    text.push_str("+++\n");
    text
}

/// The first keys of the kind itself, in the order of the guide.
fn own_of<'a>(wish: &Wish, keys: impl Iterator<Item = &'a Key> + Clone) -> Vec<&'a Key> {
    let words = crate::schema::all_words(Some(wish.kind));
    let common = crate::schema::all_words(Some(Kind::Page));
    let own = words
        .iter()
        .filter(|words| common.iter().all(|common| common.path != words.path));
    own.filter_map(|words| keys.clone().find(|key| key.path == words.path))
        .filter(|key| wish.kind != Kind::Phase || key.path != "skills")
        .take(MOST_NOTED)
        .collect()
}

/// A line for each key that is set. The skills of a phase are headings of its text.
fn set(wish: &Wish) -> Vec<String> {
    wish.values()
        .filter(|(path, _)| wish.kind != Kind::Phase || *path != "skills")
        .map(|(path, values)| line(wish, path, values))
        .collect()
}

/// A key with its value.
pub(super) fn line(wish: &Wish, path: &str, values: &[String]) -> String {
    let key = wish.key(path);
    let name: Vec<String> = match path.split_once('.') {
        Some((group, name)) => vec![bare_key(group), bare_key(name)],
        None => vec![bare_key(path)],
    };
    let value = match key {
        // One level is written as one, though there may be several.
        Some(key) if key.path == "includes" && values.len() == 1 => text_value(&values[0]),
        key => value(key, values),
    };
    format!("{} = {value}", name.join("."))
}

/// What may be written for a key, with ids that this site has.
fn example(site: &Site, key: &Key, given: &str) -> String {
    let path = &key.path;
    if let Some(kind) = key.names {
        let first = site.model.things().find(|thing| thing.kind() == kind);
        let id = first.map_or("", |thing| &*site.common(thing).id);
        let id = text_value(id);
        return match given {
            "[]" => format!("{path} = [{id}]"),
            _ => format!("{path} = {id}"),
        };
    }
    match path.as_str() {
        "requires" | "optional" | "targets" => {
            let skill = site.model.skills.iter().next();
            let id = skill.map_or("SKILL", |(_, skill)| &*skill.common.id);
            let scale = skill.map(|(_, skill)| &site.model.scales[skill.scale]);
            let steps = scale.or_else(|| site.model.scales.iter().next().map(|(_, scale)| scale));
            let step = steps.and_then(|scale| scale.steps.get(scale.steps.len() / 2));
            let step = text_value(step.map_or("", |step| &step.id));
            format!("{path}.{id} = {step}")
        }
        "state" => {
            let skill = site.model.skills.iter().next();
            let id = skill.map_or("SKILL", |(_, skill)| &*skill.common.id);
            format!("state.{id} = \"not-expected\"")
        }
        "time" => "time.coding = 60".to_owned(),
        "area" => {
            let area = site.settings.areas.first();
            format!(
                "area = {}",
                text_value(area.map_or("", |area| &area.id.value))
            )
        }
        _ if is_group(key) => format!("{path}.NAME = \"\""),
        _ => format!("{path} = {given}"),
    }
}
