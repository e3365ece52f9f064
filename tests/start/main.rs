//! `waypost init` and `waypost new`, as people meet them: the binary itself, in a folder of its own.
#![cfg(unix)]

mod init;
mod new;
mod place;
mod terminal;
