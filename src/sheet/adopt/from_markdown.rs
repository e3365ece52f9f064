//! Tables in Markdown as sheets.

use super::grid::Grid;
use super::marks::{CODE, EMPHASIS, LINK, STRONG, STRUCK};
use crate::sheet::read::{Fault, MOST_CELLS, MOST_COLUMNS, MOST_ROWS};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A file of Markdown is no larger than this.
const LARGEST: usize = 8 << 20;

/// The tables of a text, each called as the heading above it. What stands between them is left in
/// the sheet behind it.
///
/// # Errors
/// Where there is no table, or more than a person writes.
pub fn grids_of_markdown(name: &str, bytes: &[u8]) -> Result<Vec<Grid>, Vec<Fault>> {
    let fault = |message: &str, help: &str| Err(vec![Fault::new("", message, help)]);
    if bytes.len() > LARGEST {
        return fault(
            "a text of Markdown is larger than 8 MB",
            "bring fewer tables in at a time",
        );
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return fault("the file isn't UTF-8", "save it as UTF-8");
    };
    // The same places, without characters that stand for marks here.
    let text: String = text
        .trim_start_matches('\u{FEFF}')
        .chars()
        .map(|c| if super::marks::is_mark(c) { ' ' } else { c })
        .collect();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM;
    let mut reading = Reading {
        name,
        lines: Lines::of(&text),
        headings: Vec::new(),
        grids: Vec::new(),
        outside: Vec::new(),
        grid: None,
        cell: None,
        cells: 0,
    };
    for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
        reading.take(event, range.start)?;
    }
    let Reading {
        mut grids, outside, ..
    } = reading;
    let Some(last) = grids.last_mut() else {
        return fault(
            "there is no table in it",
            "a table has a line of `| --- |` below its heads",
        );
    };
    for (line, text) in outside {
        last.left.push(super::Left {
            place: format!("line {line}"),
            text,
            why: "it stands outside of the tables".to_owned(),
        });
    }
    Ok(grids)
}

/// Where lines begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Lines {
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        Lines(ends.map(|(at, _)| at).collect())
    }

    fn line(&self, at: usize) -> usize {
        self.0.partition_point(|end| *end < at) + 1
    }
}

struct Reading<'a> {
    name: &'a str,
    lines: Lines,
    /// The headings above, with their ranks.
    headings: Vec<(HeadingLevel, String)>,
    grids: Vec<Grid>,
    /// Text outside of tables, with its line.
    outside: Vec<(usize, String)>,
    grid: Option<(Grid, usize)>,
    cell: Option<Text>,
    cells: usize,
}

/// The text of a cell, a heading or a paragraph as it grows.
#[derive(Default)]
struct Text {
    text: String,
    /// Marks that are open, to be closed and opened again at a line's end.
    open: Vec<char>,
    /// Addresses of links that are open; none for one that leads into another site.
    links: Vec<Option<String>>,
    column: usize,
    line: usize,
}

impl Text {
    fn toggle(&mut self, mark: char) {
        match self.open.last() == Some(&mark) {
            true => drop(self.open.pop()),
            false => self.open.push(mark),
        }
        self.text.push(mark);
    }

    fn line_end(&mut self) {
        self.text.extend(self.open.iter().rev());
        self.text.push('\n');
        self.text.extend(self.open.iter());
    }

    fn html(&mut self, tag: &str) {
        let name = tag.trim_matches(['<', '>', '/', ' ']).to_lowercase();
        let name = name.split([' ', '/']).next().unwrap_or_default();
        match name {
            "br" | "p" | "div" | "ul" | "ol" => self.line_end(),
            "li" if !tag.starts_with("</") => {
                self.line_end();
                self.text.push_str("- ");
            }
            "li" => {}
            "b" | "strong" => self.toggle(STRONG),
            "i" | "em" => self.toggle(EMPHASIS),
            "u" | "span" | "font" | "small" | "sub" | "sup" | "center" | "nobr" => {}
            _ => self.text.push_str(tag),
        }
    }
}

