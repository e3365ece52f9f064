//! Reads `site.toml`.

use super::based_on::based_on;
use super::edition::{declared, editions, language_name};
use super::groups::{areas, default_scale, scales};
use super::retired::retired;
use super::theme::theme;
use super::{BaseUrl, Editor, Headings, InternalSettings, Settings, ThemeSettings, TypedHeading};
use super::{internal, upstream};
use crate::data::{
    Asked, Reader, Record, Table, UnknownKeys, Value, Vars, expand_vars, parse_toml,
};
use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::document::without_conflicts;
use crate::markdown::{Dialect, Safety, safety};
use crate::source::{SourceId, Sources, Span, Spanned};
use std::collections::BTreeMap;

/// A word of `[vars]` may grow to so many bytes when it uses others: doubled thirty times, a
/// letter would fill the memory.
const LONGEST_WORD: usize = 16 * 1024;

impl Default for Settings {
    fn default() -> Self {
        let title = "Careers".to_owned();
        Settings {
            title,
            description: None,
            base_url: BaseUrl::default(),
            language: "en".to_owned(),
            language_name: "English".to_owned(),
            declared: None,
            other_languages: Vec::new(),
            editions: Vec::new(),
            scales: vec![default_scale("en")],
            areas: Vec::new(),
            vars: Vars::new(),
            headings: Headings::default(),
            theme: ThemeSettings::default(),
            check: BTreeMap::new(),
            internal: InternalSettings::default(),
            markdown: Dialect::default(),
            edit: None,
            editor: None,
            licence: None,
            navigation: Vec::new(),
            attribution: None,
            brand: Vec::new(),
            upstream: None,
            hide: Vec::new(),
            based_on: Vec::new(),
            retired: Vec::new(),
            upstreams: Vec::new(),
            span: None,
        }
    }
}

impl Settings {
    /// Reads the text of `site.toml`. What is wrong is reported and has its default.
    pub fn read(source: SourceId, text: &str, out: &mut Vec<Diagnostic>) -> Settings {
        let table = Settings::table(source, text, out);
        Settings::of(&table, Span::start_of(source), out)
    }

    /// What stands in the text of `site.toml`, before anyone asks for it.
    pub fn table(source: SourceId, text: &str, out: &mut Vec<Diagnostic>) -> Table {
        let text = without_conflicts(source, text, out);
        parse_toml(source, &text, 0, out)
    }

    /// The settings that stand in a table: of one file, or of several over each other. `start` is
    /// where this site's own begins.
    pub fn of(table: &Table, start: Span, out: &mut Vec<Diagnostic>) -> Settings {
        Settings::read_recording(table, start, None, out)
    }

    /// Every key that `site.toml` may have, learnt from the questions of the reader.
    pub fn keys() -> Vec<Asked> {
        let record = Record::default();
        // Groups are asked for what they hold where they are there.
        let text = "areas.'*' = {}\nscales.'*' = {}\ntheme = {}\ninternal = {}\nmarkdown = {}\nupstream = {}\n\
                    based_on.'*' = {}\nlanguages.'*' = {}\n";
        let source = Sources::default().next_id();
        let mut out = Vec::new();
        let table = Settings::table(source, text, &mut out);
        Settings::read_recording(&table, Span::start_of(source), Some(&record), &mut out);
        record.into_asked()
    }

