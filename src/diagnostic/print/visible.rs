//! Characters that a terminal would obey, as characters that it shows.

use std::borrow::Cow;

/// Longer texts are cut: a message that quotes a line of 5 MB helps nobody.
const LONGEST: usize = 2000;

/// What is shown in the place of `character`. Content must not be able to move the cursor, change
/// colours or turn the direction of a line in the terminal of whoever builds the site.
pub(super) fn visible(character: char) -> char {
    match character {
        '\0'..='\u{1f}' => char::from_u32('␀' as u32 + character as u32).unwrap_or('�'),
        '\u{7f}' => '␡',
        // The C1 controls: some terminals take U+009B for `ESC [`.
        '\u{80}'..='\u{9f}' => '�',
        // Marks, embeddings, overrides and isolates of direction.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            '�'
        }
        // Line and paragraph separators, which would break a line in two.
        '\u{2028}' | '\u{2029}' | '\u{feff}' => '�',
        _ => character,
    }
}

/// `text` on one line: shown characters only, tabs as spaces, cut where it is very long.
pub(super) fn visible_line(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST
        && text
            .chars()
            .all(|character| visible(character) == character)
    {
        return Cow::Borrowed(text);
    }
    let mut line: String = text
        .chars()
        .take(LONGEST)
        .map(|character| match character {
            '\t' => ' ',
            _ => visible(character),
        })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    Cow::Owned(line)
}
