//! Loads templates and words from the layers, and renders with them.

use super::engine::{environment, speak, syntax, versioned};
use super::sandbox::{Fence, LARGEST_OUTPUT, begin, fault as limit_fault};
use super::{Words, fault, original, unused};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::without_conflicts;
use crate::layers::{Found, Layers};
use crate::settings::Settings;
use crate::source::{SourceId, Sources, Span};
use minijinja::{Environment, Error, Value};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The templates and words of a site.
pub struct Theme {
    environment: Environment<'static>,
    /// Each template by the engine's name for it.
    templates: Arc<HashMap<String, Template>>,
    /// What the theme says itself.
    pub words: Words,
    exhausted: Exhausted,
}

/// Where the text of a template stands.
pub(super) struct Template {
    source: SourceId,
    /// The checks that were put into it; none in a template of the binary's own.
    fence: Option<Fence>,
}

impl Template {
    /// A range of what the engine compiled as a place in what was written.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let range = match &self.fence {
            Some(fence) => fence.written(range),
            None => range,
        };
        Span::new(self.source, range.start, range.end)
    }
}

/// Templates that reached a limit, by the name of the page's own, with the first page that met it.
/// A loop that doesn't end costs a second, and a thousand pages have no thousand seconds.
#[derive(Default)]
struct Exhausted {
    any: AtomicBool,
    templates: Mutex<HashMap<String, Diagnostic>>,
}

impl Exhausted {
    /// What is known of a template, unless `page` comes before the page that met the limit: which
    /// page is named mustn't depend on which thread was the first.
    fn met_before(&self, template: &str, page: &str) -> Option<Diagnostic> {
        if !self.any.load(Ordering::Acquire) {
            return None;
        }
        let templates = self
            .templates
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let known = templates.get(template)?;
        (known.notes.first() < Some(&fault::met(page))).then(|| known.clone())
    }

    fn meet(&self, template: &str, finding: &Diagnostic) {
        let mut templates = self
            .templates
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let known = templates
            .entry(template.to_owned())
            .or_insert_with(|| finding.clone());
        if finding.notes < known.notes {
            *known = finding.clone();
        }
        self.any.store(true, Ordering::Release);
    }
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
        let words = Words::load(layers, &settings.language, sources, out);
        let listing = layers.list("templates/", sources, out);
        let mut theme = Theme {
            environment: environment(&words, &settings.language),
            templates: Arc::default(),
            words,
            exhausted: Exhausted::default(),
        };
        let mut templates = HashMap::new();
        let mut versions: HashMap<&str, usize> = HashMap::new();
        for found in &listing.files {
            let Some(name) = found.path.strip_prefix("templates/") else {
                continue;
            };
            let version = versions.get(name).copied().unwrap_or(0);
            let name_of = versioned(name, version);
            if theme.add(layers, found, &name_of, &mut templates, sources, out) {
                *versions.entry(name).or_default() += 1;
            }
        }
        theme.templates = Arc::new(templates);
        original::report(layers, &listing, sources, out);
        let others = &settings.other_languages;
        unused::report(layers, &listing, &theme.words, others, sources, out);
        theme
    }

    /// The same templates with the words of another language. What is wrong in files of words that
    /// nobody has read yet is reported.
    pub fn in_language(
        &self,
        language: &str,
        layers: &Layers,
        sources: &mut Sources,
        out: &mut Vec<Diagnostic>,
    ) -> Theme {
        let mut faults = Vec::new();
        let words = Words::load(layers, language, sources, &mut faults);
        unused::report_words(&words, &self.words, &mut faults);
        let is_new = |finding: &Diagnostic| {
            let path = finding.span().map(|span| &sources.get(span.source).path);
            path.is_some_and(|path| !self.words.files.contains(&**path))
        };
        out.extend(faults.into_iter().filter(is_new));
        let mut environment = self.environment.clone();
        speak(&mut environment, &words, language);
        Theme {
            environment,
            templates: self.templates.clone(),
            words,
            exhausted: Exhausted::default(),
        }
    }

    fn add(
        &mut self,
        layers: &Layers,
        found: &Found,
        name: &str,
        templates: &mut HashMap<String, Template>,
        sources: &mut Sources,
        out: &mut Vec<Diagnostic>,
    ) -> bool {
        let id = sources.next_id();
        let (source, mut faults) = layers.text(found, id);
        let broken = !faults.is_empty();
        let text = without_conflicts(id, &source.text, &mut faults).into_owned();
        sources.add(source);
        out.append(&mut faults);
        let syntax = syntax();
        if let Some(fault) = limit_fault(id, &text, &syntax) {
            out.push(fault);
            return false;
        }
        let fence = (!layers.is_embedded(found.layer)).then(|| Fence::new(&text, &syntax));
        let compiled = match &fence {
            Some(fence) => fence.text.clone(),
            None => text,
        };
        let template = Template { source: id, fence };
        templates.insert(name.to_owned(), template);
        let added = self
            .environment
            .add_template_owned(name.to_owned(), compiled);
        if let Err(error) = added {
            out.push(fault::finding(&error, templates, None));
            templates.remove(name);
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
        if let Some(finding) = self.exhausted.met_before(template, page) {
            return Err(Box::new(finding));
        }
        let finding = |error: &Error| {
            let finding = fault::finding(error, &self.templates, Some(page));
            if finding.code == Code::TemplateLimit {
                self.exhausted.meet(template, &finding);
            }
            Box::new(finding)
        };
        let template = self
            .environment
            .get_template(template)
            .map_err(|error| finding(&error))?;
        let mut out = Bounded(Vec::with_capacity(16 * 1024));
        begin();
        template
            .render_captured_to(names, &mut out)
            .map_err(|error| finding(&error))?;
        Ok(out.0)
    }

    /// The text of a template.
    pub fn source(&self, template: &str) -> Option<SourceId> {
        self.templates.get(template).map(|template| template.source)
    }

    /// Whether there is a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.templates.contains_key(template)
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