impl Reading<'_> {
    fn take(&mut self, event: Event<'_>, at: usize) -> Result<(), Vec<Fault>> {
        let line = self.lines.line(at);
        match event {
            Event::Start(Tag::Table(_)) => {
                let name = self.headings.last().map_or("", |(_, text)| text);
                let mut grid = Grid::called(name);
                grid.stem = self.name.to_owned();
                self.grid = Some((grid, 0));
            }
            Event::End(TagEnd::Table) => self.grids.extend(self.grid.take().map(|(grid, _)| grid)),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                if let Some((grid, column)) = &mut self.grid {
                    grid.lines.push(line);
                    *column = 0;
                    if grid.lines.len() > MOST_ROWS {
                        let fault = Fault::new(
                            "",
                            format!("a table has more than {MOST_ROWS} rows"),
                            "bring fewer in at a time",
                        );
                        return Err(vec![fault.in_row(line)]);
                    }
                }
            }
            Event::Start(Tag::TableCell) => {
                let column = self.grid.as_ref().map_or(0, |(_, column)| *column);
                self.cell = Some(Text {
                    column,
                    line,
                    ..Text::default()
                });
            }
            Event::End(TagEnd::TableCell) => {
                self.cells += 1;
                if let (Some((grid, column)), Some(cell)) = (&mut self.grid, self.cell.take()) {
                    *column += 1;
                    if cell.column >= MOST_COLUMNS || self.cells > MOST_CELLS {
                        let fault = Fault::new(
                            "",
                            "a table is larger than those that are read",
                            "bring fewer in at a time",
                        );
                        return Err(vec![fault.in_row(line)]);
                    }
                    let row = grid.lines.len() - 1;
                    grid.put((row, cell.column), cell.text.trim());
                }
            }
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::Item | Tag::CodeBlock(_)) => {
                self.end_outside();
                self.cell = Some(Text {
                    line,
                    ..Text::default()
                });
            }
            Event::End(TagEnd::Heading(rank)) => {
                let text = self
                    .cell
                    .take()
                    .map_or(String::new(), |cell| super::marks::one_line(&cell.text));
                self.headings.retain(|(above, _)| *above < rank);
                self.headings.push((rank, text));
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock) => self.end_outside(),
            event => self.inline(event),
        }
        Ok(())
    }

    /// What was gathered outside of tables.
    fn end_outside(&mut self) {
        if let Some(text) = self.cell.take() {
            let words = super::marks::plain(&text.text);
            if !words.trim().is_empty() {
                self.outside.push((text.line, words.trim().to_owned()));
            }
        }
    }

    fn inline(&mut self, event: Event<'_>) {
        let Some(cell) = &mut self.cell else { return };
        match event {
            Event::Text(text) => cell.text.push_str(&text),
            Event::Code(code) => {
                cell.text.push(CODE);
                cell.text.push_str(&code);
                cell.text.push(CODE);
            }
            Event::SoftBreak => cell.text.push(' '),
            Event::HardBreak => cell.line_end(),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => cell.toggle(STRONG),
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => cell.toggle(EMPHASIS),
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) => {
                cell.toggle(STRUCK)
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let leads_out = ["https://", "http://", "mailto:"]
                    .iter()
                    .any(|scheme| dest_url.starts_with(scheme));
                let is_plain = !dest_url.contains(|c: char| {
                    c.is_whitespace() || matches!(c, '<' | '>' | '\\' | '(' | ')')
                });
                match leads_out && is_plain && cell.links.is_empty() {
                    true => {
                        cell.text.push(LINK[0]);
                        cell.links.push(Some(dest_url.into_string()));
                    }
                    false => {
                        if let Some((grid, column)) = &mut self.grid {
                            let row = grid.lines.len() - 1;
                            grid.leave(
                                Some((row, *column)),
                                &dest_url,
                                "a link that leads nowhere from the new site; its words stay",
                            );
                        }
                        cell.links.push(None);
                    }
                }
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(Some(address)) = cell.links.pop() {
                    cell.text.push(LINK[1]);
                    cell.text.push_str(&address);
                    cell.text.push(LINK[2]);
                }
            }
            Event::InlineHtml(tag) | Event::Html(tag) => cell.html(&tag),
            _ => {}
        }
    }
}
