//! Why a site that stands alone would be another one: which thing, what it would say, and where that
//! is written now.

use crate::diagnostic::Diagnostic;
use crate::model::Thing;
use crate::route::Route;
use crate::site::Site;
use crate::source::Source;
use crate::start::Refusal;
use std::borrow::Cow;

/// Characters of a text that are shown.
const MOST_SHOWN: usize = 60;

/// So many texts before the one that differs are looked for in the thing's files.
const MOST_BEFORE: usize = 8;

/// A page of both sites; none where one of them hasn't got it.
pub(super) struct Page<'a> {
    pub path: &'a str,
    pub route: Option<&'a Route>,
    pub now: Option<Vec<u8>>,
    pub alone: Option<Vec<u8>>,
    /// Which build it is of: ``, ` with drafts`, ` for the public`.
    pub build: &'static str,
    /// How many more pages are another one.
    pub more: usize,
}

/// A finding with its place.
pub(super) fn told(finding: &Diagnostic, site: &Site) -> String {
    let place = finding.span().map(|span| {
        let file = site.sources.get(span.source).file();
        format!(" ({file}:{})", site.sources.position(span).line)
    });
    format!("{}{}", finding.message, place.unwrap_or_default())
}

/// Why a page would be another one, and what to do.
pub(super) fn of_page(site: &Site, page: &Page<'_>) -> Refusal {
    let (path, build) = (page.path, page.build);
    let text = |bytes: &Option<Vec<u8>>| {
        let bytes = bytes.as_deref().unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    };
    let (now, alone) = (text(&page.now), text(&page.alone));
    let other = Other::find(&now, &alone);
    let what = match (&page.now, &page.alone) {
        (None, _) => "would be there, and isn't now".to_owned(),
        (_, None) => "wouldn't be there any more".to_owned(),
        _ => other.said(),
    };
    let more = match page.more {
        0 => String::new(),
        1 => "; so would another page".to_owned(),
        more => format!("; so would {more} more pages"),
    };
    let thing = match page.route {
        Some(Route::Thing(thing)) => Some(*thing),
        _ => None,
    };
    let (whose, help) = match thing {
        Some(thing) => of_thing(site, thing, &other),
        None => (
            String::new(),
            "look at `site.toml`, and at templates, words and files that several layers have"
                .to_owned(),
        ),
    };
    Refusal::new(
        format!("standing alone, `{path}`{build} {what}{whose}{more}"),
        help,
    )
}

/// Which thing it is and where it is written, and what to do there.
fn of_thing(site: &Site, thing: Thing, other: &Other<'_>) -> (String, String) {
    let common = site.common(thing);
    let name = format!("{}:{}", common.kind.name(), common.id);
    let files: Vec<&Source> = site.files(common).collect();
    let place = |file: &&Source| {
        let line = other.line_in(&file.text)?;
        Some(format!("{}:{line}", file.file()))
    };
    let named = files.iter().find_map(place);
    let first = files.first().map(|file| file.file().into_owned());
    let place = named.or(first).unwrap_or_default();
    let own = files.iter().find(|file| file.layer.is_empty());
    let help = match own {
        Some(own) => format!(
            "write into `{}` what {name} is to say there, then try again",
            own.path
        ),
        None => format!(
            "copy it with `waypost upstream override {name}`, write what it is to say, then try again"
        ),
    };
    (format!(" ({name}, {place})"), help)
}

/// The first text of two pages in which they differ.
#[derive(Default)]
struct Other<'t> {
    now: &'t str,
    alone: &'t str,
    /// What stands before it, the nearest first.
    before: Vec<&'t str>,
}

