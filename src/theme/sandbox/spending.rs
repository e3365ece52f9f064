//! What a page has spent while it is rendered, and what a value weighs.

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};
use std::cell::Cell;

/// The names of the filters that weigh: what an expression made, and what a namespace is to keep.
pub(super) const HELD: &str = "_held";
pub(super) const KEPT: &str = "_kept";

/// Bytes that a template may write and build for one page, and values that it may put into lists:
/// what it keeps of them can't be more.
const MOST_SPENT: usize = 64 * 1024 * 1024;

/// The largest list or map, with all that is in it, in bytes. A value counts so many besides its
/// text, and to look at it once costs something too.
const LARGEST: usize = 32 * 1024 * 1024;
const WEIGHT: usize = 128;
const LOOK: usize = 8;

/// Lists within lists. What is deeper overruns the stack when it is printed or dropped.
const DEEPEST: usize = 32;

/// How the message of every such error begins; [`is_limit`] knows them by it.
const BEGIN: &str = "the page builds more than any page should";

thread_local! {
    /// What the page that this thread renders may still spend. A page is rendered by one thread
    /// from beginning to end.
    static LEFT: Cell<usize> = const { Cell::new(0) };
}

/// Begins a page.
pub(in crate::theme) fn begin() {
    LEFT.set(MOST_SPENT);
}

/// Whether an error is one of those made here.
pub(in crate::theme) fn is_limit(detail: &str) -> bool {
    detail.starts_with(BEGIN)
}

/// Spends so much.
///
/// # Errors
/// When nothing is left.
pub(in crate::theme) fn spend(amount: usize) -> Result<(), Error> {
    match LEFT.get().checked_sub(amount) {
        Some(left) => {
            LEFT.set(left);
            Ok(())
        }
        None => Err(spent()),
    }
}

/// The error for when nothing is left.
pub(in crate::theme) fn spent() -> Error {
    too_much("")
}

fn too_much(why: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("{BEGIN}{why}"))
}

/// Weighs what an expression made, and pays for it.
///
/// # Errors
/// When it is too large, too deep, or nothing is left to pay with.
pub(super) fn held(value: Value) -> Result<Value, Error> {
    match value.as_str() {
        Some(text) => spend(text.len())?,
        None => weigh(&value)?,
    }
    Ok(value)
}

/// The same for what a namespace is to keep: no namespace, since it could come to hold itself, and
/// would never end.
///
/// # Errors
/// As for [`held`].
pub(super) fn kept(value: Value) -> Result<Value, Error> {
    if is_namespace(&value) {
        return Err(namespaced());
    }
    held(value)
}

fn namespaced() -> Error {
    too_much(": a namespace stands in a list or in a namespace")
}

/// Weighs a value that is given to a filter or a function.
///
/// # Errors
/// As for [`held`].
pub(super) fn weigh(value: &Value) -> Result<(), Error> {
    if is_leaf(value) {
        return Ok(());
    }
    let mut left = LARGEST;
    weigh_into(value, &mut left, 0)
}

fn weigh_into(value: &Value, left: &mut usize, depth: usize) -> Result<(), Error> {
    spend(LOOK)?;
    let weight = value.as_str().map_or(WEIGHT, |text| WEIGHT + text.len());
    *left = left
        .checked_sub(weight)
        .ok_or_else(|| too_much(": a list or map is larger than 32 MiB"))?;
    if is_leaf(value) {
        return Ok(());
    }
    if depth == DEEPEST {
        return Err(too_much(": lists are nested more than 32 deep"));
    }
    if depth > 0 && is_namespace(value) {
        return Err(namespaced());
    }
    let is_map = value.kind() == ValueKind::Map;
    for item in value.try_iter()? {
        if is_map {
            weigh_into(&value.get_item(&item)?, left, depth + 1)?;
        }
        weigh_into(&item, left, depth + 1)?;
    }
    Ok(())
}

/// Texts, numbers, and views of the site, which hold nothing until they are asked.
fn is_leaf(value: &Value) -> bool {
    let Some(object) = value.as_object() else {
        return true;
    };
    !matches!(
        value.kind(),
        ValueKind::Seq | ValueKind::Map | ValueKind::Iterable
    ) || object.type_name().starts_with("waypost::")
}

fn is_namespace(value: &Value) -> bool {
    value
        .as_object()
        .is_some_and(|object| object.type_name().ends_with("::Namespace"))
}
