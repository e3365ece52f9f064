//! A case as it is written: files, commands, and what must come of them.

/// A part of a case, in the order written.
pub enum Part {
    /// Lines that only readers read, as they stand.
    Words(String),
    /// A file of the site: its header as written, its path, its options, its text.
    File(Entry),
    /// A command: what stands behind `$ `.
    Command(String),
    /// Something that must come: what stands between `===`. What it held is not kept, since what
    /// came is compared with the case as a whole.
    Wanted(String),
}

/// A file of the site.
pub struct Entry {
    /// The whole line.
    pub header: String,
    /// What stands before the bar.
    pub path: String,
    /// What stands behind it.
    pub options: Vec<String>,
    /// The lines beneath, as written.
    pub text: String,
}

/// A case, taken apart.
pub struct Case {
    pub parts: Vec<Part>,
}

impl Case {
    /// Takes a case apart.
    pub fn read(text: &str) -> Result<Case, String> {
        let mut parts: Vec<Part> = Vec::new();
        for line in text.split_inclusive('\n') {
            let words = line.trim_end_matches('\n');
            if let Some(inner) = between(words, "--- ", " ---") {
                let (path, options) = inner.split_once(" | ").unwrap_or((inner, ""));
                parts.push(Part::File(Entry {
                    header: line.to_owned(),
                    path: path.trim().to_owned(),
                    options: options
                        .split(',')
                        .map(|option| option.trim().to_owned())
                        .filter(|option| !option.is_empty())
                        .collect(),
                    text: String::new(),
                }));
            } else if let Some(command) = words.strip_prefix("$ ") {
                parts.push(Part::Command(command.to_owned()));
            } else if let Some(inner) = between(words, "=== ", " ===") {
                parts.push(Part::Wanted(inner.to_owned()));
            } else {
                match parts.last_mut() {
                    Some(Part::File(entry)) => entry.text.push_str(line),
                    Some(Part::Words(words)) => words.push_str(line),
                    // What must come is made anew from what comes.
                    Some(Part::Wanted(_)) => {}
                    _ => parts.push(Part::Words(line.to_owned())),
                }
            }
        }
        if !parts.iter().any(|part| matches!(part, Part::Command(_))) {
            return Err("the case has no command: a line that begins with `$ waypost`".to_owned());
        }
        Ok(Case { parts })
    }
}

fn between<'a>(line: &'a str, begin: &str, end: &str) -> Option<&'a str> {
    line.strip_prefix(begin)?.strip_suffix(end)
}
