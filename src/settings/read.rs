//! Reads `site.toml`.

use super::{
    AreaSetting, BaseUrl, Headings, ScaleSetting, Settings, StepSetting, ThemeSettings,
    TypedHeading,
};
use crate::data::{Entry, Reader, Table, UnknownKeys, Value, Vars, expand_vars, parse_toml};
use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::document::slug;
use crate::markdown::Dialect;
use crate::source::{SourceId, Span, Spanned};
use std::collections::BTreeMap;

/// The steps of a site that sets none, from the vocabulary of the field.
const STEPS: [(&str, &str); 4] = [
    ("Beginner", "Knows the idea and does it with help."),
    ("Intermediate", "Does it alone in familiar ground."),
    (
        "Advanced",
        "Does it in unfamiliar ground, and helps others to do it.",
    ),
    (
        "Expert",
        "Sets how it is done, and is asked by people from elsewhere.",
    ),
];

impl Default for Settings {
    fn default() -> Self {
        let title = "Careers".to_owned();
        Settings {
            title,
            description: None,
            base_url: BaseUrl::default(),
            language: "en".to_owned(),
            scales: vec![default_scale()],
            areas: Vec::new(),
            vars: Vars::new(),
            headings: Headings::default(),
            theme: ThemeSettings::default(),
            check: BTreeMap::new(),
            markdown: Dialect::default(),
            edit: None,
            licence: None,
            navigation: Vec::new(),
            span: None,
        }
    }
}

impl Settings {
    /// Reads the text of `site.toml`. What is wrong is reported and has its default.
    pub fn read(source: SourceId, text: &str, out: &mut Vec<Diagnostic>) -> Settings {
        let table = parse_toml(source, text, 0, out);
        let vars = vars(&table);
        let mut settings = Settings {
            span: Some(Span::start_of(source)),
            ..Settings::default()
        };
        let mut faults = Vec::new();
        let mut reader = Reader::new(&table, Span::start_of(source), &vars, out);
        if let Some(title) = reader.text("title") {
            settings.title = title.value;
        }
        settings.description = reader.text("description").map(|text| text.value);
        if let Some(url) = reader.text("base_url") {
            match BaseUrl::read(&url.value) {
                Ok(base_url) => settings.base_url = base_url,
                Err(fault) => faults.push(
                    Diagnostic::new(
                        Code::BadBaseUrl,
                        format!("the address `{}` {fault}", url.value),
                    )
                    .at(url.span)
                    .help("write it like `https://careers.example.com/engineering/`"),
                ),
            }
        }
        if let Some(language) = reader.text("language") {
            if is_language(&language.value) {
                settings.language = language.value;
            } else {
                faults.push(
                    Diagnostic::new(
                        Code::BadValue,
                        format!("`{}` is no language tag", language.value),
                    )
                    .at(language.span)
                    .help("write it like `en`, `de` or `pt-BR`"),
                );
            }
        }
        settings.edit = reader.text("edit").map(|text| text.value);
        settings.licence = reader.text("licence").map(|text| text.value);
        settings.navigation = reader
            .texts_table("navigation")
            .into_iter()
            .map(|(title, target)| (title.value, target.value))
            .collect();
        let steps = reader.texts("scale");
        let definitions = reader.texts_table("definitions");
        if !steps.is_empty() || !definitions.is_empty() {
            settings.scales[0] = scale("default", "", steps, definitions, &mut faults);
        }
        for (id, inner) in groups(&mut reader, "scales") {
            let mut inner = Reader::new(inner, id.span, &vars, &mut faults)
                .under(&format!("scales.{}", id.value));
            let title = inner
                .text("title")
                .map_or_else(|| id.value.clone(), |text| text.value);
            let steps = inner.texts("steps");
            let definitions = inner.texts_table("definitions");
            inner.finish("a scale", &[], UnknownKeys::Error);
            settings
                .scales
                .push(scale(&id.value, &title, steps, definitions, &mut faults));
        }
        settings.areas = areas(&mut reader, &vars, &mut faults);
        read_headings(&mut reader, &mut settings.headings, &mut faults);
        settings.theme = theme(&mut reader, &vars, &mut faults);
        settings.check = check(&mut reader, &mut faults);
        settings.markdown = markdown(&mut reader, &vars, &mut faults);
        reader.texts_table("vars");
        reader.raw("extra");
        reader.finish("`site.toml`", &[], UnknownKeys::Error);
        out.append(&mut faults);
        settings.vars = vars;
        settings
    }
}

