//! The text of a file: UTF-8, with LF, and nothing in it that can't be seen.

use super::fault::unreadable;
use super::{Found, Layers, Stamp, Trust};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, SourceId, Span};
use std::io;

/// The largest text that is read, in bytes. The longest of the frameworks that are published is
/// below a megabyte; what is larger is no text that somebody wrote.
pub const LARGEST_TEXT: u64 = 8 * 1024 * 1024;

impl Layers {
    /// The text of a file, which will have the number `id`, and what is wrong with it. A file that
    /// can't be read is an empty text, so that everything else is still loaded.
    pub fn text(&self, found: &Found, id: SourceId) -> (Source, Vec<Diagnostic>) {
        self.text_of(found, id, self.read(found, LARGEST_TEXT))
    }

    /// The bytes of a text, unless the file bears a stamp that it had before and that could be
    /// trusted; with the stamp that may be known the next time.
    ///
    /// # Errors
    /// As those of [`Layers::read`].
    pub fn bytes_unless(
        &self,
        found: &Found,
        known: Option<Stamp>,
        trust: Trust,
    ) -> io::Result<Option<(Vec<u8>, Option<Stamp>)>> {
        self.read_unless(found, LARGEST_TEXT, known, trust)
    }

    /// The text that these bytes of a file are, as [`Layers::text`] gives it.
    pub fn text_of(
        &self,
        found: &Found,
        id: SourceId,
        bytes: io::Result<Vec<u8>>,
    ) -> (Source, Vec<Diagnostic>) {
        let mut out = Vec::new();
        let text = match bytes {
            Ok(bytes) => decoded(bytes, id, &mut out),
            Err(error) => {
                out.push(unreadable(&found.path, LARGEST_TEXT, &error).at(Span::start_of(id)));
                String::new()
            }
        };
        let source = Source {
            path: (&*found.path).into(),
            layer: self.layer(found.layer).name.as_str().into(),
            text: text.into(),
        };
        (source, out)
    }
}

fn decoded(bytes: Vec<u8>, id: SourceId, out: &mut Vec<Diagnostic>) -> String {
    let text = match String::from_utf8(bytes) {
        Ok(text) => with_plain_ends(text),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            // Where it stands in the text as it is shown; the message has the place in the file.
            let before = with_plain_ends(text[..offset].to_owned());
            let at = without_invisible(before, id, &mut Vec::new()).len();
            out.push(
                Diagnostic::new(
                    Code::NotUtf8,
                    format!("the file isn't UTF-8: see the byte at offset {offset}"),
                )
                .at(Span::new(
                    id,
                    at,
                    at + char::REPLACEMENT_CHARACTER.len_utf8(),
                ))
                .help("save the file as UTF-8"),
            );
            with_plain_ends(text)
        }
    };
    without_invisible(text, id, out)
}

/// The text without a byte order mark, its lines ended by LF.
fn with_plain_ends(text: String) -> String {
    let text = match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

/// Reports control characters, what is no character, and changes of direction. The first two are replaced by U+FFFD, as
/// CommonMark does with NUL, so that they show.
fn without_invisible(text: String, id: SourceId, out: &mut Vec<Diagnostic>) -> String {
    if !may_be_invisible(text.as_bytes()) {
        return text;
    }
    // Places are those in the text that comes out, in which what was replaced is longer.
    let mut shown = String::with_capacity(text.len() + 16);
    let mut controls = Vec::new();
    let mut overrides = Vec::new();
    for c in text.chars() {
        let at = shown.len();
        match c {
            '\n' | '\t' => shown.push(c),
            c if c.is_control() || is_no_character(c) => {
                shown.push(char::REPLACEMENT_CHARACTER);
                controls.push((Span::new(id, at, shown.len()), c));
            }
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                shown.push(c);
                overrides.push((Span::new(id, at, shown.len()), c));
            }
            c => shown.push(c),
        }
    }
    if let Some((span, c)) = controls.first() {
        out.push(
            Diagnostic::new(
                Code::ControlCharacter,
                format!(
                    "the text holds {} U+{:04X}{}",
                    match is_no_character(*c) {
                        true => "what is no character,",
                        false => "the control character",
                    },
                    *c as u32,
                    more(controls.len())
                ),
            )
            .at(*span)
            .help("remove it"),
        );
    }
    if let Some((span, c)) = overrides.first() {
        out.push(
            Diagnostic::new(
                Code::BidiOverride,
                format!(
                    "the text holds U+{:04X}, which changes its direction{}",
                    *c as u32,
                    more(overrides.len())
                ),
            )
            .at(*span)
            .help("remove it, so that what is read is what is written"),
        );
    }
    shown
}

/// Whether a text may hold a character that [`without_invisible`] looks for.
fn may_be_invisible(text: &[u8]) -> bool {
    // Most texts have none of the bytes that such a character begins with. Each stretch is looked
    // at whole, so that the compiler may look at many bytes at once.
    let suspect = |b: u8| {
        (b < 0x20) & (b != b'\n') & (b != b'\t')
            | (b == 0x7F)
            | (b == 0xC2)
            | (b == 0xE2)
            | (b == 0xEF)
    };
    text.chunks(256).enumerate().any(|(number, chunk)| {
        chunk.iter().fold(false, |any, byte| any | suspect(*byte))
            // Dashes and curly quotation marks begin with the same byte.
            && (number * 256..number * 256 + chunk.len()).any(|at| begins_invisible(&text[at..]))
    })
}

/// Numbers that Unicode will give to no character, for the use of programs: pages in several
/// languages are put together with them (<https://www.unicode.org/faq/private_use.html>).
fn is_no_character(c: char) -> bool {
    ('\u{FDD0}'..='\u{FDEF}').contains(&c)
}

fn begins_invisible(rest: &[u8]) -> bool {
    match rest {
        [b'\n' | b'\t', ..] => false,
        [0..0x20 | 0x7F, ..] | [0xC2, 0x80..=0x9F, ..] => true,
        [0xEF, 0xB7, 0x90..=0xAF, ..] => true,
        [0xE2, 0x80, 0xAA..=0xAE, ..] | [0xE2, 0x81, 0xA6..=0xA9, ..] => true,
        _ => false,
    }
}

fn more(count: usize) -> String {
    match count {
        0 | 1 => String::new(),
        count => format!(", and {} more", count - 1),
    }
}
