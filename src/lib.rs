//! Waypost turns a folder of Markdown into a career site.
//!
//! The stages run one way: `Layers → Source → Document → Model → Route → Output`;
//! ARCHITECTURE.md draws the map and lists what must hold.

pub mod browser;
pub mod check;
pub mod cli;
pub mod compare;
pub mod data;
pub mod detach;
pub mod diagnostic;
pub mod document;
pub mod drift;
pub mod layers;
pub mod link;
pub mod markdown;
pub mod model;
pub mod output;
pub mod overlay;
pub mod preview;
pub mod proof;
pub mod render;
pub mod route;
pub mod schema;
pub mod search;
pub mod serve;
pub mod settings;
pub mod sheet;
pub mod site;
pub mod snapshot;
pub mod source;
pub mod start;
pub mod theme;
pub mod view;
pub mod watch;