/// The words of `[vars]`; a word may use those that stand before it.
fn vars(table: &Table) -> Vars {
    let mut vars = Vars::new();
    if let Some(Value::Table(words)) = table.get("vars").map(|value| &value.value) {
        for entry in words.entries() {
            let text = match &entry.value.value {
                Value::String(text) => text.clone(),
                Value::Integer(number) => number.to_string(),
                _ => continue,
            };
            let text = expand_vars(&text, entry.value.span, &vars, &mut Vec::new());
            vars.insert(entry.key.value.clone(), text);
        }
    }
    vars
}

fn default_scale() -> ScaleSetting {
    ScaleSetting {
        id: "default".to_owned(),
        title: String::new(),
        steps: STEPS
            .into_iter()
            .map(|(title, definition)| StepSetting {
                id: slug(title).into_owned(),
                title: title.to_owned(),
                definition: Some(definition.to_owned()),
            })
            .collect(),
    }
}

fn scale(
    id: &str,
    title: &str,
    steps: Vec<Spanned<String>>,
    definitions: Vec<(Spanned<String>, Spanned<String>)>,
    faults: &mut Vec<Diagnostic>,
) -> ScaleSetting {
    let mut scale = if steps.is_empty() {
        default_scale()
    } else {
        let mut taken: Vec<StepSetting> = Vec::new();
        for step in steps {
            let id = slug(&step.value).into_owned();
            if id.is_empty() || taken.iter().any(|other| other.id == id) {
                faults.push(
                    Diagnostic::new(
                        Code::DuplicateId,
                        format!("the step `{}` needs a name of its own", step.value),
                    )
                    .at(step.span)
                    .help("give each step another name, with letters or digits in it"),
                );
                continue;
            }
            taken.push(StepSetting {
                id,
                title: step.value,
                definition: None,
            });
        }
        if taken.len() > 20 {
            taken.truncate(20);
        }
        ScaleSetting {
            id: String::new(),
            title: String::new(),
            steps: taken,
        }
    };
    scale.id = id.to_owned();
    scale.title = title.to_owned();
    for (step, definition) in definitions {
        let name = slug(&step.value);
        match scale.steps.iter_mut().find(|known| known.id == *name) {
            Some(known) => known.definition = Some(definition.value),
            None => faults.push(
                Diagnostic::new(
                    Code::UnknownId,
                    format!("no step is called `{}`", step.value),
                )
                .at(step.span)
                .suggest(nearest(
                    &name,
                    scale.steps.iter().map(|step| step.id.as_str()),
                )),
            ),
        }
    }
    scale
}

/// The groups of keys within a group: `[scales.craft]`.
fn groups<'a>(reader: &mut Reader<'a>, key: &str) -> Vec<(Spanned<String>, &'a Table)> {
    let Some(group) = reader.group(key) else {
        return Vec::new();
    };
    let inner = |entry: &'a Entry| match &entry.value.value {
        Value::Table(table) => Some((entry.key.clone(), table)),
        _ => None,
    };
    group.value.entries().iter().filter_map(inner).collect()
}

/// `[areas.technical]` with a title, or in short `technical = "Technical"` under `[areas]`.
fn areas(reader: &mut Reader<'_>, vars: &Vars, faults: &mut Vec<Diagnostic>) -> Vec<AreaSetting> {
    let mut areas: Vec<AreaSetting> = Vec::new();
    for (id, value) in reader.table("areas") {
        let id = id.map(|id| slug(&id).into_owned());
        let (title, description) = match &value.value {
            Value::Table(table) => {
                let mut inner =
                    Reader::new(table, id.span, vars, faults).under(&format!("areas.{}", id.value));
                let title = inner.text("title").map(|text| text.value);
                let description = inner.text("description").map(|text| text.value);
                inner.finish("an area", &[], UnknownKeys::Error);
                (title, description)
            }
            Value::String(title) => (Some(title.clone()), None),
            _ => (None, None),
        };
        areas.push(AreaSetting {
            title: title.unwrap_or_else(|| id.value.clone()),
            description,
            id,
        });
    }
    areas
}

