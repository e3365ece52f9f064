//! `[languages]` of `site.toml`: the other languages that a site is published in, and what of its
//! settings reads otherwise in each.

use super::{BaseUrl, Settings};
use crate::data::{Entry, Reader, Table, UnknownKeys, Value, Vars};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Kind;
use crate::source::Span;

/// A site in another language than its own.
#[derive(Debug)]
pub struct Edition {
    /// The language, a BCP 47 tag as the site writes it: `de`, `pt-BR`.
    pub code: String,
    /// The name of the language in itself.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
    /// The settings of the site as they read in this language.
    pub settings: Settings,
}

impl Edition {
    /// The folder that it is published in, with its slash: `de/`.
    pub fn folder(&self) -> String {
        format!("{}/", self.code.to_ascii_lowercase())
    }
}

impl Settings {
    /// Moves what is published to another address, each edition to its folder there.
    pub fn publish_at(&mut self, base_url: BaseUrl) {
        for edition in &mut self.editions {
            edition.settings.base_url = BaseUrl {
                origin: base_url.origin.clone(),
                path: format!("{}{}", base_url.path, edition.folder()),
            };
        }
        self.base_url = base_url;
    }
}

/// The keys of a language that say something of the site anew; `name` is the language's own.
const TOLD: [&str; 11] = [
    "title",
    "description",
    "licence",
    "attribution",
    "vars",
    "areas",
    "headings",
    "titles",
    "definitions",
    "scales",
    "navigation",
];

/// A language that is declared, before the settings are read in it.
pub(super) struct Declared {
    code: String,
    name: Option<String>,
    span: Span,
    table: Table,
}

/// Reads `[languages]`: the name that the site's own language goes by, and the others.
pub(super) fn declared(
    reader: &mut Reader<'_>,
    base: &str,
    vars: &Vars,
    faults: &mut Vec<Diagnostic>,
) -> (Option<String>, Vec<Declared>) {
    let mut own = None;
    let mut all: Vec<Declared> = Vec::new();
    let Some(group) = reader.group("languages") else {
        return (own, all);
    };
    for Entry { key, value } in group.value.entries() {
        let code = &key.value;
        let Value::Table(table) = &value.value else {
            let message = format!(
                "`languages.{code}` holds {} where a group of keys belongs",
                value.value.kind()
            );
            faults.push(
                Diagnostic::new(Code::WrongType, message)
                    .at(key.span)
                    .help(format!("write `[languages.{code}]` and what is said in it")),
            );
            continue;
        };
        let under = format!("languages.{code}");
        let mut inner = Reader::new(table, key.span, vars, faults)
            .under(&under)
            .recording(reader.record());
        let name = inner.text("name").map(|name| name.value);
        for told in ["title", "description", "licence", "attribution"] {
            inner.text(told);
        }
        for told in ["vars", "titles", "definitions", "navigation"] {
            inner.texts_table(told);
        }
        for told in ["areas", "headings", "scales"] {
            inner.group(told);
        }
        inner.finish("a language", &[], UnknownKeys::Error);
        // What `waypost schema` asks with.
        if code == "*" {
            continue;
        }
        if code.eq_ignore_ascii_case(base) {
            own = name;
            if let Some(other) = table
                .entries()
                .iter()
                .find(|entry| entry.key.value != "name")
            {
                let key = &other.key.value;
                faults.push(
                    Diagnostic::new(
                        Code::BadValue,
                        format!("`{code}` is the site's own language, so `languages.{code}.{key}` says nothing"),
                    )
                    .at(other.key.span)
                    .help(format!("write `{key}` itself, outside of `[languages]`")),
                );
            }
            continue;
        }
        if let Some(finding) = fault(code, &all) {
            faults.push(finding.at(key.span));
            continue;
        }
        all.push(Declared {
            code: code.clone(),
            name,
            span: key.span,
            table: table.clone(),
        });
    }
    (own, all)
}

fn fault(code: &str, known: &[Declared]) -> Option<Diagnostic> {
    if !super::read::is_language(code) {
        let message = format!("`{code}` is no language tag");
        let help = "write it like `en`, `de` or `pt-BR`";
        return Some(Diagnostic::new(Code::BadValue, message).help(help));
    }
    if Kind::of_folder(&code.to_ascii_lowercase()).is_some() {
        let message = format!("`{code}` is the name of a folder of content");
        let help = "write a tag with a region, like `de-AT`";
        return Some(Diagnostic::new(Code::BadValue, message).help(help));
    }
    let twice = known.iter().any(|one| one.code.eq_ignore_ascii_case(code));
    twice.then(|| {
        Diagnostic::new(
            Code::DuplicateKey,
            format!("the language `{code}` stands twice"),
        )
        .help("keep one of the two")
    })
}

