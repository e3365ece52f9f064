//! The name that was probably meant.

/// The candidate that is most like `wanted`, if one is like enough. Of two that are alike the
/// first in the order given wins, so the order has to be a stable one.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        // A name far longer or shorter is never a slip of the finger; this also bounds the work.
        if candidate.len().abs_diff(wanted.len()) > 24 || wanted.len() > 200 {
            continue;
        }
        let likeness = strsim::jaro_winkler(&wanted, &candidate.to_lowercase());
        if likeness > 0.8 && best.is_none_or(|(top, _)| likeness > top) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}
