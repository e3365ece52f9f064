//! Days of the calendar, as people write them.

use jiff::civil::Date;

use super::written::quoted;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// What a text is, taken for a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dated {
    /// A day, written as YYYY-MM-DD, perhaps with a time behind it.
    Day(Date),
    /// Written like one, and not in the calendar.
    NoSuchDay,
    /// Meant as one, and written in another way: `17.11.2025`, `2025-1-7`.
    OtherForm,
    /// No date.
    Text,
}

/// Reads a whole text.
pub(super) fn dated(text: &str) -> Dated {
    let text = text.trim();
    // The longest that can be a date is one with a time, a fraction and an offset.
    if text.len() > 40 || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Dated::Text;
    }
    if let Some((year, month, day)) = iso(text) {
        return match Date::new(year, month, day) {
            Ok(date) => Dated::Day(date),
            Err(_) => Dated::NoSuchDay,
        };
    }
    match numbers(text) {
        Some(_) => Dated::OtherForm,
        None => Dated::Text,
    }
}

/// What to say of a date that is none.
pub(super) fn no_such_date(text: &str, span: Span) -> Diagnostic {
    let text = text.trim();
    let finding = |message| Diagnostic::new(Code::NoSuchDate, message).at(span);
    if let Some((year, month, _)) = iso(text) {
        let finding = finding(format!("{} is not in the calendar", quoted(text)));
        return match Date::new(year, month, 1) {
            Ok(first) => finding.help(format!("write a day from 01 to {}", first.days_in_month())),
            Err(_) => finding.help("write a month from 01 to 12"),
        };
    }
    let finding = finding(format!("{} is not written as a date", quoted(text)));
    match numbers(text).and_then(unambiguous) {
        Some(date) => finding.help(format!("write `{date}`")),
        None => finding.help("write the year, the month and the day, such as `2025-11-17`"),
    }
}

/// `YYYY-MM-DD`, and behind it nothing or a time.
fn iso(text: &str) -> Option<(i16, i8, i8)> {
    let day = text.get(..10)?;
    let bytes = day.as_bytes();
    let form = bytes.iter().enumerate().all(|(at, byte)| match at {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let rest = &text[10..];
    let time = rest
        .strip_prefix(['T', 't', ' '])
        .map(str::trim_start)
        .is_some_and(|time| {
            let clock = time.as_bytes();
            clock.len() >= 4
                && clock[0].is_ascii_digit()
                && clock[..3].contains(&b':')
                && time
                    .chars()
                    .all(|c| c.is_ascii_digit() || " :.+-Zz".contains(c))
        });
    if !form || !(rest.is_empty() || time) {
        return None;
    }
    Some((
        day[..4].parse().ok()?,
        day[5..7].parse().ok()?,
        day[8..].parse().ok()?,
    ))
}

/// Three numbers with one of the usual signs between them, one of which can be a year.
fn numbers(text: &str) -> Option<[i16; 3]> {
    let sign = text.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(sign, '-' | '.' | '/') {
        return None;
    }
    let mut parts = text.split(sign).map(|part| {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<i16>().ok()).flatten()
    });
    let three = [parts.next()??, parts.next()??, parts.next()??];
    let year = |number: i16| (1000..=2999).contains(&number);
    (parts.next().is_none() && (year(three[0]) || year(three[2]))).then_some(three)
}

/// The day that is meant, where the order of day and month is no guess.
fn unambiguous([first, second, third]: [i16; 3]) -> Option<Date> {
    let (year, month, day) = match (first, second, third) {
        (1000.., month, day) => (first, month, day),
        (day @ 13..=31, month @ 1..=12, year) => (year, month, day),
        (month @ 1..=12, day @ 13..=31, year) => (year, month, day),
        _ => return None,
    };
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}