impl<'t> Other<'t> {
    fn find(now: &'t str, alone: &'t str) -> Other<'t> {
        let words = |text| pieces(text, true);
        Other::of(words(now), words(alone))
            .or_else(|| Other::of(pieces(now, false), pieces(alone, false)))
            .unwrap_or_default()
    }

    fn of(now: Vec<&'t str>, alone: Vec<&'t str>) -> Option<Other<'t>> {
        let longer = now.len().max(alone.len());
        let place = (0..longer).find(|at| now.get(*at) != alone.get(*at))?;
        let before = now[..place.min(now.len())].iter().rev();
        let at = |pieces: &[&'t str], place: usize| pieces.get(place).copied().unwrap_or_default();
        let (mut here, mut there) = (at(&now, place), at(&alone, place));
        // Where a link stands in a sentence it is in pieces, and as a plain word it isn't.
        if let Some(rest) = behind(there, here) {
            (here, there) = (at(&now, place + 1), rest);
        } else if let Some(rest) = behind(here, there) {
            (here, there) = (rest, at(&alone, place + 1));
        }
        Some(Other {
            now: here,
            alone: there,
            before: before.take(MOST_BEFORE).copied().collect(),
        })
    }

    fn said(&self) -> String {
        let shared = |one: char, other: char| one == other;
        let same = (self.now.char_indices().zip(self.alone.chars()))
            .take_while(|((_, one), other)| shared(*one, *other))
            .filter(|((_, one), _)| one.is_whitespace())
            .map(|((at, one), _)| at + one.len_utf8())
            .last()
            .unwrap_or(0);
        let cut = |text: &str| shortened(&text[same..]).into_owned();
        match (cut(self.now), cut(self.alone)) {
            (now, alone) if now == alone => "would be written otherwise".to_owned(),
            (now, alone) if now.is_empty() => format!("would say `{alone}` as well"),
            (now, alone) if alone.is_empty() => format!("wouldn't say `{now}`"),
            (now, alone) => format!("would say `{alone}` where it says `{now}` now"),
        }
    }

    /// The line of a file in which it stands, or what stands before it.
    fn line_in(&self, text: &str) -> Option<usize> {
        let wanted = std::iter::once(&self.now).chain(&self.before);
        let mut places = wanted
            .filter(|words| words.chars().count() > 3)
            .filter_map(|words| text.find(*words).map(|at| at + words.len()));
        let end = places.next()?;
        Some(text[..end].matches('\n').count() + 1)
    }
}

/// What a text says behind the words of another one that it begins with.
fn behind<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(words).filter(|_| !words.is_empty())?;
    rest.starts_with(char::is_whitespace)
        .then(|| rest.trim_start())
}

/// The texts of a page without its tags, or its tags and texts.
fn pieces(text: &str, is_plain: bool) -> Vec<&str> {
    let mut found = Vec::new();
    for part in text.split('<') {
        let (tag, words) = part.split_once('>').unwrap_or(("", part));
        let lines = words.lines();
        let all = (!is_plain).then_some(tag).into_iter().chain(lines);
        found.extend(all.map(str::trim).filter(|it| !it.is_empty()));
    }
    found
}

fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MOST_SHOWN) {
        Some((at, _)) => Cow::Owned(format!("{}…", text[..at].trim_end())),
        None => Cow::Borrowed(text.trim()),
    }
}

#[cfg(test)]
mod tests {
    use super::Other;

    #[test]
    fn two_pages_differ_in_words_and_only_then_in_tags() {
        let cases = [
            (
                "<p>Of <a>Bands</a> and pay</p>",
                "<p>Of internal and pay</p>",
                "would say `internal and pay` where it says `Bands` now",
            ),
            (
                "<p>Many of the teams</p>",
                "<p>Many of our teams</p>",
                "would say `our teams` where it says `the teams` now",
            ),
            (
                "<p>One</p>",
                "<p>One</p>\n<p>Two</p>",
                "would say `Two` as well",
            ),
            ("<p>One</p><p>Two</p>", "<p>One</p>", "wouldn't say `Two`"),
            (
                "<a href='/x'>One</a>",
                "<a href='/y'>One</a>",
                "would say `href='/y'` where it says `href='/x'` now",
            ),
        ];
        for (now, alone, wanted) in cases {
            assert_eq!(Other::find(now, alone).said(), wanted);
        }
        let other = Other::find(
            "<h1>A page</h1><p>Bands</p>",
            "<h1>A page</h1><p>internal</p>",
        );
        assert_eq!(other.line_in("+++\n+++\n# A page\n\n[[bands]]\n"), Some(3));
    }
}
