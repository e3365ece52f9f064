//! New rows: resources that stand in a sheet and not in the content yet.

use super::change::csv_row;
use super::change::literal::fresh;
use super::change::splice::Splice;
use super::plan::is_faulty;
use super::wanted::{Current, Fresh};
use crate::data::{Shape, text_value};
use crate::document::{Kind, slug};
use crate::link::{Found, Reference};
use crate::site::Site;
use crate::source::SourceId;
use std::collections::HashSet;

/// A row at the end of a table.
pub(super) struct Added {
    pub source: SourceId,
    pub splice: Splice,
    pub id: String,
    pub title: String,
}

/// A new resource, behind the others; what is, and a help, where it can't be put there.
pub(super) fn added(
    site: &Site,
    row: &Fresh,
    order: &[String],
    current: &Current,
    taken: &mut HashSet<String>,
) -> Result<Added, (String, String)> {
    let title = row.values.iter().find(|(key, _)| key == "title");
    let Some((_, title)) = title else {
        let help = "write its title, or empty the row".to_owned();
        return Err(("a new row has no title".to_owned(), help));
    };
    let id = slug(title).into_owned();
    let is_free = site.names.find(Reference::read(&id), Some(Kind::Resource)) == Found::Unknown;
    if id.is_empty() || !is_free || !taken.insert(id.clone()) {
        return Err((
            format!("the new row `{title}` would be called `{id}`, which can't be"),
            "give it another title; the row of a resource that is there keeps its id".to_owned(),
        ));
    }
    let mut tables = site
        .model
        .resources
        .iter()
        .filter(|(_, it)| it.common.is_row && it.common.overlay.is_none())
        // A snapshot of an upstream isn't edited.
        .filter(|(_, it)| site.sources.get(it.common.body.source).layer.is_empty());
    let Some(source) = tables.next().map(|(_, it)| it.common.body.source) else {
        return Err((
            "there is no table of resources that a row could be added to".to_owned(),
            format!("write it with `waypost new resource {id}`"),
        ));
    };
    let found = site.sources.get(source);
    let text = &*found.text;
    let by_hand = || {
        let message = format!("the new row `{title}` doesn't fit into `{}`", found.path);
        (
            message,
            format!("write it with `waypost new resource {id}`"),
        )
    };
    if is_faulty(site, source) {
        return Err(by_hand());
    }
    let mut values: Vec<(String, String)> = row.values.clone();
    values.sort_by_key(|(key, _)| order.iter().position(|it| it == key));
    let new = if found.path.ends_with(".csv") {
        let mut values = values.clone();
        values.push(("id".to_owned(), id.clone()));
        format!("{}\n", csv_row::row(text, &values).ok_or_else(by_hand)?)
    } else {
        let is_list = |name: &str| {
            text.lines()
                .any(|line| line.trim() == format!("[[{name}]]"))
        };
        let names = [Kind::Resource.name(), Kind::Resource.folder()];
        let mut new = match names.into_iter().find(|name| is_list(name)) {
            Some(name) => format!("\n[[{name}]]\nid = {}\n", text_value(&id)),
            None => format!("\n[{id}]\n"),
        };
        for (key, value) in &values {
            let shape = current.shapes.get(key).copied().unwrap_or(Shape::Text);
            new.push_str(&format!("{key} = {}\n", fresh(value, shape)));
        }
        new
    };
    let apart = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    Ok(Added {
        source,
        splice: Splice::insert(text.len(), format!("{apart}{new}")),
        id,
        title: title.clone(),
    })
}
