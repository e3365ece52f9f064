//! The events of a YAML text as a tree.

use std::collections::HashMap;
use std::ops::Range;

use serde_saphyr::granit_parser::{
    Event, Parser, ScalarStyle, ScanError, StrInput, StructureStyle, options,
};

use super::scalar::{Plain, plain};
use crate::data::date::no_such_date;
use crate::data::insert::{insert_at, segments};
use crate::data::value::{Syntax, Table, Value};
use crate::data::vars::is_unquoted_var;
use crate::data::written::{MAX_DEPTH, Written, line_at, quoted, too_deep};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;

/// Values that aliases may repeat in one text: a bomb of nine lines makes a milliard of them.
const MAX_COPIES: usize = 10_000;

/// Where the parser couldn't go on, and what it was in the midst of.
pub(super) struct Stop {
    pub(super) error: ScanError,
    /// The last text before it.
    pub(super) last_scalar: Option<Range<usize>>,
    /// The end of the last event.
    pub(super) last_end: usize,
    /// Where the outermost `[` or `{` is that is still open.
    pub(super) open_bracket: Option<usize>,
    /// Whether any group of keys is open.
    pub(super) within_group: bool,
}

pub(super) struct Tree<'a, 'o> {
    parser: Parser<'a, StrInput<'a>>,
    written: Written<'a>,
    out: &'o mut Vec<Diagnostic>,
    anchors: HashMap<usize, Option<Spanned<Value>>>,
    copies: usize,
    error: Option<ScanError>,
    last_scalar: Option<Range<usize>>,
    last_end: usize,
    open: Vec<(StructureStyle, usize)>,
}

impl<'a, 'o> Tree<'a, 'o> {
    /// The top group of the text as far as it can be read, and where that ended.
    pub(super) fn read(
        written: Written<'a>,
        out: &'o mut Vec<Diagnostic>,
    ) -> (Table, Option<Stop>) {
        let options = options! {
            emit_comments: false,
            disallow_directives: true,
            flow_nesting_limit: MAX_DEPTH + 1,
            block_nesting_limit: MAX_DEPTH + 1,
        };
        let mut tree = Tree {
            parser: Parser::new_from_str_with_options(written.text, options),
            written,
            out,
            anchors: HashMap::new(),
            copies: 0,
            error: None,
            last_scalar: None,
            last_end: 0,
            open: Vec::new(),
        };
        let table = tree.document();
        let stop = tree.error.map(|error| Stop {
            error,
            last_scalar: tree.last_scalar,
            last_end: tree.last_end,
            open_bracket: tree
                .open
                .iter()
                .find(|(style, _)| *style == StructureStyle::Flow)
                .map(|&(_, at)| at),
            within_group: !tree.open.is_empty(),
        });
        (table, stop)
    }

