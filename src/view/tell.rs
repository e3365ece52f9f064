//! Tells in HTML what was marked as foreign, in a page that is whole.

use super::foreign::{BLOCKS, OWN, SAYS, WORDS};
use super::site::direction;
use crate::site::{Languages, Site};
use memchr::memmem;
use std::collections::HashMap;

/// The first bytes of all marks in UTF-8.
const MARK: [u8; 2] = [0xef, 0xb7];

/// A page of an edition with its marks told: foreign words and elements bear the language that they
/// are in. The root says in which folder the edition lies, for scripts.
pub(crate) fn told(site: &Site, page: Vec<u8>) -> Vec<u8> {
    let Some(languages) = site.languages.as_deref().filter(|all| all.is_other()) else {
        return page;
    };
    let Ok(page) = String::from_utf8(page) else {
        return Vec::new();
    };
    let mut telling = Telling {
        html: &page,
        ends: ends(&page),
        at: 0,
        out: String::with_capacity(page.len() + 1024),
        foreign: attributes(languages, 0),
        own: attributes(languages, languages.here),
        folder: &languages.own().folder,
        inside: Vec::new(),
        blocks: None,
        tag: None,
        is_bare: false,
        in_drawing: false,
    };
    telling.all();
    telling.out.into_bytes()
}

/// The attributes of an element in a language: its direction where the two differ.
fn attributes(languages: &Languages, place: usize) -> String {
    let code = &languages.all[place].code;
    let other = &languages.all[if place == 0 { languages.here } else { 0 }].code;
    match direction(code) {
        same if same == direction(other) => format!(" lang=\"{code}\""),
        direction => format!(" lang=\"{code}\" dir=\"{direction}\""),
    }
}

/// What an opened mark comes to where it ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    /// An element of its own, of this name.
    Element(&'static str),
    /// Nothing: its parent says it, or all round it is in the same language.
    Nothing,
}

struct Telling<'a> {
    html: &'a str,
    /// Where each mark ends that begins, by the place behind which it begins. Looked for once: a
    /// text may hold any number of marks that were written as escapes.
    ends: HashMap<usize, usize>,
    at: usize,
    out: String,
    foreign: String,
    own: String,
    folder: &'a str,
    /// Marks of words that are open: the end of each, whether they are foreign, and what it comes to.
    inside: Vec<(char, bool, Opened)>,
    /// Whether blocks are foreign, and how deep within their elements this is.
    blocks: Option<usize>,
    /// The start tag that was just written: where it begins and its name.
    tag: Option<(usize, &'a str)>,
    /// Within an element that can hold nothing but words.
    is_bare: bool,
    /// Within a drawing, whose elements are others.
    in_drawing: bool,
}

impl<'a> Telling<'a> {
    fn all(&mut self) {
        while self.at < self.html.len() {
            let rest = &self.html[self.at..];
            let next = rest
                .bytes()
                .position(|byte| byte == b'<' || byte == MARK[0]);
            let Some(next) = next else {
                self.out.push_str(rest);
                return;
            };
            if next > 0 {
                self.out.push_str(&rest[..next]);
                self.tag = None;
                self.at += next;
            }
            match self.mark() {
                Some(mark) => {
                    self.at += mark.len_utf8();
                    self.marked(mark);
                }
                None if self.html.as_bytes()[self.at] == b'<' => self.element(),
                None => {
                    let other = self.html[self.at..].chars().next().unwrap_or_default();
                    self.out.push(other);
                    self.tag = None;
                    self.at += other.len_utf8();
                }
            }
        }
    }

    /// The mark that stands here.
    fn mark(&self) -> Option<char> {
        let rest = &self.html[self.at..];
        let mark = rest
            .chars()
            .next()
            .filter(|_| rest.as_bytes().starts_with(&MARK))?;
        (WORDS.0..=SAYS.1).contains(&mark).then_some(mark)
    }

    fn is_foreign(&self) -> bool {
        match self.inside.last() {
            Some((_, is_foreign, _)) => *is_foreign,
            None => self.blocks.is_some(),
        }
    }

    fn marked(&mut self, mark: char) {
        if mark == SAYS.0 {
            return self.says();
        }
        if mark == BLOCKS.0 {
            self.blocks = Some(0);
            return;
        }
        if mark == BLOCKS.1 {
            self.blocks = None;
            return;
        }
        let (is_foreign, end) = match mark {
            mark if mark == WORDS.0 => (true, WORDS.1),
            mark if mark == OWN.0 => (false, OWN.1),
            end => return self.ended(end),
        };
        let Some(length) = self.length() else {
            return;
        };
        let behind = &self.html[self.at + length + end.len_utf8()..];
        let opened = if self.is_bare || self.is_foreign() == is_foreign || length == 0 {
            Opened::Nothing
        } else if self.is_all_of_parent(behind) {
            self.tell_tag(is_foreign);
            Opened::Nothing
        } else {
            let name = if self.in_drawing { "tspan" } else { "span" };
            let element = format!("<{name}{}>", self.attributes(is_foreign));
            self.out.push_str(&element);
            Opened::Element(name)
        };
        self.inside.push((end, is_foreign, opened));
    }

