//! The ids of headings, compatible with GitHub's, so that links made for a code host keep working.

use std::collections::HashMap;

/// GitHub's rule: lower case, letters, digits, `-` and `_` kept, blanks made `-`, all else dropped.
/// What the templates use for themselves begins with `wp-`; a heading never does.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' | '-' => slug.push('-'),
            '_' => slug.push('_'),
            c if c.is_alphanumeric() || is_mark(c) => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    if slug.is_empty() {
        slug.push_str("section");
    }
    if slug.starts_with("wp-") {
        slug.insert_str(0, "h-");
    }
    slug
}

/// Combining marks belong to the letter before them (Devanagari, Thai, decomposed accents).
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Hands out ids that are unique in one page: the second `examples` is `examples-1`.
#[derive(Debug, Default)]
pub struct Anchors(HashMap<String, usize>);

impl Anchors {
    /// The id for a heading with this text.
    pub fn take(&mut self, text: &str) -> String {
        self.unique(slug(text))
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
