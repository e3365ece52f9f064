//! What a theme's folder says of itself, in its `theme.toml`.

use crate::data::{Reader, UnknownKeys, Vars, parse_toml};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::without_conflicts;
use crate::layers::Layers;
use crate::source::{Sources, Span};

/// The version of the data that templates are given. It rises when a field goes or changes its
/// meaning; new fields don't matter to a theme that was made before them.
pub const CONTRACT: i64 = 1;

/// Reads the `theme.toml` of a theme's folder, which is the only one of `layers`. Whether the theme
/// can be used: one that was made for another version would bring a fault a page.
pub fn is_usable(layers: &Layers, sources: &mut Sources, out: &mut Vec<Diagnostic>) -> bool {
    let listing = layers.list("theme.toml", sources, out);
    let Some(found) = listing.visible().next() else {
        return true;
    };
    let id = sources.next_id();
    let (source, mut faults) = layers.text(found, id);
    let text = without_conflicts(id, &source.text, &mut faults).into_owned();
    sources.add(source);
    let table = parse_toml(id, &text, 0, &mut faults);
    let vars = Vars::new();
    let mut reader = Reader::new(&table, Span::start_of(id), &vars, &mut faults);
    reader.text("title");
    reader.raw("extra");
    let contract = reader.integer("contract");
    reader.finish("`theme.toml`", &[], UnknownKeys::Error);
    let usable = contract
        .as_ref()
        .is_none_or(|contract| contract.value == CONTRACT);
    if let (Some(contract), false) = (contract, usable) {
        faults.push(
            Diagnostic::new(
                Code::ThemeContract,
                format!(
                    "this theme was made for version {} of the contract, and Waypost {} has version {CONTRACT}",
                    contract.value,
                    env!("CARGO_PKG_VERSION")
                ),
            )
            .at(contract.span)
            .help(match contract.value > CONTRACT {
                true => "use a later Waypost, or an earlier version of the theme",
                false => "use a later version of the theme; docs/theming.md says what changed",
            }),
        );
    }
    out.append(&mut faults);
    usable
}
