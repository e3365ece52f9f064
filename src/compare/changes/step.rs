//! Whether one step is higher than another.

use super::What;
use crate::compare::version::StepValue;
use std::cmp::Ordering;
use std::sync::Arc;

/// What becomes of a step. Both scales are asked, since one may have steps that the other hasn't;
/// where neither knows both steps, or they contradict each other, none is the higher one.
pub(super) fn change(old: &StepValue, new: &StepValue) -> What {
    let by = |scale: &[Arc<str>]| -> Option<Ordering> {
        let place = |id: &Arc<str>| scale.iter().position(|step| step == id);
        Some(place(&new.id)?.cmp(&place(&old.id)?))
    };
    let order = match (by(&old.scale), by(&new.scale)) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => a.or(b),
    };
    match order.map(|order| order.then(new.is_required.cmp(&old.is_required))) {
        Some(Ordering::Greater) => What::Raised,
        Some(Ordering::Less) => What::Lowered,
        _ => What::Changed,
    }
}
