//! Changes of stretches of a text, put into the bytes of its file.

use std::ops::Range;

/// A stretch of a text, and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Splice {
    /// Where, in the text as the site has it: with LF, and without a byte order mark.
    pub at: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

impl Splice {
    pub fn new(at: Range<usize>, text: impl Into<String>) -> Splice {
        Splice {
            at,
            text: text.into(),
        }
    }

    pub fn insert(at: usize, text: impl Into<String>) -> Splice {
        Splice::new(at..at, text)
    }
}

/// The end of the line that `at` stands in, without its line end.
pub(in crate::sheet::bring) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end)
}

/// The beginning of the line that `at` stands in.
pub(in crate::sheet::bring) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The bytes of a file after changes of its text: its line ends and a byte order mark stay, and new
/// lines end as those beside them. `None` where changes overlap, or the bytes aren't those of the
/// text.
pub(crate) fn spliced(bytes: &[u8], text: &str, splices: &[Splice]) -> Option<Vec<u8>> {
    let raw = std::str::from_utf8(bytes).ok()?;
    let (mark, raw) = match raw.strip_prefix('\u{FEFF}') {
        Some(rest) => ("\u{FEFF}", rest),
        None => ("", raw),
    };
    let plain = raw.replace("\r\n", "\n").replace('\r', "\n");
    if plain != text {
        return None;
    }
    // Places in the text behind which one CR more was taken out.
    let mut cut = Vec::new();
    for (at, _) in raw.match_indices("\r\n") {
        cut.push(at - cut.len());
    }
    let place = |at: usize| at + cut.partition_point(|cr| *cr < at);
    let mut ordered: Vec<&Splice> = splices.iter().collect();
    // Of two at one place what is put in comes first, in the order given.
    ordered.sort_by_key(|splice| (splice.at.start, splice.at.end));
    let mut out = String::with_capacity(bytes.len() + 256);
    out.push_str(mark);
    let mut from = 0;
    for splice in ordered {
        if splice.at.start < from {
            return None;
        }
        out.push_str(raw.get(place(from)..place(splice.at.start))?);
        match ends_with_cr(&cut, text, splice.at.start) {
            true => out.push_str(&splice.text.replace('\n', "\r\n")),
            false => out.push_str(&splice.text),
        }
        from = splice.at.end;
    }
    out.push_str(raw.get(place(from)..)?);
    Some(out.into_bytes())
}

/// Whether the line before a place ends with CR LF; at the first line, whether that one does.
fn ends_with_cr(cut: &[usize], text: &str, at: usize) -> bool {
    let before = text[..at].rfind('\n');
    let end = before.or_else(|| text.find('\n'));
    end.is_some_and(|end| cut.binary_search(&end).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_the_mark_stay_and_new_lines_end_alike() {
        let bytes = "\u{FEFF}a\r\nb\nc\r\n".as_bytes();
        let text = "a\nb\nc\n";
        let now = spliced(
            bytes,
            text,
            &[
                Splice::insert(1, "\nx"),
                Splice::insert(3, "\ny"),
                Splice::new(4..5, "z"),
            ],
        );
        let now = String::from_utf8(now.expect("it fits")).expect("UTF-8");
        assert_eq!(now, "\u{FEFF}a\r\nx\r\nb\r\ny\nz\r\n");
        assert_eq!(spliced(bytes, text, &[]).as_deref(), Some(bytes));
        let twice = [Splice::new(0..2, ""), Splice::new(1..3, "")];
        assert_eq!(spliced(bytes, text, &twice), None);
    }
}
