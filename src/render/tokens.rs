//! `theme/tokens.css`: what `[theme]` sets, as custom properties over those of the stylesheet.

use crate::site::Site;

/// The accent of `waypost.css`.
const ACCENT: &str = "#0b6e4f";

/// The stylesheet of the site's own tokens. Colours are hexadecimal by then; font stacks are kept
/// to characters that can't end a declaration.
pub(super) fn tokens(site: &Site) -> String {
    let theme = &site.settings.theme;
    let mut lines = Vec::new();
    match (&theme.accent, &theme.accent_dark) {
        (Some(light), Some(dark)) => lines.push(format!("--accent: light-dark({light}, {dark});")),
        (Some(light), None) => lines.push(format!("--accent: {light};")),
        // The stylesheet's own accent by value: a property can't be made from itself.
        (None, Some(dark)) => lines.push(format!("--accent: light-dark({ACCENT}, {dark});")),
        (None, None) => {}
    }
    if let Some(font) = &theme.font {
        lines.push(format!("--font: {};", stack(font)));
    }
    if let Some(font) = &theme.heading_font {
        lines.push(format!("--font-head: {};", stack(font)));
    }
    match theme.density.as_deref() {
        Some("compact") => lines.push("--density: 0.8;".to_owned()),
        Some("roomy") => lines.push("--density: 1.25;".to_owned()),
        _ => {}
    }
    if lines.is_empty() {
        return "/* `[theme]` in site.toml sets no token. */\n".to_owned();
    }
    format!(":root {{\n  {}\n}}\n", lines.join("\n  "))
}

fn stack(font: &str) -> String {
    font.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '_' | '\'' | '"'))
        .collect()
}
