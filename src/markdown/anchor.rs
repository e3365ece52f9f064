//! The ids of headings, compatible with GitHub's, so that links made for a code host keep working.

use std::collections::HashMap;

/// GitHub's rule: lower case; letters, marks, decimal digits and characters that join words are
/// kept, blanks become `-`, all else is dropped. What the pages use for themselves begins with
/// `wp-`; a heading never does.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().to_lowercase().chars() {
        match c {
            ' ' | '-' => slug.push('-'),
            c if is_word(c) => slug.push(c),
            _ => {}
        }
    }
    if slug.is_empty() {
        slug.push_str("section");
    }
    not_ours(slug)
}

/// `\p{Word}` of GitHub's expression: letters, marks, decimal digits, and connectors such as `_`.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    (c.is_alphanumeric() && !is_other_number(c))
        || unicode_normalization::char::is_combining_mark(c)
        || is_connector(c)
}

/// Unicode's general category Pc.
fn is_connector(c: char) -> bool {
    let narrow = matches!(c, '\u{203F}' | '\u{2040}' | '\u{2054}');
    let wide = matches!(
        c,
        '\u{FE33}' | '\u{FE34}' | '\u{FE4D}'..='\u{FE4F}' | '\u{FF3F}'
    );
    narrow || wide
}

/// Numbers that are neither a digit nor a letter, such as `½` and `²`; the most common ones, since
/// the standard library can't tell them from digits.
fn is_other_number(c: char) -> bool {
    let raised = matches!(c, '²' | '³' | '¹' | '\u{2070}' | '\u{2074}'..='\u{2079}');
    let lowered = matches!(c, '\u{2080}'..='\u{2089}');
    let parts = matches!(c, '¼'..='¾' | '\u{2150}'..='\u{215F}');
    let circled = matches!(c, '\u{2460}'..='\u{249B}' | '\u{24EA}'..='\u{24FF}')
        || matches!(c, '\u{2776}'..='\u{2793}' | '\u{3220}'..='\u{3229}')
        || matches!(c, '\u{3280}'..='\u{3289}');
    raised || lowered || parts || circled
}

fn not_ours(mut id: String) -> String {
    if id.starts_with("wp-") {
        id.insert_str(0, "h-");
    }
    id
}

/// Hands out ids that are unique in one page: the second `examples` is `examples-1`.
#[derive(Debug, Default)]
pub struct Anchors(HashMap<String, usize>);

impl Anchors {
    /// The id for a heading with this text.
    pub fn take(&mut self, text: &str) -> String {
        self.unique(slug(text))
    }

    /// The id that an author gives, or what is nearest to it; and whether it was taken.
    pub fn explicit(&mut self, id: &str) -> (String, bool) {
        let id = not_ours(id.to_owned());
        let unique = self.unique(id.clone());
        let is_taken = unique != id;
        (unique, is_taken)
    }

    /// The given id if it is free, else the same with the next number that is.
    pub fn unique(&mut self, id: String) -> String {
        if !self.0.contains_key(&id) {
            self.0.insert(id.clone(), 0);
            return id;
        }
        // The count is kept, so that 100,000 headings of one name stay linear.
        let mut count = self.0.get(&id).copied().unwrap_or(0);
        loop {
            count += 1;
            let numbered = format!("{id}-{count}");
            if !self.0.contains_key(&numbered) {
                self.0.insert(id, count);
                self.0.insert(numbered.clone(), 0);
                return numbered;
            }
        }
    }
}
