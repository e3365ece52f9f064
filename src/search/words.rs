//! The words of a text as they are looked for: without case and accents, and scripts that set no
//! blanks between words in pairs of characters. `find.js` of the theme does the same to what is
//! typed; `tests/browser/words.json` holds both to the same answers.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words longer than this, in bytes, are addresses and the like: nobody types them.
const LONGEST: usize = 64;

/// What a byte is to words: 0 between them, else bits that a run of bytes gathers.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' | b'a'..=b'z' => PLAIN,
            b'A'..=b'Z' => CAPITAL,
            128.. => OTHER,
            _ => 0,
        };
        byte += 1;
    }
    classes
};
const PLAIN: u8 = 1;
const CAPITAL: u8 = 2;
const OTHER: u8 = 4;

/// Hands out the words of a text, one after the other.
pub fn words(text: &str, mut word: impl FnMut(&str)) {
    // Nearly all are plain letters and digits; by bytes they take a fraction of the time. What is
    // beyond ASCII can't change where those before and behind a blank end, so it is folded by runs.
    let bytes = text.as_bytes();
    let mut from = 0;
    while from < bytes.len() {
        let (mut end, mut seen) = (from, 0);
        while let Some(byte) = bytes.get(end)
            && CLASSES[*byte as usize] != 0
        {
            seen |= CLASSES[*byte as usize];
            end += 1;
        }
        let run = &text[from..end];
        from = end + 1;
        match run.len() {
            _ if seen & OTHER != 0 => folded_words(&folded(run), &mut word),
            length @ 1..=LONGEST if seen & CAPITAL != 0 => {
                let mut small = [0; LONGEST];
                let small = &mut small[..length];
                small.copy_from_slice(run.as_bytes());
                small.make_ascii_lowercase();
                word(str::from_utf8(small).unwrap_or(run));
            }
            1..=LONGEST => word(run),
            _ => {}
        }
    }
}

fn folded_words(folded: &str, word: &mut impl FnMut(&str)) {
    for run in folded.split(|c: char| !is_part(c)) {
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let dense = is_dense(first);
            let end = rest.find(|c| is_dense(c) != dense).unwrap_or(rest.len());
            let (now, later) = rest.split_at(end);
            rest = later;
            match dense {
                true => pairs(now, word),
                false if now.len() <= LONGEST => word(now),
                false => {}
            }
        }
    }
}

/// The text in lower case and without accents.
pub fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return match text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(text.to_ascii_lowercase()),
            false => Cow::Borrowed(text),
        };
    }
    let bare: String = text.nfkd().filter(|c| !is_accent(*c)).collect();
    let mut out = String::with_capacity(bare.len());
    for c in bare.to_lowercase().nfc() {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Each two neighbours of a run of characters; one that stands alone is a word.
fn pairs(run: &str, word: &mut impl FnMut(&str)) {
    let starts = run.char_indices().map(|(at, _)| at);
    let ends = run.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1);
    let mut any = false;
    for (start, end) in starts.zip(ends) {
        any = true;
        word(&run[start..end]);
    }
    if !any {
        word(run);
    }
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c))
}

/// Accents of the Latin, Greek and Cyrillic scripts, and the vowel points of Hebrew and Arabic.
/// Others are part of their letters: without its mark ガ is another sound.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Scripts that set no blanks between words, and Hangul, whose particles stand at the word.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the browser is held to as well, by `tests/browser/search.test.mjs`.
    #[test]
    fn words_are_those_of_the_browser() {
        let cases = include_str!("../../tests/browser/words.json");
        let cases: Vec<(String, Vec<String>)> = serde_json::from_str(cases).expect("a list");
        assert!(cases.len() > 10);
        for (text, expected) in cases {
            let mut found = Vec::new();
            words(&text, |word| found.push(word.to_owned()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
