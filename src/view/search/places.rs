//! What stands where in the text of a thing: headings, and the items beneath each.

use crate::document::Kind;
use crate::markdown::{Block, Item};
use crate::model::{Common, Thing};
use crate::site::Site;
use crate::source::Span;
use crate::view::plain_words;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

/// A heading and what stands beneath it.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// The id of the heading in the page; empty for the page as a whole.
    pub anchor: Box<str>,
    /// Its words.
    pub heading: String,
    /// The words of statements, of other items of lists, and of rows of tables.
    pub texts: Vec<String>,
}

/// As the browser reads it: the anchor, the heading and the texts in one list.
impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(2 + self.texts.len()))?;
        list.serialize_element(&self.anchor)?;
        list.serialize_element(&self.heading)?;
        for text in &self.texts {
            list.serialize_element(text)?;
        }
        list.end()
    }
}

/// The places of a thing's text, in their order.
pub(super) fn places(site: &Site, thing: Thing) -> Vec<Place> {
    let common = site.common(thing);
    let outline = &common.body.outline;
    let title_block = match thing {
        Thing::Page(id) => site.model.pages[id].title_block,
        _ => None,
    };
    // The template of a packet is shown as what it is, Markdown; nothing in it can be led to.
    let shown = match thing {
        Thing::Packet(id) => site.model.packets[id].evidence.as_ref().map(|evidence| {
            let heading = evidence.blocks.start.saturating_sub(1);
            heading..evidence.blocks.end
        }),
        _ => None,
    };
    let mut places = vec![Place::default()];
    for (at, block) in outline.blocks.iter().enumerate() {
        match block {
            Block::Heading(number) if Some(at) != title_block => {
                let heading = &outline.headings[*number];
                let is_shown = thing.kind() != Kind::Packet
                    || shown.as_ref().is_some_and(|shown| shown.contains(&at));
                places.push(Place {
                    anchor: if is_shown {
                        heading.id.clone()
                    } else {
                        "".into()
                    },
                    heading: words(site, common, heading.span),
                    texts: Vec::new(),
                });
            }
            Block::List(list) => {
                if let Some(place) = places.last_mut() {
                    let items = list.items.iter();
                    items.for_each(|item| texts(site, common, item, &mut place.texts));
                }
            }
            Block::Table(table) => {
                if let Some(place) = places.last_mut() {
                    place.texts.extend(table.rows.iter().map(|row| {
                        let cells = row.iter().map(|cell| words(site, common, *cell));
                        cells.collect::<Vec<_>>().join(" · ")
                    }));
                }
            }
            Block::Heading(_) | Block::Prose(_) => {}
        }
    }
    places.retain(|place| !place.heading.is_empty() || !place.texts.is_empty());
    places
}

/// The words of what is neither heading, list nor table, for the index. Results don't show them: they
/// would make up half of what is fetched for each.
pub(super) fn prose(site: &Site, thing: Thing, mut with: impl FnMut(&str)) {
    let common = site.common(thing);
    for block in &common.body.outline.blocks {
        if let Block::Prose(span) = block {
            let text = common.body.slice(*span, &site.sources);
            let is_code = text.starts_with("```") || text.starts_with("~~~");
            if !is_code {
                with(&words(site, common, *span));
            }
        }
    }
}

/// The words of an item, and of those beneath it.
fn texts(site: &Site, common: &Common, item: &Item, out: &mut Vec<String>) {
    let text = words(site, common, item.text);
    if !text.is_empty() {
        out.push(text);
    }
    item.notes
        .iter()
        .for_each(|note| texts(site, common, note, out));
}

fn words(site: &Site, common: &Common, span: Span) -> String {
    let words = plain_words(site, common, span);
    match words.trim() {
        trimmed if trimmed.len() < words.len() => trimmed.to_owned(),
        _ => words,
    }
}
