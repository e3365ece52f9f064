//! What of a text is said: letters, digits, and signs without which it would say something else.

use unicode_normalization::char::is_combining_mark;

/// Whether a character is part of a word. A mark over a letter is, however it is encoded.
pub(crate) fn is_letter(c: char) -> bool {
    match c.is_ascii() {
        true => c.is_ascii_alphanumeric(),
        false => c.is_alphanumeric() || is_combining_mark(c),
    }
}

/// Whether a character that is no letter says something all the same: `C++` isn't `C#`, and
/// `< 100 ms` isn't `> 100 ms`. Marks of emphasis and the ends of sentences say nothing.
pub(crate) const fn is_sign(c: char) -> bool {
    matches!(
        c,
        '+' | '#'
            | '%'
            | '<'
            | '>'
            | '='
            | '$'
            | '€'
            | '£'
            | '¥'
            | '₹'
            | '≤'
            | '≥'
            | '≠'
            | '≈'
            | '±'
            | '×'
            | '÷'
    )
}
