//! The keys as JSON Schema, draft 2020-12.

use super::{Key, kind_keys, site_keys};
use crate::data::Shape;
use crate::document::Kind;
use crate::settings::TypedHeading;
use serde_json::{Map, Value, json};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of `site.toml`.
pub fn site_schema() -> Value {
    whole("`site.toml`: the settings of a site", site_object())
}

/// The schema of a kind's front matter.
pub fn kind_schema(kind: Kind) -> Value {
    let title = format!("The front matter of a {}", kind.name());
    whole(&title, kind_object(kind))
}

/// The schema of a table that holds many things of a kind: `resources.toml`.
pub fn table_schema(kind: Kind) -> Value {
    let mut row = kind_object(kind);
    if let Some(properties) = row.get_mut("properties").and_then(Value::as_object_mut) {
        let id = json!({ "type": ["string", "integer"], "description": "its id" });
        properties.insert("id".to_owned(), id);
    }
    let rows = json!({ "type": "array", "items": row });
    let title = format!("`{}.toml`: things by their ids", kind.folder());
    let table = json!({
        "type": "object",
        "properties": { kind.name(): { "anyOf": [row, rows] }, kind.folder(): { "anyOf": [row, rows] } },
        "additionalProperties": row,
    });
    whole(&title, table)
}

/// The schema of what a reader's browser keeps for them, and of the file that they save it as. The
/// scripts of the theme read and write it, so it lies beside them and is published with them.
pub fn copy_schema() -> Value {
    let text = include_str!("../../themes/default/static/theme/copy.schema.json");
    serde_json::from_str(text).unwrap_or_default()
}

/// All of them, by name, in one file.
pub fn bundle() -> Value {
    let mut all = Map::new();
    all.insert("site".to_owned(), site_object());
    for kind in Kind::ALL {
        all.insert(kind.name().to_owned(), kind_object(kind));
    }
    json!({ "$schema": DRAFT, "title": "What a site of Waypost is written in", "$defs": all })
}

fn whole(title: &str, mut schema: Value) -> Value {
    if let Some(object) = schema.as_object_mut() {
        object.insert("$schema".to_owned(), DRAFT.into());
        object.insert("title".to_owned(), title.into());
    }
    schema
}

fn site_object() -> Value {
    let mut root = object();
    for key in site_keys() {
        put(&mut root, &key);
    }
    // An area may be its title alone.
    if let Some(area) = root.pointer_mut("/properties/areas/additionalProperties") {
        *area = json!({ "anyOf": [{ "type": "string" }, area.take()] });
    }
    if let Some(headings) = root.pointer_mut("/properties/headings") {
        let described = headings.get("description").cloned();
        *headings = object();
        headings["description"] = described.into();
        for (_, path, name) in TypedHeading::ALL {
            let taken =
                json!({ "type": "string", "description": format!("what “{name}” is called here") });
            insert(headings, path, taken);
        }
    }
    root
}

fn kind_object(kind: Kind) -> Value {
    let mut root = object();
    for key in kind_keys(kind) {
        put(&mut root, &key);
    }
    // A plain page has its heading for a title, and keeps what it doesn't know.
    if kind == Kind::Page {
        root["additionalProperties"] = true.into();
    } else {
        root["required"] = json!(["title"]);
    }
    root
}

fn object() -> Value {
    json!({ "type": "object", "properties": {}, "additionalProperties": false })
}

fn put(root: &mut Value, key: &Key) {
    let mut schema = taken(key);
    if let (Some(words), Some(schema)) = (&key.words, schema.as_object_mut()) {
        let mut means = words.means.to_owned();
        if let Some(kind) = key.names {
            means.push_str(&format!(" (ids of the kind {})", kind.name()));
        }
        schema.insert("description".to_owned(), means.into());
    }
    insert(root, &key.path, schema);
}

/// Puts a schema in its place; the groups round it are made where they aren't there.
fn insert(root: &mut Value, path: &str, schema: Value) {
    let (group, rest) = match path.split_once('.') {
        None => {
            // What is known of the keys in a group stays.
            root["properties"][path] = schema;
            return;
        }
        Some(parts) => parts,
    };
    let group = &mut root["properties"][group];
    if group["properties"].is_null() {
        let described = group["description"].take();
        *group = object();
        if !described.is_null() {
            group["description"] = described;
        }
    }
    match rest.strip_prefix("*.") {
        Some(rest) => {
            let each = &mut group["additionalProperties"];
            if !each.is_object() {
                *each = object();
            }
            insert(each, rest, schema);
        }
        None => insert(group, rest, schema),
    }
}

fn taken(key: &Key) -> Value {
    let text = text(key);
    match key.shape {
        Shape::Text => text,
        Shape::Texts => json!({ "anyOf": [text, { "type": "array", "items": text }] }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Integer => json!({ "type": "integer" }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::Group => json!({ "type": "object" }),
        Shape::TextsGroup => match key.members().as_slice() {
            [] => json!({ "type": "object", "additionalProperties": text }),
            names => json!({
                "type": "object",
                "propertyNames": { "enum": names },
                "additionalProperties": text,
            }),
        },
        Shape::Any => json!({}),
    }
}

/// A text, for which the readers take a number as it is written.
fn text(key: &Key) -> Value {
    match key.choices().as_slice() {
        [] => json!({ "type": ["string", "number"] }),
        choices => json!({ "enum": choices }),
    }
}
