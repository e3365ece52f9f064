//! A new row of a table that holds many things: put at its end, so that everything else in it, notes
//! included, stays as it is.

use super::front::line;
use super::{Refusal, Wish};
use crate::data::csv_columns;
use crate::data::text_value;
use crate::document::slug;
use crate::layers::LARGEST_TEXT;
use crate::site::Site;
use crate::source::Sources;

/// What to put at the end of the table at `path`.
pub(super) fn row(site: &Site, wish: &Wish, path: &str) -> Result<String, Refusal> {
    let listing = site
        .layers
        .list(path, &mut Sources::default(), &mut Vec::new());
    let found = listing.visible().next();
    let bytes = found.and_then(|found| site.layers.read(found, LARGEST_TEXT).ok());
    let Some(Ok(text)) = bytes.map(String::from_utf8) else {
        return Err(Refusal::new(
            format!("`{path}` isn't written in UTF-8"),
            "save it in UTF-8 first",
        ));
    };
    let text = text.trim_start_matches('\u{feff}');
    let row = match path.ends_with(".csv") {
        true => csv_row(wish, path, text)?,
        false => toml_row(wish, text),
    };
    let row = match text.ends_with('\n') || text.is_empty() {
        true => row,
        false => format!("\n{row}"),
    };
    Ok(match text.contains("\r\n") {
        true => row.replace('\n', "\r\n"),
        false => row,
    })
}

fn toml_row(wish: &Wish, text: &str) -> String {
    let kind = wish.kind;
    // A list of tables goes on as one.
    let list = [kind.name(), kind.folder()].into_iter().find(|name| {
        text.lines()
            .any(|line| line.trim() == format!("[[{name}]]"))
    });
    let mut row = match list {
        Some(name) => format!("[[{name}]]\nid = {}\n", text_value(&wish.id)),
        None => format!("[{}]\n", wish.id),
    };
    if !text.trim().is_empty() {
        row.insert(0, '\n');
    }
    for (path, values) in wish.values() {
        row.push_str(&line(wish, path, values));
        row.push('\n');
    }
    row
}

fn csv_row(wish: &Wish, path: &str, text: &str) -> Result<String, Refusal> {
    let (columns, delimiter) = csv_columns(text);
    let has = |name: &str| columns.iter().any(|column| column == name);
    let mut lacking = wish
        .values()
        .map(|(path, _)| path)
        .filter(|path| !has(path));
    let title = wish.one("title").unwrap_or_default();
    if let Some(lacking) = lacking.next() {
        return Err(Refusal::new(
            format!("`{path}` has no column `{lacking}`"),
            "add the column to its first row",
        ));
    }
    if !has("id") && *slug(title) != *wish.id {
        return Err(Refusal::new(
            format!("`{path}` has no column `id`, so that ids come from titles"),
            format!("write `waypost new {} {}`", wish.kind.name(), slug(title)),
        ));
    }
    let cells = columns.iter().map(|column| match column.as_str() {
        "id" => wish.id.clone(),
        column => wish.all(column).join(";"),
    });
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(Vec::new());
    let written = writer
        .write_record(cells)
        .map_err(|error| error.to_string());
    let bytes = written.and_then(|()| writer.into_inner().map_err(|error| error.to_string()));
    match bytes.map(String::from_utf8) {
        Ok(Ok(row)) => Ok(row),
        _ => Err(Refusal::new(
            format!("the row can't be written into `{path}`"),
            "write it by hand",
        )),
    }
}
