//! What a request asks for, as the name of a file of the site: read once, strictly, and then looked
//! up; nothing of it ever reaches the disk.

use percent_encoding::percent_decode_str;

/// The longest address that is read, in bytes.
const LONGEST: usize = 2048;

/// What a path asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A file: `levels/staff/index.html`, `theme/waypost.css`.
    File(String),
    /// No file could have this name.
    Wrong,
}

/// Reads the path of a request, with its leading slash. A path that ends with a slash is its
/// `index.html`. What lies below the path that the site will be published under is found there as
/// well as at the top, so that a proxy may take that path away or leave it.
pub(super) fn target(path: &str, base: &str) -> Target {
    if path.len() > LONGEST || !path.starts_with('/') {
        return Target::Wrong;
    }
    let Ok(decoded) = percent_decode_str(path).decode_utf8() else {
        return Target::Wrong;
    };
    let base = percent_decode_str(base).decode_utf8_lossy();
    let below = match decoded.strip_prefix(&*base) {
        Some(below) if base.len() > 1 => below,
        _ => &decoded[1..],
    };
    let is_wrong = below.contains(['\\', '\0'])
        || below.chars().any(char::is_control)
        || below.split('/').any(|part| part == "." || part == "..")
        || below.starts_with('/')
        || below.contains("//");
    if is_wrong {
        return Target::Wrong;
    }
    Target::File(match below.is_empty() || below.ends_with('/') {
        true => format!("{below}index.html"),
        false => below.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Target, target};

    #[test]
    fn a_path_is_read_once_and_strictly() {
        let file = |path: &str| Target::File(path.to_owned());
        assert_eq!(target("/", "/"), file("index.html"));
        assert_eq!(
            target("/levels/staff/", "/"),
            file("levels/staff/index.html")
        );
        assert_eq!(target("/a%20b.png", "/"), file("a b.png"));
        assert_eq!(target("/docs/levels/", "/docs/"), file("levels/index.html"));
        // A server sends whoever asks so to the folder.
        assert_eq!(target("/docs", "/docs/"), file("docs"));
        assert_eq!(target("/levels/", "/docs/"), file("levels/index.html"));
        // Decoded once: what was encoded twice names a file with a percent sign.
        assert_eq!(target("/%252e%252e/x", "/"), file("%2e%2e/x"));
        for wrong in [
            "/../x",
            "/%2e%2e/x",
            "/..%2fx",
            "/a/%2E./b",
            "//etc/passwd",
            "/a//b",
            "/%00",
            "/a%5cb",
            "/a\\b",
            "/%ff",
            "x",
            "/a%0a",
            "/docs//etc",
        ] {
            assert_eq!(target(wrong, "/docs/"), Target::Wrong, "{wrong}");
        }
        assert_eq!(
            target(&format!("/{}", "a".repeat(5000)), "/"),
            Target::Wrong
        );
    }
}
