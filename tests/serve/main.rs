//! The preview, met as a browser and as an attacker would: the binary itself, over a socket.
#![cfg(unix)]

mod bounds;
mod bytes;
mod faults;
mod preview;
mod requests;
mod saves;
mod storms;
