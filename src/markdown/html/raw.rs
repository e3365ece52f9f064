//! HTML that an author wrote, kept from closing what isn't its own.
//!
//! What comes out is nested as it should be, and holds no element that changes how a browser reads
//! what follows. So no text can end the element that the page has put round it. Attributes are
//! passed on as they are: a site that allows HTML trusts those who write it.

use super::escape::{attribute_into, escape_text};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// Elements that are shown as text. Some hold text that is no HTML, and would swallow the rest of
/// the page (GitHub's list, <https://github.github.com/gfm/#disallowed-raw-html-extension->); some
/// belong to the page as a whole; a form or a choice may be ignored where it stands, and its end
/// would then close another one.
const REFUSED: [&str; 28] = [
    "applet",
    "base",
    "body",
    "form",
    "frame",
    "frameset",
    "head",
    "html",
    "iframe",
    "image",
    "isindex",
    "link",
    "listing",
    "meta",
    "noembed",
    "noframes",
    "noscript",
    "optgroup",
    "option",
    "plaintext",
    "portal",
    "script",
    "select",
    "style",
    "template",
    "textarea",
    "title",
    "xmp",
];

/// So many elements may stand within each other; what goes deeper is shown as text. Browsers stop
/// at 512.
const DEEPEST: usize = 200;

/// Elements whose start ends a paragraph.
const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "ul",
];

/// Elements whose end may be left off.
const IMPLIED: [&str; 12] = [
    "caption", "colgroup", "dd", "dt", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr",
];

/// What may stand in a drawing or a formula. HTML would end it, and what closes the one would close
/// the other.
const DRAWN: [&str; 57] = [
    "a",
    "animate",
    "animatemotion",
    "animatetransform",
    "circle",
    "clippath",
    "defs",
    "desc",
    "ellipse",
    "filter",
    "g",
    "line",
    "lineargradient",
    "marker",
    "mask",
    "math",
    "menclose",
    "mfrac",
    "mi",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mpath",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "semantics",
    "set",
    "stop",
    "svg",
    "switch",
    "symbol",
    "text",
    "textpath",
    "title",
    "tspan",
    "use",
];

fn is_drawing(name: &str) -> bool {
    name == "svg" || name == "math"
}

/// The first element in a piece of HTML that is shown as text also where HTML is allowed.
pub(in crate::markdown) fn refused(html: &str) -> Option<String> {
    Tokenizer::new(html).find_map(|token| {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                // A drawing may have a title.
                (name != "title" && REFUSED.contains(&name.as_str())).then_some(name)
            }
            _ => None,
        }
    })
}

/// A piece of HTML without its comments. One that isn't closed goes on to the end.
pub(in crate::markdown) fn without_comments(html: &str) -> String {
    let mut shown = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<!--") {
        shown.push_str(&rest[..at]);
        let comment = &rest[at + 4..];
        // `<!-->` and `<!--->` are whole comments.
        let end = match comment {
            comment if comment.starts_with('>') => Some(1),
            comment if comment.starts_with("->") => Some(2),
            comment => comment.find("-->").map(|at| at + 3),
        };
        rest = end.map_or("", |end| &comment[end..]);
    }
    shown.push_str(rest);
    shown
}

/// Which of our elements a piece of HTML stands in.
#[derive(Clone, Copy)]
pub(super) struct Around {
    /// So many of the author's elements have one of ours within them, and stay open.
    pub base: usize,
    /// A link.
    pub in_link: bool,
    /// A heading, or another place where only words may stand.
    pub in_phrase: bool,
}

/// The author's elements that are open.
#[derive(Default)]
pub(super) struct Raw {
    open: Vec<String>,
}

impl Raw {
    /// How many are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Closes all but the first `depth`.
    pub fn close_to(&mut self, depth: usize, out: &mut String) {
        while self.open.len() > depth {
            if let Some(name) = self.open.pop() {
                out.push_str("</");
                out.push_str(&name);
                out.push('>');
            }
        }
    }

