//! The preview on a socket: loads the site, answers from the newest snapshot, and loads it again when
//! a file changes. A request is looked up in the routes, never on the disk.

mod answer;
mod connections;
mod content_type;
mod desk;
mod hosts;
mod listen;
mod serving;
mod socket;
mod target;

pub use hosts::Hosts;
pub use listen::{ListenError, Listening, Port, listen};
pub use serving::{Said, Serving, serve};