    fn read_recording(
        table: &Table,
        start: Span,
        record: Option<&Record>,
        out: &mut Vec<Diagnostic>,
    ) -> Settings {
        let vars = vars(table, out);
        let mut settings = Settings {
            span: Some(start),
            ..Settings::default()
        };
        let mut faults = Vec::new();
        let mut reader = Reader::new(table, start, &vars, out).recording(record);
        if let Some(title) = reader.text("title") {
            if title.value.trim().is_empty() {
                faults.push(
                    Diagnostic::new(Code::BadValue, "the title of the site is empty")
                        .at(title.span)
                        .help("write what the site is called"),
                );
            } else {
                settings.title = title.value;
            }
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
        let (name, languages) = declared(&mut reader, &settings.language, &vars, &mut faults);
        settings.language_name = name.unwrap_or_else(|| language_name(&settings.language));
        settings.edit = reader.text("edit").and_then(|text| edit(text, &mut faults));
        settings.editor = reader
            .text("editor")
            .and_then(|text| editor(&text, &mut faults));
        settings.licence = reader.text("licence");
        settings.attribution = reader.text("attribution");
        settings.brand = reader.texts("brand");
        settings.hide = reader.texts("hide");
        settings.based_on = based_on(&mut reader, &vars, &mut faults);
        settings.retired = retired(&mut reader, false, &mut faults);
        settings.upstream = upstream::read(&mut reader, &vars, &mut faults);
        settings.navigation = reader
            .texts_table("navigation")
            .into_iter()
            .filter_map(|(title, target)| {
                let target = address(target, &mut faults)?;
                Some((title.value, target.value))
            })
            .collect();
        settings.scales = scales(&mut reader, &settings.language, &vars, &mut faults);
        settings.areas = areas(&mut reader, &vars, &mut faults);
        settings.headings = Headings::of(&settings.language);
        read_headings(&mut reader, &mut settings.headings, &mut faults);
        settings.theme = theme(&mut reader, &vars, &mut faults);
        settings.check = check(&mut reader, &mut faults);
        settings.internal = internal::read(&mut reader, &vars, &mut settings.retired, &mut faults);
        settings.markdown = markdown(&mut reader, &vars, &mut faults);
        reader.texts_table("vars");
        reader.raw("extra");
        reader.finish("`site.toml`", &[], UnknownKeys::Error);
        out.append(&mut faults);
        settings.vars = vars;
        if !languages.is_empty() {
            settings.editions = editions(languages, table, &settings, out);
            settings.publish_at(settings.base_url.clone());
            let codes = settings.editions.iter().map(|edition| edition.code.clone());
            settings.other_languages = codes.collect();
        }
        settings
    }
}

/// An address that is put into every page; one that would run a script is left out.
pub(super) fn address(
    text: Spanned<String>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Spanned<String>> {
    if safety(&text.value) != Safety::Script {
        return Some(text);
    }
    faults.push(
        Diagnostic::new(
            Code::UnsafeLink,
            "this address would run a script in the reader's browser",
        )
        .at(text.span)
        .help("write an address that begins with `https://`, or a page of the site"),
    );
    None
}

/// What the preview opens files in.
fn editor(text: &Spanned<String>, faults: &mut Vec<Diagnostic>) -> Option<Editor> {
    let fault = match Editor::read(&text.value) {
        Ok(editor) => return Some(editor),
        Err(fault) => fault,
    };
    let finding = Diagnostic::new(Code::BadValue, format!("`{}` {fault}", text.value))
        .at(text.span)
        .help("write a name like `vscode`, or an address with `{path}`, `{line}` and `{column}`");
    faults.push(match nearest(&text.value, Editor::names()) {
        Some(near) => finding.suggest(Some(near)),
        None => finding,
    });
    None
}

/// Where pages can be edited; without `{path}` every page would lead to the same place.
fn edit(text: Spanned<String>, faults: &mut Vec<Diagnostic>) -> Option<String> {
    let text = address(text, faults)?;
    if !text.value.contains("{path}") {
        faults.push(
            Diagnostic::new(
                Code::BadValue,
                format!(
                    "the address `{}` doesn't say where the path belongs",
                    text.value
                ),
            )
            .at(text.span)
            .help("write `{path}` where the path of the file belongs"),
        );
        return None;
    }
    Some(text.value)
}

/// The words of `[vars]`; a word may use those that stand before it.
fn vars(table: &Table, out: &mut Vec<Diagnostic>) -> Vars {
    let mut vars = Vars::new();
    if let Some(Value::Table(words)) = table.get("vars").map(|value| &value.value) {
        for entry in words.entries() {
            let text = match &entry.value.value {
                Value::String(text) => text.clone(),
                Value::Integer(number) => number.to_string(),
                Value::Float(number) => number.to_string(),
                Value::Date(day) => day.to_string(),
                // Reported as what it is when all words are read.
                _ => continue,
            };
            let mut text = expand_vars(&text, entry.value.span, &vars, out);
            if text.len() > LONGEST_WORD {
                let message = format!(
                    "this word is {} KiB long, and {} KiB is the most",
                    text.len() / 1024,
                    LONGEST_WORD / 1024
                );
                out.push(
                    Diagnostic::new(Code::TooLarge, message)
                        .at(entry.value.span)
                        .help("put a text of this length into a page"),
                );
                text.clear();
            }
            vars.insert(entry.key.value.clone(), text);
        }
    }
    vars
}

fn read_headings(reader: &mut Reader<'_>, headings: &mut Headings, faults: &mut Vec<Diagnostic>) {
    for (kind, value) in reader.table("headings") {
        let names = match value.value {
            Value::Table(names) => names,
            other => {
                let message = format!(
                    "`headings.{}` holds {} where a group of keys belongs",
                    kind.value,
                    other.kind()
                );
                faults.push(
                    Diagnostic::new(Code::WrongType, message)
                        .at(value.span)
                        .help("write it like `phase.skills = \"Skills to develop\"`"),
                );
                continue;
            }
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
                    .help("see docs/authoring.md for those that there are")
                    .suggest(nearest(&key, TypedHeading::ALL.map(|(_, name, _)| name))),
                ),
            }
            // Only one of the two would ever be found.
            let same = TypedHeading::ALL.into_iter().find(|(other, name, _)| {
                *name != key
                    && name.split('.').next() == Some(kind.as_str())
                    && known
                        .is_some_and(|(heading, ..)| headings.is(*other, headings.name(heading)))
            });
            if let Some((_, name, _)) = same {
                let message = format!("`{key}` and `{name}` have the same name");
                faults.push(
                    Diagnostic::new(Code::BadValue, message)
                        .at(entry.value.span)
                        .help("give each typed heading a name of its own"),
                );
            }
        }
    }
}

/// The shape of a BCP 47 tag.
pub(super) fn is_language(text: &str) -> bool {
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
        let code = match Code::asked(&name, Code::UnknownKey) {
            Ok(code) => code,
            Err(fault) => {
                faults.push(*fault);
                continue;
            }
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
    let mut inner = Reader::new(table.value, table.span, vars, faults)
        .under("markdown")
        .recording(reader.record());
    let dialect = Dialect {
        commonmark: inner.flag("commonmark").is_some_and(|flag| flag.value),
        html: inner.flag("html").is_some_and(|flag| flag.value),
    };
    inner.finish("`[markdown]`", &[], UnknownKeys::Error);
    dialect
}
