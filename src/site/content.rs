//! Reads and parses all content, file by file in parallel.

use super::memory::{File, Files, Known, Parsed};
use crate::diagnostic::{Diagnostic, limit};
use crate::document::{Document, Kind, ReadOptions, in_language, read_csv, read_page, read_toml};
use crate::layers::{Found, LayerId, Layers, NO_PAGES, Trust};
use crate::overlay::{Hidden, Own, merge, nothing_below, over_each_other};
use crate::settings::Settings;
use crate::source::{SourceId, Sources, Spanned, Text};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_128;

/// What lies in the folder of content.
pub(super) struct Content {
    pub documents: Vec<Arc<Document>>,
    /// What says the same in each of the languages that the site declares.
    pub translations: Vec<Vec<Arc<Document>>>,
    /// Things of an upstream that the site does without.
    pub hidden: Vec<Hidden>,
    /// Files that are no content: pictures and such.
    pub others: Vec<Found>,
    /// The folder with its slash; empty where the whole site is content.
    pub prefix: &'static str,
    /// What the next load may know.
    pub files: Files,
}

impl Content {
    /// Reads all content, and parses what isn't known. With `public`, without what is internal.
    pub fn load(
        layers: &Layers,
        settings: &Settings,
        hide: Vec<Vec<Spanned<String>>>,
        public: bool,
        known: &Known,
        sources: &mut Sources,
        out: &mut Vec<Diagnostic>,
    ) -> Content {
        let has_upstream = layers.has_upstream();
        let prefix = if has_upstream || layers.site_has("content") {
            "content/"
        } else {
            ""
        };
        let listing = layers.list(prefix, sources, out);
        type Paths<'a> = Vec<(&'a Found, &'a str)>;
        let of_content = |found: &&Found| layers.is_site(found.layer);
        let path = |found| Some((found, Found::path_below(found, prefix)?));
        let codes = || settings.editions.iter().map(|edition| &*edition.code);
        let is_text = |path: &str| {
            path.ends_with(".md") || table_kind(&in_language(path, codes()).0).is_some()
        };
        let (paths, others): (Paths<'_>, Paths<'_>) = match has_upstream {
            // Texts lie over each other by their ids, all else by its path.
            true => {
                let texts = listing.files.iter().filter(of_content).filter_map(path);
                let others = listing.visible().filter(of_content).filter_map(path);
                (
                    texts.filter(|(_, path)| is_text(path)).collect(),
                    others.filter(|(_, path)| !is_text(path)).collect(),
                )
            }
            false => listing
                .visible()
                .filter(of_content)
                .filter_map(path)
                .filter(|(_, path)| !is_elsewhere(path, prefix))
                .partition(|(_, path)| is_text(path)),
        };
        let reading = Reading {
            layers,
            options: ReadOptions {
                dialect: settings.markdown,
                public,
            },
            prefix,
            known,
            trust: layers.trust(),
        };
        let numbers = {
            let files: Vec<Cow<'_, str>> =
                paths.iter().map(|(found, _)| layers.file(found)).collect();
            sources.numbers(files.iter().map(|file| &**file))
        };
        let named: Vec<(Cow<'_, str>, Option<usize>)> = match settings.editions.is_empty() {
            true => paths
                .iter()
                .map(|(_, path)| (Cow::Borrowed(*path), None))
                .collect(),
            false => paths
                .iter()
                .map(|(_, path)| in_language(path, codes()))
                .collect(),
        };
        let read: Vec<File> = paths
            .par_iter()
            .zip(&named)
            .zip(&numbers)
            .map(|(((found, _), (path, _)), number)| reading.file(found, path, *number))
            .collect();
        let mut content = Content {
            documents: Vec::with_capacity(read.len()),
            translations: vec![Vec::new(); settings.editions.len()],
            hidden: Vec::new(),
            others: others.into_iter().map(|(found, _)| found.clone()).collect(),
            prefix,
            files: Files::default(),
        };
        content.files.reserve(read.len());
        let mut sites: BTreeMap<LayerId, Vec<Arc<Document>>> = BTreeMap::new();
        let mut tongues: BTreeMap<(usize, LayerId), Vec<Arc<Document>>> = BTreeMap::new();
        let files = numbers.into_iter().zip(read);
        for ((number, file), ((found, _), (_, language))) in files.zip(paths.iter().zip(&named)) {
            sources.share(number, file.parsed.text.clone());
            let documents = match (has_upstream, *language) {
                (true, Some(language)) => tongues.entry((language, found.layer)).or_default(),
                (false, Some(language)) => &mut content.translations[language],
                (true, None) => sites.entry(found.layer).or_default(),
                (false, None) => &mut content.documents,
            };
            documents.extend_from_slice(&file.parsed.documents);
            out.extend_from_slice(&file.parsed.faults);
            content.files.insert(number, file);
        }
        if has_upstream {
            let own = |(layer, hide)| Own {
                documents: sites.remove(&layer).unwrap_or_default(),
                hide,
            };
            let sites = layers.sites().zip(hide).map(own).collect();
            let merged = merge(sites, settings.markdown, sources, out);
            content.documents = merged.documents;
            content.hidden = merged.hidden;
            for (language, documents) in content.translations.iter_mut().enumerate() {
                let of = |layer| tongues.remove(&(language, layer)).unwrap_or_default();
                let layers = layers.sites().map(of).collect();
                *documents = over_each_other(layers, settings.markdown, sources, out);
            }
        } else {
            content
                .documents
                .iter()
                .for_each(|it| nothing_below(it, out));
        }
        content
    }
}

