//! Which lines of a TOML text lie within a string of several lines.

/// Goes through a text line by line and knows whether a `"""` or `'''` string is open.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::data) struct Strings {
    open: Option<(u8, usize)>,
}

impl Strings {
    /// Where the string that is open begins.
    pub(in crate::data) fn open(self) -> Option<usize> {
        self.open.map(|(_, at)| at)
    }

    /// Takes the next line, which begins at `at`.
    pub(in crate::data) fn line(&mut self, line: &str, at: usize) {
        let bytes = line.as_bytes();
        let mut here = 0;
        while here < bytes.len() {
            here = match self.open {
                Some((mark, _)) => self.within(bytes, here, mark),
                None => match bytes[here] {
                    b'#' => return,
                    mark @ (b'"' | b'\'') if bytes[here..].starts_with(&[mark; 3]) => {
                        self.open = Some((mark, at + here));
                        here + 3
                    }
                    mark @ (b'"' | b'\'') => behind_short(bytes, here + 1, mark),
                    _ => here + 1,
                },
            };
        }
    }

    fn within(&mut self, bytes: &[u8], here: usize, mark: u8) -> usize {
        if mark == b'"' && bytes[here] == b'\\' {
            return here + 2;
        }
        if !bytes[here..].starts_with(&[mark; 3]) {
            return here + 1;
        }
        self.open = None;
        // Up to two marks more belong to the string: `""""` is one of them and the closing three.
        let marks = bytes[here..].iter().take(5).take_while(|&&b| b == mark);
        here + marks.count()
    }
}

/// The byte behind a string of one line; one that is never closed ends with its line.
fn behind_short(bytes: &[u8], from: usize, mark: u8) -> usize {
    let mut here = from;
    while here < bytes.len() && bytes[here] != mark {
        let escape = mark == b'"' && bytes[here] == b'\\';
        here += if escape { 2 } else { 1 };
    }
    here + 1
}
