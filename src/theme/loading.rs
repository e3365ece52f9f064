//! Loads templates and words from the layers, and renders with them.

use super::limits::{DEEPEST, FUEL, LARGEST_OUTPUT};
use super::plural::category;
use super::{Words, fault, limits};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::layers::{Found, Layers, Listing};
use crate::markdown::escape_into;
use crate::settings::Settings;
use crate::source::{SourceId, Sources, Span};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use std::collections::{BTreeSet, HashMap};

/// The templates and words of a site.
pub struct Theme {
    environment: Environment<'static>,
    /// The source of each template, by the engine's name for it.
    sources: HashMap<String, SourceId>,
    /// What the theme says itself.
    pub words: Words,
}

impl Theme {
    /// Loads everything under `templates/` and `words/`. A template that can't be used is reported
    /// and left out, so that the theme's own takes its place.
    pub fn load(
        layers: &Layers,
        settings: &Settings,
        sources: &mut Sources,
        out: &mut Vec<Diagnostic>,
    ) -> Theme {
        let words = words(layers, settings, sources, out);
        let listing = layers.list("templates/", sources, out);
        let mut theme = Theme {
            environment: environment(&words, &settings.language),
            sources: HashMap::new(),
            words,
        };
        let mut versions: HashMap<&str, usize> = HashMap::new();
        for found in &listing.files {
            let Some(name) = found.path.strip_prefix("templates/") else {
                continue;
            };
            if theme.add(
                layers,
                found,
                name,
                *versions.get(name).unwrap_or(&0),
                sources,
                out,
            ) {
                *versions.entry(name).or_default() += 1;
            }
        }
        report_unused(layers, &listing, sources, out);
        theme
    }

    fn add(
        &mut self,
        layers: &Layers,
        found: &Found,
        name: &str,
        version: usize,
        sources: &mut Sources,
        out: &mut Vec<Diagnostic>,
    ) -> bool {
        let id = sources.next_id();
        let (source, mut faults) = layers.text(found, id);
        let text = source.text.to_string();
        sources.add(source);
        let broken = !faults.is_empty();
        out.append(&mut faults);
        if let Some(fault) = limits::fault(id, &text) {
            out.push(fault);
            return false;
        }
        let name = versioned(name, version);
        self.sources.insert(name.clone(), id);
        if let Err(error) = self.environment.add_template_owned(name.clone(), text) {
            out.push(fault::finding(&error, &self.sources, None));
            self.sources.remove(&name);
            return false;
        }
        !broken
    }

    /// Renders a template. `page` is named in the finding when it can't be.
    ///
    /// # Errors
    /// What is wrong, with its place in the template.
    pub fn render(
        &self,
        template: &str,
        names: Value,
        page: &str,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let finding = |error: &Error| Box::new(fault::finding(error, &self.sources, Some(page)));
        let template = self
            .environment
            .get_template(template)
            .map_err(|error| finding(&error))?;
        let mut out = Bounded(Vec::with_capacity(16 * 1024));
        template
            .render_captured_to(names, &mut out)
            .map_err(|error| finding(&error))?;
        Ok(out.0)
    }

    /// Whether there is a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.sources.contains_key(template)
    }
}

/// A page that can't grow without end.
struct Bounded(Vec<u8>);

impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > LARGEST_OUTPUT {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The engine's name of the n-th template of one name, counted from the layer on top.
fn versioned(name: &str, version: usize) -> String {
    match version {
        0 => name.to_owned(),
        version => format!("{name}@{version}"),
    }
}

fn environment(words: &Words, language: &str) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_debug(true);
    // A line that holds nothing but a tag leaves no trace in the page.
    if let Ok(syntax) = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
    {
        environment.set_syntax(syntax);
    }
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(DEEPEST);
    environment.set_auto_escape_callback(|name| {
        let name = name.split('@').next().unwrap_or_default();
        if name.ends_with(".html") || name.ends_with(".xml") {
            AutoEscape::Html
        } else {
            AutoEscape::None
        }
    });
    environment.set_formatter(write_value);
    // A template that extends or includes its own name means the one that it hides.
    environment.set_path_join_callback(|name, parent| {
        let (base, version) = parent.split_once('@').unwrap_or((parent, "0"));
        if name == base {
            let next = version.parse::<usize>().unwrap_or(0) + 1;
            versioned(name, next).into()
        } else {
            name.into()
        }
    });
    let words: std::sync::Arc<HashMap<String, String>> = words.all().into();
    let language = language.to_owned();
    environment.add_function(
        "t",
        move |key: &str, values: Kwargs| -> Result<String, Error> {
            // Words that depend on a number have a table of forms in the place of one text.
            let number = values.get::<Option<f64>>("n").unwrap_or(None);
            let form = number.map(|number| format!("{key}.{}", category(&language, number)));
            let word = form
                .and_then(|form| words.get(&form))
                .or_else(|| words.get(key))
                .or_else(|| words.get(&format!("{key}.other")));
            let Some(word) = word else {
                if let Some(otherwise) = values.get::<Option<String>>("otherwise")? {
                    return Ok(otherwise);
                }
                return Err(Error::new(
                    ErrorKind::UndefinedError,
                    format!("no word has the key `{key}`"),
                ));
            };
            let mut word = word.clone();
            for name in values.args().map(str::to_owned).collect::<Vec<_>>() {
                let value: Value = values.get(&name)?;
                word = word.replace(&format!("{{{name}}}"), &value.to_string());
            }
            Ok(word)
        },
    );
    environment
}

/// Writes a value into a page: text is escaped, none is nothing, safe HTML stays as it is.
fn write_value(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    if value.is_none() {
        return Ok(());
    }
    if value.is_undefined() {
        return minijinja::escape_formatter(out, state, value);
    }
    if value.is_safe() || !matches!(state.auto_escape(), AutoEscape::Html) {
        return write!(out, "{value}").map_err(Error::from);
    }
    let mut escaped = String::new();
    match value.as_str() {
        Some(text) => escape_into(&mut escaped, text),
        None => escape_into(&mut escaped, &value.to_string()),
    }
    out.write_str(&escaped).map_err(Error::from)
}

/// The words of the site's language over the English ones, so that a language that is not yet
/// whole falls back word by word; in each the upper layer first.
fn words(
    layers: &Layers,
    settings: &Settings,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Words {
    let mut words = Words::default();
    let short = settings.language.split('-').next().unwrap_or_default();
    let mut tried = BTreeSet::new();
    for language in [settings.language.as_str(), short, "en"] {
        if !tried.insert(language.to_owned()) {
            continue;
        }
        let listing = layers.list(&format!("words/{language}.toml"), sources, out);
        for found in &listing.files {
            let id = sources.next_id();
            let (source, mut faults) = layers.text(found, id);
            out.append(&mut faults);
            let text = source.text.to_string();
            sources.add(source);
            words.add(id, &text, out);
        }
    }
    words
}

/// An override that hides nothing and that no other template names has no effect: most often its
/// name is mistyped.
fn report_unused(layers: &Layers, listing: &Listing, sources: &Sources, out: &mut Vec<Diagnostic>) {
    let theirs: BTreeSet<&str> = listing
        .files
        .iter()
        .filter(|found| !layers.is_site(found.layer))
        .map(|found| &*found.path)
        .collect();
    for found in listing
        .files
        .iter()
        .filter(|found| layers.is_site(found.layer))
    {
        let name = found.path.strip_prefix("templates/").unwrap_or_default();
        let is_named = || {
            listing
                .files
                .iter()
                .filter(|other| other.path != found.path)
                .any(|other| {
                    sources
                        .iter()
                        .any(|(_, source)| source.path == other.path && source.text.contains(name))
                })
        };
        if theirs.contains(&*found.path) || is_named() {
            continue;
        }
        let place = sources
            .iter()
            .find(|(_, source)| source.path == found.path && source.layer.is_empty())
            .map(|(id, _)| Span::start_of(id));
        let finding = Diagnostic::new(
            Code::UnknownOverride,
            format!(
                "`{}` hides no template of the theme, and no template uses it",
                found.path
            ),
        )
        .help("give it the name of the template that it is to replace")
        .suggest(nearest(&found.path, theirs.iter().copied()));
        out.push(match place {
            Some(span) => finding.at(span),
            None => finding,
        });
    }
}