    /// How far it is to the end of the mark that has just begun.
    fn length(&self) -> Option<usize> {
        Some(self.ends.get(&self.at)? - self.at)
    }

    /// Whether the element that has just begun ends where the words do.
    fn is_all_of_parent(&self, behind: &str) -> bool {
        let Some((start, name)) = self.tag else {
            return false;
        };
        let end = behind
            .strip_prefix("</")
            .and_then(|end| end.strip_prefix(name));
        end.is_some_and(|end| end.starts_with('>')) && !self.out[start..].contains(" lang=\"")
    }

    fn tell_tag(&mut self, is_foreign: bool) {
        let end = self.out.len() - 1;
        let attributes = self.attributes(is_foreign).to_owned();
        self.out.insert_str(end, &attributes);
    }

    /// An element of a drawing takes no direction.
    fn attributes(&self, is_foreign: bool) -> &str {
        let all = if is_foreign { &self.foreign } else { &self.own };
        let end = all.find(" dir=").filter(|_| self.in_drawing);
        &all[..end.unwrap_or(all.len())]
    }

    fn ended(&mut self, end: char) {
        let Some(place) = self.inside.iter().rposition(|open| open.0 == end) else {
            return;
        };
        let (.., opened) = self.inside.remove(place);
        if let Opened::Element(name) = opened {
            self.out.push_str(&format!("</{name}>"));
        }
    }

    /// What the element that has just begun says in the site's own language.
    fn says(&mut self) {
        let Some(length) = self.length() else {
            return;
        };
        let words = &self.html[self.at..self.at + length];
        // Ours hold words alone; what an author wrote as escapes may reach over elements.
        if words.contains('<') {
            return;
        }
        self.at += length + SAYS.1.len_utf8();
        if self.tag.is_none() {
            return;
        }
        // They were escaped as all words of a page are.
        let attribute = format!(" data-as=\"{}\"", words.replace('"', "&quot;"));
        let end = self.out.len() - 1;
        self.out.insert_str(end, &attribute);
    }

    /// A tag, a comment, or an element whose text is no HTML.
    fn element(&mut self) {
        let rest = &self.html[self.at..];
        if rest.starts_with("<!--") {
            let end = rest.find("-->").map_or(rest.len(), |end| end + 3);
            return self.stripped(end);
        }
        let begin = self.out.len();
        self.stripped(tag_end(rest));
        let tag = rest.trim_start_matches('<');
        let is_end = tag.starts_with('/');
        let tag = tag.trim_start_matches('/');
        let length = tag.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = &tag[..length];
        self.is_bare = matches!(name, "option" | "optgroup") && !is_end;
        if name == "svg" {
            self.in_drawing = !is_end;
        }
        match (self.blocks, is_end) {
            (Some(depth), true) => self.blocks = Some(depth.saturating_sub(1)),
            (Some(depth), false) => {
                if depth == 0 && !name.is_empty() && !self.out[begin..].contains(" lang=\"") {
                    self.tell_tag(true);
                }
                if !is_void(name) && !self.out.ends_with("/>") {
                    self.blocks = Some(depth + 1);
                }
            }
            (None, _) => {}
        }
        self.tag = (!is_end && !name.is_empty()).then_some((begin, name));
        if is_end {
            return;
        }
        if name == "html" {
            let end = self.out.len() - 1;
            let at = format!(" data-at=\"{}\"", self.folder);
            self.out.insert_str(end, &at);
        }
        if matches!(name, "script" | "style" | "title" | "textarea") {
            let rest = &self.html[self.at..];
            let end = rest.find(&format!("</{name}")).unwrap_or(rest.len());
            self.stripped(end);
        }
    }

    /// Takes so many bytes over without the marks among them.
    fn stripped(&mut self, length: usize) {
        let part = &self.html[self.at..self.at + length];
        let is_kept = |c: &char| !(WORDS.0..=SAYS.1).contains(c);
        match part.as_bytes().windows(2).any(|two| two == MARK) {
            true => self.out.extend(part.chars().filter(is_kept)),
            false => self.out.push_str(part),
        }
        self.at += length;
    }
}

/// Where the marks of a page end, each with its like.
fn ends(html: &str) -> HashMap<usize, usize> {
    let mut ends = HashMap::new();
    let mut open: [Vec<usize>; 3] = Default::default();
    let kinds = [WORDS, OWN, SAYS];
    for at in memmem::find_iter(html.as_bytes(), &MARK) {
        let Some(mark) = html[at..].chars().next() else {
            continue;
        };
        for (kind, open) in kinds.iter().zip(&mut open) {
            if mark == kind.0 {
                open.push(at + mark.len_utf8());
            } else if mark == kind.1
                && let Some(begin) = open.pop()
            {
                ends.insert(begin, at);
            }
        }
    }
    ends
}

/// Where the tag at the beginning of a text ends: a quoted value may hold its sign.
fn tag_end(html: &str) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// Elements that have no end: <https://html.spec.whatwg.org/#void-elements>.
fn is_void(name: &str) -> bool {
    const VOID: [&str; 9] = [
        "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr",
    ];
    VOID.contains(&name)
}
