//! Questions on a terminal, and what counts without one.

use crate::site::Site;
use crate::start::{Question, Wish, accepted, next_question};
use std::io::{BufRead, Write};

/// Ids that are offered in a line.
const MOST_OFFERED: usize = 12;

/// Asks for what is not set yet, question by question. Nothing when the answers end before the
/// questions do.
pub(super) fn asked(
    site: &Site,
    mut wish: Wish,
    input: &mut dyn BufRead,
    err: &mut dyn Write,
) -> Option<Wish> {
    while let Some(question) = next_question(site, &wish) {
        let values = answer(site, &wish, &question, input, err)?;
        wish.answer(&question.path, values);
    }
    Some(wish)
}

/// Answers every question as Enter would.
pub(super) fn defaults(site: &Site, mut wish: Wish) -> Wish {
    while let Some(question) = next_question(site, &wish) {
        wish.answer(&question.path, question.default);
    }
    wish
}

fn answer(
    site: &Site,
    wish: &Wish,
    question: &Question,
    input: &mut dyn BufRead,
    err: &mut dyn Write,
) -> Option<Vec<String>> {
    loop {
        let _ = write!(err, "{}: ", prompt(question));
        let _ = err.flush();
        let mut line = String::new();
        // What is no UTF-8 is asked for again; the end of the input ends the questions.
        match input.read_line(&mut line) {
            Ok(0) => return None,
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => continue,
            Err(_) => return None,
        }
        let line = line.trim();
        if line.is_empty() {
            return Some(question.default.clone());
        }
        let parts: Vec<&str> = match question.is_list {
            true => line.split([',', ';']).map(str::trim).collect(),
            false => vec![line],
        };
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let answers: Result<Vec<String>, String> = parts
            .map(|part| accepted(site, wish, question, part))
            .collect();
        match answers {
            Ok(answers) => return Some(answers),
            Err(fault) => drop(writeln!(err, "  {fault}")),
        }
    }
}

/// The question in a line: what it is for, what may be answered, and what Enter means.
fn prompt(question: &Question) -> String {
    let mut prompt = question.path.clone();
    prompt.push_str(&format!(", {}", question.means));
    if !question.known.is_empty() {
        let shown: Vec<&str> = question
            .known
            .iter()
            .take(MOST_OFFERED)
            .map(String::as_str)
            .collect();
        let more = match question.known.len() > MOST_OFFERED {
            true => ", …",
            false => "",
        };
        prompt.push_str(&format!(" ({}{more})", shown.join(", ")));
    }
    match question.default.is_empty() {
        true => prompt.push_str(" [leave out]"),
        false => prompt.push_str(&format!(" [{}]", question.default.join(", "))),
    }
    prompt
}