    /// Writes a piece of HTML.
    pub fn write(&mut self, html: &str, around: Around, out: &mut String) {
        let html = without_instructions(html);
        let mut read = 0;
        let emitter = DefaultEmitter::<usize>::new_with_span();
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    read = tag.span.end;
                    self.start(&tag, around, out);
                }
                Token::EndTag(tag) => {
                    read = tag.span.end;
                    let name = String::from_utf8_lossy(&tag.name);
                    let own = &self.open[around.base..];
                    match own.iter().rposition(|open| *open == name) {
                        Some(place) => self.close_to(around.base + place, out),
                        None if REFUSED.contains(&&*name) => {
                            escape_text(out, &format!("</{name}>"));
                        }
                        None => {}
                    }
                }
                Token::String(text) => {
                    read = text.span.end;
                    escape_text(out, &String::from_utf8_lossy(&text));
                }
                Token::Comment(comment) => read = comment.span.end,
                Token::Doctype(doctype) => read = doctype.span.end,
                Token::Error(_) => {}
            }
        }
        // A tag that isn't closed swallows what follows; it is shown instead.
        escape_text(out, html.get(read..).unwrap_or_default());
    }

    fn start(&mut self, tag: &StartTag<usize>, around: Around, out: &mut String) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let in_drawing = self.open.iter().any(|open| is_drawing(open));
        let may_stand = match in_drawing {
            true => DRAWN.contains(&name.as_str()),
            false => !REFUSED.contains(&name.as_str()) && self.make_room(&name, around, out),
        };
        if !may_stand || self.open.len() >= DEEPEST {
            let mut shown = String::new();
            tag_into(&mut shown, tag, &name);
            return escape_text(out, &shown);
        }
        tag_into(out, tag, &name);
        if is_void(&name) {
            return;
        }
        if tag.self_closing && (in_drawing || is_drawing(&name)) {
            out.push_str("</");
            out.push_str(&name);
            out.push('>');
            return;
        }
        self.open.push(name);
    }

    /// Closes a table without a cell, and a drawing, before a block of ours: a browser would take
    /// the block out of them, and then no longer agree on what is open.
    pub fn before_block(&mut self, base: usize, out: &mut String) {
        let own = &self.open[base..];
        let place = own.iter().position(|open| is_drawing(open));
        let table = own
            .iter()
            .rposition(|open| matches!(open.as_str(), "table" | "td" | "th" | "caption"));
        let table = table.filter(|place| own[*place] == "table");
        if let Some(place) = place.into_iter().chain(table).min() {
            self.close_to(base + place, out);
        }
    }

    /// Closes what the start of an element closes, as a browser does. `false` when the element
    /// can't stand here: an item without its list, a cell without its row, a link in a link. A
    /// browser would end one of the page's own.
    fn make_room(&mut self, name: &str, around: Around, out: &mut String) -> bool {
        let base = around.base;
        if BLOCKS.contains(&name) {
            if around.in_phrase {
                return false;
            }
            if let Some(place) = self.open[base..].iter().position(|open| open == "p") {
                self.close_to(base + place, out);
            }
        }
        // Also below what is ours: emphasis may stand between.
        let around_cell = self
            .open
            .iter()
            .rfind(|open| matches!(open.as_str(), "table" | "td" | "th" | "caption"));
        let in_table = around_cell.is_some_and(|open| open == "table");
        let parents: &[&str] = match name {
            "li" => &["ul", "ol", "menu"],
            "dt" | "dd" => &["dl", "div"],
            "tr" => &["table", "thead", "tbody", "tfoot"],
            "td" | "th" => &["tr"],
            "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => &["table"],
            "col" => &["colgroup", "table"],
            // Nothing else stands in a table outside of its cells.
            _ if in_table => return false,
            "a" | "button" | "nobr" => {
                let in_link = around.in_link && name == "a";
                return !in_link && !self.open.iter().any(|open| open == name);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let last = self.open[base..].last();
                if last.is_some_and(|open| open.len() == 2 && open.starts_with('h')) {
                    self.close_to(self.open.len() - 1, out);
                }
                return true;
            }
            _ => return true,
        };
        let skipped = self.open[base..]
            .iter()
            .rev()
            .take_while(|open| {
                !parents.contains(&open.as_str()) && IMPLIED.contains(&open.as_str())
            })
            .count();
        let place = self.open.len() - skipped;
        let own = &self.open[base..place];
        let fits = match own {
            // Terms may stand in groups, and nowhere else in a `div`.
            [.., list, group] if group == "div" => list == "dl" && parents.contains(&"div"),
            [.., parent] => parent != "div" && parents.contains(&parent.as_str()),
            [] => false,
        };
        if fits {
            self.close_to(place, out);
        }
        fits
    }
}

/// What follows instructions to other programs, and what HTML takes for a comment that ends at its
/// first `>`.
fn without_instructions(mut html: &str) -> &str {
    let marks = [("<?", "?>"), ("<![CDATA[", "]]>")];
    while let Some(rest) = marks.iter().find_map(|(open, close)| {
        let rest = html.trim_start().strip_prefix(open)?;
        Some(rest.split_once(close).map_or("", |(_, rest)| rest))
    }) {
        html = rest;
    }
    html
}

fn tag_into(out: &mut String, tag: &StartTag<usize>, name: &str) {
    out.push('<');
    out.push_str(name);
    for (key, value) in &tag.attributes {
        let key = String::from_utf8_lossy(key);
        if !key.contains(['"', '\'', '<', '=', '\u{FFFD}']) {
            attribute_into(out, &key, &String::from_utf8_lossy(value));
        }
    }
    out.push('>');
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area" | "br" | "col" | "embed" | "hr" | "img" | "input" | "source" | "track" | "wbr"
    )
}