/// The settings of a site in each of the languages that it declares. `table` is what it says in its
/// own.
pub(super) fn editions(
    declared: Vec<Declared>,
    table: &Table,
    base: &Settings,
    out: &mut Vec<Diagnostic>,
) -> Vec<Edition> {
    let start = base
        .span
        .unwrap_or(Span::start_of(crate::source::SourceId(0)));
    let of = |one: Declared| {
        let mut faults = Vec::new();
        let told = told(table, &one);
        let mut settings = Settings::of(&told, start, &mut faults);
        // What is wrong in the site's own language was told there.
        let is_told = |finding: &Diagnostic| {
            let mut told = out.iter();
            told.any(|it| it.code == finding.code && it.span() == finding.span())
        };
        faults.retain(|finding| !is_told(finding));
        out.append(&mut faults);
        settings.headings.also(&base.headings);
        for (scale, below) in settings.scales.iter_mut().zip(&base.scales) {
            for (step, below) in scale.steps.iter_mut().zip(&below.steps) {
                step.also = (step.title != below.title).then(|| below.title.clone());
            }
        }
        let name = one.name.unwrap_or_else(|| language_name(&one.code));
        settings.language_name = name.clone();
        settings.declared = Some(one.span);
        Edition {
            code: one.code,
            name,
            span: one.span,
            settings,
        }
    };
    declared.into_iter().map(of).collect()
}

/// The settings of the site with what a language says in place of what they say.
fn told(table: &Table, one: &Declared) -> Table {
    let mut below = Table::new(table.syntax());
    for entry in table.entries() {
        let key = entry.key.as_str();
        let is_replaced = key == "navigation" && one.table.get(key).is_some();
        if !is_replaced && !matches!(key, "languages" | "language" | "check" | "upstream") {
            below.take(entry.clone(), table.syntax_of(key));
        }
    }
    let mut above = Table::new(one.table.syntax());
    for entry in one.table.entries() {
        let key = entry.key.as_str();
        if TOLD.contains(&key) {
            above.take(entry.clone(), one.table.syntax_of(key));
        }
    }
    let mut told = crate::overlay::fields(&above, &below, &mut Vec::new(), &mut Vec::new());
    let key = crate::source::Spanned::new("language".to_owned(), one.span);
    let value = crate::source::Spanned::new(Value::String(one.code.clone()), one.span);
    let _ = told.insert(key, value);
    told
}

/// What a language is called by those who speak it; its tag where that isn't known here.
/// <https://cldr.unicode.org/>
pub(super) fn language_name(code: &str) -> String {
    const NAMES: [(&str, &str); 40] = [
        ("ar", "العربية"),
        ("bg", "Български"),
        ("bn", "বাংলা"),
        ("ca", "Català"),
        ("cs", "Čeština"),
        ("da", "Dansk"),
        ("de", "Deutsch"),
        ("el", "Ελληνικά"),
        ("en", "English"),
        ("es", "Español"),
        ("et", "Eesti"),
        ("eu", "Euskara"),
        ("fa", "فارسی"),
        ("fi", "Suomi"),
        ("fr", "Français"),
        ("he", "עברית"),
        ("hi", "हिन्दी"),
        ("hr", "Hrvatski"),
        ("hu", "Magyar"),
        ("id", "Bahasa Indonesia"),
        ("it", "Italiano"),
        ("ja", "日本語"),
        ("ko", "한국어"),
        ("lt", "Lietuvių"),
        ("lv", "Latviešu"),
        ("nb", "Norsk bokmål"),
        ("nl", "Nederlands"),
        ("pl", "Polski"),
        ("pt", "Português"),
        ("ro", "Română"),
        ("ru", "Русский"),
        ("sk", "Slovenčina"),
        ("sl", "Slovenščina"),
        ("sr", "Српски"),
        ("sv", "Svenska"),
        ("th", "ไทย"),
        ("tr", "Türkçe"),
        ("uk", "Українська"),
        ("vi", "Tiếng Việt"),
        ("zh", "中文"),
    ];
    let code = code.to_ascii_lowercase();
    let (first, rest) = code.split_once('-').unwrap_or((&code, ""));
    let name = NAMES.iter().find(|(tag, _)| *tag == first);
    match name {
        Some((_, name)) if rest.is_empty() => (*name).to_owned(),
        Some((_, name)) => format!("{name} ({})", rest.to_ascii_uppercase()),
        None => code,
    }
}
