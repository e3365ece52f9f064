//! Heads of levels: their titles, their codes and their order.

use super::marks::{one_line, plain};
use super::words::is_code;

/// A level as its head says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rung {
    pub title: String,
    pub code: Option<String>,
    /// Further lines of the head.
    pub more: String,
}

/// What parts a code from a title.
const SIGNS: [&str; 11] = [
    " – ", " — ", " - ", ": ", "：", " | ", " / ", " · ", "–", "—", ", ",
];

/// Reads the head of a level: `L5 – Senior`, `Senior (L5)`, `L5 Senior`, `Senior` over `L5`.
pub(super) fn rung(head: &str) -> Rung {
    let plain = plain(head);
    let mut lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    let (first, second) = (
        lines.next().unwrap_or_default(),
        lines.next().unwrap_or_default(),
    );
    let rest: Vec<&str> = lines.collect();
    let more = |second: &str| {
        let mut all = vec![second];
        all.extend(&rest);
        all.retain(|line| !line.is_empty());
        all.join("\n")
    };
    let of = |code: &str, title: &str, more: String| Rung {
        title: one_line(title),
        code: Some(one_line(code)),
        more,
    };
    if !second.is_empty() {
        if is_short_name(first) {
            return of(first, second, more(""));
        }
        if is_short_name(second.trim_matches(['(', ')', '[', ']'])) {
            return of(second.trim_matches(['(', ')', '[', ']']), first, more(""));
        }
    }
    match in_line(first) {
        Some((code, title)) => of(code, title, more(second)),
        None => Rung {
            title: one_line(first),
            code: is_code(first).then(|| first.to_owned()),
            more: more(second),
        },
    }
}

/// A code, a number, or a word such as `Level` with a number.
fn is_short_name(text: &str) -> bool {
    let text = text.trim();
    let is_number =
        |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let is_counted = text.rsplit_once(' ').is_some_and(|(word, number)| {
        let word = word.to_lowercase();
        is_number(number)
            && matches!(
                &*word,
                "level" | "grade" | "band" | "stufe" | "niveau" | "nivel" | "livello" | "rank"
            )
    });
    is_code(text) || is_number(text) || is_counted
}

/// A code and a title in one line.
fn in_line(line: &str) -> Option<(&str, &str)> {
    for (open, close) in [('(', ')'), ('[', ']'), ('（', '）')] {
        if let Some((title, code)) = line
            .strip_suffix(close)
            .and_then(|line| line.rsplit_once(open))
            && is_short_name(code)
            && !title.trim().is_empty()
        {
            return Some((code, title));
        }
        if let Some((code, title)) = line
            .strip_prefix(open)
            .and_then(|line| line.split_once(close))
            && is_short_name(code)
            && !title.trim().is_empty()
        {
            return Some((code, title));
        }
    }
    for sign in SIGNS {
        if let Some((before, behind)) = line.split_once(sign) {
            if is_short_name(before) && !behind.trim().is_empty() {
                return Some((before, behind));
            }
            if is_short_name(behind) && !before.trim().is_empty() {
                return Some((behind, before));
            }
        }
    }
    // Only a blank: of a code with letters and digits alone, since `Engineer 2` is a title.
    if let Some((before, behind)) = line.split_once(' ')
        && is_code(before)
    {
        return Some((before, behind));
    }
    if let Some((before, behind)) = line.rsplit_once(' ')
        && is_code(behind)
    {
        return Some((behind, before));
    }
    None
}

/// How high a level seems to stand: by the number of its code, else by its rank.
pub(super) fn height(rung: &Rung) -> Option<u32> {
    const ORDER: [(&str, u32); 24] = [
        ("intern", 1),
        ("trainee", 1),
        ("apprentice", 1),
        ("praktikant", 1),
        ("graduate", 2),
        ("entry", 2),
        ("junior", 3),
        ("associate", 3),
        ("初级", 3),
        ("ジュニア", 3),
        ("mid", 4),
        ("intermediate", 4),
        ("中级", 4),
        ("senior", 6),
        ("高级", 6),
        ("シニア", 6),
        ("staff", 7),
        ("资深", 7),
        ("principal", 9),
        ("distinguished", 10),
        ("fellow", 11),
        ("director", 12),
        ("vp", 13),
        ("chief", 14),
    ];
    let digits = |text: &str| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<u32>().ok()
    };
    if let Some(number) = rung.code.as_deref().and_then(digits) {
        return Some(number);
    }
    let lower = rung.title.to_lowercase();
    let rank = ORDER.iter().rev().find(|(word, _)| lower.contains(word));
    rank.map(|(_, height)| *height)
        .or_else(|| digits(&rung.title))
}

/// Whether the highest level stands first.
pub(super) fn is_falling(rungs: &[Rung]) -> bool {
    let heights: Vec<u32> = rungs.iter().filter_map(height).collect();
    let (mut up, mut down) = (0, 0);
    for pair in heights.windows(2) {
        up += usize::from(pair[0] < pair[1]);
        down += usize::from(pair[0] > pair[1]);
    }
    heights.len() * 2 > rungs.len() && down > 0 && up == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_titles_are_told_apart() {
        for (head, code, title) in [
            ("L5 – Senior", "L5", "Senior"),
            ("L5: Senior Engineer", "L5", "Senior Engineer"),
            ("Senior (L5)", "L5", "Senior"),
            ("L5 Senior", "L5", "Senior"),
            ("L5\nSenior", "L5", "Senior"),
            ("Senior\n(IC-3)", "IC-3", "Senior"),
            ("Level 3 - Staff", "Level 3", "Staff"),
            ("Engineer 2", "", "Engineer 2"),
            ("Senior", "", "Senior"),
            ("L5", "L5", "L5"),
            ("P2 | 高级工程师", "P2", "高级工程师"),
        ] {
            let rung = rung(head);
            assert_eq!(rung.code.as_deref().unwrap_or_default(), code, "{head}");
            assert_eq!(rung.title, title, "{head}");
        }
    }

    #[test]
    fn the_highest_first_is_seen() {
        let rungs = |heads: &[&str]| heads.iter().map(|head| rung(head)).collect::<Vec<_>>();
        assert!(is_falling(&rungs(&["L7", "L6", "L5"])));
        assert!(is_falling(&rungs(&[
            "Principal",
            "Staff",
            "Senior",
            "Engineer"
        ])));
        assert!(!is_falling(&rungs(&["Junior", "Senior", "Staff"])));
        assert!(!is_falling(&rungs(&["One", "Two"])));
    }
}
