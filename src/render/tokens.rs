//! `theme/tokens.css`: what `[theme]` sets, as custom properties over those of the stylesheet.

use crate::site::Site;

/// The accent of `waypost.css`.
const ACCENT: &str = "#0b6e4f";

/// The stylesheet of the site's own tokens. Colours are hexadecimal by then; font stacks are kept
/// to characters that can't end a declaration.
pub(super) fn tokens(site: &Site) -> String {
    let theme = &site.settings.theme;
    let mut lines = Vec::new();
    if let Some(light) = &theme.accent {
        lines.push(format!("--accent: {light};"));
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
    let mut sheet = String::new();
    if !lines.is_empty() {
        sheet = format!(":root {{\n  {}\n}}\n", lines.join("\n  "));
    }
    if let Some(dark) = &theme.accent_dark {
        // The stylesheet's own accent by value: a property can't be made from itself.
        let light = theme.accent.as_deref().unwrap_or(ACCENT);
        sheet += &format!(
            "@supports (color: light-dark(red, red)) {{\n  :root {{ --accent: light-dark({light}, {dark}); }}\n}}\n"
        );
    }
    if sheet.is_empty() {
        sheet.push_str("/* `[theme]` in site.toml sets no token. */\n");
    }
    sheet
}

fn stack(font: &str) -> String {
    font.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '_' | '\'' | '"'))
        .collect()
}