fn read_headings(reader: &mut Reader<'_>, headings: &mut Headings, faults: &mut Vec<Diagnostic>) {
    for (kind, value) in reader.table("headings") {
        let Value::Table(names) = value.value else {
            continue;
        };
        for entry in names.entries() {
            let key = format!("{}.{}", kind.value, entry.key.value);
            let known = TypedHeading::ALL
                .into_iter()
                .find(|(_, name, _)| *name == key);
            match (known, &entry.value.value) {
                (Some((heading, ..)), Value::String(name)) => headings.set(heading, name.clone()),
                (Some(_), other) => faults.push(
                    Diagnostic::new(
                        Code::WrongType,
                        format!("`{key}` takes a text, and this is {}", other.kind()),
                    )
                    .at(entry.value.span),
                ),
                (None, _) => faults.push(
                    Diagnostic::new(
                        Code::UnknownKey,
                        format!("no typed heading is called `{key}`"),
                    )
                    .at(entry.key.span)
                    .suggest(nearest(&key, TypedHeading::ALL.map(|(_, name, _)| name))),
                ),
            }
        }
    }
}

fn theme(reader: &mut Reader<'_>, vars: &Vars, faults: &mut Vec<Diagnostic>) -> ThemeSettings {
    let Some(table) = reader.group("theme") else {
        return ThemeSettings::default();
    };
    let mut found = Vec::new();
    let mut inner = Reader::new(table.value, table.span, vars, faults).under("theme");
    let mut colour = |key: &str, reader: &mut Reader<'_>| {
        let text = reader.text(key)?;
        if is_colour(&text.value) {
            return Some(text.value);
        }
        found.push(
            Diagnostic::new(Code::BadValue, format!("`{}` is no colour", text.value))
                .at(text.span)
                .help("write it like `#0b6e4f`"),
        );
        None
    };
    let accent = colour("accent", &mut inner);
    let accent_dark = colour("accent_dark", &mut inner);
    let density = inner.text("density");
    let settings = ThemeSettings {
        folder: inner.text("folder"),
        accent,
        accent_dark,
        logo: inner.text("logo").map(|text| text.value),
        font: inner.text("font").map(|text| text.value),
        heading_font: inner.text("heading_font").map(|text| text.value),
        density: density.as_ref().map(|text| text.value.clone()),
    };
    inner.finish("`[theme]`", &[], UnknownKeys::Error);
    faults.append(&mut found);
    if let Some(density) = density
        && !matches!(density.value.as_str(), "compact" | "normal" | "roomy")
    {
        faults.push(
            Diagnostic::new(Code::BadValue, format!("`{}` is no density", density.value))
                .at(density.span)
                .help("write `compact`, `normal` or `roomy`"),
        );
    }
    settings
}

/// Hexadecimal only: what is set here stands in a stylesheet.
fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit())
    })
}

/// The shape of a BCP 47 tag.
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    parts.next().is_some_and(|part| {
        (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
    }) && parts.all(|part| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

fn check(
    reader: &mut Reader<'_>,
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<Code, Option<Severity>> {
    let mut settings = BTreeMap::new();
    for (name, value) in reader.texts_table("check") {
        let Some(code) = Code::named(&name.value) else {
            faults.push(
                Diagnostic::new(
                    Code::UnknownKey,
                    format!("no finding has the code `{}`", name.value),
                )
                .at(name.span)
                .suggest(nearest(
                    &name.value,
                    Code::ALL.iter().map(|code| code.name()),
                )),
            );
            continue;
        };
        let severity = match value.value.as_str() {
            "error" => Some(Severity::Error),
            "warn" | "warning" => Some(Severity::Warning),
            "off" => None,
            other => {
                faults.push(
                    Diagnostic::new(Code::BadValue, format!("`{other}` is no severity"))
                        .at(value.span)
                        .help("write `error`, `warn` or `off`"),
                );
                continue;
            }
        };
        settings.insert(code, severity);
    }
    settings
}

fn markdown(reader: &mut Reader<'_>, vars: &Vars, faults: &mut Vec<Diagnostic>) -> Dialect {
    let Some(table) = reader.group("markdown") else {
        return Dialect::default();
    };
    let mut inner = Reader::new(table.value, table.span, vars, faults).under("markdown");
    let dialect = Dialect {
        commonmark: inner.flag("commonmark").is_some_and(|flag| flag.value),
        html: inner.flag("html").is_some_and(|flag| flag.value),
    };
    inner.finish("`[markdown]`", &[], UnknownKeys::Error);
    dialect
}
