//! Lines of a cell: which begin a point, how deep, and what is only the rest of the line before.

/// Characters that begin a point, whatever follows.
const BULLETS: &str = "•‣◦▪▫●○■□∙⁃➢➤►▶✓✔☐☑»›・※◆◇★☆❖\u{F0B7}\u{F0A7}\u{F076}\u{F0D8}\u{F0FC}";

/// Characters that begin one where a blank follows: elsewhere they are part of words.
const DASHES: &str = "-–—*+·→⇒>";

/// Those that part points also within a line.
const WITHIN: &str = "•●▪‣■►➢";

/// Those of points beneath others, where nothing is indented.
const BENEATH: &str = "◦○o▫□–";

/// Points deeper than this stand beside those above them.
const DEEPEST: usize = 6;

/// What a cell says, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A line that is no point.
    Prose(String),
    Items(Vec<Item>),
}

/// A point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Item {
    pub text: String,
    pub notes: Vec<Item>,
    pub is_numbered: bool,
}

/// A line without its mark.
struct Line<'a> {
    indent: usize,
    mark: Option<char>,
    text: &'a str,
    is_after_blank: bool,
}

/// What stands for a number as a mark.
const NUMBER: char = '1';

/// The blocks of a text. Where no line has a mark, each line is a point, and one that begins with a
/// small letter behind one without an end is the rest of that.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let text = parted(text);
    let lines = lines(&text);
    let is_marked = lines.iter().any(|line| line.mark.is_some());
    let mut out: Vec<Block> = Vec::new();
    // Where lines begin with small letters anyway, one says nothing.
    let is_small = |line: &Line<'_>| begins_small(line.text);
    let goes_on =
        |before: &str, line: &str| goes_on(before, line) && !lines.first().is_some_and(is_small);
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(mark) = line.mark else {
            let leads = lines.get(at + 1).is_some_and(|next| next.mark.is_some())
                && line.text.ends_with([':', '：']);
            match out.last_mut() {
                Some(Block::Items(items)) if !is_marked => {
                    let last = items
                        .last_mut()
                        .filter(|last| goes_on(&last.text, line.text));
                    match last {
                        Some(last) if !line.is_after_blank => join(&mut last.text, line.text),
                        _ => items.push(Item::of(line.text, false)),
                    }
                }
                _ if !is_marked => out.push(Block::Items(vec![Item::of(line.text, false)])),
                Some(Block::Items(items)) if !line.is_after_blank && !leads => {
                    if let Some(item) = deepest(items, open.len().saturating_sub(1)) {
                        join(&mut item.text, line.text);
                    }
                }
                Some(Block::Prose(prose)) if !line.is_after_blank && goes_on(prose, line.text) => {
                    join(prose, line.text);
                }
                _ => out.push(Block::Prose(line.text.to_owned())),
            }
            continue;
        };
        if !matches!(out.last(), Some(Block::Items(_))) {
            out.push(Block::Items(Vec::new()));
            open.clear();
        }
        let Some(Block::Items(items)) = out.last_mut() else {
            continue;
        };
        settle(&mut open, line.indent, mark);
        let item = Item::of(line.text, mark == NUMBER);
        match open.len() {
            0 | 1 => items.push(item),
            depth => match deepest(items, depth - 2) {
                Some(parent) => parent.notes.push(item),
                None => items.push(item),
            },
        }
    }
    for block in &mut out {
        if let Block::Items(items) = block {
            drop_empty(items);
        }
    }
    out.retain(|block| !matches!(block, Block::Items(items) if items.is_empty()));
    out
}

/// Whether any line of a text has a mark.
pub(super) fn is_marked(text: &str) -> bool {
    lines(&parted(text)).iter().any(|line| line.mark.is_some())
}

impl Item {
    fn of(text: &str, is_numbered: bool) -> Item {
        Item {
            text: text.trim().to_owned(),
            notes: Vec::new(),
            is_numbered,
        }
    }
}

fn join(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(more.trim());
}

/// Whether a line is the rest of the one before it.
fn goes_on(before: &str, line: &str) -> bool {
    let is_over = before.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '；', '…']);
    !is_over && begins_small(line)
}

fn begins_small(line: &str) -> bool {
    line.trim().chars().next().is_some_and(char::is_lowercase)
}

