//! What the binary ships: the repository's own `themes/default`, listed by the build script.

/// Path and bytes of every file of the default theme, sorted by path.
pub(super) static DEFAULT_THEME: &[(&str, &[u8])] =
    include!(concat!(env!("OUT_DIR"), "/default_theme.rs"));
