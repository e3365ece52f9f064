//! Rules about words: what is said twice, and what should be said by a name.

pub(super) mod company;
pub(super) mod facts;
pub(super) mod repeats;
pub(in crate::check) mod words;