/// The last item at a depth, or the deepest there is.
fn deepest(items: &mut [Item], depth: usize) -> Option<&mut Item> {
    let last = items.last_mut()?;
    match depth == 0 || last.notes.is_empty() {
        true => Some(last),
        false => deepest(&mut last.notes, depth - 1),
    }
}

/// Where an item goes: `open` holds the marks of those that it stands beneath, and its own at last.
fn settle(open: &mut Vec<(usize, char)>, indent: usize, mark: char) {
    while open.last().is_some_and(|(above, _)| indent < *above) && open.len() > 1 {
        open.pop();
    }
    if let Some(place) = open
        .iter()
        .position(|(above, known)| *above == indent && *known == mark)
    {
        open.truncate(place + 1);
        return;
    }
    match open.last() {
        Some((above, _)) if indent > *above && open.len() < DEEPEST => open.push((indent, mark)),
        Some((_, known)) if is_beneath(mark, *known) && open.len() < DEEPEST => {
            open.push((indent, mark));
        }
        Some(_) => {
            open.pop();
            open.push((indent, mark));
        }
        None => open.push((indent, mark)),
    }
}

fn is_beneath(mark: char, above: char) -> bool {
    BENEATH.contains(mark) && !BENEATH.contains(above)
}

fn drop_empty(items: &mut Vec<Item>) {
    for item in items.iter_mut() {
        drop_empty(&mut item.notes);
    }
    items.retain(|item| !item.text.is_empty() || !item.notes.is_empty());
}

/// The text with points that stand in one line on lines of their own: `• one • two`.
fn parted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let begins = line.trim_start().chars().next();
        let bullet = begins.filter(|c| WITHIN.contains(*c));
        let bullet = bullet.or_else(|| {
            let mut all = WITHIN.chars();
            all.find(|c| line.matches(&format!(" {c} ")).count() >= 2)
        });
        match bullet {
            None => out.push_str(line),
            Some(bullet) => {
                let indent = &line[..line.len() - line.trim_start().len()];
                let apart = format!("\n{indent}{bullet} ");
                out.push_str(&line.replace(&format!(" {bullet} "), &apart));
            }
        }
    }
    out
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let all: Vec<&str> = text.split('\n').collect();
    let begins = |is: &dyn Fn(&str) -> bool| all.iter().filter(|line| is(line.trim())).count();
    // A dash without a blank, and the small `o` of other programs: only where several lines agree.
    let dashed = begins(&|line| is_dashed(line));
    let other = begins(&|line| bullet(line, false, false).is_some());
    let takes_dash = dashed >= 2 || (dashed == 1 && other > 0);
    let takes_o = begins(&|line| line.starts_with("o ")) >= 2 || other > 0;
    let numbers: Vec<usize> = all
        .iter()
        .filter_map(|line| Some(number(line.trim())?.0))
        .collect();
    let takes_numbers = numbers.len() >= 2 && numbers[0] <= 1 && numbers[1] > numbers[0];
    let mut is_after_blank = false;
    let mut lines = Vec::new();
    for line in all {
        let words = line.trim_start();
        let indent = line[..line.len() - words.len()].chars();
        let indent = indent.map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let words = words.trim_end();
        if words.is_empty() {
            is_after_blank = true;
            continue;
        }
        let bullet = bullet(words, takes_dash, takes_o);
        let numbered = number(words).filter(|_| takes_numbers);
        let (mark, text) = match (bullet, numbered) {
            (Some((mark, text)), _) => (Some(mark), text),
            (None, Some((_, text))) => (Some(NUMBER), text),
            (None, None) => (None, words),
        };
        lines.push(Line {
            indent,
            mark,
            text,
            is_after_blank,
        });
        is_after_blank = false;
    }
    lines
}

fn is_dashed(line: &str) -> bool {
    let mut chars = line.chars();
    chars.next().is_some_and(|c| "-–—".contains(c)) && chars.next().is_some_and(char::is_alphabetic)
}

/// The bullet of a line, and what follows it.
fn bullet(line: &str, takes_dash: bool, takes_o: bool) -> Option<(char, &str)> {
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    let is_apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let is = BULLETS.contains(first)
        || DASHES.contains(first) && is_apart
        || takes_dash && is_dashed(line)
        || first == 'o' && takes_o && rest.starts_with(char::is_whitespace)
        || first == 'o' && rest.starts_with(['\t', '\u{A0}']);
    is.then(|| (first, rest.trim_start()))
}

