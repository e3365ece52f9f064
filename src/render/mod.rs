//! The one function from a route to its bytes. It doesn't know who asks.

mod feed;
mod model_json;
mod page;
mod sitemap;
mod tokens;
mod words;

pub use page::render;
pub(crate) use page::template;
