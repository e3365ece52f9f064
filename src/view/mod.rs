//! What a theme sees: typed, documented data, computed when a template asks for it.
//!
//! A view is a number and the scope of the page; it holds no copies. Every field has a docstring,
//! from which `waypost theme fields` and docs/theming.md are made.

#[macro_use]
mod fields;
mod foreign;

mod compare;
mod contract;
mod difference;
mod group;
mod index;
mod json_ld;
mod ladder;
mod level;
mod levels_script;
mod map;
mod matrix;
mod page;
mod paper;
mod path;
mod phase;
mod print;
mod profile;
mod prose;
mod resource;
mod rungs;
mod scope;
mod search;
mod section;
mod site;
mod skill;
mod small;
mod statement;
mod tell;
mod thing;
mod title;
mod tongue;
mod track;
mod way;

pub use contract::contract_markdown;
pub use fields::FieldDoc;
pub use levels_script::levels_script;
pub use page::page_view;
pub(crate) use prose::plain_words;
pub use prose::{packet_template, plain_phrase, plain_words as plain};
pub use scope::{PageScope, Scope};
pub use search::search_file;
pub(crate) use site::newest;
pub(crate) use tell::told;
pub(crate) use tongue::alternates;