/// The number of a line, and what follows it: `1.`, `2)`, `(3)`, `a)`, `①`, `１．`, `一、`.
fn number(line: &str) -> Option<(usize, &str)> {
    let first = line.chars().next()?;
    if let Some(place) = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳".chars().position(|c| c == first)
    {
        return Some((place + 1, line[first.len_utf8()..].trim_start()));
    }
    let inner = line.strip_prefix(['(', '（']).unwrap_or(line);
    let is_bracketed = inner.len() < line.len();
    let digits = inner.chars().take_while(|c| value(*c).is_some());
    let (mut count, mut bytes, mut number) = (0, 0, 0);
    for c in digits {
        number = number * 10 + value(c).unwrap_or(0);
        bytes += c.len_utf8();
        count += 1;
        if count > 3 {
            return None;
        }
    }
    if count == 0 {
        let letter = inner.chars().next().filter(char::is_ascii_lowercase)?;
        number = usize::from(letter as u8 - b'a') + 1;
        bytes = 1;
        // `e.g.` is no number.
        if !inner[1..].starts_with(')') {
            return None;
        }
    }
    let rest = &inner[bytes..];
    let sign = rest.chars().next()?;
    let after = &rest[sign.len_utf8()..];
    let is_end = match sign {
        ')' | '）' => true,
        '.' | ':' => !is_bracketed && (after.is_empty() || after.starts_with(char::is_whitespace)),
        '．' | '、' => !is_bracketed,
        _ => false,
    };
    is_end.then(|| (number, after.trim_start()))
}

fn value(c: char) -> Option<usize> {
    let wide = "０１２３４５６７８９".chars().position(|digit| digit == c);
    c.to_digit(10).map(|digit| digit as usize).or(wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        fn items(out: &mut String, all: &[Item], depth: usize) {
            for item in all {
                let mark = if item.is_numbered { '#' } else { '-' };
                out.push_str(&format!("{}{mark}{}|", " ".repeat(depth), item.text));
                items(out, &item.notes, depth + 1);
            }
        }
        let mut out = String::new();
        for block in blocks(text) {
            match block {
                Block::Prose(text) => out.push_str(&format!("{text}|")),
                Block::Items(all) => items(&mut out, &all, 0),
            }
        }
        out
    }

    #[test]
    fn points_of_every_sort_are_found() {
        for (text, is) in [
            ("One", "-One|"),
            ("One\nTwo", "-One|-Two|"),
            (
                "A long one\nthat goes on\nAnother",
                "-A long one that goes on|-Another|",
            ),
            ("- One\n- Two", "-One|-Two|"),
            ("-One\n-Two", "-One|-Two|"),
            ("-5 % cost", "--5 % cost|"),
            ("• One\n\t◦ Beneath\n• Two", "-One| -Beneath|-Two|"),
            (
                "• One\no Beneath\no More\n• Two",
                "-One| -Beneath| -More|-Two|",
            ),
            ("• One • Two • Three", "-One|-Two|-Three|"),
            ("·  One\n·  Two", "-One|-Two|"),
            ("\u{F0B7} One\n\u{F0B7}\u{A0}Two", "-One|-Two|"),
            ("1. One\n2. Two\n   a rest", "#One|#Two a rest|"),
            ("1) One\n2) Two", "#One|#Two|"),
            ("① One\n② Two", "#One|#Two|"),
            ("１．一\n２．二", "#一|#二|"),
            ("1. Only one", "-1. Only one|"),
            ("2019 was good\n2020 too", "-2019 was good|-2020 too|"),
            ("Leads:\n- One\n- Two\n\nAfter", "Leads:|-One|-Two|After|"),
            ("Tech:\n- One\nPeople:\n- Two", "Tech:|-One|People:|-Two|"),
            ("•\n•", ""),
            ("e.g. this\ni.e. that", "-e.g. this|-i.e. that|"),
            ("・設計\n・実装", "-設計|-実装|"),
        ] {
            assert_eq!(shown(text), is, "{text:?}");
        }
    }
}
