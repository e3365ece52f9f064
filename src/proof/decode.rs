//! Characters as a browser or a program comes to see them: what HTML, JSON, scripts and addresses
//! escape is undone, also one within the other.

use html5gum::{Token, Tokenizer};

/// Escapes within escapes that are undone: an address in HTML in JSON in a feed are four.
const DEEPEST: usize = 8;
/// The longest name of a character in HTML: `CounterClockwiseContourIntegral`.
const LONGEST_NAME: usize = 32;

/// The character at `at` and the place behind it. What is no UTF-8 is a replacement character.
pub(super) fn next(bytes: &[u8], at: usize) -> (char, usize) {
    let (mut c, mut after) = raw(bytes, at);
    for _ in 0..DEEPEST {
        let undone = match c {
            '&' => entity(bytes, after),
            '%' => percent(bytes, after),
            '\\' => escape(bytes, after),
            _ => None,
        };
        let Some((inner, behind)) = undone else { break };
        (c, after) = (inner, behind);
    }
    (c, after)
}

/// All characters of a text.
pub(super) fn characters(bytes: &[u8]) -> impl Iterator<Item = char> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        (at < bytes.len()).then(|| {
            let (c, after) = next(bytes, at);
            at = after;
            c
        })
    })
}

fn raw(bytes: &[u8], at: usize) -> (char, usize) {
    let first = bytes[at];
    let length = match first {
        0..0x80 => return (char::from(first), at + 1),
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => 1,
    };
    let text = bytes.get(at..at + length);
    let text = text.and_then(|text| std::str::from_utf8(text).ok());
    match text.and_then(|text| text.chars().next()) {
        Some(c) => (c, at + length),
        None => (char::REPLACEMENT_CHARACTER, at + 1),
    }
}

/// `&amp;`, `&#38;`, `&#x26;`; `at` is the place behind the `&`.
fn entity(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let rest = bytes.get(at..)?;
    let number = |digits: &[u8], radix| {
        let count = digits
            .iter()
            .take(8)
            .take_while(|digit| char::from(**digit).is_digit(radix))
            .count();
        let text = std::str::from_utf8(digits.get(..count)?).ok()?;
        let c = char::from_u32(u32::from_str_radix(text, radix).ok()?)?;
        let closed = usize::from(digits.get(count) == Some(&b';'));
        Some((c, count + closed))
    };
    match rest {
        [b'#', b'x' | b'X', digits @ ..] => {
            let (c, length) = number(digits, 16)?;
            Some((c, at + 2 + length))
        }
        [b'#', digits @ ..] => {
            let (c, length) = number(digits, 10)?;
            Some((c, at + 1 + length))
        }
        _ => {
            let length = rest
                .iter()
                .take(LONGEST_NAME)
                .take_while(|byte| byte.is_ascii_alphanumeric())
                .count();
            if length < 2 || rest.get(length) != Some(&b';') {
                return None;
            }
            Some((named(&rest[..length])?, at + length + 1))
        }
    }
}

fn named(name: &[u8]) -> Option<char> {
    Some(match name {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        b"nbsp" => '\u{a0}',
        // The list has 2,231 of them, and browsers' own reader knows it.
        _ => {
            let text = format!("&{};", std::str::from_utf8(name).ok()?);
            let read = Tokenizer::new(&text)
                .flatten()
                .find_map(|token| match token {
                    Token::String(text) => Some(String::from_utf8_lossy(&text.value).into_owned()),
                    _ => None,
                })?;
            // `&nothing;` begins with the name of `¬`, which needs no semicolon, and is none itself.
            let is_whole = !read.ends_with(';');
            read.chars().next().filter(|_| is_whole)?
        }
    })
}

/// `%20`, and several of them that are one character; `at` is the place behind the first `%`.
fn percent(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let byte = |at: usize| hex(bytes.get(at..at + 2)?).map(|value| value as u8);
    let first = byte(at)?;
    let length = match first {
        0..0x80 => return Some((char::from(first), at + 2)),
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut character = vec![first];
    for turn in 1..length {
        let mark = at + turn * 3 - 1;
        if bytes.get(mark) != Some(&b'%') {
            return None;
        }
        character.push(byte(mark + 1)?);
    }
    let c = std::str::from_utf8(&character).ok()?.chars().next()?;
    Some((c, at + length * 3 - 1))
}

/// What stands behind a backslash in JSON and scripts.
fn escape(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    match bytes.get(at)? {
        b'u' if bytes.get(at + 1) == Some(&b'{') => {
            let length = bytes[at + 2..].iter().take(7).position(|b| *b == b'}')?;
            let c = char::from_u32(hex(&bytes[at + 2..at + 2 + length])?)?;
            Some((c, at + 3 + length))
        }
        b'u' => {
            let first = hex(bytes.get(at + 1..at + 5)?)?;
            if let Some(c) = char::from_u32(first) {
                return Some((c, at + 5));
            }
            let second = bytes.get(at + 5..at + 11)?.strip_prefix(b"\\u")?;
            let pair = [first as u16, hex(second)? as u16];
            let c = char::decode_utf16(pair).next()?.ok()?;
            Some((c, at + 11))
        }
        b'x' => {
            let c = char::from_u32(hex(bytes.get(at + 1..at + 3)?)?)?;
            Some((c, at + 3))
        }
        b'n' | b'r' | b't' | b'b' | b'f' => Some((' ', at + 1)),
        mark @ (b'"' | b'\'' | b'/' | b'\\') => Some((char::from(*mark), at + 1)),
        _ => None,
    }
}

fn hex(digits: &[u8]) -> Option<u32> {
    let is_hex = !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit);
    let text = std::str::from_utf8(digits).ok().filter(|_| is_hex)?;
    u32::from_str_radix(text, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::characters;

    fn read(text: &str) -> String {
        characters(text.as_bytes()).collect()
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(read("Bands &amp; Pay"), "Bands & Pay");
        assert_eq!(read("&#66;&#x61;nds &uuml;ber"), "Bands über");
        assert_eq!(read(r"a\u0026b\ud83d\ude00\/\u{e9}\x41"), "a&b😀/éA");
        assert_eq!(read("b%C3%A4nder%20pay"), "bänder pay");
    }

    #[test]
    fn escapes_within_escapes_are_undone() {
        assert_eq!(read("&amp;amp;lt;"), "<");
        assert_eq!(read("%2526"), "&");
        assert_eq!(read(r"\\u0026lt;"), "<");
    }

    #[test]
    fn what_is_no_escape_stays() {
        assert_eq!(
            read("100% & more; \\d %zz &nothing; %"),
            "100% & more; \\d %zz &nothing; %"
        );
        assert_eq!(read("\\u12"), "\\u12");
        assert_eq!(characters(b"a\xffb").collect::<String>(), "a\u{fffd}b");
    }
}
