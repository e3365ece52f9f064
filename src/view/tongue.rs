//! A page in the other languages of its site.

use super::group::named;
use super::page::PageView;
use super::site::direction;
use crate::route::page_file;
use crate::site::{Language, Languages, Site};
use minijinja::Value;

impl PageView {
    /// The languages of the site, and where each has this page: the page itself, else its home page.
    pub(super) fn languages(&self) -> Option<Value> {
        let languages = self.scope.site.languages.as_deref()?;
        let entry = |(place, language): (usize, &Language)| {
            let path = self.path_in(language).unwrap_or("index.html");
            let is_here = place == languages.here;
            let url = match is_here {
                true => self.scope.file_href(path),
                false => {
                    let path = format!("{}{path}", language.folder);
                    self.scope.shared_href(&path)
                }
            };
            named([
                ("code", language.code.as_str().into()),
                ("name", language.name.as_str().into()),
                ("dir", direction(&language.code).into()),
                ("url", url.into()),
                ("is_here", is_here.into()),
            ])
        };
        Some(languages.all.iter().enumerate().map(entry).collect())
    }

    /// This page in the languages that it is really in, for the head of the page: `code` and `url`;
    /// the last one, `x-default`, is for readers of any other language. Empty where there is none
    /// but this.
    pub(super) fn alternates(&self) -> Value {
        let none = || Value::from(Vec::<Value>::new());
        let site = &self.scope.site;
        let Some(languages) = site.languages.as_deref() else {
            return none();
        };
        match alternates(site, languages, self.path()) {
            all if all.is_empty() => none(),
            all => {
                let entry = |(code, url): (&str, String)| {
                    named([("code", Value::from(code)), ("url", Value::from(url))])
                };
                all.into_iter().map(entry).collect()
            }
        }
    }

    /// The language that the text of this page is in, where that isn't the one of its edition.
    pub(super) fn fallback(&self) -> Option<Value> {
        let languages = self.scope.site.languages.as_deref()?;
        let here = languages.own().pages.get(self.path());
        (here == Some(&false)).then(|| {
            let first = languages.first();
            named([
                ("code", first.code.as_str().into()),
                ("name", first.name.as_str().into()),
                ("dir", direction(&first.code).into()),
            ])
        })
    }

    fn path_in<'l>(&'l self, language: &'l Language) -> Option<&'l str> {
        let path = self.path();
        language.pages.contains_key(path).then_some(path)
    }
}

/// The whole addresses of a page in the languages that it is really in, with their tags; that of
/// the site's own language once more as `x-default`. Empty where it is in one alone, or isn't in the
/// language of its edition.
pub(crate) fn alternates<'l>(
    site: &Site,
    languages: &'l Languages,
    path: &str,
) -> Vec<(&'l str, String)> {
    if languages.own().pages.get(path) != Some(&true) {
        return Vec::new();
    }
    let url = path.strip_suffix("index.html").unwrap_or(path);
    let base = site.root_url();
    let is_there = |language: &&Language| language.pages.get(path) == Some(&true);
    let there: Vec<&Language> = languages.all.iter().filter(is_there).collect();
    if there.len() < 2 {
        return Vec::new();
    }
    let address = |language: &Language| base.absolute(&format!("{}{url}", language.folder));
    let mut all: Vec<(&str, String)> = there
        .iter()
        .map(|language| (language.code.as_str(), address(language)))
        .collect();
    all.push(("x-default", address(languages.first())));
    all
}

/// The whole address of a page for search engines: of one that isn't translated that of the page
/// in the site's own language.
pub(super) fn canonical(site: &Site, path: &str, url: &str) -> String {
    let is_there = |languages: &Languages| {
        languages.own().pages.get(path) == Some(&false)
            && languages.first().pages.contains_key(&*page_file(url))
    };
    match site.languages.as_deref() {
        Some(languages) if is_there(languages) => site.root_url().absolute(url),
        _ => site.settings.base_url.absolute(url),
    }
}
