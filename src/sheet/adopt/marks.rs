//! Text that came from Markdown, with its marks as control characters, which no text of a sheet
//! holds; and any text as Markdown that reads as it does.

/// Both ends of what is strong.
pub(super) const STRONG: char = '\u{1}';
/// Both ends of what is emphasized.
pub(super) const EMPHASIS: char = '\u{2}';
/// Both ends of code.
pub(super) const CODE: char = '\u{3}';
/// Both ends of what is struck out.
pub(super) const STRUCK: char = '\u{4}';
/// The beginning of a link, its address, and its end.
pub(super) const LINK: [char; 3] = ['\u{5}', '\u{6}', '\u{7}'];

/// Marks that stand at both ends, with what they are in Markdown.
const TOGGLES: [(char, &str); 3] = [(STRONG, "**"), (EMPHASIS, "*"), (STRUCK, "~~")];

pub(super) fn is_mark(c: char) -> bool {
    matches!(c, STRONG..='\u{7}')
}

/// The words of a text.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut in_address = false;
    for c in text.chars() {
        match c {
            c if c == LINK[1] => in_address = true,
            c if c == LINK[2] => in_address = false,
            c if is_mark(c) || in_address => {}
            c => plain.push(c),
        }
    }
    plain
}

/// The words of a text in one line.
pub(super) fn one_line(text: &str) -> String {
    let plain = plain(text);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of one line as Markdown that reads as it does.
pub(super) fn markdown(text: &str) -> String {
    let chars: Vec<char> = text.trim().chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    let mut open: Vec<char> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if c == CODE {
            let end = (at + 1..chars.len()).find(|end| chars[*end] == CODE);
            if let Some(end) = end {
                code(&mut out, &chars[at + 1..end].iter().collect::<String>());
                at = end + 1;
                continue;
            }
        } else if c == LINK[0] {
            out.push('[');
        } else if c == LINK[1] {
            let end = (at + 1..chars.len()).find(|end| chars[*end] == LINK[2]);
            if let Some(end) = end {
                let address: String = chars[at + 1..end].iter().collect();
                out.push_str(&format!("](<{address}>)"));
                at = end + 1;
                continue;
            }
        } else if let Some((_, mark)) = TOGGLES.iter().find(|(toggle, _)| *toggle == c) {
            // One without its other end, such as a line cut off a longer text leaves, is none.
            let is_end = open.contains(&c);
            if is_end || chars[at + 1..].contains(&c) {
                out.push_str(mark);
                match is_end {
                    true => open.retain(|known| *known != c),
                    false => open.push(c),
                }
            }
        } else if is_mark(c) {
        } else if c == '\t' || c == '\n' {
            out.push(' ');
        } else {
            if has_to_be_escaped(&chars, at) {
                out.push('\\');
            }
            out.push(c);
        }
        at += 1;
    }
    out
}

/// A span of code with as many backticks round it as it needs.
fn code(out: &mut String, code: &str) {
    let mut longest = 0;
    let mut run = 0;
    for c in code.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') {
        " "
    } else {
        ""
    };
    out.push_str(&format!("{fence}{pad}{code}{pad}{fence}"));
}

/// Whether a character would be read as a mark. Escaped is only what has to be, so that people can
/// read the files.
fn has_to_be_escaped(chars: &[char], at: usize) -> bool {
    let next = chars.get(at + 1).copied();
    let before = at.checked_sub(1).map(|before| chars[before]);
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_first = chars[..at].iter().all(|c| is_mark(*c));
    match chars[at] {
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
        // Within a word it is a character like others.
        '_' => !(is_word(before) && is_word(next)),
        '&' => next.is_some_and(|c| c == '#' || c.is_ascii_alphanumeric()),
        '{' => next == Some('#'),
        '#' | '>' | ':' | '=' | '|' => is_first,
        '-' | '+' => is_first && !is_word(next),
        // `1.` at the beginning would be a list.
        '.' | ')' => {
            let digits = &chars[..at.min(10)];
            (1..=9).contains(&at) && digits.iter().all(char::is_ascii_digit)
        }
        _ => false,
    }
}