    fn document(&mut self) -> Table {
        let mut table = Table::new(Syntax::Yaml);
        while let Some((event, range)) = self.next() {
            match event {
                Event::StreamStart | Event::DocumentStart(..) => continue,
                Event::MappingStart(style, anchor, _) => {
                    self.open.push((style, range.start));
                    table = self.group(1);
                    self.open_ends();
                    self.anchor(anchor, None);
                }
                Event::DocumentEnd | Event::StreamEnd => break,
                event => {
                    let start = range.start;
                    let value = self.value(event, range, 1);
                    // The fault that follows says more of what is the matter.
                    if let (Some(value), None) = (value, &self.error) {
                        let message = format!("this is {}, not `key: value`", value.value.kind());
                        let line = line_at(self.written.text, start);
                        let place = self.written.span(start..line.end);
                        let finding = Diagnostic::new(Code::Syntax, message).at(place);
                        self.out.push(finding.help("write a key, `:` and a value"));
                    }
                }
            }
        }
        table
    }

    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        match self.parser.next()? {
            Ok((event, span)) => {
                let length = self.written.text.len();
                let start = span.start.byte_offset().unwrap_or(0).min(length);
                let end = span.end.byte_offset().unwrap_or(0).clamp(start, length);
                if matches!(event, Event::Scalar(..)) {
                    self.last_scalar = Some(start..end);
                }
                if start < end {
                    self.last_end = end;
                }
                Some((event, start..end))
            }
            Err(error) => {
                self.error = Some(error);
                None
            }
        }
    }

    /// The value that begins with `event`; none for a null and for what can't be read.
    fn value(
        &mut self,
        event: Event<'a>,
        range: Range<usize>,
        depth: usize,
    ) -> Option<Spanned<Value>> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let value = self.scalar(&text, style, range, tag.is_some());
                self.anchor(anchor, value.clone());
                value
            }
            Event::SequenceStart(style, anchor, _) | Event::MappingStart(style, anchor, _)
                if depth >= MAX_DEPTH =>
            {
                self.out.push(too_deep(self.written.span(range.clone())));
                self.open.push((style, range.start));
                self.skip_open();
                self.anchor(anchor, None);
                None
            }
            Event::SequenceStart(style, anchor, _) => {
                self.open.push((style, range.start));
                let items = self.list(depth);
                let end = self.last_end.max(range.start);
                self.open_ends();
                let place = self.written.span(range.start..end);
                let raw = self.written.slice(range.start..end);
                let value = match is_unquoted_var(raw) {
                    true => Value::String(raw.to_owned()),
                    false => Value::List(items),
                };
                let value = Some(Spanned::new(value, place));
                self.anchor(anchor, value.clone());
                value
            }
            Event::MappingStart(style, anchor, _) => {
                self.open.push((style, range.start));
                let table = self.group(depth);
                let end = self.last_end.max(range.start);
                self.open_ends();
                let place = self.written.span(range.start..end);
                let value = Some(Spanned::new(Value::Table(table), place));
                self.anchor(anchor, value.clone());
                value
            }
            Event::Alias(id) => self.copy(id, range),
            _ => None,
        }
    }

    fn list(&mut self, depth: usize) -> Vec<Spanned<Value>> {
        let mut items = Vec::new();
        while let Some((event, range)) = self.next() {
            if event == Event::SequenceEnd {
                break;
            }
            items.extend(self.value(event, range, depth + 1));
        }
        items
    }

    fn group(&mut self, depth: usize) -> Table {
        let mut table = Table::new(Syntax::Yaml);
        while let Some((event, range)) = self.next() {
            let key = match event {
                Event::MappingEnd => break,
                Event::Scalar(name, ..) => Some((name, range)),
                event => {
                    let message = "a list or a group stands where a key belongs";
                    let place = self.written.span(range.clone());
                    let finding = Diagnostic::new(Code::Syntax, message).at(place);
                    self.out.push(finding.help("write a text before the `:`"));
                    self.value(event, range, depth + 1);
                    None
                }
            };
            let path = key.and_then(|(name, range)| {
                let place = self.written.span(self.written.unquoted(range));
                let path = segments(&name, place);
                if path
                    .as_ref()
                    .is_none_or(|path| depth + path.len() > MAX_DEPTH)
                {
                    self.out.push(too_deep(place));
                    return None;
                }
                path
            });
            let below = depth + path.as_ref().map_or(1, Vec::len);
            let Some((event, range)) = self.next() else {
                break;
            };
            if let (Some(value), Some(path)) = (self.value(event, range, below), path) {
                insert_at(&mut table, &path, value, self.out);
            }
        }
        table
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        range: Range<usize>,
        tagged: bool,
    ) -> Option<Spanned<Value>> {
        let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        let range = match quoted {
            true => self.written.unquoted(range),
            false => range,
        };
        let place = self.written.span(range);
        let value = match style {
            ScalarStyle::Plain if !tagged => match plain(text) {
                Plain::Null => return None,
                Plain::NoSuchDate => {
                    self.out.push(no_such_date(text, place));
                    return None;
                }
                Plain::Value(value) => value,
            },
            _ => Value::String(text.to_owned()),
        };
        Some(Spanned::new(value, place))
    }

    fn copy(&mut self, id: usize, range: Range<usize>) -> Option<Spanned<Value>> {
        let value = self.anchors.get(&id).cloned().flatten()?;
        let before = self.copies;
        self.copies += size(&value.value);
        if self.copies <= MAX_COPIES {
            return Some(value);
        }
        if before <= MAX_COPIES {
            let alias = quoted(self.written.slice(range.clone()));
            let message = format!("with {alias} more than {MAX_COPIES} values are repeated");
            let finding = Diagnostic::new(Code::TooLarge, message).at(self.written.span(range));
            self.out.push(finding.help("write the values out"));
        }
        None
    }

    fn anchor(&mut self, anchor: usize, value: Option<Spanned<Value>>) {
        if anchor != 0 {
            self.anchors.insert(anchor, value);
        }
    }

    /// A list or group is over, unless the parser stopped within it.
    fn open_ends(&mut self) {
        if self.error.is_none() {
            self.open.pop();
        }
    }

    fn skip_open(&mut self) {
        let mut open = 1;
        while open > 0
            && let Some((event, _)) = self.next()
        {
            match event {
                Event::SequenceStart(..) | Event::MappingStart(..) => open += 1,
                Event::SequenceEnd | Event::MappingEnd => open -= 1,
                _ => {}
            }
        }
        self.open_ends();
    }
}

/// How many values a value is.
fn size(value: &Value) -> usize {
    match value {
        Value::List(items) => 1 + items.iter().map(|item| size(&item.value)).sum::<usize>(),
        Value::Table(table) => {
            let entries = table.entries().iter();
            1 + entries.map(|entry| size(&entry.value.value)).sum::<usize>()
        }
        _ => 1,
    }
}
