//! Timelines that the phases don't add up to.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Idx, LearningPath, Model, Phase, months};
use crate::site::Site;
use rayon::prelude::*;
use std::collections::HashMap;

/// Reports paths whose phases take another time than the timeline says. Phases that run side by
/// side count once: what is compared is the longest chain of phases, each after the other. A path
/// with a phase of unknown length is passed over, since its sum can't be known.
pub(in crate::check) fn mismatched(site: &Site) -> Vec<Diagnostic> {
    let paths: Vec<Idx<LearningPath>> = site.model.paths.ids().collect();
    paths
        .into_par_iter()
        .filter_map(|id| mismatch(&site.model, &site.model.paths[id]))
        .collect()
}

fn mismatch(model: &Model, path: &LearningPath) -> Option<Diagnostic> {
    let timeline = path.timeline.as_ref()?;
    let (least, most) = longest_chain(model, &path.phases)?;
    if timeline.value.agrees(least, most) {
        return None;
    }
    let said = months(timeline.value.least, timeline.value.most);
    let mut finding = Diagnostic::new(
        Code::TimelineMismatch,
        format!(
            "the phases take {} months, and the timeline says {said} (`{}`)",
            months(least, most),
            timeline.value.words
        ),
    )
    .at(timeline.span)
    .help("mend the timeline, or the durations of the phases");
    for phase in path.phases.iter().take(8) {
        let phase = &model.phases[*phase];
        if let Some(duration) = &phase.duration {
            finding = finding.note(format!(
                "`{}` takes `{}`",
                phase.common.id, duration.value.words
            ));
        }
    }
    Some(finding)
}

/// Months that the longest chain of phases takes, at least and at most. `None` for no phases, and
/// where one has no duration.
fn longest_chain(model: &Model, phases: &[Idx<Phase>]) -> Option<(f64, f64)> {
    let places: HashMap<Idx<Phase>, usize> = phases
        .iter()
        .enumerate()
        .map(|(place, phase)| (*phase, place))
        .collect();
    // Phases before this one, as far as they belong to the same path.
    let before = |place: usize| {
        let after = &model.phases[phases[place]].after;
        after.iter().filter_map(|phase| places.get(phase).copied())
    };
    let mut waiting: Vec<usize> = (0..phases.len())
        .map(|place| before(place).count())
        .collect();
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); phases.len()];
    for place in 0..phases.len() {
        for earlier in before(place) {
            followers[earlier].push(place);
        }
    }
    let mut ends: Vec<(f64, f64)> = vec![(0.0, 0.0); phases.len()];
    let mut ready: Vec<usize> = (0..phases.len())
        .filter(|place| waiting[*place] == 0)
        .collect();
    let mut longest: Option<(f64, f64)> = None;
    while let Some(place) = ready.pop() {
        let duration = &model.phases[phases[place]].duration.as_ref()?.value;
        let end = (
            ends[place].0 + duration.least,
            ends[place].1 + duration.most,
        );
        let known = longest.unwrap_or(end);
        longest = Some((known.0.max(end.0), known.1.max(end.1)));
        for follower in &followers[place] {
            let start = &mut ends[*follower];
            *start = (start.0.max(end.0), start.1.max(end.1));
            waiting[*follower] -= 1;
            if waiting[*follower] == 0 {
                ready.push(*follower);
            }
        }
    }
    longest
}
