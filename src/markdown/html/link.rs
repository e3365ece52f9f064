//! Links, references, pictures.

use super::escape::{address_into, attribute_into, escape_text};
use super::writer::Writer;
use crate::markdown::{Safety, Target, safety, var};
use pulldown_cmark::{CowStr, Event, LinkType, TagEnd};

/// A link that is open.
pub(super) struct OpenLink {
    /// What closes it; nothing where its tags were left off.
    close: &'static str,
    /// What stands after it, as HTML.
    after: String,
    /// Whether its words are left out, since a label stands in their place.
    pub is_replaced: bool,
}

/// A picture that is open: its words become its description.
pub(super) struct Picture {
    /// Its address; none where it can't be shown.
    address: Option<String>,
    title: String,
    words: String,
    depth: usize,
}

impl<'e> Writer<'_, 'e> {
    pub(super) fn start_link(
        &mut self,
        link_type: LinkType,
        address: &CowStr<'e>,
        title: &CowStr<'e>,
    ) {
        if let LinkType::WikiLink { has_pothole } = link_type {
            return self.start_reference(has_pothole, address);
        }
        let mut address = self.words(address).into_owned();
        if link_type == LinkType::Email {
            address.insert_str(0, "mailto:");
        }
        let resolved = match safety(&address) {
            Safety::Script => None,
            _ if self.dialect.commonmark || link_type == LinkType::Email => Some(address),
            _ => self.resolver.link(&address),
        };
        let mut link = OpenLink {
            close: "",
            after: String::new(),
            is_replaced: false,
        };
        if let Some(address) = &resolved {
            self.open_link(address, title);
            link.close = "</a>";
            link.after = self.after_link(address);
        }
        self.links.push(link);
    }

    pub(super) fn end_link(&mut self) {
        if let Some(link) = self.links.pop() {
            self.out.push_str(link.close);
            self.out.push_str(&link.after);
        }
    }

    /// Nothing in a heading: its words stand in lists of contents as well.
    fn after_link(&self, address: &str) -> String {
        match self.heading.is_some() || self.dialect.commonmark {
            true => String::new(),
            false => self.resolver.after_link(address),
        }
    }

    fn open_link(&mut self, address: &str, title: &str) {
        self.out.push_str("<a");
        address_into(&mut self.out, "href", address);
        if !title.is_empty() {
            let title = self.words(title).into_owned();
            attribute_into(&mut self.out, "title", &title);
        }
        self.out.push('>');
    }

    fn start_reference(&mut self, has_label: bool, target: &str) {
        let mut after = String::new();
        let (label, close) = match self
            .resolver
            .reference(&var::unmarked(wiki_target(target, has_label)))
        {
            Target::Page { href, label } => {
                self.open_link(&href, "");
                after = self.after_link(&href);
                (label, "</a>")
            }
            Target::Planned(label) => {
                self.out.push_str("<span class=\"planned\">");
                (label, "</span>")
            }
            Target::Text(label) => (label, ""),
        };
        if !has_label {
            escape_text(&mut self.out, &label);
            if let Some((words, _)) = &mut self.heading {
                words.push_str(&label);
            }
        }
        self.links.push(OpenLink {
            close,
            after,
            is_replaced: !has_label,
        });
    }

    pub(super) fn start_picture(
        &mut self,
        link_type: LinkType,
        address: &CowStr<'e>,
        title: &CowStr<'e>,
    ) {
        let address = self.words(address).into_owned();
        let is_wiki = matches!(link_type, LinkType::WikiLink { .. });
        let address = match safety(&address) {
            Safety::Script => None,
            _ if self.dialect.commonmark => Some(address),
            _ if is_wiki => self.resolver.image(wiki_target(&address, true)),
            _ => self.resolver.image(&address),
        };
        self.picture = Some(Picture {
            address,
            title: self.words(title).into_owned(),
            words: String::new(),
            depth: 0,
        });
    }

    pub(super) fn in_picture(&mut self, event: Event<'e>) {
        let Some(mut picture) = self.picture.take() else {
            return;
        };
        match event {
            Event::End(TagEnd::Image) if picture.depth == 0 => {
                self.end_own();
                return self.picture(&picture);
            }
            Event::Start(_) => picture.depth += 1,
            Event::End(_) => picture.depth -= 1,
            Event::Text(text) => picture.words.push_str(&text),
            Event::Code(text) => picture.words.push_str(&var::unmarked(&text)),
            Event::InlineHtml(text) if self.dialect.commonmark => picture.words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => picture.words.push(' '),
            _ => {}
        }
        self.picture = Some(picture);
    }

    fn picture(&mut self, picture: &Picture) {
        // The pieces of a variable's name are together only now.
        let words = self.words(&picture.words).into_owned();
        let Some(address) = &picture.address else {
            return escape_text(&mut self.out, &words);
        };
        self.out.push_str("<img");
        address_into(&mut self.out, "src", address);
        attribute_into(&mut self.out, "alt", &words);
        if !picture.title.is_empty() {
            attribute_into(&mut self.out, "title", &picture.title);
        }
        if !self.dialect.commonmark {
            self.out.push_str(" loading=\"lazy\"");
        }
        self.out.push('>');
    }
}

/// What a reference names. In a table the bar before the label is written `\|`, and the backslash
/// is left over.
pub(in crate::markdown) fn wiki_target(target: &str, has_label: bool) -> &str {
    match target.strip_suffix('\\') {
        Some(target) if has_label => target,
        _ => target,
    }
}
