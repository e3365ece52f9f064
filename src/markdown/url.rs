//! What an address in a text may be.

/// What is to be done with an address that an author wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Within this site: relative, or a fragment, or a path from its root.
    Local,
    /// Another host, or a scheme that leads out of the browser (`mailto:`).
    Elsewhere,
    /// It would run a script.
    Script,
}

/// Classifies an address as a browser would read it: entities are already decoded by the Markdown
/// parser, and the URL standard drops tabs, line breaks and leading controls before it looks at the
/// scheme (<https://url.spec.whatwg.org/#concept-basic-url-parser>).
pub fn safety(address: &str) -> Safety {
    let seen: String = address
        .trim_start_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .take(64)
        .collect();
    // Browsers take a backslash for a slash.
    let is_slash = |c: char| matches!(c, '/' | '\\');
    if seen.chars().take(2).filter(|c| is_slash(*c)).count() == 2 {
        return Safety::Elsewhere;
    }
    let Some((scheme, rest)) = seen.split_once(':') else {
        return Safety::Local;
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    if !is_scheme {
        // Percent signs in a scheme are no disguise that a browser sees through, but a server in
        // between might: `javascript%3A` stays a relative address and is safe as such.
        return Safety::Local;
    }
    match scheme.to_ascii_lowercase().as_str() {
        // Those that a browser runs, once ran, or hands to another one of them.
        "javascript" | "vbscript" | "livescript" | "mocha" | "jscript" | "blob" | "filesystem"
        | "feed" | "view-source" | "jar" | "mhtml" => Safety::Script,
        "data" if !is_harmless_image(rest) => Safety::Script,
        _ => Safety::Elsewhere,
    }
}

/// Of `data:` addresses only pictures that hold no markup are let through.
fn is_harmless_image(rest: &str) -> bool {
    let rest = rest.trim_start().to_ascii_lowercase();
    [
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/avif",
    ]
    .iter()
    .any(|kind| rest.starts_with(kind))
}

/// The characters that a percent-encoded address stands for; bytes that are no UTF-8 are kept
/// encoded.
pub fn decode(address: &str) -> std::borrow::Cow<'_, str> {
    percent_encoding::percent_decode_str(address)
        .decode_utf8()
        .unwrap_or(std::borrow::Cow::Borrowed(address))
}