/// How files are read.
struct Reading<'a> {
    layers: &'a Layers,
    options: ReadOptions,
    prefix: &'static str,
    known: &'a Known,
    trust: Trust,
}

impl Reading<'_> {
    /// What a file comes to: what is known of it, as long as its bytes are the same.
    fn file(&self, found: &Found, path: &str, number: SourceId) -> File {
        let known = self.known.file(
            number,
            &self.layers.file(found),
            (self.prefix, path),
            self.options,
        );
        let stamp = known.and_then(|file| self.known.stamp(file));
        let (bytes, stamp) = match self.layers.bytes_unless(found, stamp, self.trust) {
            Ok(Some((bytes, stamp))) => (Ok(bytes), stamp),
            Ok(None) => match known {
                Some(file) => return file.clone(),
                None => (Ok(Vec::new()), None),
            },
            Err(error) => (Err(error), None),
        };
        let hash = bytes.as_ref().map_or(None, |bytes| Some(xxh3_128(bytes)));
        let same = known.filter(|file| hash.is_some() && file.parsed.bytes == hash);
        let parsed = match same {
            Some(file) => file.parsed.clone(),
            None => {
                let (source, mut faults) = self.layers.text_of(found, number, bytes);
                let documents = parse(path, number, &source.text, self.options, &mut faults);
                limit(&mut faults);
                let text = Text::new(source);
                Arc::new(Parsed {
                    bytes: hash,
                    prefix: self.prefix,
                    read_as: path.into(),
                    options: Parsed::options(&text, self.options),
                    text: Arc::new(text),
                    documents: documents.into_iter().map(Arc::new).collect(),
                    faults,
                })
            }
        };
        File {
            stamp,
            load: self.known.load,
            parsed,
        }
    }
}

/// Whether a file belongs to something else than the content, where the whole site is content.
fn is_elsewhere(path: &str, prefix: &str) -> bool {
    let folder = path.split_once('/').map(|(folder, _)| folder);
    prefix.is_empty()
        && (path == "site.toml" || folder.is_some_and(|folder| NO_PAGES.contains(&folder)))
}

/// The kind of a table of small things: `resources.toml`, `pitfalls.csv`.
fn table_kind(path: &str) -> Option<Kind> {
    let name = path
        .strip_suffix(".toml")
        .or_else(|| path.strip_suffix(".csv"))?;
    Kind::of_folder(name)
}

fn parse(
    path: &str,
    id: SourceId,
    text: &str,
    options: ReadOptions,
    out: &mut Vec<Diagnostic>,
) -> Vec<Document> {
    match table_kind(path) {
        Some(kind) if path.ends_with(".toml") => read_toml(kind, id, text, out),
        Some(kind) => read_csv(kind, id, text, out),
        None => vec![read_page(id, path, text, options, out)],
    }
}
