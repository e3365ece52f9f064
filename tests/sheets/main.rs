//! Spreadsheets, both ways: what is exported comes back, and what is edited comes back and nothing
//! else.

mod adopt;
mod adopt_cli;
mod adopt_texts;
mod book;
mod conflicts;
mod edits;
mod guide;
mod hostile;
mod office;
mod places;
mod random;
mod whole;
